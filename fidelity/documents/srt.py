"""SubRip subtitles: one passage a cue.

The passage is named by the number of its cue and knows its times. A line break in a cue reads as a
space. Marks of style (``<i>``, and what is in braces after a backslash) are left out. The format
has no comments, so findings are suppressed in the settings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fidelity.documents._build import Builder
from fidelity.documents._cues import ARROW, MOST_LINES, Line, blocks, endless, times
from fidelity.documents._decode import lines
from fidelity.errors import InputError
from fidelity.model import Place
from fidelity.passages import DocumentFile, Passage

SUFFIXES = (".srt",)
BILINGUAL = False

_STYLE = re.compile(r"</?(?:[biu]|font)(?:\s[^<>]*+)?>|\{\\[^{}]*+\}", re.IGNORECASE)
_LIKE_TIMES = re.compile(r"\s*\d{1,4}:\d\d")


def read(file: DocumentFile) -> Iterator[Passage]:
    """Yield the cues of a file, in its order.

    Raises:
        InputError: a cue has no times, or ones that cannot be understood; the file is not text.
    """
    cue: list[Line] = []
    for block in blocks(lines(file), file.path):
        begins = _begins(block)
        if not cue and not begins:
            raise InputError(
                Place(file.path, block[0][0]),
                "this is no cue: its times are missing",
                "begin each cue with its number and a line such as 00:01:02,500 --> 00:01:04,000",
            )
        if begins:
            yield from _passage(cue, file)
            cue = []
        cue += block  # a block without times goes on with the cue before the blank line
        if len(cue) > MOST_LINES:
            raise endless(cue[0], file.path)
    yield from _passage(cue, file)


def _begins(block: Sequence[Line]) -> bool:
    """Say whether a cue begins with this block; its times may be misspelled."""
    first, second = block[0][1], block[1][1] if len(block) > 1 else ""
    timed = ARROW in second or _LIKE_TIMES.match(second) is not None
    return ARROW in first or (first.strip().isdecimal() and timed)


def _passage(cue: Sequence[Line], file: DocumentFile) -> Iterator[Passage]:
    if not cue:
        return
    number = None if ARROW in cue[0][1] else cue[0][1].strip()
    body = cue[1:] if number is None else cue[2:]
    time = times(cue[0] if number is None else cue[1], file.path)
    builder = Builder(file.path)
    for row, line in body:
        done = 0
        for style in _STYLE.finditer(line):
            builder.flow(line[done : style.start()], row, done + 1)
            done = style.end()
        builder.flow(line[done:], row, done + 1)
        builder.blank(row, len(line) + 1, line_break=True)
    passage = builder.passage(language=file.source, kind="cue", id=number, time=time)
    if passage:
        yield passage
