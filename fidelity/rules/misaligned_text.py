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
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from fidelity.matching.sides import House, KnownText
from fidelity.model import Finding, Level, Place
from fidelity.pairing.lengths import cost, ratio
from fidelity.protocols import Example
from fidelity.rules import _documents
from fidelity.rules._stretch import heaviest
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
_SHIFTS = (1, -1, 2, -2, 3, -3)
"""By how many rows the translations may have slipped."""
_SURE, _SURE_WITH_FIGURES = 40.0, 20.0
"""By how much better other rows have to fit, as logarithms of probabilities: by lengths alone, and
where figures say so too."""
_AGREE = 3
"""Rows in which the same figures have to stand."""
_CONFLICT = 3.0
"""What it counts if two texts have figures and none in common."""


class Seen(NamedTuple):
    """The two sides of a segment, as far as they matter here."""

    files: tuple[str, str]
    lines: tuple[int | None, int | None]
    sizes: tuple[int, int]
    figures: tuple[frozenset[str], frozenset[str]]
    unit: bool
    """Whether the file paired the texts, and not this program."""


def observe(segment: Segment, _known: KnownText) -> Iterator[Seen]:
    """Yield the lengths and the figures of a segment."""
    texts = segment.source.text, segment.target.text
    figures = [frozenset(_FIGURES.findall(text)) if text else frozenset() for text in texts]
    yield Seen(
        _documents.files(segment),
        (segment.source.place().line, segment.target.place().line),
        (len(texts[0]), len(texts[1])),
        (figures[0], figures[1]),
        segment.source.kind == "segment",
    )


def conclude(observations: Iterable[Seen], house: House) -> Iterator[Finding]:
    """Say which documents do not run parallel, and where."""
    expected = ratio(house.source, house.target)
    for seen in _documents.by_document(observations).values():
        shifted = list(_shifted([each for each in seen if each.unit], expected))
        yield from shifted
        if not shifted:
            yield from _longer(seen, expected)


def _longer(seen: Sequence[Seen], expected: float) -> Iterator[Finding]:
    """Compare the lengths of the two documents."""
    # A unit without translation is work to be done, not a text that went astray.
    there = [each for each in seen if each.sizes[1] or not each.unit]
    source = expected * sum(each.sizes[0] for each in there)
    target = sum(each.sizes[1] for each in there)
    if source + target < _ENOUGH or not source or not target:
        return
    alone = sum(1 for each in there if not all(each.sizes))
    apart = len(there) >= _FEW and alone >= _UNPAIRED * len(there)
    times = max(source / target, target / source)
    files = there[0].files
    which = "original" if source > target else "translation"
    if times > _LONGER:
        other = "translation" if source > target else "original"
        message = (
            f"the {which} is {100 * (times - 1):.0f} % longer than it would be beside the {other}: "
            "one of them is not complete, or they do not belong together"
        )
        yield _found("error" if apart else "warning", files, there[0].lines, message)
    elif apart:
        message = (
            f"{alone} of {len(there)} sentences have no counterpart: "
            "the two documents do not run parallel"
        )
        yield _found("warning", files, there[0].lines, message)


def _shifted(seen: Sequence[Seen], expected: float) -> Iterator[Finding]:
    """Find the longest stretch of units whose translations stand in other rows."""
    best: tuple[float, int, int, int] = (0.0, 0, 0, 0)
    for shift in _SHIFTS:
        rows = range(max(0, -shift), len(seen) - max(0, shift))
        gains = [
            _cost(seen[at], seen[at], expected) - _cost(seen[at], seen[at + shift], expected)
            for at in rows
        ]
        gain, first, last = heaviest(gains)
        if gain > best[0]:
            best = (gain, rows.start + first, rows.start + last, shift)
    gain, first, last, shift = best
    if last - first < _FEW:
        return
    stretch = range(first, last)
    agree, before = (
        sum(bool(seen[at].figures[0] & seen[at + by].figures[1]) for at in stretch)
        for by in (shift, 0)
    )
    figures = agree >= _AGREE and before <= agree / 3
    if gain < (_SURE_WITH_FIGURES if figures else _SURE):
        return
    begin, end = seen[first], seen[last - 1]
    far = f"{abs(shift)} {'row' if abs(shift) == 1 else 'rows'} too far"
    way = "down" if shift > 0 else "up"
    message = f"from here to line {end.lines[0]} the translations stand {far} {way}"
    yield _found("error" if figures else "warning", begin.files, begin.lines, message)


def _cost(one: Seen, other: Seen, expected: float) -> float:
    """Say how badly the source of one unit fits the target of another."""
    if not one.sizes[0] or not other.sizes[1]:
        return 0.0
    return cost(one.sizes[0], other.sizes[1], expected) + _CONFLICT * _clash(one, other)


def _clash(one: Seen, other: Seen) -> bool:
    left, right = one.figures[0], other.figures[1]
    return bool(left and right and not left & right)


def _found(
    level: Level, files: tuple[str, str], lines: tuple[int | None, int | None], message: str
) -> Finding:
    places = Place(files[0], lines[0]), Place(files[1], lines[1])
    return _documents.finding("misaligned-text", level, message, places)
