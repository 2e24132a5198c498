"""Finds the clauses of one side that nothing on the other side answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fidelity.matching import meaning
from fidelity.matching.coverage import answered, nearness, weights
from fidelity.matching.sides import KnownText, Side
from fidelity.model import Evidence
from fidelity.pairing.lengths import VARIANCE, ratio

_CLAUSE = re.compile(r"[^,;:()\[\]—–]+")
_HEAVY = 1.2
"""Weight of words, rare ones counting 1, from which a clause says something of its own."""
_SILENT = 0.4
"""Share of a clause's weight below which it counts as not answered."""
_SHORTER = 2.0
"""Standard deviations by which the other side must be too short, by Gale and Church."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between two marks that the other side does not answer."""

    start: int
    """0-based code-point offset into the text of its side."""
    end: int
    answered: float
    """The share of its weight that is answered, in [0, 1]."""
    deviation: float
    """By how many standard deviations the other side is too short."""


def unanswered(known: KnownText, *, lost: bool) -> Clause | None:
    """Find the clause that has least of a counterpart, by two keys: words, and length.

    Args:
        known: the segment.
        lost: whether to look for what the translation lacks; else for what it has beside.

    Returns:
        The clause; null where every clause is answered, or the encoder does not know a language.
    """
    source, target = known.source, known.target
    if not meaning.serves(source.language, target.language):
        return None
    side, other = (source, target) if lost else (target, source)
    deviation = _too_short(side, other)
    if deviation < _SHORTER or not other.words:
        return None
    near = nearness(source, target)
    found, heavy = answered(near if lost else near.T), weights(side)
    clauses = [
        Clause(side.words[rows[0]].start, side.words[rows[-1]].end, share, deviation)
        for rows in _clauses(side)
        if (weight := float(heavy[rows].sum())) >= _HEAVY
        and (share := float((heavy[rows] * found[rows]).sum()) / weight) < _SILENT
    ]
    return min(clauses, key=lambda clause: clause.answered, default=None)


def _clauses(side: Side) -> Iterator[list[int]]:
    """Yield the places of the words of each stretch between two marks."""
    for clause in _CLAUSE.finditer(side.text):
        rows = [
            row
            for row, word in enumerate(side.words)
            if clause.start() <= word.start and word.end <= clause.end()
        ]
        if rows:
            yield rows


def evidence(clause: Clause, text: str) -> tuple[Evidence, ...]:
    """Write down the two keys."""
    return (
        Evidence(
            engine=f"embedding:{meaning.NAME}",
            family="embedding",
            query=text,
            answers=(),
            relation="unknown",
            competent=None,
            reason=f"{clause.answered:.0%} of it has a counterpart, word by word",
            points=None,
        ),
        Evidence(
            engine="length",
            family="length",
            query=text,
            answers=(),
            relation="unknown",
            competent=None,
            reason=f"the other side is {clause.deviation:.1f} standard deviations too short",
            points=None,
        ),
    )


def _too_short(side: Side, other: Side) -> float:
    expected = ratio(side.language, other.language)
    spread = (VARIANCE * max(1, len(side.text)) * expected) ** 0.5
    return float((expected * len(side.text) - len(other.text)) / spread)
