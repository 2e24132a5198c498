"""Finds the words of several senses in a text (``data/senses``).

A word is taken by its dictionary forms; of what part of speech it is, a tagger says where a
language has one, else its ending and the word before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from fidelity import plain_yaml as plain
from fidelity import shelf
from fidelity.languages import language
from fidelity.lexicon.senses import SenseWord, sense_words
from fidelity.matching.sides import Side
from fidelity.model import Tag
from fidelity.protocols import Word
from fidelity.rules._wordings import base

Parts = tuple[frozenset[str], ...]
"""A wording, cut: the dictionary forms that each of its words may have."""


class Met(NamedTuple):
    """A place where a word of several senses stands."""

    entry: SenseWord
    first: int
    """The place of its first word among the words of the side."""
    last: int
    """The place of its last word."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What company is told by in one language; see ``data/company.yaml``."""

    passed_over: frozenset[str]
    links: frozenset[str]
    stops: frozenset[str]
    before_noun: frozenset[str]
    before_verb: frozenset[str]
    be: frozenset[str]
    adverbs: re.Pattern[str]
    passive: re.Pattern[str]


@cache
def signs_of(tag: Tag) -> Signs:
    path = shelf.table("company.yaml")
    about = plain.keys(plain.keys(plain.parsed(path), "the file", path)[tag], tag, path)

    def words(name: str) -> frozenset[str]:
        return frozenset(plain.texts(about[name], name, path))

    return Signs(
        words("passed-over"),
        words("links"),
        words("stops"),
        words("before-noun"),
        words("before-verb"),
        words("be"),
        re.compile(plain.text(about["adverbs"], "adverbs", path)),
        re.compile(plain.text(about["passive"], "passive", path)),
    )


@lru_cache(maxsize=65536)
def cut(wording: str, tag: Tag) -> Parts:
    """Cut a wording into words, each with its dictionary forms.

    A word that is a dictionary form itself has that one alone (*saw* is no form of *see* there). Of
    a language without a tagger every word stands as it is written: a plural may have a meaning of
    its own (*customs*, *talks*).
    """
    return tuple(
        frozenset((written(word),))
        if not word.parts_of_speech or written(word) in word.lemmas
        else frozenset(word.lemmas)
        for word in language(tag).words(wording)
    )


def written(word: Word) -> str:
    """Give a word as it is written, but in small letters and without ё."""
    return word.text.lower().replace("ё", "е")


def stands(parts: Parts, words: Sequence[Word], place: int, best: int | None = None) -> bool:
    """Say whether a wording stands at a place.

    Args:
        parts: the wording, cut.
        words: the words of the text.
        place: where its first word would stand.
        best: how many of the likeliest dictionary forms of each word count; null: all.
    """
    if place < 0 or place + len(parts) > len(words):
        return False
    return all(
        written(word) in own or not own.isdisjoint(word.lemmas[:best])
        for own, word in zip(parts, words[place:], strict=False)
    )


@lru_cache(maxsize=8)
def _index(source: Tag, target: Tag) -> Mapping[str, list[tuple[Parts, SenseWord]]]:
    """List the words of several senses of a direction by each dictionary form of the first word."""
    found: dict[str, list[tuple[Parts, SenseWord]]] = {}
    for entry in sense_words(source, target):
        parts = cut(entry.text, source)
        for lemma in parts[0]:
            found.setdefault(lemma, []).append((parts, entry))
    return found


def met(side: Side, target: Tag) -> list[Met]:
    """List where words of several senses stand; of two that overlap, the longer one.

    Args:
        side: the source.
        target: the language of the renderings.
    """
    tag = base(side.language)
    index = _index(tag, base(target))
    if not index:
        return []
    words = side.words
    hits = [
        Met(entry, place, place + len(parts) - 1)
        for place, word in enumerate(words)
        for parts, entry in _entries(word, index)
        if stands(parts, words, place) and _can_be(entry, side, place, tag)
    ]
    return [hit for hit in hits if not any(_wider(other, hit) for other in hits)]


def _entries(
    word: Word, index: Mapping[str, list[tuple[Parts, SenseWord]]]
) -> Iterator[tuple[Parts, SenseWord]]:
    """Yield the entries whose first word this may be, each once."""
    seen: set[int] = set()
    for lemma in (written(word), *word.lemmas):
        for parts, entry in index.get(lemma, ()):
            if id(entry) not in seen:
                seen.add(id(entry))
                yield parts, entry


def _wider(one: Met, other: Met) -> bool:
    return (
        one.first <= other.first
        and other.last <= one.last
        and one.last - one.first > other.last - other.first
    )


def _can_be(entry: SenseWord, side: Side, place: int, tag: Tag) -> bool:
    """Say whether a word can be of the part of speech of an entry."""
    word = side.words[place]
    if " " in entry.text:
        return True
    if word.parts_of_speech:
        wanted = {entry.part_of_speech}
        if wanted <= {"noun", "adjective"}:
            wanted = {"noun", "adjective"}  # раненый, рабочий
        pairs = zip(word.lemmas, word.parts_of_speech, strict=False)
        own = cut(entry.text, tag)[0]
        return any(part in wanted or not part for lemma, part in pairs if lemma in own)
    return _reads_as(entry, side.words, place, signs_of(tag))


def _reads_as(entry: SenseWord, words: Sequence[Word], place: int, signs: Signs) -> bool:
    """Guess from its ending and the word before whether a word is of a part of speech."""
    form = words[place].text.lower()
    before = words[place - 1].text.lower() if place else ""
    inflected = form != entry.text.lower()
    verbal = inflected and form.endswith(("ed", "ing"))
    if entry.part_of_speech == "verb":
        return before not in signs.before_noun or (inflected and form.endswith("ed"))
    if entry.part_of_speech == "adverb":
        return not inflected
    if verbal or before in signs.before_verb:
        return False
    if entry.part_of_speech == "noun":
        behind = words[place + 1].text.lower() if place + 1 < len(words) else ""
        return not (before == "to" and behind in signs.before_noun - {"of"})
    return not (inflected and form.endswith("s"))
