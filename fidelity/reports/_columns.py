"""Lays text out in columns for a terminal: wide and combining characters, colours, safe letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

Style: TypeAlias = Literal["", "bold", "dim", "red", "yellow", "cyan", "green"]
Cell: TypeAlias = tuple[str, Style]

_CODES: dict[Style, str] = {
    "bold": "1",
    "dim": "2",
    "red": "1;31",
    "yellow": "33",
    "cyan": "36",
    "green": "32",
}
_INVISIBLE = frozenset({"Mn", "Me", "Cf"})
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They reorder what stands around them, so that a line would read differently than it is."""
_UNSAFE = frozenset({"Cc", "Zl", "Zp"})


def clean(text: str) -> str:
    """Make text from a file safe to print: what would steer a terminal becomes visible.

    Args:
        text: any text.

    Returns:
        One line; control characters, line breaks and changes of direction written by their number.
    """
    return "".join(_safe(char) for char in text)


def _safe(char: str) -> str:
    if char in _DIRECTIONS or unicodedata.category(char) in _UNSAFE:
        return f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}"
    return char


def width(text: str) -> int:
    """Count the columns that a text takes on a terminal (Unicode Standard Annex 11)."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.category(char) in _INVISIBLE:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cut(text: str, columns: int) -> str:
    """Shorten a text to a number of columns, with an ellipsis where something is left out."""
    if width(text) <= columns:
        return text
    kept = ""
    for char in text:
        if width(kept + char) > columns - 1:
            break
        kept += char
    return kept.rstrip() + "…"


def aligned(rows: Sequence[Sequence[Cell]], *, color: bool, indent: str = "") -> list[str]:
    """Write rows in columns two spaces apart; the last cell of a row takes what room it needs.

    Args:
        rows: cells with their style; a row may be shorter than the others.
        color: whether to write the styles as ANSI escapes.
        indent: what stands before each row.
    """
    size = max((len(row) for row in rows), default=0)
    wide = [
        max((width(row[n][0]) for row in rows if n < len(row) - 1), default=0) for n in range(size)
    ]
    return [indent + _row(row, wide, color=color) for row in rows]


def _row(row: Sequence[Cell], wide: Sequence[int], *, color: bool) -> str:
    parts = [
        paint(text, style, color=color) + " " * (wide[n] - width(text) if n < len(row) - 1 else 0)
        for n, (text, style) in enumerate(row)
    ]
    return "  ".join(parts).rstrip()


def paint(text: str, style: Style, *, color: bool) -> str:
    """Wrap a text in the ANSI escapes of a style, where colours are asked for."""
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if color and style and text else text


def plural(number: int, word: str) -> str:
    """Write a number with its noun: ``1 error``, ``2 errors``."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def joined(words: Iterable[str]) -> str:
    """Join words as a sentence does, leaving out the empty ones."""
    return ", ".join(word for word in words if word)
