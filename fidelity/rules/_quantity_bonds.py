"""Says whether two different numbers of a text and its translation count the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from fidelity.matching.sides import Side
from fidelity.rules._quantities import Quantity
from fidelity.rules._quantity_data import notation
from fidelity.text import transliterate

YEARS = range(1000, 2200)
"""Numbers in figures that may be a year."""
_MONTH = Fraction(2_629_746)
"""Seconds of a mean month (a year of 365.2425 days)."""
_ORDER = 5
"""From how many times the size on a round number (dozens, hundreds) is another one."""
_ROUNDED = Fraction(6, 100)
"""By what share two measures may differ that somebody converted and rounded."""
_ROUGH = Fraction(15, 100)
"""The same for a measure of a single digit."""
_SHARES = frozenset({"per-cent", "percentage-point"})
_PARTS = frozenset({"part", "word"})
_COUNTED = frozenset({"figure", "word", "ordinal"})


def units_agree(one: Quantity, other: Quantity) -> bool:
    """Say whether nothing in the units of two quantities speaks against their being the same."""
    if one.unit is None or other.unit is None:
        return True
    return bool(set(one.unit.ids) & set(other.unit.ids))


def multiplied(one: Quantity, side: Side, other: Quantity) -> bool:
    """Say whether a number multiplies, and its equal is one of per cent (ten times, by 10 %).

    Args:
        one: the number that may multiply.
        side: where it stands.
        other: its equal on the other side.
    """
    if one.unit is not None or other.unit is None or not _SHARES & set(other.unit.ids):
        return False
    return notation(side.language).times.match(side.text, one.end) is not None


def sizes(quantity: Quantity) -> Iterator[tuple[str, Fraction]]:
    """List the dimension and the size of each unit that a quantity may have."""
    for found in quantity.unit.classes if quantity.unit else ():
        if found.dimension == "calendar":
            yield "time", Fraction(found.value or Decimal(0)) * _MONTH
        elif found.dimension and found.value is not None:
            yield found.dimension, Fraction(found.value)
        elif found.id == "ton":
            yield "mass", Fraction(1000)


def converted(one: Quantity, other: Quantity) -> bool:
    """Say whether two measures in different units are the same, but for rounding."""
    if one.unit is None or other.unit is None or units_agree(one, other):
        return False
    for mine, size in sizes(one):
        for theirs, their_size in sizes(other):
            if mine == theirs:
                a, b = one.value * size, other.value * their_size
                if abs(a - b) <= _tolerance(one, other) * max(a, b):
                    return True
    degrees = {*one.unit.ids, *other.unit.ids} == {"degree-celsius", "degree-fahrenheit"}
    if degrees:
        celsius, other_way = (one, other) if "degree-celsius" in one.unit.ids else (other, one)
        return abs(celsius.value * Fraction(9, 5) + 32 - other_way.value) <= 2
    return False


def _tolerance(one: Quantity, other: Quantity) -> Fraction:
    """Say how far two measures may lie apart: those of a single digit the most (10 m, 30 feet)."""
    rough = any(len(digits_of(each).strip("0")) <= 1 for each in (one, other))
    return _ROUGH if rough else _ROUNDED


def digits_of(quantity: Quantity) -> str:
    """List the digits of a quantity, in one row."""
    return "".join(re.findall(r"\d", quantity.text))


def bond(one: Quantity, other: Quantity) -> int:
    """Say how strongly two different numbers are bound to be the same one.

    Returns:
        0 not at all; 1 both are numbers; 2 both are of one kind; 3 both have one unit, or the same
        digits but for noughts.
    """
    kinds = {_shape(one), _shape(other)}
    if kinds & {"month", "weekday", "hour", "roman", "code", "decade"}:
        return _special(one, other, kinds)
    if _article(one, other) or _article(other, one):
        return 0
    if {one.value < 1, other.value < 1} == {True} and kinds <= _PARTS:
        return 2
    if kinds == {"round"} and max(one.value, other.value) < _ORDER * min(one.value, other.value):
        return 0
    if _slipped(one, other):
        return 3
    year = year_of(one), year_of(other)
    if all(year):
        return 3
    if one.unit and other.unit:
        return 3 if units_agree(one, other) else 2 * _same_dimension(one, other)
    if one.unit or other.unit:
        return 0 if any(year) else int(kinds <= _COUNTED)
    if any(year):
        return 0
    return 2 if len(kinds) == 1 else int(kinds <= _COUNTED)


def _shape(quantity: Quantity) -> str:
    """Give the shape of a quantity; a half in words is a part, as a third is."""
    half = quantity.shape == "word" and 0 < quantity.value < 1
    return "part" if half else quantity.shape


def _slipped(one: Quantity, other: Quantity) -> bool:
    """Say whether two numbers in figures are the same but for noughts (12,000 and 1200)."""
    mine, theirs = (digits_of(each).rstrip("0") for each in (one, other))
    same = len(mine) > 1 and mine == theirs
    return same and one.figure and other.figure and one.shape == other.shape == "figure"


def _special(one: Quantity, other: Quantity, kinds: set[str]) -> int:
    """Do the same for dates, hours, codes and Roman numerals, which stand for their like only."""
    if one.minutes and other.minutes and "hour" in kinds:
        return 3
    if kinds & {"month", "weekday", "hour"}:
        return 3 * (len(kinds) == 1)
    if "code" in kinds:
        return 3 * (len(kinds) == 1 and _codes_agree(one, other))
    if "roman" in kinds:
        return 3 if len(kinds) == 1 else int("ordinal" in kinds)
    return 3 if len(kinds) == 1 else 2 * (one.figure and other.figure)


def _article(quantity: Quantity, other: Quantity) -> bool:
    """Say whether a word for one or first is an article, pronoun or adverb beside the other."""
    if quantity.value != 1 or quantity.figure:
        return False
    if quantity.shape == "ordinal":
        return other.shape not in ("ordinal", "roman")
    return quantity.shape == "word" and quantity.unit is None


def _same_dimension(one: Quantity, other: Quantity) -> bool:
    if one.unit is None or other.unit is None:
        return False
    if one.unit.kind == other.unit.kind == "currency":
        return True
    return bool({each for each, _ in sizes(one)} & {each for each, _ in sizes(other)})


def year_of(quantity: Quantity) -> bool:
    """Say whether a number may be a year."""
    return (
        quantity.figure
        and quantity.shape in ("figure", "ordinal", "decade")
        and quantity.value in YEARS
        and quantity.text[:4].isdigit()
        and (quantity.unit is None or quantity.unit.ids == ("year",))
    )


def _codes_agree(one: Quantity, other: Quantity) -> bool:
    """Say whether two codes are written with the same letters, in whatever script."""
    mine, theirs = (transliterate(each.label.lower(), "Cyrillic") for each in (one, other))
    return mine == theirs
