"""What the form of a translation tells: misspelt and doubled words, marks and capitals.

None of it is a finding of its own: press texts pass through editors, and whether a headline ends
with a full stop is their business. Together it tells a finished text from a damaged one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from fidelity.matching.coverage import frequency
from fidelity.matching.sides import Side

_UNKNOWN = 1.0
"""Zipf frequency up to which a word of small letters may be misspelt."""
_RARE = 2.5
"""The same for a word that may be in the wrong place, or of another language."""
_FINAL = re.compile(r"([.!?…。？！:;])[\"'»”’)\]]*\s*\Z")
_SPACED = re.compile(r" [,.;:!?)]|\( |\S[ \u00a0]{2,}\S")
_ODD = re.compile(r"\w[;:!?,](?=[^\W\d_])|[,;:]{2,}|[,;:] ?[.!?]|\w-(?=\s|$)")
_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Form:
    """Counts of what is odd in a translation, beside its source."""

    unknown: int
    """Words that no word list of the language holds, names left out."""
    rare: int
    """Words that are seldom used, those included."""
    doubled: int
    """Words that stand twice in a row."""
    spaced: int
    """Spaces where none belongs."""
    odd: int
    """Marks where none belongs."""
    final: int
    """1 where the last mark is another than in the source."""
    question: int
    """1 where one side asks and the other does not."""
    capital: int
    """1 where one side begins with a capital letter and the other does not."""
    lower: int
    """1 where the source has capital letters and the translation has none."""
    figures: int
    """1 where the figures differ."""


def form(source: Side, target: Side) -> Form:
    """Compare the form of a translation with that of its source."""
    one, other = source.text.strip(), target.text.strip()
    words = [word.text.lower() for word in target.words]
    cased = one[:1].isalpha() and other[:1].isalpha()
    return Form(
        unknown=sum(_seldom(word.text, target.language, _UNKNOWN) for word in target.words),
        rare=sum(_seldom(word.text, target.language, _RARE) for word in target.words),
        doubled=sum(word == after for word, after in pairwise(words)),
        spaced=len(_SPACED.findall(other)),
        odd=max(0, len(_ODD.findall(other)) - len(_ODD.findall(one))),
        final=int(_final(one) != _final(other)),
        question=int(("?" in one) != ("?" in other)),
        capital=int(cased and one[0].isupper() != other[0].isupper()),
        lower=int(one != one.lower() and other == other.lower()),
        figures=int(sorted(_FIGURES.findall(one)) != sorted(_FIGURES.findall(other))),
    )


def _seldom(word: str, tag: str, most: float) -> bool:
    return word.isalpha() and word[0].islower() and frequency(word, tag) <= most


def _final(text: str) -> str:
    found = _FINAL.search(text)
    return found[1] if found else ""
