"""The findings that were there before: a file that names them without any text under check.

One file may serve several glossaries and documents. So an entry remembers the file that it was
found in, and is called stale, or dropped, only by a run that looked at that file.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from fidelity.errors import InputError
from fidelity.gating.scope import named
from fidelity.model import Finding, Place
from fidelity.reports._view import where

SCHEMA = 1
_FIELDS = ("fingerprint", "rule", "concept", "file", "date", "reason")


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding that was there before."""

    fingerprint: str
    rule: str
    concept: str
    file: str
    """Where it was found, as seen from the working folder; empty where it has no place."""
    date: str
    """The day on which it was put on record, ``YYYY-MM-DD``."""
    reason: str = ""
    """Why it is let stand, for the people who read the file."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The findings that were there before and fail no run."""

    entries: tuple[Entry, ...]
    path: str = "fidelity-baseline.json"


def read(text: str, path: str) -> Baseline:
    """Read a baseline file.

    Args:
        text: what it holds.
        path: how messages name it.

    Raises:
        InputError: it is no baseline, or one of a newer version.
    """
    try:
        document = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as fault:
        line, column = getattr(fault, "lineno", None), getattr(fault, "colno", None)
        raise _refused(Place(path, line, column), "this is not valid JSON") from fault
    schema = document.get("schema") if isinstance(document, dict) else None
    if isinstance(schema, int) and schema > SCHEMA:
        raise InputError(
            Place(path),
            f"a newer fidelity wrote this baseline (schema {schema})",
            "update fidelity",
        )
    entries = document.get("findings") if schema == SCHEMA else None
    if not isinstance(entries, list):
        raise _refused(Place(path), "this is not a baseline")
    return Baseline(tuple(_entry(entry, n, path) for n, entry in enumerate(entries)), path)


def _refused(place: Place, problem: str) -> InputError:
    return InputError(place, problem, "mend it, or make a new one with --write-baseline")


def _entry(entry: Any, number: int, path: str) -> Entry:
    known = isinstance(entry, dict) and set(entry) <= set(_FIELDS)
    if not known or not all(isinstance(value, str) for value in entry.values()):
        raise _refused(Place(path), f"entry {number + 1} is not understood")
    if not entry.get("fingerprint"):
        raise _refused(Place(path), f"entry {number + 1} has no fingerprint")
    return Entry(**{name: entry.get(name, "") for name in _FIELDS})


def text(baseline: Baseline) -> str:
    """Write a baseline, sorted, a line per finding, so that two versions compare well."""
    lines = ",\n".join(json.dumps(asdict(entry), ensure_ascii=False) for entry in baseline.entries)
    body = f"[\n{lines}\n]" if lines else "[]"
    return f'{{"schema": {SCHEMA}, "findings": {body}}}\n'


def renew(
    findings: Iterable[Finding],
    old: Baseline | None,
    date: str,
    *,
    checked: Collection[str] = (),
    base: str | None = None,
) -> Baseline:
    """Put the findings of a run on record.

    Args:
        findings: those of the run.
        old: the record so far. What it says of a finding that is still there stays, and so do its
            entries on files that the run did not look at.
        date: today, ``YYYY-MM-DD``.
        checked: the files that the run looked at, as ``scope.named`` names them.
        base: the working folder.
    """
    before = {entry.fingerprint: entry for entry in old.entries} if old else {}
    kept = {
        stamp: entry for stamp, entry in before.items() if entry.file and entry.file not in checked
    }
    found = {f.fingerprint: _recorded(f, before.get(f.fingerprint), date, base) for f in findings}
    ordered = sorted((kept | found).values(), key=lambda e: (e.rule, e.concept, e.fingerprint))
    return Baseline(tuple(ordered), old.path if old else Baseline(()).path)


def _recorded(finding: Finding, before: Entry | None, date: str, base: str | None) -> Entry:
    place = where(finding)
    file = named(place.file, base) if place else ""
    since, reason = (before.date, before.reason) if before else (date, "")
    return Entry(finding.fingerprint, finding.rule, finding.concept or "", file, since, reason)


def stale(baseline: Baseline, present: Collection[str], checked: Collection[str]) -> list[str]:
    """List the entries that match nothing any more, among those on files under check.

    Args:
        baseline: the record.
        present: the fingerprints of all findings of the run.
        checked: the files that the run looked at, as ``scope.named`` names them.
    """
    return [
        f"{baseline.path}: stale-baseline: {entry.rule} on {entry.concept or 'no concept'} "
        f"({entry.fingerprint[:12]}) is not found any more; --write-baseline drops it"
        for entry in baseline.entries
        if entry.fingerprint not in present and (not entry.file or entry.file in checked)
    ]
