"""From the evidence on one rendering to a verdict: faithful, drifted, or cannot tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from fidelity.judging.controls import State
from fidelity.judging.nearness import NOWHERE, Nearness, placed
from fidelity.judging.relate import CONFIRMING, content, relation
from fidelity.judging.signals import Heard, Wording, compared, measure, summary
from fidelity.judging.weights import Weights
from fidelity.model import (
    Evidence,
    Fail,
    Kind,
    Ok,
    Outcome,
    Relation,
    Term,
    Verdict,
    VerdictWord,
)
from fidelity.text import LOOK_ALIKE, likeness, normalise

SHOWN = 5
"""Answers quoted in a line of evidence."""
TOGETHER = 1000
"""Cases whose texts are placed in the space of meaning at once: about 30 MB."""
DIGITS = 3
"""Probabilities and points are rounded: more digits would claim more than was measured."""
_LONGEST = 8
"""Letters that an abbreviation has at most."""
_BY_LETTERS = frozenset(("embedding",))
"""Families that read pieces of words, and so take look-alikes for the same word."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One engine's answers on one rendering, and how it did on the control questions."""

    engine: str
    family: str
    heard: Heard
    state: State
    control: str
    """The control question and its answer, in words."""

    @property
    def kind(self) -> str:
        """The kind of engine: the part of its id before the colon."""
        return self.engine.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Fact:
    """What a loaded glossary says outright about the rendering."""

    glossary: str
    says: Literal["accepted", "deprecated", "forbidden"]
    """How it lists this rendering of this term."""
    words: str
    """The same in words, for the report."""
    kind: Kind | None = None
    meaning: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Everything on which one rendering is judged."""

    concept: str
    term: Term
    """The source term by which the rendering is judged."""
    terms: tuple[str, ...]
    """All accepted source terms of the concept, the one above first."""
    rendering: Term
    statements: tuple[Statement, ...]
    facts: tuple[Fact, ...] = ()
    accepted: tuple[str, ...] = ()
    """Other accepted renderings, for telling a near-homonym."""

    @property
    def wording(self) -> Wording:
        """The question as the signals need it."""
        return Wording(self.terms, self.term.language, self.rendering.text, self.rendering.language)


def judge_all(cases: Sequence[Case], weights: Weights) -> Iterator[Verdict]:
    """Judge renderings one after the other; the order is kept.

    Their answers are placed in the space of meaning many at once, which takes a quarter of the
    time.
    """
    for start in range(0, len(cases), TOGETHER):
        part = cases[start : start + TOGETHER]
        near = placed(
            text
            for case in part
            for said in case.statements
            if weights.compares(said.kind)
            for text in compared(said.heard, case.wording)
        )
        for case in part:
            yield judge(case, weights, near)


def judge(case: Case, weights: Weights, near: Nearness = NOWHERE) -> Verdict:
    """Weigh the evidence on one rendering.

    Args:
        case: the rendering, with what engines and glossaries say about it.
        weights: those for the pair of languages.
        near: how near the answers are in meaning, for engines that do not say it themselves.

    Returns:
        The verdict with a line of evidence for every engine and fact; ``cannot-tell`` with a null
        probability where nothing at all was said.
    """
    weights = weights.suited(case.term.text, case.rendering.text)
    lines, by_family = _weigh(case, weights, near)
    points = sum(weights.facts[fact.says] for fact in case.facts[:1])
    stated = (_as_evidence(fact, weights) for fact in case.facts)
    evidence = (*stated, *lines)
    bare = Verdict(case.concept, case.term, case.rendering, "cannot-tell", None, evidence=evidence)
    if not by_family and not case.facts:
        return bare
    probability = weights.probability(by_family, points)
    word = _word(probability, case, by_family, weights)
    meaning = None if word == "faithful" else _meaning(case)
    return replace(
        bare,
        verdict=word,
        probability=round(probability, DIGITS),
        kind=_kind(case) if word == "drifted" else None,
        meaning=meaning,
    )


def _weigh(case: Case, weights: Weights, near: Nearness) -> tuple[list[Evidence], dict[str, float]]:
    measured = []
    for said in case.statements:
        own = near if weights.compares(said.kind) else NOWHERE
        measured.append((said, measure(said.heard, case.wording, own)))
    voting = {s.family for s, signals in measured if signals is not None and s.state != "failed"}
    lines: list[Evidence] = []
    by_family: dict[str, list[float]] = {family: [] for family in sorted(voting)}
    for said, signals in measured:
        points = None
        if signals is not None:
            alone = len(voting) == 1
            points = weights.points(said.kind, signals, said.state, alone=alone)
            if said.state != "failed":
                by_family[said.family].append(points)
        lines.append(_line(said, case, points))
    return lines, {family: sum(votes) / len(votes) for family, votes in by_family.items()}


def _line(said: Statement, case: Case, points: float | None) -> Evidence:
    back = said.heard.back
    answers: tuple[str, ...] = ()
    reason = said.control
    if isinstance(back, Ok):
        answers = tuple(candidate.text for candidate in back.candidates[:SHOWN])
    else:
        reason = _why(back)
    return Evidence(
        engine=said.engine,
        family=said.family,
        query=case.rendering.text,
        answers=answers,
        relation=summary(back, case.terms, case.term.language),
        competent={"passed": True, "failed": False, "unverified": None}[said.state],
        reason=reason,
        points=None if points is None else round(points, DIGITS),
    )


_WORDS_FOR = {
    "not-found": "does not know the rendering",
    "unsupported-pair": "does not know this pair of languages",
    "echo": "gave the rendering back untranslated",
    "empty": "gave an empty answer",
    "no-consent": "was not asked: what it would send may not leave the machine",
}


def _why(fail: Outcome) -> str:
    reason = fail.reason if isinstance(fail, Fail) else ""
    return _WORDS_FOR.get(reason, f"gave no answer: {reason}")


def _as_evidence(fact: Fact, weights: Weights) -> Evidence:
    stands: Relation = "same" if fact.says == "accepted" else "unrelated"
    return Evidence(
        engine=f"glossary:{fact.glossary}",
        family=f"termbase:{fact.glossary}",
        query="",
        answers=(fact.meaning,) if fact.meaning else (),
        relation=stands,
        competent=True,
        reason=fact.words,
        points=weights.facts[fact.says],
    )


def _word(
    probability: float, case: Case, by_family: Mapping[str, float], weights: Weights
) -> VerdictWord:
    thresholds = weights.calibration(len(by_family))
    if probability >= thresholds.drifted:
        unsure = _abbreviation(case.rendering.text) and not case.facts
        return "cannot-tell" if unsure else "drifted"
    if probability > thresholds.faithful:
        return "cannot-tell"
    cleared_elsewhere = any(fact.says == "accepted" for fact in case.facts) or any(
        points < 0 for family, points in by_family.items() if family not in _BY_LETTERS
    )
    return "faithful" if cleared_elsewhere or not _looks_alike(case) else "cannot-tell"


def _abbreviation(text: str) -> bool:
    """Say whether a rendering is an abbreviation in capitals, which engines read as a word."""
    letters = [character for character in text if character.isalpha()]
    return 1 < len(letters) <= _LONGEST and all(character.isupper() for character in letters)


def _looks_alike(case: Case) -> bool:
    """Say whether letters alone could make an embedding see the meaning in the rendering."""
    own = normalise(case.rendering.text)
    others = [case.term.text, *(text for text in case.accepted if normalise(text) != own)]
    return any(likeness(own, other) >= LOOK_ALIKE for other in others)


def _meaning(case: Case) -> str | None:
    """Name what the rendering means: the answer on which the engines agree best.

    Answers are ranked by reciprocal rank over the families (Cormack et al. 2009, "Reciprocal rank
    fusion"), with the constant small, because the first answers matter most here.
    """
    stated = next((fact.meaning for fact in case.facts if fact.meaning), None)
    if stated is not None:
        return stated
    constant = 2
    tag = case.term.language
    scores: dict[frozenset[str], float] = {}
    texts: dict[frozenset[str], str] = {}
    for said in case.statements:
        if not isinstance(said.heard.back, Ok):
            continue
        for place, candidate in enumerate(said.heard.back.candidates[: 2 * SHOWN]):
            if any(relation(candidate.text, term, tag) in CONFIRMING for term in case.terms):
                continue
            key = frozenset().union(*content(candidate.text, tag))
            texts.setdefault(key, candidate.text)
            scores[key] = scores.get(key, 0.0) + 1 / (constant + place)
    best = max(scores, key=lambda key: (scores[key], texts[key]), default=None)
    return None if best is None else texts[best]


def _kind(case: Case) -> Kind:
    """Say what kind of drift it looks like; what a glossary says goes first."""
    stated = next((fact.kind for fact in case.facts if fact.kind), None)
    if stated is not None:
        return stated
    own = normalise(case.rendering.text)
    if own == normalise(case.term.text):
        return "untranslated"
    summaries = {
        summary(said.heard.back, case.terms, case.term.language) for said in case.statements
    }
    if "antonym" in summaries:
        return "polarity"
    if any(likeness(own, text) >= LOOK_ALIKE for text in case.accepted if normalise(text) != own):
        return "near_homonym"
    if likeness(own, case.term.text) >= LOOK_ALIKE:
        return "false_friend"
    if summaries & {"hypernym", "hyponym", "related"}:
        return "related"
    return "sense"
