"""Reads sets of translations, one JSON object a line, and has them checked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from fidelity.model import Finding
from fidelity.passages import Anchor, Passage
from fidelity.run_text import check_segment
from fidelity.segments import Segment
from fidelity.texts import Checker

FLAGGED = ("warning", "error")

Row = dict[str, Any]
T = TypeVar("T")


def rows(path: Path, limit: int | None = None) -> list[Row]:
    """Read a file of JSON Lines.

    Args:
        path: the file.
        limit: how many at most; null: all.
    """
    with path.open(encoding="utf-8") as file:
        return spread([json.loads(line) for line in file], limit)


def spread(items: Sequence[T], limit: int | None) -> list[T]:
    """Take at most so many items, evenly from first to last."""
    if limit is None or limit >= len(items):
        return list(items)
    return [items[place * len(items) // limit] for place in range(limit)]


def segment(row: Mapping[str, Any], source: str, target: str) -> Segment:
    """Make a segment of two texts."""
    made = [Passage(text, "set", (Anchor(0, 1, 1),)) for text in (source, target)]
    return Segment(str(row["id"]), made[0], made[1], row["src_lang"], row["tgt_lang"])


def flagged(checker: Checker, item: Segment) -> list[Finding]:
    """List what is found in one segment, notes left out."""
    house = checker.house(item.source_language, item.target_language)
    outcome = check_segment(item, house, dict(checker.rules))
    return [finding for finding in outcome.findings if finding.level in FLAGGED]


def shown(finding: Finding, item: Segment) -> str:
    """Write a finding with its segment."""
    return (
        f"    {finding.level} {finding.rule}: {finding.message}\n"
        f"      {item.id}\n      {item.source.text}\n      {item.target.text}"
    )
