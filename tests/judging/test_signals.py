"""What is measured of an engine's answers."""

from __future__ import annotations

import math

import pytest

from fidelity.judging.nearness import placed
from fidelity.judging.signals import NAMES, Heard, Wording, compared, measure, summary
from fidelity.model import Candidate, Fail, Ok, Standing

WORDING = Wording(("reset",), "en", "перегрузка", "ru")
NOTHING = Fail("not-found")


def answers(*texts: str, wanted: Standing | None = None) -> Ok:
    """Make an answer whose scores fall by a tenth from one candidate to the next."""
    candidates = tuple(Candidate(text, 1 - i / 10) for i, text in enumerate(texts))
    return Ok(candidates, (wanted,) if wanted else ())


def signals(back: Ok | Fail, forward: Ok | Fail = NOTHING) -> dict[str, float]:
    """Measure and name."""
    measured = measure(Heard(back, forward), WORDING)
    assert measured is not None
    return dict(zip(NAMES, measured, strict=True))


@pytest.mark.parametrize(
    ("own", "rival", "margin"), [(0.7, 0.4, 0.3), (0.2, 0.4, -0.2)], ids=["better", "worse"]
)
def test_the_definition_compares_the_rendering_with_its_best_rival(
    own: float, rival: float, margin: float
) -> None:
    """Whatever both have to do with the definition as such."""
    standings = tuple(
        Standing(text, score, 1, 0.0)
        for text, score in (("перегрузка", own), ("сброс", rival), ("пуск", rival - 0.1))
    )
    described = Ok((Candidate("сброс"),), standings)
    measured = measure(Heard(answers("overload"), NOTHING, described), WORDING)

    assert measured is not None
    assert measured[NAMES.index("definition")] == pytest.approx(margin)
    assert measured[NAMES.index("defined")] == 1


def test_without_a_definition_it_says_nothing() -> None:
    """Neither for nor against."""
    found = signals(answers("overload"))

    assert found["definition"] == found["defined"] == 0


def test_an_engine_that_knows_neither_side_says_nothing() -> None:
    """Its silence is not evidence."""
    assert measure(Heard(NOTHING, NOTHING), WORDING) is None


def test_the_margin_is_against_the_best_answer_that_is_no_synonym() -> None:
    """A term that stands behind a stranger has a negative margin."""
    found = signals(answers("overload", "burden", wanted=Standing("reset", 0.3, 9, 0.2)))

    assert found["back_margin"] == pytest.approx(0.3 - 1.0)
    assert found["back_rank"] == pytest.approx(math.log(9))
    assert found["similarity"] == 0.2


def test_a_synonym_is_no_rival() -> None:
    """The second answer is the first that competes."""
    found = signals(answers("reset", "burden", wanted=Standing("reset", 1.0, 1, 0.9)))

    assert found["back_margin"] == pytest.approx(0.1)
    assert found["back_relation"] == 1.0


def test_answers_further_down_count_less() -> None:
    """And none beyond the fifth."""
    first = signals(answers("reset"))["back_relation"]
    third = signals(answers("tow", "load", "reset"))["back_relation"]
    sixth = signals(answers("tow", "cat", "milk", "lamp", "tree", "reset"))["back_relation"]

    assert first > third > sixth == 0


def test_an_opposite_counts_against() -> None:
    """It is worse than a stranger."""
    wording = Wording(("majority",), "en", "меньшинство", "ru")
    measured = measure(Heard(answers("minority"), NOTHING), wording)

    assert measured is not None
    assert dict(zip(NAMES, measured, strict=True))["back_relation"] < 0


def test_knowing_the_word_and_bringing_back_nothing_is_a_signal() -> None:
    """Unlike not knowing the word."""
    assert signals(answers("overload"))["found_nothing"] == 1
    assert signals(NOTHING, answers("сброс"))["found_nothing"] == 0


def test_chrf_compares_the_letters_of_the_first_answer() -> None:
    """A near spelling scores between nothing and everything."""
    same = signals(answers("reset"))["overlap"]
    near = signals(answers("resetting"))["overlap"]
    far = signals(answers("overload"))["overlap"]

    assert same == pytest.approx(1)
    assert same > near > far


def test_an_answer_far_down_is_related_a_missing_one_unrelated() -> None:
    """The summary for the report."""
    near = answers("overload", wanted=Standing("reset", 0.1, 7, 0.3))
    far = answers("overload", wanted=Standing("reset", 0.1, 700, 0.1))

    assert summary(near, ("reset",), "en") == "related"
    assert summary(far, ("reset",), "en") == "unrelated"
    assert summary(Fail("echo"), ("reset",), "en") == "untranslated"
    assert summary(NOTHING, ("reset",), "en") == "unknown"


def test_nearness_is_measured_on_each_side_that_was_answered() -> None:
    """Between what came back and the term; between the engine's translations and the rendering."""
    heard = Heard(answers("reset"), answers("перезагрузка"))
    near = placed(compared(heard, WORDING))
    measured = measure(heard, WORDING, near)
    one_way = measure(Heard(answers("reset"), NOTHING), WORDING, near)

    assert measured is not None
    assert one_way is not None
    there, back = NAMES.index("forward_nearness"), NAMES.index("back_nearness")
    assert measured[back] == pytest.approx(1.0)
    assert 0 < measured[there] < 1
    assert math.isnan(one_way[there])
