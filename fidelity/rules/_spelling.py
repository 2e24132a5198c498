"""The nearest known word to a misprint.

Candidates are words that people write: the frequency lists of wordfreq (Speer 2022). Following the
noisy-channel view of spelling correction (Kernighan, Church and Gale 1990), a slip of one letter is
preferred to one of two, and the commoner word to the rarer.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from fidelity import text
from fidelity.model import Tag

_COMMON_LETTERS = 20_000
"""How many of the commonest words the alphabet is read from."""
_RARE = 5
"""A letter seen no more often than so in those words belongs to another alphabet."""
_SHORTEST_FOR_TWO = 8
"""Two slips in a word shorter than this leave too little of it; nor do they fall on the first
letter, which people get right."""
_COMMON = 2.5
"""Zipf value (1 = once in 100 million words) that a word two slips away must have."""


@cache
def frequencies(language: Tag) -> Mapping[str, float]:
    """Load how often each word of a language is used, as a share of all words.

    Returns:
        Nothing for a language without a list.
    """
    import wordfreq

    name = language.split("-")[0]
    if name not in wordfreq.available_languages():
        return {}
    found: Mapping[str, float] = wordfreq.get_frequency_dict(name, "best")
    return found


def zipf(word: str, language: Tag) -> float:
    """Say how common a word is: the logarithm (base 10) of its uses in a billion words.

    Returns:
        From 1 (once in a hundred million words) to about 7.5; 0 for a word that is not listed.
    """
    share = frequencies(language).get(word)
    return math.log10(share) + 9 if share else 0.0


def nearest(word: str, language: Tag, knows: Callable[[str], bool | None]) -> str | None:
    """Find the known word that a misprint most likely stands for.

    Args:
        word: in lower case.
        language: whose words to search.
        knows: says whether a dictionary holds a word; only words that it does not deny are given.

    Returns:
        A word one slip away (a letter too many, too few, wrong, or two letters swapped), else two
        slips away; nothing where there is none.
    """
    listed = frequencies(language)
    if not listed:
        return None
    for candidates in (_doubled(word), _one_slip(word, language), _two_slips(word, language)):
        known = [near for near in candidates if near in listed and near != word and knows(near)]
        if known:
            return max(known, key=lambda near: (listed[near], near))
    return None


@cache
def script_of(language: Tag) -> frozenset[str]:
    """Find the script in which a language is written: that of most of its commonest words."""
    counts: dict[frozenset[str], int] = {}
    for _, word in zip(range(_COMMON_LETTERS), frequencies(language), strict=False):
        if word.isalpha():
            found = text.scripts(word)
            counts[found] = counts.get(found, 0) + 1
    return max(counts, key=lambda found: counts[found], default=frozenset())


@cache
def _alphabet(language: Tag) -> str:
    letters: dict[str, int] = {}
    for _, word in zip(range(_COMMON_LETTERS), frequencies(language), strict=False):
        for letter in word:
            letters[letter] = letters.get(letter, 0) + 1
    script = script_of(language)
    return "".join(sorted(x for x, n in letters.items() if n > _RARE and text.scripts(x) == script))


def _doubled(word: str) -> Iterator[str]:
    """Write a doubled letter once and a single one twice: the slip that is made most often."""
    for at, letter in enumerate(word):
        if word[at + 1 : at + 2] == letter:
            yield word[:at] + word[at + 1 :]
        else:
            yield word[:at] + letter + word[at:]


def _one_slip(word: str, language: Tag) -> Iterator[str]:
    letters = _alphabet(language)
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        slips = [head + letter + tail for letter in letters]
        if tail:
            slips.append(head + tail[1:])
            slips.extend(head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            slips.append(head + tail[1] + tail[0] + tail[2:])
        yield from slips


def _two_slips(word: str, language: Tag) -> Iterator[str]:
    if len(word) < _SHORTEST_FOR_TWO:
        return
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    near = process.extract(
        word,
        _common_words(language),
        scorer=OSA.distance,
        score_cutoff=2,
        limit=20,
    )
    yield from (found for found, _, _ in near if found[0] == word[0])


@cache
def _common_words(language: Tag) -> tuple[str, ...]:
    least = 10 ** (_COMMON - 9)
    return tuple(
        word
        for word, share in frequencies(language).items()
        if share >= least and len(word) >= _SHORTEST_FOR_TWO - 2
    )
