"""Compares words that hold a number with their like: bilateral, doubled, twice a year, a week."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import cast

from fidelity.matching.form_table import Hit
from fidelity.matching.sides import Side
from fidelity.morphology import LANGUAGES, readings
from fidelity.rules._quantity_data import numerals

_LONG = 28
"""Words from which a text has more than one stretch of time."""
_ANYWHERE = ("sides", "years")


def reckoned(source: Side, target: Side) -> Iterator[tuple[Hit[object], Hit[object]]]:
    """Yield the words for a number of sides, of times and the like that say different numbers.

    A number that any word of the other text has too is let be: bilateral and unilateral measures.
    """
    here, there = (_reckoning(side) for side in (source, target))
    if max(len(side.words) for side in (source, target)) > _LONG:
        here = {key: hit for key, hit in here.items() if key[0] in _ANYWHERE}
    for sort in dict.fromkeys(each for each, _ in here):
        mine = {value: hit for (each, value), hit in here.items() if each == sort}
        theirs = {value: hit for (each, value), hit in there.items() if each == sort}
        if theirs and not mine.keys() & theirs.keys():
            yield next(iter(mine.values())), next(iter(theirs.values()))


def _reckoning(side: Side) -> dict[tuple[str, Fraction], Hit[object]]:
    hits = numerals(side.language).several.search(side.tokens)
    return {
        value: cast("Hit[object]", hit)
        for hit in hits
        for value in hit.values
        if value[0] != "spells" or not _plural(side, hit.end)
    }


def _plural(side: Side, end: int) -> bool:
    """Say whether the word that ends at a place is a plural (четырёх недель, лет)."""
    tag = side.language.split("-")[0]
    word = next((each.text for each in side.words if each.end == end), "")
    return tag in LANGUAGES and bool(word) and all(each.plural for each in readings(tag, word))
