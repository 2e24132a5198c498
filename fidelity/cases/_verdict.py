"""Compares what was found with what a case says. ``fidelity.cases`` is the face of this."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from fidelity.cases._audit import renderings
from fidelity.cases._file import Case
from fidelity.model import Finding, Report

Outcome: TypeAlias = Literal["passed", "failed", "expected-failure", "unexpected-pass"]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How a case came out."""

    id: str
    outcome: Outcome
    message: str
    """What was said of each rendering and each translation, a line each; the first line sums up."""
    found_by: tuple[str, ...] = ()
    """The rules that flagged the wrong rendering or the wrong translation, by name."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the rules for texts say of the two translations of a case's sentence."""

    wrong: tuple[Finding, ...] = ()
    right: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """A rendering or a translation, with what speaks against it."""

    wording: str
    wrong: bool
    flags: tuple[Finding, ...]
    said: str
    """A line for the reader."""


def verdict(case: Case, report: Report, heard: Heard) -> CaseResult:
    """Compare what was found with what the case says.

    It is enough that the wrong rendering is flagged by the audit or the wrong translation by the
    rules for texts; neither may flag what is right. A case that waits for a rule is excused if what
    is wrong is missed, and if that very rule raises a false alarm on what is right; an alarm of any
    other rule is a failure all the same.

    Args:
        case: the case.
        report: the audit of (at least) its glossaries.
        heard: what the rules for texts say of its translations.
    """
    parts = (*_audited(case, report), *_checked(case, heard))
    found_by = {flag.rule for part in parts if part.wrong for flag in part.flags}
    alarms = [part for part in parts if not part.wrong and part.flags]
    blamed = {flag.rule for part in alarms for flag in part.flags}
    missed = not found_by and not case.disputed
    summary = "as it should be"
    outcome: Outcome = "unexpected-pass" if case.waits_for else "passed"
    if missed or alarms:
        excused = case.waits_for is not None and blamed <= {case.waits_for}
        outcome = "expected-failure" if excused else "failed"
        faults = [f"not flagged though wrong: “{case.wrong}”"] if missed else []
        faults += [f"flagged though right: “{alarm.wording}”" for alarm in alarms]
        summary = "; ".join(faults)
    message = "\n".join((summary, *(part.said for part in parts)))
    return CaseResult(case.id, outcome, message, tuple(sorted(found_by)))


def _audited(case: Case, report: Report) -> list[_Part]:
    """Sort out what the audit said of each rendering."""
    parts = []
    for id_, rendering in renderings(case):
        wrong = id_.endswith(".wrong")
        flags = tuple(_flags(f for f in report.findings if f.concept == id_))
        said = _said(flags)
        if not flags:
            said += [
                f"verdict {judged.verdict}"
                + ("" if judged.probability is None else f", p = {judged.probability:.2f}")
                for judged in report.verdicts
                if judged.concept == id_
            ]
        said += [f"unchecked: {gap.message}" for gap in report.unchecked if gap.concept == id_]
        head = f"{_role(wrong)} “{rendering}”"
        parts.append(_Part(rendering, wrong, flags, f"{head}: {'; '.join(said)}"))
    return parts


def _checked(case: Case, heard: Heard) -> list[_Part]:
    """Sort out what the rules for texts said of each translation."""
    told = ((case.wrong_translation, heard.wrong), (case.right_translation, heard.right))
    parts = []
    for (translation, findings), wrong in zip(told, (True, False), strict=True):
        flags = tuple(_flags(findings))
        line = f"{_role(wrong)} translation: {'; '.join(_said(flags))}"
        parts.append(_Part(translation, wrong, flags, line))
    return parts


def _flags(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (finding for finding in findings if finding.level != "note")


def _role(wrong: bool) -> str:
    return "wrong" if wrong else "right"


def _said(flags: Sequence[Finding]) -> list[str]:
    found = [f"{finding.level} {finding.rule}: {finding.message}" for finding in flags]
    return found or ["nothing at level warning or above"]
