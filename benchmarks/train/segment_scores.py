"""Learns the weights of the segment score from translations with and without one planted error.

    python -m benchmarks.train.segment_scores FOLDER [--learn ru-en,fr-en]

FOLDER holds ``demetr.XX-en.jsonl`` (DEMETR, Karpinska et al. 2022: ``good`` and ``bad``). A
logistic regression on the difference of the two sides' signals finds the weights under which good
ranks above bad; every weight keeps the sign that its evidence has. Pairs of languages that are not
learned from show what the weights are worth elsewhere. The same command gives the same weights.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.sets import rows, segment
from benchmarks.train.fit import signed
from fidelity.run_text import check_segment
from fidelity.scoring.scores import signals
from fidelity.texts import Checker

FOR = ("meaning", "source", "target", "paired")
"""The signals that speak for a translation; all others speak against it."""
TYPICAL = 2.0
"""Log odds that the median good translation is given: a score of .88."""
SPREAD = 1.5
"""Log odds that one standard deviation of all translations is given."""
RIDGE = 5.0
WEIGHTS = Path("fidelity/data/scores.json")


@dataclass(frozen=True)
class Pair:
    """The signals of a translation and of the same with one error."""

    category: str
    severity: str
    good: Mapping[str, float]
    bad: Mapping[str, float]


def measure(path: Path, checker: Checker) -> list[Pair]:
    """Measure the signals of every pair of a file; empty sides are no question of weights."""
    pairs = []
    for row in rows(path):
        sides = []
        for side in ("good", "bad"):
            item = segment(row, row["source"], row[side])
            house = checker.house(item.source_language, item.target_language)
            outcome = check_segment(item, house, dict(checker.rules))
            sides.append(signals(outcome.known, outcome.findings))
        pairs.append(Pair(row["category"], row["severity"], sides[0], sides[1]))
    return pairs


def learn(pairs: Sequence[Pair]) -> dict[str, float]:
    """Fit the weights."""
    names = sorted(pairs[0].good)
    good = np.array([[pair.good[name] for name in names] for pair in pairs])
    bad = np.array([[pair.bad[name] for name in names] for pair in pairs])
    scale = np.vstack([good, bad]).std(axis=0) + 1e-9
    differences = (good - bad) / scale
    both = np.vstack([differences, -differences])
    labels = np.r_[np.ones(len(good)), np.zeros(len(bad))]
    signs = [1 if name in FOR else -1 for name in names]
    fitted = signed(both, labels, RIDGE, np.ones(len(both)), signs)[1:] / scale
    # Ranking needs no scale; a reader does: most scores should lie well inside (0, 1).
    fitted = fitted * SPREAD / float((np.vstack([good, bad]) @ fitted).std())
    weights = {name: round(float(weight), 4) for name, weight in zip(names, fitted, strict=True)}
    base = TYPICAL - float(np.median(good @ fitted))
    return {"base": round(base, 4), **weights}


def report(name: str, pairs: Sequence[Pair], weights: Mapping[str, float]) -> None:
    """Print how often good ranks above bad; ties count half."""
    ranked: dict[str, list[float]] = defaultdict(list)
    for pair in pairs:
        difference = sum(
            weights[signal] * (pair.good[signal] - pair.bad[signal]) for signal in pair.good
        )
        right = 0.5 if abs(difference) < 1e-9 else float(difference > 0)
        for key in (pair.category, f"={pair.severity}", "=all"):
            ranked[key].append(right)
    print(f"{name}: share of pairs in which good ranks above bad")
    for key in sorted(ranked):
        values = ranked[key]
        print(f"  {key:40} {np.mean(values):.3f}  of {len(values)}")


def main() -> None:
    """Learn, write the weights, and report on every file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--learn", default="ru-en,fr-en", help="pairs of languages to learn from")
    args = parser.parse_args()
    checker = Checker()
    measured = {
        path.name.split(".")[1]: measure(path, checker)
        for path in sorted(args.folder.glob("demetr.*.jsonl"))
    }
    weights = learn([pair for name in args.learn.split(",") for pair in measured[name]])
    recipe = f"python -m benchmarks.train.segment_scores FOLDER --learn {args.learn}"
    WEIGHTS.write_text(
        json.dumps({"recipe": recipe, "set": "DEMETR", "weights": weights}, indent=2) + "\n",
        "utf-8",
    )
    for name, pairs in measured.items():
        report(name, pairs, weights)


if __name__ == "__main__":
    main()
