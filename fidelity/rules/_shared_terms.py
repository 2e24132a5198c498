"""Finds what both sides of a segment name by a term of a glossary.

A word of such a term (the end in *ceasefire*, the beginning in *enter into force*) stands on both
sides, so it answers nothing else in the sentence and is nobody's opposite.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from fidelity.matching.find import Mention
from fidelity.matching.sides import KnownText
from fidelity.rules._denials import Denials

Spans = tuple[tuple[int, int], ...]


class Shared(NamedTuple):
    """Where accepted terms stand whose concept the other side names too."""

    source: Spans
    """0-based code-point offsets into the source."""
    target: Spans
    """0-based code-point offsets into the translation."""


def shared_terms(known: KnownText, first: Denials, second: Denials) -> Shared:
    """List the places of the concepts that both sides name by accepted terms.

    A term with a negative word of its own (no-fly zone) is left out: in the other language its
    negation may be hidden, and the two answer each other.

    Args:
        known: both sides.
        first: what the source denies.
        second: what the translation denies.
    """
    here = _concepts(known.source.mentions)
    there = _concepts(known.target.mentions)
    both = {
        id_
        for id_ in here.keys() & there.keys()
        if not (_denies(here[id_], first) or _denies(there[id_], second))
    }
    return Shared(
        *(tuple(sorted({s for id_ in both for s in side[id_]})) for side in (here, there))
    )


def holds(spans: Spans, start: int, end: int) -> bool:
    """Say whether a stretch lies within one of the places."""
    return any(first <= start and end <= last for first, last in spans)


def unshared(denied: Denials, spans: Spans) -> Denials:
    """Leave out the words that deny by their sense only and belong to a shared term."""
    hidden, lexical = (
        tuple(span for span in each if not holds(spans, *span))
        for each in (denied.hidden, denied.lexical)
    )
    return replace(denied, hidden=hidden, lexical=lexical)


def _denies(spans: Iterable[tuple[int, int]], denied: Denials) -> bool:
    return any(start <= denial.start < end for start, end in spans for denial in denied.open)


def _concepts(mentions: Iterable[Mention]) -> dict[tuple[str, str], list[tuple[int, int]]]:
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for mention in mentions:
        if mention.term.accepted and not mention.glued:
            key = (mention.glossary, mention.concept.id)
            found.setdefault(key, []).append((mention.start, mention.end))
    return found
