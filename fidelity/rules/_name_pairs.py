"""Which names of one side the other side answers, and which replace each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol, TypeVar

from fidelity.matching.sides import Side
from fidelity.rules._names import Named, NameHere, names_of
from fidelity.rules._unlisted import Unlisted
from fidelity.segments import Segment
from fidelity.text import LOOK_ALIKE, likeness, normalise

_LISTED = re.compile(r"\s*[,;/–—-]?\s*(?:[^\W\d_]{1,3}\s*)?")
"""What stands between two members of a list: a comma, a short word (and, и, und)."""
_LANDS = frozenset({"country", "place"})
"""Sorts of which one may stand where the other should."""
_SHORT = 3
"""Letters up to which a word may stand anywhere."""
_STEM = 4
"""Letters that a word built on a name has at least in common with it."""
_ENDING = 3
_APART = 0.3
"""How far apart in their sentences, as a share of them, two names may stand to be one slot."""


class _Word(NamedTuple):
    """A word that may be part of a name."""

    text: str
    """In small letters."""
    capital: bool
    """Whether it stands with a capital letter."""


class Placed(Protocol):
    """Anything that stands somewhere in a text."""

    @property
    def start(self) -> int:
        """0-based code-point offset."""


Old = TypeVar("Old", bound=Placed)
New = TypeVar("New", bound=Placed)


def answered(name: NameHere, own: Named, other: Named, side: Side) -> bool:
    """Say whether the other side names the same thing in some way.

    By a name of the registers, by the capital for its country, by the same letters, or by half of
    the words of one of its names (the Council, германо-). What the registers cannot name in the
    other language counts as answered.

    Args:
        name: the name.
        own: the names of its side.
        other: the names of the other side.
        side: the other side.
    """
    wordings = [n.text for id_ in name.ids for n in names_of(id_, side.language)]
    if standing_for(name, own) & other.said or not wordings:
        return True
    rest = _unnamed(other, side)
    return any(_stands(wording, rest) for wording in (*wordings, name.text))


def standing_for(name: NameHere, own: Named) -> frozenset[str]:
    """List the ids that may be named in the stead of a name.

    What its own side names besides (the capital, as the place of a meeting) answers for itself.
    """
    return name.ids | (name.answers - own.said)


def _unnamed(other: Named, side: Side) -> list[_Word]:
    """List the words that no name of the registers takes up: those cannot mean anything else."""
    return [
        _Word(word, side.text[start].isupper())
        for word, (start, end) in zip(side.tokens.words, side.tokens.spans, strict=True)
        if len(word) > 1 and not any(n.start <= start and end <= n.end for n in other.here)
    ]


def _stands(wording: str, words: Sequence[_Word]) -> bool:
    """Say whether half of the words of a wording stand there, short ones (the, for) left out."""
    every = normalise(wording).replace("-", " ").split()
    parts = [part for part in every if len(part) > _SHORT] or [p for p in every if len(p) > 2]
    found = sum(any(_built_on(part, word) for word in words) for part in parts)
    return bool(parts) and 2 * found >= len(parts)


def _built_on(part: str, word: _Word) -> bool:
    """Say whether a word is a form of another, is built on it, or is a name that looks like it."""
    if len(part) < _STEM:
        return word.text == part
    least = max(min(len(part) - 1, _STEM), len(part) - _ENDING)
    if word.text[:least] == part[:least]:
        return True
    return word.capital and likeness(part, word.text) >= LOOK_ALIKE


def matched(
    lost: Sequence[Old],
    gained: Sequence[New],
    segment: Segment,
    fits: Callable[[Old, New], bool],
    rank: Callable[[Old, New], bool] = lambda _old, _new: False,
    within: float = 1.0,
) -> list[tuple[Old, New]]:
    """Pair what was lost with what came instead, each once.

    Args:
        lost: in the order of the source.
        gained: in the order of the translation.
        segment: the two texts.
        fits: whether one may replace the other at all.
        rank: whether a pair goes before pairs that stand nearer to each other.
        within: how far apart the two may stand, as a share of their sentences.
    """
    free = list(gained)
    found = []
    for old in lost:

        def order(new: New, old: Old = old) -> tuple[bool, float]:
            return not rank(old, new), _apart(old, new, segment)

        fit = [new for new in free if fits(old, new) and _apart(old, new, segment) <= within]
        if fit:
            new = min(fit, key=order)
            free.remove(new)
            found.append((old, new))
    return found


def _apart(old: Placed, new: Placed, segment: Segment) -> float:
    """Measure how far apart two names stand, as a share of their sentences."""
    return abs(old.start / len(segment.source.text) - new.start / len(segment.target.text))


def swapped(
    lost: Sequence[NameHere], gained: Sequence[NameHere], segment: Segment
) -> list[tuple[NameHere, NameHere]]:
    """Pair names of the registers: of one sort first, then a country with a place."""
    same = matched(lost, gained, segment, lambda old, new: old.sort == new.sort, rivals)
    olds, news = [old for old, _ in same], [new for _, new in same]
    return same + matched(
        [old for old in lost if old not in olds],
        [new for new in gained if new not in news],
        segment,
        lambda old, new: {old.sort, new.sort} <= _LANDS and old.noun and new.noun,
    )


def exchanged(source: Named, target: Named, segment: Segment) -> list[tuple[NameHere, NameHere]]:
    """Pair names that are mistaken for each other, each of which only one side says.

    Half of the words of a name (a court, an agency) do not answer it where the whole name of a
    rival stands: the International Court of Justice is not the Criminal Court beside it.
    """
    olds, news = (
        [n for n in own.here if n.sure and n.noun and not standing_for(n, own) & other.said]
        for own, other in ((source, target), (target, source))
    )
    return matched(olds, news, segment, lambda old, new: old.sort == new.sort and rivals(old, new))


def doubled(
    lost: Sequence[NameHere], source: Named, target: Named, segment: Segment
) -> list[tuple[NameHere, NameHere]]:
    """Pair a lost name with another of its sort that the translation says once too often."""
    once_more = []
    for name in target.here:
        here, there = (
            [each for each in side.here if each.ids == name.ids] for side in (source, target)
        )
        if here and len(there) == len(here) + 1 and name is there[-1]:
            once_more.append(name)
    return matched(lost, once_more, segment, lambda old, new: old.sort == new.sort)


def renamed(
    lost: Sequence[Unlisted], gained: Sequence[Unlisted], segment: Segment
) -> list[tuple[Unlisted, Unlisted]]:
    """Pair names that no register holds: both alone, or both beside the same given name."""
    return matched(lost, gained, segment, _same_slot, within=_APART)


def _same_slot(old: Unlisted, new: Unlisted) -> bool:
    if old.before is None or new.before is None:
        return old.before is new.before
    return old.there == new.before


def mixed(
    listed: Sequence[NameHere], unlisted: Sequence[Unlisted], segment: Segment, *, lost: bool
) -> list[tuple[NameHere | Unlisted, NameHere | Unlisted]]:
    """Pair a country or place of the registers with a name that no register holds.

    Args:
        listed: names of the registers that the other side lacks.
        unlisted: other names that the other side lacks.
        segment: the two texts.
        lost: whether the names of the registers are those of the source.
    """
    lands = [name for name in listed if name.noun and name.sort in _LANDS]
    alone = [name for name in unlisted if name.before is None]
    olds: Sequence[NameHere | Unlisted] = lands if lost else alone
    news: Sequence[NameHere | Unlisted] = alone if lost else lands
    return matched(olds, news, segment, lambda _old, _new: True, within=_APART)


def rivals(old: NameHere, new: NameHere) -> bool:
    """Say whether two names are mistaken for each other, by the registers or by their letters."""
    if any(bearer.rivals & new.ids for bearer in old.bearers):
        return True
    there = new.bearers[0].name
    return any(
        likeness(name.text, there.text) >= LOOK_ALIKE
        for id_ in old.ids
        for name in names_of(id_, there.language)
        if name.form == there.form
    )


def neighbour(old: NameHere, source: Named, target: Named, text: str) -> NameHere | None:
    """Find a name of the same sort that stands beside a lost one in a list and was not lost."""
    for one in source.here:
        if one.sort == old.sort and one.noun and one.ids & target.said:
            gap = text[one.end : old.start] if one.start < old.start else text[old.end : one.start]
            if _LISTED.fullmatch(gap):
                return one
    return None
