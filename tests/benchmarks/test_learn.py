"""How much each pair counts when weights are learned, and which engines are heard together."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from benchmarks.train.counts import SHARES, counted, counts
from benchmarks.train.hear import Row
from benchmarks.train.learn import _sums
from benchmarks.train.pairs import Pair

ALIKE = ("minister", "ministre")
OTHER = ("treaty", "accord")


def row(pair: tuple[str, str], kind: str) -> Row:
    """Make a pair on which no engine was heard."""
    return Row(Pair(*pair, kind != "right", kind, None, "fr"), {}, {})


def mass(rows: Sequence[Row], pair: tuple[str, str], drifted: bool) -> float:
    """Add up what the rows of a wording and a label count."""
    found = zip(rows, counts(rows), strict=True)
    return sum(
        float(count)
        for each, count in found
        if (each.pair.term, each.pair.rendering) == pair and each.pair.drifted == drifted
    )


def test_the_kinds_of_wrong_renderings_count_by_their_shares() -> None:
    """However many of each were made."""
    rows = counted([row(OTHER, "sense")] + [row(OTHER, "opposite")] * 7)

    sense = rows[0].count
    opposite = sum(each.count for each in rows[1:])

    assert sense / opposite == pytest.approx(SHARES["sense"] / SHARES["opposite"])


def test_looking_alike_is_no_merit() -> None:
    """Right and wrong count the same among look-alikes, and among the others."""
    rows = counted(
        [row(ALIKE, "right")] * 9
        + [row(OTHER, "right")]
        + [row(ALIKE, "cognate")] * 2
        + [row(OTHER, "neighbour")] * 3
    )

    for pair in (ALIKE, OTHER):
        assert mass(rows, pair, True) == pytest.approx(mass(rows, pair, False))


def test_the_embedding_is_among_the_families_heard_together() -> None:
    """A translator that is never alone sets no threshold for one family."""
    votes = [{"embedding": 1.0, "firefox": 5.0}, {"embedding": -1.0, "firefox": -5.0}]
    rows = [row(OTHER, "neighbour"), row(OTHER, "right")]

    sums = _sums(votes, rows)

    assert sorted(sums[1][:, 0]) == [-1.0, 1.0]
    assert sorted(sums[2][:, 0]) == [-6.0, 6.0]
