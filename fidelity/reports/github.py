"""Workflow commands of GitHub Actions: annotations on the changed lines of a pull request.

GitHub shows ten errors and ten warnings of a step, so the gravest come first; write a report that
holds everything (``text``, ``markdown`` into ``$GITHUB_STEP_SUMMARY``, ``sarif``) beside this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO

from fidelity.model import Finding, Level, Place, Report, Unchecked
from fidelity.protocols import View
from fidelity.reports._columns import clean
from fidelity.reports._view import finding_order, shown, where
from fidelity.reports._words import fault, paragraphs

SUFFIX = ".txt"

_COMMANDS: Mapping[Level, str] = {"error": "error", "warning": "warning", "note": "notice"}
_ORDER: tuple[Level, ...] = ("error", "warning", "note")
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def write(
    report: Report,
    stream: IO[str],
    *,
    color: bool = False,  # noqa: ARG001  (the same for every report)
    view: View | None = None,
) -> None:
    """Write a report as workflow commands, and the last line as plain text.

    Args:
        report: what was found.
        stream: where to.
        color: has no effect.
        view: the working folder and how the run ended.
    """
    view = view or View()
    for item in report.unchecked:
        stream.write(_unchecked(item, view))
    ordered = sorted(
        report.findings, key=lambda each: (_ORDER.index(each.level), finding_order(each))
    )
    for finding in ordered:
        stream.write(_finding(finding, view))
    if view.last_line:
        stream.write(clean(view.last_line) + "\n")


def _finding(finding: Finding, view: View) -> str:
    said = "\n".join(paragraphs(finding, view))
    return _command(_COMMANDS[finding.level], where(finding), finding.rule, said, view)


def _unchecked(item: Unchecked, view: View) -> str:
    """Make an error of a fault only where it fails the run."""
    command = "error" if view.exit in (None, 3) else "warning"
    return _command(command, item.place, "unchecked", fault(item), view)


def _command(name: str, place: Place | None, title: str, said: str, view: View) -> str:
    properties = {"title": f"fidelity: {title}"}
    if place is not None:
        properties = {
            "file": shown(place.file, view.base),
            "line": str(place.line or 1),
            **({"col": str(place.column)} if place.line and place.column else {}),
            **properties,
        }
    told = ",".join(
        f"{key}={clean(value).translate(_PROPERTY)}" for key, value in properties.items()
    )
    return f"::{name} {told}::{said.translate(_DATA)}\n"
