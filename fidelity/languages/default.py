"""Any language without a module of its own: dictionary forms by simplemma where it knows it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fidelity.languages import _dictionary
from fidelity.languages._split import split
from fidelity.protocols import Language, Word

_ELIDING = frozenset({"fr", "it", "ca", "oc", "pms", "lij", "vec", "scn"})
"""Languages that write a short word and the next as one: l'accord, dell'accordo."""

_SHORT = 3
"""Letters up to which a word of a longer term stays as it is: articles, prepositions."""


@dataclass(frozen=True, slots=True)
class Plain:
    """What can be said of the words of one language without a grammar."""

    language: str
    """The language part of a BCP 47 tag, such as ``fr``."""

    def words(self, text: str) -> tuple[Word, ...]:
        """Split a text into words; an elided article is a word of its own (l', accord)."""
        return tuple(
            Word(word, start, end, _dictionary.lemmas(self.language, word))
            for word, start, end in self._pieces(text)
        )

    def forms(self, term: str) -> frozenset[str]:
        """List the forms of a term, normalised.

        Without a grammar, each word of four letters or more takes every form that its dictionary
        lists; the words need not agree.
        """
        return _dictionary.inflected(self.language, term, self._pieces(term), _SHORT)

    def knows(self, word: str) -> bool | None:
        """Say whether a dictionary holds a word, or a word list as a common one."""
        return _dictionary.knows(self.language, word)

    def _pieces(self, text: str) -> list[tuple[str, int, int]]:
        """Cut a text into words, elided ones apart."""
        if self.language not in _ELIDING:
            return list(split(text))
        pieces: list[tuple[str, int, int]] = []
        for word, start, end in split(text):
            elided = re.match("[^\\W\\d_]{1,7}['’ʼ]", word)
            middle = start
            if elided and not _dictionary.knows(self.language, word):
                middle += elided.end()
                pieces.append((text[start:middle], start, middle))
            pieces.append((text[middle:end], middle, end))
        return pieces


def bound(language: str) -> Language:
    """Make the language object for the language part of a BCP 47 tag."""
    return Plain(language)


_UNKNOWN = Plain("und")


def words(text: str) -> tuple[Word, ...]:
    """Split a text in an unknown language into words; each is its own lemma."""
    return _UNKNOWN.words(text)


def forms(term: str) -> frozenset[str]:
    """Give the term itself, normalised."""
    return _UNKNOWN.forms(term)


def knows(word: str) -> bool | None:
    """Answer null: there is no dictionary for an unknown language."""
    return _UNKNOWN.knows(word)
