"""What the first bytes of a text tell of its encoding, before any of them is read as text."""

from __future__ import annotations

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
"""Byte order marks. The longer of two that begin alike comes first."""

_ZEROS = 0.2
"""The least share of letters below U+0100 in a text in UTF-16: English, spaces, line ends."""


def marked(head: bytes) -> tuple[str, int] | None:
    """Read a byte order mark.

    Args:
        head: the first bytes of a file.

    Returns:
        The encoding and the length of the mark in bytes; null where there is no mark.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding, len(mark)
    return None


def two_byte(head: bytes) -> str | None:
    """Guess which UTF-16 a text with zero bytes is: letters below U+0100 leave them on one side.

    Args:
        head: the first bytes of a file, or all of them.

    Returns:
        The encoding; null where it is no text in units of two bytes.
    """
    even, odd = head[::2].count(0), head[1::2].count(0)
    few = max(even, odd) < max(len(head) / 2 * _ZEROS, 2)
    if few or max(even, odd) < 4 * min(even, odd) or len(head) % 2:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"
