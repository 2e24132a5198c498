"""Finds a grave word (massacre) for which no grave word stands on the other side.

From which rung a word is missed is data (``missed`` in ``data/gravity/ladders.yaml``); ladders
whose words have many renderings miss none. The other side must have no word of that ladder and no
grave word to spare, no word of it must answer the grave one, and it must say the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from fidelity import plain_yaml as plain
from fidelity.matching.sides import KnownText, Side
from fidelity.rules._counterparts import Counterparts, counterparts, one_sentence
from fidelity.rules._gravity import Place, places
from fidelity.rules._wordings import data, path_of

_ROOM = 30
"""Words up to which a sentence shows that one of them is missing."""
_COVERED = 0.75
"""The share of words with a counterpart from which the rest of the sentence is translated."""
_ANSWERED = 0.56
"""Cosine from which a word answers another, whether or not it is grave."""


class LostWord(NamedTuple):
    """A grave word that one side only has."""

    ladder: str
    start: int
    """0-based code-point offset into the text of its side."""
    end: int
    added: bool
    """Whether it is the translation that has it."""


def lost_words(known: KnownText) -> Iterator[LostWord]:
    """Yield the grave words of which the other side has none."""
    sides = known.source, known.target
    if not one_sentence(*sides) or max(len(side.words) for side in sides) > _ROOM:
        return
    found = places(known.source), places(known.target)
    graves = tuple(_grave(each) for each in found)
    if not any(graves):
        return
    pairs = counterparts(*sides)
    if pairs.covered < _COVERED:
        return
    for added in (False, True):
        for ladder, place in graves[added]:
            if ladder in found[not added] or _answered(pairs, place, added=added):
                continue
            if not any(
                _spare(pairs, sides[not added], one, added=added) for _, one in graves[not added]
            ):
                yield LostWord(ladder, place.start, place.end, added)


def _grave(found: Mapping[str, list[Place]]) -> tuple[tuple[str, Place], ...]:
    """List the places whose every reading stands on a rung that is missed."""
    least = _missed()
    return tuple(
        (ladder, place)
        for ladder, listed in found.items()
        if ladder in least
        for place in listed
        if min(place.heights) >= least[ladder]
    )


def _answered(pairs: Counterparts, place: Place, *, added: bool) -> bool:
    """Say whether a word of the other side answers a place."""
    words, table = (pairs.target, pairs.back) if added else (pairs.source, pairs.pairs)
    here = [n for n, word in enumerate(words) if place.start <= word.start < place.end]
    return any(pairs.likeness[table[n] if added else n] >= _ANSWERED for n in here if n in table)


def _spare(pairs: Counterparts, side: Side, place: Place, *, added: bool) -> bool:
    """Say whether a grave word of the other side answers no other word."""
    table = pairs.pairs if added else pairs.back
    here = [n for n, word in enumerate(side.words) if place.start <= word.start < place.end]
    return not any(n in table for n in here)


@cache
def _missed() -> Mapping[str, int]:
    path = path_of("gravity", "ladders")
    ladders = plain.keys(data("gravity", "ladders").get("ladders", {}), "ladders", path)
    about = {name: plain.keys(value, name, path) for name, value in ladders.items()}
    return {name: int(each["missed"]) for name, each in about.items() if "missed" in each}
