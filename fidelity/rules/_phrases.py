"""Puts together what tells that a clause, phrase or word of one side has no counterpart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fidelity.matching.sides import KnownText
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
    text = (known.source if lost else known.target).text
    clause = _clauses.unanswered(known, lost=lost)
    phrase = None if clause else _left_over.left_over(known, lost=lost)
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
