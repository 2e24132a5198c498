"""Placing words and short wordings: quicker, and the same as the encoder's own way."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from fidelity.engines import _encoder
from fidelity.engines._short import LONGEST

WORDS = ["мир", "peace", "разоруженческий", "Security Council", "—", "1994", "c'est-à-dire", "平和"]


def slow(texts: list[str]) -> NDArray[np.float32]:
    """Ask the model in the public way."""
    return np.asarray(_encoder._model().encode(texts))


@pytest.mark.parametrize("several", [WORDS, WORDS[:1], [word * 3 for word in WORDS]])
def test_short_wordings_stand_where_the_encoder_puts_them(several: list[str]) -> None:
    """Of one piece and of several, together and alone."""
    assert np.abs(_encoder.encode(several) - slow(several)).max() < 1e-5


def test_short_and_long_texts_come_back_in_their_order() -> None:
    """Each is placed in the way that suits it; a word, nothing, and a sentence between words."""
    sentence = "The parties shall settle their dispute by peaceful means. " * 2
    several = ["treaty", "", sentence, "договор", "x" * 3 * LONGEST]
    assert np.abs(_encoder.encode(several) - slow(several)).max() < 1e-5


def test_many_words_are_placed_as_few_are() -> None:
    """They are cut into heaps, which nobody should notice."""
    several = [f"word {number}" for number in range(300)]
    assert np.abs(_encoder.encode(several)[::50] - _encoder.encode(several[::50])).max() < 1e-5
