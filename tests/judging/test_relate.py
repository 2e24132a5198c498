"""How a wording that came back stands to the one that should have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.judging.relate import LADDER, best_relation, relation


@pytest.mark.parametrize(
    ("answer", "wanted", "tag"),
    [
        ("to condemn", "condemn", "en"),
        ("The Treaties", "treaty", "en"),
        ("прекращения огня", "прекращение огня", "ru"),
        ("die Verträge", "Vertrag", "de"),
    ],
)
def test_inflection_articles_and_case_do_not_count(answer: str, wanted: str, tag: str) -> None:
    """Equality is by dictionary form."""
    assert relation(answer, wanted, tag) == "same"


def test_a_phrase_that_lacks_a_word_is_wider() -> None:
    """The missing word narrowed it."""
    assert relation("оружие", "ядерное оружие", "ru") == "hypernym"
    assert relation("ядерное оружие", "оружие", "ru") == "hyponym"


def test_phrases_that_share_a_word_are_related_only() -> None:
    """Arms control is no gun control."""
    assert relation("contrôle des mains", "contrôle des armements", "fr") == "related"


@pytest.mark.parametrize(
    ("answer", "wanted", "stands"),
    [
        ("hungry country", "host country", "unknown"),
        ("truce agreement", "armistice agreement", "synonym"),
        ("old proposal", "new proposal", "antonym"),
    ],
)
def test_english_phrases_that_share_a_word_stand_as_their_other_words_do(
    answer: str, wanted: str, stands: str
) -> None:
    """What they share says nothing of the rest."""
    assert relation(answer, wanted, "en") == stands


def test_the_best_of_several_answers_counts() -> None:
    """One synonym among strangers is enough."""
    answers = ("banana", "precise", "exact")

    assert best_relation(answers, ("accurate",), "en") == "synonym"


def test_no_answer_is_unknown() -> None:
    """Silence is not a relation."""
    assert best_relation((), ("accurate",), "en") == "unknown"


@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from(["en", "ru", "zh", "fr"]))
def test_every_answer_can_be_placed(answer: str, wanted: str, tag: str) -> None:
    """Whatever an engine says has a place on the ladder."""
    assert relation(answer, wanted, tag) in LADDER


@pytest.mark.parametrize("tag", ["ru", "uk"])
def test_a_letter_without_a_name_breaks_nothing(tag: str) -> None:
    """Unicode names no Tangut letter by itself, and Python knows none."""
    assert relation("слово", "\U00017000", tag) == "unknown"
