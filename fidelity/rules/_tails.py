"""Finds conditions, purposes and circumstances of one side that the other side has not.

They begin with a word of ``data/connectors.yaml`` (subject to, in order to, despite; after, under
the supervision of) and end with the next mark. Three keys: the other side has fewer words of that
class, its words answer hardly anything of the part, and without the part the two sides are nearer
to each other in meaning (sentence encoder).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fidelity.lexicon.modifiers import connectors
from fidelity.matching import meaning
from fidelity.matching.coverage import weights
from fidelity.matching.sides import KnownText, Side
from fidelity.model import Evidence
from fidelity.rules._evidence import line
from fidelity.rules._facing import facing, nearness

_LIGHT = 0.27
"""Weight up to which a word is no more than grammar."""
_APART = 0.35
"""Cosine below which the words of a part have nothing over there, on average."""
_GAIN = 0.07
"""Cosine by which the sides must come nearer without the part."""
_LONGEST = 60
"""Words of a side up to which a part is looked for."""
_MARK = re.compile(r"[,;:()\[\]—–.!?«»“”\"]")


@dataclass(frozen=True, slots=True)
class Tail:
    """A part of the sentence that the other side has not."""

    start: int
    """0-based code-point offset into the text of its side."""
    end: int
    opened: str
    """The class of the word that opens it."""
    near: float
    """Cosine of its words with the nearest words of the other side that are free."""
    gain: float
    """Cosine by which the sides come nearer without it."""


def unanswered(known: KnownText, *, lost: bool) -> Tail | None:
    """Find the part that brings the two sides nearest to each other when it is left out.

    Args:
        known: the segment.
        lost: whether to look for what the translation lacks; else for what it has beside.

    Returns:
        The part; null where there is none, or the encoder does not know a language.
    """
    side, other = facing(known, lost=lost)
    if not meaning.serves(side.language, other.language) or len(other.words) < 2:
        return None
    if len(side.words) > _LONGEST:
        return None
    found = []
    for start, end, opened in _opened(side, other):
        near = _near(known, (start, end), lost=lost)
        if near is None or near >= _APART:
            continue
        gain = meaning.without(side.text, other.text, (start, end))
        if gain >= _GAIN:
            found.append(Tail(start, end, opened, near, gain))
    return max(found, key=lambda tail: tail.gain, default=None)


def _opened(side: Side, other: Side) -> Iterator[tuple[int, int, str]]:
    """Yield where the parts stand of a class that one side has more of, and the class."""
    text, against = side.text.lower(), other.text.lower()
    if len(text) != len(side.text):
        return
    there = connectors(other.language)
    for name, connector in connectors(side.language).items():
        if name not in there:
            continue
        mine = [hit.span() for hit in connector.asks.all(text)]
        alone = not there[name].answers.search(against)
        if not mine or not (alone or len(mine) > len(there[name].asks.all(against))):
            continue
        for start, after in mine:
            mark = _MARK.search(text, after)
            end = mark.start() if mark else len(text)
            yield start, len(text[:end].rstrip()), name


def _near(known: KnownText, span: tuple[int, int], *, lost: bool) -> float | None:
    """Measure what the words of a part have to do with what is free on the other side."""
    side, other = facing(known, lost=lost)
    near = nearness(known, lost=lost)
    heavy, content = weights(side), weights(other) > _LIGHT
    inside = [span[0] <= word.start < span[1] for word in side.words]
    rows = [row for row, within in enumerate(inside) if within and heavy[row] > _LIGHT]
    rest = [row for row, within in enumerate(inside) if not within]
    if not rows or len(rest) < 2 or not content.any():
        return None
    own, others = near[rows], near[rest].max(axis=0)
    free = (own * (content & (own > others))).max(axis=1)
    return float(heavy[rows] @ free / heavy[rows].sum())


def evidence(tail: Tail, text: str) -> tuple[Evidence, ...]:
    """Write down the three keys."""
    nearer = f"no free word is nearer than {tail.near:.2f} on average; without it the two sides are"
    said = (
        ("connectors", "connectors", f"the other side has fewer words of the class {tail.opened}"),
        (
            f"embedding:{meaning.NAME}",
            "embedding",
            f"{nearer} {tail.gain:+.3f} nearer",
        ),
    )
    return tuple(line(engine, family, text, reason) for engine, family, reason in said)
