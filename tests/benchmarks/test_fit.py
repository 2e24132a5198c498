"""The arithmetic behind the weights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.train.fit import area, balanced, bound, logistic, quantile, signed


def made(slope: float, count: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    """Draw labels from a known logistic model with one signal and one noise column."""
    chance = np.random.default_rng(7)
    x = chance.normal(size=(count, 2))
    p = 1 / (1 + np.exp(-(0.5 + slope * x[:, 0])))
    return x, (chance.random(count) < p).astype(float)


def test_the_model_that_made_the_data_is_found_again() -> None:
    """Within the accuracy of 4,000 cases."""
    intercept, signal, noise = logistic(*made(1.5), ridge=0.1)

    assert (intercept, signal, noise) == pytest.approx((0.5, 1.5, 0.0), abs=0.15)


def test_a_coefficient_against_its_sign_is_left_out() -> None:
    """Rather than kept with a sign that nobody could explain."""
    x, y = made(-1.5)

    beta = signed(x, y, 0.1, balanced(y), signs=(1, 0))

    assert beta[1] == 0


def test_balancing_makes_both_labels_count_the_same() -> None:
    """Whatever their numbers."""
    labels = np.array([1.0, 0, 0, 0])
    weights = balanced(labels)

    assert weights[labels == 1].sum() == pytest.approx(weights[labels == 0].sum())


@given(st.lists(st.tuples(st.floats(-5, 5), st.booleans()), min_size=2, max_size=30))
def test_the_area_is_that_of_all_pairs(cases: list[tuple[float, bool]]) -> None:
    """Ties count half."""
    bad = [score for score, drifted in cases if drifted]
    good = [score for score, drifted in cases if not drifted]
    if not bad or not good:
        return
    wins = sum((b > g) + 0.5 * (b == g) for b in bad for g in good)

    assert area(*zip(*cases, strict=True)) == pytest.approx(wins / len(bad) / len(good))


def test_a_weighted_quantile_counts_a_case_as_often_as_it_weighs() -> None:
    """One heavy case outweighs three light ones."""
    values = np.array([3.0, 1.0, 2.0, 4.0])

    assert quantile(values, 0.5, np.ones(4)) == 2
    assert quantile(values, 0.5, np.array([1.0, 1.0, 1.0, 9.0])) == 4
    assert quantile(values, 0.0, np.ones(4)) == 1
    assert quantile(values, 1.0, np.ones(4)) == 4


@pytest.mark.parametrize("risk", [0.05, 0.2])
def test_a_bound_keeps_its_risk_for_nearly_every_sample(risk: float) -> None:
    """In nine of ten samples no more than the stated share of new cases lies under it."""
    chance = np.random.default_rng(7)
    kept = [
        bound(chance.random(200), risk, np.ones(200), confidence=0.9) <= risk for _ in range(400)
    ]

    assert np.mean(kept) > 0.87


def test_a_bound_comes_nearer_to_its_risk_with_more_cases() -> None:
    """Caution is for want of knowledge."""
    few, many = (np.linspace(0, 1, count) for count in (100, 10_000))

    assert bound(few, 0.1, np.ones(100), 0.9) < bound(many, 0.1, np.ones(10_000), 0.9) < 0.1
