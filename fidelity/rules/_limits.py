"""Finds the words that draw the limits of a statement: quantifiers and words of scope.

A function word is firm, and so is what ``data/scope`` lists as such; what else stands there is
loose: it may explain a limit of the other side, and is never reported itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from fidelity import plain_yaml as plain
from fidelity.lexicon.function_words import function_words
from fidelity.matching.form_table import FormTable, Hit, longest
from fidelity.matching.lexicons import function_table
from fidelity.matching.sides import Side
from fidelity.model import Tag
from fidelity.rules._denials import clause_of
from fidelity.rules._wordings import Entered, base, data, entered, path_of, wording_table

_KINDS = ("quantifier", "scope", "idle-negation")
_NUMBERS = ("number", "collective", "scale", "ordinal")
_NUMBER_WITHIN = 2
"""Words after a limit among which its number stands."""
_MARKS = re.compile(r"[.,’'\s]")
"""What may stand between the thousands of a figure."""
_IDLE = "idle"
_LOOSE = "loose"


@dataclass(frozen=True, slots=True)
class Limit:
    """One limiting word or phrase in a text."""

    start: int
    """0-based code-point offset into the text."""
    end: int
    text: str
    classes: frozenset[str]
    """More than one where the word alone does not decide."""
    firm: frozenset[str]
    """Those among them that may be reported; the others only explain a limit of the other side."""

    @property
    def named(self) -> str:
        """The classes in words."""
        return " or ".join(sorted(name.replace("-", " ") for name in self.classes))


def has_data(tag: Tag) -> bool:
    """Say whether the limiting words of a language are known."""
    return bool(data("scope", base(tag)))


def limits(side: Side) -> list[Limit]:
    """Find the limiting words of one side, by place."""
    found = []
    negators = function_table(side.language, "negator", "concord").search(side.tokens)
    for hit in longest(_table(base(side.language)).search(side.tokens)):
        classes = frozenset(name for name, _ in hit.values)
        if _IDLE in classes:
            continue
        own = {name for name, rank in hit.values if rank == "own"}
        firm = frozenset(own or {name for name, rank in hit.values if rank == "word"})
        firm -= _loosened(hit.values)
        text = side.text[hit.start : hit.end]
        classes |= _denied(side, hit, classes, negators)
        found.append(Limit(hit.start, hit.end, text, classes - {_LOOSE}, firm))
    return found


def _denied(
    side: Side, hit: Hit[Any], classes: frozenset[str], negators: Sequence[Hit[Any]]
) -> frozenset[str]:
    """List what a limit may say beside a negative word of its clause (if … not: unless)."""
    found: set[str] = set()
    for name, where, becomes in _beside():
        if name in classes:
            start, end = clause_of(side.text, hit.start)
            low, high = (hit.end, end) if where == "after" else (start, hit.start)
            if any(low <= each.start < high for each in negators):
                found.update(becomes)
    return frozenset(found)


@cache
def _beside() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    path = path_of("scope", "groups")
    listed = plain.items(data("scope", "groups").get("denied", []), "denied", path)
    return tuple(
        (
            plain.text(each.get("class"), "class", path),
            plain.text(each.get("where"), "where", path),
            plain.texts(each.get("becomes"), "becomes", path),
        )
        for each in listed
    )


def numbers_after(side: Side, limit: Limit) -> frozenset[str]:
    """List the numbers that follow a limiting word: figures, or the values of numerals."""
    following = [word for word in side.words if word.start >= limit.end][:_NUMBER_WITHIN]
    starts = {word.start for word in following}
    hits = function_table(side.language, *_NUMBERS).search(side.tokens)
    spelled = {word.ids[0] for hit in hits if hit.start in starts for word in hit.values}
    figures = {_MARKS.sub("", word.text) for word in following if word.text[0].isdigit()}
    return frozenset(spelled | figures)


def _loosened(values: tuple[tuple[str, str], ...]) -> frozenset[str]:
    loose = any(name == _LOOSE for name, _ in values)
    return frozenset(name for name, _ in values) if loose else frozenset()


@cache
def _table(tag: Tag) -> FormTable[tuple[str, str]]:
    """Build the table of a language: the class of each wording, and how it may be used.

    A ``word`` may be reported, unless the file of the rule calls the same wording its ``own``; what
    is ``loose`` may not.
    """
    return wording_table(_entries(tag), tag)


def _entries(tag: Tag) -> Iterator[tuple[Entered, tuple[str, str]]]:
    known = function_words(tag)
    for kind in _KINDS:
        for word in known.of(kind) if known else ():
            for name in word.ids:
                yield (word.text, word.forms), (name, "word")
    path = path_of("scope", tag)
    for key, rank in (("words", "loose"), ("firm", "own")):
        for name, words in plain.keys(data("scope", tag).get(key, {}), key, path).items():
            for each in entered(words, name, path):
                yield each, (name, rank)
    for key in (_IDLE, _LOOSE):
        for each in entered(data("scope", tag).get(key, []), key, path):
            yield each, (key, "loose")
