"""What may be put to a translator, and what counts as its answer."""

from __future__ import annotations

import math

import pytest

from fidelity.engines._answers import LONGEST, answered, deadline, question, same_language
from fidelity.engines._frames import framed, unframed
from fidelity.errors import UsageError
from fidelity.model import Fail, Ok, Outcome, Query

TERM = Query("jardim", "pt", "en", ("garden", "orchard"))


def texts(outcome: Outcome) -> list[str]:
    """List the candidates of an answer."""
    assert isinstance(outcome, Ok)
    return [candidate.text for candidate in outcome.candidates]


@pytest.mark.parametrize("text", ["", " \t\n", "...", "\0", "\ud800", "🙂", "—"])
def test_what_has_no_letter_is_not_asked(text: str) -> None:
    """A translator would make something up."""
    assert question(Query(text, "pt", "en")) == Fail("empty")


def test_a_question_is_one_line_without_a_full_stop() -> None:
    """The frames bring their own."""
    assert question(Query(" o\tjardim\nvelho. ", "pt", "en")) == "o jardim velho"
    assert question(Query("a\0b", "pt", "en")) == "a b"


def test_a_long_text_is_not_asked() -> None:
    """It would be cut off silently."""
    assert question(Query("a" * LONGEST, "pt", "en")) == "a" * LONGEST
    assert question(Query("a" * (LONGEST + 1), "pt", "en")) == Fail("too-long")


@pytest.mark.parametrize(
    "answer", ["Garden.", " the garden ", '"garden"', "“Garden”.", "The Garden…", "garden;"]
)
def test_an_answer_is_written_as_a_term(answer: str) -> None:
    """Without what belongs to a sentence."""
    assert texts(answered(TERM, [(answer, None)]))[0].casefold() == "garden"


def test_capitals_of_the_answer_s_own_are_kept() -> None:
    """Abbreviations, and names that were asked with a capital."""
    assert texts(answered(Query("otan", "pt", "en"), [("NATO.", None)])) == ["NATO"]
    assert texts(answered(Query("Lisboa", "pt", "en"), [("Lisbon", None)])) == ["Lisbon"]
    assert texts(answered(Query("Garten", "de", "en"), [("Garden.", None)])) == ["garden"]
    assert texts(answered(Query("garden", "en", "de"), [("Garten.", None)])) == ["Garten"]


def test_an_article_that_was_asked_is_answered() -> None:
    """Only one that the translator added goes."""
    assert texts(answered(Query("o jardim", "pt", "en"), [("the garden", None)])) == ["the garden"]


def test_answers_that_differ_in_form_only_are_one() -> None:
    """It has the best of their scores."""
    outcome = answered(TERM, [("The garden.", -0.1), ("Garden", -0.5), ("park", -0.9)])
    assert isinstance(outcome, Ok)
    assert [(each.text, each.score) for each in outcome.candidates] == [
        ("garden", -0.1),
        ("park", -0.9),
    ]


def test_the_question_given_back_is_an_echo() -> None:
    """Beside another answer it is left out."""
    assert answered(TERM, [("Jardim.", None)]) == Fail("echo")
    assert texts(answered(TERM, [("jardim", None), ("garden", None)])) == ["garden"]


@pytest.mark.parametrize("answer", ["", " ", ".", '" " "', "--"])
def test_an_answer_without_a_letter_is_empty(answer: str) -> None:
    """Nothing was translated."""
    assert answered(TERM, [(answer, None)]) == Fail("empty")


def test_no_more_is_answered_than_was_asked_for() -> None:
    """The standings know of all answers nevertheless."""
    query = Query("jardim", "pt", "en", ("park",), best=1)
    outcome = answered(query, [("garden", -0.1), ("park", -0.9)])
    assert isinstance(outcome, Ok)
    assert texts(outcome) == ["garden"]
    assert [(each.rank, each.score) for each in outcome.wanted] == [(2, -0.9)]
    assert outcome.wanted[0].similarity == pytest.approx(math.exp(-0.9))


@pytest.mark.parametrize(
    ("asked", "spoken", "same"),
    [
        ("pt-BR", "pt", True),
        ("pt", "pt-BR", True),
        ("zh-Hans", "zh", True),
        ("zh-Hant", "zh", False),
        ("zh-TW", "zh", False),
        ("sr-Latn", "sr", False),
        ("nb", "no", True),
        ("be", "ru", False),
        ("tlh", "vo", False),
        ("", "", True),
        ("not a tag", "en", False),
    ],
)
def test_a_region_makes_no_language_and_a_script_does(asked: str, spoken: str, same: bool) -> None:
    """A model answers for its own language, not for a near one."""
    assert same_language(asked, spoken) is same


def test_a_term_stands_alone_and_at_the_end_of_a_sentence() -> None:
    """Where the language has a sentence; the stop is the language's own."""
    assert framed("jardim", "pt-BR") == ("jardim.", "Eles discutiram: jardim.")
    assert framed("花园", "zh")[0] == "花园。"
    assert framed("gort", "vo") == ("gort.",)


def test_a_term_with_a_colon_stands_alone() -> None:
    """It could not be found again behind the sentence's colon."""
    assert framed("a: b", "en") == ("a: b.",)


def test_the_answer_is_what_follows_the_colon() -> None:
    """A frame that lost its colon tells nothing."""
    assert unframed("They discussed: garden.", 1) == " garden."
    assert unframed("他们讨论了：花园。", 1) == "花园。"
    assert unframed("They discussed the garden.", 1) is None
    assert unframed("garden: a place.", 0) == "garden: a place."


@pytest.mark.parametrize("value", [0, -1, "10", True, None, float("nan")])
def test_a_deadline_is_a_number_above_nothing(value: object) -> None:
    """Anything else is named with its setting."""
    with pytest.raises(UsageError, match="deadline"):
        deadline({"deadline": value}, "ct2", 1.0)


def test_a_deadline_that_is_not_set_is_the_usual_one() -> None:
    """Whole numbers are numbers too."""
    assert deadline({}, "ct2", 1.5) == 1.5
    assert deadline({"deadline": 3}, "ct2", 1.5) == 3.0
