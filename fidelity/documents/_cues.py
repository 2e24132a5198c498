"""What the two subtitle formats share: blocks of lines, and times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from fidelity.errors import InputError
from fidelity.model import Place

Line: TypeAlias = tuple[int, str]
"""The 1-based number of a line, and the line."""

ARROW = "-->"
_TIMES = re.compile(
    r"\s*(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})\s*-->"
    r"\s*(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})(?:\s.*)?",
    re.ASCII,
)
MOST_LINES = 1000
"""Lines of one block: more is no cue."""


def blocks(lines: Iterable[Line], file: str) -> Iterator[list[Line]]:
    """Gather the lines between blank lines; times that come without one before begin a block too.

    Raises:
        InputError: a block is far too long for a cue.
    """
    block: list[Line] = []
    timed = False
    for number, line in lines:
        again = (timed or len(block) > 1) and bool(_TIMES.fullmatch(line))
        if block and (again or not line.strip()):
            named = [block.pop()] if again and block[-1][1].strip().isdecimal() else []
            yield block
            block, timed = named, False
        if line.strip():
            block.append((number, line))
            timed = timed or ARROW in line
        if len(block) > MOST_LINES:
            raise endless(block[0], file)
    if block:
        yield block


def endless(line: Line, file: str) -> InputError:
    """Make the error for a cue that is far too long."""
    return InputError(
        Place(file, line[0]),
        "the cue that begins here has no end",
        "put its times and a blank line between it and the next",
    )


def times(line: Line, file: str) -> tuple[int, int]:
    """Read the times of a cue, in milliseconds.

    Raises:
        InputError: they cannot be understood.
    """
    found = _TIMES.fullmatch(line[1])
    if not found:
        raise InputError(
            Place(file, line[0]),
            "the times of this cue cannot be understood",
            "write them as 00:01:02,500 --> 00:01:04,000",
        )
    return _milliseconds(*found.group(1, 2, 3, 4)), _milliseconds(*found.group(5, 6, 7, 8))


def _milliseconds(hours: str | None, minutes: str, seconds: str, fraction: str) -> int:
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int(fraction.ljust(3, "0"))
