"""Finds a grave word (massacre) for which no grave word stands on the other side.

From which rung a word is missed is data (``missed`` in ``data/gravity/ladders.yaml``), and from
which it is so where a mild word of its kind stands for it (``instead``): a word of the lowest rung
of some ladder, or one of those under ``mild`` (stormed, entered). The other side must have no word
of that ladder and no grave word to spare, no other word of it must answer the grave one, and it
must say the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from fidelity import plain_yaml as plain
from fidelity.matching.form_table import FormTable
from fidelity.matching.sides import KnownText, Side
from fidelity.model import Tag
from fidelity.rules._counterparts import Counterparts, counterparts, one_sentence, rest
from fidelity.rules._gravity import Place, places
from fidelity.rules._wordings import base, data, entered, path_of, wording_table

_ROOM = 30
"""Words up to which a sentence shows that one of them is missing."""
_COVERED = 0.75
"""The share of the other words with a counterpart from which the rest of the sentence is
translated."""
_ANSWERED = 0.56
"""Cosine from which a word answers another, whether or not it is grave."""
_BRIEF = 18
"""Words up to which a mild word that answers none may stand for the grave one."""

Span = tuple[int, int]
"""0-based code-point offsets into the text of a side."""


class LostWord(NamedTuple):
    """A grave word that one side only has."""

    ladder: str
    start: int
    """0-based code-point offset into the text of its side."""
    end: int
    added: bool
    """Whether it is the translation that has it."""
    mild: Span | None
    """The mild word that stands for it on the other side; null: none."""


def lost_words(known: KnownText) -> Iterator[LostWord]:
    """Yield the grave words of which the other side has none."""
    sides = known.source, known.target
    if not one_sentence(*sides) or max(len(side.words) for side in sides) > _ROOM:
        return
    found = places(known.source), places(known.target)
    graves = tuple(_grave(each) for each in found)
    if not any(graves):
        return
    pairs = counterparts(*sides)
    for added in (False, True):
        spare = [one for _, one in graves[not added] if _spare(pairs, one, added=added)]
        for ladder, place in graves[added]:
            if ladder in found[not added] or spare:
                continue
            mild = None
            if min(place.heights) >= _from("instead").get(ladder, _NEVER):
                mild = _stand_in(pairs, sides, place[:2], added=added)
            told = bool(mild) or min(place.heights) >= _from("missed").get(ladder, _NEVER)
            if told and not _answered(pairs, place, mild, added=added):
                spans = (mild, place[:2]) if added else (place[:2], mild)
                if rest(pairs, sides, spans) >= _COVERED:
                    yield LostWord(ladder, place.start, place.end, added, mild)


_NEVER = 1000


def _grave(found: Mapping[str, list[Place]]) -> tuple[tuple[str, Place], ...]:
    """List the places whose every reading stands on a rung that may be missed."""
    least = {**_from("missed"), **_from("instead")}
    return tuple(
        (ladder, place)
        for ladder, listed in found.items()
        for place in listed
        if min(place.heights) >= least.get(ladder, _NEVER)
    )


def _stand_in(
    pairs: Counterparts, sides: tuple[Side, Side], place: Span, *, added: bool
) -> Span | None:
    """Find the mild word of the other side that stands for a place.

    One that answers the place comes first; in a brief text, one of its kind that answers nothing
    stands for it too.
    """
    side, other = (sides[1], sides[0]) if added else sides
    table = pairs.pairs if added else pairs.back
    brief = max(len(each.words) for each in sides) <= _BRIEF
    mine = _kinds(side, place)
    free: Span | None = None
    for span in _mild(other):
        inside = [n for n, word in enumerate(other.words) if span[0] <= word.start < span[1]]
        answers = [table[n] for n in inside if n in table]
        if any(place[0] <= side.words[n].start < place[1] for n in answers):
            return span
        if brief and not answers and free is None and _like(mine, _kinds(other, span)):
            free = span
    return free


def _like(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Say whether two words can be of one kind; without a tagger none is known."""
    return not (mine and theirs) or bool(mine & theirs)


def _kinds(side: Side, span: Span) -> frozenset[str]:
    """Name the parts of speech of what stands at a place."""
    words = [word for word in side.words if span[0] <= word.start < span[1]]
    return frozenset(part for word in words for part in word.parts_of_speech)


def _mild(side: Side) -> list[Span]:
    """List the words of a side that make little of something."""
    low = [
        place[:2] for listed in places(side).values() for place in listed if max(place.heights) == 0
    ]
    hits = _table(base(side.language)).search(side.tokens)
    return sorted({*low, *((hit.start, hit.end) for hit in hits if not hit.glued)})


@cache
def _table(tag: Tag) -> FormTable[bool]:
    listed = entered(data("gravity", tag).get("mild", []), "mild", path_of("gravity", tag))
    return wording_table(((each, True) for each in listed), tag)


def _answered(pairs: Counterparts, place: Place, mild: Span | None, *, added: bool) -> bool:
    """Say whether a word of the other side answers a place, the mild one left aside."""
    words, table = (pairs.target, pairs.back) if added else (pairs.source, pairs.pairs)
    there = pairs.source if added else pairs.target
    for number, word in enumerate(words):
        answer = table.get(number)
        if answer is None or not place.start <= word.start < place.end:
            continue
        if mild and mild[0] <= there[answer].start < mild[1]:
            continue
        if pairs.likeness[answer if added else number] >= _ANSWERED:
            return True
    return False


def _spare(pairs: Counterparts, place: Place, *, added: bool) -> bool:
    """Say whether a grave word of the other side answers no other word."""
    table, words = (pairs.pairs, pairs.source) if added else (pairs.back, pairs.target)
    here = [n for n, word in enumerate(words) if place.start <= word.start < place.end]
    return not any(n in table for n in here)


@cache
def _from(key: str) -> Mapping[str, int]:
    """Give the height from which the words of a ladder are missed, for those that have the key."""
    path = path_of("gravity", "ladders")
    ladders = plain.keys(data("gravity", "ladders").get("ladders", {}), "ladders", path)
    about = {name: plain.keys(value, name, path) for name, value in ladders.items()}
    return {name: int(each[key]) for name, each in about.items() if key in each}
