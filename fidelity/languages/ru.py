"""Russian: every dictionary form of a word, and the inflected forms of a term, by pymorphy3."""

from __future__ import annotations

from fidelity.languages import _slavic
from fidelity.protocols import Word

_LANGUAGE = "ru"


def words(text: str) -> tuple[Word, ...]:
    """Split a text into words; hyphenated words stay whole, figures are words.

    Returns:
        The words in order. Lemmas are normalised; where a lemma may be two parts of speech, it
        stands there twice, once with each.
    """
    return _slavic.words(_LANGUAGE, text)


def forms(term: str) -> frozenset[str]:
    """List every inflected form of a term in dictionary form (nominative or infinitive).

    The head inflects with what agrees with it; what depends on it stays as it is. A verb inflects
    alone, with its participles and gerunds. Abbreviations that the dictionary calls indeclinable
    stay as they are.

    Returns:
        The forms, normalised; also with ё where the dictionary writes it.
    """
    return _slavic.forms(_LANGUAGE, term)


def knows(word: str) -> bool | None:
    """Say whether the dictionary holds a word, or each part of a hyphenated one."""
    return _slavic.knows(_LANGUAGE, word)
