"""Measures the audit on lists of terms with right renderings and a wrong one.

    python -m benchmarks.terms FOLDER [--engines embedding,vectors] [--shipped]

FOLDER holds ``terms.en-XX.tsv`` (columns term, good, wrong, kind). Each term's first right
rendering and its wrong one are audited as glossaries of one rendering a concept, so that neither
lends the other a control question.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.train.fit import area
from fidelity import run
from fidelity.model import Concept, Glossary, Term, Verdict

RESAMPLES = 1000
ALARMS = 0.05


@dataclass(frozen=True)
class Item:
    """One rendering of the list and what became of it."""

    term: str
    rendering: str
    drifted: bool
    kind: str
    verdict: Verdict

    @property
    def score(self) -> float:
        """The probability; nothing known counts as even odds."""
        return 0.5 if self.verdict.probability is None else self.verdict.probability


def read(path: Path, engines: Sequence[str] | None, shipped: bool) -> list[Item]:
    """Audit one list, the right renderings and the wrong ones in glossaries of their own."""
    target = path.suffixes[0].removeprefix(".en-")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    items: list[Item] = []
    for column, drifted in (("good", False), ("wrong", True)):
        concepts = [
            Concept(str(i), (Term(row["term"], "en"), Term(row[column].split(";")[0], target)))
            for i, row in enumerate(rows)
        ]
        glossary = Glossary(f"list-{column}", tuple(concepts), ("en", target))
        report = run.audit(
            glossary,
            others=None if shipped else (),
            engines=engines,
            rules=["drifted-meaning"],
        )
        verdicts = {verdict.concept: verdict for verdict in report.verdicts}
        items += [
            Item(row["term"], row[column].split(";")[0], drifted, row["kind"], verdicts[str(i)])
            for i, row in enumerate(rows)
        ]
    return items


def interval(items: Sequence[Item]) -> tuple[float, float]:
    """Bootstrap the area over terms: the middle 95 per cent."""
    by_term: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_term[item.term].append(item)
    groups = list(by_term.values())
    chance = np.random.default_rng(1)
    areas = []
    for _ in range(RESAMPLES):
        drawn = [i for g in chance.integers(len(groups), size=len(groups)) for i in groups[g]]
        areas.append(area([i.score for i in drawn], [i.drifted for i in drawn]))
    low, high = np.quantile(areas, [0.025, 0.975])
    return float(low), float(high)


def calibration_error(items: Sequence[Item], bins: int = 10) -> float:
    """Compute the expected calibration error over bins of equal count."""
    ordered = sorted(items, key=lambda item: item.score)
    parts = [list(part) for part in np.array_split(np.array(ordered, dtype=object), bins)]
    return sum(
        len(part)
        * abs(float(np.mean([i.score for i in part])) - float(np.mean([i.drifted for i in part])))
        for part in parts
        if part
    ) / len(ordered)


def show(name: str, items: Sequence[Item]) -> None:
    """Print one row of figures, then recall by kind."""
    wrong = [item for item in items if item.drifted]
    good = [item for item in items if not item.drifted]
    low, high = interval(items)
    cut = float(np.quantile([item.score for item in good], 1 - ALARMS, method="higher"))
    said = {
        word: [sum(i.verdict.verdict == word for i in part) / len(part) for part in (wrong, good)]
        for word in ("drifted", "cannot-tell", "faithful")
    }
    cannot = sum(i.verdict.verdict == "cannot-tell" for i in items) / len(items)
    whole = area([i.score for i in items], [i.drifted for i in items])
    print(
        f"{name}: {len(wrong)}+{len(good)} area {whole:.3f} [{low:.3f}, {high:.3f}]; "
        f"called drifted {said['drifted'][0]:.3f} of wrong, {said['drifted'][1]:.3f} of good; "
        f"called faithful {said['faithful'][0]:.3f} of wrong, {said['faithful'][1]:.3f} of good; "
        f"cannot tell {cannot:.3f}; recall at {ALARMS:.0%} of good "
        f"{sum(i.score > cut for i in wrong) / len(wrong):.3f}; "
        f"calibration error {calibration_error(items):.3f}"
    )
    kinds: dict[str, list[Item]] = defaultdict(list)
    for item in wrong:
        kinds[item.kind].append(item)
    print(
        "   by kind: "
        + ", ".join(
            f"{kind} {sum(i.verdict.verdict == 'drifted' for i in part)}/{len(part)}"
            for kind, part in sorted(kinds.items())
        )
    )


def main() -> None:
    """Measure every list in the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engines", default=None)
    parser.add_argument("--shipped", action="store_true")
    given = parser.parse_args()
    engines = given.engines.split(",") if given.engines else None
    for path in sorted(given.folder.glob("terms.en-*.tsv")):
        show(path.stem, read(path, engines, given.shipped))


if __name__ == "__main__":
    main()
