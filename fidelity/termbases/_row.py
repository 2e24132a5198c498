"""Rows and cells of a table, whatever file they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from fidelity.errors import InputError
from fidelity.model import Place
from fidelity.termbases import _fields, _words


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one cell, and where it stands."""

    text: str
    line: int
    """1-based."""
    column: int
    """1-based: of the first letter in its line, or of the cell in a spreadsheet."""
    form: Literal["plain", "quoted", "sheet"]
    """How it was written: as it is, between quotation marks, or in a spreadsheet."""

    def place(self, path: str, index: int = 0) -> Place:
        """Say where a letter of the cell stands.

        Args:
            path: the file.
            index: 0-based, in code points of ``text``.
        """
        if self.form == "sheet":
            return Place(path, self.line, self.column)
        breaks = self.text.count("\n", 0, index)
        start = self.text.rfind("\n", 0, index) + 1
        # In a quoted cell, each quotation mark is written twice.
        doubled = self.text.count('"', start, index) if self.form == "quoted" else 0
        first = 1 if breaks else self.column
        return Place(path, self.line + breaks, first + index - start + doubled)


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One row below the header, its cells under the names of their fields."""

    path: str
    row: Row
    fields: Mapping[str, int]
    """Name of the field to index of its cell."""

    def cell(self, field: str) -> Cell | None:
        """Give the cell of a field; null where the row is too short or has no such field."""
        index = self.fields.get(field)
        return self.row[index] if index is not None and index < len(self.row) else None

    def place(self, field: str | None = None) -> Place:
        """Say where a field stands, or where the row begins."""
        cell = self.cell(field) if field else None
        return (cell or next((c for c in self.row if c.text.strip()), self.row[0])).place(self.path)

    def text(self, field: str) -> str | None:
        """Give the cleaned text of a field; null where it is empty."""
        cell = self.cell(field)
        if cell is None or not cell.text.strip():
            return None
        return _fields.field_text(cell.text, cell.place(self.path))

    def term_fields(self) -> dict[str, Any]:
        """Read what the row says about its term, as arguments of ``Term``; empty fields left out.

        Raises:
            InputError: a word stands there that the field does not know.
        """
        readers = {
            "status": ("status", _words.status_word),
            "part of speech": ("part_of_speech", lambda text, _place: _words.part_of_speech(text)),
            "reason": ("reason", _fields.field_text),
            "kind": ("kind", _words.kind_word),
            "term note": ("note", _fields.field_text),
            "term source": ("source", _fields.field_text),
            "profile": ("profile", _fields.field_text),
            "valid from": ("valid_from", _fields.day),
            "valid until": ("valid_until", _fields.day),
        }
        found = {
            name: reader(text, self.place(field))
            for field, (name, reader) in readers.items()
            if (text := self.text(field)) is not None
        }
        if found:
            _fields.period(found.get("valid_from"), found.get("valid_until"), self.place())
        return found


_MOST_RENDERINGS = 200
"""In one cell. More means that a separator was taken for something that it is not."""


def renderings(cell: Cell, separators: str, path: str) -> Iterator[tuple[str, Place]]:
    """Split a cell that lists several renderings.

    White space beside a separator belongs to the list, so it goes; at the ends of the cell it
    stays.

    Args:
        cell: the cell.
        separators: the characters between renderings; empty: the cell is one rendering.
        path: for places.

    Yields:
        A rendering and where it stands; empty ones are left out.

    Raises:
        InputError: there are too many to be renderings of one term.
    """
    text = cell.text
    if sum(text.count(separator) for separator in separators) >= _MOST_RENDERINGS:
        problem = f"the cell lists more than {_MOST_RENDERINGS} renderings"
        raise InputError(cell.place(path), problem, "see that the columns are separated right")
    start = 0
    for end in (*(i for i, char in enumerate(text) if char in separators), len(text)):
        piece = text[start:end]
        if end < len(text):
            piece = piece.rstrip()
        if start:
            piece = piece.lstrip()
        if piece.strip():
            yield piece, cell.place(path, text.index(piece, start))
        start = end + 1


def too_wide(row: Row, width: int, path: str) -> InputError | None:
    """Make the error for a row that has text beyond the last column of the header, if it has."""
    for cell in row[width:]:
        if cell.text.strip():
            return InputError(
                cell.place(path),
                f"the row has {len(row)} cells and the header has {width}",
                "put quotation marks around a text that holds the separator",
            )
    return None
