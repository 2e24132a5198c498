"""Finds the member of a list that has no counterpart in the translation.

A list is two or more members joined by commas and a conjunction. Where the translation has fewer
members, each of them answers one of the source's, and what is left there answers nothing at all, it
was left out. Of two, only a pair that says so is looked at (neither … nor, both … and): other pairs
may be two words for one thing (aid and assistance).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from fidelity.matching.coverage import nearness_of
from fidelity.matching.sides import Side
from fidelity.model import Evidence, Finding
from fidelity.rules._coordination import conjunctions, twofold
from fidelity.rules._counterparts import counterparts, full
from fidelity.rules._limits import limits
from fidelity.segments import Segment

_LONG = 28
"""Words from which a text has lists that cannot be told apart."""
_MEMBER = 5
"""Words that a member between two commas has at most."""
_FIRST = 3
"""Words of the first and last member that are looked at: it has no mark where it ends."""
_UNLIKE = 0.6
"""Cosine up to which two words of one language or two say different things."""
_TOGETHER = frozenset(("both", "both-of", "either", "neither"))
"""Classes of words that stand for two things together."""
_STOP = re.compile(r"[.;:()\[\]«»“”\"—–?!]")
_STOP_OR_COMMA = re.compile(r"[.;:()\[\]«»“”\"—–?!,]")

Members = tuple[tuple[int, ...], ...]
"""For each member of a list, the places of the words that say something of their own."""


def left_out(segment: Segment, sides: tuple[Side, Side]) -> Iterator[Finding]:
    """Report each member of a list of the source that the translation lacks."""
    if max(len(side.words) for side in sides) > _LONG:
        return
    pairs = counterparts(*sides)
    side, other = sides
    for mine in lists(side):
        if len(mine) == 2:
            lost = _of_two(side, other, mine, pairs.pairs)
        else:
            lost = _lost(side, other, mine, pairs.pairs)
        if lost is not None:
            yield _finding(segment, side, lost)


@lru_cache(maxsize=16)
def lists(side: Side) -> tuple[Members, ...]:
    """Find the lists of one side, each with its members."""
    words = full(side)
    found = []
    for start, end in conjunctions(side):
        last = _until(side, words, end)
        before = tuple(_back(side, words, start))
        if last and all(before):
            found.append((*reversed(before), last))
    return tuple(found)


def _until(side: Side, words: list[int], start: int) -> tuple[int, ...]:
    """List the first words of the member after a conjunction."""
    stop = _STOP_OR_COMMA.search(side.text, start)
    end = stop.start() if stop else len(side.text)
    return tuple([n for n in words if start <= side.words[n].start < end][:_FIRST])


def _back(side: Side, words: list[int], end: int) -> Iterator[tuple[int, ...]]:
    """Yield the members before a conjunction, the last one first."""
    text = side.text[:end].rstrip(" ,")
    first = max((match.end() for match in _STOP.finditer(text)), default=0)
    while True:
        comma = text.rfind(",", first)
        inner = [n for n in words if comma < side.words[n].start < len(text)]
        inner = [n for n in inner if side.words[n].start >= first]
        if comma < 0 or len(text[comma + 1 :].split()) > _MEMBER or not inner:
            yield tuple(inner[-_FIRST:])
            return
        yield tuple(inner)
        text = text[:comma]


def _lost(side: Side, other: Side, mine: Members, table: dict[int, int]) -> int | None:
    """Find the only member of a list that answers nothing, if a shorter list answers the rest."""
    for theirs in lists(other):
        if len(theirs) >= len(mine):
            continue
        answered = [
            member
            for member in mine
            if any(table.get(place) in each for place in member for each in theirs)
        ]
        met = [
            each
            for each in theirs
            if any(table.get(place) in each for member in mine for place in member)
        ]
        rest = [member for member in mine if not any(place in table for place in member)]
        # What stands before the first comma may be a clause of its own.
        alone = len(rest) == 1 and rest[0] != mine[0] and len(answered) == len(mine) - 1
        if alone and len(met) == len(theirs) and _said_nowhere(side, other, rest[0][-1]):
            return rest[0][-1]
    return None


def _of_two(side: Side, other: Side, mine: Members, table: dict[int, int]) -> int | None:
    """Find the member of a pair (neither … nor) that answers nothing where nothing is joined."""
    first = side.words[mine[0][-1]].start
    if conjunctions(other) or "," in other.text or not twofold(side, first):
        return None
    if any(limit.classes & _TOGETHER for limit in limits(other)):
        return None
    lone = (mine[0][-1], mine[1][0])
    kept = [place for place in lone if place in table]
    rest = [place for place in lone if place not in table]
    return rest[0] if len(kept) == 1 and len(rest) == 1 else None


def _said_nowhere(side: Side, other: Side, place: int) -> bool:
    """Say whether no word of the other side is near a word in meaning."""
    words = [other.words[there] for there in full(other)]
    near = nearness_of(([side.words[place]], side.language), (words, other.language))
    return bool(near.size) and float(near.max()) <= _UNLIKE


def _finding(segment: Segment, side: Side, place: int) -> Finding:
    word = side.words[place]
    evidence = Evidence("embedding", "embedding", word.text, (), "unrelated", None, "", None)
    return Finding(
        rule="omitted-text",
        level="warning",
        message=f"“{word.text}” stands in a list, and nothing in the translation answers it",
        kind="omission",
        source=segment.source.span(word.start, word.end),
        target=None,
        evidence=(evidence,),
    )
