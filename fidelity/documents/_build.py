"""Puts a passage together from runs of text, and keeps where each came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from fidelity.model import Tag
from fidelity.passages import Anchor, Passage, PassageKind

_BLANK = " \t\n\r\f"
"""White space that layout may add or take away. A no-break space is not."""
_RUNS = re.compile(rf"[^{_BLANK}]+(?: [^{_BLANK}]+)*")
"""Words with no more than one space between them."""
_ROW = re.compile(r"[^\n]*\n|[^\n]+")


def rows_of(text: str) -> list[str]:
    """Cut a text after each line feed; other characters that some take for line ends stay."""
    return _ROW.findall(text)


def east_asian(character: str) -> bool:
    """Say whether it belongs to a script that is written without spaces between words."""
    return (
        "\u2e80" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\uff00" <= character <= "\uffee"
        or "\U00020000" <= character <= "\U0003ffff"
    )


@dataclass(slots=True)
class Builder:
    """Collects one passage. It is made, filled and asked within one function call."""

    file: str
    parts: list[str] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    length: int = 0
    _line: int = 0
    _column: int = 0
    """Where the next character stands if the text goes on as in the file."""
    _blank: tuple[int, int, bool] | None = None
    """Line and column of white space of which it is not known yet whether text comes after it, and
    whether there is a line break in it."""

    def add(self, text: str, line: int, column: int) -> None:
        """Add text that stands so in the file, on one line; a line feed may only come last."""
        if not text:
            return
        if line != self._line or column != self._column:
            self.anchors.append(Anchor(self.length, line, column))
        self.parts.append(text)
        self.length += len(text)
        self._line, self._column = line, column + len(text)

    def put(self, text: str, line: int, column: int) -> None:
        """Add text that something else in the file stands for: all of it has that one place."""
        for character in text:
            self.anchors.append(Anchor(self.length, line, column))
            self.parts.append(character)
            self.length += 1
        self._line = self._column = 0

    def flow(self, text: str, line: int, column: int) -> None:
        """Add text of one line in which a run of white space is no more than one space."""
        end = 0
        for run in _RUNS.finditer(text):
            if run.start() > end:
                self.blank(line, column + end)
            self._close(run[0][0])
            self.add(run[0], line, column + run.start())
            end = run.end()
        if end < len(text):
            self.blank(line, column + end)

    def stand_in(self, text: str, line: int, column: int) -> None:
        """Add text as ``put`` does, with the white space before it."""
        if text:
            self._close(text[0])
            self.put(text, line, column)

    def blank(self, line: int, column: int, *, line_break: bool = False) -> None:
        """Note white space: a space, if there is text before it and after it."""
        if self._blank is not None:
            line, column, earlier = self._blank
            line_break = line_break or earlier
        self._blank = (line, column, line_break)

    def line_end(self, line: int, column: int) -> None:
        """Break the line, if there is text before it."""
        self._blank = None
        if self.parts and self.parts[-1] != "\n":
            self.put("\n", line, column)

    def _close(self, following: str) -> None:
        """Write the white space that was noted, now that text follows."""
        if self._blank is None:
            return
        line, column, line_break = self._blank
        self._blank = None
        if self.parts and self.parts[-1] != "\n":
            # A line break in Chinese or Japanese stands for nothing, but a space is a space.
            glued = east_asian(self.parts[-1][-1]) and east_asian(following)
            if not (glued and line_break):
                self.add(" ", line, column)

    def segment(self, language: Tag | None, id: str | None = None) -> Passage | None:  # noqa: A002
        """Make one side of a unit, with every character as it is; null where there is no text."""
        text = "".join(self.parts)
        if not text.strip():
            return None
        return Passage(text, self.file, tuple(self.anchors), language, "segment", id)

    def passage(
        self,
        *,
        language: Tag | None = None,
        kind: PassageKind = "paragraph",
        id: str | None = None,  # noqa: A002 -- the name of the field
        time: tuple[int, int] | None = None,
    ) -> Passage | None:
        """Make the passage, without line breaks at its end; null where there is no text."""
        text = "".join(self.parts).rstrip("\n")
        if not text.strip():
            return None
        return Passage(text, self.file, tuple(self.anchors), language, kind, id, time)


class Where:
    """Finds the line and column of an offset into a text that was taken from a file.

    Args:
        text: the text, with line feeds.
        line: the line of the file in which it begins.
        columns: for each of its lines, the column of the file at which it begins; null: 1.
    """

    def __init__(self, text: str, line: int = 1, columns: Sequence[int] | None = None) -> None:
        self._starts = [0, *accumulate(len(part) + 1 for part in text.split("\n"))]
        self._line = line
        self._columns = columns

    def __call__(self, offset: int) -> tuple[int, int]:
        """Give line and column, both 1-based."""
        row = bisect_right(self._starts, offset) - 1
        row = min(row, len(self._starts) - 2)
        first = self._columns[row] if self._columns else 1
        return self._line + row, offset - self._starts[row] + first
