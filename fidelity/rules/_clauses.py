"""Finds the clauses of one side that nothing on the other side answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from fidelity.matching import meaning
from fidelity.matching.coverage import weights
from fidelity.matching.sides import KnownText, Side
from fidelity.model import Evidence
from fidelity.pairing.lengths import VARIANCE, ratio
from fidelity.rules._evidence import line
from fidelity.rules._facing import answers, facing
from fidelity.rules._stretch import heaviest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_Weighed: TypeAlias = "tuple[NDArray[np.float64], NDArray[np.float64]]"
"""How well each word is answered, and how much it weighs."""

_CLAUSE = re.compile(r"[^,;:()\[\]—–]+")
_HEAVY = 1.2
"""Weight of words, rare ones counting 1, from which a clause says something of its own."""
_SILENT = 0.4
"""Share of a clause's weight below which it counts as not answered."""
_SHORTER = 2.0
"""Standard deviations by which the other side must be too short, by Gale and Church."""
_RUN_SHORTER = 1.0
"""The same for a run of words of which all three keys say that it has no counterpart."""
_MIDDLE = 0.55
"""What a word of a run must be answered less than, on average."""
_RUN = 0.6
"""Weight of what is not answered in a run."""
_GAINS = {True: 0.08, False: 0.1}
"""Cosine by which the two sides must come nearer to each other without the run: where it was left
out, and where it was added, for translators explain."""
_SHORT_FORM = re.compile(r"\b[^\W\d_]{2,7}\b")
"""A word that, with two capitals and more, may be an abbreviation."""
_FEW = 4
"""Words that a side must have for a run to be left out of it."""


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
    gain: float | None = None
    """By how much the sides come nearer without it, a cosine; null where that was not asked."""


def unanswered(known: KnownText, *, lost: bool) -> Clause | None:
    """Find the clause or run of words that has least of a counterpart.

    A clause needs two keys: words, and length. What a translation adds in brackets explains, and
    does not count. A run of words that no marks set apart needs a third: without it the two sides
    must be nearer to each other in meaning.

    Args:
        known: the segment.
        lost: whether to look for what the translation lacks; else for what it has beside.

    Returns:
        The clause; null where every clause is answered, or the encoder does not know a language.
    """
    side, other = facing(known, lost=lost)
    if not meaning.serves(side.language, other.language):
        return None
    deviation = _too_short(side, other)
    if deviation < _RUN_SHORTER or not other.words:
        return None
    found, heavy = answers(known, lost=lost), weights(side)
    if deviation < _SHORTER:
        return _run((side, other), (found, heavy), deviation, _GAINS[lost])
    clauses = [
        Clause(side.words[rows[0]].start, side.words[rows[-1]].end, share, deviation)
        for rows in _clauses(side)
        if (lost or not in_brackets(side.text, side.words[rows[0]].start))
        and (weight := float(heavy[rows].sum())) >= _HEAVY
        and (share := float((heavy[rows] * found[rows]).sum()) / weight) < _SILENT
    ]
    best = min(clauses, key=lambda clause: clause.answered, default=None)
    return best or _run((side, other), (found, heavy), deviation, _GAINS[lost])


def _run(
    sides: tuple[Side, Side], words: _Weighed, deviation: float, least: float
) -> Clause | None:
    """Find the run of words that the other side answers least, if the sides are nearer without."""
    (side, other), (found, heavy) = sides, words
    if len(side.words) < _FEW or len(other.words) < _FEW or short_forms(other) - short_forms(side):
        return None
    weight, first, last = heaviest(heavy * (_MIDDLE - found))
    if weight < _RUN:
        return None
    start, end = side.words[first].start, side.words[last - 1].end
    rest = side.text[:start] + side.text[end:]
    if not rest.strip() or in_brackets(side.text, start):
        return None
    whole, mine, without = meaning.places([other.text, side.text, rest], like=side.text)
    gain = float(without @ whole) - float(mine @ whole)
    if gain < least:
        return None
    rows = slice(first, last)
    share = float((heavy[rows] * found[rows]).sum() / heavy[rows].sum())
    return Clause(start, end, share, deviation, gain)


def short_forms(side: Side) -> set[str]:
    """List what may be abbreviations: a translator writes out those that readers do not know."""
    return {
        text
        for text in _SHORT_FORM.findall(side.text)
        if text[:-1].isupper() or sum(map(str.isupper, text)) > 1
    }


def in_brackets(text: str, place: int) -> bool:
    """Say whether a place stands in brackets, where explanations do."""
    return text.count("(", 0, place) > text.count(")", 0, place)


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
    """Write down the keys."""
    share = f"{clause.answered:.0%} of it has a counterpart, word by word"
    short = f"the other side is {clause.deviation:.1f} standard deviations too short"
    lines = [line(f"embedding:{meaning.NAME}", "embedding", text, share)]
    if clause.gain is not None:
        nearer = f"without it the two sides are nearer in meaning by a cosine of {clause.gain:.2f}"
        lines.append(line(f"embedding:{meaning.NAME}", "embedding", text, nearer))
    lines.append(line("length", "length", text, short))
    return tuple(lines)


def _too_short(side: Side, other: Side) -> float:
    expected = ratio(side.language, other.language)
    spread = (VARIANCE * max(1, len(side.text)) * expected) ** 0.5
    return float((expected * len(side.text) - len(other.text)) / spread)
