"""Takes away what meets on both sides, so that only what differs is compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def unmet(
    left: Sequence[T], right: Sequence[T], meet: Callable[[T, T], object]
) -> tuple[list[T], list[T]]:
    """Take away pairs, one of each side, in the order of the left side.

    Args:
        left: what one side has.
        right: what the other side has.
        meet: says whether two of them are the same; the first of the right side is taken.

    Returns:
        What is left of each side, in its order.
    """
    mine, theirs = list(left), list(right)
    for one in left:
        other = next((each for each in theirs if meet(one, each)), None)
        if other is not None:
            mine.remove(one)
            theirs.remove(other)
    return mine, theirs
