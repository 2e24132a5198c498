"""The figures of a measurement."""

from __future__ import annotations

import pytest

from benchmarks.figures import (
    binned,
    calibration_error,
    columns,
    figure,
    honest_error,
    recall,
    share,
    whole,
)
from benchmarks.items import Item
from fidelity.model import Term, Verdict, VerdictWord


def item(term: str, drifted: bool, score: float, said: VerdictWord = "cannot-tell") -> Item:
    """Make an item with its verdict."""
    verdict = Verdict("a", Term(term, "en"), Term("x", "ru"), said, score)
    return Item(term, "x", ("en", "ru"), drifted, "sense", verdict)


def calibrated(count: int = 400) -> list[Item]:
    """Make items of which one in four is wrong where one in four is said to be, and so on."""
    return [
        item(f"{score}-{i}", i % 4 < score * 4, score)
        for score in (0.25, 0.75)
        for i in range(count // 2)
    ]


def test_probabilities_that_come_true_have_no_error() -> None:
    """And bins say what was true in each."""
    items = calibrated()

    assert binned(items, 2) == [(200, 0.25, 0.25), (200, 0.75, 0.75)]
    assert calibration_error(items, 2) == pytest.approx(0)


def test_probabilities_that_are_too_low_show_as_much() -> None:
    """By how much they are too low."""
    items = [item(str(i), i % 2 == 0, 0.3) for i in range(100)]

    assert calibration_error(items, 1) == pytest.approx(0.2)


def test_even_perfect_probabilities_show_an_error_on_few_items() -> None:
    """The fewer, the more."""
    few, many = honest_error(calibrated(40)), honest_error(calibrated(4000))

    assert few > many > 0


def test_recall_is_counted_where_one_right_rendering_in_twenty_is_called_drifted() -> None:
    """Nineteen of twenty stay below the cut."""
    right = [item(f"r{i}", False, i / 100) for i in range(20)]
    wrong = [item("w1", True, 0.185), item("w2", True, 0.5), item("w3", True, 0.1)]

    assert recall(columns([*right, *wrong])) == pytest.approx(1 / 3)


def test_an_interval_holds_its_figure_and_is_narrower_with_more_terms() -> None:
    """Terms are drawn, not renderings."""
    few, many = figure(calibrated(40), whole), figure(calibrated(400), whole)

    assert few.low <= few.value <= few.high
    assert many.high - many.low < few.high - few.low


def test_shares_are_of_the_wrong_the_right_or_all() -> None:
    """As asked for."""
    items = [
        item("a", True, 0.9, "drifted"),
        item("b", True, 0.5),
        item("c", False, 0.1, "faithful"),
        item("d", False, 0.5),
    ]

    assert share("drifted", True)(columns(items)) == 0.5
    assert share("drifted", False)(columns(items)) == 0
    assert share("cannot-tell", None)(columns(items)) == 0.5
