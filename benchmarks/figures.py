"""The figures of a measurement, each with its interval."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.items import Item
from benchmarks.train.fit import area

RESAMPLES = 1000
ALARMS = 0.05
BINS = 10


@dataclass(frozen=True)
class Figure:
    """A number with its 95 per cent interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        """Write it as documents do."""
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True)
class Columns:
    """Items as columns of numbers, which are quick to draw from."""

    score: NDArray[np.float64]
    drifted: NDArray[np.bool_]
    said: NDArray[np.str_]

    def take(self, rows: NDArray[np.int64]) -> Columns:
        """Give some rows, in their order; a row may be taken twice."""
        return Columns(self.score[rows], self.drifted[rows], self.said[rows])


Measure = Callable[[Columns], float]


def columns(items: Sequence[Item]) -> Columns:
    """Turn items into columns."""
    return Columns(
        np.array([item.score for item in items]),
        np.array([item.drifted for item in items]),
        np.array([item.said for item in items]),
    )


def figure(items: Sequence[Item], measure: Measure) -> Figure:
    """Measure, and find the interval by bootstrap over terms.

    Args:
        items: right and wrong renderings.
        measure: the figure.
    """
    by_term: dict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        by_term[item.term].append(place)
    groups = [np.array(places) for places in by_term.values()]
    table = columns(items)
    chance = np.random.default_rng(1)
    values = [
        measure(table.take(np.concatenate([groups[g] for g in drawn])))
        for drawn in chance.integers(len(groups), size=(RESAMPLES, len(groups)))
    ]
    low, high = np.quantile(values, [0.025, 0.975])
    return Figure(measure(table), float(low), float(high))


def whole(table: Columns) -> float:
    """Compute the area under the ROC curve of the probability."""
    return area(table.score, table.drifted.astype(float))


def share(said: str, drifted: bool | None) -> Measure:
    """Give the share of the wrong, right or all renderings that got a verdict."""

    def measure(table: Columns) -> float:
        own = np.ones(len(table.said), bool) if drifted is None else table.drifted == drifted
        return float(np.mean(table.said[own] == said))

    return measure


def recall(table: Columns) -> float:
    """Compute the share of wrong ones above all but one in twenty of the right ones."""
    cut = float(np.quantile(table.score[~table.drifted], 1 - ALARMS, method="higher"))
    return float(np.mean(table.score[table.drifted] > cut))


def binned(items: Sequence[Item], bins: int = BINS) -> list[tuple[int, float, float]]:
    """Sort by probability into bins of equal count: how many, what was said, what was true."""
    ordered = sorted(items, key=lambda item: item.score)
    cuts = np.array_split(np.arange(len(ordered)), bins)
    parts = [[ordered[i] for i in cut] for cut in cuts if len(cut)]
    return [
        (
            len(part),
            sum(item.score for item in part) / len(part),
            sum(item.drifted for item in part) / len(part),
        )
        for part in parts
    ]


def calibration_error(items: Sequence[Item], bins: int = BINS) -> float:
    """Compute the expected calibration error over bins of equal count."""
    return sum(n * abs(said - true) for n, said, true in binned(items, bins)) / len(items)


def honest_error(items: Sequence[Item], bins: int = BINS) -> float:
    """Compute the calibration error that perfect probabilities would show on so few items.

    Labels are drawn from the probabilities themselves; what remains is chance.
    """
    p = np.sort(np.array([item.score for item in items]))
    chance = np.random.default_rng(1)
    cuts = [cut for cut in np.array_split(np.arange(len(p)), bins) if len(cut)]
    errors = []
    for _ in range(200):
        labels = chance.random(len(p)) < p
        errors.append(
            sum(len(cut) * abs(p[cut].mean() - labels[cut].mean()) for cut in cuts) / len(p)
        )
    return float(np.mean(errors))
