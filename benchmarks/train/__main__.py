"""Runs the recipe and writes ``fidelity/data/weights.json``."""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.train.fit import Numbers, area, balanced, logistic, signed
from benchmarks.train.pairs import SEED, Pair, pairs
from fidelity.backtranslate import Answers, ask
from fidelity.cache import folder
from fidelity.controls import State, from_forward, state
from fidelity.engines import dictionary, embedding, vectors
from fidelity.model import Query
from fidelity.protocols import Engine, Missing, Setup
from fidelity.shelf import table
from fidelity.signals import NAMES, Heard, Wording, measure

VERSION = "1"
RIDGE = 5.0
SIGNS = tuple(
    {"back_rank": 1, "forward_rank": 1, "found_nothing": 1, "look_alike": 0, "deceived": 0}.get(
        name, -1
    )
    for name in NAMES
)
"""1: more of the signal speaks for *drifted*; -1: against; 0: it depends on the others."""
FALSE_ALARMS = 0.10
"""Share of a dictionary's pairs that the threshold of *drifted* may call drifted. About half of
these are old or odd renderings that no glossary would hold: on lists of good renderings the same
threshold calls 0 to 6 in a hundred drifted (docs/quality.md)."""
MISSES = 0.05
"""Share of drifted renderings that the threshold of *faithful* may call faithful."""
DIGITS = 6
UNMEASURED = 0.5
"""What the vote of a kind of engine counts that has not been measured, beside one that has."""
FACTS = {"accepted": -10.0, "deprecated": 3.0, "forbidden": 10.0}
"""A house decision, not learned: what another glossary states outright outweighs every engine."""


@dataclass(frozen=True)
class Recipe:
    """Where the training pairs of one group of languages come from."""

    group: str
    sources: Sequence[tuple[str, str, int, Sequence[str]]]
    """Dictionary id, target language, number of terms, engines that may be heard on the pairs.
    A dictionary is never heard on pairs that it supplied itself."""


RECIPES = (
    Recipe(
        "other-script",
        (
            ("dictionary:mueller7", "ru", 2500, ("embedding", "vectors")),
            ("dictionary:freedict-eng-rus", "ru", 1200, ("embedding", "vectors", "dictionary")),
        ),
    ),
    Recipe("same-script", (("dictionary:freedict-eng-deu", "de", 2500, ("embedding",)),)),
)


@dataclass(frozen=True)
class Row:
    """One pair with what each engine kind had to say."""

    pair: Pair
    signals: Mapping[str, tuple[float, ...]]
    states: Mapping[str, State]


def main(cache_folder: Path) -> None:
    """Learn all groups and write the file."""
    setup = Setup(cache=cache_folder)
    dictionaries = {
        engine.id: engine for engine in dictionary.engines(setup) if not isinstance(engine, Missing)
    }
    others = [*embedding.engines(setup), *vectors.engines(setup)]
    lexical = [engine for engine in others if not isinstance(engine, Missing)]
    groups: dict[str, Any] = {}
    for recipe in RECIPES:
        rows: list[Row] = []
        for source, target, count, kinds in recipe.sources:
            made = pairs(dictionaries[source], target, count, cache_folder)
            heard = [e for e in lexical if e.serves(target, "en")]
            if "dictionary" in kinds:
                heard += [e for i, e in dictionaries.items() if i == "dictionary:mueller7"]
            rows += hear(made, heard)
        groups[recipe.group] = learn(recipe.group, rows)
    # The one pair of independent dictionaries is English-Russian; a hit means the same elsewhere.
    groups["same-script"]["engines"]["dictionary"] = groups["other-script"]["engines"]["dictionary"]
    mean = groups["other-script"]["discounts"]
    groups["same-script"]["discounts"]["dictionary"] = mean["dictionary"]
    for learned in groups.values():
        learned["discounts"].setdefault("any", UNMEASURED * min(learned["discounts"].values()))
        # An engine that nobody measured is weighed as one that gives answers without a scale.
        learned["engines"].setdefault("any", learned["engines"]["dictionary"])
    written = {
        "version": VERSION,
        "recipe": "python -m benchmarks.train",
        "base-rate": 0.5,
        "signals": NAMES,
        "facts": FACTS,
        "groups": groups,
    }
    text = json.dumps(rounded(written), indent=1, ensure_ascii=False)
    table("weights.json").write_text(text + "\n", "utf-8")


def rounded(value: Any) -> Any:
    """Round every number, so that the file is the same on every machine."""
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, Mapping):
        return {key: rounded(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(each) for each in value]
    return value


def hear(made: Sequence[Pair], engines: Sequence[Engine]) -> list[Row]:
    """Ask every engine about every pair, both ways and with control questions."""
    first = ask(engines, [q for pair in made for q in (_back(pair), _forward(pair))])
    lent = {
        (engine.id, pair): _control(engine, pair, engines, first)
        for engine in engines
        for pair in made
    }
    asked = [_back(pair, text) for (_, pair), text in lent.items() if text is not None]
    answers = first.joined(ask(engines, asked))
    return [_row(pair, engines, answers, lent) for pair in made]


def _back(pair: Pair, text: str | None = None) -> Query:
    return Query(text or pair.rendering, pair.target, "en", (pair.term,))


def _forward(pair: Pair) -> Query:
    return Query(pair.term, "en", pair.target, (pair.rendering,))


def _control(engine: Engine, pair: Pair, engines: Sequence[Engine], answers: Answers) -> str | None:
    if pair.control is not None:
        return pair.control
    forward = [(other, answers.of(other, _forward(pair))) for other in engines]
    found = from_forward(engine, pair.rendering, forward)
    return found[0] if found else None


def _row(
    pair: Pair,
    engines: Sequence[Engine],
    answers: Answers,
    lent: Mapping[tuple[str, Pair], str | None],
) -> Row:
    signals: dict[str, tuple[float, ...]] = {}
    states: dict[str, State] = {}
    wording = Wording((pair.term,), "en", pair.rendering, pair.target)
    for engine in engines:
        kind = engine.id.partition(":")[0]
        heard = Heard(answers.of(engine, _back(pair)), answers.of(engine, _forward(pair)))
        measured = measure(heard, wording)
        if measured is None:
            continue
        control = lent[engine.id, pair]
        positive = answers.of(engine, _back(pair, control)) if control else None
        signals[kind] = measured
        states[kind] = state(positive, None, (pair.term,), "en", pair.control is not None)
    return Row(pair, signals, states)


def learn(group: str, rows: Sequence[Row]) -> dict[str, Any]:
    """Learn points, competence, calibration and thresholds of one group."""
    terms = sorted({row.pair.term for row in rows})
    random.Random(SEED).shuffle(terms)  # noqa: S311 - a split, no secret
    fitting = set(terms[: len(terms) * 6 // 10])
    fit_rows = [row for row in rows if row.pair.term in fitting]
    rest = [row for row in rows if row.pair.term not in fitting]
    kinds = sorted({kind for row in rows for kind in row.signals})
    engines = {kind: _points(fit_rows, kind) for kind in kinds}
    competence = {"passed": 1.0, "failed": 0.0, "unverified": _unverified(fit_rows, engines)}
    discounts = _discounts([_votes(row, engines, competence) for row in fit_rows], fit_rows)
    votes = [
        {
            kind: discounts[kind] * points
            for kind, points in _votes(row, engines, competence).items()
        }
        for row in rest
    ]
    drifted = [row.pair.drifted for row in rest]
    families = _families(votes, drifted)
    odds = np.array([_log_odds(vote, families) for vote in votes])
    heard = np.array([bool(vote) for vote in votes])
    labels = np.array(drifted, float)[heard]
    p = 1 / (1 + np.exp(-odds[heard]))
    print(group, len(rows), "pairs; held-out area", round(area(p, labels), 3), discounts)
    for kind in kinds:
        own = [row for row in rest if kind in row.signals]
        scores = [_raw(row, kind, engines) for row in own]
        failed = sum(row.states[kind] == "failed" for row in own) / len(own)
        found = area(scores, [row.pair.drifted for row in own])
        print("  ", kind, len(own), "area", round(found, 3), "failed control", round(failed, 3))
    return {
        "engines": engines,
        "competence": competence,
        "discounts": discounts,
        "families": families,
        "thresholds": {
            "drifted": float(np.quantile(p[labels == 0], 1 - FALSE_ALARMS)),
            "faithful": float(np.quantile(p[labels == 1], MISSES)),
        },
    }


def _table_of(rows: Sequence[Row], kind: str) -> tuple[Numbers, Numbers]:
    own = [row for row in rows if kind in row.signals]
    features = np.array([row.signals[kind] for row in own], float)
    return features, np.array([row.pair.drifted for row in own], float)


def _points(rows: Sequence[Row], kind: str) -> dict[str, Any]:
    features, labels = _table_of(rows, kind)
    mean, scale = features.mean(axis=0), features.std(axis=0)
    scale[scale < 1e-6] = 1.0
    beta = signed((features - mean) / scale, labels, RIDGE, balanced(labels), SIGNS)
    return {
        "bias": float(beta[0]),
        "mean": mean.tolist(),
        "scale": scale.tolist(),
        "weights": beta[1:].tolist(),
    }


def _raw(row: Row, kind: str, engines: Mapping[str, Any]) -> float:
    learned = engines[kind]
    signals = (np.array(row.signals[kind]) - learned["mean"]) / learned["scale"]
    return float(learned["bias"] + signals @ np.array(learned["weights"]))


def _unverified(rows: Sequence[Row], engines: Mapping[str, Any]) -> float:
    """Learn what the vote of an engine that could not be asked a control question is worth."""
    slopes = {}
    for wanted in ("passed", "unverified"):
        cases = [
            (_raw(row, kind, engines), row.pair.drifted)
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
        kind: competence[row.states[kind]] * _raw(row, kind, engines)
        for kind in row.signals
        if row.states[kind] != "failed"
    }


def _discounts(votes: Sequence[Mapping[str, float]], rows: Sequence[Row]) -> dict[str, float]:
    """Learn how much of each kind's vote is its own, when all kinds are heard together."""
    kinds = sorted({kind for vote in votes for kind in vote})
    several = [
        ([vote.get(kind, 0.0) for kind in kinds], row.pair.drifted)
        for vote, row in zip(votes, rows, strict=True)
        if len(vote) > 1 or len(kinds) == 1
    ]
    features = np.array([each for each, _ in several], float)
    labels = np.array([label for _, label in several], float)
    beta = signed(features, labels, 1.0, balanced(labels), [1] * len(kinds))
    return {kind: float(b) for kind, b in zip(kinds, beta[1:], strict=True)}


def _families(
    votes: Sequence[Mapping[str, float]], drifted: Sequence[bool]
) -> list[dict[str, float]]:
    """Fit intercept and slope for each number of families, hearing every choice of them."""
    sums: dict[int, list[tuple[float, bool]]] = {}
    for vote, label in zip(votes, drifted, strict=True):
        for count in range(1, len(vote) + 1):
            for chosen in combinations(sorted(vote.values()), count):
                sums.setdefault(count, []).append((sum(chosen), label))
    fitted = []
    for count, cases in sorted(sums.items()):
        table_of = np.array(cases, float)
        beta = logistic(table_of[:, :1], table_of[:, 1], 1.0, balanced(table_of[:, 1]))
        print("   families", count, len(cases), beta.round(3))
        fitted.append({"intercept": float(beta[0]), "slope": float(beta[1])})
    return fitted


def _log_odds(vote: Mapping[str, float], families: Sequence[Mapping[str, float]]) -> float:
    if not vote:
        return 0.0
    own = families[len(vote) - 1]
    return own["intercept"] + own["slope"] * sum(vote.values())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=None)
    given = parser.parse_args().cache
    main(given or folder(None))
