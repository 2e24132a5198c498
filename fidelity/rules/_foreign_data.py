"""Words, scripts and lists by which words of another language are told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from fidelity import plain_yaml as plain
from fidelity import shelf
from fidelity.model import Tag
from fidelity.rules._spelling import frequencies
from fidelity.text import scripts, tidy

_TOKEN = re.compile(r"[^\W\d_]+(?:[-‐‑'’][^\W\d_]+)*")
_STARTS = re.compile(r"(?:^|[.!?:;…]['\"”»)\]]*\s|\n|[“«\"])\W*(?=\w)")
"""What stands before the first word of a sentence."""
_SAMPLE = 200
"""How many of the commonest words show in which script a language is written."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, hyphens and apostrophes included."""

    text: str
    start: int
    end: int
    first: bool
    """Whether it begins a sentence."""


@cache
def script_of(tag: Tag) -> str:
    """Name the script of most of the commonest words of a language; empty where unknown."""
    counts: dict[str, int] = {}
    for _, word in zip(range(_SAMPLE), frequencies(tag), strict=False):
        for script in scripts(word):
            counts[script] = counts.get(script, 0) + 1
    return max(counts, key=lambda script: counts[script], default="")


def words_of(text: str) -> list[Token]:
    """Cut a text into words; figures and punctuation are left out."""
    starts = {match.end() for match in _STARTS.finditer(text)}
    return [
        Token(match.group(), match.start(), match.end(), match.start() in starts)
        for match in _TOKEN.finditer(text)
    ]


def left_alone(word: str, tag: Tag) -> bool:
    """Say whether a foreign word may stand in a language as it is."""
    plain_word = tidy(word).lower()
    listed = section("mul", "words") | section(tag, "words")
    return plain_word in listed


@cache
def phrases(tag: Tag) -> re.Pattern[str]:
    """Make a pattern of the foreign phrases that a language has taken over (et al.)."""
    listed = section("mul", "words") | section(tag.split("-")[0], "words")
    phrases = sorted((each for each in listed if " " in each), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases)) or '(?!)'})\b", re.IGNORECASE)


@cache
def section(tag: Tag, key: str) -> frozenset[str]:
    """Read one list of a language from ``data/foreign-words.yaml``."""
    path = shelf.table("foreign-words.yaml")
    root = plain.keys(plain.parsed(path), "the file", path)
    about: Mapping[str, object] = plain.keys(root.get(tag, {}), tag, path)
    return frozenset(plain.texts(about.get(key, []), key, path))
