"""Measures whether the score of a segment tells a good translation from the same with one fault.

    python -m benchmarks.contrast FOLDER [--only demetr,mucow] [--limit N]

FOLDER holds (each is left out where it is missing)

* ``demetr.*.jsonl`` (DEMETR, Karpinska et al. 2022): a translation and the same with one planted
  error: the share of pairs in which the good one scores above the bad one, ties counting half;
* ``mucow.*.jsonl`` (MuCoW, Raganato et al. 2019): a noun in another of its senses: the share of
  sentences in which the good one scores above every bad one.

Beside our score stand the cosine of the two sentences, and, for DEMETR, chrF with the reference
translation in hand, which a checker never has. Intervals are Wilson's, 95 per cent. The weights of
the score were learned from the Russian and French pairs of DEMETR (``benchmarks/train``); the other
pairs of languages and MuCoW took no part.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.intervals import share
from benchmarks.sets import Row, rows, segment, spread
from fidelity.matching import meaning
from fidelity.run_text import check_segment
from fidelity.scoring.scores import score
from fidelity.texts import Checker

Value = Callable[[Row, str], float]
"""Scores one translation of a row; higher is better."""
_SAME = 1e-9


@dataclass(frozen=True)
class Ranked:
    """One comparison of a good translation with bad ones."""

    groups: tuple[str, ...]
    """What it counts for."""
    won: Mapping[str, float]
    """For each score: 1 where good is above bad, 0.5 where they are level, 0 below."""


def ours(checker: Checker) -> Value:
    """Give the score of the package; each translation of a source is scored once."""
    known: dict[tuple[str, str], float] = {}

    def value(row: Row, text: str) -> float:
        key = row["source"], text
        if key not in known:
            item = segment(row, row["source"], text)
            house = checker.house(item.source_language, item.target_language)
            outcome = check_segment(item, house, dict(checker.rules))
            known[key] = score(outcome.known, outcome.findings)
        return known[key]

    return value


def cosine(row: Row, text: str) -> float:
    """Give the nearness of a sentence and its translation."""
    return meaning.nearness(row["source"], text)


def chrf() -> Value:
    """Give chrF against the reference (Popović 2015), as sacrebleu computes it."""
    from sacrebleu.metrics.chrf import CHRF

    metric = CHRF()
    return lambda row, text: float(metric.sentence_score(text, [row["reference"]]).score)


def won(good: float, bad: float) -> float:
    """Say whether good ranks above bad; a tie is half."""
    return 0.5 if abs(good - bad) < _SAME else float(good > bad)


def pairs(items: Iterable[Row], values: Mapping[str, Value]) -> list[Ranked]:
    """Compare each translation with the same that has a planted error."""
    return [
        Ranked(
            (f"severity {row['severity']}", row["category"], "all"),
            {
                name: won(value(row, row["good"]), value(row, row["bad"]))
                for name, value in values.items()
            },
        )
        for row in items
    ]


def sentences(items: Iterable[Row], values: Mapping[str, Value]) -> list[Ranked]:
    """Compare each sentence's translation with all of the same that have a wrong sense."""
    groups: dict[object, list[Row]] = defaultdict(list)
    for row in items:
        groups[row["group"]].append(row)
    return [
        Ranked(
            (f"origin {several[0]['origin']}", "all"),
            {
                name: min(
                    float(won(value(row, row["good"]), value(row, row["bad"])) == 1)
                    for row in several
                )
                for name, value in values.items()
            },
        )
        for several in groups.values()
    ]


def totals(found: Sequence[Ranked]) -> dict[str, dict[str, tuple[float, int]]]:
    """Add up, for each group and score, how many were won, of how many."""
    added: dict[str, dict[str, tuple[float, int]]] = defaultdict(dict)
    for one in found:
        for group in one.groups:
            for name, won_ in one.won.items():
                hits, count = added[group].get(name, (0.0, 0))
                added[group][name] = hits + won_, count + 1
    return added


def report(title: str, found: Sequence[Ranked]) -> None:
    """Print a line for each group: our share with its interval, the others' beside it."""
    print(title)
    for group, by_name in sorted(totals(found).items(), key=lambda pair: _order(pair[0])):
        hits, count = by_name["ours"]
        others = ", ".join(
            f"{name} {other / of:.3f}" for name, (other, of) in by_name.items() if name != "ours"
        )
        print(f"  {group:32} {share(hits, count)}; {others}")


def _order(group: str) -> tuple[int, str]:
    """Put sums before their parts."""
    return (2 if "_id" in group else 1 if " " in group else 0), group


def main() -> None:
    """Measure everything that the folder holds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="demetr,mucow", help="which sets")
    parser.add_argument("--limit", type=int, default=None, metavar="N", help="N items of a set")
    args = parser.parse_args()
    checker = Checker()
    if "demetr" in args.only:
        for path in sorted(args.folder.glob("demetr.*.jsonl")):
            values = {"ours": ours(checker), "cosine": cosine, "chrF with reference": chrf()}
            report(f"DEMETR ({path.name})", pairs(rows(path, args.limit), values))
    if "mucow" in args.only:
        for path in sorted(args.folder.glob("mucow.*.jsonl")):
            values = {"ours": ours(checker), "cosine": cosine}
            items = rows(path)
            groups = set(spread(sorted({row["group"] for row in items}), args.limit))
            report(
                f"MuCoW ({path.name})",
                sentences([row for row in items if row["group"] in groups], values),
            )


if __name__ == "__main__":
    main()
