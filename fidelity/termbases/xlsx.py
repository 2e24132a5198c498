"""XLSX: the first sheet of a workbook, in any of the layouts of a table.

Written as one row a term (``docs/glossary-format.md``).
"""

from __future__ import annotations

import datetime as dt
import io

from fidelity.errors import UsageError
from fidelity.model import Glossary
from fidelity.protocols import GlossaryFile
from fidelity.termbases._rich import rows_of
from fidelity.termbases._row import Cell, Row
from fidelity.termbases._table import read_table
from fidelity.termbases._xlsx_check import checked, refused

SUFFIXES = (".xlsx",)

_LONGEST_CELL = 32_767
"""Characters that a cell can hold."""
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 -- a workbook knows no time zones
"""The date in every file that we write, so that the same glossary gives the same bytes."""


def read(file: GlossaryFile) -> Glossary:
    """Read a glossary; raise ``InputError`` with the place for anything that cannot be used."""
    if file.data.startswith(b"\xd0\xcf\x11\xe0"):
        raise refused(file.path, "the file is protected by a password or in the old XLS format")
    return read_table(_rows(file), file, separators=";|")


def write(glossary: Glossary) -> bytes:
    """Write a glossary; what ``read`` makes of the result is the same glossary.

    Raises:
        UsageError: a text is longer than a cell can be.
    """
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"title": glossary.title or "", "created": _CREATED})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    rows = rows_of(glossary)
    for line, row in enumerate(rows):
        for column, text in enumerate(row):
            if len(text.encode("utf-16-le")) // 2 > _LONGEST_CELL:
                raise UsageError(
                    f"a text of the concept {row[0]} is longer than a spreadsheet cell can be "
                    f"({_LONGEST_CELL} characters); write the glossary as YAML or TBX"
                )
            if text:
                sheet.write_string(line, column, text, bold if line == 0 else None)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)
    sheet.set_column(0, len(rows[0]) - 1, 20)
    book.close()
    return stream.getvalue()


def _rows(file: GlossaryFile) -> list[Row]:
    from python_calamine import CalamineError, CalamineWorkbook

    data = checked(file.data, file.path)
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        values = sheet.to_python(skip_empty_area=False)
    except CalamineError as fault:
        raise refused(file.path, "the first sheet cannot be read") from fault
    rows = [
        tuple(Cell(_text(value), line, column, "sheet") for column, value in enumerate(row, 1))
        for line, row in enumerate(values, 1)
    ]
    return [row for row in rows if any(cell.text.strip() for cell in row)]


def _text(value: object) -> str:
    """Write a cell's value as the spreadsheet shows it, as far as that can be known."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)
