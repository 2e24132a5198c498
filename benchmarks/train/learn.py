"""Learns points, competence, calibration and thresholds from what engines said about pairs."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

import numpy as np

from benchmarks.train.calibrate import Votes, calibrate, sums, tell
from benchmarks.train.counts import counts, labels
from benchmarks.train.fit import Numbers, area, logistic, signed
from benchmarks.train.hear import Row
from benchmarks.train.pairs import SEED
from fidelity.judging.signals import NAMES

RIDGE = 5.0
_SIGN = {
    "back_rank": 1,
    "forward_rank": 1,
    "found_nothing": 1,
    "look_alike": 0,
    "deceived": 0,
    "defined": 0,
}
SIGNS = tuple(_SIGN.get(name, -1) for name in NAMES)
"""1: more of the signal speaks for *drifted*; -1: against; 0: it depends on the others."""
FEWEST = 150
"""Pairs on which a kind of engine has to be heard."""
LISTS = frozenset(("dictionary", "termbase"))
"""Kinds of engines that look words up."""
TRANSLATORS = ("apertium", "firefox")
"""Kinds of engines that translate: of very different build, so what holds for both is general."""
TRANSLATOR = "translator"
"""The kind that stands for all translators which could not be heard here."""
UNSEEN = frozenset(("sense",))
"""Kinds of wrong renderings that would be right elsewhere, so that no signal can tell them: they
teach how far to trust points, but no points."""
DEFINITION, DEFINED = NAMES.index("definition"), NAMES.index("defined")


def learn(group: str, rows: Sequence[Row]) -> dict[str, Any]:
    """Learn all numbers of one group of language pairs.

    The terms whose right rendering a second dictionary gives too are as sure as those of a
    glossary: two thirds of them teach the calibration and the thresholds. All other terms teach
    points and discounts.
    """
    fit_rows, sure_rows = _split(rows)
    heard = Counter(kind for row in fit_rows for kind in row.signals)
    kinds = sorted(kind for kind, number in heard.items() if number >= FEWEST)
    fit_rows, sure_rows = _of(kinds, fit_rows), _of(kinds, sure_rows)
    seen = [row for row in fit_rows if row.pair.kind not in UNSEEN]
    engines = {kind: _points(seen, kind) for kind in kinds}
    translator = _translator(seen, engines)
    competence = {"passed": 1.0, "failed": 0.0, "unverified": _unverified(fit_rows, engines)}
    votes = [_votes(row, engines, competence) for row in fit_rows]
    discounts = _discounts(votes, fit_rows)

    def summed(part: Sequence[Row]) -> dict[int, Numbers]:
        return sums([_votes(row, engines, competence) for row in part], part, discounts)

    families = calibrate(summed(sure_rows), summed(fit_rows))
    print(group, len(rows), "pairs")
    tell([_votes(row, engines, competence) for row in sure_rows], sure_rows, discounts, families)
    if translator is not None:
        points, worth = translator
        engines[TRANSLATOR] = points
        discounts[TRANSLATOR] = worth * min(discounts[kind] for kind in TRANSLATORS)
    return {
        "engines": engines,
        "competence": competence,
        "discounts": discounts,
        "families": families,
    }


def _split(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Split by terms: for the points, and for calibration and thresholds."""
    sure = sorted({row.pair.term for row in rows if row.pair.sure})
    random.Random(SEED).shuffle(sure)  # noqa: S311 - a split, no secret
    kept = set(sure[1::3]) | set(sure[2::3])
    return (
        [row for row in rows if row.pair.term not in kept],
        [_unlisted(row) for row in rows if row.pair.term in kept and row.pair.sure],
    )


def _of(kinds: Sequence[str], rows: Sequence[Row]) -> list[Row]:
    """Leave out the kinds of engines that answered too seldom to learn from."""
    return [
        replace(row, signals={kind: row.signals[kind] for kind in kinds if kind in row.signals})
        for row in rows
    ]


def _unlisted(row: Row) -> Row:
    """Leave out dictionaries and word lists: they vouch for sure pairs, so they are no news."""
    heard = {kind: signals for kind, signals in row.signals.items() if kind not in LISTS}
    return replace(row, signals=heard)


def _points(rows: Sequence[Row], kind: str) -> dict[str, Any]:
    own = [row for row in rows if kind in row.signals]
    features = np.array([row.signals[kind] for row in own], float)
    known = np.ma.masked_invalid(features)
    mean, scale = known.mean(axis=0).filled(0.0), known.std(axis=0).filled(1.0)
    scale[scale < 1e-6] = 1.0
    # Without a definition both signals are 0 and must add nothing; see ``definition_weights``.
    for place in (DEFINITION, DEFINED):
        mean[place], scale[place] = 0.0, 1.0
    told = np.nan_to_num((features - mean) / scale)  # what was not measured adds nothing
    beta = signed(told, labels(own), RIDGE, counts(own), SIGNS)
    return {
        "bias": float(beta[0]),
        "mean": mean.tolist(),
        "scale": scale.tolist(),
        "weights": beta[1:].tolist(),
    }


def _translator(
    rows: Sequence[Row], engines: Mapping[str, Any]
) -> tuple[dict[str, Any], float] | None:
    """Learn points for translators that could not be heard, from those that could.

    Returns:
        The points, learned from all translators together, and how much such a vote is worth: the
        smallest slope at which points that were learned from one translator hold for another. Null
        where too few were heard.
    """
    if not all(kind in engines for kind in TRANSLATORS):
        return None
    slopes = []
    for learned, other in permutations(TRANSLATORS, 2):
        own = [row for row in rows if other in row.signals]
        votes = np.array([_raw_of(row.signals[other], engines[learned]) for row in own])
        slope = float(logistic(votes[:, None], labels(own), 1.0, counts(own))[1])
        found = area(votes, labels(own))
        print("  ", learned, "for", other, "area", round(found, 3), "slope", round(slope, 3))
        slopes.append(slope)
    together = [
        replace(row, signals={TRANSLATOR: row.signals[kind]})
        for kind in TRANSLATORS
        for row in rows
        if kind in row.signals
    ]
    return _points(together, TRANSLATOR), min(1.0, *slopes)


def definition_weights(
    rows: Sequence[Row], kind: str, learned: Mapping[str, Any]
) -> tuple[float, float]:
    """Learn what the definition adds to the points of one kind of engine.

    Args:
        rows: pairs with definitions: renderings of two senses of a term, the one defined and
            another.
        kind: the kind of engine.
        learned: its points without the definition.

    Returns:
        The weight of the difference on the scale of the points, never more than 0, and the weight
        of there being a definition at all: with the mean difference both come to nothing.
    """
    own = [row for row in rows if kind in row.signals and row.signals[kind][DEFINED]]
    features = np.array([(_raw(row, kind, learned), row.signals[kind][DEFINITION]) for row in own])
    beta = signed(features, labels(own), 1.0, np.ones(len(own)), (1, -1))
    shown = area(-features[:, 1], labels(own))
    print("   definition", kind, len(own), "area", round(shown, 3), "weight", round(beta[2], 3))
    return float(beta[2]), float(-beta[2] * features[:, 1].mean())


def _raw(row: Row, kind: str, learned: Mapping[str, Any]) -> float:
    return _raw_of(row.signals[kind], learned)


def _raw_of(measured: Sequence[float], learned: Mapping[str, Any]) -> float:
    signals = np.nan_to_num((np.array(measured) - learned["mean"]) / learned["scale"])
    return float(learned["bias"] + signals @ np.array(learned["weights"]))


def _unverified(rows: Sequence[Row], engines: Mapping[str, Any]) -> float:
    """Learn what the vote of an engine that could not be asked a control question is worth."""
    slopes = {}
    for wanted in ("passed", "unverified"):
        cases = [
            (_raw(row, kind, engines[kind]), row.pair.drifted)
            for row in rows
            for kind in row.signals
            if row.states[kind] == wanted
        ]
        table_of = np.array(cases, float)
        slopes[wanted] = float(logistic(table_of[:, :1], table_of[:, 1], 1.0)[1])
        print("  ", wanted, len(cases), "slope", round(slopes[wanted], 3))
    return min(1.0, max(0.0, slopes["unverified"] / slopes["passed"]))


def _votes(
    row: Row, engines: Mapping[str, Any], competence: Mapping[str, float]
) -> dict[str, float]:
    return {
        kind: competence[row.states[kind]] * _raw(row, kind, engines[kind])
        for kind in row.signals
        if row.states[kind] != "failed"
    }


def _discounts(votes: Sequence[Votes], rows: Sequence[Row]) -> dict[str, float]:
    """Learn how much of each kind's vote is its own, when all kinds are heard together."""
    kinds = sorted({kind for vote in votes for kind in vote})
    several = [
        (vote, row)
        for vote, row in zip(votes, rows, strict=True)
        if len(vote) > 1 or len(kinds) == 1
    ]
    heard = [row for _, row in several]
    features = np.array([[vote.get(kind, 0.0) for kind in kinds] for vote, _ in several], float)
    beta = signed(features, labels(heard), 1.0, counts(heard), [1] * len(kinds))
    return {kind: float(b) for kind, b in zip(kinds, beta[1:], strict=True)}
