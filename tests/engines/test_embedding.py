"""The built-in engine: nearest words by meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from fidelity.engines import embedding
from fidelity.engines.embedding import Embedding
from fidelity.model import Concept, Glossary, Ok, Outcome, Query, Term
from fidelity.protocols import Setup
from fidelity.testing import engine_contract


@pytest.fixture(scope="module")
def engine(word_tables: Path) -> Embedding:
    """The engine as it is installed."""
    (found,) = embedding.engines(Setup(word_tables))
    assert isinstance(found, Embedding)
    return found


def ok(outcome: Outcome) -> Ok:
    """Insist on an answer."""
    assert isinstance(outcome, Ok)
    return outcome


def test_it_keeps_the_contract(engine: Embedding) -> None:
    """Like every engine; it answers everything that it serves."""
    good = [
        Query("перегрузка", "ru", "en", ("reset",)),
        Query("прекращение огня", "ru", "en", ("ceasefire", "truce")),
        Query("reset", "en", "ru", best=3),
    ]
    engine_contract(engine, good, Query("слово", "uk", "en"))


def test_it_reads_the_button_as_overload(engine: Embedding) -> None:
    """The word that was on it in 2009."""
    (outcome,) = engine.run([Query("перегрузка", "ru", "en", ("reset",), "noun")])

    assert "overload" in [candidate.text for candidate in ok(outcome).candidates[:3]]
    assert ok(outcome).wanted[0].rank > 10


def test_a_wanted_phrase_that_is_no_vocabulary_word_has_a_standing(engine: Embedding) -> None:
    """Terms are known at the time of the check."""
    (outcome,) = engine.run([Query("министр иностранных дел", "ru", "en", ("foreign minister",))])

    assert ok(outcome).wanted[0].rank == 1


def test_the_terms_of_loaded_glossaries_compete(word_tables: Path) -> None:
    """A rendering may stand for a phrase of the glossary that no dictionary word expresses."""
    concept = Concept("a", (Term("arms control", "en"), Term("контроль над вооружениями", "ru")))
    setup = Setup(word_tables, (Glossary("g", (concept,), ("en", "ru")),))
    (engine,) = embedding.engines(setup)
    assert isinstance(engine, Embedding)

    (outcome,) = engine.run([Query("контроль над вооружениями", "ru", "en")])

    assert ok(outcome).candidates[0].text == "arms control"


def test_the_part_of_speech_rules_other_words_out(engine: Embedding) -> None:
    """A verb is not translated by an adjective."""
    (outcome,) = engine.run([Query("осуждать", "ru", "en", (), "verb")])

    assert "condemn" in [candidate.text for candidate in ok(outcome).candidates[:5]]


@pytest.mark.parametrize(("source", "target"), [("ru", "uk"), ("en", "en"), ("th", "en")])
def test_a_language_that_it_does_not_know_is_not_served(
    engine: Embedding, source: str, target: str
) -> None:
    """Ukrainian is none of the model's languages, and one language is no pair."""
    assert not engine.serves(source, target)


def test_a_regional_tag_is_served_by_its_language(engine: Embedding) -> None:
    """Canadian French is French."""
    assert engine.serves("fr-CA", "en-GB")


def test_it_sends_nothing(engine: Embedding) -> None:
    """It is the default because of that."""
    assert (engine.egress, engine.sends) == ("local", "nothing")
