"""Compares the limits of one kind on both sides: exchanged, lost or added.

Limits that answer each other are left out first. What is left on both sides is an exchange if both
stand before the same thing; what is left on one side is lost or added if what it limits is found on
the other, and nothing there may stand for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from fidelity.matching.sides import Side
from fidelity.model import Finding, Level
from fidelity.rules._counterparts import alike, counterparts
from fidelity.rules._denials import heads
from fidelity.rules._evidence import line
from fidelity.rules._limit_groups import Group, Missing
from fidelity.rules._limits import (
    Limit,
    in_range,
    in_unit,
    limits,
    markers,
    numbers_of,
    plain_numbers,
)
from fidelity.segments import Segment

RULE = "scope-shift"
_SURELY = 0.53
"""Cosine from which a word is surely the counterpart of what a limit stands before."""
_THINGS = 2
"""How many words after a limit may be what it limits."""
_SIGNS = re.compile(r"(?:[<>≤≥]|&[lg]t;)=?\s?$")
"""Signs that bound the number after them."""
_LONG = 28
"""Words from which a text has room to say a limit in other words."""
_BESIDE = 4
"""Words before a counterpart among which a word stands beside it."""

Pair = tuple[list[Limit], list[Limit]]
"""Limits of the source and of the translation."""


def limits_of(side: Side, group: Group) -> Iterator[Limit]:
    """List the limits of a side that belong to a group, each with its classes in that group."""
    for limit in limits(side):
        kept = limit.classes & group.classes
        if kept & group.numbers and not _numbered(side, limit, group.unit):
            kept -= group.numbers
        if kept:
            yield replace(limit, classes=kept, firm=limit.firm & kept)


def _numbered(side: Side, limit: Limit, unit: str) -> bool:
    numbers = numbers_of(side, limit)
    if not unit:
        return bool(numbers)
    return in_unit(side, numbers.values(), unit) and not in_range(side, limit)


def compared(
    segment: Segment, sides: tuple[Side, Side], both: Pair, group: Group
) -> Iterator[Finding]:
    """Report the limits of one group that were exchanged, lost or added.

    Args:
        segment: the two texts.
        sides: the source and the translation.
        both: the limits of the group in each.
        group: the group.
    """
    if group.needs and not all(_has(side, group.needs) for side in sides):
        return
    left, rest = _unmatched(sides, both)
    firm = [[limit for limit in some if limit.firm] for some in left]
    lone = all(len([limit for limit in some if limit.firm]) == 1 for some in both)
    spoken: list[Limit] = []
    for one, other in product(*firm):
        level = group.level(one, other)
        if not level or one in spoken or other in spoken:
            continue
        sure = _same_thing(sides, (one, other))
        doubtful = sure is None or group.floating
        if sure or (doubtful and lone and alike(*sides, (one.start, other.start))):
            spoken += (one, other)
            yield _exchanged(segment, (one, other), level, sure=bool(sure))
    if spoken or max(len(side.words) for side in sides) > _LONG:
        return
    for here, there, added in ((0, 1, False), (1, 0, True)):
        missed = group.added if added else group.lost
        for limit in firm[here]:
            if limit.missed and limit.firm <= missed.keys():
                others = (rest[there], limits(sides[there]))
                about = [missed[name] for name in limit.firm]
                same = _classes(sides[here], limit)
                if firm[here] == [limit] and not any(
                    _answered(same, *others, each) for each in about
                ):
                    yield from _lost(segment, sides, limit, about[0], added=added)


def _has(side: Side, name: str) -> bool:
    return any(name in limit.classes for limit in limits(side))


def _unmatched(sides: tuple[Side, Side], both: Pair) -> tuple[Pair, Pair]:
    """Leave out the limits that answer each other, those at like places first.

    Returns:
        What is left, and the same with what answers a limit that is not firm.
    """
    ends = [max(1, len(side.text)) for side in sides]
    candidates = sorted(
        (
            not (one.firm & other.firm),
            abs(one.start / ends[0] - other.start / ends[1]),
            here,
            there,
        )
        for here, one in enumerate(both[0])
        for there, other in enumerate(both[1])
        if _explains(one, other)
    )
    used: tuple[set[int], set[int]] = (set(), set())
    surely: tuple[set[int], set[int]] = (set(), set())
    for loose, _, here, there in candidates:
        if here not in used[0] and there not in used[1]:
            for gone in (used,) if loose else (used, surely):
                gone[0].add(here)
                gone[1].add(there)
    return _without(both, used), _without(both, surely)


def _explains(one: Limit, other: Limit) -> bool:
    """Say whether two limits can be one; what either may only stand for does not make them so."""
    if one.firm and other.firm:
        return bool(one.firm & other.classes or one.classes & other.firm)
    return bool(one.classes & other.classes)


def _without(both: Pair, gone: tuple[set[int], set[int]]) -> Pair:
    first, second = (
        [limit for place, limit in enumerate(some) if place not in taken]
        for some, taken in zip(both, gone, strict=True)
    )
    return first, second


def _classes(side: Side, limit: Limit) -> frozenset[str]:
    """List all classes of a limit, whatever the group."""
    found = [other.classes for other in limits(side) if other.start == limit.start]
    return frozenset().union(*found)


def _answered(
    same: frozenset[str], rest: Sequence[Limit], all_: Sequence[Limit], missing: Missing
) -> bool:
    """Say whether something on the other side may stand for a limit."""
    free = any(other.classes - missing.despite for other in rest)
    return free or any((same | missing.answers) & other.classes for other in all_)


def _same_thing(sides: tuple[Side, Side], limits_: tuple[Limit, Limit]) -> bool | None:
    """Say whether two limits stand before the same thing; null where nothing is known."""
    pairs = counterparts(*sides)
    here, there = (_things(side, limit) for side, limit in zip(sides, limits_, strict=True))
    numbers = [numbers_of(side, each) for side, each in zip(sides, limits_, strict=True)]
    if all(numbers):
        return bool(numbers[0].keys() & numbers[1].keys())
    answers = [pairs.pairs[place] for place in here if place in pairs.pairs]
    if answers:
        return bool(set(answers) & set(there))
    return False if set(there) & pairs.back.keys() else None


def _things(side: Side, limit: Limit) -> list[int]:
    """Find the words that a limit stands before, by their places."""
    taken = markers(side)
    found = [
        place
        for place, word in enumerate(side.words)
        if word.start >= limit.end
        and (word.text[0].isdigit() or heads(word, side.language))
        and not any(start <= word.start < end for start, end in taken)
    ]
    return found[:_THINGS]


def _exchanged(segment: Segment, pair: tuple[Limit, Limit], level: Level, *, sure: bool) -> Finding:
    one, other = pair
    lines = [line("function-words", "data", one.text, f"{one.named} became {other.named}")]
    if sure:
        lines.append(line("embedding", "embedding", one.text, "both limit the same thing"))
    return Finding(
        rule=RULE,
        level=level,
        message=f"“{one.text}” became “{other.text}”",
        kind="scope",
        source=segment.source.span(one.start, one.end),
        target=segment.target.span(other.start, other.end),
        evidence=tuple(lines),
    )


def _lost(
    segment: Segment, sides: tuple[Side, Side], limit: Limit, missing: Missing, *, added: bool
) -> Iterator[Finding]:
    """Report a limit that only one side has, if what it limits is found on the other."""
    side, other = (sides[1], sides[0]) if added else sides
    found = _answer(sides, limit, added=added)
    if found is None:
        return
    place, there = found
    word = other.words[there]
    if missing.beside and not _beside(other, there, missing.beside):
        return
    mine = (min(limit.start, side.words[place].start), max(limit.end, side.words[place].end))
    theirs = (word.start, word.end)
    source, target = (theirs, mine) if added else (mine, theirs)
    quoted = side.text[mine[0] : mine[1]]
    if added:
        message = f"the translation says “{quoted}”, and the original does not say “{limit.text}”"
    else:
        message = f"the original says “{quoted}”, and the translation only “{word.text}”"
    yield Finding(
        rule=RULE,
        level="warning",
        message=message,
        kind="scope",
        source=segment.source.span(*source),
        target=segment.target.span(*target),
        evidence=(line("function-words", "data", limit.text, f"{limit.named} on one side alone"),),
    )


def _answer(sides: tuple[Side, Side], limit: Limit, *, added: bool) -> tuple[int, int] | None:
    """Find what a limit stands before and what answers that on the other side, by their places."""
    side, other = (sides[1], sides[0]) if added else sides
    numbers = numbers_of(side, limit)
    if numbers:
        there = [each for each in plain_numbers(other) if each[0] in numbers]
        if any(_SIGNS.search(other.text[: other.words[place].start]) for _, place in there):
            return None
        return (numbers[there[0][0]], there[0][1]) if there else None
    pairs = counterparts(*sides)
    table = pairs.back if added else pairs.pairs
    for place in _things(side, limit):
        if place in table:
            likeness = pairs.likeness[table[place] if added else place]
            if likeness >= _SURELY:
                return place, table[place]
    return None


def _beside(side: Side, place: int, classes: frozenset[str]) -> bool:
    first = side.words[max(0, place - _BESIDE)].start
    return any(
        limit.classes & classes and first <= limit.start < side.words[place].start
        for limit in limits(side)
    )
