"""Asks engines about labelled pairs, as an audit would, and measures the signals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.train.pairs import Pair
from fidelity.judging.backtranslate import Answers, ask
from fidelity.judging.controls import State, from_forward, state
from fidelity.judging.nearness import NOWHERE, Nearness, placed
from fidelity.judging.questions import Question
from fidelity.judging.signals import Heard, Wording, compared, measure
from fidelity.model import Concept, Term
from fidelity.protocols import Engine

PLACING = frozenset(("embedding", "vectors"))
"""Kinds of engines that place words by their meaning, and so say themselves how near answers are.
Measured on these pairs, a second measure adds nothing to theirs."""


@dataclass(frozen=True)
class Row:
    """One pair with what each engine kind had to say."""

    pair: Pair
    signals: Mapping[str, tuple[float, ...]]
    states: Mapping[str, State]
    count: float = 1.0
    """How much it counts beside others of its label."""


def hear(made: Sequence[Pair], engines: Sequence[Engine]) -> list[Row]:
    """Ask every engine about every pair: both ways, with control questions and definitions.

    Args:
        made: the pairs.
        engines: one of each kind; an engine that does not serve a pair has nothing to say on it.
    """
    asked = {pair: _question(pair) for pair in made}
    first = ask(engines, [q for each in asked.values() for q in (each.back(), each.forward())])
    lent = {
        (engine.id, pair): _control(engine, pair, question, engines, first)
        for engine in engines
        for pair, question in asked.items()
    }
    controls = [asked[pair].ask_back(text) for (_, pair), text in lent.items() if text is not None]
    answers = first.joined(ask(engines, controls))
    for engine in engines:
        if getattr(engine, "reads_definitions", False):
            queries = (q.described(first.of(engine, q.forward())) for q in asked.values())
            answers = answers.joined(ask([engine], filter(None, queries)))
    return [
        _row(pair, question, engines, answers, {e.id: lent[e.id, pair] for e in engines})
        for pair, question in asked.items()
    ]


def _question(pair: Pair) -> Question:
    terms = (Term(pair.term, "en"), Term(pair.rendering, pair.target))
    concept = Concept("pair", terms, definition=pair.definition)
    return Question(concept, terms[:1], terms[1])


def _control(
    engine: Engine, pair: Pair, question: Question, engines: Sequence[Engine], answers: Answers
) -> str | None:
    if pair.control is not None:
        return pair.control
    forward = [(other, answers.of(other, question.forward())) for other in engines]
    found = from_forward(engine, pair.rendering, forward)
    return found[0] if found else None


def _row(
    pair: Pair,
    question: Question,
    engines: Iterable[Engine],
    answers: Answers,
    lent: Mapping[str, str | None],
) -> Row:
    signals: dict[str, tuple[float, ...]] = {}
    states: dict[str, State] = {}
    wording = Wording((pair.term,), "en", pair.rendering, pair.target)
    for engine in engines:
        kind = engine.id.partition(":")[0]
        heard = _answers(engine, question, answers)
        measured = measure(heard, wording, _near(kind, heard, wording))
        if measured is None:
            continue
        control = lent[engine.id]
        positive = answers.of(engine, question.ask_back(control)) if control else None
        signals[kind] = measured
        states[kind] = state(positive, None, (pair.term,), "en", pair.control is not None)
    return Row(pair, signals, states)


def _answers(engine: Engine, question: Question, answers: Answers) -> Heard:
    forward = answers.of(engine, question.forward())
    described = question.described(forward)
    defined = None if described is None else answers.of(engine, described)
    return Heard(answers.of(engine, question.back()), forward, defined)


def _near(kind: str, heard: Heard, wording: Wording) -> Nearness:
    return NOWHERE if kind in PLACING else placed(compared(heard, wording))
