"""Finds a word of the source whose opposite stands in the translation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from fidelity import plain_yaml as plain
from fidelity.matching.form_table import FormTable, Hit, longest
from fidelity.matching.sides import Side
from fidelity.model import Tag
from fidelity.rules._counterparts import alike, paired
from fidelity.rules._shared_terms import Shared, Spans, holds
from fidelity.rules._wordings import Entered, base, data, entered, path_of, wording_table


class Pole(NamedTuple):
    """One end of a pair of opposites."""

    axis: str
    """The id of the pair, the same in all languages."""
    positive: bool


class Opposed(NamedTuple):
    """Two words of a segment that are opposites."""

    axis: str
    source: tuple[int, int]
    """Code-point offsets into the source."""
    target: tuple[int, int]
    paired: bool
    """Whether the word vectors say that one stands for the other."""


def opposed(source: Side, target: Side, shared: Shared) -> Opposed | None:
    """Find the first pair of opposites that nothing else in the segment explains.

    A pole counts only if the other pole of its pair is absent from its side, for *rise and fall*
    may be turned round freely. A word of a term that both sides name (enter into force) is none.
    """
    mine, theirs = _poles(source, shared.source), _poles(target, shared.target)
    for axis in mine.keys() & theirs.keys():
        here, there = mine[axis], theirs[axis]
        if len(here) == len(there) == 1 and here.keys() != there.keys():
            first = next(iter(here.values()))[0]
            second = next(iter(there.values()))[0]
            spans = (first.start, first.end), (second.start, second.end)
            said = paired(source, target, *spans)
            places = first.start, second.start
            if said or (said is None and alike(source, target, places)):
                return Opposed(axis, *spans, bool(said))
    return None


def poles(side: Side) -> Spans:
    """Find every word that is one end of a pair of opposites."""
    hits = _table(base(side.language)).search(side.tokens)
    return tuple((hit.start, hit.end) for hit in hits)


def _poles(side: Side, shared: Spans) -> dict[str, dict[bool, list[Hit[Pole]]]]:
    found: dict[str, dict[bool, list[Hit[Pole]]]] = {}
    hits = [
        hit
        for hit in _table(base(side.language)).search(side.tokens)
        if not holds(shared, hit.start, hit.end)
    ]
    for axis in dict.fromkeys(pole.axis for hit in hits for pole in hit.values):
        # Of wordings one inside the other, the longer says it: не смочь, and not смочь.
        for hit in longest([hit for hit in hits if any(p.axis == axis for p in hit.values)]):
            for pole in hit.values:
                if pole.axis == axis:
                    found.setdefault(axis, {}).setdefault(pole.positive, []).append(hit)
    return found


@cache
def _table(tag: Tag) -> FormTable[Pole]:
    return wording_table(_entries(tag), tag)


def _entries(tag: Tag) -> Iterator[tuple[Entered, Pole]]:
    path = path_of("polarity", tag)
    for axis, value in plain.keys(
        data("polarity", tag).get("opposites", {}), "opposites", path
    ).items():
        for positive, words in zip((True, False), plain.items(value, axis, path), strict=True):
            for each in entered(words, axis, path):
                yield each, Pole(axis, positive)
