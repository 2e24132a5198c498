"""How texts from a file are quoted in messages."""

from __future__ import annotations


def shown(text: str, limit: int = 60) -> str:
    """Shorten a quotation so that a message stays one readable line.

    Args:
        text: what stands in the file, whatever it is.
        limit: the longest result, in characters.
    """
    line = "".join(char if char.isprintable() else " " for char in text[: 4 * limit])
    line = " ".join(line.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
