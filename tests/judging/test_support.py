"""Other accepted renderings vouch for a freer one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fidelity.judging.judge import Case, Fact
from fidelity.judging.support import supported
from fidelity.model import Term, Verdict


def case(rendering: Term, *accepted: str, facts: tuple[Fact, ...] = ()) -> Case:
    """Make the case of one rendering beside others of its concept."""
    term = Term("attack", "en")
    return Case("attack", term, (term.text,), rendering, (), facts, (rendering.text, *accepted))


def judged(one: Case, word: str = "drifted") -> Verdict:
    """Judge it again after the engines have called it something."""
    said = Verdict(one.concept, one.term, one.rendering, word, 0.9, kind="sense", meaning="assault")  # type: ignore[arg-type]
    (verdict,) = supported([one], [said])
    return verdict


def test_a_near_rendering_of_the_concept_vouches_for_an_admitted_one() -> None:
    """The probability stays as it was, and a line of evidence says who vouches."""
    verdict = judged(case(Term("нападение", "ru", "admitted"), "атака"))

    assert (verdict.verdict, verdict.kind, verdict.probability) == ("cannot-tell", None, 0.9)
    assert verdict.meaning == "assault"
    assert verdict.evidence[0].answers == ("атака",)
    assert "accepted for the concept too" in verdict.evidence[0].reason


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(case(Term("нападение", "ru"), "атака"), id="preferred"),
        pytest.param(case(Term("перегрузка", "ru", "admitted"), "перезагрузка"), id="look-alike"),
        pytest.param(case(Term("урожай", "ru", "admitted"), "атака"), id="far"),
        pytest.param(case(Term("нападение", "ru", "admitted")), id="alone"),
        pytest.param(case(Term("напад", "uk", "admitted"), "атака"), id="unread"),
        pytest.param(
            case(
                Term("нападение", "ru", "admitted"),
                "атака",
                facts=(Fact("house", "deprecated", "deprecated in house"),),
            ),
            id="stated",
        ),
    ],
)
def test_nothing_else_is_taken_back(one: Case) -> None:
    """Not for a preferred rendering, and not by a look-alike or against a glossary."""
    assert judged(one).verdict == "drifted"


def test_only_what_was_called_drifted_is_looked_at() -> None:
    """What engines clear stays cleared."""
    one = case(Term("нападение", "ru", "admitted"), "атака")
    said = replace(judged(one), verdict="faithful", evidence=())

    assert supported([one], [said]) == (said,)
