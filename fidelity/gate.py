"""Decides how a run ends: what editors accepted, what was known before, and the exit status.

Everything here is pure. Nothing is taken out silently: what an editor accepted and what stands in
the baseline is counted, and a decision or entry that matches nothing any more is reported.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import PurePath
from typing import Any

from fidelity.errors import InputError
from fidelity.model import Finding, Level, Place, Report, Verdict
from fidelity.protocols import Decision
from fidelity.reports._columns import plural
from fidelity.reports._view import counts, finding_key, rendering_of, verdict_key
from fidelity.reports.csv import evidence_hash
from fidelity.settings import LEVELS, RuleLevel

BASELINE_SCHEMA = 1
_DRIFT = "drifted-meaning"
_GRAVEST_FIRST: tuple[Level, ...] = tuple(reversed(LEVELS))
_FIELDS = ("fingerprint", "rule", "concept", "date", "reason")


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding that was there before, named without any text under check."""

    fingerprint: str
    rule: str
    concept: str
    date: str
    """The day on which it was put on record, ``YYYY-MM-DD``."""
    reason: str = ""
    """Why it is let stand, for the people who read the file."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The findings that were there before and fail no run."""

    entries: tuple[Entry, ...]
    path: str = "fidelity-baseline.json"


@dataclass(frozen=True, slots=True)
class Policy:
    """By what a report is judged."""

    fail_on: Level = "error"
    allow_unchecked: bool = False
    exit_zero: bool = False
    """Report findings, but do not fail on them."""
    levels: Mapping[str, RuleLevel] = field(default_factory=dict)
    """The level of a rule's findings, where the house sets another one; ``off`` drops them."""
    decisions: tuple[Decision, ...] = ()
    baseline: Baseline | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """A report after the gate, and how the run ends."""

    report: Report
    exit: int
    reason: str
    """Why, in words, without the final full stop."""
    stale: tuple[str, ...]
    """A line for each decision and baseline entry that matches nothing any more."""

    @property
    def last_line(self) -> str:
        """Counts and reason in one line."""
        return f"{_counted(self.report)} Exit {self.exit}: {self.reason}."


def decide(report: Report, policy: Policy) -> Ending:
    """Apply levels, decisions and baseline to a report, and decide the exit status.

    Args:
        report: what the run found.
        policy: by what to judge it.

    Returns:
        The report without what was taken out, its counts renewed; the status by the contract: 3
        something unchecked, before 1 findings at the level that fails, before 0.
    """
    levelled = _relevel(report.findings, policy.levels)
    open_, accepted = _split(levelled, _accepted(report.verdicts, policy.decisions))
    known = {entry.fingerprint for entry in policy.baseline.entries} if policy.baseline else set()
    new = tuple(finding for finding in open_ if finding.fingerprint not in known)
    stale = (
        *_stale_decisions(report.verdicts, policy.decisions),
        *_stale_entries(levelled, policy.baseline),
    )
    levels = Counter(finding.level for finding in new)
    renewed = counts(report) | {str(level): levels[level] for level in LEVELS}
    renewed |= {
        "accepted": accepted,
        "baselined": len(open_) - len(new),
        "stale": len(stale),
    }
    gated = replace(report, findings=new, accepted=accepted, counts=renewed)
    status, reason = _status(gated, policy)
    return Ending(gated, status, reason, stale)


def _relevel(findings: Iterable[Finding], levels: Mapping[str, RuleLevel]) -> tuple[Finding, ...]:
    renewed = []
    for finding in findings:
        level = levels.get(finding.rule, finding.level)
        if level != "off":
            renewed.append(replace(finding, level=level))
    return tuple(renewed)


def _accepted(
    verdicts: Sequence[Verdict], decisions: Sequence[Decision]
) -> set[tuple[str, str, str, str]]:
    """List the drifted verdicts that editors accepted, by what ties them to findings.

    A finding does not name its languages. So where two languages share a wording, one finding key
    counts as accepted only if every drifted verdict behind it is.
    """
    holding = {(decision.rendering, decision.evidence) for decision in decisions}
    drifted = [verdict for verdict in verdicts if verdict.verdict == "drifted"]
    refused = {
        verdict_key(verdict)
        for verdict in drifted
        if (rendering_of(verdict), evidence_hash(verdict)) not in holding
    }
    return {verdict_key(verdict) for verdict in drifted} - refused


def _split(
    findings: Sequence[Finding], accepted: set[tuple[str, str, str, str]]
) -> tuple[tuple[Finding, ...], int]:
    kept = tuple(f for f in findings if f.rule != _DRIFT or finding_key(f) not in accepted)
    return kept, len(findings) - len(kept)


def _stale_decisions(verdicts: Sequence[Verdict], decisions: Sequence[Decision]) -> list[str]:
    """List the decisions whose evidence has changed, or whose rendering is gone.

    One table may hold the decisions on several glossaries, so a decision about a file that is not
    under check is left alone.
    """
    now: dict[object, set[str]] = {}
    for verdict in verdicts:
        now.setdefault(rendering_of(verdict), set()).add(evidence_hash(verdict))
    places = (verdict.rendering.place for verdict in verdicts)
    files = {PurePath(place.file).name if place else "" for place in places}
    stale = []
    for decision in decisions:
        said = now.get(decision.rendering)
        if said is None and PurePath(decision.file).name in files:
            stale.append(f"{decision.place}: stale-acceptance: the rendering is not there any more")
        elif said is not None and decision.evidence not in said:
            stale.append(
                f"{decision.place}: stale-acceptance: the evidence has changed since it was "
                "accepted; look again, and write the table anew"
            )
    return stale


def _stale_entries(findings: Sequence[Finding], baseline: Baseline | None) -> list[str]:
    if baseline is None:
        return []
    present = {finding.fingerprint for finding in findings}
    return [
        f"{baseline.path}: stale-baseline: {entry.rule} on {entry.concept or 'no concept'} "
        f"({entry.fingerprint[:12]}) is not found any more; --write-baseline drops it"
        for entry in baseline.entries
        if entry.fingerprint not in present
    ]


def _status(report: Report, policy: Policy) -> tuple[int, str]:
    failing = [level for level in LEVELS if LEVELS.index(level) >= LEVELS.index(policy.fail_on)]
    found = _levels(report, failing)
    unchecked = _faults(report)
    if report.unchecked and not policy.allow_unchecked:
        return 3, f"{unchecked} kept something from being checked" + (f"; {found}" if found else "")
    allowed = f"; {unchecked} allowed by --allow-unchecked" if report.unchecked else ""
    below = _levels(report, [level for level in LEVELS if level not in failing])
    if found and not policy.exit_zero:
        return 1, found + (f"; also {below}" if below else "") + allowed
    if found:
        return 0, f"{found}, not counted because of --exit-zero{allowed}"
    known = report.counts["accepted"] + report.counts["baselined"]
    nothing = "nothing else was found" if known else "nothing was found"
    quiet = f"{below}, below the level that fails ({policy.fail_on})" if below else nothing
    return 0, quiet + allowed


def _levels(report: Report, levels: Sequence[Level]) -> str:
    return ", ".join(
        plural(report.counts[level], level)
        for level in _GRAVEST_FIRST
        if level in levels and report.counts[level]
    )


def _faults(report: Report) -> str:
    reasons = ", ".join(sorted({item.reason for item in report.unchecked}))
    return f"{plural(len(report.unchecked), 'fault')} ({reasons})"


def _counted(report: Report) -> str:
    count = report.counts
    parts = [
        f"{count['faithful']} faithful",
        f"{count['drifted']} drifted",
        f"{count['cannot-tell']} cannot tell",
        f"{count['unchecked']} unchecked",
    ]
    parts += [f"{count['accepted']} accepted"] if count["accepted"] else []
    parts += [f"{count['baselined']} in the baseline"] if count["baselined"] else []
    parts += [f"{count['stale']} stale"] if count["stale"] else []
    return f"{plural(count['renderings'], 'rendering')} checked: {', '.join(parts)}."


def read_baseline(text: str, path: str) -> Baseline:
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
        raise _no_baseline(Place(path, line, column), "this is not valid JSON") from fault
    schema = document.get("schema") if isinstance(document, dict) else None
    if isinstance(schema, int) and schema > BASELINE_SCHEMA:
        raise InputError(
            Place(path),
            f"a newer fidelity wrote this baseline (schema {schema})",
            "update fidelity",
        )
    entries = document.get("findings") if schema == BASELINE_SCHEMA else None
    if not isinstance(entries, list):
        raise _no_baseline(Place(path), "this is not a baseline")
    return Baseline(tuple(_entry(entry, n, path) for n, entry in enumerate(entries)), path)


def _no_baseline(place: Place, problem: str) -> InputError:
    return InputError(place, problem, "mend it, or make a new one with --write-baseline")


def _entry(entry: Any, number: int, path: str) -> Entry:
    known = isinstance(entry, dict) and set(entry) <= set(_FIELDS)
    if not known or not all(isinstance(value, str) for value in entry.values()):
        raise _no_baseline(Place(path), f"entry {number + 1} is not understood")
    if not entry.get("fingerprint"):
        raise _no_baseline(Place(path), f"entry {number + 1} has no fingerprint")
    return Entry(**{name: entry.get(name, "") for name in _FIELDS})


def renew_baseline(findings: Iterable[Finding], old: Baseline | None, date: str) -> Baseline:
    """Put the findings of a run on record.

    Args:
        findings: those of the run.
        old: the record so far; what it says of a finding that is still there stays.
        date: today, ``YYYY-MM-DD``.
    """
    before = {entry.fingerprint: entry for entry in old.entries} if old else {}
    entries = {
        f.fingerprint: before.get(
            f.fingerprint, Entry(f.fingerprint, f.rule, f.concept or "", date)
        )
        for f in findings
    }
    ordered = sorted(entries.values(), key=lambda e: (e.rule, e.concept, e.fingerprint))
    return Baseline(tuple(ordered), old.path if old else Baseline(()).path)


def baseline_text(baseline: Baseline) -> str:
    """Write a baseline, sorted, a line per finding, so that two versions compare well."""
    lines = ",\n".join(json.dumps(asdict(entry), ensure_ascii=False) for entry in baseline.entries)
    body = f"[\n{lines}\n]" if lines else "[]"
    return f'{{"schema": {BASELINE_SCHEMA}, "findings": {body}}}\n'
