"""Reads lists of right and wrong renderings, and has them judged.

A list is ``terms.en-XX.tsv`` (columns term, good, wrong, kind) or ``cases.jsonl`` (fields term,
right, wrong, src_lang, tgt_lang, drift, disputed). Of each entry the first right rendering and the
wrong one are judged in glossaries of their own, so that neither lends the other a control question.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from fidelity.judging.evidence import examine
from fidelity.model import Concept, Glossary, Outcome, Query, Tag, Term, Verdict
from fidelity.protocols import Engine, no_progress


@dataclass(frozen=True)
class Item:
    """One rendering, and what became of it."""

    term: str
    rendering: str
    pair: tuple[Tag, Tag]
    drifted: bool
    kind: str
    verdict: Verdict | None = None

    @property
    def score(self) -> float:
        """The probability; nothing known counts as even odds."""
        known = self.verdict.probability if self.verdict else None
        return 0.5 if known is None else known

    @property
    def said(self) -> str:
        """The word of the verdict."""
        return self.verdict.verdict if self.verdict else "cannot-tell"


@dataclass
class Remembering:
    """An engine that is asked each question once, however many sets it belongs to."""

    engine: Engine
    known: dict[Query, Outcome] = field(default_factory=dict)

    def run(self, batch: Sequence[Query]) -> list[Outcome]:
        """Ask what is not known yet."""
        new = [query for query in dict.fromkeys(batch) if query not in self.known]
        if new:
            self.known.update(zip(new, self.engine.run(new), strict=True))
        return [self.known[query] for query in batch]

    def __getattr__(self, name: str) -> object:
        """Be the engine in all else."""
        return getattr(self.engine, name)


def read(path: Path) -> list[Item]:
    """Read one list.

    Args:
        path: a file as described above.
    """
    if path.suffix == ".jsonl":
        return list(_cases(path))
    target = path.suffixes[0].removeprefix(".en-")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [
        Item(row["term"], row[column].split(";")[0], ("en", target), column == "wrong", row["kind"])
        for column in ("good", "wrong")
        for row in rows
    ]


def _cases(path: Path) -> Iterator[Item]:
    """Read the cases whose wrong rendering is not disputed and differs from the term."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["disputed"] or not row["right"] or not row["wrong"]:
            continue
        pair = row["src_lang"], row["tgt_lang"]
        for rendering, drifted in ((row["right"][0], False), (row["wrong"], True)):
            yield Item(row["term"], rendering, pair, drifted, row["drift"])


def judged(
    items: Sequence[Item], engines: Sequence[Remembering], others: Sequence[Glossary]
) -> list[Item]:
    """Judge every item; the order is kept."""
    groups: dict[tuple[tuple[Tag, Tag], bool], list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        groups[item.pair, item.drifted].append(place)
    found = list(items)
    asked: Sequence[Engine] = engines  # type: ignore[assignment]
    for (pair, drifted), places in groups.items():
        concepts = [
            Concept(str(i), (Term(items[i].term, pair[0]), Term(items[i].rendering, pair[1])))
            for i in places
        ]
        glossary = Glossary(f"list-{drifted}", tuple(concepts), pair)
        verdicts, _ = examine(glossary, others, asked, *pair, no_progress)
        for verdict in verdicts:
            place = int(verdict.concept)
            found[place] = replace(items[place], verdict=verdict)
    return found
