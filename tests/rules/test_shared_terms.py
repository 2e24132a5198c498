"""What both sides name by a term of a glossary is neither a denial nor an opposite of its own."""

from __future__ import annotations

import pytest

from fidelity.model import Concept, Glossary, Term
from fidelity.texts import Checker


def concept(id_: str, english: str, russian: str) -> Concept:
    """Make a concept of two terms."""
    return Concept(id_, (Term(english, "en", "preferred"), Term(russian, "ru", "preferred")))


GLOSSARY = Glossary(
    "house",
    (
        concept("ceasefire", "ceasefire", "прекращение огня"),
        concept("force", "enter into force", "вступать в силу"),
        concept("zone", "no-fly zone", "бесполётная зона"),
    ),
    ("en", "ru"),
)


def levels(source: str, target: str) -> list[str]:
    """List how grave the rule finds a translation to be."""
    checker = Checker([GLOSSARY], rules=["polarity-shift"], cache=None)
    return [found.level for found in checker.check(source, target, from_="en", to="ru")]


def test_the_end_in_ceasefire_does_not_answer_a_lost_not() -> None:
    """The word of the term stands on both sides; the negation on one only."""
    lost = levels(
        "The ceasefire does not prejudge the status of the town.",
        "Прекращение огня предрешает статус города.",
    )
    assert lost in (["warning"], ["error"])


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "The ceasefire does not prejudge the status of the town.",
            "Прекращение огня не предрешает статуса города.",
        ),
        (
            "They agreed on an immediate ceasefire, which entered into force at midnight.",
            "Они договорились о немедленном прекращении огня, которое вступило в силу в полночь.",
        ),
        (
            "The Council established a no-fly zone over the coast.",
            "Совет установил бесполётную зону над побережьем.",
        ),
    ],
)
def test_terms_on_both_sides_are_quiet(source: str, target: str) -> None:
    """Beginning and end in two terms are no opposites, and a term's own negation answers itself."""
    assert levels(source, target) == []
