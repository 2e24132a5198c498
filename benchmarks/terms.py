"""Measures the audit on lists of terms with right renderings and a wrong one.

    python -m benchmarks.terms FOLDER [--engines A,B]... [--only LIST] [--shipped] [--save]

FOLDER holds ``terms.en-XX.tsv`` and, where it is there, ``cases.jsonl`` (``benchmarks.items``);
the project's own lists in ``benchmarks/lists`` are measured too. Each ``--engines`` is one set
of kinds of engines; without any, the sets are the embedding, the built-in engines, with
dictionaries, and everything that is installed. ``--save`` writes ``fidelity/data/quality.json``,
from which ``fidelity engines`` tells what a set of engines is worth; what was measured before for
other lists stays there.

With ``--shipped`` the shipped glossaries are loaded, and terms that stand in one of them (*seen*)
are measured apart from the others (*unseen*) as well as together.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.figures import (
    binned,
    calibration_error,
    figure,
    honest_error,
    recall,
    share,
    whole,
)
from benchmarks.items import Item, Remembering, judged, read
from fidelity.asking import installed
from fidelity.loading import shipped_glossaries
from fidelity.model import Glossary
from fidelity.protocols import Missing
from fidelity.shelf import table
from fidelity.text import normalise

LISTS = Path(__file__).parent / "lists"
BUILT_IN = ("embedding", "vectors")
SETS = (
    ("embedding",),
    BUILT_IN,
    (*BUILT_IN, "dictionary"),
    (*BUILT_IN, "dictionary", "firefox", "ct2", "apertium"),
)
ENOUGH = 100
"""Items from which a reliability table says anything."""


def main() -> None:
    """Measure every list with every set of engines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engines", action="append", default=[], metavar="A,B")
    parser.add_argument("--only", action="append", default=[], metavar="LIST")
    parser.add_argument("--shipped", action="store_true")
    parser.add_argument("--save", action="store_true")
    given = parser.parse_args()
    sets = [tuple(each.split(",")) for each in given.engines] or list(SETS)
    others = shipped_glossaries() if given.shipped else ()
    found = [
        Remembering(engine)
        for engine in installed(glossaries=others)
        if not isinstance(engine, Missing)
    ]
    saved: dict[str, list[dict[str, Any]]] = defaultdict(list)
    pooled: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    paths = [path for path in _paths(given.folder) if not given.only or path.stem in given.only]
    for path in paths:
        items, done = read(path), set()
        for kinds in sets:
            asked = [e for e in found if _kind(e) in kinds or _kind(e) == "termbase"]
            serving = [e for e in asked if any(_serves(e, item) for item in items)]
            used = tuple(dict.fromkeys(_kind(e) for e in serving if _kind(e) != "termbase"))
            if used in done:
                continue
            done.add(used)
            measured = judged(items, serving, others)
            pooled[kinds] += measured
            row = show(path.stem, used, measured)
            for what, part in apart(measured, others) if given.shipped else ():
                show(f"{path.stem}, {what}", used, part)
            if path.suffix == ".tsv":
                saved["en-" + measured[0].pair[1]].append(row)
    for kinds, items in pooled.items():
        reliability(kinds, items)
    if given.save:
        file = table("quality.json")
        before = json.loads(file.read_text("utf-8"))["pairs"] if file.is_file() else {}
        text = json.dumps({"pairs": {**before, **saved}}, indent=1, sort_keys=True)
        file.write_text(text + "\n", "utf-8")


def _paths(folder: Path) -> list[Path]:
    lists = [*sorted(folder.glob("terms.en-*.tsv")), *sorted(LISTS.glob("terms.en-*.tsv"))]
    return lists + sorted(folder.glob("cases.jsonl"))


def apart(
    items: Sequence[Item], glossaries: Sequence[Glossary]
) -> Iterator[tuple[str, list[Item]]]:
    """Part items whose term stands in a glossary, whatever it says of it, from the others.

    Args:
        items: right and wrong renderings.
        glossaries: those that are loaded.

    Yields:
        ``seen`` and ``unseen``, each with its items; what has none is left out.
    """
    known = {
        (term.language, normalise(term.text))
        for glossary in glossaries
        for concept in glossary.concepts
        for term in concept.terms
    }
    for what in ("seen", "unseen"):
        wanted = what == "seen"
        part = [i for i in items if ((i.pair[0], normalise(i.term)) in known) == wanted]
        if part:
            yield what, part


def _kind(one: Remembering) -> str:
    return one.engine.id.partition(":")[0]


def _serves(one: Remembering, item: Item) -> bool:
    return one.engine.serves(item.pair[1], item.pair[0])


def show(name: str, kinds: Sequence[str], items: Sequence[Item]) -> dict[str, Any]:
    """Print the figures of one list and one set, and give those that are kept."""
    figures = {
        "area": figure(items, whole),
        "found": figure(items, share("drifted", True)),
        "alarms": figure(items, share("drifted", False)),
        "missed": figure(items, share("faithful", True)),
        "cleared": figure(items, share("faithful", False)),
        "cannot_tell": figure(items, share("cannot-tell", None)),
        "at_5_percent": figure(items, recall),
    }
    terms = len({item.term for item in items})
    print(f"{name}, {terms} terms, {' + '.join(kinds)}")
    for what, each in figures.items():
        print(f"   {what:13} {each}")
    bins = 10 if len(items) >= ENOUGH else 5
    print(
        f"   calibration   {calibration_error(items, bins):.3f} in {bins} bins; "
        f"perfect probabilities would show {honest_error(items, bins):.3f}"
    )
    by_kind: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.drifted:
            by_kind[item.kind].append(item)
    words = (
        f"{kind} {sum(i.said == 'drifted' for i in part)} of {len(part)}"
        for kind, part in sorted(by_kind.items())
    )
    print("   by kind       " + ", ".join(words), flush=True)
    kept = {
        what: [round(x, 2) for x in (each.value, each.low, each.high)]
        for what, each in figures.items()
        if what in ("area", "found", "alarms", "cannot_tell")
    }
    return {"engines": list(kinds), "terms": terms, **kept}


def reliability(kinds: Sequence[str], items: Sequence[Item]) -> None:
    """Print what was said against what was true, over all lists together."""
    print(f"\nreliability, all lists, {' + '.join(kinds)}: {len(items)} renderings")
    for number, said, true in binned(items):
        print(f"   said {said:.2f}   true {true:.2f}   {number:4}   {'█' * round(40 * true)}")
    print(
        f"   calibration error {calibration_error(items):.3f}; "
        f"perfect probabilities would show {honest_error(items):.3f}"
    )


if __name__ == "__main__":
    main()
