"""Compares findings, rule by rule, with what professionals marked in translations.

    python -m benchmarks.annotated FOLDER [--rules a,b] [--limit N] [--show N]

FOLDER holds ``mqm-*.jsonl`` (Bio-MQM, Zouhar et al. 2024). A finding is right where it touches a
marked span; it is right in kind where the span is of a category that the rule is about. A finding
about the whole segment touches every span. Beside it stands the share of words that are marked at
all, which is what a rule that points anywhere would reach, and how well the length of the source
alone tells which segments have a major error. Items repeat with several annotators.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.intervals import rate, share
from benchmarks.sets import FLAGGED, Row, rows, segment, shown
from benchmarks.train.fit import area
from fidelity.model import Finding
from fidelity.run_text import check_segment
from fidelity.scoring.scores import score
from fidelity.texts import Checker

MATTERS = ("Accuracy", "Terminology")
"""Categories of MQM that the rules are about; figures and dates stand under Locale, too."""
FIGURES = (*MATTERS, "Locale_conventions")
GRAVE = ("major", "critical")
RESAMPLES = 300


@dataclass(frozen=True)
class Mark:
    """A marked span of a translation: code-point offsets, category."""

    start: int
    end: int
    category: str


def marks(row: Row) -> list[Mark]:
    """List what an annotator marked as an error, in the translation."""
    return [
        Mark(error["start"], error["end"], error["category"])
        for error in row["errors"]
        if error["severity"] != "neutral" and error["start"] is not None
    ]


def touches(finding: Finding, found: Sequence[Mark]) -> list[Mark]:
    """List the marks that a finding touches; one without a place in the translation: all."""
    where = finding.target
    if where is None or not where.end:
        return list(found)
    return [mark for mark in found if mark.start < where.end and (where.start or 0) < mark.end]


def right_kind(finding: Finding, touched: Sequence[Mark]) -> bool:
    """Say whether one of the marks is of a category that the rule is about."""
    wanted = FIGURES if finding.rule == "quantity-shift" else MATTERS
    return any(mark.category in wanted for mark in touched)


def marked_words(text: str, found: Sequence[Mark]) -> int:
    """Count the words of a translation that are marked."""
    at, count = 0, 0
    for word in text.split():
        at = text.index(word, at)
        count += any(mark.start < at + len(word) and at < mark.end for mark in found)
        at += len(word)
    return count


def interval(scores: Sequence[float], labels: Sequence[bool], groups: Sequence[str]) -> str:
    """Write the area under the ROC curve with its interval, by bootstrap over documents."""
    values, wanted = np.array(scores), np.array(labels, float)
    by_group: dict[str, list[int]] = {}
    for place, group in enumerate(groups):
        by_group.setdefault(group, []).append(place)
    parts, chance = [np.array(places) for places in by_group.values()], np.random.default_rng(1)
    areas = []
    for drawn in chance.integers(len(parts), size=(RESAMPLES, len(parts))):
        taken = np.concatenate([parts[part] for part in drawn])
        if 0 < wanted[taken].sum() < len(taken):
            areas.append(area(values[taken], wanted[taken]))
    low, high = np.quantile(areas, [0.025, 0.975])
    return f"{area(values, wanted):.3f} [{low:.3f}, {high:.3f}]"


def measure(path: Path, checker: Checker, limit: int | None, show: int) -> None:
    """Measure one file and print what came of it."""
    totals: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    examples: dict[str, list[str]] = {}
    words = marked = source_words = 0
    grave: list[bool] = []
    scored: list[float] = []
    items = rows(path, limit)
    for row in items:
        item, found = segment(row, row["source"], row["translation"]), marks(row)
        words += len(item.target.text.split())
        source_words += len(item.source.text.split())
        marked += marked_words(item.target.text, found)
        house = checker.house(item.source_language, item.target_language)
        outcome = check_segment(item, house, dict(checker.rules))
        grave.append(any(error["severity"] in GRAVE for error in row["errors"]))
        scored.append(-score(outcome.known, outcome.findings))
        for finding in outcome.findings:
            if finding.level in FLAGGED:
                touched = touches(finding, found)
                for rule in (finding.rule, "all"):
                    totals[rule] += 1
                    hits[rule] += bool(touched)
                    kinds[rule] += right_kind(finding, touched)
                if not touched:
                    examples.setdefault(finding.rule, []).append(shown(finding, item))
    print(f"annotated ({path.name}): {len(items)} segments, {source_words} words of source")
    print(f"  marked words                 {share(marked, words)}")
    for rule, total in totals.most_common():
        print(
            f"  {rule:28} {rate(total, source_words)}; any span {share(hits[rule], total)}; "
            f"right kind {share(kinds[rule], total)}"
        )
        for example in examples.get(rule, [])[:show]:
            print(example)
    groups = [row["doc"] for row in items]
    if 0 < sum(grave) < len(grave):
        lengths = [float(len(row["source"])) for row in items]
        print(f"  major error, by score        area {interval(scored, grave, groups)}")
        print(f"  major error, by length       area {interval(lengths, grave, groups)}")


def main() -> None:
    """Measure every file that the folder holds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rules", type=lambda text: text.split(","), default=None)
    parser.add_argument("--limit", type=int, default=None, metavar="N", help="N items of a set")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N items a rule")
    args = parser.parse_args()
    checker = Checker(rules=args.rules)
    for path in sorted(args.folder.glob("mqm-*.jsonl")):
        measure(path, checker, args.limit, args.show)


if __name__ == "__main__":
    main()
