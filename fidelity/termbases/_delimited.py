"""Text tables (CSV, TSV): from text to cells that know where they stand, and back.

Our own splitter instead of the standard library's, because a finding must point at the very letter
where a rendering stands, also in a quoted cell that runs over several lines. The rules are those of
RFC 4180; a cell of which quotation marks enclose a part only (``"reset" button``) stays as it is.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence

from fidelity.errors import InputError
from fidelity.model import Glossary, Place
from fidelity.protocols import GlossaryFile
from fidelity.termbases._columns import recognised
from fidelity.termbases._decode import decode
from fidelity.termbases._rich import rows_of
from fidelity.termbases._row import Cell, Row
from fidelity.termbases._table import read_table

_PROBE = 20
"""Rows from which the delimiter is told where no header tells it."""


def read_delimited(file: GlossaryFile, delimiters: str) -> Glossary:
    """Read a glossary from a text table.

    Args:
        file: the file.
        delimiters: the characters that may separate cells, the likeliest first.

    Raises:
        InputError: it is no glossary that we can read; with the place.
    """
    text = decode(file).replace("\r\n", "\n").replace("\r", "\n")
    delimiter = _delimiter(text, delimiters, file)
    rows = split(text, delimiter, file.path)
    return read_table(rows, file, separators="".join(sorted({"|", ";"} - {delimiter})))


def write_delimited(glossary: Glossary, delimiter: str) -> bytes:
    """Write a glossary as a text table, one row a term.

    The byte order mark is there for spreadsheet programs, which without it take the file for one in
    an encoding from before Unicode and show Cyrillic as noise.

    Args:
        glossary: what to write.
        delimiter: the character between cells.
    """
    import csv

    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows_of(glossary))
    return stream.getvalue().encode("utf-8-sig")


def split(text: str, delimiter: str, path: str, limit: int | None = None) -> list[Row]:
    """Split a text into rows of cells; rows of nothing but white space are left out.

    Args:
        text: with line feeds only.
        delimiter: one character.
        path: for messages.
        limit: how many rows to read; null: all.

    Raises:
        InputError: a quotation mark opens a cell and is never closed.
    """
    end = re.escape(delimiter)
    quoted = re.compile(rf'"([^"]*+(?:""[^"]*+)*+)"(?=[{end}\n]|\Z)')
    bare = re.compile(rf"[^{end}\n]*+")
    rows: list[Row] = []
    cells: list[Cell] = []
    position, line, line_start = 0, 1, 0
    while position <= len(text):
        column = position - line_start + 1
        if text.startswith('"', position) and (found := quoted.match(text, position)):
            raw = found[1]
            cells.append(Cell(raw.replace('""', '"'), line, column + 1, "quoted"))
            if breaks := raw.count("\n"):
                line += breaks
                line_start = position + 1 + raw.rindex("\n") + 1
        else:
            found = bare.match(text, position)
            assert found is not None  # noqa: S101 -- the pattern matches the empty string
            if found[0].startswith('"') and found[0].count('"') % 2:
                raise InputError(
                    Place(path, line, column),
                    "the quotation mark that opens this cell is never closed",
                    "close it, or double it if it belongs to the text",
                )
            cells.append(Cell(found[0], line, column, "plain"))
        position = found.end() + 1
        if found.end() == len(text) or text[found.end()] == "\n":
            if any(cell.text.strip() for cell in cells):
                rows.append(tuple(cells))
                if limit is not None and len(rows) >= limit:
                    break
            cells = []
            line, line_start = line + 1, position
    return rows


def _delimiter(text: str, delimiters: str, file: GlossaryFile) -> str:
    """Tell which character separates the cells: by the header, else by what splits rows alike."""
    known: dict[str, int] = {}
    alike: list[str] = []
    for delimiter in delimiters:
        rows = _probe(text, delimiter, file.path)
        known[delimiter] = recognised([cell.text for cell in rows[0]]) if rows else 0
        widths = Counter(len(row) for row in rows)
        if len(widths) == 1 and 1 not in widths:
            alike.append(delimiter)
    best = max(known, key=lambda delimiter: known[delimiter])
    if known[best] > 1:
        return best
    if len(alike) > 1:
        names = " and ".join(f"“{delimiter}”".replace("\t", "tab") for delimiter in alike)
        raise InputError(
            Place(file.path, 1),
            f"it cannot be told which of {names} separates the columns",
            "add a header with the languages, such as en,ru",
        )
    return alike[0] if alike else delimiters[0]


def _probe(text: str, delimiter: str, path: str) -> Sequence[Row]:
    """Split the first rows; for a wrong delimiter the quotation marks may not fit."""
    try:
        return split(text, delimiter, path, limit=_PROBE)
    except InputError:
        return ()
