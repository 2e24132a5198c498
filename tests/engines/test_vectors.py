"""The second built-in engine: aligned word vectors."""

from __future__ import annotations

from pathlib import Path

import pytest

from fidelity.cache import using
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


@pytest.mark.parametrize("damage", [None, b"", b"PK\x03\x04 and no more"])
def test_the_words_are_kept_as_they_are_used_and_a_damaged_file_is_not_believed(
    tmp_path: Path, damage: bytes | None
) -> None:
    """From the cache come the same words, in the same order, with the same vectors."""
    made = vectors._made("en")
    with using(tmp_path):
        vectors._lexicon_of.__wrapped__("en")
        (path,) = tmp_path.glob("vectors-en-*.npz")
        if damage is not None:
            path.write_bytes(damage)
        kept = vectors._lexicon_of.__wrapped__("en")
    assert kept.words == made.words
    assert all((getattr(kept, name) == getattr(made, name)).all() for name in vectors._ARRAYS)
