"""Tells in which sense a word stands, by its company.

Nothing is parsed: what counts is where the words of the company stand, and that no other clause
lies between. Which words are passed over, and which end a clause, is data (``data/company.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from fidelity.languages import language
from fidelity.lexicon.senses import CompanyKind, Sense
from fidelity.matching.sides import Side
from fidelity.model import Tag
from fidelity.protocols import Word
from fidelity.rules._sense_words import Met, Parts, Signs, cut, signs_of, written
from fidelity.rules._wordings import base

_WINDOW = 5
"""Words behind or before a word among which its object or subject stands."""
_BE = 3
"""Words before a participle among which the verb stands that makes it a passive."""
_STOP = re.compile(r"[.!?;:…]")
_ABBREVIATION = re.compile(r"[A-ZА-Я]\w{0,2}|[^\W\daeiouyаеёиоуыэюя]{1,4}")
"""A short word before a full stop that ends no sentence: St., No., ст., млн."""


class Shown(NamedTuple):
    """A sense that the company of a word shows."""

    sense: Sense
    by: str
    """The words of the text that show it, as they stand there; empty for the usual sense."""


def shown(side: Side, here: Met) -> list[Shown]:
    """List the senses that the company of a word shows; where it shows none, the usual ones.

    Args:
        side: the source.
        here: where the word stands.
    """
    tag = base(side.language)
    there = _lemmas(side)
    windows: dict[CompanyKind, list[int]] = {}
    found = []
    for sense in here.entry.senses:
        for company in sense.company:
            index = _by_first(company.wordings, tag)
            if index.keys().isdisjoint(there):
                continue
            if company.kind not in windows:
                windows[company.kind] = list(_PLACES[company.kind](side, here, signs_of(tag)))
            by = _found(side, here, company.kind, (windows[company.kind], index))
            if by is not None:
                found.append(Shown(sense, by))
                break
    return found or [Shown(sense, "") for sense in here.entry.senses if sense.usual]


@lru_cache(maxsize=4)
def _lemmas(side: Side) -> frozenset[str]:
    """Collect the words of a side, and their dictionary forms."""
    return frozenset(each for word in side.words for each in (written(word), *word.lemmas))


def slight(wording: str, tag: Tag) -> bool:
    """Say whether company is made of prepositions, particles, articles and the like alone.

    Args:
        wording: as it stands in the text.
        tag: its language.
    """
    signs = signs_of(base(tag))
    slight_ones = signs.links | signs.passed_over | signs.stops | signs.before_verb | signs.be
    return all(
        written(word) in slight_ones or not slight_ones.isdisjoint(word.lemmas)
        for word in language(tag).words(wording)
    )


def _found(
    side: Side,
    here: Met,
    kind: CompanyKind,
    search: tuple[Sequence[int], Mapping[str, list[Parts]]],
) -> str | None:
    """Give the first wording of a company that stands where it has to; null where none does.

    Args:
        side: the source.
        here: where the word stands.
        kind: where the company has to stand.
        search: the places where it may begin, and its wordings by their first word.
    """
    signs, words = signs_of(base(side.language)), side.words
    places, index = search
    for place in places:
        for lemma in dict.fromkeys((written(words[place]), *words[place].lemmas)):
            for parts in index.get(lemma, ()):
                end = _end(parts, words, place, signs)
                if end is not None and _fits(kind, (place, end), here, side, signs):
                    return side.text[words[place].start : words[end].end]
    return None


def _other(own: frozenset[str], word: Word) -> bool:
    """Say whether a word is none of those that may stand in a place."""
    return written(word) not in own and own.isdisjoint(word.lemmas)


def _end(parts: Parts, words: Sequence[Word], place: int, signs: Signs) -> int | None:
    """Find where a wording that begins at a place ends; null where it does not stand there.

    Articles and the like may stand inside it, and one more word before its last one (of the river,
    of political power).
    """
    at, spare = place, 1
    for number, own in enumerate(parts):
        while number and at < len(words) and _other(own, words[at]):
            if not _idle(words[at], signs):
                spare -= number + 1 == len(parts)
                if spare < 0 or number + 1 < len(parts) or _stops(words[at], signs):
                    return None
            at += 1
        if at >= len(words) or _other(own, words[at]):
            return None
        at += 1
    return at - 1


@lru_cache(maxsize=4096)
def _by_first(wordings: tuple[str, ...], tag: Tag) -> Mapping[str, list[Parts]]:
    found: dict[str, list[Parts]] = {}
    for wording in wordings:
        parts = cut(wording, tag)
        for lemma in parts[0] if parts else ():
            found.setdefault(lemma, []).append(parts)
    return found


def _fits(kind: CompanyKind, span: tuple[int, int], here: Met, side: Side, signs: Signs) -> bool:
    """Say whether a wording that stands near reaches no further than it may.

    What stands before has to end before the word. With ``next`` and ``before`` one word may lie
    between, unless the company is a preposition or a particle.
    """
    start, end = span
    if kind == "near":
        return end < here.first or start > here.last
    if end >= here.first and start <= here.last:
        return False
    if kind == "next":
        between = _counted(side, here.last + 1, start, signs)
        first = side.words[start].text.lower()
        apart = {first, *(word.text.lower() for word in between)}
        return not between or (len(between) == 1 and apart.isdisjoint(signs.links | signs.stops))
    if kind == "before":
        if side.words[end].text.lower() in signs.links:  # in office is not in the office
            return end + 1 == here.first
        return len(_counted(side, end + 1, here.first, signs)) <= 1
    return True


def _counted(side: Side, first: int, last: int, signs: Signs) -> list[Word]:
    """List the words of a stretch that are not passed over."""
    return [word for word in side.words[first:last] if not _idle(word, signs)]


def _idle(word: Word, signs: Signs) -> bool:
    return bool(
        not signs.passed_over.isdisjoint(word.lemmas) or signs.adverbs.search(word.text.lower())
    )


def _behind(side: Side, here: Met, signs: Signs) -> Iterator[int]:
    """Yield the places behind a word, up to the end of the clause."""
    count = 0
    for place in range(here.last + 1, len(side.words)):
        if count == _WINDOW or _parted(side, place - 1):
            return
        yield place  # what opens another clause may be company itself: to claim that
        if _stops(side.words[place], signs):
            return
        count += not _idle(side.words[place], signs)


def _ahead(side: Side, here: Met, signs: Signs) -> Iterator[int]:
    """Yield the places before a word, the nearest first, up to the beginning of the sentence."""
    count = 0
    for place in range(here.first - 1, -1, -1):
        if count == _WINDOW or _parted(side, place):
            return
        count += not _idle(side.words[place], signs)
        yield place


def _objects(side: Side, here: Met, signs: Signs) -> Iterator[int]:
    """Yield the places of what may be a verb's object, the subject of a passive included."""
    yield from _behind(side, here, signs)
    if here.entry.part_of_speech == "verb" and _passive(side, here, signs):
        yield from _ahead(side, here, signs)


def _passive(side: Side, here: Met, signs: Signs) -> bool:
    word = side.words[here.first]
    form = word.text.lower().replace("ё", "е")
    if not signs.passive.search(form):
        return False
    if word.parts_of_speech:  # endings tell where a language inflects
        return True
    before = side.words[max(0, here.first - _BE) : here.first]
    behind = side.words[here.last + 1] if here.last + 1 < len(side.words) else None
    made = any(not signs.be.isdisjoint(other.lemmas) for other in before)
    return made or behind is None or behind.text.lower() in signs.links


def _sentence(side: Side, here: Met, signs: Signs) -> Iterator[int]:
    """Yield the places of the same sentence."""
    del signs
    first, last = here.first, here.last
    while first > 0 and not _parted(side, first - 1):
        first -= 1
    while last + 1 < len(side.words) and not _parted(side, last):
        last += 1
    yield from range(first, last + 1)


_PLACES: Mapping[CompanyKind, Callable[[Side, Met, Signs], Iterator[int]]] = {
    "next": _behind,
    "before": _ahead,
    "object": _objects,
    "subject": _ahead,
    "near": _sentence,
}


def _parted(side: Side, place: int) -> bool:
    """Say whether a sentence or a part of it ends behind a word."""
    word = side.words[place]
    if place + 1 == len(side.words):
        return True
    gap = side.text[word.end : side.words[place + 1].start]
    mark = _STOP.search(gap)
    short = mark is not None and mark.group() == "." and _ABBREVIATION.fullmatch(word.text)
    return mark is not None and not short


def _stops(word: Word, signs: Signs) -> bool:
    return not signs.stops.isdisjoint(word.lemmas)
