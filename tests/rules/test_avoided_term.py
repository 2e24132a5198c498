"""Wordings that a glossary tells to avoid, in translations."""

from __future__ import annotations

import pytest

from fidelity.model import Concept, Finding, Glossary, Term
from fidelity.texts import Checker

GLOSSARY = Glossary(
    "house",
    (
        Concept(
            "court",
            (
                Term("court of last resort", "en", "preferred"),
                Term("суд последней инстанции", "ru", "preferred"),
                Term("суд", "ru", "admitted"),
                Term("суд последнего курорта", "ru", "forbidden", reason="is a holiday place"),
            ),
        ),
        Concept(
            "motion",
            (
                Term("table a motion", "en", "preferred"),
                Term("внести предложение", "ru", "preferred"),
                Term("отложить предложение", "ru", "deprecated", reason="is the American sense"),
            ),
        ),
        Concept(
            "militia",
            (
                Term("militia", "en", "preferred"),
                Term("ополчение", "ru", "preferred"),
                Term(
                    "милиция",
                    "ru",
                    "deprecated",
                    kind="false_friend",
                    reason="is the police; right for the police of some States",
                ),
            ),
        ),
    ),
    ("en", "ru"),
)


def found(source: str, target: str) -> list[Finding]:
    """Check a sentence and its translation."""
    checker = Checker([GLOSSARY], rules=["avoided-term"], cache=None)
    return list(checker.check(source, target, from_="en", to="ru"))


def test_a_forbidden_wording_is_an_error_in_any_form() -> None:
    """With the reason that the glossary gives, and what to use instead."""
    (one,) = found("They went to a court of last resort.", "Обратились к суду последнего курорта.")

    assert one.level == "error"
    assert "is a holiday place" in one.message
    assert one.suggestions[0] == "суд последней инстанции (preferred, house)"


def test_an_accepted_word_inside_the_avoided_wording_does_not_excuse_it() -> None:
    """«Суд» alone would be right; here it is part of what is wrong."""
    assert found("The court of last resort sat.", "Суд последнего курорта заседал.")
    assert not found("The court of last resort sat.", "Суд заседал.")


@pytest.mark.parametrize("article", ["a", "the", "this", "their"])
def test_a_term_is_found_with_whatever_determiner(article: str) -> None:
    """The glossary has an article, because a verb needs its object."""
    (one,) = found(f"Two members tabled {article} motion.", "Два члена отложили предложение.")

    assert one.level == "warning"
    assert one.concept == "motion"


def test_where_the_accepted_wording_stands_nothing_is_said() -> None:
    """In any inflected form too."""
    assert not found("Two members tabled the motion.", "Предложение внесли два члена.")
    assert not found("Two members tabled the motion.", "Два члена внесли предложение.")


def test_a_false_friend_is_not_put_to_the_encoder() -> None:
    """It would find the look-alike nearer than the right word."""
    (one,) = found("The airport was held by a militia.", "Аэропорт удерживала милиция.")

    assert one.level == "warning"
