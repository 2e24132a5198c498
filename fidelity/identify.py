"""Tells in which of two languages a text is, by its script or by its commonest words.

This serves to warn of files that are the wrong way round or in a third language, so whole documents
are looked at and no sentence has to be recognised for certain. Counting the commonest words of a
language is the method of Grefenstette (1995), "Comparing two language identification schemes"; the
words are those of wordfreq (data CC BY-SA 4.0), read where it is installed.
"""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, partial
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from fidelity.cache import derived_file, in_use
from fidelity.model import Tag

_SCRIPTS = {
    "Latn": "A-Za-zÀ-ɏḀ-ỿ",
    "Cyrl": "\u0400-\u052f",
    "Arab": "\u0600-\u06ff\u0750-\u077f",
    "Hani": "\u3400-\u4dbf\u4e00-\u9fff",
    "Kana": "\u3040-\u30ff",
    "Hang": "\uac00-\ud7af",
    "Grek": "\u0370-\u03ff",
    "Hebr": "\u0590-\u05ff",
    "Deva": "\u0900-\u097f",
    "Thai": "\u0e00-\u0e7f",
    "Geor": "\u10a0-\u10ff",
    "Armn": "\u0530-\u058f",
}
_LETTERS = {script: re.compile(f"[{letters}]") for script, letters in _SCRIPTS.items()}
_SAME = {"Hans": "Hani", "Hant": "Hani", "Jpan": "Kana", "Kore": "Hang"}
_WORD = re.compile(r"[^\W\d_]+")

_LOOKED_AT = 400
"""Characters of a text that are looked at."""
_COMMON = 150
"""Words of a language that are counted."""
_FREQUENT = 1000
"""Words of a language whose letters are counted."""
_USUAL, _STRAY = 10, 2
"""How often a letter stands in them if it belongs to the language, and if it does not."""
_USUAL_SHARE = {"Latn": 0.35}
"""The share of a language's commonest words in a text from which nobody doubts that it is in that
language; languages with articles reach more."""
_USUAL_SHARE_ELSEWHERE = 0.2
_LEAST_SHARE = 0.12
"""The share below which a text is not taken for one in a language."""
_LEAST = 2
_TIMES = 2
"""A text is in one language if it has so many signs of it, and so many times as many as of the
other."""
OTHERS = tuple(
    "ar bg cs de el en es fa fr he hi hr hu it ja ko nl pl pt ro ru sk sl sr sv tr uk zh".split()  # noqa: SIM905
)
"""The languages that are recognised without being asked for."""


class Signs(NamedTuple):
    """How many signs of each of two languages a text has."""

    one: int
    other: int
    words: int
    """Words or, where scripts differ, letters that were looked at."""

    @property
    def first(self) -> bool:
        """Whether the text is in the first of the two languages."""
        return self.one >= max(_LEAST, _TIMES * self.other + 1)

    @property
    def second(self) -> bool:
        """Whether it is in the second."""
        return self.other >= max(_LEAST, _TIMES * self.one + 1)


def signs(text: str, one: Tag, other: Tag) -> Signs:
    """Count the signs of two languages.

    Args:
        text: a sentence or more.
        one: the first language.
        other: the second one.
    """
    text = text[:_LOOKED_AT]
    scripts = script(one), script(other)
    if scripts[0] != scripts[1]:
        found = [_letters(text, each) for each in scripts]
        return Signs(found[0], found[1], sum(map(str.isalpha, text)))
    known = _distinctive(one.split("-")[0], other.split("-")[0])
    words = _WORD.findall(text.lower())
    if not all(known):  # one of the two is not known, so its words would be missed
        return Signs(0, 0, 0)
    letters = _letters_of(one.split("-")[0], other.split("-")[0])
    hits = [
        sum(word in common or not own.isdisjoint(word) for word in words)
        for common, own in zip(known, letters, strict=True)
    ]
    return Signs(hits[0], hits[1], len(words))


def other_language(text: str, expected: Tag) -> Tag | None:
    """Say in which language a text is that does not seem to be in the expected one.

    Args:
        text: several sentences.
        expected: the language in which it should be.

    Returns:
        One of ``OTHERS``; null where the text may well be in the expected language, where that is
        not among them, or where no other one is certain.
    """
    base = expected.split("-")[0]
    words = _WORD.findall(text.lower())
    usual = _USUAL_SHARE.get(script(base), _USUAL_SHARE_ELSEWHERE)
    if base not in OTHERS or not words or _share(words, base) >= usual:
        return None
    written = max(_SCRIPTS, key=lambda each: _letters(text, each))
    there = [tag for tag in OTHERS if script(tag) == written and tag != base]
    best = max(there, key=lambda tag: _share(words, tag), default=None)
    if best is None:
        return None
    if len(there) > 1 and _share(words, best) < _LEAST_SHARE:
        return None
    return best if signs(text, base, best).second else None


def _share(words: Sequence[str], language: str) -> float:
    """Give the share of the commonest words of a language among words, in [0, 1]."""
    return sum(word in _common(language) for word in words) / len(words)


@cache
def script(tag: Tag) -> str:
    """Give the script in which a language is usually written, by its ISO 15924 code."""
    import langcodes

    usual = langcodes.Language.get(tag).maximize().script or "Latn"
    return _SAME.get(usual, usual)


def _letters(text: str, name: str) -> int:
    found = len(_LETTERS[name].findall(text)) if name in _LETTERS else 0
    return found + _letters(text, "Hani") if name == "Kana" and found else found


@cache
def _common(language: str) -> frozenset[str]:
    from wordfreq import available_languages

    return frozenset(_frequent(language)[:_COMMON] if language in available_languages() else ())


@cache
def _frequent(language: str) -> tuple[str, ...]:
    """List the most frequent words of a language, the commonest first.

    They are kept in the cache: to read the whole list for a thousand words takes half a second.
    """
    version = f"{metadata.version('wordfreq')}-{_FREQUENT}"
    name = f"frequent-{language}.txt"
    with contextlib.suppress(OSError, UnicodeDecodeError):
        path = derived_file(in_use(), name, version, partial(_write_frequent, language))
        words = path.read_text("utf-8").split("\n")
        if len(words) == _FREQUENT:
            return tuple(words)
        path.unlink()  # damaged: to be made again the next time
    return _most_frequent(language)


def _write_frequent(language: str, path: Path) -> None:
    path.write_text("\n".join(_most_frequent(language)), "utf-8")


def _most_frequent(language: str) -> tuple[str, ...]:
    from wordfreq import get_frequency_list, top_n_list

    found = tuple(top_n_list(language, _FREQUENT))
    # The package would keep the lists of all languages that a text is compared with: 350 MB.
    get_frequency_list.cache_clear()
    return found


@cache
def _distinctive(one: str, other: str) -> tuple[frozenset[str], frozenset[str]]:
    """List the commonest words of each of two languages that the other does not share."""
    return _common(one) - _common(other), _common(other) - _common(one)


@cache
def _letters_of(one: str, other: str) -> tuple[frozenset[str], frozenset[str]]:
    """List the letters that words of one of two languages have and words of the other have not."""
    counts = [Counter("".join(_frequent(tag))) for tag in (one, other)]
    own, theirs = (
        frozenset(
            letter
            for letter, count in counts[at].items()
            if letter.isalpha() and count >= _USUAL and counts[1 - at][letter] <= _STRAY
        )
        for at in (0, 1)
    )
    return own, theirs
