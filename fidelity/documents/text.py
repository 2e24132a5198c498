"""Plain text: paragraphs.

A blank line ends a paragraph. Lines that follow each other without one are, in some files, one
paragraph broken to a fixed width, in others one paragraph each. The first lines tell: where a text
is broken to a width, the first word of the next line would hardly ever have found room on the line
before. There the lines are joined, and a break inside a paragraph reads as a space; elsewhere
every line is a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice, pairwise

from fidelity.documents._build import Builder, east_asian
from fidelity.documents._decode import LONGEST_LINE, lines
from fidelity.passages import DocumentFile, Passage

SUFFIXES = (".txt", ".text")
BILINGUAL = False

_Line = tuple[int, str]

_PROBE = 1000
"""Lines from which it is told whether the text is broken to a width."""
_WIDTHS = range(40, 121)
"""Widths, in characters, to which texts are broken."""
_FULL = 0.6
"""The share of lines without room for the next word, from which a text is broken to a width."""


def read(file: DocumentFile) -> Iterator[Passage]:
    """Yield the paragraphs of a text, reading no further than needed.

    Raises:
        InputError: it is not text, or its encoding cannot be told.
    """
    rest = lines(file)
    probe = list(islice(rest, _PROBE))
    width = _width([line.rstrip() for _, line in probe])
    paragraph: list[_Line] = []
    size = 0
    for number, line in chain(probe, rest):
        going_on = paragraph and line.strip() and _joined(paragraph[-1][1], line, width)
        if paragraph and (not going_on or size > LONGEST_LINE):
            yield from _passage(paragraph, file)
            paragraph, size = [], 0
        if line.strip():
            paragraph.append((number, line))
            size += len(line)
    if paragraph:
        yield from _passage(paragraph, file)


def _width(probe: Sequence[str]) -> int | None:
    """Say to which width a text is broken; null where it is not."""
    pairs = [(line, after) for line, after in pairwise(probe) if line.strip() and after.strip()]
    if len(pairs) < 2:
        return None
    longest = sorted(len(line) for line, _ in pairs)
    width = longest[(len(longest) - 1) * 19 // 20]  # the longest but for a twentieth: addresses
    full = sum(_full(line, after, width) for line, after in pairs)
    return width if width in _WIDTHS and full >= _FULL * len(pairs) else None


def _full(line: str, after: str, width: int) -> bool:
    """Say whether the line has no room for the first word of the next one."""
    after = after.lstrip()
    word = 1 if east_asian(after[0]) else len(after.split(maxsplit=1)[0]) + 1
    return len(line.rstrip()) + word > width


def _joined(line: str, after: str, width: int | None) -> bool:
    """Say whether the next line goes on with the same paragraph."""
    return width is not None and (_full(line, after, width) or after.lstrip()[0].islower())


def _passage(paragraph: Sequence[_Line], file: DocumentFile) -> Iterator[Passage]:
    builder = Builder(file.path)
    for number, line in paragraph:
        builder.flow(line, number, 1)
        builder.blank(number, len(line) + 1, line_break=True)
    if passage := builder.passage(language=file.source):
        yield passage
