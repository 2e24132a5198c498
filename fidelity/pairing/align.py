"""Finds which texts of two documents belong together, in order, without holding either as a whole.

Three kinds of evidence are added up, each as the logarithm of a probability: what the texts are in
their documents (kind of paragraph, time of a cue), how long they are (Gale and Church 1993), and
which figures stand in them. Where that leaves a doubt and the meaning can be measured, the nearness
of meaning decides (after Thompson and Koehn 2019, "Vecalign").

Texts are looked at in windows of at most ``WINDOW`` on each side, of which the first half is
decided at a time: so much is in memory, and so far may one side run ahead of the other.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from fidelity.pairing._features import Feature, feature, price
from fidelity.pairing._steps import Step, cheapest
from fidelity.passages import Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Encode: TypeAlias = "Callable[[Sequence[str]], NDArray[np.float32]]"
"""Places texts in a space of meaning: a row of length 1 for each."""

WINDOW = 256
"""Texts of each side that are looked at together."""
_MOST_CHARACTERS = 1_000_000
"""Characters of each side from which a window takes in no more texts, if it has some."""
_FEW = 8
_AROUND = 2
"""Steps on either side of a doubtful one that are decided anew with it."""


@dataclass(frozen=True, slots=True)
class Means:
    """What is known of the two languages."""

    ratio: float = 1.0
    """The expected length of a translation for each character of the original."""
    encode: Encode | None = None
    """Null: meaning cannot be measured."""
    doubtful: float = 3.0
    """The cost of a step of one text on either side from which its meaning is looked at. That of
    all other steps always is."""


def align(sources: Iterator[Passage], targets: Iterator[Passage], means: Means) -> Iterator[Step]:
    """Say how many texts of either side belong together, step by step.

    Args:
        sources: the texts of the original, in order.
        targets: the texts of the translation, in order.
        means: what is known of the languages.

    Yields:
        Numbers of texts of the source and of the target: (1, 1), (1, 2), (2, 1), (2, 2), (1, 0) or
        (0, 1). Together they take every text once.
    """
    left: deque[Feature] = deque()
    right: deque[Feature] = deque()
    while True:
        ended = _fill(left, sources) & _fill(right, targets)
        if not left and not right:
            return
        steps = _steps(list(left), list(right), means, open_end=not ended)
        if not ended:
            steps = _first_half(steps, len(left), len(right))
        for step in steps:
            for _ in range(step[0]):
                left.popleft()
            for _ in range(step[1]):
                right.popleft()
            yield step


def _fill(waiting: deque[Feature], texts: Iterator[Passage]) -> bool:
    """Take in texts until the window is full; say whether there are no more."""
    size = sum(each.length for each in waiting)
    while len(waiting) < WINDOW and (size < _MOST_CHARACTERS or len(waiting) < _FEW):
        text = next(texts, None)
        if text is None:
            return True
        waiting.append(feature(text))
        size += waiting[-1].length
    return False


def _first_half(steps: list[Step], rows: int, columns: int) -> list[Step]:
    """Take the steps that no text beyond the window could change, and at least one."""
    ends = accumulate(steps, lambda at, step: (at[0] + step[0], at[1] + step[1]))
    sure = sum(1 for row, column in ends if 2 * row <= rows and 2 * column <= columns)
    return steps[: max(sure, 1)]


def _steps(
    left: Sequence[Feature], right: Sequence[Feature], means: Means, *, open_end: bool
) -> list[Step]:
    costs = price(left, right, means.ratio)
    steps = cheapest(costs, len(left), len(right), open_end=open_end)
    if means.encode is None:
        return steps
    doubtful = []
    row = column = 0
    for step in steps:
        table = costs[step]
        place = row if step[1] == 0 else column if step[0] == 0 else (row, column)
        doubtful.append(step != (1, 1) or table[place] > means.doubtful)
        row, column = row + step[0], column + step[1]
    return list(_resolved(left, right, steps, doubtful, means))


def _resolved(
    left: Sequence[Feature],
    right: Sequence[Feature],
    steps: Sequence[Step],
    doubtful: Sequence[bool],
    means: Means,
) -> Iterator[Step]:
    """Decide doubtful stretches anew by what the texts mean."""
    row = column = 0
    for unsure, first, last in _stretches(doubtful):
        part = steps[first:last]
        rows, columns = sum(step[0] for step in part), sum(step[1] for step in part)
        if unsure and rows and columns:
            part = _by_meaning(left[row : row + rows], right[column : column + columns], means)
        yield from part
        row, column = row + rows, column + columns


def _stretches(doubtful: Sequence[bool]) -> Iterator[tuple[bool, int, int]]:
    """Cut the steps into stretches of which something is doubtful, or nothing."""
    near = [any(doubtful[max(0, at - _AROUND) : at + _AROUND + 1]) for at in range(len(doubtful))]
    begin = 0
    for at in range(1, len(near) + 1):
        if at == len(near) or near[at] != near[begin]:
            yield near[begin], begin, at
            begin = at


def _by_meaning(left: Sequence[Feature], right: Sequence[Feature], means: Means) -> list[Step]:
    assert means.encode is not None  # noqa: S101 -- asked before
    vectors = means.encode([each.text for each in (*left, *right)])
    near = vectors[: len(left)], vectors[len(left) :]
    return cheapest(price(left, right, means.ratio, near), len(left), len(right))
