"""The report for programs: one JSON document, described by ``report.schema.json``, schema 1.

The same input gives the same bytes: fixed order of keys, sorted lists, numbers rounded to six
digits, no times and no absolute paths. See docs/report-schema.md.
"""

from __future__ import annotations

import json
from typing import IO, Any

from fidelity import __version__
from fidelity.model import Evidence, Finding, Place, Report, Span, Unchecked, Verdict
from fidelity.reports._view import (
    View,
    counts,
    finding_order,
    shown,
    verdict_order,
    where,
)

SUFFIX = ".json"
SCHEMA = 1
DIGITS = 6


def write(
    report: Report,
    stream: IO[str],
    *,
    color: bool = False,  # noqa: ARG001  (the same for every report)
    view: View | None = None,
) -> None:
    """Write a report as one JSON document.

    Args:
        report: what was found.
        stream: where to.
        color: has no effect.
        view: the working folder and how the run ended.
    """
    document = _document(report, view or View())
    stream.write(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def _document(report: Report, view: View) -> dict[str, Any]:
    verdicts = sorted(report.verdicts, key=verdict_order)
    findings = sorted(report.findings, key=finding_order)
    unchecked = [_unchecked(item, view) for item in report.unchecked]
    return {
        "schema": SCHEMA,
        "tool": {"name": "fidelity", "version": __version__},
        "signature": report.signature,
        "verdicts": [_verdict(verdict) for verdict in verdicts],
        "findings": [_finding(finding, view) for finding in findings],
        "unchecked": sorted(unchecked, key=lambda item: json.dumps(item, sort_keys=True)),
        "segments": [],
        "counts": counts(report),
        "status": {"exit": view.exit, "reason": view.reason},
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    source, rendering = verdict.source, verdict.rendering
    return {
        "concept": verdict.concept,
        "source": {"lang": source.language, "text": source.text},
        "rendering": {
            "lang": rendering.language,
            "text": rendering.text,
            "status": rendering.status,
        },
        "verdict": verdict.verdict,
        "probability": _number(verdict.probability),
        "kind": verdict.kind,
        "meaning": verdict.meaning,
        "evidence": [_evidence(line) for line in verdict.evidence],
    }


def _evidence(line: Evidence) -> dict[str, Any]:
    return {
        "engine": line.engine,
        "family": line.family,
        "query": line.query,
        "answers": list(line.answers),
        "relation": line.relation,
        "competent": line.competent,
        "reason": line.reason,
        "points": _number(line.points),
    }


def _finding(finding: Finding, view: View) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "level": finding.level,
        "kind": finding.kind,
        "message": finding.message,
        "concept": finding.concept,
        "segment": _segment(finding, view),
        "source": _span(finding.source, view),
        "target": _span(finding.target, view),
        "meaning": finding.meaning,
        "probability": _number(finding.probability),
        "evidence": [_evidence(line) for line in finding.evidence],
        "suggestions": list(finding.suggestions),
        "fingerprint": finding.fingerprint,
    }


def _segment(finding: Finding, view: View) -> str | None:
    """Name the unit; where a place stands for it, as the place is named elsewhere."""
    place = where(finding)
    if place is None or finding.segment not in (None, str(Place(place.file, place.line))):
        return finding.segment
    return str(Place(shown(place.file, view.base), place.line))


def _span(span: Span | None, view: View) -> dict[str, Any] | None:
    if span is None:
        return None
    return {**_place(span.place, view), "start": span.start, "end": span.end, "text": span.text}


def _place(place: Place, view: View) -> dict[str, Any]:
    return {"file": shown(place.file, view.base), "line": place.line, "column": place.column}


def _unchecked(item: Unchecked, view: View) -> dict[str, Any]:
    return {
        "reason": item.reason,
        "message": item.message,
        "concept": item.concept,
        "rendering": item.rendering,
        "engine": item.engine,
        "place": _place(item.place, view) if item.place else None,
    }


def _number(value: float | None) -> float | None:
    """Round, and write minus nought as nought, so that the same result has the same bytes."""
    return None if value is None else round(float(value), DIGITS) + 0.0
