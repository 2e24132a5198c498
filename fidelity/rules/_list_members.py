"""Finds the member of a list that has no counterpart on the other side.

A list is two or more members joined by commas and a conjunction. Where the other side has fewer
members, each of them answers one of this side's, and what is left here answers nothing at all, it
was left out or added. Of two, the one that is left must say something else than the other: two
words may be one thing (aid and assistance). A pair that says so (neither … nor, both … and) needs
no more than that nothing is joined over there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from fidelity.lexicon.modifiers import conjunctions as words_that_join
from fidelity.lexicon.modifiers import doublets
from fidelity.matching import meaning
from fidelity.matching.coverage import nearness_of
from fidelity.matching.sides import KnownText, Side
from fidelity.model import Evidence
from fidelity.protocols import Word
from fidelity.rules._coordination import conjunctions, twofold
from fidelity.rules._counterparts import Counterparts, counterparts, full
from fidelity.rules._evidence import line
from fidelity.rules._facing import facing
from fidelity.rules._limits import has_data, limits

_LONG = 28
"""Words from which a text has lists that cannot be told apart."""
_MEMBER = 5
"""Words that a member between two commas has at most."""
_FIRST = 3
"""Words of the first and last member that are looked at: it has no mark where it ends."""
_UNLIKE = 0.6
"""Cosine up to which two words of one language or two say different things."""
_OTHER = 0.65
"""Cosine up to which one member of a pair is not said by what answers the other."""
_FREE = 0.5
"""Cosine up to which a word says nothing of what no other word over there is nearer to."""
_ARTICLES = 2
"""Words between two that are joined: the conjunction, and an article or preposition."""
_SPARE = 8
"""Of how many words of the other side one may have no counterpart."""
_GAIN = 0.02
"""Cosine by which the sides must come nearer without the member."""
_SAID = 0.8
"""The share of the other side's words that must have a counterpart where one of a pair is lost."""
_EMPTY = frozenset(("pronoun", "conjunction", "particle", "preposition", "numeral"))
"""Parts of speech that say nothing by themselves."""
_TOGETHER = frozenset(("both", "both-of", "either", "neither"))
"""Classes of words that stand for two things together."""
_STOP = re.compile(r"[.;:()\[\]«»“”\"—–?!]")
_STOP_OR_COMMA = re.compile(r"[.;:()\[\]«»“”\"—–?!,]")

Members = tuple[tuple[int, ...], ...]
"""For each member of a list, the places of the words that say something of their own."""


def left_out(known: KnownText, *, lost: bool) -> Iterator[Word]:
    """Yield each member of a list that one side has and the other has not, by its head.

    Args:
        known: the segment.
        lost: whether to look for what the translation lacks; else for what it has beside.
    """
    side, other = facing(known, lost=lost)
    if not (has_data(side.language) and has_data(other.language)):
        return
    if max(len(each.words) for each in (side, other)) > _LONG:
        return
    pairs = counterparts(known.source, known.target)
    table = pairs.pairs if lost else pairs.back
    for mine in lists(side):
        if len(mine) == 2:
            place = _of_two(side, other, mine, table)
            if place is None:
                place = _unlike(side, other, mine, (table, pairs))
        else:
            place = _lost(side, other, mine, table)
            if place is not None and not lost and not _outright(side, other, place, pairs):
                place = None
        if place is not None:
            yield side.words[place]


def evidence(word: Word) -> tuple[Evidence, ...]:
    """Write down the two keys."""
    said = (
        ("list", "structure", "the list over there has one member fewer"),
        ("embedding", "embedding", "its other members have counterparts, and this one has none"),
    )
    return tuple(line(engine, family, word.text, reason) for engine, family, reason in said)


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
        if len(theirs) >= len(mine) or len(conjunctions(other)) > len(conjunctions(side)):
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


def _unlike(
    side: Side, other: Side, mine: Members, known: tuple[dict[int, int], Counterparts]
) -> int | None:
    """Find the one of two unlike things that answers nothing, all else being said."""
    table, pairs = known
    couple = (mine[0][-1], mine[1][0])
    kept = [place for place in couple if place in table]
    rest = [place for place in couple if place not in table]
    if len(kept) != 1 or len(rest) != 1 or not _alike_in_kind(side, couple):
        return None
    if len(conjunctions(other)) >= len(conjunctions(side)) or _joined(other, table[kept[0]]):
        return None
    if not _all_said(other, pairs):
        return None
    answer = other.words[table[kept[0]]]
    same = nearness_of(([side.words[rest[0]]], side.language), ([answer], other.language))
    if float(same.max(initial=0.0)) > _OTHER or _free(side, other, rest[0]) > _FREE:
        return None
    word, beside = side.words[rest[0]], side.words[kept[0]]
    start, end = (word.start, beside.start) if word.start < beside.start else (beside.end, word.end)
    return rest[0] if meaning.without(side.text, other.text, (start, end)) > _GAIN else None


def _outright(side: Side, other: Side, place: int, pairs: Counterparts) -> bool:
    """Say whether a word is one that says something, beside which all is said on both sides."""
    word = side.words[place]
    if word.parts_of_speech and set(word.parts_of_speech) <= _EMPTY:
        return False
    gain = meaning.without(side.text, other.text, (word.start, word.end))
    return gain > _GAIN and _all_said(other, pairs)


def _all_said(other: Side, pairs: Counterparts) -> bool:
    """Say whether hardly a word of the other side is without a counterpart."""
    there = {*pairs.pairs.values()} if other.words == pairs.target else {*pairs.pairs}
    spare = [place for place in full(other) if place not in there]
    return len(spare) * _SPARE <= len(full(other)) and pairs.covered >= _SAID


def _alike_in_kind(side: Side, couple: tuple[int, int]) -> bool:
    """Say whether nothing but a conjunction joins two words of one part of speech.

    Pairs that are one idea (terms and conditions) are none.
    """
    first, second = (side.words[place] for place in couple)
    between = side.text[first.end : second.start].lower().split()
    if not 0 < len(between) <= _ARTICLES or between[0] not in words_that_join(side.language):
        return False
    if f"{first.text} {between[0]} {second.text}".lower() in doublets(side.language):
        return False
    kinds = [set(word.parts_of_speech) - _EMPTY for word in (first, second)]
    told = [bool(word.parts_of_speech) for word in (first, second)]
    return not all(told) or bool(kinds[0] & kinds[1])


def _joined(side: Side, place: int) -> bool:
    """Say whether a comma or a hyphen joins something to a word."""
    word = side.words[place]
    return "-" in word.text or side.text[word.end : word.end + 1] == ","


def _free(side: Side, other: Side, place: int) -> float:
    """Give the nearness of a word to what no other word of its side is nearer to."""
    words = [side.words[place], *(side.words[each] for each in full(side) if each != place)]
    there = [other.words[each] for each in full(other)]
    near = nearness_of((words, side.language), (there, other.language))
    if not near.size:
        return 0.0
    own, rest = near[0], near[1:].max(axis=0, initial=0.0)
    return float(own[own > rest].max(initial=0.0))
