"""How English words are related, after WordNet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity import wordnet


@pytest.mark.parametrize(
    ("word", "other", "relation"),
    [
        ("accurate", "exact", "synonym"),
        ("condemn", "condemnation", "synonym"),
        ("demand", "request", "hypernym"),
        ("crime", "war crime", "hyponym"),
        ("majority", "minority", "antonym"),
        ("escalation", "de-escalation", "antonym"),
        ("treaty", "treaty", "same"),
    ],
)
def test_related_words_are_placed(word: str, other: str, relation: str) -> None:
    """The relation is read from the second word to the first."""
    assert wordnet.relation(word, other) == relation


@pytest.mark.parametrize(("word", "other"), [("reset", "overload"), ("treaty", "qwrtzpsdf")])
def test_strangers_are_unknown_not_unrelated(word: str, other: str) -> None:
    """WordNet's silence proves nothing."""
    assert wordnet.relation(word, other) == "unknown"


def test_parts_of_speech_are_named() -> None:
    """A word may be several."""
    assert wordnet.parts_of_speech("reset") == {"noun", "verb"}
    assert wordnet.parts_of_speech("qwrtzpsdf") == frozenset()


def test_names_are_left_out() -> None:
    """A city is an instance, not a concept."""
    assert wordnet.entry("moscow") is None


WORDS = st.sampled_from(
    ["peace", "war", "treaty", "accord", "agree", "regret", "state", "country", "ally", "zone"]
)


@given(WORDS, WORDS)
def test_sameness_and_opposition_go_both_ways(a: str, b: str) -> None:
    """What is symmetrical in meaning is symmetrical here."""
    for relation in ("same", "synonym", "antonym", "related"):
        assert (wordnet.relation(a, b) == relation) == (wordnet.relation(b, a) == relation)


@given(st.text(max_size=12))
def test_any_text_may_be_looked_up(text: str) -> None:
    """Nothing that a glossary holds breaks the search."""
    found = wordnet.entry(text)

    assert found is None or found.synsets
