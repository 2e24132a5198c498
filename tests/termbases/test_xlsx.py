"""XLSX: the same layouts as CSV, and workbooks that lie about their size."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from fidelity import termbases
from fidelity.errors import InputError, UsageError
from fidelity.model import Concept, Glossary, Term


def _book(path: Path, rows: list[list[Any]], *more: list[list[Any]]) -> Path:
    """Write a workbook with a sheet for each table."""
    book = xlsxwriter.Workbook(str(path))
    dates = book.add_format({"num_format": "yyyy-mm-dd"})
    for table in (rows, *more):
        sheet = book.add_worksheet()
        for line, row in enumerate(table):
            for column, value in enumerate(row):
                sheet.write(line, column, value, dates if isinstance(value, dt.date) else None)
    book.close()
    return path


def _changed(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """Change the XML of one part."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def _problem(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        termbases.read(path)
    return caught.value.problem


SHEET = "xl/worksheets/sheet1.xml"


def test_a_sheet_of_languages_is_read(tmp_path: Path) -> None:
    """The place is the row and the column of the cell."""
    path = _book(tmp_path / "a.xlsx", [["English", "Russian"], [], ["reset", "сброс; обнуление"]])
    glossary = termbases.read(path)
    concept = glossary.concepts[0]
    assert (glossary.name, concept.id) == ("a", "line-3")
    assert [(t.text, t.place and (t.place.line, t.place.column)) for t in concept.terms] == [
        ("reset", (3, 1)),
        ("сброс", (3, 2)),
        ("обнуление", (3, 2)),
    ]


def test_a_table_may_begin_anywhere(tmp_path: Path) -> None:
    """Rows above and columns beside it may be empty; places count from the sheet's corner."""
    path = _book(tmp_path / "a.xlsx", [[], [], ["", "en", "ru"], ["", "reset", "сброс"]])
    term = termbases.read(path).concepts[0].terms[0]
    assert str(term.place).endswith("a.xlsx:4:2")


def test_only_the_first_sheet_is_read(tmp_path: Path) -> None:
    """Others may hold anything."""
    path = _book(tmp_path / "a.xlsx", [["en", "ru"], ["a", "б"]], [["something", "else"]])
    assert len(termbases.read(path).concepts) == 1


def test_numbers_and_dates_are_read_as_they_look(tmp_path: Path) -> None:
    """A year stays a year and a date is a day."""
    rows: list[list[Any]] = [
        ["concept", "language", "term", "valid from"],
        ["a", "en", 2030, dt.date(2009, 3, 6)],
        ["b", "en", 1.5, ""],
        ["c", "en", True, ""],
    ]
    concepts = termbases.read(_book(tmp_path / "a.xlsx", rows)).concepts
    assert [concept.terms[0].text for concept in concepts] == ["2030", "1.5", "TRUE"]
    assert concepts[0].terms[0].valid_from == "2009-03-06"


def test_stray_spaces_are_kept_and_bars_split(tmp_path: Path) -> None:
    """As in every other table."""
    path = _book(tmp_path / "a.xlsx", [["en", "ru"], [" reset ", "сброс | новое"]])
    assert [t.text for t in termbases.read(path).concepts[0].terms] == [" reset ", "сброс", "новое"]


def test_formulas_are_never_made(tmp_path: Path) -> None:
    """A term that looks like a formula, a link or a number is written as text."""
    terms = tuple(Term(text, "en") for text in ("=1+1", "http://example.org", "007", "@x", "+1"))
    termbases.write(Glossary("g", (Concept("a", terms),), ("en",)), tmp_path / "a.xlsx")
    assert tuple(t.text for t in termbases.read(tmp_path / "a.xlsx").concepts[0].terms) == tuple(
        term.text for term in terms
    )
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert b"<f>" not in archive.read(SHEET)


def test_a_text_too_long_for_a_cell_is_not_cut(tmp_path: Path) -> None:
    """It is refused, and the folder stays empty."""
    concept = Concept("a", (Term("x", "en"),), definition="y" * 40_000)
    with pytest.raises(UsageError, match="concept a is longer than a spreadsheet cell"):
        termbases.write(Glossary("g", (concept,), ("en",)), tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 and so on", b"PK\x05\x06" + bytes(18), b"en,ru\na,b\n"]
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, data: bytes) -> None:
    """Broken archives, empty ones, and tables with the wrong ending."""
    (tmp_path / "a.xlsx").write_bytes(data)
    assert _problem(tmp_path / "a.xlsx") in {
        "the file is damaged or no XLSX workbook",
        "the first sheet cannot be read",
    }


def test_a_protected_or_old_workbook_is_recognised(tmp_path: Path) -> None:
    """Both are OLE files."""
    (tmp_path / "a.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))
    assert "password" in _problem(tmp_path / "a.xlsx")


def test_a_cut_workbook_is_refused(tmp_path: Path) -> None:
    """As an interrupted download is."""
    path = _book(tmp_path / "a.xlsx", [["en", "ru"], ["a", "б"]])
    path.write_bytes(path.read_bytes()[:-200])
    assert _problem(path) == "the file is damaged or no XLSX workbook"


def test_a_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    """A part that grows a thousandfold is no table."""
    path = _book(tmp_path / "a.xlsx", [["en", "ru"], ["a", "б"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", b"<a>" + b" " * 8_000_000 + b"</a>")
    assert _problem(path) == "the workbook would be far larger unpacked than a glossary"


def test_a_size_that_lies_is_found_out(tmp_path: Path) -> None:
    """The directory claims a small part; unpacking stops at the claim and the checksum differs."""
    path = _book(tmp_path / "a.xlsx", [["en", "ru"], ["a", "б"]])
    padding = b"<!--" + b" " * 3_000_000 + b"-->"
    _changed(path, SHEET, b"<sheetData>", padding + b"<sheetData>")
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        size = archive.getinfo(SHEET).file_size
    small = (1_000).to_bytes(4, "little")
    assert bytes(data).count(size.to_bytes(4, "little")) == 2
    path.write_bytes(bytes(data).replace(size.to_bytes(4, "little"), small))
    assert _problem(path) == "the file is damaged or no XLSX workbook"


@pytest.mark.parametrize("reference", [b"XFD1048576", b"A99999999", b"ZZZZZZZ1", b"A&#57;9999999"])
def test_a_cell_far_outside_the_table_is_refused(tmp_path: Path, reference: bytes) -> None:
    """The reader would reserve room for every cell up to it, and end the process."""
    path = _book(tmp_path / "a.xlsx", [["en", "ru"], ["a", "б"]])
    _changed(path, SHEET, b'r="B2"', b'r="' + reference + b'"')
    assert _problem(path) == "a cell stands far outside the table"


def test_a_text_that_thousands_of_cells_share_is_counted_each_time(tmp_path: Path) -> None:
    """A small file can hold a long text once and name it very often."""
    rows = [["en", "ru"], *([["x" * 30_000, "б"]] * 4_000)]
    assert _problem(_book(tmp_path / "a.xlsx", rows)) == (
        "the table holds far more text than a glossary"
    )


def test_a_cell_that_names_a_text_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """Not a crash."""
    path = _book(tmp_path / "a.xlsx", [["en", "ru"], ["a", "б"]])
    _changed(path, SHEET, b"<v>3</v>", b"<v>33</v>")
    assert _problem(path) == "the file is damaged or no XLSX workbook"
