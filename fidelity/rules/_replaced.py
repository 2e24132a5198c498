"""Finds a term of several words that stands in the translation with one of its words replaced.

A set expression of which all words but one are there, side by side, is the expression meant; the
word in the place of the missing one is another word for the same thing, or the wrong word: a
territorial «диспут» for a dispute, a “criminal persecution” for a prosecution. In an expression of
two words it may stand on the other side (an adjective instead of a noun in the genitive); then
nothing else in the source may be nearer to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Prefix

from fidelity.matching import meaning
from fidelity.matching.coverage import frequency, nearness, nearness_of
from fidelity.matching.sides import KnownText
from fidelity.model import Tag, Term
from fidelity.protocols import Word
from fidelity.rules import _terms

_STANDS_FOR = 0.4
"""Cosine with a word of the term from which the word in its place stands for that word."""
_SHORT = 3
"""Letters up to which a word is one that only joins others: as many of them must stand there."""
_COMMON = 5.2
"""Zipf frequency above which a word stands beside others by chance."""
_SAME_ROOT = 0.6
"""Share of the shorter of two words from which a common beginning makes them relatives."""

_NAMING = frozenset({"noun", "adjective"})


@dataclass(frozen=True, slots=True)
class Replaced:
    """A rendering of several words with another word in the place of one of them."""

    term: Term
    """The rendering that is meant."""
    missing: Word
    """Its word that is not there."""
    word: Word
    """What stands in its place."""
    start: int
    """Where the expression begins, a code-point offset into the translation."""
    end: int


def replaced(wanted: _terms.Asked, accepted: Sequence[Term], known: KnownText) -> Replaced | None:
    """Find a rendering of a concept that stands there but for one word.

    Args:
        wanted: the concept, which nothing accepted stands for.
        accepted: its accepted renderings, the best first.
        known: the segment.

    Returns:
        The first that is found; null where there is none, where the source does not name the
        concept by several words, or where the encoder does not know a language.
    """
    asked, tag = wanted.mentions[0].term.text, known.source.language
    mine = _terms.content(asked, tag)
    if len(mine) < 2 or not meaning.serves(tag, known.target.language):
        return None
    for term in accepted:
        for found in _places(term, known):
            if _stands_for(found, mine, known):
                return found
    for term in accepted:
        for found in _turned(term, known):
            if _stands_for(found, mine, known) and _belongs(found, wanted, known):
                return found
    return None


def _stands_for(found: Replaced, mine: Sequence[Word], known: KnownText) -> bool:
    """Say whether the word in the place of the missing one comes near to a word of the term."""
    near = nearness_of((mine, known.source.language), ((found.word,), known.target.language))
    return float(near.max()) >= _STANDS_FOR


def _belongs(found: Replaced, wanted: _terms.Asked, known: KnownText) -> bool:
    """Say whether no word outside the term is nearer to what stands in its place."""
    column = nearness(known.source, known.target)[:, known.target.words.index(found.word)]
    inside = [
        any(mention.start <= word.start < mention.end for mention in wanted.mentions)
        for word in known.source.words
    ]
    nearest = int(column.argmax())
    return inside[nearest]


def _places(term: Term, known: KnownText) -> Iterator[Replaced]:
    """Yield where all words of a rendering but one stand side by side, in its order."""
    tag, text = known.target.language, known.target.text
    parts = _terms.content(term.text, tag)
    if len(parts) < 2 or len(parts[0].text) <= _SHORT:
        return
    words = [word for word in known.target.words if len(word.text) > _SHORT]
    for first in range(len(words) - len(parts) + 1):
        here = words[first : first + len(parts)]
        others = [
            (one, other)
            for one, other in zip(parts, here, strict=True)
            if not set(one.lemmas) & set(other.lemmas)
        ]
        start, end = here[0].start, here[-1].end
        joined = len(term.text.split()) == len(text[start:end].split())
        if len(others) == 1 and _unbroken(text[start:end]) and _fits(*others[0], tag) and joined:
            yield Replaced(term, *others[0], start, end)


def _turned(term: Term, known: KnownText) -> Iterator[Replaced]:
    """Yield where one word of a rendering of two has a wrong neighbour on its other side."""
    tag, text = known.target.language, known.target.text
    parts = _terms.content(term.text, tag)
    if len(parts) != 2 or len(term.text.split()) != 2:
        return
    for one, other in pairwise(known.target.words):
        if min(len(one.text), len(other.text)) <= _SHORT:
            continue
        for kept, missing, stands, word in (
            (parts[0], parts[1], other, one),
            (parts[1], parts[0], one, other),
        ):
            if (
                set(stands.lemmas) & set(kept.lemmas)
                and _unbroken(text[one.start : other.end])
                and _names(word)
                and _may_stand_for(missing, word, tag)
            ):
                yield Replaced(term, missing, word, one.start, other.end)


def _names(word: Word) -> bool:
    """Say whether a word may be part of a name of a thing: of a noun or adjective."""
    kinds = word.parts_of_speech
    return not word.text[0].isupper() and (not kinds or not _NAMING.isdisjoint(kinds))


def _unbroken(text: str) -> bool:
    return not any(mark in text for mark in ',;:.()«»“”"—–')


def _fits(missing: Word, word: Word, tag: Tag) -> bool:
    """Say whether a word may stand in the place of another: it is of its kind, not of its root."""
    kinds = set(missing.parts_of_speech), set(word.parts_of_speech)
    alike = bool(kinds[0] & kinds[1]) or not all(kinds)
    same_case = word.text[0].isupper() == missing.text[0].isupper()
    return alike and same_case and _may_stand_for(missing, word, tag)


def _may_stand_for(missing: Word, word: Word, tag: Tag) -> bool:
    """Say whether a word is one of a rare kind enough, and no relative of the missing one."""
    if not word.text[0].isalpha() or frequency(word.text.lower(), tag) > _COMMON:
        return False
    return not any(_akin(one, other) for one in missing.lemmas for other in word.lemmas)


def _akin(one: str, other: str) -> bool:
    """Say whether two words begin alike, as relatives do (appease, appeasement)."""
    return Prefix.similarity(one, other) >= _SAME_ROOT * min(len(one), len(other))
