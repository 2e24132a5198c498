"""Puts together what tells that a clause, phrase or word of one side has no counterpart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fidelity.matching.sides import KnownText, Side
from fidelity.model import Evidence
from fidelity.rules import _clauses, _left_over, _modifiers


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of one side that the other side has not."""

    start: int
    """0-based code-point offset into the text of its side."""
    end: int
    evidence: tuple[Evidence, ...]


def unanswered(known: KnownText, *, lost: bool) -> Iterator[Phrase]:
    """Yield what has no counterpart: the clause or phrase that is surest, and every modifier.

    Args:
        known: the segment.
        lost: whether to look for what the translation lacks; else for what it has beside.
    """
    side, other = (known.source, known.target) if lost else (known.target, known.source)
    text = side.text
    clause = _clauses.unanswered(known, lost=lost)
    phrase = None if clause else _left_over.left_over(known, lost=lost)
    if phrase is not None and _explains(side, other, phrase.start):
        phrase = None
    if clause is not None:
        said = _clauses.evidence(clause, text[clause.start : clause.end])
        yield Phrase(clause.start, clause.end, said)
    if phrase is not None:
        said = _left_over.evidence(phrase, text[phrase.start : phrase.end])
        yield Phrase(phrase.start, phrase.end, said)
    longer = clause or phrase
    for one in _modifiers.unanswered(known, lost=lost):
        if longer is None or one.end <= longer.start or longer.end <= one.start:
            said = _modifiers.evidence(one, text[one.start : one.end])
            yield Phrase(one.start, one.end, said)


def _explains(side: Side, other: Side, place: int) -> bool:
    """Say whether a phrase may explain an abbreviation, or stands in brackets."""
    return bool(
        _clauses.in_brackets(side.text, place)
        or _clauses.short_forms(other) - _clauses.short_forms(side)
    )
