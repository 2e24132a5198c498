"""Finds a time of one length that became as many of another unit (a two-week, a two-month break).

Beside numbers with their unit, a length of time is said by words made of both (двухнедельный) and
by a unit alone (a week later, неделю спустя). Which words and phrases, is data (``numbers.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from fidelity.lexicon.function_words import FunctionWord, function_words
from fidelity.matching.sides import Side
from fidelity.model import Tag
from fidelity.rules._quantities import Quantity, quantities
from fidelity.rules._quantity_data import notation, numerals
from fidelity.rules._quantity_words import spelled

_TIME = frozenset({"time", "calendar"})
_APART = 0.4
"""Share of a text by which the two may stand apart, unless it is a brief one."""
_BRIEF = 16
"""Words up to which a text is brief: either language turns such a sentence round."""
_MONTH = Fraction(2_629_746)
"""Seconds of a mean month (a year of 365.2425 days)."""
_ROUNDED = Fraction(3, 100)
"""By what share two lengths of time may differ (a month, 30 days)."""
_ENDING = 4
"""Letters that an ending has at most."""


class Period(NamedTuple):
    """A length of time."""

    start: int
    """0-based code-point offset into the text."""
    end: int
    number: Fraction
    unit: str
    """The class of its unit."""
    plain: bool
    """Whether it is a number with its unit."""
    place: float
    """Where it stands, as a share of the text."""


def other_periods(source: Side, target: Side) -> Iterator[tuple[Period, Period]]:
    """Yield the one length of time of the source that has as many of another unit for it.

    Args:
        source: the side of the first of each pair.
        target: the side of the second.
    """
    mine, theirs = periods(source), periods(target)
    if not mine or not theirs:
        return
    here, there = _units(source, mine), _units(target, theirs)
    lost = [each for each in mine if each.unit not in there]
    gained = [each for each in theirs if each.unit not in here]
    if len(lost) != 1 or len(gained) != 1:
        return
    one, other = lost[0], gained[0]
    longest = max(len(side.tokens.words) for side in (source, target))
    near = longest <= _BRIEF or abs(one.place - other.place) <= _APART
    if near and one.number == other.number and not (one.plain and other.plain):
        yield one, other


def lasts(quantity: Quantity, side: Side) -> bool:
    """Say whether a word made of a number and a unit says a quantity (двухнедельный, 14 days).

    Args:
        quantity: one that the side has not as a number.
        side: where such a word may stand.
    """
    unit = _unit_of(quantity)
    if unit is None:
        return False
    size = quantity.value * _size(unit)
    return any(abs(each.number * _size(each.unit) - size) <= _ROUNDED * size
               for each in _made(side))  # fmt: skip


@cache
def _size(unit: str) -> Fraction:
    """Give the length of a unit of time in seconds."""
    about = next(
        each
        for word in _words()
        for each in word.classes
        if each.id == unit and each.dimension in _TIME
    )
    months = about.dimension == "calendar"
    return Fraction(about.value or 0) * (_MONTH if months else 1)


def _words() -> tuple[FunctionWord, ...]:
    there = function_words("en")
    return there.of("unit") if there else ()


def periods(side: Side) -> list[Period]:
    """List the lengths of time of one side, by place."""
    found = [_plain(each, unit) for each in quantities(side)[0] if (unit := _unit_of(each))]
    found += _made(side)
    found += _single(side)
    return sorted(found)


def _unit_of(quantity: Quantity) -> str | None:
    """Give the class of the unit of time of a quantity; null where it has none."""
    if quantity.unit is None or quantity.shape not in ("figure", "word") or quantity.minutes:
        return None
    return next((each.id for each in quantity.unit.classes if each.dimension in _TIME), None)


def _plain(quantity: Quantity, unit: str) -> Period:
    return Period(quantity.start, quantity.end, quantity.value, unit, True, quantity.place)


def _units(side: Side, there: list[Period]) -> set[str]:
    """List the units of time that a side names at all."""
    named = {each.id for unit in quantities(side)[1] for each in unit.classes}
    stems = notation(side.language).lasting
    parts = {unit for word in side.tokens.words for stem, unit in stems if stem in word}
    return named | parts | {each.unit for each in there}


def _made(side: Side) -> Iterator[Period]:
    """Yield what words say that are made of a number and a unit."""
    beginnings, stems = numerals(side.language).beginnings, notation(side.language).lasting
    if not stems:
        return
    for word, (start, end) in zip(side.tokens.words, side.tokens.spans, strict=True):
        for beginning, count in beginnings:
            rest = word.removeprefix(beginning)
            unit = next(
                (
                    u
                    for stem, u in stems
                    if rest.startswith(stem) and len(rest) <= len(stem) + _ENDING
                ),
                None,
            )
            if rest != word and unit:
                yield Period(start, end, count, unit, False, start / len(side.text))
                break


def _single(side: Side) -> Iterator[Period]:
    """Yield the units without number that a phrase makes one of them."""
    before, behind = _phrases(side.language)
    if not before and not behind:
        return
    text = side.text
    for unit in spelled(side.tokens, side.language)[1]:
        name = next((each.id for each in unit.word.classes if each.dimension in _TIME), None)
        if name is None:
            continue
        for first, last in zip(before, behind, strict=True):
            lead = re.search(first, text[: unit.start], re.IGNORECASE)
            tail = re.match(last, text[unit.end :], re.IGNORECASE)
            if lead and tail:
                start, end = lead.start(), unit.end + tail.end()
                yield Period(start, end, Fraction(1), name, False, start / len(text))
                break


@cache
def _phrases(tag: Tag) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Cut the patterns of single units at the unit."""
    cut = [each.partition("U") for each in notation(tag).single]
    before = tuple(rf"(?<!\w){first}$" for first, _, _ in cut)
    behind = tuple(rf"{last}(?!\w)" for _, _, last in cut)
    return before, behind
