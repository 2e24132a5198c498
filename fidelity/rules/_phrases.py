"""Puts together what tells that a clause, phrase or word of one side has no counterpart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fidelity.matching.sides import KnownText, Side
from fidelity.model import Evidence
from fidelity.rules import _clauses, _left_over, _list_members, _lists, _modifiers, _tails
from fidelity.rules._facing import facing

_OF_A_NAME = 3
"""Words with a capital from which a stretch may be what an abbreviation stands for."""
_IN_BRACKETS = re.compile(r"\s*\(([^()]{3,})\)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of one side that the other side has not."""

    start: int
    """0-based code-point offset into the text of its side."""
    end: int
    evidence: tuple[Evidence, ...]


def unanswered(known: KnownText, *, lost: bool) -> Iterator[Phrase]:
    """Yield what has no counterpart: the clause or phrase that is surest, members and modifiers.

    Args:
        known: the segment.
        lost: whether to look for what the translation lacks; else for what it has beside.
    """
    found: list[Phrase] = []
    for phrase in _all(known, lost=lost):
        if all(phrase.end <= other.start or other.end <= phrase.start for other in found):
            found.append(phrase)
            yield phrase
    if not found:
        for word in _list_members.left_out(known, lost=lost):
            yield Phrase(word.start, word.end, _list_members.evidence(word))


def _all(known: KnownText, *, lost: bool) -> Iterator[Phrase]:
    """Yield what each way of looking finds, the longest stretches first."""
    side, other = facing(known, lost=lost)
    text = side.text
    clause = _clauses.unanswered(known, lost=lost)
    if clause is not None and not _named(side, other, (clause.start, clause.end)):
        said = _clauses.evidence(clause, text[clause.start : clause.end])
        yield Phrase(clause.start, clause.end, said)
    phrase = None if clause else _left_over.left_over(known, lost=lost)
    if phrase is not None and not _explains(side, other, phrase.start):
        said = _left_over.evidence(phrase, text[phrase.start : phrase.end])
        yield Phrase(phrase.start, phrase.end, said)
    tail = _tails.unanswered(known, lost=lost)
    if tail is not None and not _explains(side, other, tail.start):
        said = _tails.evidence(tail, text[tail.start : tail.end])
        yield Phrase(tail.start, tail.end, said)
    for member in _lists.missing(known, lost=lost):
        said = _lists.evidence(member, text[member.start : member.end])
        yield Phrase(member.start, member.end, said)
    for one in _modifiers.unanswered(known, lost=lost):
        said = _modifiers.evidence(one, text[one.start : one.end])
        yield Phrase(one.start, one.end, said)


def _named(side: Side, other: Side, span: tuple[int, int]) -> bool:
    """Say whether a stretch is a name that the other side has, whole or as an abbreviation.

    The name as the other side writes it may follow in brackets.
    """
    start, end = span
    follows = _IN_BRACKETS.match(side.text, end)
    if follows and follows[1] in other.text:
        return True
    capitals = sum(word.text[:1].isupper() for word in side.words_between(start, end))
    shorter = _clauses.short_forms(other) - _clauses.short_forms(side)
    return bool(shorter) and capitals >= _OF_A_NAME


def _explains(side: Side, other: Side, place: int) -> bool:
    """Say whether a phrase may explain an abbreviation, or stands in brackets."""
    return bool(
        _clauses.in_brackets(side.text, place)
        or _clauses.short_forms(other) - _clauses.short_forms(side)
    )
