"""Finds *and* that became *or* between the same two things.

A join is a conjunction with what stands on either side of it. Two joins answer each other where
words of both ends are counterparts. After a denial *or* may stand for *and* (without food or water,
без пищи и воды); so it may after words that open a choice (any, such as).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from fidelity.matching.form_table import FormTable, Hit, longest
from fidelity.matching.lexicons import function_table
from fidelity.matching.sides import Side
from fidelity.model import Evidence, Finding, Tag
from fidelity.rules._counterparts import Counterparts, counterparts
from fidelity.rules._denials import clause_of, denials, heads
from fidelity.rules._wordings import base, classed_table
from fidelity.segments import Segment

RULE = "scope-shift"
_WITHIN = 4
"""Words from a conjunction within which what it joins stands."""
_NEAREST = 2
"""Words beside a conjunction among which one must answer one beside the other."""
_OPENS = 6
"""Words before a conjunction among which a word may open a choice."""
_SURELY = 0.53
"""Cosine from which two words are surely counterparts."""
_OPEN = "open"
_BOTH = "both"
_NOR = "nor"
_TWOFOLD = "twofold"
_ARTICLES = 2
"""Words that may stand between such a word and the first of the two."""
_KINDS = ("and", "or", _NOR)
_LONG = 28
"""Words from which a sentence has more joins than can be told apart."""


@dataclass(frozen=True, slots=True)
class Join:
    """A conjunction and what it joins."""

    start: int
    """0-based code-point offset into the text."""
    end: int
    kind: str
    """``and`` or ``or``."""
    left: tuple[int, ...]
    """Places of the words before it that it may join."""
    right: tuple[int, ...]
    free: bool
    """Whether the other conjunction may stand for it here."""


def joined(segment: Segment, sides: tuple[Side, Side]) -> Iterator[Finding]:
    """Report each conjunction that became the other one between the same things."""
    here, there = (joins(side) for side in sides)
    if len(here) != len(there) or max(len(side.words) for side in sides) > _LONG:
        return
    pairs = counterparts(*sides)
    for one in here:
        answers = [other for other in there if _answer(one, other, pairs)]
        if answers and all(each.kind != one.kind for each in answers):
            other = answers[0]
            if not (one.free or other.free):
                yield _exchanged(segment, sides, one, other)


def _answer(one: Join, other: Join, pairs: Counterparts) -> bool:
    """Say whether two conjunctions join the same things, in whatever order."""
    left, right = (_answers(some, pairs) for some in (one.left, one.right))
    near = (_answers(one.left[-_NEAREST:], pairs), _answers(one.right[:_NEAREST], pairs))
    straight = left & {*other.left} and right & {*other.right}
    beside = near[0] & {*other.left[-_NEAREST:]} or near[1] & {*other.right[:_NEAREST]}
    if straight and beside:
        return True
    beside = near[0] & {*other.right[:_NEAREST]} or near[1] & {*other.left[-_NEAREST:]}
    return bool(left & {*other.right} and right & {*other.left} and beside)


def _answers(places: tuple[int, ...], pairs: Counterparts) -> frozenset[int]:
    return frozenset(
        pairs.pairs[place] for place in places if pairs.likeness.get(place, 0.0) >= _SURELY
    )


@lru_cache(maxsize=16)
def joins(side: Side) -> tuple[Join, ...]:
    """Find the conjunctions of one side, by place."""
    hits = longest(_hits(side))
    kept = [hit for hit in hits if not {_OPEN, _NOR, _TWOFOLD} & {*hit.values}]
    opened = [hit.start for hit in hits if _OPEN in hit.values]
    if not kept:
        return ()
    denied = denials(side)
    negative = [each.start for each in denied.open] + _forbidding(side)
    starts = [word.start for word in side.words]
    found = []
    for hit in kept:
        first, last = clause_of(side.text, hit.start)
        full = [n for n, word in enumerate(side.words) if heads(word, side.language)]
        left = [n for n in full if first <= starts[n] < hit.start][-_WITHIN:]
        right = [n for n in full if hit.end <= starts[n] < last][:_WITHIN]
        near = side.words[max(0, min(left, default=0) - _OPENS + _WITHIN)].start
        free = hit.values[0] == _BOTH or any(place < hit.start for place in negative)
        free = free or any(near <= place < hit.start for place in opened)
        found.append(Join(hit.start, hit.end, hit.values[0], tuple(left), tuple(right), free))
    return tuple(found)


def _forbidding(side: Side) -> list[int]:
    """Find the words that deny or forbid what follows them."""
    hits = function_table(side.language, "lexical-negator", "operative").search(side.tokens)
    return [
        hit.start
        for hit in hits
        if any(word.kind != "operative" or "forbid" in word.ids for word in hit.values)
    ]


def conjunctions(side: Side) -> tuple[tuple[int, int], ...]:
    """Find where the conjunctions of one side stand, whatever their kind.

    Returns:
        Code-point offsets into the text, by place.
    """
    hits = longest(_hits(side))
    return tuple((hit.start, hit.end) for hit in hits if hit.values[0] in _KINDS)


def twofold(side: Side, place: int) -> bool:
    """Say whether a word that announces two things (neither, both) stands right before a place."""
    return any(
        _TWOFOLD in hit.values
        and hit.end <= place
        and len(side.text[hit.end : place].split()) <= _ARTICLES
        for hit in _hits(side)
    )


@lru_cache(maxsize=16)
def _hits(side: Side) -> tuple[Hit[str], ...]:
    """Find the conjunctions of one side, and the words that open or announce what they join."""
    return tuple(_table(base(side.language)).search(side.tokens))


@cache
def _table(tag: Tag) -> FormTable[str]:
    return classed_table("scope", tag, "joining")


def _exchanged(segment: Segment, sides: tuple[Side, Side], one: Join, other: Join) -> Finding:
    mine = sides[0].text[one.start : one.end]
    theirs = sides[1].text[other.start : other.end]
    evidence = (
        Evidence(
            "data/scope", "data", mine, (theirs,), "unrelated", None, "it joins the same", None
        ),
    )
    return Finding(
        rule=RULE,
        level="warning",
        message=f"“{mine}” became “{theirs}” between the same two things",
        kind="scope",
        source=segment.source.span(one.start, one.end),
        target=segment.target.span(other.start, other.end),
        evidence=evidence,
    )
