"""How a score's ranking of good above bad is counted."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.contrast import pairs, sentences, totals, won


def length(_row: dict[str, Any], text: str) -> float:
    """Score a text by its length: enough to rank by."""
    return float(len(text))


@pytest.mark.parametrize(("good", "bad", "count"), [(0.9, 0.1, 1), (0.1, 0.9, 0), (0.5, 0.5, 0.5)])
def test_a_tie_is_half_a_win(good: float, bad: float, count: float) -> None:
    """A score that says nothing gets a half, as by chance."""
    assert won(good, bad) == count


def test_a_pair_counts_for_its_severity_and_its_category() -> None:
    """And for the whole."""
    row = {"good": "aaa", "bad": "a", "category": "minor_id1", "severity": "minor"}
    added = totals(pairs([row, {**row, "bad": "aaaa"}], {"ours": length}))
    assert added == {group: {"ours": (1.0, 2)} for group in ("severity minor", "minor_id1", "all")}


def test_a_sentence_is_right_only_above_every_bad_one() -> None:
    """A tie with one of them is not above it."""
    row = {"group": 1, "origin": "multiun", "good": "aaa", "bad": "a"}
    assert totals(sentences([row], {"ours": length}))["all"]["ours"] == (1.0, 1)
    for bad in ("aaa", "aaaa"):
        ranked = sentences([row, {**row, "bad": bad}], {"ours": length})
        assert totals(ranked)["origin multiun"]["ours"] == (0.0, 1)
