"""Measures the rules for translated text on sets of right and wrong translations.

    python -m benchmarks.texts FOLDER [--rules a,b] [--no-shipped-glossaries] [--show N]

FOLDER holds (each is left out where it is missing)

* ``cases.jsonl``: sentences with a right and a wrong translation: flagged wrong and right, by kind;
* ``good.en-ru.jsonl`` and the United Nations sides of ``mucow.ru-en.jsonl``: good translations:
  findings for each 1,000 words of source, by rule;
* ``mqm-biomqm.*.jsonl``: translations that professionals annotated: how many findings of a rule
  touch an annotated span.

Flagged means a finding of level warning or error. Intervals are 95 per cent: Wilson's for shares,
exact Poisson limits for counts.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from fidelity.model import Finding
from fidelity.passages import Anchor, Passage
from fidelity.run_text import check_segment
from fidelity.segments import Segment
from fidelity.texts import Checker

FLAGGED = ("warning", "error")
BUDGET = 1.0
"""Findings of level warning or above that 1,000 words of good translation may have."""


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Read a file of JSON Lines."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def segment(row: Mapping[str, Any], source: str, target: str) -> Segment:
    """Make a segment of two texts."""
    made = [Passage(text, "set", (Anchor(0, 1, 1),)) for text in (source, target)]
    return Segment(str(row["id"]), made[0], made[1], row["src_lang"], row["tgt_lang"])


def flagged(checker: Checker, item: Segment) -> list[Finding]:
    """List what is found in one segment, notes left out."""
    house = checker.house(item.source_language, item.target_language)
    outcome = check_segment(item, house, dict(checker.rules))
    return [finding for finding in outcome.findings if finding.level in FLAGGED]


def wilson(hits: int, total: int) -> tuple[float, float]:
    """Give the 95 per cent interval of a share (Wilson 1927)."""
    if not total:
        return 0.0, 1.0
    z = 1.959964
    share, square = hits / total, z * z / total
    middle = (share + square / 2) / (1 + square)
    half = z * math.sqrt(share * (1 - share) / total + square / (4 * total)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def poisson(count: int) -> tuple[float, float]:
    """Give the 95 per cent limits of a count (Byar's approximation of the exact ones)."""
    z = 1.959964
    low = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3 if count else 0.0
    more = count + 1
    return low, more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3


def share(hits: int, total: int) -> str:
    """Write a share with its interval."""
    low, high = wilson(hits, total)
    return f"{hits}/{total} = {hits / total if total else 0:.3f} [{low:.3f}, {high:.3f}]"


def _shown(finding: Finding, item: Segment) -> str:
    return (
        f"    {finding.level} {finding.rule}: {finding.message}\n"
        f"      {item.id}\n      {item.source.text}\n      {item.target.text}"
    )


def cases(path: Path, checker: Checker, show: int) -> None:
    """Measure on sentences with a right and a wrong translation."""
    counts: Counter[tuple[str, str]] = Counter()
    missed: list[str] = []
    alarms: list[str] = []
    for row in rows(path):
        if row["disputed"]:
            continue
        pair = f"{row['src_lang']}-{row['tgt_lang']}"
        keys = ["all", f"pair {pair}", f"kind {row['drift']}"]
        keys += ["en-ru and ru-en"] if pair in ("en-ru", "ru-en") else []
        wrong = segment(row, row["source_text"], row["target_wrong"])
        right = segment(row, row["source_text"], row["target_right"])
        found, false = flagged(checker, wrong), flagged(checker, right)
        if not found:
            missed.append(
                f"    {row['drift']} {row['id']}\n      {wrong.source.text}"
                f"\n      {wrong.target.text}"
            )
        alarms += [_shown(finding, right) for finding in false]
        for key in keys:
            counts[key, "all"] += 1
            counts[key, "wrong"] += bool(found)
            counts[key, "right"] += bool(false)
        counts.update(("rule " + rule, "wrong") for rule in {finding.rule for finding in found})
    print(f"cases ({path.name}): flagged wrong | flagged right")
    for key in sorted({key for key, what in counts if what == "all"}):
        total = counts[key, "all"]
        print(
            f"  {key:28} {share(counts[key, 'wrong'], total)} | "
            f"{share(counts[key, 'right'], total)}"
        )
    for (key, what), count in sorted(counts.items()):
        if what == "wrong" and key.startswith("rule "):
            print(f"  {key:28} flags {count} wrong")
    print("\n".join(["  false alarms:", *alarms[:show], "  not found:", *missed[:show]]))


def good(name: str, items: Sequence[Segment], checker: Checker, show: int) -> None:
    """Measure on good translations, where every finding is a false alarm until shown otherwise."""
    counts: Counter[str] = Counter()
    shown: dict[str, list[str]] = {}
    words = 0
    for item in items:
        words += len(item.source.text.split())
        for finding in flagged(checker, item):
            counts[finding.rule] += 1
            counts["all"] += 1
            counts["error"] += finding.level == "error"
            shown.setdefault(finding.rule, []).append(_shown(finding, item))
    print(f"good ({name}): {len(items)} segments, {words} words; findings per 1,000 words")
    for key, count in counts.most_common():
        low, high = (limit * 1000 / words for limit in poisson(count))
        print(f"  {key:28} {count:5} = {count * 1000 / words:.2f} [{low:.2f}, {high:.2f}]")
        print("\n".join(shown.get(key, [])[:show]))


def annotated(path: Path, checker: Checker, show: int) -> None:
    """Measure how many findings of a rule touch a span that a professional marked."""
    hits: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    shown: dict[str, list[str]] = {}
    words = 0
    for row in rows(path):
        item = segment(row, row["source"], row["translation"])
        words += len(item.source.text.split())
        spans = [
            (error["start"], error["end"])
            for error in row["errors"]
            if error["severity"] != "neutral" and error["start"] is not None
        ]
        for finding in flagged(checker, item):
            where = finding.target
            place = (where.start or 0, where.end or 0) if where else (0, 0)
            touched = any(start < place[1] and place[0] < end for start, end in spans)
            touched = touched or (bool(spans) and place == (0, 0))
            totals[finding.rule] += 1
            hits[finding.rule] += touched
            if not touched:
                shown.setdefault(finding.rule, []).append(_shown(finding, item))
    print(f"annotated ({path.name}), {words} words: findings that touch an annotated span")
    for rule, total in totals.most_common():
        print(f"  {rule:28} {share(hits[rule], total)}")
        print("\n".join(shown.get(rule, [])[:show]))


def main() -> None:
    """Measure everything that the folder holds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rules", type=lambda text: text.split(","), default=None)
    parser.add_argument("--no-shipped-glossaries", action="store_true")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N items a rule")
    parser.add_argument("--only", default="cases,good,annotated", help="which sets")
    args = parser.parse_args()
    checker = Checker(() if args.no_shipped_glossaries else None, rules=args.rules)
    folder: Path = args.folder
    only = args.only.split(",")
    if "cases" in only and (folder / "cases.jsonl").is_file():
        cases(folder / "cases.jsonl", checker, args.show)
    if "good" in only:
        for path in sorted(folder.glob("good.*.jsonl")):
            items = [segment(row, row["source"], row["translation"]) for row in rows(path)]
            good(path.name, items, checker, args.show)
        for path in sorted(folder.glob("mucow.*.jsonl")):
            united = {row["source"]: row for row in rows(path) if row["origin"] == "multiun"}
            items = [segment(row, row["source"], row["good"]) for row in united.values()]
            good(f"{path.name}, United Nations", items, checker, args.show)
    if "annotated" in only:
        for path in sorted(folder.glob("mqm-*.jsonl")):
            annotated(path, checker, args.show)


if __name__ == "__main__":
    main()
