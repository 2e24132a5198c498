"""Words and forms of Russian and Ukrainian, from one dictionary each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from fidelity.languages._agreement import phrase_forms, word_forms
from fidelity.languages._phrase import Token
from fidelity.languages._split import split
from fidelity.morphology import Reading, lemmas, readings
from fidelity.morphology import knows as in_dictionary
from fidelity.protocols import Word
from fidelity.text import confusable_letters, normalise, tidy

_LONGEST_ABBREVIATION = 5
"""Letters up to which a word in capitals is an abbreviation even if it is a word, too (МИР)."""

_FUNCTION = frozenset({"PREP", "CONJ", "PRCL"})

_SURE = 0.8
"""Share of readings above which a Russian word is a preposition or the like and nothing else."""

_SHORT = 3
"""Letters up to which a Ukrainian word that can be a preposition or the like is one: its readings
carry no shares."""


def words(language: str, text: str) -> tuple[Word, ...]:
    """Split a text into words with all their lemmas; see ``fidelity.protocols.Language``."""
    return tuple(
        Word(word, start, end, *_analysis(language, word)) for word, start, end in split(text)
    )


@lru_cache(maxsize=65536)
def _analysis(language: str, word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """List the lemmas of a word, normalised, and the part of speech of each."""
    plain = tidy(word).lower()
    # A letter of another script is a slip: the word still is what it looks like.
    plain = confusable_letters(plain) or plain
    pairs = dict.fromkeys((normalise(lemma), part) for lemma, part in lemmas(language, plain))
    found, parts = zip(*pairs, strict=True)
    return tuple(found), tuple(parts)


def knows(language: str, word: str) -> bool | None:
    """Say whether the dictionary holds a word; figures need no dictionary."""
    plain = tidy(word).strip().lower()
    if not any(map(str.isalpha, plain)):
        return True if plain else None
    return in_dictionary(language, plain)


def forms(language: str, term: str) -> frozenset[str]:
    """List the forms of a term, normalised; also with ё where the dictionary writes it."""
    plain = " ".join(tidy(term).split())
    pieces = list(split(plain))
    if not pieces:
        return frozenset({normalise(term)})
    tokens = list(_tokens(language, plain, pieces))
    ends = [0, *(end for _, _, end in pieces)]
    gaps = [plain[end:start] for end, (_, start, _) in zip(ends, pieces, strict=False)]
    if len(tokens) == 1:
        inflected: Iterator[list[str]] = ([form] for form in word_forms(language, tokens[0]))
    else:
        inflected = phrase_forms(language, tokens)
    spelled = {plain.lower()}
    for form in inflected:
        joined = "".join(gap + word for gap, word in zip(gaps, form, strict=True))
        spelled.add((joined + plain[ends[-1] :]).lower())
    return frozenset(spelled | {normalise(form) for form in spelled})


def _tokens(language: str, term: str, pieces: list[tuple[str, int, int]]) -> Iterator[Token]:
    """Look up each word of a term."""
    shouted = len(pieces) > 1 and term.isupper()
    inside = [_enclosed(term, start) for _, start, _ in pieces]
    for place, (word, start, _) in enumerate(pieces):
        found: tuple[Reading, ...] = ()
        if not inside[place] or all(inside):
            found = _readings(language, word, shouted=shouted)
        before = term[pieces[place - 1][2] : start] if place else ""
        yield Token(word.lower(), found, word[:1].isupper(), "," in before)


def _readings(language: str, word: str, *, shouted: bool) -> tuple[Reading, ...]:
    """List the readings of a word that may inflect."""
    if not re.search("[^\\W\\d_]", word) or re.search("[A-Za-z]", word):
        return ()
    found = readings(language, word)
    if word.isupper() and len(word) > 1 and not shouted:
        abbreviations = tuple(reading for reading in found if "Abbr" in reading.tags)
        if abbreviations or len(word) <= _LONGEST_ABBREVIATION:
            return abbreviations
    function = tuple(reading for reading in found if reading.kind in _FUNCTION)
    if function and (function[0].score > _SURE if language == "ru" else len(word) <= _SHORT):
        return function
    return found


def _enclosed(term: str, place: int) -> bool:
    """Say whether a place in a term stands in quotation marks or brackets."""
    before = term[:place]
    return bool(before.count('"') % 2 or before.count("(") > before.count(")"))
