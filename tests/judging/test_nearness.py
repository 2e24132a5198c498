"""How near words of one language are in meaning."""

from __future__ import annotations

import math

import pytest

from fidelity.judging.nearness import NOWHERE, placed


def test_the_nearest_answer_to_the_nearest_wording_counts() -> None:
    """One good answer is enough."""
    texts = ("overload", "restart", "reset", "banana")
    near = placed((text, "en") for text in texts)

    assert near.nearest(("overload", "reset"), ("banana", "reset"), "en") == pytest.approx(1.0)
    assert near.nearest(("restart",), ("reset",), "en") > near.nearest(
        ("overload",), ("reset",), "en"
    )


@pytest.mark.parametrize("tag", ["la", "uk"])
def test_nothing_is_said_about_a_language_that_the_encoder_does_not_know(tag: str) -> None:
    """Letters alone would be taken for meaning."""
    near = placed([("pax", tag), ("bellum", tag)])

    assert near.places == {}
    assert math.isnan(near.nearest(("pax",), ("bellum",), tag))


def test_a_text_without_a_place_is_near_to_nothing() -> None:
    """So that a missing measure is no evidence."""
    assert math.isnan(NOWHERE.nearest(("peace",), ("peace",), "en"))
