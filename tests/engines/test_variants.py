"""Placing texts that differ in a few words: quicker, and the same as placing each by itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.engines import _encoder

SENTENCE = (
    "The Council calls on the parties to observe the ceasefire, to let the inspectors in and to "
    "report to the Secretary-General within thirty days of the adoption of this resolution."
)
WORDS = SENTENCE.split()


@settings(max_examples=30, deadline=None)
@given(
    st.integers(0, len(WORDS)),
    st.integers(0, len(WORDS)),
    st.sampled_from(["", "Совет", "at once", "ceasefire ceasefire"]),
)
def test_a_text_with_other_words_in_it_stands_where_it_does_by_itself(
    first: int, last: int, instead: str
) -> None:
    """Words taken out, put in or exchanged, anywhere in the sentence."""
    text = " ".join([*WORDS[:first], instead, *WORDS[last:]])

    quick, slow = _encoder.encode([text], like=SENTENCE), _encoder.encode([text])

    assert np.abs(quick - slow).max() < 1e-5


@pytest.mark.parametrize("text", ["", "…", "Совершенно другой текст.", SENTENCE, SENTENCE * 30])
def test_what_has_nothing_or_everything_in_common_is_placed_too(text: str) -> None:
    """Nobody has to see to it that texts are alike."""
    several = [text, SENTENCE[:20], text]

    quick, slow = _encoder.encode(several, like=SENTENCE), _encoder.encode(several)

    assert np.abs(quick - slow).max() < 1e-5
