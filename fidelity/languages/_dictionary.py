"""Dictionary forms by simplemma and word lists by wordfreq, for every language that has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from math import prod
from typing import Any

from fidelity.languages._participles import participles
from fidelity.text import normalise, tidy

_DICTIONARIES = {"no": "nb", "sr": "hbs", "hr": "hbs", "bs": "hbs", "fil": "tl"}
"""What simplemma calls a language, where it is not the first part of its BCP 47 tag."""

_LISTS = {"no": "nb", "nn": "nb", "sr": "sh", "hr": "sh", "bs": "sh"}
"""The same for wordfreq."""

_COMMON = 3.2
"""Zipf frequency (log10 of uses in a thousand million words) from which a word that no dictionary
holds counts as known: names come often (NATO: 4.0), misspellings more seldom (teh: 3.0)."""

_MOST_FORMS = 400
"""Forms of a term, at most, that are made without a grammar."""


@cache
def _factory() -> Any:
    """Open simplemma's store of dictionaries; it keeps the last eight in memory."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    return DefaultDictionaryFactory()


@cache
def _lemmatizer() -> Any:
    """Make a lemmatizer that shares the store."""
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy

    return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=_factory()))


def entries(language: str) -> Mapping[str, str] | None:
    """Open the dictionary of a language: lemma by form; null where there is none."""
    name = _DICTIONARIES.get(language, language)
    try:
        found: Mapping[str, str] = _factory().get_dictionary(name)
    except ValueError:
        return None
    return found


@cache
def frequencies(language: str) -> Mapping[str, float] | None:
    """Open the word list of a language: share of all words by word; null where there is none."""
    import wordfreq

    name = _LISTS.get(language, language)
    if name not in wordfreq.available_languages():
        return None
    found: Mapping[str, float] = wordfreq.get_frequency_dict(name, "best")
    return found


@cache
def _inverse(language: str) -> Mapping[str, str]:
    """Turn a dictionary around: the forms of each lemma, joined by line ends to save memory."""
    forms: dict[str, str] = {}
    for form, lemma in (entries(language) or {}).items():
        key = lemma.casefold()
        forms[key] = f"{forms[key]}\n{form}" if key in forms else form
    return forms


def _found(language: str, word: str) -> Iterator[str]:
    """Yield the lemmas that the dictionary gives for a word, however it is capitalised there."""
    dictionary = entries(language) or {}
    for spelling in dict.fromkeys((word, word.lower(), word.capitalize())):
        lemma = dictionary.get(spelling)
        if lemma is not None:
            yield lemma


@lru_cache(maxsize=65536)
def lemmas(language: str, word: str) -> tuple[str, ...]:
    """List the dictionary forms of a word, normalised, likeliest first; never empty."""
    plain = tidy(word)
    found = list(_found(language, plain))
    if not found:
        found = [plain]
        if entries(language) is not None and plain.strip():
            found = [_lemmatizer().lemmatize(plain, _DICTIONARIES.get(language, language)), plain]
    return tuple(dict.fromkeys(map(normalise, found)))


def variants(language: str, word: str) -> frozenset[str]:
    """List the forms of all lemmas that a word may have, the word among them, normalised."""
    found = {word}
    for lemma in _found(language, tidy(word)):
        listed = _inverse(language).get(lemma.casefold(), lemma).split("\n")
        found.update((*listed, *participles(language, lemma, listed)))
    return frozenset(map(normalise, found))


def is_lemma(language: str, word: str) -> bool:
    """Say whether a word is the dictionary form of another word."""
    return word.casefold() in _lemmas(language)


@cache
def _lemmas(language: str) -> frozenset[str]:
    """List all dictionary forms of a language: the keys of ``_inverse``, in a fifth of the time."""
    return frozenset(map(str.casefold, (entries(language) or {}).values()))


def knows(language: str, word: str) -> bool | None:
    """Say whether a dictionary, or else the common part of a word list, holds a word.

    Returns:
        Null where the language has neither. Figures are known everywhere; a hyphenated word is
        known if its parts are.
    """
    plain = tidy(word).strip()
    listed = frequencies(language)
    dictionary = entries(language)
    if not plain or (listed is None and dictionary is None):
        return None
    if not any(map(str.isalpha, plain)) or any(_found(language, plain)):
        return True
    share = (listed or {}).get(plain.casefold(), 0.0)
    if share * 1e9 >= 10**_COMMON or (share and dictionary is None):
        return True
    parts = [part for part in plain.split("-") if part]
    return len(parts) > 1 and all(knows(language, part) for part in parts)


def inflected(
    language: str, term: str, pieces: list[tuple[str, int, int]], short: int
) -> frozenset[str]:
    """List the forms of a term whose words inflect freely, since no grammar says how.

    Args:
        language: the language part of a BCP 47 tag.
        term: the term.
        pieces: its words with their offsets.
        short: letters up to which a word stays as it is, unless it is the only one.

    Returns:
        Every combination of the words' forms, normalised; where that makes too many, one word
        inflects at a time.
    """
    wordings = [
        variants(language, word) if len(word) > short or len(pieces) == 1 else frozenset({word})
        for word, _, _ in pieces
    ]
    choices = [wordings]
    if prod(map(len, wordings)) > _MOST_FORMS:
        fixed = [frozenset({word}) for word, _, _ in pieces]
        choices = [[*fixed[:i], wordings[i], *fixed[i + 1 :]] for i in range(len(pieces))]
    ends = [0, *(end for _, _, end in pieces)]
    found = {term}
    for choice in choices:
        lines = [""]
        for words, end, (_, start, _) in zip(choice, ends, pieces, strict=False):
            lines = [line + term[end:start] + word for line in lines for word in words]
        found.update(line + term[ends[-1] :] for line in lines)
    return frozenset(map(normalise, found))
