"""Checks of translated texts: which glossaries speak about a pair of languages."""

from __future__ import annotations

from fidelity.model import Concept, Glossary, Term
from fidelity.texts import Checker

TRAP = Glossary(
    "traps",
    (
        Concept(
            "actual",
            (
                Term("actual", "en"),
                Term("фактичний", "uk"),
                Term(
                    "актуальний",
                    "uk",
                    status="forbidden",
                    kind="false_friend",
                    reason="means topical",
                ),
            ),
        ),
    ),
    ("en", "uk"),
)
FRENCH = Glossary(
    "french",
    (Concept("actual-cost", (Term("actual cost", "en"), Term("coût réel", "fr"))),),
    ("en", "fr"),
)
TEXTS = ("The actual cost rose.", "Актуальна вартість зросла.")


def test_a_glossary_of_another_pair_hides_no_term() -> None:
    """A longer English term that stands in an English-French glossary says nothing of Ukrainian."""
    checker = Checker((TRAP, FRENCH), rules=["avoided-term"], cache=None)

    findings = checker.check(*TEXTS, from_="en", to="uk")

    assert [finding.concept for finding in findings] == ["actual"]


def test_a_glossary_of_the_pair_may_hide_the_shorter_term() -> None:
    """In its own pair the longer term is another concept."""
    longer = Glossary(
        "ukrainian",
        (Concept("actual-cost", (Term("actual cost", "en"), Term("вартість", "uk"))),),
        ("en", "uk"),
    )
    checker = Checker((TRAP, longer), rules=["avoided-term"], cache=None)

    assert checker.check(*TEXTS, from_="en", to="uk") == ()


def test_the_pairs_of_one_run_do_not_disturb_each_other() -> None:
    """The terms that were made ready for one pair are not taken for another one."""
    checker = Checker((TRAP, FRENCH), rules=["avoided-term"], cache=None)

    checker.check("The actual cost rose.", "Le coût réel a augmenté.", from_="en", to="fr")

    assert len(checker.check(*TEXTS, from_="en", to="uk")) == 1
