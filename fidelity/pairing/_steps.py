"""The cheapest way through two rows of texts that run parallel, by dynamic programming.

A step takes one or two texts, or none, from either side. All costs are known beforehand, so that
each row of the table is worked out at once (numpy) instead of cell by cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Step: TypeAlias = tuple[int, int]
"""How many texts of the source and of the target belong together."""

STEPS: tuple[Step, ...] = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 0), (0, 1))
"""All steps there are; of two ways that cost the same, the one with the earlier step is taken."""


def cheapest(
    costs: Mapping[Step, NDArray[np.float64]], rows: int, columns: int, *, open_end: bool = False
) -> list[Step]:
    """Find the steps that lead through both rows at the least cost.

    Args:
        costs: for each step the cost of taking it from any place: a table with a row for each place
            in the source and a column for each in the target; for the steps that take nothing
            from one side, a list along the other.
        rows: number of texts of the source.
        columns: number of texts of the target.
        open_end: whether both sides go on, so that the way may end where one of them does.

    Returns:
        The steps in order. They take all texts of both sides, or of one if the end is open.
    """
    import numpy as np

    table = np.full((rows + 1, columns + 1), np.inf)
    taken = np.full((rows + 1, columns + 1), -1, np.int8)
    along = np.concatenate(([0.0], np.cumsum(costs[0, 1])))
    table[0] = along
    taken[0, 1:] = STEPS.index((0, 1))
    for row in range(1, rows + 1):
        best, which = table[row], taken[row]
        for number, (down, right) in enumerate(STEPS):
            if down == 0 or down > row or right > columns:
                continue
            before = table[row - down, : columns + 1 - right]
            price = costs[down, right][row - down]
            reached = before + price
            there = best[right:]
            better = reached < there
            there[better] = reached[better]
            which[right:][better] = number
        # Steps along the row depend on each other: the running minimum takes all of them at once.
        level = best - along
        least = np.minimum.accumulate(level)
        which[least < level] = STEPS.index((0, 1))
        table[row] = least + along
    return _back(taken, *(_open_end(table) if open_end else (rows, columns)))


def _open_end(table: NDArray[np.float64]) -> tuple[int, int]:
    """Choose where on the last row or column the way was cheapest for each text on it."""
    rows, columns = table.shape[0] - 1, table.shape[1] - 1
    ends = [(rows, column) for column in range(columns + 1)]
    ends += [(row, columns) for row in range(rows)]
    return min((end for end in ends if any(end)), key=lambda end: table[end] / sum(end))


def _back(taken: NDArray[np.int8], row: int, column: int) -> list[Step]:
    steps: list[Step] = []
    while row or column:
        step = STEPS[taken[row, column]]
        steps.append(step)
        row, column = row - step[0], column - step[1]
    return steps[::-1]
