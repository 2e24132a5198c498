"""Learns points, competence, calibration and thresholds from what engines said about pairs."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np

from benchmarks.train.counts import counts, labels
from benchmarks.train.fit import Numbers, area, bound, logistic, signed
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
RISKS = (0.02, 0.05, 0.10)
"""Shares of right renderings called drifted, and of drifted ones called faithful, for which
thresholds are kept."""
CONFIDENCE = 0.90
"""That a threshold keeps its risk."""
FEWEST = 150
"""Pairs on which a kind of engine has to be heard."""
ALWAYS = "embedding"
"""The kind of engine that every user has."""
LISTS = frozenset(("dictionary", "termbase"))
"""Kinds of engines that look words up."""
DEFINITION, DEFINED = NAMES.index("definition"), NAMES.index("defined")
Votes = Mapping[str, float]


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
    engines = {kind: _points(fit_rows, kind) for kind in kinds}
    competence = {"passed": 1.0, "failed": 0.0, "unverified": _unverified(fit_rows, engines)}
    discounts = _discounts([_votes(row, engines, competence) for row in fit_rows], fit_rows)

    def voted(part: Sequence[Row]) -> list[Votes]:
        return [
            {
                kind: discounts[kind] * vote
                for kind, vote in _votes(row, engines, competence).items()
            }
            for row in part
        ]

    votes = voted(sure_rows)
    families = _families(votes, sure_rows)
    _more_families(families, voted(fit_rows), fit_rows)
    _thresholds(families, _sums(votes, sure_rows), _sums(voted(fit_rows), fit_rows))
    _tell(group, rows, sure_rows, votes, families)
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
    mean, scale = features.mean(axis=0), features.std(axis=0)
    scale[scale < 1e-6] = 1.0
    # Without a definition both signals are 0 and must add nothing; see ``definition_weights``.
    for place in (DEFINITION, DEFINED):
        mean[place], scale[place] = 0.0, 1.0
    beta = signed((features - mean) / scale, labels(own), RIDGE, counts(own), SIGNS)
    return {
        "bias": float(beta[0]),
        "mean": mean.tolist(),
        "scale": scale.tolist(),
        "weights": beta[1:].tolist(),
    }


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
    signals = (np.array(row.signals[kind]) - learned["mean"]) / learned["scale"]
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


def _sums(votes: Sequence[Votes], rows: Sequence[Row]) -> dict[int, Numbers]:
    """Add up the choices of families: sum, label and weight, by the number of families.

    The embedding is built in, so it is among them wherever it had something to say. How sure a
    translator alone would be must not set the thresholds of the embedding alone.
    """
    found: dict[int, list[tuple[float, float, float]]] = {}
    for vote, row, count in zip(votes, rows, counts(rows), strict=True):
        for number in range(1, len(vote) + 1):
            for chosen in combinations(sorted(vote), number):
                if ALWAYS in chosen or ALWAYS not in vote:
                    points = sum(vote[kind] for kind in chosen)
                    found.setdefault(number, []).append((points, row.pair.drifted, count))
    return {number: np.array(cases, float) for number, cases in sorted(found.items())}


def _families(votes: Sequence[Votes], rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Fit intercept and slope for each number of families (Platt 1999)."""
    fitted: list[dict[str, Any]] = []
    for number, cases in _sums(votes, rows).items():
        beta = logistic(cases[:, :1], cases[:, 1], 1.0, cases[:, 2])
        print("   families", number, len(cases), beta.round(3))
        fitted.append({"intercept": float(beta[0]), "slope": float(beta[1])})
    return fitted


def _more_families(
    families: list[dict[str, Any]], votes: Sequence[Votes], rows: Sequence[Row]
) -> None:
    """Add numbers of families of which there are no sure pairs.

    How much less each vote counts when there are more of them is taken from all pairs.
    """
    everywhere = _families(votes, rows)
    known = len(families)
    for own in everywhere[known:]:
        slope = families[known - 1]["slope"] * own["slope"] / everywhere[known - 1]["slope"]
        families.append({"intercept": families[known - 1]["intercept"], "slope": slope})


def _thresholds(
    families: Sequence[dict[str, Any]], sure: Mapping[int, Numbers], all_: Mapping[int, Numbers]
) -> None:
    """Add the conformal thresholds of both labels, for each number of families and each risk.

    Where there are no sure pairs, those of all pairs serve, unless fewer families have stricter
    ones: the right renderings among all pairs are less right.
    """
    for number, own in enumerate(families, 1):
        for name, cut in (("drifted", _upper), ("faithful", _lower)):
            cases = sure.get(number, all_[number])
            p = 1 / (1 + np.exp(-(own["intercept"] + own["slope"] * cases[:, 0])))
            own[name] = {f"{risk:.2f}": cut(p, cases, risk) for risk in RISKS}
            if number not in sure:
                stricter = max if name == "drifted" else min
                before = families[number - 2][name]
                own[name] = {key: stricter(own[name][key], before[key]) for key in before}
        print("   thresholds", number, own["drifted"], own["faithful"])


def _upper(p: Numbers, cases: Numbers, risk: float) -> float:
    right = cases[:, 1] == 0
    return -bound(-p[right], risk, cases[right, 2], CONFIDENCE)


def _lower(p: Numbers, cases: Numbers, risk: float) -> float:
    wrong = cases[:, 1] == 1
    return bound(p[wrong], risk, cases[wrong, 2], CONFIDENCE)


def _tell(
    group: str,
    rows: Sequence[Row],
    rest: Sequence[Row],
    votes: Sequence[Votes],
    families: Sequence[Mapping[str, float]],
) -> None:
    """Print how well it does on the last quarter of the terms."""
    heard = [(row, vote) for row, vote in zip(rest, votes, strict=True) if vote]
    p = [_probability(vote, families) for _, vote in heard]
    print(
        group, len(rows), "pairs; held-out area", round(area(p, labels([r for r, _ in heard])), 3)
    )
    for kind in sorted({kind for vote in votes for kind in vote}):
        own = [(row, vote[kind]) for row, vote in heard if kind in vote]
        found = area([vote for _, vote in own], labels([row for row, _ in own]))
        print("  ", kind, len(own), "area", round(found, 3))


def _probability(vote: Votes, families: Sequence[Mapping[str, float]]) -> float:
    own = families[len(vote) - 1]
    return 1 / (1 + math.exp(-(own["intercept"] + own["slope"] * sum(vote.values()))))
