"""Finds a word for which a graver or a milder one stands (incident, aggression).

What stands on one ladder, and how high, is data (``data/gravity``). A word that usage reads two
ways stands on two rungs, and only a distance that no reading explains counts. Beside the ladder,
the place in the sentence has to speak: the word vectors pair the two words, or both are the only
ones of their ladder in two texts that answer each other closely.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from fidelity import plain_yaml as plain
from fidelity.matching.form_table import FormTable, Hit, longest
from fidelity.matching.sides import KnownText, Side
from fidelity.model import Tag
from fidelity.rules._counterparts import alike, one_sentence, paired
from fidelity.rules._meeting import unmet
from fidelity.rules._wordings import Entered, base, data, entered, path_of, wording_table

_FOLDER = "gravity"
_FAR = 2
"""How far apart two rungs stand from which a reader is told another thing."""

_BRIEF = 16
"""Words up to which a sentence has room for one word of a ladder only."""
_SURELY = 0.6
"""Cosine from which a third word surely answers one of the two."""


class Graver(NamedTuple):
    """A word and what stands for it."""

    ladder: str
    source: tuple[int, int]
    """0-based code-point offsets into the source."""
    target: tuple[int, int]
    """The same of the translation."""
    steps: int
    """Positive where the translation is graver."""


class Place(NamedTuple):
    """Where a word of a ladder stands, and how high, by each of its readings."""

    start: int
    """0-based code-point offset into the text of its side."""
    end: int
    heights: frozenset[int]


def graver(known: KnownText) -> Iterator[Graver]:
    """Yield the words for which a graver or a milder one stands."""
    mine, theirs = places(known.source), places(known.target)
    for ladder in mine.keys() & theirs.keys():
        # What some reading makes equal has not changed.
        left, right = unmet(mine[ladder], theirs[ladder], lambda a, b: a.heights & b.heights)
        alone = len(left) == len(right) == 1
        for one in left:
            for other in right:
                steps = _steps(one, other)
                if abs(steps) >= _FAR and _answers(known, one, other, alone=alone):
                    yield Graver(ladder, one[:2], other[:2], steps)


def _steps(one: Place, other: Place) -> int:
    """Count how much graver the other is, by the reading that explains most."""
    return min((high - low for low in one.heights for high in other.heights), key=abs)


def _answers(known: KnownText, one: Place, other: Place, *, alone: bool) -> bool:
    spans = (one.start, one.end), (other.start, other.end)
    said = paired(known.source, known.target, *spans, surely=_SURELY)
    if said is None:
        return alone and (
            alike(known.source, known.target, (one.start, other.start)) or brief(known)
        )
    return said


def brief(known: KnownText) -> bool:
    """Say whether a text has room for one word of a kind only, whatever the order of its words."""
    sides = known.source, known.target
    return one_sentence(*sides) and max(len(side.words) for side in sides) <= _BRIEF


@lru_cache(maxsize=16)
def places(side: Side) -> Mapping[str, list[Place]]:
    """List what stands on each ladder, the longer of two wordings one inside the other."""
    found: dict[str, list[Place]] = {}
    hits = [hit for hit in _table(base(side.language)).search(side.tokens) if not hit.glued]
    for hit in longest(hits):
        for ladder, heights in _by_ladder(hit).items():
            found.setdefault(ladder, []).append(Place(hit.start, hit.end, heights))
    return found


def _by_ladder(hit: Hit[tuple[str, int]]) -> dict[str, frozenset[int]]:
    ladders = dict.fromkeys(ladder for ladder, _ in hit.values)
    return {
        each: frozenset(height for ladder, height in hit.values if ladder == each)
        for each in ladders
    }


@cache
def _table(tag: Tag) -> FormTable[tuple[str, int]]:
    return wording_table(_entries(tag), tag)


def _entries(tag: Tag) -> Iterator[tuple[Entered, tuple[str, int]]]:
    """Yield each wording with its ladder and the height of its rung."""
    path = path_of(_FOLDER, tag)
    ladders = plain.keys(data(_FOLDER, "ladders").get("ladders", {}), "ladders", path)
    words = plain.keys(data(_FOLDER, tag).get("ladders", {}), "ladders", path)
    for ladder, rungs in words.items():
        heights = plain.keys(ladders[ladder], ladder, path)["rungs"]
        for rung, listed in plain.keys(rungs, ladder, path).items():
            for each in entered(listed, rung, path):
                yield each, (ladder, int(heights[rung]))
