"""How near texts are in meaning."""

from __future__ import annotations

import pytest

from fidelity.matching import meaning


def test_the_nearest_of_several_is_as_near_as_when_it_stands_alone() -> None:
    """Placing texts together is only quicker."""
    others = ["договор о мире", "кошка", "перевод"]
    alone = max(meaning.nearness("peace treaty", other) for other in others)
    assert meaning.nearest("peace treaty", others) == pytest.approx(alone, abs=1e-5)


def test_where_there_is_nothing_nothing_is_near() -> None:
    """An empty translation has no words."""
    assert meaning.nearest("peace treaty", []) == -1.0
