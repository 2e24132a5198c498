"""The stretch of a row of numbers that has the greatest sum."""

from __future__ import annotations

from collections.abc import Iterable


def heaviest(values: Iterable[float]) -> tuple[float, int, int]:
    """Find the stretch with the greatest sum, of several the first (Kadane's algorithm).

    Args:
        values: some below 0, or it is the whole.

    Returns:
        The sum, the first place, and the place after the last; all 0 where no value is above 0.
    """
    best, here, begin = (0.0, 0, 0), 0.0, 0
    for place, value in enumerate(values):
        if here <= 0:
            here, begin = 0.0, place
        here += float(value)
        if here > best[0]:
            best = (here, begin, place + 1)
    return best
