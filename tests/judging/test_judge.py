"""From evidence to a verdict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fidelity.judging.controls import State
from fidelity.judging.judge import Case, Fact, Statement, judge, judge_all
from fidelity.judging.signals import Heard
from fidelity.judging.weights import weights_for
from fidelity.model import Candidate, Fail, Ok, Outcome, Standing, Term

WEIGHTS = weights_for("other-script")
NOTHING = Fail("not-found")


def said(
    engine: str, back: Outcome, forward: Outcome = NOTHING, state: State = "passed"
) -> Statement:
    """Make an engine's statements; its family is its kind."""
    return Statement(engine, engine.partition(":")[0], Heard(back, forward), state, "control")


def case(
    *statements: Statement, rendering: str = "перегрузка", facts: tuple[Fact, ...] = ()
) -> Case:
    """Make the case of the button."""
    return Case(
        concept="button",
        term=Term("reset", "en"),
        terms=("reset",),
        rendering=Term(rendering, "ru"),
        statements=statements,
        facts=facts,
        accepted=("перезагрузка",),
    )


def far(*texts: str) -> Ok:
    """Answer with strangers; the term stands far down."""
    candidates = tuple(Candidate(text, 0.2 - i / 10) for i, text in enumerate(texts))
    return Ok(candidates, (Standing("reset", -1.2, 4000, 0.05),))


def near(text: str, wanted: str) -> Ok:
    """Answer with the right word, well ahead."""
    return Ok((Candidate(text, 0.6), Candidate("banana", -0.4)), (Standing(wanted, 0.6, 1, 0.8),))


FAR = far("overload", "load")
BACK, FORWARD = near("reset", "reset"), near("перезагрузка", "перезагрузка")


def test_engines_that_bring_back_another_word_make_it_drifted() -> None:
    """And the word that came back is named."""
    verdict = judge(case(said("embedding:x", FAR, FAR), said("vectors:x", FAR, FAR)), WEIGHTS)

    assert verdict.verdict == "drifted"
    assert verdict.meaning == "overload"
    assert verdict.kind == "near_homonym"
    assert verdict.probability is not None
    assert verdict.probability > WEIGHTS.calibration(2).drifted


def test_engines_that_bring_the_term_back_make_it_faithful() -> None:
    """Nothing is said about its meaning then."""
    good = case(
        said("embedding:x", BACK, FORWARD),
        said("vectors:x", BACK, FORWARD),
        rendering="перезагрузка",
    )
    verdict = judge(good, WEIGHTS)

    assert (verdict.verdict, verdict.meaning, verdict.kind) == ("faithful", None, None)


def test_without_any_answer_nobody_can_tell() -> None:
    """There is no probability then, not even one half."""
    verdict = judge(case(said("embedding:x", NOTHING)), WEIGHTS)

    assert (verdict.verdict, verdict.probability) == ("cannot-tell", None)
    assert verdict.evidence[0].reason == "does not know the rendering"


def test_an_engine_that_failed_its_control_does_not_count() -> None:
    """Its line stays in the evidence, with the reason."""
    verdict = judge(case(said("embedding:x", FAR, FAR, "failed")), WEIGHTS)

    assert (verdict.verdict, verdict.probability) == ("cannot-tell", None)
    assert verdict.evidence[0].competent is False


def test_two_engines_of_one_family_are_one_vote() -> None:
    """Copies of an opinion add nothing."""
    once = judge(case(said("dictionary:a", FAR)), WEIGHTS)
    twice = judge(case(said("dictionary:a", FAR), said("dictionary:b", FAR)), WEIGHTS)

    assert once.probability == twice.probability


@pytest.mark.parametrize("rendering", ["ресет", "перезагрузку"])
def test_a_look_alike_is_never_cleared_by_an_embedding_alone(rendering: str) -> None:
    """Like the term itself or like an accepted rendering: the letters may have deceived it."""
    forward = near(rendering, rendering)
    alone = case(said("embedding:x", BACK, forward), rendering=rendering)
    backed = replace(alone, statements=(*alone.statements, said("vectors:x", BACK, forward)))

    assert judge(alone, WEIGHTS).verdict == "cannot-tell"
    assert judge(backed, WEIGHTS).verdict == "faithful"


def test_what_a_glossary_forbids_is_drifted() -> None:
    """Its reason stands in the evidence, and its kind goes first."""
    fact = Fact("house", "forbidden", "forbidden in house: means overload", "sense")
    verdict = judge(case(facts=(fact,)), WEIGHTS)

    assert (verdict.verdict, verdict.kind) == ("drifted", "sense")
    assert verdict.evidence[0].engine == "glossary:house"


def test_what_a_glossary_accepts_is_faithful() -> None:
    """Even a look-alike, and against an engine."""
    fact = Fact("house", "accepted", "preferred in house")
    verdict = judge(case(said("embedding:x", FAR, FAR), facts=(fact,)), WEIGHTS)

    assert verdict.verdict == "faithful"


def test_a_rendering_left_in_the_source_language_is_untranslated() -> None:
    """The kind says so."""
    verdict = judge(
        case(said("vectors:x", FAR, FAR), said("dictionary:x", FAR, FAR), rendering="reset"),
        WEIGHTS,
    )

    assert (verdict.verdict, verdict.kind) == ("drifted", "untranslated")


def test_every_line_says_what_it_adds() -> None:
    """More than nothing for a stranger, less for the term itself."""
    verdict = judge(case(said("embedding:x", FAR, FAR), said("vectors:x", BACK, FORWARD)), WEIGHTS)
    points = [line.points for line in verdict.evidence]

    assert points[0] is not None
    assert points[1] is not None
    assert points[0] > 0 > points[1]


def test_an_abbreviation_is_not_called_drifted_on_the_engines_word() -> None:
    """They read it as a word: «ОМУ» as a form of «ом»."""
    statements = (said("embedding:x", FAR, FAR), said("vectors:x", FAR, FAR))

    assert judge(case(*statements, rendering="ОМУ"), WEIGHTS).verdict == "cannot-tell"
    assert judge(case(*statements, rendering="ому"), WEIGHTS).verdict == "drifted"


def test_a_translator_that_brings_back_something_near_speaks_less_for_drift() -> None:
    """Restart is no synonym of reset in any list, but it is nearer than overload."""
    answers = (Ok((Candidate("restart"),)), Ok((Candidate("overload"),)))
    cases = [case(said("firefox:x", answer)) for answer in answers]

    close, distant = judge_all(cases, WEIGHTS)

    assert close.evidence[0].relation == distant.evidence[0].relation
    assert close.probability is not None
    assert distant.probability is not None
    assert close.probability < distant.probability


def test_renderings_are_judged_in_their_order() -> None:
    """However many there are at once."""
    cases = [case(said("embedding:x", FAR, FAR), rendering=f"слово {i}") for i in range(3)]

    verdicts = list(judge_all(cases, WEIGHTS))

    assert verdicts == [judge(each, WEIGHTS) for each in cases]
