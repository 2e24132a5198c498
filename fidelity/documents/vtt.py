"""WebVTT subtitles: one passage a cue.

The passage is named by the identifier of its cue and knows its times. A line break in a cue reads
as a space. Tags and the names of speakers in them are left out, character references resolved. A
comment can hold a suppression for the next cue: ``NOTE fidelity: ignore RULE because REASON``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fidelity.documents._build import Builder
from fidelity.documents._cues import ARROW, Line, blocks, times
from fidelity.documents._decode import lines
from fidelity.documents._html_pieces import resolved
from fidelity.documents._remarks import remark
from fidelity.errors import InputError
from fidelity.model import Place
from fidelity.passages import DocumentFile, Item

SUFFIXES = (".vtt",)
BILINGUAL = False

_TAG = re.compile(r"</?(?:[A-Za-z][^<>]*+|[\d:.]++)?>")
_OTHER = re.compile(r"(?:STYLE|REGION)\s*")
_NOTE = re.compile(r"NOTE(?:\s|$)")


def read(file: DocumentFile) -> Iterator[Item]:
    """Yield the cues of a file, in its order.

    Raises:
        InputError: the first line is not ``WEBVTT``, or a cue has no times that can be understood.
    """
    begun = False
    for block in blocks(lines(file), file.path):
        row, first = block[0]
        if not begun:
            if not re.match(r"WEBVTT(?:\s|$)", first):
                raise InputError(
                    Place(file.path, row), "this is no WebVTT file", "begin it with WEBVTT"
                )
            begun = True
        elif _NOTE.match(first):
            text = "\n".join(line for _, line in block).removeprefix("NOTE")
            if found := remark(text, Place(file.path, row, 1)):
                yield found
        elif not _OTHER.fullmatch(first):
            yield from _cue(block, file)


def _cue(block: Sequence[Line], file: DocumentFile) -> Iterator[Item]:
    named = ARROW not in block[0][1]
    if named and (len(block) < 2 or ARROW not in block[1][1]):
        raise InputError(
            Place(file.path, block[0][0]),
            "this is no cue: its times are missing",
            "write a line such as 00:01:02.500 --> 00:01:04.000 before its text",
        )
    time = times(block[1 if named else 0], file.path)
    builder = Builder(file.path)
    for row, line in block[2 if named else 1 :]:
        done = 0
        for tag in _TAG.finditer(line):
            _text(builder, line, row, done, tag.start())
            done = tag.end()
        _text(builder, line, row, done, len(line))
        builder.blank(row, len(line) + 1, line_break=True)
    passage = builder.passage(
        language=file.source, kind="cue", id=block[0][1].strip() if named else None, time=time
    )
    if passage:
        yield passage


def _text(builder: Builder, line: str, row: int, start: int, end: int) -> None:
    for run, at, verbatim in resolved(line, start, end):
        if verbatim:
            builder.flow(run, row, at + 1)
        else:
            builder.stand_in(run, row, at + 1)
