"""Lines of a text table to cells that know where they stand.

The rules are those of RFC 4180; a cell of which quotation marks enclose a part only (``"reset"
button``) stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fidelity.documents._build import Builder, Where, rows_of
from fidelity.errors import InputError
from fidelity.model import Place, Tag
from fidelity.passages import Anchor, Passage

MOST_LINES = 200
"""Lines over which one cell may run."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, as it stands in the file."""

    raw: str
    """Between its quotation marks, where it has them."""
    line: int
    column: int
    quoted: bool = False

    @property
    def text(self) -> str:
        """What is in the cell."""
        return self.raw.replace('""', '"') if self.quoted else self.raw

    def segment(self, file: str, language: Tag | None, id: str | None) -> Passage | None:  # noqa: A002
        """Make the passage; null where the cell is empty."""
        if not self.raw.strip():
            return None
        if not self.quoted or ('"' not in self.raw and "\n" not in self.raw):
            anchors = (Anchor(0, self.line, self.column),)
            return Passage(self.raw, file, anchors, language, "segment", id)
        builder = Builder(file)
        first, *rest = rows_of(self.raw)
        for line, row, column in (
            (first, self.line, self.column),
            *((text, self.line + number, 1) for number, text in enumerate(rest, 1)),
        ):
            done = 0
            for mark in re.finditer('""', line):
                builder.add(line[done : mark.start() + 1], row, column + done)
                done = mark.end()
            builder.add(line[done:], row, column + done)
        return builder.segment(language, id)


def rows(
    lines: Iterable[tuple[int, str]], delimiter: str, file: str, *, over_lines: bool
) -> Iterator[list[Cell]]:
    """Split lines into rows of cells; rows of nothing but white space are left out.

    Args:
        lines: numbered lines.
        delimiter: the character between cells.
        file: for messages.
        over_lines: whether a quoted cell may run over several lines; if not, a quotation mark that
            is not closed in its line is a character like any other.

    Raises:
        InputError: a quotation mark opens a cell and is never closed.
    """
    end = re.escape(delimiter)
    quoted = re.compile(rf'"([^"]*+(?:""[^"]*+)*+)"(?=[{end}\n]|\Z)')
    bare = re.compile(rf"[^{end}\n]*+")
    waiting: list[str] = []
    first = 0
    for number, line in lines:
        if not waiting and '"' not in line:
            if line.strip():
                yield _plain(line, number, delimiter)
            continue
        first = first if waiting else number
        waiting.append(line)
        text = "\n".join(waiting)
        cells, opened = _split(text, first, quoted, bare)
        if opened is None or not over_lines:
            yield cells
            waiting = []
        elif len(waiting) > MOST_LINES:
            raise _unclosed(opened, file)
    if waiting and opened:
        raise _unclosed(opened, file)


def _plain(line: str, number: int, delimiter: str) -> list[Cell]:
    cells, column = [], 1
    for text in line.split(delimiter):
        cells.append(Cell(text, number, column))
        column += len(text) + 1
    return cells


def _split(
    text: str, first: int, quoted: re.Pattern[str], bare: re.Pattern[str]
) -> tuple[list[Cell], Cell | None]:
    """Split a row with quotation marks; also give the cell whose mark is not closed, if any."""
    where = Where(text, first)
    cells: list[Cell] = []
    opened = None
    at = 0
    while at <= len(text):
        found = quoted.match(text, at) if text.startswith('"', at) else None
        if found:
            cells.append(Cell(found[1], *where(at + 1), quoted=True))
        else:
            found = bare.match(text, at)
            assert found is not None  # noqa: S101 -- the pattern matches the empty string
            cells.append(Cell(found[0], *where(at)))
            if found[0].startswith('"') and found[0].count('"') % 2:
                opened = opened or cells[-1]
        at = found.end() + 1
    return cells, opened


def _unclosed(cell: Cell, file: str) -> InputError:
    return InputError(
        Place(file, cell.line, cell.column),
        "the quotation mark that opens this cell is never closed",
        "close it, or double it if it belongs to the text",
    )
