"""Finds the words that draw the limits of a statement: quantifiers and words of scope.

A function word is firm, and so is what ``data/scope`` lists as such; what else stands there is
loose: it may explain a limit of the other side, and is never reported itself. Some words are firm
in their place only: right before another limit (virtually all), or without an attribute (часть
домов, but жилая часть).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from fidelity import plain_yaml as plain
from fidelity.lexicon.function_words import function_words
from fidelity.matching.form_table import FormTable, Hit, longest
from fidelity.matching.lexicons import function_table
from fidelity.matching.sides import Side
from fidelity.model import Tag
from fidelity.rules._denials import clause_of
from fidelity.rules._wordings import (
    Entered,
    base,
    classed_table,
    data,
    entered,
    path_of,
    wording_table,
)

_KINDS = ("quantifier", "scope", "idle-negation")
_NUMBERS = ("number", "collective", "scale", "ordinal")
_NUMBER_WITHIN = 2
"""Words after a limit among which its number stands."""
_BEHIND_WITHIN = 3
"""Words before a limit that stands behind its number (or more) among which the number stands."""
_MARKS = re.compile(r"[.,’'\s]")
"""What may stand between the thousands of a figure."""
_NEXT = 6
"""Characters between a number and its unit (a second numeral may stand there: 8–12)."""
_PER_CENT = "per-cent"
_IDLE = "idle"
_LOOSE = "loose"
_BEHIND = "behind"
_UNMISSED = "unmissed"
_AROUND = "around"
_MARKERS = frozenset((_LOOSE, _BEHIND, _UNMISSED, _AROUND))
_RANKS = (
    ("words", "loose"),
    ("firm", "own"),
    ("besides", "word"),
    ("leading", "leading"),
    ("bare", "bare"),
)
"""Under which keys wordings stand by class, and how they may be used."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One limiting word or phrase in a text."""

    start: int
    """0-based code-point offset into the text."""
    end: int
    text: str
    classes: frozenset[str]
    """More than one where the word alone does not decide."""
    firm: frozenset[str]
    """Those among them that may be reported; the others only explain a limit of the other side."""
    behind: bool = False
    """Whether its number stands before it (or more)."""
    around: bool = False
    """Whether its number may stand before it (after 1 May, three days after)."""
    missed: bool = True
    """Whether it is reported where the other side has none; a word of many senses is not."""

    @property
    def named(self) -> str:
        """The classes in words."""
        return " or ".join(sorted(name.replace("-", " ") for name in self.classes))


def has_data(tag: Tag) -> bool:
    """Say whether the limiting words of a language are known."""
    return bool(data("scope", base(tag)))


@lru_cache(maxsize=16)
def limits(side: Side) -> tuple[Limit, ...]:
    """Find the limiting words of one side, by place."""
    hits, negators = _found(side)
    kept = [hit for hit in hits if not any(name == _IDLE for name, _ in hit.values)]
    return tuple(
        _limit(side, hit, kept[place + 1 : place + 2], negators)
        for place, hit in enumerate(kept)
        if not _turned(side, hit, negators)
    )


@lru_cache(maxsize=16)
def markers(side: Side) -> tuple[tuple[int, int], ...]:
    """Find where limiting and negative words stand: none of them is what a limit stands before."""
    hits, negators = _found(side)
    spans = [
        (hit.start, hit.end)
        for hit in hits
        if any(
            rank in ("word", "own") and name not in _named("things") for name, rank in hit.values
        )
    ]
    return (*spans, *((hit.start, hit.end) for hit in negators))


@lru_cache(maxsize=16)
def _found(side: Side) -> tuple[tuple[Hit[Any], ...], tuple[Hit[Any], ...]]:
    """Find the limiting words of one side, and the negative ones."""
    negators = function_table(side.language, "negator", "concord").search(side.tokens)
    return tuple(longest(_table(base(side.language)).search(side.tokens))), tuple(negators)


def _limit(
    side: Side, hit: Hit[Any], following: Sequence[Hit[Any]], negators: Sequence[Hit[Any]]
) -> Limit:
    values = set(hit.values)
    marks = {name for name, _ in values} & _MARKERS
    classes = frozenset(name for name, _ in values) - _MARKERS
    own = {name for name, rank in values if rank == "own"}
    if following and side.text[hit.end : following[0].start].isspace():
        own |= {name for name, rank in values if rank == "leading"}
    bare = {name for name, rank in values if rank == "bare"}
    own |= bare if bare and not _attributed(side, hit) else set()
    firm = own or {name for name, rank in values if rank == "word"}
    if (bare or _LOOSE in marks) and not own:
        firm = set()
    return Limit(
        hit.start,
        hit.end,
        side.text[hit.start : hit.end],
        classes | _denied(side, hit, negators),
        frozenset(firm),
        _BEHIND in marks,
        _AROUND in marks,
        _UNMISSED not in marks,
    )


def _attributed(side: Side, hit: Hit[Any]) -> bool:
    """Say whether an attribute stands right before a word, or a number after it (part 2)."""
    before = side.text[: hit.start].split()[-1:]
    if side.text[hit.end : hit.end + 2].strip()[:1].isdigit():
        return True
    endings = plain.texts(
        data("scope", base(side.language)).get("attributes", []), "attributes", path_of("scope", "")
    )
    return bool(before) and before[0].lower().endswith(endings or ("\0",))


def _turned(side: Side, hit: Hit[Any], negators: Sequence[Hit[Any]]) -> bool:
    """Say whether a limit is what the text says not to be the case (before, not after)."""
    names = {name for name, _ in hit.values}
    if not names & _named("turned"):
        return False
    return any(
        each.end < hit.start and side.text[each.end : hit.start].isspace() for each in negators
    )


@cache
def _named(key: str) -> frozenset[str]:
    listed = data("scope", "groups").get(key, [])
    return frozenset(plain.texts(listed, key, path_of("scope", "groups")))


def _denied(side: Side, hit: Hit[Any], negators: Sequence[Hit[Any]]) -> frozenset[str]:
    """List what a limit may say beside a negative word of its clause (if … not: unless)."""
    found: set[str] = set()
    classes = {name for name, rank in hit.values if rank != "loose"}
    for name, where, becomes in _beside():
        if name in classes:
            start, end = clause_of(side.text, hit.start)
            low, high = (hit.end, end) if where == "after" else (start, hit.start)
            if any(low <= each.start < high for each in negators):
                found.update(becomes)
    return frozenset(found)


@cache
def _beside() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    path = path_of("scope", "groups")
    listed = plain.items(data("scope", "groups").get("denied", []), "denied", path)
    return tuple(
        (
            plain.text(each.get("class"), "class", path),
            plain.text(each.get("where"), "where", path),
            plain.texts(each.get("becomes"), "becomes", path),
        )
        for each in listed
    )


def numbers_of(side: Side, limit: Limit) -> dict[str, int]:
    """List the numbers that a limiting word bounds: figures, or the values of numerals.

    Returns:
        The place of the word that each number begins with.
    """
    after = [place for place, word in enumerate(side.words) if word.start >= limit.end]
    before = [place for place, word in enumerate(side.words) if word.end <= limit.start]
    found: dict[str, int] = {}
    if not limit.behind:
        found = _among(side, after[:_NUMBER_WITHIN])
    if limit.behind or (limit.around and not found):
        found = _among(side, before[-_BEHIND_WITHIN:])
    return found


def _among(side: Side, places: Sequence[int]) -> dict[str, int]:
    return {number: place for number, place in plain_numbers(side) if place in places}


def in_unit(side: Side, places: Iterable[int], unit: str) -> bool:
    """Say whether a unit stands right after one of the words at some places."""
    ends = [side.words[place].end for place in places]
    hits = function_table(side.language, "unit").search(side.tokens)
    starts = [hit.start for hit in hits if any(unit in word.ids for word in hit.values)]
    if unit == _PER_CENT:
        starts += [place for place, mark in enumerate(side.text) if mark == "%"]
    return any(0 <= start - end <= _NEXT for start in starts for end in ends)


def in_range(side: Side, limit: Limit) -> bool:
    """Say whether a limit stands between the two ends of a range (29 to 37), not after *from*."""
    before = side.text[: limit.start].split()[-3:]
    if not any(each[0].isdigit() for each in before[-2:]):
        return False
    begins = data("scope", base(side.language)).get("starting", [])
    listed = plain.texts(begins, "starting", path_of("scope", base(side.language)))
    return not any(each.lower() in listed for each in before)


@lru_cache(maxsize=16)
def plain_numbers(side: Side) -> tuple[tuple[str, int], ...]:
    """List the figures and numerals of a text, each with the place of its word."""
    places = {word.start: place for place, word in enumerate(side.words)}
    hits = function_table(side.language, *_NUMBERS).search(side.tokens)
    spelled = [
        (word.ids[0], places[hit.start])
        for hit in hits
        if hit.start in places
        for word in hit.values
    ]
    figures = [
        (_MARKS.sub("", word.text), place)
        for place, word in enumerate(side.words)
        if word.text[0].isdigit()
    ]
    times = [
        (hit.values[0], places[hit.start])
        for hit in _counts(base(side.language)).search(side.tokens)
        if hit.start in places
    ]
    return (*spelled, *figures, *times)


@cache
def _counts(tag: Tag) -> FormTable[str]:
    return classed_table("scope", tag, "counts")


@cache
def _table(tag: Tag) -> FormTable[tuple[str, str]]:
    """Build the table of a language: the class of each wording, and how it may be used.

    A ``word`` may be reported, unless the file of the rule calls the same wording its ``own``; what
    is ``loose`` may not; what is ``leading`` or ``bare`` may be in some places.
    """
    return wording_table(_entries(tag), tag)


def _entries(tag: Tag) -> Iterator[tuple[Entered, tuple[str, str]]]:
    known = function_words(tag)
    for kind in _KINDS:
        for word in known.of(kind) if known else ():
            for name in word.ids:
                yield (word.text, word.forms), (name, "word")
    path = path_of("scope", tag)
    for key, rank in _RANKS:
        for name, words in plain.keys(data("scope", tag).get(key, {}), key, path).items():
            for each in entered(words, name, path):
                yield each, (name, rank)
    for key in (_IDLE, *_MARKERS):
        for each in entered(data("scope", tag).get(key, []), key, path):
            yield each, (key, "loose")
