"""How much each pair counts when weights are learned, and which engines are heard together."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from benchmarks.train.calibrate import sums, total
from benchmarks.train.counts import SHARES, counted, counts
from benchmarks.train.hear import Row
from benchmarks.train.learn import _points, _translator
from benchmarks.train.pairs import Pair
from fidelity.judging.nearness import UNMEASURED
from fidelity.judging.signals import NAMES

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

    found = sums(votes, rows, {"embedding": 0.5, "firefox": 1.0})

    assert sorted(found[1][:, 0]) == [-1.0, 1.0]
    assert sorted(found[2][:, 0]) == [-5.5, 5.5]


def test_a_vote_that_stands_alone_counts_whole() -> None:
    """A discount is for what families have in common."""
    discounts = {"embedding": 0.4, "firefox": 0.9}

    assert total({"embedding": 2.0}, discounts) == 2.0
    assert total({"embedding": 2.0, "firefox": 1.0}, discounts) == pytest.approx(1.7)


def heard(kinds: Sequence[str], drifted: bool, overlap: float, nearness: float) -> Row:
    """Make a pair on which translators brought back something so near."""
    signals = [0.0] * len(NAMES)
    signals[NAMES.index("overlap")] = overlap
    signals[NAMES.index("back_nearness")] = nearness
    pair = Pair(*OTHER, drifted, "neighbour" if drifted else "right", None, "fr")
    return Row(pair, {kind: tuple(signals) for kind in kinds}, dict.fromkeys(kinds, "passed"))


def test_what_was_not_measured_leaves_the_rest_to_be_learned_from() -> None:
    """A pair whose answers have no place in the space of meaning spoils nothing."""
    told = [heard(["ct2"], drifted, 0.2, 0.1 if drifted else 0.9) for drifted in (True, False) * 9]
    untold = [heard(["ct2"], drifted, 0.2, UNMEASURED) for drifted in (True, False)]
    place = NAMES.index("back_nearness")

    points = _points([*told, *untold], "ct2")

    assert points["weights"][place] < 0
    assert points["mean"][place] == pytest.approx(0.5)


def test_translators_that_were_not_heard_learn_from_all_that_were() -> None:
    """And count no more than the points of one translator hold for another."""
    rows = [
        heard(["apertium", "firefox"], drifted, 0.2 if drifted else 0.7, UNMEASURED)
        for drifted in (True, False) * 9
    ]
    engines = {kind: _points(rows, kind) for kind in ("apertium", "firefox")}

    found = _translator(rows, engines)

    assert found is not None
    points, worth = found
    assert points["weights"][NAMES.index("overlap")] < 0
    assert 0 < worth <= 1
    assert _translator(rows, {"firefox": engines["firefox"]}) is None
