"""Measures the rules for translated text on sets of right and wrong translations.

    python -m benchmarks.texts FOLDER [--rules a,b] [--no-shipped-glossaries] [--show N] [--limit N]

FOLDER holds (each is left out where it is missing)

* ``cases.jsonl``: sentences with a right and a wrong translation: flagged wrong and right, by kind,
  with cases that the shipped glossaries know and do not know apart;
* ``good.en-ru.jsonl`` and the United Nations sides of ``mucow.ru-en.jsonl``: good translations:
  findings for each 1,000 words of source, by rule.

A case is seen where its term stands in a shipped glossary or list of traps as a term of the
language translated from; else it is unseen. (What rules know beside the glossaries, such as scales
of force, is no part of this.) Flagged means a finding of level warning or error. Intervals are 95
per cent: Wilson's for shares, exact Poisson limits for counts.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from benchmarks.intervals import rate, share
from benchmarks.sets import Row, flagged, rows, segment, shown, spread
from fidelity.loading import shipped_glossaries
from fidelity.matching.find import TermTable
from fidelity.matching.sides import House
from fidelity.segments import Segment
from fidelity.texts import Checker, house_for

BUDGET = 1.0
"""Findings of level warning or above that 1,000 words of good translation may have."""


def seen(term: str, table: TermTable) -> bool:
    """Say whether a term, in any form, stands in the glossaries of a table.

    Args:
        term: the term of a case.
        table: the terms of its language.
    """
    ends = [(hit.start, hit.end) for hit in table.search(term)]
    return any(start == 0 and end == len(term) for start, end in ends)


def keys(row: Row, *, is_seen: bool) -> list[str]:
    """Name the groups for which a case counts."""
    pair, kind = f"{row['src_lang']}-{row['tgt_lang']}", f"kind {row['drift']}"
    known = "seen" if is_seen else "unseen"
    found = ["all", f"all, {known}", f"pair {pair}", kind, f"{kind}, {known}"]
    if pair in ("en-ru", "ru-en"):
        found += ["en-ru and ru-en", f"en-ru and ru-en, {known}"]
    return found


@cache
def known_terms(source: str, target: str) -> House:
    """Make ready the shipped glossaries of a pair of languages, whatever is measured."""
    return house_for(source, target, shipped_glossaries())


def cases(path: Path, checker: Checker, show: int, limit: int | None) -> None:
    """Measure on sentences with a right and a wrong translation."""
    counts: Counter[tuple[str, str]] = Counter()
    missed: list[str] = []
    alarms: list[str] = []
    for row in rows(path, limit):
        if row["disputed"]:
            continue
        table = known_terms(row["src_lang"], row["tgt_lang"]).tables[row["src_lang"]]
        is_seen = seen(row["term"], table) or seen(row.get("term_lemma") or "", table)
        wrong = segment(row, row["source_text"], row["target_wrong"])
        right = segment(row, row["source_text"], row["target_right"])
        found, false = flagged(checker, wrong), flagged(checker, right)
        if not found:
            missed.append(
                f"    {row['drift']} {row['id']}\n      {wrong.source.text}"
                f"\n      {wrong.target.text}"
            )
        alarms += [shown(finding, right) for finding in false]
        for key in keys(row, is_seen=is_seen):
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
    examples: dict[str, list[str]] = {}
    words = 0
    for item in items:
        words += len(item.source.text.split())
        for finding in flagged(checker, item):
            counts[finding.rule] += 1
            counts["all"] += 1
            counts["error"] += finding.level == "error"
            examples.setdefault(finding.rule, []).append(shown(finding, item))
    print(f"good ({name}): {len(items)} segments, {words} words; findings per 1,000 words")
    for key, count in counts.most_common():
        print(f"  {key:28} {rate(count, words)}")
        for example in examples.get(key, [])[:show]:
            print(example)


def main() -> None:
    """Measure everything that the folder holds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rules", type=lambda text: text.split(","), default=None)
    parser.add_argument("--no-shipped-glossaries", action="store_true")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N items a rule")
    parser.add_argument("--only", default="cases,good", help="which sets")
    parser.add_argument("--limit", type=int, default=None, metavar="N", help="N items of a set")
    args = parser.parse_args()
    checker = Checker(() if args.no_shipped_glossaries else None, rules=args.rules)
    folder: Path = args.folder
    only = args.only.split(",")
    if "cases" in only and (folder / "cases.jsonl").is_file():
        cases(folder / "cases.jsonl", checker, args.show, args.limit)
    if "good" in only:
        for path in sorted(folder.glob("good.*.jsonl")):
            found = rows(path, args.limit)
            items = [segment(row, row["source"], row["translation"]) for row in found]
            good(path.name, items, checker, args.show)
        for path in sorted(folder.glob("mucow.*.jsonl")):
            united = {row["source"]: row for row in rows(path) if row["origin"] == "multiun"}
            found = spread(list(united.values()), args.limit)
            items = [segment(row, row["source"], row["good"]) for row in found]
            good(f"{path.name}, United Nations", items, checker, args.show)


if __name__ == "__main__":
    main()
