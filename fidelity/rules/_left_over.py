"""Finds a phrase of one side that nothing on the other side answers, though all else is answered.

A run of words is looked for whose weight the other side does not answer, word by word
(``matching.coverage``). It counts as left over where four signs together say so: without it the
sentence comes much nearer to its counterpart (sentence encoder), its words have little to do with
any word over there, the other side has nothing unanswered that might stand for it, and without it
the lengths agree (Gale and Church 1993). The signs are added up with the weights of a logistic
regression (``fidelity/data/left-over.yaml``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from fidelity import plain_yaml as plain
from fidelity import shelf
from fidelity.matching import meaning
from fidelity.matching.coverage import weights
from fidelity.matching.lexicons import function_table
from fidelity.matching.sides import KnownText, Side
from fidelity.model import Evidence
from fidelity.pairing.lengths import VARIANCE, ratio
from fidelity.rules._counterparts import counterparts, one_sentence
from fidelity.rules._evidence import line
from fidelity.rules._facing import answers, facing, nearness
from fidelity.rules._stretch import heaviest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HALF = 0.5
"""The share of a word's weight that must be unanswered for it to belong to a run."""
_LIGHT = 0.35
"""Weight below which a word leans on its neighbour, and the run takes it in."""
_BARE = 0.1
"""Weight below which a word is an article or the like."""
_FEW, _WORD_FOR_WORD = 14, 0.75
"""Words up to which a sentence is short, and the share of them with a counterpart from which it is
translated word for word."""
_MOST = 0.5
"""The gain, beside the way that is left to go, from which no more is asked: a phrase for which even
this would be too little is let go unasked. Of 332 phrases of development sentences half gain less
than .035 and all but two less than this; those two would count with this, too."""
_LEAST = 0.25
"""Unanswered weight from which a run is worth asking the encoder about."""
_ELSEWHERE = 1.5
"""Unanswered weight of the other side from which the run may stand there in other words."""
_SHORTEST, _LONGEST = 2, 60
"""Words of a side between which a run is looked for."""
_FUNCTION = ("modal", "negator", "auxiliary")
"""Function words that other rules compare."""


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A phrase that the other side does not answer."""

    start: int
    """0-based code-point offset into the text of its side."""
    end: int
    gain: float
    """Cosine by which the sentence comes nearer to its counterpart without the phrase."""
    near: float
    """Cosine of its words with the nearest words of the other side."""
    deviation: float
    """By how many standard deviations the other side is too short even without the phrase."""
    points: float
    """The signs added up; above 0 where the phrase counts as left over."""


def left_over(known: KnownText, *, lost: bool) -> LeftOver | None:
    """Find the phrase that one side has and the other has not.

    Args:
        known: the segment.
        lost: whether to look for what the translation lacks; else for what it has beside.

    Returns:
        The phrase; null where there is none, or the encoder does not know a language.
    """
    found = candidate(known, lost=lost, least=0.0)
    return found if found is not None and found.points > 0 else None


def candidate(known: KnownText, *, lost: bool, least: float = -math.inf) -> LeftOver | None:
    """Find the phrase that is least answered, whatever the signs say of it; as ``left_over``.

    Args:
        known: the segment.
        lost: as for ``left_over``.
        least: points from which the phrase is of use: where the other signs keep it below this
            whatever the encoder may say, the encoder is not asked, and there is none.
    """
    side, other = facing(known, lost=lost)
    if not meaning.serves(side.language, other.language):
        return None
    counts = sorted((len(side.words), len(other.words)))
    if counts[0] < _SHORTEST or counts[1] > _LONGEST:
        return None
    near = nearness(known, lost=lost)
    if lost:  # a translation often says a little more than its source, and seldom less
        near = _of_weight(near, side, other)
    heavy = weights(side) * _telling(side)
    found = _with_terms(answers(known, lost=lost), side, other)
    theirs = _with_terms(answers(known, lost=not lost), other, side)
    elsewhere = float(weights(other) @ (1 - theirs))
    value, first, last = heaviest(heavy * (_HALF - found))
    if value < _LEAST or elsewhere > _ELSEWHERE:
        return None
    return _measured(
        side,
        other,
        _edges(side, (first, last), heavy),
        {
            "near": float(heavy[first:last] @ near[first:last].max(axis=1))
            / float(heavy[first:last].sum()),
            "unanswered": min(2.0, value),
            "elsewhere": elsewhere,
            "brief": float(lost and _brief(known)),
        },
        least,
    )


def _brief(known: KnownText) -> bool:
    """Say whether both sides are one short sentence, said nearly word for word."""
    sides = known.source, known.target
    short = max(len(side.words) for side in sides) <= _FEW and one_sentence(*sides)
    return short and counterparts(*sides).covered >= _WORD_FOR_WORD


def _of_weight(near: NDArray[np.float32], side: Side, other: Side) -> NDArray[np.float32]:
    """Let no article or the like answer a word that says something, and none be answered by one."""
    import numpy as np

    light = [weights(each) < _BARE for each in (side, other)]
    heavy = [weights(each) > _LIGHT for each in (side, other)]
    apart = np.outer(heavy[0], light[1]) | np.outer(light[0], heavy[1])
    return np.where(apart, 0.0, near)


def _telling(side: Side) -> NDArray[np.float64]:
    """Say of each word whether it counts here: function words are compared by other rules."""
    import numpy as np

    hits = function_table(side.language, *_FUNCTION).search(side.tokens)
    spans = [(hit.start, hit.end) for hit in hits]
    return np.array(
        [not any(start <= word.start < end for start, end in spans) for word in side.words], float
    )


def _with_terms(shared: NDArray[np.float64], side: Side, other: Side) -> NDArray[np.float64]:
    """Count the words of a term as answered where the other side names the same concept."""
    found = shared.copy()
    there = {(mention.glossary, mention.concept.id) for mention in other.mentions}
    spans = [
        (mention.start, mention.end)
        for mention in side.mentions
        if (mention.glossary, mention.concept.id) in there
    ]
    for row, word in enumerate(side.words):
        if any(start <= word.start < end for start, end in spans):
            found[row] = 1.0
    return found


def _edges(side: Side, run: tuple[int, int], heavy: NDArray[np.float64]) -> list[tuple[int, int]]:
    """List where the phrase around a run may begin and end: with the light words before it."""
    first, last = run
    wider = first
    while (
        wider > 0
        and heavy[wider - 1] < _LIGHT
        and not side.text[side.words[wider - 1].end : side.words[wider].start].strip()
    ):
        wider -= 1
    starts = {first, wider, max(0, wider - 1)}
    ends = {last, last + 1} if last < len(heavy) else {last}
    ends |= {end for end in (last - 1,) if end > first and heavy[end] < _LIGHT}
    return [
        (start, end)
        for start in sorted(starts, reverse=True)
        for end in sorted(ends)
        if end - start < len(heavy)
    ]


def _measured(
    side: Side,
    other: Side,
    edges: list[tuple[int, int]],
    signs: Mapping[str, float],
    least: float,
) -> LeftOver | None:
    """Take the phrase without which the sentence comes nearest, and add up the signs."""
    cuts = [(side.words[first].start, side.words[last - 1].end) for first, last in edges]
    if not cuts:
        return None
    rests = [f"{side.text[:start].rstrip(' ,')} {side.text[end:].lstrip()}" for start, end in cuts]
    deviations = [_too_short(rest, side, other) for rest in rests]
    most = _points({**signs, "gain": _MOST, "length": max(deviations)})
    if most <= least:
        return None
    whole, mine, *others = meaning.places([other.text, side.text, *rests], like=side.text)
    base = float(whole @ mine)
    gains = [float(whole @ one) - base for one in others]
    best = gains.index(max(gains))
    gain, (start, end), deviation = gains[best], cuts[best], deviations[best]
    points = _points({**signs, "gain": gain / (1.05 - base), "length": deviation})
    return LeftOver(start, end, gain, signs["near"], deviation, points)


def _too_short(rest: str, side: Side, other: Side) -> float:
    """Say by how many standard deviations the other side is too short without the phrase."""
    expected = ratio(side.language, other.language)
    spread = (VARIANCE * len(rest) * expected) ** 0.5
    return float((expected * len(rest) - len(other.text)) / spread)


def _points(signs: Mapping[str, float]) -> float:
    learned = _weights()
    return learned["bias"] + sum(learned[name] * value for name, value in signs.items())


@cache
def _weights() -> Mapping[str, float]:
    """Read what each sign weighs."""
    path = shelf.table("left-over.yaml")
    return {
        name: float(value)
        for name, value in plain.keys(plain.parsed(path), "the file", path).items()
    }


def evidence(found: LeftOver, text: str) -> tuple[Evidence, ...]:
    """Write down the keys."""
    nearer = (
        f"without it the two sides are {found.gain:+.3f} nearer; the nearest words of the other "
        f"side have a nearness of {found.near:.2f} to its words"
    )
    said = (
        (
            "embedding",
            f"embedding:{meaning.NAME}",
            nearer,
        ),
        (
            "length",
            "length",
            f"without it the other side is {found.deviation:+.1f} standard deviations too short",
        ),
    )
    return tuple(line(engine, family, text, reason) for family, engine, reason in said)
