"""What stands before a Markdown text: its front matter, and the embargo that it may name."""

from __future__ import annotations

import re

from fidelity.embargo import ADVICE, ends
from fidelity.errors import InputError
from fidelity.model import Place

FRONT_MATTER = re.compile(
    r"(?:---[ \t]*\n(?=[ \t]*(?:[\w-]+[ \t]*:|#)).*?\n(?:---|\.\.\.)|\+\+\+[ \t]*\n.*?\n\+\+\+)"
    r"[ \t]*(?=\n|\Z)",
    re.DOTALL,
)
"""In YAML between ``---`` lines, or in TOML between ``+++`` lines."""
_EMBARGO = re.compile(
    r"""(?mi)^[ \t]*["']?embargo[-_ ]?until["']?[ \t]*[:=][ \t]*(.*?)[ \t]*(?:[ \t]#.*)?$"""
)


def embargo(source: str, file: str) -> str | None:
    """Read until when a text is under embargo: ``embargo-until`` in its front matter.

    Args:
        source: the text of the file.
        file: its name, for messages.

    Returns:
        The day or moment as it is written; null where the front matter says nothing of it.

    Raises:
        InputError: what stands there is neither a day nor a moment.
    """
    front = FRONT_MATTER.match(source)
    found = _EMBARGO.search(front[0]) if front else None
    if found is None:
        return None
    until = found[1].strip("\"'")
    try:
        ends(until)
    except (ValueError, OverflowError):
        line = source.count("\n", 0, found.start(1)) + 1
        raise InputError(Place(file, line), f"“{until[:40]}” is no day", ADVICE) from None
    return until
