"""Findings that are let stand: by a remark beside the text, or by an entry in the settings.

Nothing is let stand without a reason, and nothing unnoticed for good: a suppression that has
expired or that matches nothing any more is reported.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from fidelity.gating.scope import files, matches, named
from fidelity.model import Decider, Finding, Suppressed
from fidelity.passages import Suppression
from fidelity.settings.file import nearest

Remark: TypeAlias = tuple[str, Suppression]
"""What stands beside a segment: the segment's id, and what an editor wrote."""


@dataclass(frozen=True, slots=True)
class Suppressions:
    """Everything by which a finding may be let stand."""

    remarks: tuple[Remark, ...] = ()
    """Those in the documents."""
    settings: tuple[Suppression, ...] = ()
    today: str = ""
    """The day of the run, ``YYYY-MM-DD``; empty: nothing expires."""
    rules: tuple[str, ...] = ()
    """The names of all rules, to tell a misspelled one; empty: not told."""
    ran: frozenset[str] | None = None
    """The rules that this run asked: what is said about others is not stale. Null: all."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """Findings, sorted by whether somebody let them stand."""

    left: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]
    stale: tuple[str, ...]
    """A line for each suppression that has expired or matches nothing."""


def sort(
    findings: Sequence[Finding],
    by: Suppressions,
    *,
    checked: Collection[str] = (),
    base: str | None = None,
) -> Sorted:
    """Take the findings out that somebody let stand.

    Args:
        findings: those of the run.
        by: what lets them stand.
        checked: the files that the run looked at, as ``scope.named`` names them.
        base: the working folder.
    """
    remarks: dict[str, list[Suppression]] = {}
    for segment, remark in by.remarks:
        if not _expired(remark, by.today):
            remarks.setdefault(segment, []).append(remark)
    lasting = [each for each in by.settings if not _expired(each, by.today)]
    left: list[Finding] = []
    taken: list[Suppressed] = []
    used: set[tuple[Suppression, str]] = set()
    for finding in findings:
        beside = remarks.get(finding.segment or "", [])
        found = _first(finding, beside, lasting, base)
        if found is None:
            left.append(finding)
        else:
            taken.append(Suppressed(finding, found[1], found[0].reason, found[0].place))
            used.add((found[0], finding.rule))
    return Sorted(tuple(left), tuple(taken), tuple(_stale(by, used, checked)))


def _first(
    finding: Finding,
    beside: Sequence[Suppression],
    lasting: Sequence[Suppression],
    base: str | None,
) -> tuple[Suppression, Decider] | None:
    about = files(finding, base)
    for remark in beside:  # units of two files may have one name
        if finding.rule in remark.rules and named(remark.place.file, base) in about:
            return remark, "document"
    for each in lasting:
        if _applies(each, finding, about):
            return each, "settings"
    return None


def _applies(each: Suppression, finding: Finding, about: Collection[str]) -> bool:
    return (
        finding.rule in each.rules
        and each.concept in (None, finding.concept)
        and (each.path is None or any(matches(each.path, file) for file in about))
    )


def _expired(each: Suppression, today: str) -> bool:
    """The day that is named is the last one on which it holds."""
    return bool(today and each.until and each.until < today)


def _stale(
    by: Suppressions, used: Collection[tuple[Suppression, str]], checked: Collection[str]
) -> Iterator[str]:
    remarks = dict.fromkeys(remark for _, remark in by.remarks)
    scoped = [each for each in by.settings if _in_scope(each, by, checked)]
    for each in (*remarks, *scoped):
        for rule in each.rules:
            if problem := _problem(each, rule, by, used):
                yield f"{each.place}: {problem}"


def _in_scope(each: Suppression, by: Suppressions, checked: Collection[str]) -> bool:
    """A run over glossaries says nothing of texts, nor one over some files of the others."""
    asked = by.ran is None or any(rule in by.ran for rule in each.rules)
    return asked and (each.path is None or any(matches(each.path, file) for file in checked))


def _problem(
    each: Suppression, rule: str, by: Suppressions, used: Collection[tuple[Suppression, str]]
) -> str:
    if by.rules and rule not in by.rules:
        return f"stale-suppression: there is no rule “{rule}”; {nearest(rule, by.rules)}"
    if _expired(each, by.today):
        return (
            f"expired-suppression: {rule} was let stand until {each.until} ({each.reason}); "
            "look again, and mend the text or name another day"
        )
    if (each, rule) not in used:
        return f"stale-suppression: {rule} finds nothing here any more; take it out"
    return ""
