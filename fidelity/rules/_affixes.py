"""Finds words that are negated by a part of their own (unlawful, незаконный)."""

from __future__ import annotations

from functools import cache, lru_cache

from fidelity.languages import language
from fidelity.lexicon.function_words import function_words
from fidelity.model import Tag
from fidelity.protocols import Word
from fidelity.rules._wordings import listed

_AFFIX_REST = 4
"""Letters that must follow a negative affix; shorter rests are chance."""


@cache
def _affixes(tag: Tag) -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    known = function_words(tag)
    texts = [word.text for word in known.of("negative-affix")] if known else []
    before = tuple(text.removesuffix("-") for text in texts if text.endswith("-"))
    after = tuple(text.removeprefix("-") for text in texts if text.startswith("-"))
    exceptions = frozenset(text for text, _ in listed("polarity", tag, "not-negative"))
    return before, after, exceptions


def affixed(word: Word, tag: Tag) -> bool:
    """Say whether a word may be negated by a part of its own (unlawful, незаконный)."""
    return _affixed(word.text.lower().replace("ё", "е"), word.lemmas, tag)


@lru_cache(maxsize=20_000)
def _affixed(plain_word: str, lemmas: tuple[str, ...], tag: Tag) -> bool:
    before, after, exceptions = _affixes(tag)
    if exceptions & {plain_word, *lemmas}:
        return False
    knows = language(tag).knows
    starts = any(
        plain_word.startswith(affix)
        and len(plain_word) - len(affix) >= _AFFIX_REST
        and knows(plain_word.removeprefix(affix).lstrip("-"))
        for affix in before
    )
    return starts or any(
        plain_word.endswith(affix) and len(plain_word) - len(affix) >= _AFFIX_REST
        for affix in after
    )
