"""Fits logistic regressions with numpy alone."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def logistic(
    features: Numbers, labels: Numbers, ridge: float, weights: Numbers | None = None
) -> Numbers:
    """Fit by Newton's method with a quadratic penalty on all but the intercept.

    Args:
        features: one row a case.
        labels: 1 for drifted, 0 for faithful.
        ridge: the penalty.
        weights: how much each case counts.

    Returns:
        The intercept, then one coefficient a column.
    """
    x = np.column_stack([np.ones(len(features)), features])
    count = np.ones(len(x)) if weights is None else weights
    penalty = np.eye(x.shape[1]) * ridge
    penalty[0, 0] = 1e-9
    beta = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (count * (labels - p)) - penalty @ beta
        curve = (x * (count * p * (1 - p))[:, None]).T @ x + penalty
        step = np.linalg.solve(curve, gradient)
        beta += step
        if float(np.abs(step).max()) < 1e-8:
            break
    return beta


def signed(
    features: Numbers,
    labels: Numbers,
    ridge: float,
    weights: Numbers,
    signs: Sequence[int],
) -> Numbers:
    """Fit so that no coefficient goes against its known sign.

    Signals that measure the same thing in two ways otherwise get large weights of opposite signs,
    which nobody could explain. The most wrongly signed one is left out until none is.

    Args:
        features: one row a case.
        labels: 1 for drifted, 0 for faithful.
        ridge: the penalty.
        weights: how much each case counts.
        signs: 1 or -1 for each column; 0 where either sign makes sense.
    """
    kept = list(range(features.shape[1]))
    while True:
        beta = logistic(features[:, kept], labels, ridge, weights)
        against = {i: b * signs[i] for i, b in zip(kept, beta[1:], strict=True) if b * signs[i] < 0}
        if not against:
            break
        kept.remove(min(against, key=lambda i: against[i]))
    full = np.zeros(features.shape[1] + 1)
    full[[0, *(1 + i for i in kept)]] = beta
    return full


def balanced(labels: Numbers) -> Numbers:
    """Weigh the cases so that both labels count the same in all."""
    share = labels.mean()
    weights: Numbers = np.where(labels > 0, 0.5 / share, 0.5 / (1 - share))
    return weights


def quantile(values: Numbers, share: float, counts: Numbers) -> float:
    """Find the value up to which a share of the weighted cases lies.

    Args:
        values: at least one.
        share: in [0, 1].
        counts: how much each case counts.
    """
    order = np.argsort(values, kind="stable")
    passed = np.cumsum(counts[order]) / counts.sum()
    return float(values[order][min(int(np.searchsorted(passed, share)), len(values) - 1)])


def bound(values: Numbers, risk: float, weights: Numbers, confidence: float) -> float:
    """Find the value under which a new case lies with no more than a risk.

    That holds with ``confidence`` for the pairs at hand, not only in the mean over all that might
    have been drawn (Vovk 2012, "Conditional validity of inductive conformal predictors").
    """
    number = int(weights.sum() ** 2 / (weights**2).sum())  # that unweighted cases would be worth
    below = np.cumsum([_chance(number, k, risk) for k in range(number + 1)])
    allowed = int(np.searchsorted(below, 1 - confidence, side="right"))
    return quantile(values, allowed / number, weights)


def _chance(number: int, k: int, risk: float) -> float:
    """Compute the binomial probability of k cases."""
    ways = math.lgamma(number + 1) - math.lgamma(k + 1) - math.lgamma(number - k + 1)
    return math.exp(ways + k * math.log(risk) + (number - k) * math.log(1 - risk))


def area(scores: Sequence[float] | Numbers, labels: Sequence[bool] | Numbers) -> float:
    """Compute the area under the ROC curve; ties count half."""
    s, y = np.asarray(scores, float), np.asarray(labels, bool)
    bad, good = s[y], s[~y]
    wins = (bad[:, None] > good[None]).sum() + 0.5 * (bad[:, None] == good[None]).sum()
    return float(wins / (len(bad) * len(good)))
