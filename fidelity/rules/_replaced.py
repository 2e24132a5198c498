"""Finds a term of several words that stands in the translation with one of its words replaced.

A set expression of which all words but one are there, side by side, is the expression meant; the
word in the place of the missing one is another word for the same thing, or the wrong word: a
territorial «диспут» for a dispute, a “criminal persecution” for a prosecution.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Prefix

from fidelity.matching import meaning
from fidelity.matching.coverage import frequency, nearness_of
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
            near = nearness_of((mine, tag), ((found.word,), known.target.language))
            if float(near.max()) >= _STANDS_FOR:
                return found
    return None


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


def _unbroken(text: str) -> bool:
    return not any(mark in text for mark in ',;:.()«»“”"—–')


def _fits(missing: Word, word: Word, tag: Tag) -> bool:
    """Say whether a word may stand in the place of another: it is of its kind, not of its root."""
    if not word.text[0].isalpha() or word.text[0].isupper() != missing.text[0].isupper():
        return False
    if frequency(word.text.lower(), tag) > _COMMON:
        return False
    kinds = set(missing.parts_of_speech), set(word.parts_of_speech)
    alike = bool(kinds[0] & kinds[1]) or not all(kinds)
    return alike and not any(_akin(one, other) for one in missing.lemmas for other in word.lemmas)


def _akin(one: str, other: str) -> bool:
    """Say whether two words begin alike, as relatives do (appease, appeasement)."""
    return Prefix.similarity(one, other) >= _SAME_ROOT * min(len(one), len(other))
