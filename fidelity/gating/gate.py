"""Decides how a run ends: what was let stand, what was known before, and the exit status.

Everything here is pure. Nothing is taken out silently: what an editor accepted, what a remark or
the settings let stand and what stands in the baseline is counted and kept for the reports, and a
decision or entry that matches nothing any more is reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fidelity.gating import acceptance, baseline, changed, scope, suppressions
from fidelity.gating.baseline import Baseline, Entry
from fidelity.gating.suppressions import Suppressions
from fidelity.model import Finding, Level, Place, Report, Suppressed
from fidelity.protocols import Decision
from fidelity.reports._columns import joined, plural
from fidelity.reports._view import counts
from fidelity.settings import LEVELS, RuleLevel
from fidelity.settings.entries import LevelFor

_GRAVEST_FIRST: tuple[Level, ...] = tuple(reversed(LEVELS))


@dataclass(frozen=True, slots=True)
class Policy:
    """By what a report is judged."""

    fail_on: Level = "error"
    allow_unchecked: bool = False
    exit_zero: bool = False
    """Report findings, but do not fail on them."""
    levels: Mapping[str, RuleLevel] = field(default_factory=dict)
    """The level of a rule's findings, where the house sets another one; ``off`` drops them."""
    levels_for: tuple[LevelFor, ...] = ()
    """Levels for certain concepts and paths; the last one that applies holds."""
    decisions: tuple[Decision, ...] = ()
    suppressions: Suppressions = field(default_factory=Suppressions)
    baseline: Baseline | None = None
    changes: changed.Changes | None = None
    """Findings elsewhere are left out; null: nothing is."""
    checked: frozenset[str] | None = None
    """The files that the run looked at, as the user named them: only decisions about these can be
    called stale. Null: those that the report speaks of."""
    base: str | None = None
    """The working folder, from which files are named."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A report after the gate, and how the run ends."""

    report: Report
    exit: int
    reason: str
    """Why, in words, without the final full stop."""
    stale: tuple[str, ...]
    """A line for each decision and entry that has expired or matches nothing any more."""

    @property
    def last_line(self) -> str:
        """Counts and reason in one line."""
        return f"{_counted(self.report)} Exit {self.exit}: {self.reason}."


def decide(report: Report, policy: Policy) -> Ending:
    """Apply levels, decisions, suppressions and baseline, and decide the exit status.

    Args:
        report: what the run found.
        policy: by what to judge it.

    Returns:
        The report without what was taken out, its counts renewed; the status by the contract: 3
        something unchecked, before 1 findings at the level that fails, before 0.
    """
    levelled = tuple(_relevel(report.findings, policy))
    standing, suppressed, stale = _let_stand(levelled, report, policy)
    known = _entries(policy)
    new = [finding for finding in standing if finding.fingerprint not in known]
    suppressed += [
        _known(finding, known[finding.fingerprint], policy)
        for finding in standing
        if finding.fingerprint in known
    ]
    if policy.baseline:
        present = {finding.fingerprint for finding in levelled}
        stale += baseline.stale(policy.baseline, present, _checked(report, policy))
    left = changed.only(new, policy.changes) if policy.changes else tuple(new)
    gated = _gated(report, left, suppressed, unchanged=len(new) - len(left), stale=len(stale))
    status, reason = _status(gated, policy)
    return Ending(gated, status, reason, tuple(stale))


def record(report: Report, policy: Policy, old: Baseline | None, date: str) -> Baseline:
    """Put the findings of a run on record, changed or not, but not what is let stand anyway.

    Args:
        report: what the run found.
        policy: by what it is judged.
        old: the record so far.
        date: today, ``YYYY-MM-DD``.
    """
    standing, _, _ = _let_stand(tuple(_relevel(report.findings, policy)), report, policy)
    checked = _checked(report, policy)
    return baseline.renew(standing, old, date, checked=checked, base=policy.base)


def _checked(report: Report, policy: Policy) -> frozenset[str]:
    if policy.checked is None:
        return scope.looked_at(report, policy.base)
    return frozenset(scope.named(file, policy.base) for file in policy.checked)


def _relevel(findings: Iterable[Finding], policy: Policy) -> Iterable[Finding]:
    for finding in findings:
        level = policy.levels.get(finding.rule, finding.level)
        for each in policy.levels_for:
            if _applies(each, finding, policy.base):
                level = each.level
        if level != "off":
            yield replace(finding, level=level)


def _applies(each: LevelFor, finding: Finding, base: str | None) -> bool:
    return (
        each.rule in (None, finding.rule)
        and each.concept in (None, finding.concept)
        and (
            each.path is None
            or any(scope.matches(each.path, file) for file in scope.files(finding, base))
        )
    )


def _let_stand(
    findings: Sequence[Finding], report: Report, policy: Policy
) -> tuple[Sequence[Finding], list[Suppressed], list[str]]:
    """Take out what editors accepted, and what remarks and settings let stand."""
    editors = acceptance.sort(findings, report.verdicts, policy.decisions)
    checked = _checked(report, policy)
    others = suppressions.sort(editors.left, policy.suppressions, checked=checked, base=policy.base)
    suppressed = [*editors.suppressed, *others.suppressed]
    return others.left, suppressed, [*editors.stale, *others.stale]


def _entries(policy: Policy) -> Mapping[str, Entry]:
    entries = policy.baseline.entries if policy.baseline else ()
    return {entry.fingerprint: entry for entry in entries}


def _known(finding: Finding, entry: Entry, policy: Policy) -> Suppressed:
    since = f"known since {entry.date}" if entry.date else ""
    place = Place(policy.baseline.path) if policy.baseline else None
    return Suppressed(finding, "baseline", joined((entry.reason, since)), place)


def _gated(
    report: Report,
    left: tuple[Finding, ...],
    suppressed: Sequence[Suppressed],
    *,
    unchanged: int,
    stale: int,
) -> Report:
    levels = Counter(finding.level for finding in left)
    deciders = Counter(item.by for item in suppressed)
    renewed = counts(report) | {str(level): levels[level] for level in LEVELS}
    renewed |= {
        "accepted": deciders["editor"],
        "suppressed": deciders["document"] + deciders["settings"],
        "baselined": deciders["baseline"],
        "unchanged": unchanged,
        "stale": stale,
    }
    return replace(
        report,
        findings=left,
        accepted=deciders["editor"],
        suppressed=tuple(suppressed),
        counts=renewed,
    )


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
    known = any(report.counts[name] for name in _TAKEN_OUT)
    nothing = "nothing else was found" if known else "nothing was found"
    quiet = f"{below}, below the level that fails ({policy.fail_on})" if below else nothing
    return 0, quiet + allowed


_TAKEN_OUT: Mapping[str, str] = {
    "accepted": "accepted",
    "suppressed": "suppressed",
    "baselined": "in the baseline",
    "unchanged": "outside what changed",
}
"""What the gate takes out, by the name of the count, and in words."""


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
    kinds = [plural(count["segments"], "segment")] if count["segments"] else []
    parts: list[str] = []
    if count["renderings"] or not kinds:
        kinds.append(plural(count["renderings"], "rendering"))
        parts += [f"{count[word]} {word.replace('-', ' ')}" for word in _VERDICTS]
    parts.append(f"{count['unchecked']} unchecked")
    parts += [f"{count[name]} {words}" for name, words in _TAKEN_OUT.items() if count[name]]
    parts += [f"{count['stale']} stale"] if count["stale"] else []
    return f"{' and '.join(kinds)} checked: {', '.join(parts)}."


_VERDICTS = ("faithful", "drifted", "cannot-tell")
