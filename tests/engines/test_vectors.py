"""The second built-in engine: aligned word vectors."""

from __future__ import annotations

import pytest

from fidelity.engines import vectors
from fidelity.engines.vectors import Vectors
from fidelity.model import Fail, Ok, Query
from fidelity.protocols import Setup
from fidelity.testing import engine_contract


@pytest.fixture
def engine() -> Vectors:
    """The engine as it is installed."""
    (found,) = vectors.engines(Setup(None))
    assert isinstance(found, Vectors)
    return found


def test_it_keeps_the_contract(engine: Vectors) -> None:
    """In both directions."""
    good = [Query("аннексия", "ru", "en", ("annexation",)), Query("strike", "en", "ru", ("удар",))]
    engine_contract(engine, good, Query("qwrtzpsdf", "en", "ru"))


def test_it_knows_words_by_their_company(engine: Vectors) -> None:
    """A rare word that an embedding takes for a look-alike."""
    (outcome,) = engine.run([Query("аннексия", "ru", "en", ("annexation",))])

    assert isinstance(outcome, Ok)
    assert outcome.wanted[0].rank <= 3


def test_an_inflected_word_is_found_by_its_dictionary_form(engine: Vectors) -> None:
    """Glossaries hold plurals."""
    (one, many) = engine.run([Query("санкция", "ru", "en"), Query("санкции", "ru", "en")])

    assert one == many


def test_a_phrase_with_an_unknown_word_is_not_found(engine: Vectors) -> None:
    """Half a phrase means something else."""
    (outcome,) = engine.run([Query("ядерное кракозябрище", "ru", "en")])

    assert outcome == Fail("not-found")


def test_it_serves_english_and_russian_only(engine: Vectors) -> None:
    """There is a table for no other pair."""
    assert engine.serves("ru", "en-GB")
    assert not engine.serves("uk", "en")
