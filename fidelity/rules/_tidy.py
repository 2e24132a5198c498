"""Finds what is untidy in the way a term is written, and mends it.

Each function takes the text and gives it back mended; what it mended, the caller sees by comparing.
"""

from __future__ import annotations

import re
import unicodedata

from fidelity import text

_JOINERS = frozenset("\u200c\u200d")
"""Zero width (non-)joiner: part of the spelling in Persian, Hindi and others."""
_JOINING_SCRIPTS = (
    *("ARABIC", "BENGALI", "DEVANAGARI", "GUJARATI", "GURMUKHI", "KANNADA", "MALAYALAM"),
    *("MYANMAR", "ORIYA", "SINHALA", "SYRIAC", "TAMIL", "TELUGU"),
)

_QUOTES = {"«": "»", "“": "”", "„": "“", "”": "”", '"': '"', "‘": "’", "'": "'", "‹": "›"}
_BRACKETS = {"(": ")", "[": "]", "{": "}", "（": "）", "【": "】", "「": "」", "『": "』"}
_CLOSING = {close: opening for opening, close in _BRACKETS.items()}
_PAIRED_QUOTES = (("«", "»"), ("‹", "›"))

_STRAY = ",;:،؛、。，；："
_DASHES = "-–—"
_LONGEST_DOTTED = 3
"""Words of up to so many letters before a full stop are taken for abbreviations: "etc.", "art.".
A longer one is, if it has a capital: "Sept.", "Corp."."""
_WORD = re.compile(r"[^\W\d_]+")


def composed(term: str) -> str:
    """Write letters with accents as one character each where there is one (Unicode NFC)."""
    return unicodedata.normalize("NFC", term)


def visible(term: str) -> str:
    """Take out characters that nobody sees: zero-width, soft hyphens, direction marks, controls."""
    return "".join(
        letter
        for at, letter in enumerate(term)
        if letter in "\t\n\r"
        or unicodedata.category(letter) not in ("Cf", "Cc")
        or (letter in _JOINERS and _joins(term, at))
    )


def _joins(term: str, at: int) -> bool:
    """Say whether a joiner stands between two letters of a script that uses it."""
    if not 0 < at < len(term) - 1:
        return False
    return all(
        unicodedata.name(term[beside], "").startswith(_JOINING_SCRIPTS)
        for beside in (at - 1, at + 1)
    )


def spaced(term: str) -> str:
    """Put one plain space where there are several, and none at the ends.

    A single no-break space inside a term is left: typographers set it on purpose.
    """
    return re.sub(r"\s{2,}|[\t\n\r\v\f\u2028\u2029\u0085]", " ", term.strip())


def unquoted(term: str) -> str:
    """Take off quotation marks that stand around the whole term."""
    if len(term) > 2 and term[-1] in _closers(term[0]):
        inner = term[1:-1]
        if not any(mark in inner for mark in (term[0], term[-1])):
            return inner.strip()
    return term


def _closers(opening: str) -> tuple[str, ...]:
    if opening == "„":
        return ("“", "”")
    return (_QUOTES[opening],) if opening in _QUOTES else ()


def balanced(term: str) -> str:
    """Mend a bracket or quotation mark that has no partner.

    One at an end is taken off; one inside gets its partner at that end.
    """
    term = _balanced_brackets(term)
    for opening, close in _PAIRED_QUOTES:
        term = _balanced_pair(term, opening, close)
    if term.count('"') % 2:
        term = _halved(term, '"')
    return term


def _balanced_brackets(term: str) -> str:
    for opening, close in _BRACKETS.items():
        term = _balanced_pair(term, opening, close)
    return term


def _balanced_pair(term: str, opening: str, close: str) -> str:
    depth = 0
    for letter in term:
        depth += (letter == opening) - (letter == close)
        if depth < 0:
            return term[:-1].rstrip() if term.endswith(close) else opening + term
    if depth > 0:
        if term.startswith(opening) and close not in term:
            return term[1:].lstrip()
        return term[:-1].rstrip() if term.endswith(opening) else term + close * depth
    return term


def _halved(term: str, mark: str) -> str:
    if term.startswith(mark):
        return term[1:].lstrip()
    return term[:-1].rstrip() if term.endswith(mark) else term + mark


def unpunctuated(term: str) -> str:
    """Take off punctuation that belongs to the list and not to the term.

    Commas, colons and semicolons at either end, a loose dash, and a full stop after a word too
    long for an abbreviation.
    """
    bare = term.strip(_STRAY + " ")
    bare = re.sub(rf"^[{_DASHES}•·*]\s+|\s+[{_DASHES}]$", "", bare)
    if bare.endswith(".") and not bare.endswith(".."):
        last = re.split(r"\s", bare)[-1][:-1]
        longer = len(last) > _LONGEST_DOTTED + 2 * last.istitle()
        if longer and last.isalpha():
            bare = bare[:-1]
    return bare or term


def one_script(term: str) -> str:
    """Replace letters borrowed from another alphabet inside a word: Latin “c” in a Russian word."""

    def mend(found: re.Match[str]) -> str:
        word = found.group()
        if len(text.scripts(word)) < 2:
            return word
        return text.confusable_letters(word) or word

    return _WORD.sub(mend, term)
