"""How each language writes numbers: the shipped data as tables and patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from fidelity import plain_yaml as plain
from fidelity import shelf
from fidelity.lexicon.function_words import FunctionWord, WordClass, function_words
from fidelity.matching.find import forms_of
from fidelity.matching.form_table import FormTable
from fidelity.model import Tag

_KINDS = ("number", "ordinal", "collective", "scale", "month", "weekday", "unit", "currency")
SHORT_MONTH = "short-month"
"""The kind of the short names of months."""
_SORTS = ("sides", "years", "folds", "counts", "spells")
"""Words that hold a number and are compared with their like only."""
_NOTHING = re.compile(r"(?!)")
_INFLECTED = 5
"""Letters from which a word that stands for a number is also searched in its other forms."""


@dataclass(frozen=True, slots=True)
class Notation:
    """How one language writes numbers."""

    decimal: str
    full_clock: bool
    """Whether 5:30 is in the morning where nothing says otherwise."""
    scales: Mapping[str, Fraction]
    """Letters written together with figures that multiply them (5bn)."""
    joins: re.Pattern[str]
    """What may stand between the words of one number."""
    counted: re.Pattern[str]
    """What may stand between a round number and what is counted."""
    range: re.Pattern[str]
    """What may stand between the ends of a range or the members of a list."""
    half: re.Pattern[str]
    ordinal: frozenset[str]
    decade: frozenset[str]
    morning: re.Pattern[str]
    evening: re.Pattern[str]
    no_unit: frozenset[str]
    times: re.Pattern[str]
    """What follows a number that multiplies."""
    several: re.Pattern[str]
    """What stands before a round number that is one of several."""
    lasting: tuple[tuple[str, str], ...]
    """Second parts of words for what lasts, each with the class of its unit."""
    single: tuple[str, ...]
    """Patterns of what makes a unit without number one of it; U stands for the unit."""


@dataclass(frozen=True, slots=True)
class Numerals:
    """The words by which a language says numbers, dates, units and money."""

    table: FormTable[FunctionWord | Fraction]
    """A fraction stands for a noun that names a part (third)."""
    standing: FormTable[Fraction]
    """Words that can stand for a number without being numerals."""
    several: FormTable[tuple[str, Fraction]]
    """Words for a number of sides, of years between, of times and the like: sort and number."""
    beginnings: tuple[tuple[str, Fraction], ...]
    """First parts of words that hold a number, the longest first."""
    symbols: Mapping[str, FunctionWord] = field(default_factory=dict)
    """Units and currencies that are written without a letter."""


@cache
def notation(tag: Tag) -> Notation:
    """Read how a language writes numbers; one that has no data is read as English."""
    about = _about(tag)
    scales = plain.keys(about.get("scales", {}), "scales", _file()[1])
    words = {key: _texts(about, key) for key in ("and", "of", "to", "half", "a.m.", "p.m.")}
    return Notation(
        str(about.get("decimal", ".")),
        about.get("clock") == "24",
        {text: Fraction(str(by)) for text, by in scales.items()},
        re.compile(rf"[\s‐‑-]*|\s+{_any(words['and'])}\s+|-{_any(words['and'])}-", re.IGNORECASE),
        re.compile(rf"\s*[‐‑+-]?\s*|\.\s?|\s+{_any(words['of'])}\s*", re.IGNORECASE),
        re.compile(rf"\s*[-‐‑–—−~…]+\s*|,\s+|\s*{_any(words['to'])}\s*|\s*[/,]\s*", re.IGNORECASE),
        re.compile(rf"[\s-]+{_any(words['half'], gap='[ -]')}(?!\w)", re.IGNORECASE),
        frozenset(_texts(about, "ordinal")),
        frozenset(_texts(about, "decade")),
        re.compile(rf"\s*{_any(words['a.m.'])}(?!\w)", re.IGNORECASE),
        re.compile(rf"\s*{_any(words['p.m.'])}(?!\w)", re.IGNORECASE),
        frozenset(_texts(about, "no-unit")),
        re.compile(rf"(?:{about.get('times', _NOTHING.pattern)})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w){_any(_texts(about, 'several'))}\s$", re.IGNORECASE),
        tuple((text, unit) for unit, text in _pairs(about, "lasting")),
        _texts(about, "single"),
    )


@cache
def numerals(tag: Tag) -> Numerals:
    """Make the tables of a language; empty ones where there is no data."""
    about = _about(tag)
    there = function_words(tag)
    words = [word for kind in _KINDS for word in (there.of(kind) if there else ())]
    words += _own_units(about)
    lettered = [word for word in words if word.text.isdigit() or any(map(str.isalnum, word.text))]
    table: list[tuple[Sequence[str], FunctionWord | Fraction]] = [
        (_forms(word, forms), word)
        for word, forms in zip(lettered, forms_of([w.text for w in lettered], tag), strict=True)
        if "$" not in word.text
    ]
    table += [((word.text,), word) for word in _short_months(about)]
    parts = [(text, Fraction(key)) for key, text in _pairs(about, "fractions")]
    table += _entered(parts, tag)
    standing = [(text, Fraction(key)) for key, text in _pairs(about, "stands-for")]
    several = [
        (found, (sort, value))
        for sort in _SORTS
        for found, value in _entered([(t, Fraction(key)) for key, t in _pairs(about, sort)], tag)
    ]
    beginnings = [(text, Fraction(key)) for key, text in _pairs(about, "beginnings")]
    return Numerals(
        FormTable(table),
        FormTable(_entered(standing, tag)),
        FormTable(several),
        tuple(sorted(beginnings, key=lambda pair: -len(pair[0]))),
        {
            word.text: word
            for word in words
            if "$" in word.text or not any(map(str.isalnum, word.text)) or "°" in word.text
        },
    )


def _own_units(about: Mapping[str, object]) -> list[FunctionWord]:
    """Make words of the units and currencies of a language that has no other list of them."""
    shared = function_words("en")
    known = {each.id: each for word in (shared.words if shared else ()) for each in word.classes
             if each.kind in ("unit", "currency")}  # fmt: skip
    return [
        FunctionWord(text, (known[name],), (text,))
        for key in ("units", "currencies")
        for name, text in _pairs(about, key)
    ]


def _short_months(about: Mapping[str, object]) -> list[FunctionWord]:
    """Make words of the short names of months."""
    return [
        FunctionWord(text, (WordClass(SHORT_MONTH, number, value=Decimal(number)),), (text,))
        for number, text in _pairs(about, "months")
    ]


def _forms(word: FunctionWord, inflected: Sequence[str]) -> Sequence[str]:
    """Choose the forms that count; an abbreviation of a unit has none but itself."""
    if word.kind in ("unit", "currency") and len(word.text) < _INFLECTED - 1:
        return (word.text, *inflected) if len(word.text) == _INFLECTED - 2 else (word.text,)
    return word.forms or inflected


def _entered(
    pairs: Sequence[tuple[str, Fraction]], tag: Tag
) -> list[tuple[Sequence[str], Fraction]]:
    """Give each word its forms."""
    forms = forms_of([text for text, _ in pairs], tag)
    return [(found, value) for found, (_, value) in zip(forms, pairs, strict=True)]


@cache
def _file() -> tuple[Mapping[str, object], Path]:
    path = shelf.table("numbers.yaml")
    return plain.keys(plain.parsed(path), "the file", path), path


def _about(tag: Tag) -> Mapping[str, object]:
    root, path = _file()
    return plain.keys(root.get(tag.split("-")[0].lower(), {}), tag, path)


def _texts(about: Mapping[str, object], key: str) -> tuple[str, ...]:
    return plain.texts(about.get(key, []), key, _file()[1])


def _pairs(about: Mapping[str, object], key: str) -> list[tuple[str, str]]:
    """List the words under each number."""
    groups = plain.keys(about.get(key, {}), key, _file()[1])
    return [(value, text) for value in groups for text in plain.texts(groups[value], key, Path())]


def _any(words: Sequence[str], gap: str = " ") -> str:
    """Make a pattern that matches any of some words, the longest first; nothing for none.

    Args:
        words: the words or phrases.
        gap: the pattern of what stands between the words of a phrase.
    """
    if not words:
        return _NOTHING.pattern
    ordered = sorted(words, key=len, reverse=True)
    patterns = (re.escape(word).replace("\\ ", gap).replace("'", "['’]") for word in ordered)
    return f"(?:{'|'.join(patterns)})"
