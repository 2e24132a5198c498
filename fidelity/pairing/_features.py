"""What two texts tell of whether they belong together, before anybody reads them.

Every cost is the negative natural logarithm of a probability, or of the ratio of two: how likely
something is if the texts belong together, and if they do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from fidelity.pairing import lengths
from fidelity.pairing._steps import Step
from fidelity.passages import Passage, PassageKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FIGURES = re.compile(r"\d+")
_KEPT = 300
"""Characters of a text that are kept to measure its meaning."""

_PRIORS: dict[Step, float] = {(1, 1): 0.12, (1, 2): 3.1, (2, 1): 3.1, (2, 2): 4.5}
"""How rare each step is (Gale and Church 1993, table 5)."""
_LEFT_OUT = 4.6
"""How rare it is that nothing stands for a text; as there."""
_LEFT_OUT_LONG = 1 / 100
"""What each character of it adds, up to ``_LEFT_OUT_MOST``: long texts are seldom forgotten."""
_LEFT_OUT_MOST = 3.0

_SAME_FIGURES, _OTHER_FIGURES, _NO_FIGURES = -2.5, 2.0, 0.7
"""The same figures on both sides; none in common; figures on one side only."""
_NEAR, _SLOPE = 0.45, 15.0
"""The cosine at which meaning says nothing, and what each unit above it counts."""

_APART: tuple[frozenset[PassageKind], ...] = (
    frozenset({"paragraph", "list item", "caption", "segment", "cue"}),
    frozenset({"heading"}),
    frozenset({"table cell"}),
    frozenset({"footnote"}),
    frozenset({"header"}),
    frozenset({"footer"}),
)
"""Kinds of text, those together that one author takes for the other."""
_OTHER_KIND, _OTHER_GROUP = 0.5, 4.0
_JOINED_APART = 3.0
"""What it costs to take two texts together of which one is no running text, or two cues with a
pause between them."""
_PAUSE = 2000
"""Milliseconds."""
_OTHER_TIME = 4.0
"""What it costs if two cues are never on the screen together. Less than leaving both out: the
translation may be timed for another cut of the film."""


@dataclass(frozen=True, slots=True)
class Feature:
    """What is kept of one text."""

    text: str
    """Its beginning."""
    length: int
    kind: PassageKind
    figures: frozenset[str]
    time: tuple[int, int] | None


def feature(passage: Passage) -> Feature:
    """Take from a text what its place in the other document is found by."""
    return Feature(
        passage.text[:_KEPT],
        len(passage.text),
        passage.kind,
        frozenset(_FIGURES.findall(passage.text)),
        passage.time,
    )


def price(
    left: Sequence[Feature],
    right: Sequence[Feature],
    ratio: float,
    near: tuple[NDArray[np.float32], NDArray[np.float32]] | None = None,
) -> dict[Step, NDArray[np.float64]]:
    """Work out what every step from every place costs.

    Args:
        left: the texts of the source.
        right: the texts of the target.
        ratio: the expected length of a translation for each character of the original.
        near: the meaning of the texts, a row for each; null: not measured.

    Returns:
        The tables that ``cheapest`` takes.
    """
    import numpy as np

    costs: dict[Step, NDArray[np.float64]] = {}
    rows = {count: _Row(left, count, near[0] if near else None) for count in (1, 2)}
    columns = {count: _Row(right, count, near[1] if near else None) for count in (1, 2)}
    for step, prior in _PRIORS.items():
        row, column = rows[step[0]], columns[step[1]]
        costs[step] = (
            prior
            + lengths.costs(row.lengths, column.lengths, ratio)
            + _figures(row, column)
            + _kinds(row, column)
            + _times(row, column)
        )
        if row.meaning is not None and column.meaning is not None:
            costs[step] += _SLOPE * (_NEAR - row.meaning @ column.meaning.T)
    for step, side in (((1, 0), rows[1]), ((0, 1), columns[1])):
        costs[step] = _LEFT_OUT + np.minimum(side.lengths * _LEFT_OUT_LONG, _LEFT_OUT_MOST)
    return costs


class _Row:
    """The texts of one side, or each two neighbours of them taken together, as arrays.

    Args:
        texts: the texts.
        count: 1 or 2.
        meaning: a row for each text; null: not measured.
    """

    def __init__(
        self,
        texts: Sequence[Feature],
        count: int,
        meaning: NDArray[np.float32] | None,
    ) -> None:
        import numpy as np

        several = [texts[at : at + count] for at in range(len(texts) - count + 1)]
        self.lengths = np.array([sum(each.length for each in group) for group in several], float)
        figures = [frozenset().union(*(each.figures for each in group)) for group in several]
        self.amounts = np.array([len(each) for each in figures], float)
        self.figures: dict[str, list[int]] = {}
        for at, each in enumerate(figures):
            for name in each:
                self.figures.setdefault(name, []).append(at)
        self.kinds = np.array([_KINDS[group[0].kind] for group in several], int)
        self.joined = np.array([_joined(group) for group in several], float)
        times = [_time(group) for group in several]
        self.times = np.array(times, float).reshape(len(several), 2)
        self.meaning = None
        if meaning is not None:
            added = sum(meaning[at : len(texts) - count + 1 + at] for at in range(count))
            sizes = np.linalg.norm(added, axis=1, keepdims=True)
            self.meaning = np.asarray(added / np.maximum(sizes, 1e-9), np.float64)


_KINDS: dict[PassageKind, int] = {
    kind: at for at, kind in enumerate(sorted(kind for group in _APART for kind in group))
}


def _difference(one: PassageKind, other: PassageKind) -> float:
    if one == other or "segment" in (one, other):
        return 0.0
    return _OTHER_KIND if any({one, other} <= group for group in _APART) else _OTHER_GROUP


_DIFFERENCES = [[_difference(one, other) for other in _KINDS] for one in _KINDS]


def _joined(group: Sequence[Feature]) -> float:
    running = all(each.kind in _APART[0] for each in group)
    same = len({each.kind for each in group}) == 1
    whole = len(group) == 1 or (running and same and not _pause(group))
    return 0.0 if whole else _JOINED_APART


def _pause(group: Sequence[Feature]) -> bool:
    """Say whether the screen stays empty for a while between two cues."""
    times = [each.time for each in group]
    return any(one and other and other[0] - one[1] > _PAUSE for one, other in pairwise(times))


def _time(group: Sequence[Feature]) -> tuple[float, float]:
    times = [each.time for each in group if each.time]
    if len(times) < len(group):
        return float("nan"), float("nan")
    return times[0][0], times[-1][1]


def _figures(row: _Row, column: _Row) -> NDArray[np.float64]:
    import numpy as np

    one, other = row.amounts[:, None], column.amounts[None, :]
    common = np.zeros((len(row.amounts), len(column.amounts)))
    for name, places in row.figures.items():
        if there := column.figures.get(name):
            common[np.ix_(places, there)] += 1
    share = 2 * common / np.maximum(one + other, 1)
    both = _OTHER_FIGURES + (_SAME_FIGURES - _OTHER_FIGURES) * share
    only = np.where((one > 0) | (other > 0), _NO_FIGURES, 0.0)
    return np.where((one > 0) & (other > 0), both, only)


def _kinds(row: _Row, column: _Row) -> NDArray[np.float64]:
    import numpy as np

    found = np.array(_DIFFERENCES)[row.kinds[:, None], column.kinds[None, :]]
    return np.asarray(found + row.joined[:, None] + column.joined[None, :], np.float64)


def _times(row: _Row, column: _Row) -> NDArray[np.float64]:
    import numpy as np

    begin = np.maximum(row.times[:, :1], column.times[:, 0][None, :])
    end = np.minimum(row.times[:, 1:], column.times[:, 1][None, :])
    # A comparison with what is not known (NaN) is false: no time, no cost.
    return np.where(end <= begin, _OTHER_TIME, 0.0)
