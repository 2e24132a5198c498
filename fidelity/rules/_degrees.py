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
    if not hits or any(_table(base(other.language), key).search(other.tokens) for key in _KEYS):
        return None
    pairs = counterparts(known.source, known.target)
    table = pairs.back if added else pairs.pairs
    for hit in hits:
        place = next((n for n, word in enumerate(side.words) if word.start >= hit.end), None)
        if (
            place is None
            or place not in table
            or side.text[hit.end : side.words[place].start].strip()
        ):
            continue
        answer = other.words[table[place]]
        sure = pairs.likeness[table[place] if added else place] >= _SURELY
        if sure and not _holds_it(answer, other.language):
            spans = (hit.start, side.words[place].end), (answer.start, answer.end)
            return Degree(*(spans[::-1] if added else spans), added)
    return None


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
