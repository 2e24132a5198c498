"""Control questions: what an engine must get right before its vote on a term counts.

P is an accepted rendering of the same term, N one that is known or likely to be wrong. An engine
that does not bring the term back from P, or brings it back no better from P than from N, cannot
judge this term. The rendering under suspicion is never its own control.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from fidelity.judging.relate import CONFIRMING
from fidelity.judging.signals import NEAR_RANK, summary
from fidelity.model import Concept, Fail, Glossary, Ok, Outcome, Query, Tag, Term
from fidelity.protocols import Engine
from fidelity.text import LOOK_ALIKE, likeness, normalise

State = Literal["passed", "failed", "unverified"]

_BUCKET = 2
"""Look-alikes are sought among the terms that begin with the same letters, this many."""


@dataclass(frozen=True, slots=True)
class Control:
    """The control questions for one rendering."""

    positive: str | None
    positive_from: str
    """Where P comes from, in words."""
    negative: str | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every loaded term of the rendering's language, indexed for the choice of controls."""

    by_source: Mapping[str, tuple[tuple[Glossary, Concept], ...]]
    """Concepts by each of their normalised source terms."""
    by_start: Mapping[str, tuple[str, ...]]
    """Accepted renderings by their first letters."""


def shelve(glossaries: Iterable[Glossary], source: Tag, target: Tag) -> Shelf:
    """Index the loaded glossaries for one pair of languages."""
    by_source: dict[str, list[tuple[Glossary, Concept]]] = {}
    by_start: dict[str, set[str]] = {}
    for glossary in glossaries:
        for concept in glossary.concepts:
            for term in concept.in_language(source, accepted=True):
                by_source.setdefault(normalise(term.text), []).append((glossary, concept))
            for term in concept.in_language(target, accepted=True):
                by_start.setdefault(normalise(term.text)[:_BUCKET], set()).add(term.text)
    return Shelf(
        {key: tuple(value) for key, value in by_source.items()},
        {key: tuple(sorted(value)) for key, value in by_start.items()},
    )


def same_term(shelf: Shelf, terms: Sequence[Term]) -> list[tuple[Glossary, Concept]]:
    """List the concepts of the loaded glossaries that share a source term."""
    found: dict[tuple[str, str], tuple[Glossary, Concept]] = {}
    for term in terms:
        for glossary, concept in shelf.by_source.get(normalise(term.text), ()):
            found.setdefault((glossary.name, concept.id), (glossary, concept))
    return list(found.values())


def choose(
    concept: Concept, rendering: Term, shelf: Shelf, source: Tag, glossary_name: str
) -> Control:
    """Choose the controls that the glossaries offer for one rendering.

    Args:
        concept: the concept under check.
        rendering: the rendering under suspicion.
        shelf: the loaded glossaries, the one under check among them.
        source: the language of the concept's term.
        glossary_name: the glossary under check, for the words of the report.
    """
    own = normalise(rendering.text)
    others = same_term(shelf, concept.in_language(source, accepted=True))
    sources = [(glossary_name, concept), *((found.name, other) for found, other in others)]
    positive, where = None, ""
    avoided: list[str] = []
    for name, candidate in sources:
        for term in candidate.in_language(rendering.language):
            if normalise(term.text) == own:
                continue
            # A deprecated rendering may well be right in another sense, so it is no fair control.
            if term.status == "forbidden":
                avoided.append(term.text)
            elif term.accepted and positive is None:
                positive, where = term.text, name
    accepted = {
        normalise(term.text)
        for _, candidate in sources
        for term in candidate.in_language(rendering.language, accepted=True)
    }
    negative = next((text for text in avoided if normalise(text) not in accepted), None)
    if negative is None and positive is not None:
        negative = _look_alike(positive, shelf, accepted | {own})
    return Control(positive, where, negative)


def _look_alike(text: str, shelf: Shelf, leave_out: set[str]) -> str | None:
    """Find the term of another concept that looks most like a text."""
    key = normalise(text)
    rivals = [
        (likeness(text, other), other)
        for other in shelf.by_start.get(key[:_BUCKET], ())
        if normalise(other) not in leave_out
    ]
    best = max(rivals, default=(0.0, ""))
    return best[1] if best[0] >= LOOK_ALIKE else None


def from_forward(
    engine: Engine, rendering: str, forward: Sequence[tuple[Engine, Outcome]]
) -> tuple[str, str] | None:
    """Take the best translation of the term by an engine of another family as P.

    Returns:
        The wording and the engine's id; null where no other family offers one.
    """
    own = normalise(rendering)
    for other, outcome in forward:
        if other.family == engine.family or isinstance(outcome, Fail):
            continue
        for candidate in outcome.candidates[:1]:
            if normalise(candidate.text) != own:
                return candidate.text, other.id
    return None


def state(
    positive: Outcome | None,
    negative: Outcome | None,
    terms: Sequence[str],
    tag: Tag,
    vouched: bool,
) -> State:
    """Say how an engine did on its control questions.

    Args:
        positive: its answer on P; null where there is no P.
        negative: its answer on N; null where there is no N.
        terms: the concept's source terms.
        tag: their language.
        vouched: whether a glossary vouches for P. Where another engine only guessed it, failing on
            it proves nothing: the guess may be at fault.
    """
    if positive is None or isinstance(positive, Fail):
        return "unverified"
    if not _brings_back(positive, terms, tag):
        return "failed" if vouched else "unverified"
    if isinstance(negative, Ok) and _score(negative) > _score(positive):
        return "failed"
    return "passed"


def _brings_back(outcome: Ok, terms: Sequence[str], tag: Tag) -> bool:
    near = any(standing.rank <= NEAR_RANK for standing in outcome.wanted)
    return near or summary(outcome, terms, tag) in CONFIRMING


def _score(outcome: Ok) -> float:
    """The best score of a wanted wording; an engine without scores never fails on N."""
    return max((standing.score for standing in outcome.wanted), default=0.0)


def questions(
    control: Control, terms: tuple[str, ...], source: Tag, rendering: Term
) -> list[Query]:
    """Put the controls that the glossaries offer as questions."""
    return [
        Query(text, rendering.language, source, terms, rendering.part_of_speech)
        for text in (control.positive, control.negative)
        if text is not None
    ]
