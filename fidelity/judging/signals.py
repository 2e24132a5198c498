"""Turns what one engine answered about one rendering into numbers that can be weighed.

Every signal is a difference against something else that the same engine says, never an absolute
similarity: how far the concept's own term stands behind the best competitor, at which rank, and
what the words that came back have to do with it. A signal of 0 says nothing either way.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fidelity.judging.nearness import NOWHERE, UNMEASURED, Nearness
from fidelity.judging.relate import CONFIRMING, best_relation, relation
from fidelity.model import Fail, Ok, Outcome, Relation, Standing, Tag
from fidelity.text import likeness

NAMES = (
    "back_margin",
    "back_rank",
    "forward_margin",
    "forward_rank",
    "similarity",
    "back_relation",
    "forward_relation",
    "found_nothing",
    "look_alike",
    "deceived",
    "overlap",
    "definition",
    "defined",
    "back_nearness",
    "forward_nearness",
)
"""The signals, in the order of the weights.

``back_margin``: score of the concept's term less the best answer that is no synonym of it.
``back_rank``: logarithm of the rank at which the term comes back. ``forward_*``: the same for the
rendering among the engine's own translations of the term. ``similarity``: the engine's symmetrical
measure. ``back_relation``: how near the best answers come to the term. ``forward_relation``:
whether the rendering is among the engine's translations of the term. ``found_nothing``: the engine
knows the rendering, and none of its answers is near. ``look_alike``: rendering and term look alike.
``deceived``: look-alike times similarity, since an embedding takes letters for meaning.
``overlap``: sacrebleu's chrF of the best answer against the term.
``definition``: how much better the rendering suits the concept's definition than the best of the
engine's own translations of the term does. ``defined``: whether that could be compared; the weight
of it says which difference speaks for neither side.
``back_nearness``: how near in meaning the nearest of the best answers is to the term, measured
within its language. ``forward_nearness``: the same for the engine's translations of the term and
the rendering. Where neither could be measured they are ``UNMEASURED`` and add no points.
"""

GRADES: Mapping[Relation, float] = {
    "same": 1.0,
    "synonym": 0.9,
    "hypernym": 0.45,
    "hyponym": 0.45,
    "related": 0.3,
    "unknown": 0.0,
    "unrelated": 0.0,
    "antonym": -0.6,
}
"""How much of the concept a relation brings back, in [-1, 1]; the weights are learned on top."""

DEPTH = 5
"""Answers beyond this place are too many to mean anything."""
FADE = 0.85
"""What an answer's relation counts for, one place further down."""
NEAR_RANK = 10
"""A term that stands no lower than this among an engine's answers is at least related to it."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What one engine said about one rendering, both ways."""

    back: Outcome
    """The rendering, asked in the direction of the source language."""
    forward: Outcome
    """The term, asked in the direction of the rendering's language."""
    described: Outcome | None = None
    """The concept's definition, asked in the same direction: how the rendering and the engine's own
    translations of the term stand there; null where there is none, or the engine reads none."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The two sides of the question."""

    terms: tuple[str, ...]
    """The concept's accepted terms in the source language; the first is the one to judge by."""
    source: Tag
    rendering: str
    target: Tag


def measure(heard: Heard, wording: Wording, near: Nearness = NOWHERE) -> tuple[float, ...] | None:
    """Measure the signals of one engine's answers.

    Args:
        heard: the answers.
        wording: the question.
        near: the places of what ``compared`` lists, for an engine that has no such measure itself.

    Returns:
        One number for each of ``NAMES``; null where the engine said nothing at all.
    """
    if isinstance(heard.back, Fail) and isinstance(heard.forward, Fail):
        return None
    alike = likeness(wording.terms[0], wording.rendering)
    back_margin, back_rank, similarity = _standing(heard.back, wording.terms, wording.source)
    forward_margin, forward_rank, _ = _standing(heard.forward, (wording.rendering,), wording.target)
    back_relation = _graded(heard.back, wording.terms, wording.source)
    forward_relation = _graded(heard.forward, (wording.rendering,), wording.target)
    answered = isinstance(heard.back, Ok)
    suited = _suited(heard.described, wording.rendering)
    return (
        back_margin,
        back_rank,
        forward_margin,
        forward_rank,
        similarity,
        back_relation,
        forward_relation,
        float(answered and back_relation <= 0 and forward_relation <= 0),
        alike,
        alike * similarity,
        _overlap(heard.back, wording.terms) if answered else 0.0,
        0.0 if suited is None else suited,
        float(suited is not None),
        _near(heard.back, wording.terms, wording.source, near),
        _near(heard.forward, (wording.rendering,), wording.target, near),
    )


def compared(heard: Heard, wording: Wording) -> Iterator[tuple[str, Tag]]:
    """List the texts that nearness is measured between, each with its language."""
    for outcome, wanted, tag in (
        (heard.back, wording.terms, wording.source),
        (heard.forward, (wording.rendering,), wording.target),
    ):
        if isinstance(outcome, Ok):
            yield from ((text, tag) for text in (*_texts(outcome), *wanted))


def summary(outcome: Outcome, terms: Sequence[str], tag: Tag) -> Relation:
    """Say in one word how an engine's answers stand to the term."""
    if isinstance(outcome, Fail):
        return "untranslated" if outcome.reason == "echo" else "unknown"
    found = best_relation(_texts(outcome), terms, tag)
    if found != "unknown":
        return found
    near = any(standing.rank <= NEAR_RANK for standing in outcome.wanted)
    return "related" if near else "unrelated"


def _texts(outcome: Ok) -> tuple[str, ...]:
    return tuple(candidate.text for candidate in outcome.candidates[:DEPTH])


def _standing(outcome: Outcome, wanted: Sequence[str], tag: Tag) -> tuple[float, float, float]:
    """Measure margin, logarithm of the rank, and similarity of the best wanted wording."""
    if isinstance(outcome, Fail) or not outcome.wanted:
        return 0.0, 0.0, 0.0
    best = min(outcome.wanted, key=lambda standing: (standing.rank, -standing.score))
    rivals = [
        candidate.score
        for candidate in outcome.candidates
        if candidate.score is not None
        and not any(relation(candidate.text, text, tag) in CONFIRMING for text in wanted)
    ]
    margin = best.score - max(rivals) if rivals else 0.0
    return margin, math.log(best.rank), _nearest(outcome.wanted)


def _nearest(standings: Sequence[Standing]) -> float:
    return max(standing.similarity for standing in standings)


def _suited(described: Outcome | None, rendering: str) -> float | None:
    """Compare the rendering with its rivals: which of them says what the definition says?"""
    if not isinstance(described, Ok):
        return None
    own = [standing.score for standing in described.wanted if standing.text == rendering]
    rivals = [standing.score for standing in described.wanted if standing.text != rendering]
    return own[0] - max(rivals) if own and rivals else None


def _graded(outcome: Outcome, wanted: Sequence[str], tag: Tag) -> float:
    """Grade the best answers, later ones for less; an opposite among the first counts against."""
    if isinstance(outcome, Fail):
        return 0.0
    grades = [
        GRADES.get(best_relation((text,), wanted, tag), 0.0) * FADE**place
        for place, text in enumerate(_texts(outcome))
    ]
    best = max(grades)
    return best if best > 0 else min(grades)


def _near(outcome: Outcome, wanted: Sequence[str], tag: Tag, near: Nearness) -> float:
    return near.nearest(_texts(outcome), wanted, tag) if isinstance(outcome, Ok) else UNMEASURED


def _overlap(outcome: Outcome, terms: Sequence[str]) -> float:
    """Compare letters: chrF (Popović 2015) of the first answer against the nearest term."""
    if isinstance(outcome, Fail):
        return 0.0
    return max(_chrf(outcome.candidates[0].text, term) for term in terms)


@lru_cache(maxsize=65536)
def _chrf(answer: str, term: str) -> float:
    from sacrebleu.metrics.chrf import CHRF

    return float(CHRF().sentence_score(answer, [term]).score) / 100
