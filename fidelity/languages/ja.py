"""Japanese: words cut by a list of words with their frequencies; nothing inflects."""

from __future__ import annotations

from fidelity.languages import _cjk
from fidelity.protocols import Word

_LANGUAGE = "ja"


def words(text: str) -> tuple[Word, ...]:
    """Split a text into the likeliest words."""
    return _cjk.words(_LANGUAGE, text)


def forms(term: str) -> frozenset[str]:
    """List the term, normalised, also in normal width."""
    return _cjk.forms(_LANGUAGE, term)


def knows(word: str) -> bool | None:
    """Say whether the list holds a word, or longer words that it is made of."""
    return _cjk.knows(_LANGUAGE, word)
