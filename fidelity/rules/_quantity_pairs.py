"""Pairs the quantities of a text with those of its translation, and names what is left.

First every number takes its equal on the other side, the likest in unit and place first; then
lengths, weights and the like that agree once converted; then words that can stand for a number.
What is left on both sides is paired by what it counts: a number that changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from fidelity.lexicon.function_words import FunctionWord
from fidelity.matching.sides import Side
from fidelity.rules._quantities import Quantity, quantities
from fidelity.rules._quantity_bonds import YEARS, bond, converted, digits_of, units_agree
from fidelity.rules._quantity_data import numerals

_NEAR = 0.2
"""How far apart, in shares of the text, two numbers may stand that are surely the same one."""


_CENTURIES = 1000
"""From which number a decade is written with its century."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """What became of the quantities of a segment."""

    same: tuple[tuple[Quantity, Quantity], ...]
    """Those with the same value; their units may differ."""
    changed: tuple[tuple[Quantity, Quantity, bool], ...]
    """Those that stand for each other with another value, and whether the pair is beyond doubt."""
    lost: tuple[Quantity, ...]
    added: tuple[Quantity, ...]


class Numbers:
    """The quantities of one side, and what else there can stand for a number."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.all, self.units = quantities(side)

    @cached_property
    def _values(self) -> frozenset[tuple[str, Fraction]]:
        return frozenset((_sort(each), value) for each in self.all for value in _meant(each))

    @cached_property
    def _standing(self) -> frozenset[Fraction]:
        """What words, parts of words, Roman numerals and digits inside codes can stand for."""
        about = numerals(self.side.language)
        found = {v for hit in about.standing.search(self.side.tokens) for v in hit.values}
        numbers = {start for each in self.all for start in range(each.start, each.end)}
        for word, (start, _) in zip(self.side.tokens.words, self.side.tokens.spans, strict=True):
            if start in numbers:  # трехсот holds no three
                continue
            for beginning, value in about.beginnings:
                if word.startswith(beginning) and len(word) > len(beginning) + 2:
                    found.add(value)
        found |= self._digits
        found.update(
            Fraction(value // 100 + 1) for _, value in self._values if value in YEARS
        )  # a century
        return frozenset(found)

    @cached_property
    def _digits(self) -> frozenset[Fraction]:
        runs = re.findall(r"(?<![\d.,])\d+(?!\d|[.,]\d)", self.side.text)
        return frozenset(map(Fraction, runs))

    def _one(self, unit: FunctionWord, quantity: Quantity) -> bool:
        """Say whether a quantity is one of a unit that stands here without a number (12 months)."""
        single = replace(quantity, values=(Fraction(1),), unit=unit)
        return converted(single, quantity)

    def holds(self, quantity: Quantity) -> bool:
        """Say whether a quantity of the other side has the value of one of these."""
        return any((_sort(quantity), value) in self._values for value in _meant(quantity))

    def answers(self, quantity: Quantity) -> bool:
        """Say whether another word here can stand for a quantity of the other side."""
        if quantity.shape in ("month", "weekday"):
            return False
        if quantity.unit is not None and any(self._one(unit, quantity) for unit in self.units):
            return True
        meant = _meant(quantity)
        if quantity.figure and any(("month", value) in self._values for value in meant):
            return True  # 9/11
        return any(value in self._standing for value in meant)


def _sort(quantity: Quantity) -> str:
    """Tell months and weekdays from numbers."""
    return quantity.shape if quantity.shape in ("month", "weekday") else "number"


def _meant(quantity: Quantity) -> tuple[Fraction, ...]:
    """List what a quantity may be by itself; of two thirds, not the two and the three."""
    whole = quantity.shape == "part" or _with_century(quantity)
    return quantity.values[:1] if whole else quantity.values


def _with_century(quantity: Quantity) -> bool:
    return quantity.shape == "decade" and quantity.value >= _CENTURIES


def paired(source: Side, target: Side) -> Pairs:
    """Pair the quantities of a segment."""
    here, there = Numbers(source), Numbers(target)
    same = _equal(here.all, there.all)
    left = [each for each in here.all if not any(each is one for one, _ in same)]
    right = [each for each in there.all if not any(each is one for _, one in same)]
    _take_converted(left, right)
    _take_sums(left, right)
    left = [each for each in left if there.holds(each) or not there.answers(each)]
    right = [each for each in right if here.holds(each) or not here.answers(each)]
    lone_left = [each for each in left if not there.holds(each)]
    lone_right = [each for each in right if not here.holds(each)]
    changed = _changed(left, right, lone_left, lone_right) + _other_halves(left, right)
    spoken = [quantity for pair in changed for quantity in pair[:2]]
    return Pairs(
        tuple(same),
        tuple(changed),
        tuple(each for each in lone_left if not any(each is one for one in spoken)),
        tuple(each for each in lone_right if not any(each is one for one in spoken)),
    )


def _other_halves(
    left: Sequence[Quantity], right: Sequence[Quantity]
) -> list[tuple[Quantity, Quantity, bool]]:
    """Pair hours of the same number in different halves of the day (9 p.m., 9 утра)."""
    return [
        (one, other, True)
        for one in left
        for other in right
        if one.value == other.value and _firm_hours(one, other)
    ]


def _equal(left: Sequence[Quantity], right: Sequence[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """Pair what has the same value, the likest first."""
    candidates = sorted(
        (_distance(one, other), at, to)
        for at, one in enumerate(left)
        for to, other in enumerate(right)
        if _alike(one, other)
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    pairs: list[tuple[Quantity, Quantity]] = []
    for _, at, to in candidates:
        if at not in used_left and to not in used_right:
            used_left.add(at)
            used_right.add(to)
            pairs.append((left[at], right[to]))
    return sorted(pairs, key=lambda pair: pair[0].start)


def _alike(one: Quantity, other: Quantity) -> bool:
    """Say whether two quantities can be the same number."""
    if "weekday" in (one.shape, other.shape) and one.shape != other.shape:
        return False
    if "month" in (one.shape, other.shape) and one.shape != other.shape:
        number = other if one.shape == "month" else one
        return number.label == "date" and number.value == (one.value + other.value) / 2
    if one.minutes and other.minutes and "hour" in (one.shape, other.shape):
        return bool(set(one.minutes) & set(other.minutes))
    if "hour" in (one.shape, other.shape) and one.shape != other.shape:
        return _same_hour(one, other) if one.shape == "hour" else _same_hour(other, one)
    if _with_century(one) and _with_century(other):
        return one.value == other.value
    if one.value in other.values or other.value in one.values:
        return not (_firm_hours(one, other))
    if one.minutes and other.minutes:
        return bool(set(one.minutes) & set(other.minutes))
    if {one.shape, other.shape} & {"part"} or _share(one) != _share(other):
        return _as_share(one) == _as_share(other)
    return False


def _firm_hours(one: Quantity, other: Quantity) -> bool:
    """Say whether two hours of the same number are of different halves of the day."""
    both = len(one.minutes) == 1 and len(other.minutes) == 1
    return both and one.minutes != other.minutes


def _same_hour(hour: Quantity, other: Quantity) -> bool:
    """Compare 15:30 with a number written without a colon (15.30, 1530)."""
    for minutes in hour.minutes:
        hours, rest = divmod(minutes, 60)
        if other.value in (Fraction(hours * 100 + rest, 100), hours * 100 + rest):
            return True
        if rest == 0 and other.value == hours:
            return True
    return False


def _share(quantity: Quantity) -> bool:
    return quantity.unit is not None and "per-cent" in quantity.unit.ids


def _as_share(quantity: Quantity) -> Fraction | None:
    """Give a part or a percentage as a share of one."""
    if quantity.shape == "part" or (quantity.value < 1 and not quantity.unit):
        return quantity.value
    return quantity.value / 100 if _share(quantity) else Fraction(-1, quantity.start + 1)


def _distance(one: Quantity, other: Quantity) -> tuple[int, int, float]:
    """Say how unlike two equal quantities are."""
    alternative = one.value != other.value
    unlike = 2 * (not units_agree(one, other)) + (one.unit is None) ^ (other.unit is None)
    codes = (one.shape == "code") != (other.shape == "code")
    return int(alternative), int(unlike) + codes, abs(one.place - other.place)


def _take_converted(left: list[Quantity], right: list[Quantity]) -> None:
    """Take out what agrees once one unit is converted into the other."""
    for one in list(left):
        for other in right:
            if converted(one, other):
                left.remove(one)
                right.remove(other)
                break


def _take_sums(left: list[Quantity], right: list[Quantity]) -> None:
    """Take out a number that neighbours on the other side make together (12 000; 0940, 09 ч 40)."""
    for mine, others in ((left, right), (right, left)):
        for one in [each for each in mine if len(digits_of(each)) > 1]:
            run = _run(digits_of(one), others)
            if run:
                mine.remove(one)
                del others[run[0] : run[1]]


def _run(digits: str, others: Sequence[Quantity]) -> tuple[int, int] | None:
    """Find two or three neighbours whose digits, one after the other, are those given."""
    for first in range(len(others) - 1):
        for last in (first + 2, first + 3):
            parts = [digits_of(each) for each in others[first:last]]
            if all(parts) and "".join(parts) == digits:
                return first, last
    return None


def _changed(
    left: Sequence[Quantity],
    right: Sequence[Quantity],
    lone_left: Sequence[Quantity],
    lone_right: Sequence[Quantity],
) -> list[tuple[Quantity, Quantity, bool]]:
    """Pair what is left on both sides by what it counts."""
    candidates = []
    for at, one in enumerate(left):
        for to, other in enumerate(right):
            novel = any(one is each for each in lone_left) + any(
                other is each for each in lone_right
            )
            if not novel:
                continue
            strength = bond(one, other)
            if strength:
                gap = abs(one.place - other.place)
                candidates.append(((-strength, -novel, gap), at, to, novel))
    used: set[tuple[str, int]] = set()
    pairs = []
    for (rank, _, gap), at, to, novel in sorted(candidates):
        if ("left", at) not in used and ("right", to) not in used:
            used |= {("left", at), ("right", to)}
            alone = -rank > 1 and len(lone_left) == len(lone_right) == 1
            sure = novel == 2 and (-rank >= 3 or gap < _NEAR or alone)
            pairs.append((left[at], right[to], sure))
    return pairs
