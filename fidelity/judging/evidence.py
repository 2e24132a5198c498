"""Gathers the evidence on every rendering of one pair of languages, and has it judged.

Three rounds of questions. First each rendering is translated back and each term forward; then come
those that hang on the first round's answers: control questions, and which wording a concept's
definition fits best. Last, the words of phrases that seem faithful are asked for one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fidelity.judging.backtranslate import Answers, ask
from fidelity.judging.controls import Control, Shelf, choose, from_forward, same_term, shelve, state
from fidelity.judging.judge import Case, Fact, Statement, judge_all
from fidelity.judging.questions import Question, questions
from fidelity.judging.signals import Heard
from fidelity.judging.stray import strays
from fidelity.judging.support import supported
from fidelity.judging.weights import group, weights_for
from fidelity.model import (
    ABSTENTIONS,
    Concept,
    Fail,
    Glossary,
    Ok,
    Outcome,
    Query,
    Tag,
    Unchecked,
    Verdict,
)
from fidelity.protocols import Engine, Progress
from fidelity.text import normalise

_QUOTED = 2
"""Answers to a control question that a line of evidence quotes."""


def examine(
    glossary: Glossary,
    others: Sequence[Glossary],
    engines: Sequence[Engine],
    source: Tag,
    target: Tag,
    progress: Progress,
) -> tuple[tuple[Verdict, ...], tuple[Unchecked, ...]]:
    """Judge every accepted rendering of a glossary in one pair of languages.

    Args:
        glossary: the glossary under check.
        others: the other loaded glossaries, which may state facts and lend control questions.
        engines: those that may be asked; one that does not serve the pair is passed over.
        source: the language of the concepts' terms.
        target: the language of the renderings.
        progress: told how far the questions have come.

    Returns:
        One verdict a rendering, in the glossary's order, and what a fault kept from being judged.
    """
    asked = list(questions(glossary, source, target))
    serving = [engine for engine in engines if engine.serves(target, source)]
    shelf = shelve((glossary, *others), source, target)
    elsewhere = shelve(others, source, target)
    controls = [choose(q.concept, q.rendering, shelf, source, glossary.name) for q in asked]
    first = ask(serving, [query for q in asked for query in (q.back(), q.forward())], progress)
    second = ask(serving, _control_queries(asked, controls, serving, first), progress)
    answers = first.joined(second).joined(_described(asked, serving, first, progress))
    weights = weights_for(group(source, target))
    cases = [
        _case(question, control, elsewhere, serving, answers)
        for question, control in zip(asked, controls, strict=True)
    ]
    verdicts = supported(cases, tuple(judge_all(cases, weights)))
    verdicts = strays(verdicts, serving, progress)
    return verdicts, tuple(_unchecked(asked, serving, answers))


def _described(
    asked: Sequence[Question], engines: Sequence[Engine], first: Answers, progress: Progress
) -> Answers:
    """Ask the engines that read definitions about those of the concepts."""
    answers = Answers({})
    for engine in engines:
        if getattr(engine, "reads_definitions", False):
            queries = (q.described(first.of(engine, q.forward())) for q in asked)
            answers = answers.joined(ask([engine], filter(None, queries), progress))
    return answers


def _control_queries(
    asked: Sequence[Question],
    controls: Sequence[Control],
    engines: Sequence[Engine],
    answers: Answers,
) -> Iterator[Query]:
    for question, control in zip(asked, controls, strict=True):
        texts = [control.positive, control.negative]
        if control.positive is None:
            texts += [
                found[0]
                for engine in engines
                if (found := _lent(engine, question, engines, answers)) is not None
            ]
        for text in texts:
            if text is not None:
                yield question.ask_back(text)


def _lent(
    engine: Engine, question: Question, engines: Sequence[Engine], answers: Answers
) -> tuple[str, str] | None:
    forward = [(other, answers.of(other, question.forward())) for other in engines]
    return from_forward(engine, question.rendering.text, forward)


def _case(
    question: Question,
    control: Control,
    elsewhere: Shelf,
    engines: Sequence[Engine],
    answers: Answers,
) -> Case:
    facts = tuple(_facts(question, elsewhere))
    stating = {f"termbase:{fact.glossary}" for fact in facts}
    return Case(
        concept=question.concept.id,
        term=question.terms[0],
        terms=question.texts,
        rendering=question.rendering,
        statements=tuple(
            _statement(engine, question, control, engines, answers)
            for engine in engines
            if engine.id not in stating and not _silent(engine, question, answers)
        ),
        facts=facts,
        accepted=tuple(_accepted(question, elsewhere)),
    )


def _silent(engine: Engine, question: Question, answers: Answers) -> bool:
    """Say whether a glossary knows neither side, which is no evidence worth a line."""
    return engine.family.startswith("termbase:") and all(
        isinstance(answers.of(engine, query), Fail)
        for query in (question.back(), question.forward())
    )


def _statement(
    engine: Engine,
    question: Question,
    control: Control,
    engines: Sequence[Engine],
    answers: Answers,
) -> Statement:
    positive, where = control.positive, control.positive_from
    if positive is None and (lent := _lent(engine, question, engines, answers)) is not None:
        positive, where = lent
    of_positive = answers.of(engine, question.ask_back(positive)) if positive else None
    of_negative = (
        answers.of(engine, question.ask_back(control.negative)) if control.negative else None
    )
    language = question.terms[0].language
    vouched = control.positive is not None
    did = state(of_positive, of_negative, question.texts, language, vouched)
    forward = answers.of(engine, question.forward())
    described = question.described(forward)
    defined = None if described is None else answers.of(engine, described)
    return Statement(
        engine=engine.id,
        family=engine.family,
        heard=Heard(
            back=answers.of(engine, question.back()),
            forward=forward,
            described=defined,
        ),
        state=did,
        control=_in_words(positive, where, of_positive, control.negative, did)
        + _by_definition(defined, question.rendering.text),
    )


def _by_definition(outcome: Outcome | None, rendering: str) -> str:
    """Name the translation of the term that suits the definition better than the rendering."""
    if not isinstance(outcome, Ok) or not outcome.wanted:
        return ""
    best = max(outcome.wanted, key=lambda standing: standing.score)
    return "" if best.text == rendering else f"; by the definition rather {best.text}"


def _in_words(
    positive: str | None, where: str, answer: Outcome | None, negative: str | None, did: str
) -> str:
    """Say which control question was asked and how it ended."""
    if positive is None:
        return "no control question: no other rendering of the term is known"
    if not isinstance(answer, Ok):
        return f"control {positive} ({where}): no answer"
    quoted = ", ".join(candidate.text for candidate in answer.candidates[:_QUOTED])
    against = f", against {negative}" if negative else ""
    return f"control {positive} → {quoted}{against}: {did}"


def _facts(question: Question, elsewhere: Shelf) -> Iterator[Fact]:
    """List what the other glossaries say of this rendering of this term, acceptance first."""
    own = normalise(question.rendering.text)
    accepted: list[Fact] = []
    avoided: list[Fact] = []
    for glossary, concept in same_term(elsewhere, question.terms):
        for term in concept.in_language(question.rendering.language):
            if normalise(term.text) != own:
                continue
            words = f"{term.status} in {glossary.name}"
            if term.status == "deprecated" and _told_apart(question.concept, concept):
                continue
            if term.status == "deprecated" or term.status == "forbidden":
                because = f"{words}: {term.reason}" if term.reason else words
                avoided.append(Fact(glossary.name, term.status, because, term.kind))
            else:
                accepted.append(Fact(glossary.name, "accepted", words))
    # A word that some concept of the same term accepts is not wrong as such.
    yield from accepted or avoided


def _told_apart(mine: Concept, theirs: Concept) -> bool:
    """Say whether two concepts of one term may be two meanings: both are defined, differently.

    What is deprecated in one meaning may be right in the other; what is forbidden is wrong in all.
    """
    defined = mine.definition and theirs.definition
    return bool(defined) and mine.definition != theirs.definition


def _accepted(question: Question, elsewhere: Shelf) -> Iterable[str]:
    language = question.rendering.language
    for term in question.concept.in_language(language, accepted=True):
        yield term.text
    for _, concept in same_term(elsewhere, question.terms):
        for term in concept.in_language(language, accepted=True):
            yield term.text


def _unchecked(
    asked: Sequence[Question], engines: Sequence[Engine], answers: Answers
) -> Iterator[Unchecked]:
    """Report each fault of an engine once, with the number of renderings it concerns.

    What is not recorded is reported whatever the question was: with the control questions missing,
    the verdicts would be others than those that were recorded.
    """
    for engine in engines:
        lost = [
            query
            for query, outcome in answers.outcomes.get(engine.id, {}).items()
            if outcome == Fail("not-recorded")
        ]
        if lost:
            yield _not_recorded(engine, len(lost), asked[0])
        faults: dict[Fail, list[Question]] = {}
        for question in asked:
            outcome = answers.of(engine, question.back())
            if isinstance(outcome, Fail) and outcome.reason not in ABSTENTIONS | {"not-recorded"}:
                faults.setdefault(Fail(outcome.reason), []).append(question)
        for fail, hit in sorted(faults.items(), key=lambda item: item[0].reason):
            yield _fault(engine, fail, hit)


def _not_recorded(engine: Engine, count: int, first: Question) -> Unchecked:
    questions_ = "1 question" if count == 1 else f"{count} questions"
    were = "is" if count == 1 else "are"
    return Unchecked(
        reason="not-recorded",
        message=f"{questions_} to {engine.id} {were} not recorded in the lock; "
        "record them with --answers missing, where the engine can be asked",
        engine=engine.id,
        place=first.rendering.place,
    )


def _fault(engine: Engine, fail: Fail, hit: Sequence[Question]) -> Unchecked:
    one = hit[0] if len(hit) == 1 else None
    count = f"{len(hit)} renderings were" if one is None else f"{hit[0].rendering.text} was"
    return Unchecked(
        reason=fail.reason,
        message=f"{count} not checked by {engine.id}: {fail.reason}; "
        "run again, or leave the engine out with --engines",
        concept=one.concept.id if one else None,
        rendering=one.rendering.text if one else None,
        engine=engine.id,
        place=hit[0].rendering.place,
    )
