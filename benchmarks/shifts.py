"""Measures the rules for translated text on translations with one planted shift of meaning.

    python -m benchmarks.shifts [--list FILE]... [--half a|b] [--show N] [--rules a,b] [--limit N]

The lists (JSON Lines, by default all in ``benchmarks/lists``) were written for this project apart
from the rules and their data. Those whose names end in ``-2`` are a second set, apart from the
first one too, and those in ``-3`` a third, apart from both. ``--list`` measures on one set alone.

* ``shifts*.XX-YY.jsonl``: a sentence, a right translation, and the same with one shift of meaning,
  by kind of drift: the share of wrong and of right translations that are flagged, and of pairs
  told apart (wrong flagged, right not);
* ``hard*.XX-YY.jsonl``: right translations that are hard for a checker (free wording, denials that
  moved, numbers written otherwise), in both directions: how many are flagged, and by which rule.

Each item belongs to one of two halves by its id: ``a`` is for development, ``b`` is held out, and
nobody who works on the rules looks at its items. So single items are shown for a half asked for,
never for the whole. Flagged means a finding of level warning or error. Intervals are Wilson's, 95
per cent.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path

from benchmarks.intervals import share
from benchmarks.sets import Row, flagged, rows, segment, shown, spread
from fidelity.model import Finding
from fidelity.segments import Segment
from fidelity.texts import Checker

LISTS = sorted((Path(__file__).resolve().parent / "lists").glob("*.jsonl"))
HALVES = ("a", "b")
Find = Callable[[Segment], Sequence[Finding]]


def half(row: Row) -> str:
    """Say to which half an item belongs, whatever else is in its list.

    Args:
        row: an item; only its id counts.

    Returns:
        ``a`` or ``b``.
    """
    return HALVES[sha256(row["id"].encode()).digest()[0] % 2]


def groups(row: Row) -> tuple[str, ...]:
    """Name the groups for which a pair of translations counts."""
    pair, kind = f"{row['src_lang']}-{row['tgt_lang']}", row["drift"].replace("_", " ")
    return "all", f"all, {pair}", kind, f"{kind}, {pair}"


def planted(items: Sequence[Row], find: Find, show: int) -> list[str]:
    """Measure on pairs of a right and a wrong translation.

    Args:
        items: the pairs.
        find: gives the findings of a segment that count.
        show: how many misses and false alarms to print.

    Returns:
        The lines of the report.
    """
    counts: Counter[tuple[str, str]] = Counter()
    by_rule: Counter[tuple[str, str]] = Counter()
    missed: list[str] = []
    alarms: list[str] = []
    for row in items:
        wrong, right = (segment(row, row["source"], row[side]) for side in ("wrong", "right"))
        found, false = find(wrong), find(right)
        if not found:
            missed.append(f"    {row['id']}\n      {wrong.source.text}\n      {wrong.target.text}")
        alarms += [shown(finding, right) for finding in false]
        for key in groups(row):
            counts[key, "all"] += 1
            counts[key, "wrong"] += bool(found)
            counts[key, "right"] += bool(false)
            counts[key, "apart"] += bool(found and not false)
        by_rule.update((rule, "wrong") for rule in {finding.rule for finding in found})
        by_rule.update((rule, "right") for rule in {finding.rule for finding in false})
    lines = ["planted shifts: wrong flagged | right flagged | told apart"]
    for key in sorted({key for key, _ in counts}):
        total = counts[key, "all"]
        parts = [share(counts[key, what], total) for what in ("wrong", "right", "apart")]
        lines.append(f"  {key:24} {' | '.join(parts)}")
    lines += [
        f"  rule {rule:24} flags {by_rule[rule, 'wrong']} wrong, {by_rule[rule, 'right']} right"
        for rule in sorted({rule for rule, _ in by_rule})
    ]
    if show:
        lines += ["  false alarms:", *alarms[:show], "  not found:", *missed[:show]]
    return lines


def hard(items: Sequence[Row], find: Find, show: int) -> list[str]:
    """Measure on right translations that are hard for a checker.

    Args:
        items: the translations.
        find: gives the findings of a segment that count.
        show: how many false alarms to print.

    Returns:
        The lines of the report.
    """
    by_rule: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    wrongly: Counter[str] = Counter()
    alarms: list[str] = []
    for row in items:
        item = segment(row, row["source"], row["right"])
        false = find(item)
        alarms += [shown(finding, item) for finding in false]
        by_rule.update({finding.rule for finding in false})
        for key in ("all", f"{row['src_lang']}-{row['tgt_lang']}"):
            totals[key] += 1
            wrongly[key] += bool(false)
    lines = ["hard right translations: flagged"]
    lines += [f"  {key:24} {share(wrongly[key], totals[key])}" for key in sorted(totals)]
    lines += [
        f"  rule {rule:24} {share(count, len(items))}" for rule, count in by_rule.most_common()
    ]
    if show:
        lines += ["  false alarms:", *alarms[:show]]
    return lines


def main() -> None:
    """Measure on the lists."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--list", type=Path, action="append", metavar="FILE", help="default: ours")
    parser.add_argument("--half", choices=HALVES, help="a: for development; b: held out")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="N items, with --half")
    parser.add_argument("--rules", type=lambda text: text.split(","), default=None)
    parser.add_argument("--no-shipped-glossaries", action="store_true")
    parser.add_argument("--limit", type=int, default=None, metavar="N", help="N items of a set")
    args = parser.parse_args()
    if args.show and not args.half:
        parser.error("--show needs --half: single items of the held-out half are not for reading")
    checker = Checker(() if args.no_shipped_glossaries else None, rules=args.rules)
    find = partial(flagged, checker)
    items = [row for path in args.list or LISTS for row in rows(path)]
    items = [row for row in items if args.half in (None, half(row))]
    pairs = spread([row for row in items if "wrong" in row], args.limit)
    singles = spread([row for row in items if "wrong" not in row], args.limit)
    lines = planted(pairs, find, args.show) if pairs else []
    lines += hard(singles, find, args.show) if singles else []
    print("\n".join(lines))


if __name__ == "__main__":
    main()
