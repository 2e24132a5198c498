"""A document and its translation do not run parallel: one is much longer, or the rows are shifted.

Why it matters: the other rules compare what stands side by side. Where a row of a table slipped, or
half of a document is missing, they compare sentences that have nothing to do with each other.

What to do: see whether the right files were named, whether one is an older or shorter version, and
where rows were lost or inserted.

When to ignore it: where the translation is meant to be a summary.

Evidence: the lengths of the texts (Gale and Church 1993) and the figures in them. A stretch of rows
is called shifted if its texts fit those of other rows far better than those beside them; an error
if lengths and figures say so, a warning if only the lengths do. A side that is longer by half than
expected is a warning, and an error if a third of the sentences have no counterpart besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from fidelity.matching.sides import House, KnownText
from fidelity.model import Finding, Level, Place
from fidelity.pairing.lengths import ratio
from fidelity.protocols import Example
from fidelity.rules import _documents
from fidelity.rules._walk import Lines, Row, Walk, longest, walked
from fidelity.segments import Segment

LEVEL: Level = "error"

_ORIGINAL = (
    "The Ministry regrets that the talks were not held this week. It calls on all parties to "
    "return to the table without conditions. It recalls that the agreement was signed by both "
    "sides and that neither has denounced it. It stands ready to host a meeting at any time and at "
    "any level. It thanks the neighbouring states, which have offered their good offices, and the "
    "Secretariat for the report that it has prepared."
)
_TRANSLATION = (
    "Министерство сожалеет, что на этой неделе переговоры не состоялись. Оно призывает все стороны "
    "вернуться за стол без условий. Оно напоминает, что соглашение подписали обе стороны и ни одна "
    "из них его не денонсировала. Оно готово принять встречу в любое время и на любом уровне. Оно "
    "благодарит соседние государства, предложившие добрые услуги, и Секретариат за его доклад."
)
_BEGINNING = (
    "Министерство сожалеет, что на этой неделе переговоры не состоялись. Оно призывает все стороны "
    "вернуться за стол без условий. Оно напоминает, что соглашение подписали обе стороны и ни одна "
    "из них его не денонсировала."
)

RIGHT: tuple[Example, ...] = (
    Example("en-ru", _ORIGINAL, _TRANSLATION),
    Example("ru-en", _TRANSLATION, _ORIGINAL),
)
WRONG: tuple[Example, ...] = (
    Example("en-ru", _ORIGINAL, _BEGINNING),
    Example("ru-en", _BEGINNING, _ORIGINAL),
)
"""Each is a document of one paragraph."""

_FIGURES = re.compile(r"\d+")
_LONGER = 1.5
"""How many times longer than expected a side may be."""
_ENOUGH = 600
"""Characters of both sides together from which lengths are compared."""
_FEW = 6
_UNPAIRED = 1 / 3
"""The share of segments without counterpart that no translation has."""
_SURE, _SURE_WITH_FIGURES = 40.0, 20.0
"""By how much better other rows have to fit, as logarithms of probabilities: by lengths alone, and
where figures say so too."""
_AGREE = 3
"""Rows in which the same figures have to stand."""


class Compared(NamedTuple):
    """The lengths of those segments of a document that have been compared so far."""

    lines: Lines
    """Where the first of them stands."""
    sizes: tuple[int, int]
    """Characters of either side."""
    segments: int
    alone: int
    """How many of them have no counterpart."""


class Document(NamedTuple):
    """What is kept of a document, however long it is."""

    files: tuple[str, str]
    compared: Compared | None = None
    """Null: nothing yet."""
    walk: Walk = Walk()
    """Of the units that the file paired, and not this program."""


class Seen(NamedTuple):
    """The two sides of a segment, as far as they matter here."""

    files: tuple[str, str]
    row: Row
    unit: bool
    """Whether the file paired the texts, and not this program."""
    expected: float
    """Characters of the translation that are expected for one of the original."""


def observe(segment: Segment, _known: KnownText) -> Iterator[Seen]:
    """Yield the lengths and the figures of a segment."""
    texts = segment.source.text, segment.target.text
    figures = [frozenset(_FIGURES.findall(text)) if text else frozenset() for text in texts]
    yield Seen(
        _documents.files(segment),
        Row(
            (segment.source.place().line, segment.target.place().line),
            (len(texts[0]), len(texts[1])),
            (figures[0], figures[1]),
        ),
        segment.source.kind == "segment",
        ratio(segment.source_language, segment.target_language),
    )


def condense(observations: Iterable[Seen | Document]) -> list[Document]:
    """Walk on over the segments of each document: what is kept is a few numbers a document."""
    found: dict[tuple[str, str], Document] = {}
    for each in observations:
        if isinstance(each, Document):
            found[each.files] = each
        else:
            found[each.files] = _after(found.get(each.files, Document(each.files)), each)
    return list(found.values())


def _after(document: Document, seen: Seen) -> Document:
    """Take in one more segment."""
    files, compared, walk = document
    # A unit without translation is work to be done, not a text that went astray.
    if seen.row.sizes[1] or not seen.unit:
        compared = _compared(compared, seen.row)
    return Document(files, compared, walked(walk, seen.row, seen.expected) if seen.unit else walk)


def _compared(before: Compared | None, row: Row) -> Compared:
    alone = not all(row.sizes)
    if before is None:
        return Compared(row.lines, row.sizes, 1, int(alone))
    sizes = before.sizes[0] + row.sizes[0], before.sizes[1] + row.sizes[1]
    return Compared(before.lines, sizes, before.segments + 1, before.alone + alone)


def conclude(observations: Iterable[Seen | Document], house: House) -> Iterator[Finding]:
    """Say which documents do not run parallel, and where."""
    expected = ratio(house.source, house.target)
    for document in condense(observations):
        shifted = list(_shifted(document))
        yield from shifted
        if not shifted and document.compared is not None:
            yield from _longer(document.files, document.compared, expected)


def _longer(files: tuple[str, str], there: Compared, expected: float) -> Iterator[Finding]:
    """Compare the lengths of the two documents."""
    source, target = expected * there.sizes[0], there.sizes[1]
    if source + target < _ENOUGH or not source or not target:
        return
    apart = there.segments >= _FEW and there.alone >= _UNPAIRED * there.segments
    times = max(source / target, target / source)
    which = "original" if source > target else "translation"
    if times > _LONGER:
        other = "translation" if source > target else "original"
        message = (
            f"the {which} is {100 * (times - 1):.0f} % longer than it would be beside the {other}: "
            "one of them is not complete, or they do not belong together"
        )
        yield _found("error" if apart else "warning", files, there.lines, message)
    elif apart:
        message = (
            f"{there.alone} of {there.segments} sentences have no counterpart: "
            "the two documents do not run parallel"
        )
        yield _found("warning", files, there.lines, message)


def _shifted(document: Document) -> Iterator[Finding]:
    """Find the longest stretch of units whose translations stand in other rows."""
    shift, stretch = longest(document.walk)
    if stretch.rows < _FEW:
        return
    figures = stretch.agree >= _AGREE and stretch.before <= stretch.agree / 3
    if stretch.gain < (_SURE_WITH_FIGURES if figures else _SURE):
        return
    far = f"{abs(shift)} {'row' if abs(shift) == 1 else 'rows'} too far"
    way = "down" if shift > 0 else "up"
    message = f"from here to line {stretch.last[0]} the translations stand {far} {way}"
    yield _found("error" if figures else "warning", document.files, stretch.first, message)


def _found(level: Level, files: tuple[str, str], lines: Lines, message: str) -> Finding:
    places = Place(files[0], lines[0]), Place(files[1], lines[1])
    return _documents.finding("misaligned-text", level, message, places)
