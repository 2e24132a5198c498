"""Finds a word that says how far something goes (extremely) and that only one side has."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from fidelity import plain_yaml as plain
from fidelity.matching.form_table import FormTable
from fidelity.matching.sides import KnownText, Side
from fidelity.model import Tag
from fidelity.protocols import Word
from fidelity.rules._counterparts import counterparts
from fidelity.rules._wordings import base, data, entered, path_of, wording_table

_FOLDER = "degrees"
_SURELY = 0.6
"""Cosine from which two words surely stand for each other."""


class Degree(NamedTuple):
    """A strengthening word of one side, and the word that it strengthens on both."""

    source: tuple[int, int]
    """0-based code-point offsets into the source."""
    target: tuple[int, int]
    """The same of the translation."""
    added: bool
    """Whether it is the translation that has it."""


def degrees(known: KnownText) -> Iterator[Degree]:
    """Yield the strengthening words that were lost or added, at most one for each side."""
    for added in (False, True):
        side, other = (known.target, known.source) if added else (known.source, known.target)
        if not (data(_FOLDER, base(side.language)) and data(_FOLDER, base(other.language))):
            return
        found = _alone(side, other, known, added=added)
        if found:
            yield found


def _alone(side: Side, other: Side, known: KnownText, *, added: bool) -> Degree | None:
    hits = _table(base(side.language), "strong").search(side.tokens)
    if not hits:
        return None
    pairs = counterparts(known.source, known.target)
    table, back = (pairs.back, pairs.pairs) if added else (pairs.pairs, pairs.back)
    for hit in hits:
        place = _at(side, hit.end)
        if place not in table or side.text[hit.end : side.words[place].start].strip():
            continue
        answer = other.words[table[place]]
        sure = pairs.likeness[table[place] if added else place] >= _SURELY
        taken = {n for n, word in enumerate(side.words) if hit.start <= word.start < hit.end}
        taken.add(place)
        if sure and not _holds_it(answer, other.language) and not _said(other, back, taken):
            spans = (hit.start, side.words[place].end), (answer.start, answer.end)
            return Degree(*(spans[::-1] if added else spans), added)
    return None


def _at(side: Side, start: int) -> int:
    """Give the place of the first word from an offset on; -1 where there is none."""
    return next((n for n, word in enumerate(side.words) if word.start >= start), -1)


def _said(other: Side, back: dict[int, int], taken: set[int]) -> bool:
    """Say whether a word of the other side may stand for the strengthening one.

    One that answers a word of its own over there does not, nor one that stands before a word that
    answers another than the strengthened one.
    """
    hits = [hit for key in _KEYS for hit in _table(base(other.language), key).search(other.tokens)]
    for hit in hits:
        first, after = _at(other, hit.start), _at(other, hit.end)
        elsewhere = [back[place] for place in (first, after) if place in back]
        if not elsewhere or any(place in taken for place in elsewhere):
            return True
    return False


_KEYS = ("strong", "other")


def _holds_it(word: Word, tag: Tag) -> bool:
    """Say whether a word is strengthened by a part of its own (важнейший)."""
    path = path_of(_FOLDER, base(tag))
    parts = plain.texts(data(_FOLDER, base(tag)).get("parts", []), "parts", path)
    return any(part in word.text.lower() for part in parts)


@cache
def _table(tag: Tag, key: str) -> FormTable[bool]:
    listed = entered(data(_FOLDER, tag).get(key, []), key, path_of(_FOLDER, tag))
    return wording_table(((each, True) for each in listed), tag)
