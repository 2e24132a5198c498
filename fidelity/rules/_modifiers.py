"""Finds modifiers that carry weight and stand on one side only (unconditional, unilateral)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fidelity.lexicon.modifiers import modifiers
from fidelity.matching import meaning
from fidelity.matching.coverage import answered, weights
from fidelity.matching.sides import KnownText, Side
from fidelity.model import Evidence
from fidelity.rules._evidence import line
from fidelity.rules._facing import answers, facing, nearness

_NEAR = 0.5
"""Cosine from which some word of the other side may stand for the modifier."""
_ELSEWHERE = 1.2
"""Unanswered weight of the other side from which it may say the same in other words."""
_LIGHT = 0.1
"""Weight up to which a word needs no counterpart."""
_GRAMMAR = 0.27
"""Weight up to which a word stands for no modifier."""
_REST = 0.75
"""Share of the rest of the sentence that the other side must answer."""


@dataclass(frozen=True, slots=True)
class Alone:
    """A modifier that the other side has in no form."""

    start: int
    """0-based code-point offset into the text of its side."""
    end: int
    meaning: str
    """The key of its list."""
    near: float
    """Cosine of its word with the nearest word of the other side."""


def unanswered(known: KnownText, *, lost: bool) -> Iterator[Alone]:
    """Yield the modifiers of one side for which the other side has nothing.

    Two keys: the lists of both languages, and the words beside, which must be answered while the
    other side has nothing left that might say the same.

    Args:
        known: the segment.
        lost: whether to look for what the translation lacks; else for what it has beside.
    """
    side, other = facing(known, lost=lost)
    for alone in _listed(side, other):
        if not meaning.serves(side.language, other.language) or len(other.words) < 2:
            return
        near = _near(alone, known, lost=lost)
        if near is not None:
            yield Alone(alone.start, alone.end, alone.meaning, near)


def _listed(side: Side, other: Side) -> Iterator[Alone]:
    """Yield the modifiers whose list for the other language matches nothing."""
    here, there = modifiers(side.language), modifiers(other.language)
    text, against = side.text.lower(), other.text.lower()
    if len(text) != len(side.text):
        return
    for name, modifier in here.items():
        found = modifier.asks.search(text)
        if found and name in there and not there[name].answers.search(against):
            yield Alone(*found.span(), name, 0.0)


def _near(alone: Alone, known: KnownText, *, lost: bool) -> float | None:
    """Measure what a modifier has to do with the other side; null where it may be answered."""
    side, other = facing(known, lost=lost)
    rows = [row for row, word in enumerate(side.words) if alone.start <= word.start < alone.end]
    rest = [row for row in range(len(side.words)) if row not in rows]
    if not rows or not rest:
        return None
    near = nearness(known, lost=lost)
    heavy = weights(side)
    bare = near * (heavy > _LIGHT)[:, None]  # articles and the like take no word away
    bare[rows] = 0.0
    found = answered(bare)
    if float(heavy[rest] @ found[rest]) < _REST * float(heavy[rest].sum()):
        return None
    words = weights(other)
    content = words > _GRAMMAR
    elsewhere = float(words[content] @ (1 - answers(known, lost=not lost))[content])
    telling = [row for row in rows if heavy[row] > _GRAMMAR]
    if not telling:
        return None
    own, others = near[telling].max(axis=0) * content, near[rest].max(axis=0)
    # A word over there that another word of this side is nearer to does not stand for the modifier.
    nearest = float(own[own > others].max(initial=0.0))
    return nearest if nearest < _NEAR and elsewhere < _ELSEWHERE else None


def evidence(alone: Alone, text: str) -> tuple[Evidence, ...]:
    """Write down the two keys."""
    said = (
        ("modifiers", "modifiers", f"the list “{alone.meaning}” matches nothing over there"),
        (
            f"embedding:{meaning.NAME}",
            "embedding",
            f"no word over there is nearer to it than {alone.near:.2f}; the others are answered",
        ),
    )
    return tuple(line(engine, family, text, reason) for engine, family, reason in said)
