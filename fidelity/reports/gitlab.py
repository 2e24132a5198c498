"""The code quality report of GitLab: findings beside the changed lines of a merge request.

The fingerprints are those of the baseline: they hold no line number, so GitLab does not take a
finding for a new one when lines move.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import IO, Any

from fidelity.model import Finding, Level, Place, Report, Unchecked
from fidelity.protocols import View
from fidelity.reports._view import finding_order, shown, where
from fidelity.reports._words import fault, paragraphs
from fidelity.text import fingerprint

SUFFIX = ".json"

_SEVERITIES: Mapping[Level, str] = {"error": "critical", "warning": "minor", "note": "info"}
_FAULT = "major"


def write(
    report: Report,
    stream: IO[str],
    *,
    color: bool = False,  # noqa: ARG001  (the same for every report)
    view: View | None = None,
) -> None:
    """Write a report as a code quality report.

    Args:
        report: what was found.
        stream: where to.
        color: has no effect.
        view: the working folder.
    """
    issues = list(_unique(_issues(report, view or View())))
    stream.write(json.dumps(issues, ensure_ascii=False, indent=2) + "\n")


def _issues(report: Report, view: View) -> Iterator[dict[str, Any]]:
    for finding in sorted(report.findings, key=finding_order):
        yield _finding(finding, view)
    for item in report.unchecked:
        yield _unchecked(item, view)


def _finding(finding: Finding, view: View) -> dict[str, Any]:
    first, *rest = paragraphs(finding, view)
    stamp = finding.fingerprint or fingerprint(finding.rule, finding.concept or "", first)
    return {
        "description": "; ".join((first, *rest)),
        "check_name": finding.rule,
        "fingerprint": stamp,
        "severity": _SEVERITIES[finding.level],
        "location": _location(where(finding), view),
    }


def _unchecked(item: Unchecked, view: View) -> dict[str, Any]:
    return {
        "description": fault(item),
        "check_name": "unchecked",
        "fingerprint": fingerprint("unchecked", item.reason, item.message),
        "severity": _FAULT,
        "location": _location(item.place, view),
    }


def _location(place: Place | None, view: View) -> dict[str, Any]:
    """GitLab shows nothing without a file and a line."""
    file = shown(place.file, view.base) if place else "."
    return {"path": file, "lines": {"begin": (place.line if place else None) or 1}}


def _unique(issues: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Tell issues apart that would else share a fingerprint: GitLab keeps one of them only."""
    seen: Counter[str] = Counter()
    for issue in issues:
        stamp = issue["fingerprint"]
        seen[stamp] += 1
        times = seen[stamp]
        yield issue if times == 1 else issue | {"fingerprint": fingerprint(stamp, str(times))}
