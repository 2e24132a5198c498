"""Turns points into probabilities, and probabilities into thresholds, by number of families."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from benchmarks.train.counts import counts, labels
from benchmarks.train.fit import Numbers, area, bound, logistic
from benchmarks.train.hear import Row

RISKS = (0.02, 0.05, 0.10, 0.20)
"""Shares of right renderings called drifted, and of drifted ones called faithful, for which
thresholds are kept."""
CONFIDENCE = 0.90
"""That a threshold keeps its risk."""
ALWAYS = "embedding"
"""The kind of engine that every user has."""
Votes = Mapping[str, float]


def sums(
    votes: Sequence[Votes], rows: Sequence[Row], discounts: Mapping[str, float]
) -> dict[int, Numbers]:
    """Add up the choices of families, by the number of families.

    The embedding is built in, so it is among them wherever it had something to say. How sure a
    translator alone would be must not set the thresholds of the embedding alone. A vote that stands
    alone counts whole.

    Returns:
        A row a choice: sum of points, label, how much it counts.
    """
    found: dict[int, list[tuple[float, ...]]] = {}
    for vote, row, count in zip(votes, rows, counts(rows), strict=True):
        for number in range(1, len(vote) + 1):
            for chosen in combinations(sorted(vote), number):
                if ALWAYS in chosen or ALWAYS not in vote:
                    points = total({kind: vote[kind] for kind in chosen}, discounts)
                    case = (points, row.pair.drifted, count)
                    found.setdefault(number, []).append(case)
    return {number: np.array(cases, float) for number, cases in sorted(found.items())}


def total(vote: Votes, discounts: Mapping[str, float]) -> float:
    """Add up the votes of some families; one that stands alone counts whole."""
    if len(vote) == 1:
        return sum(vote.values())
    return sum(discounts[kind] * points for kind, points in vote.items())


def calibrate(sure: Mapping[int, Numbers], all_: Mapping[int, Numbers]) -> list[dict[str, Any]]:
    """Learn how points become log odds, and the thresholds, for each number of families.

    Args:
        sure: what ``sums`` gives for the pairs of which one can be sure.
        all_: the same for all other pairs. They serve for numbers of families of which there are no
            sure pairs; how much less each vote counts when there are more of them is taken from
            them too.
    """
    families = [_curve(cases) for cases in sure.values()]
    everywhere = [_curve(cases) for cases in all_.values()]
    last = families[-1]
    for own in everywhere[len(families) :]:
        known = everywhere[len(sure) - 1]
        slope = last["slope"] * own["slope"] / known["slope"]
        families.append({"intercept": last["intercept"], "slope": slope})
    _thresholds(families, sure, all_)
    return families


def _curve(cases: Numbers) -> dict[str, Any]:
    """Fit intercept and slope (Platt 1999)."""
    beta = logistic(cases[:, :1], cases[:, 1], 1.0, cases[:, 2])
    print("   families", len(cases), beta.round(3))
    return {"intercept": float(beta[0]), "slope": float(beta[1])}


def probabilities(own: Mapping[str, float], points: Numbers) -> Numbers:
    """Turn sums of points into probabilities."""
    p: Numbers = 1 / (1 + np.exp(-(own["intercept"] + own["slope"] * points)))
    return p


def _thresholds(
    families: Sequence[dict[str, Any]], sure: Mapping[int, Numbers], all_: Mapping[int, Numbers]
) -> None:
    """Add the conformal thresholds of both labels, for each number of families and each risk.

    Where there are no sure pairs, those of all pairs serve, unless fewer families have stricter
    ones: the right renderings among all pairs are less right.
    """
    for number, own in enumerate(families, 1):
        cases = sure.get(number, all_[number])
        p = probabilities(own, cases[:, 0])
        right, wrong = cases[:, 1] == 0, cases[:, 1] == 1
        own["drifted"] = {
            f"{risk:.2f}": -bound(-p[right], risk, cases[right, 2], CONFIDENCE) for risk in RISKS
        }
        own["faithful"] = {
            f"{risk:.2f}": bound(p[wrong], risk, cases[wrong, 2], CONFIDENCE) for risk in RISKS
        }
        if number not in sure:
            for name, stricter in (("drifted", max), ("faithful", min)):
                before = families[number - 2][name]
                own[name] = {key: stricter(own[name][key], before[key]) for key in before}
        print("   thresholds", number, own["drifted"], own["faithful"])


def tell(
    votes: Sequence[Votes],
    rows: Sequence[Row],
    discounts: Mapping[str, float],
    families: Sequence[Mapping[str, float]],
) -> None:
    """Print how well it does on the pairs that no points were learned from."""
    heard = [(row, vote) for row, vote in zip(rows, votes, strict=True) if vote]
    p = [
        float(probabilities(families[len(vote) - 1], np.array([total(vote, discounts)]))[0])
        for _, vote in heard
    ]
    print("   held-out area", round(area(p, labels([row for row, _ in heard])), 3))
    for kind in sorted({kind for vote in votes for kind in vote}):
        own = [(row, vote[kind]) for row, vote in heard if kind in vote]
        found = area([vote for _, vote in own], labels([row for row, _ in own]))
        print("  ", kind, len(own), "area", round(found, 3))
