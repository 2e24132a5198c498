"""What is left once everything that both sides have is taken away."""

from __future__ import annotations

from operator import eq

from hypothesis import given
from hypothesis import strategies as st

from fidelity.rules._meeting import unmet

NUMBERS = st.lists(st.integers(0, 5), max_size=8)


def test_each_takes_away_one_of_the_other_side() -> None:
    """So what one side has twice and the other once is left once, in its order."""
    assert unmet([3, 1, 1], [1, 2], eq) == ([3, 1], [2])


@given(NUMBERS, NUMBERS)
def test_nothing_that_is_left_meets(left: list[int], right: list[int]) -> None:
    """And as many are taken away on one side as on the other."""
    mine, theirs = unmet(left, right, eq)

    assert not set(mine) & set(theirs)
    assert len(left) - len(mine) == len(right) - len(theirs)
