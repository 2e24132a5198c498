"""What counts as a case that the shipped glossaries know."""

from __future__ import annotations

import pytest

from benchmarks.texts import keys, seen
from fidelity.matching.find import TermTable, term_table
from fidelity.model import Concept, Glossary, Term


@pytest.fixture
def table() -> TermTable:
    """The terms of a glossary with one concept."""
    concept = Concept("1", (Term("honorary consul", "en"), Term("почётный консул", "ru")))
    return term_table([Glossary("glossaries/own", (concept,), ("en", "ru"))], "en")


@pytest.mark.parametrize("term", ["honorary consul", "Honorary consuls"])
def test_a_term_of_a_glossary_is_seen_in_any_form(table: TermTable, term: str) -> None:
    """Case and number make no difference."""
    assert seen(term, table)


@pytest.mark.parametrize("term", ["consul", "honorary consul general", "the honorary consul", ""])
def test_more_or_less_than_the_term_is_another_term(table: TermTable, term: str) -> None:
    """A part of it, or a longer one around it, was not seen."""
    assert not seen(term, table)


def test_a_case_counts_for_its_pair_and_kind() -> None:
    """With seen and unseen apart."""
    found = keys({"src_lang": "ru", "tgt_lang": "en", "drift": "sense"}, is_seen=False)
    assert {"all, unseen", "kind sense, unseen", "en-ru and ru-en, unseen"} <= set(found)
    assert not any(", seen" in key for key in found)
