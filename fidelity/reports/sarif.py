"""SARIF 2.1.0 (OASIS), for code scanning, reviewdog and editors.

The place in the translation is the location of a result, the place in the original its related
location. Columns count code points. Findings that somebody let stand are results with a
suppression; what could not be checked is a notification of the run, which is then not successful.
Paths are relative to ``%SRCROOT%``, the folder in which the command ran.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any
from urllib.parse import quote

from fidelity import __version__, plugins
from fidelity.errors import UsageError
from fidelity.model import Decider, Finding, Place, Report, Span, Suppressed, Unchecked
from fidelity.protocols import View
from fidelity.reports._json import evidence_, number, segment_
from fidelity.reports._view import finding_order, shown
from fidelity.reports._words import in_texts

SUFFIX = ".sarif"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "fidelity/v1"

_ROOT = "%SRCROOT%"
_KINDS: Mapping[Decider, str] = {
    "document": "inSource",
    "settings": "external",
    "editor": "external",
    "baseline": "external",
}


def write(
    report: Report,
    stream: IO[str],
    *,
    color: bool = False,  # noqa: ARG001  (the same for every report)
    view: View | None = None,
) -> None:
    """Write a report as a SARIF log with one run.

    Args:
        report: what was found.
        stream: where to.
        color: has no effect.
        view: the working folder and how the run ended.
    """
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, view or View())]}
    stream.write(json.dumps(log, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def _run(report: Report, view: View) -> dict[str, Any]:
    every: list[tuple[Finding, Suppressed | None]] = [(each, None) for each in report.findings]
    every += [(each.finding, each) for each in report.suppressed]
    every.sort(key=lambda pair: finding_order(pair[0]))
    rules = sorted({finding.rule for finding, _ in every})
    return {
        "tool": {
            "driver": {
                "name": "fidelity",
                "fullName": f"fidelity {__version__}",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(name) for name in rules],
                "notifications": [{"id": reason} for reason in _reasons(report.unchecked)],
            }
        },
        "invocations": [_invocation(report, view)],
        "columnKind": "unicodeCodePoints",
        "language": "en",
        "results": [_result(finding, by, rules, view) for finding, by in every],
        "properties": {"signature": report.signature},
    }


def _reasons(unchecked: Iterable[Unchecked]) -> list[str]:
    return sorted({item.reason for item in unchecked})


def _rule(name: str) -> dict[str, Any]:
    """Describe a rule by its page, as ``fidelity explain`` prints it."""
    try:
        module = plugins.load("rules", name)
    except UsageError:  # a rule of a library user
        return {"id": name}
    page = inspect.cleandoc(module.__doc__ or name)
    summary, _, rest = page.partition("\n")
    return {
        "id": name,
        "name": "".join(word.capitalize() for word in name.split("-")),
        "shortDescription": {"text": summary.strip()},
        "fullDescription": {"text": " ".join((rest.strip() or summary).split("\n\n")[0].split())},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": module.LEVEL},
        "properties": {"tags": ["translation", "terminology"]},
    }


def _invocation(report: Report, view: View) -> dict[str, Any]:
    told = [_notification(item, view) for item in report.unchecked]
    invocation: dict[str, Any] = {
        "executionSuccessful": not report.unchecked,
        "toolExecutionNotifications": sorted(told, key=lambda one: json.dumps(one, sort_keys=True)),
    }
    if view.exit is not None:
        invocation |= {"exitCode": view.exit, "exitCodeDescription": view.reason}
    return invocation


def _notification(item: Unchecked, view: View) -> dict[str, Any]:
    told: dict[str, Any] = {
        "descriptor": {"id": item.reason},
        "level": "error",
        "message": {"text": item.message},
    }
    if item.place:
        told["locations"] = [{"physicalLocation": _physical(item.place, view)}]
    return told


def _result(
    finding: Finding, by: Suppressed | None, rules: Sequence[str], view: View
) -> dict[str, Any]:
    main, other = finding.target, finding.source
    if main is None:
        main, other = other, None
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": finding.level,
        "message": {"text": _message(finding)},
        "locations": [_location(main, view)] if main else [],
        "suppressions": [_suppression(by, view)] if by else [],
        "properties": _properties(finding, view),
    }
    if other is not None:
        said = f"the original: {other.text}" if other.text else "the original"
        result["relatedLocations"] = [
            {"id": 1, **_location(other, view), "message": {"text": said}}
        ]
    if finding.fingerprint:
        result["partialFingerprints"] = {FINGERPRINT: finding.fingerprint}
    return result


def _message(finding: Finding) -> str:
    """Say what is wrong and what to write; the place in the original is linked where it helps."""
    words = finding.message
    if in_texts(finding) and finding.source and finding.target and finding.source.text:
        words += f" (original: “{finding.source.text}”)"
    if finding.suggestions:
        words += f"; instead: {'; '.join(finding.suggestions)}"
    return words


def _location(span: Span, view: View) -> dict[str, Any]:
    physical = _physical(span.place, view)
    region = physical["region"]
    if span.text:
        region["snippet"] = {"text": span.text}
        if _runs_on(span):
            region["endColumn"] = region["startColumn"] + len(span.text)
    if span.context and span.context.first.line and span.context.last.line:
        physical["contextRegion"] = {
            "startLine": span.context.first.line,
            "endLine": max(span.context.first.line, span.context.last.line),
            "snippet": {"text": span.context.text},
        }
    return {"physicalLocation": physical}


def _runs_on(span: Span) -> bool:
    """Say whether the segment stands in the file character by character, without markup."""
    if span.context is None or span.place.column is None:
        return False
    first, last = span.context.first, span.context.last
    length = (last.column or 0) - (first.column or 0)
    return first.line == last.line and length == len(span.context.text)


def _physical(place: Place, view: View) -> dict[str, Any]:
    """Name a place; where the format has no lines the first stands for the file."""
    region: dict[str, Any] = {"startLine": place.line or 1}
    if place.line and place.column:
        region["startColumn"] = place.column
    uri = quote(shown(place.file, view.base), safe="/")
    return {"artifactLocation": {"uri": uri, "uriBaseId": _ROOT}, "region": region}


def _suppression(item: Suppressed, view: View) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": _KINDS[item.by], "status": "accepted"}
    if item.reason:
        told["justification"] = item.reason
    if item.place:
        told["location"] = {"physicalLocation": _physical(item.place, view)}
    return told


def _properties(finding: Finding, view: View) -> dict[str, Any]:
    said = {
        "concept": finding.concept,
        "segment": segment_(finding, view),
        "kind": finding.kind,
        "meaning": finding.meaning,
        "probability": number(finding.probability),
        "evidence": [evidence_(line) for line in finding.evidence],
    }
    return {name: value for name, value in said.items() if value not in (None, [])}
