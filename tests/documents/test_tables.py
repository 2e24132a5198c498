"""CSV and TSV with a column for the source and one for the target."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.errors import InputError


@pytest.mark.parametrize(
    "header",
    [
        "source,target",
        "Source;Target",
        "source_text\ttranslation",
        "en,ru",
        "English;Russian",
        "Английский,Русский",
        "Оригинал;Перевод",
    ],
)
def test_the_header_names_the_columns(read: Any, header: str) -> None:
    """Source and target are found by their names or their languages, whatever parts the cells."""
    mark = next(char for char in ",;\t" if char in header)
    found = read("a.csv", f"{header}\nreset{mark}сброс\n")
    assert found.pairs == [("reset", "сброс")]


def test_languages_in_the_header_are_those_of_the_texts(read: Any) -> None:
    """The user may name the pair the other way round, or choose among many languages."""
    raw = "en,fr,ru\na,b,в\n"
    found = read("a.csv", raw, source="ru", target="en")
    assert found.pairs == [("в", "a")]
    assert found.units[0].source.language == "ru"
    assert found.units[0].target.language == "en"


def test_other_columns(read: Any) -> None:
    """Name, languages, note and context of a unit are read, unknown columns passed over."""
    raw = "id,sourceLang,targetLang,sourceString,targetString,note,x\n7,en,pt_BR,a,b,hm,y\n"
    (unit,) = read("a.csv", raw).units
    assert (unit.id, unit.source.id, unit.notes) == ("7", "7", ("hm",))
    assert (unit.source.language, unit.target.language) == ("en", "pt-BR")


def test_two_columns_need_no_header(read: Any) -> None:
    """A table of two columns is source and target."""
    assert read("a.csv", "a;б\nc;д\n").pairs == [("a", "б"), ("c", "д")]
    assert read("a.tsv", "a\tб\nc\tд\n", source="en").units[1].source.language == "en"


def test_empty_cells_and_rows(read: Any) -> None:
    """A row without a target is not translated yet; an empty row is none."""
    assert read("a.csv", "source,target\na,\n\n , \n").pairs == [("a", None)]


def test_quoted_cells_of_csv(read: Any) -> None:
    """Quotation marks around a cell are no text; in it they are doubled; it may break lines."""
    found = read("a.csv", 'source,target\n"a, ""b""\nc","«д»"\n"e" f,g\n')
    assert found.pairs == [('a, "b"\nc', "«д»"), ('"e" f', "g")]
    places = [found.units[0].source.place(at) for at in (0, 3, 4, 7)]
    assert [(p.line, p.column) for p in places] == [(2, 2), (2, 5), (2, 7), (3, 1)]
    assert (found.units[0].target.place().line, found.units[0].target.place().column) == (3, 5)


def test_quotation_marks_of_tsv(read: Any) -> None:
    """A mark that is not closed in its cell belongs to the text."""
    found = read("a.tsv", 'source\ttarget\n"a b\t«в\n"c"\t"д\n')
    assert found.pairs == [('"a b', "«в"), ("c", '"д')]


def test_a_quoted_cell_longer_than_what_the_columns_are_told_from(read: Any) -> None:
    """A table without header whose cells run over many lines is read like any other."""
    cell = '"' + "\n".join(["x"] * 40) + '"'
    assert len(read("a.csv", f"a,{cell}\n" * 3).units) == 3


@pytest.mark.parametrize(
    ("raw", "line", "words"),
    [
        ("a,b,c\n1,2,3\n", 1, "which columns"),
        ("text\nmore\n", 1, "which columns"),
        ("source,target\na,b,c\n", 2, "3 cells"),
        ("source,target\n,b\n", 2, "without a source"),
        ('source,target\na,"b\n\n', 2, "never closed"),
        ('source,target\na,"b\n' + "x\n" * 500, 2, "never closed"),
        ("source,target,to\na,b,zzzz\n", 2, "language"),
        ("en,fr,ru\na,b,c\n", 1, "more than two languages"),
        ("en,fr\na,b\n", 1, "no column for ru"),
    ],
)
def test_what_does_not_fit_is_said(read: Any, raw: str, line: int, words: str) -> None:
    """A table whose columns cannot be told, or a row that does not fit, is refused."""
    target = "ru" if "no column" in words else None
    with pytest.raises(InputError, match=words) as fault:
        read("a.csv", raw, target=target)
    assert fault.value.place.line == line


def test_three_columns_of_tsv_without_header(read: Any) -> None:
    """Which of three columns is the source is not guessed."""
    with pytest.raises(InputError, match="which of 3 columns"):
        read("a.tsv", "1\ta\tb\n")


CELLS = st.lists(
    st.one_of(
        st.text("абвЁїabZ💥é\u0301 ;.", min_size=1, max_size=5).map(lambda t: (t, t)),
        st.sampled_from([('""', '"'), ("\n", "\n"), (",", ",")]),
    ),
    max_size=10,
)


@settings(max_examples=80, deadline=None)
@given(CELLS, CELLS)
def test_places_lead_to_the_letters(
    read: Any, lay: Any, one: list[tuple[str, str]], other: list[tuple[str, str]]
) -> None:
    """Every letter of a cell stands in the file where its place says."""
    before = [('source,target\n"', ""), ("x", "x"), *one, ("y", "y")]
    source = lay(before)
    target = lay([(source.raw + '","', ""), ("x", "x"), *other, ("y", "y"), ('"\n', "")])
    (unit,) = read("p.csv", target.raw).units
    source.check(unit.source)
    target.check(unit.target)
