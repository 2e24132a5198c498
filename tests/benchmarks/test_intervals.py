"""Shares and counts come with intervals that can be trusted."""

from __future__ import annotations

import pytest

from benchmarks.intervals import poisson, rate, share, wilson


def test_the_interval_of_a_share_is_wilsons() -> None:
    """The textbook example: 8 of 10."""
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)


def test_nothing_measured_says_nothing() -> None:
    """Any share is possible."""
    assert wilson(0, 0) == (0.0, 1.0)


def test_a_tie_counts_half() -> None:
    """Two won and one level are two and a half of three."""
    assert share(2.5, 3).startswith("2.5/3 = 0.833")


def test_the_limits_of_a_count_are_nearly_the_exact_ones() -> None:
    """Exact limits of 10: 4.80 and 18.39."""
    assert poisson(10) == pytest.approx((4.80, 18.39), abs=0.02)


def test_no_finding_is_not_proof_of_none() -> None:
    """Up to 3.7 may come in as many words again."""
    low, high = poisson(0)
    assert low == 0
    assert high == pytest.approx(3.69, abs=0.05)


def test_a_rate_is_for_a_thousand_words() -> None:
    """Ten in five thousand are two in one thousand."""
    assert rate(10, 5000) == "10 = 2.00 [0.96, 3.68] per 1,000 words"
