"""The parts of a report as plain values for JSON, as ``report.schema.json`` describes them."""

from __future__ import annotations

import json
from typing import Any

from fidelity.model import Evidence, Finding, Place, Report, Score, Span, Unchecked, Verdict
from fidelity.protocols import View
from fidelity.reports._view import finding_order, shown, verdict_order, where

SCHEMA = 1
DIGITS = 6


def verdicts_(report: Report) -> list[dict[str, Any]]:
    """Describe the verdicts in order of place."""
    return [verdict_(verdict) for verdict in sorted(report.verdicts, key=verdict_order)]


def findings_(report: Report, view: View) -> list[dict[str, Any]]:
    """Describe the findings in order of place."""
    return [finding_(finding, view) for finding in sorted(report.findings, key=finding_order)]


def faults_(report: Report, view: View) -> list[dict[str, Any]]:
    """Describe what was not judged, in an order that depends on nothing else."""
    items = [unchecked_(item, view) for item in report.unchecked]
    return sorted(items, key=lambda item: json.dumps(item, sort_keys=True))


def verdict_(verdict: Verdict) -> dict[str, Any]:
    """Describe a verdict."""
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
        "probability": number(verdict.probability),
        "kind": verdict.kind,
        "meaning": verdict.meaning,
        "evidence": [evidence_(line) for line in verdict.evidence],
    }


def evidence_(line: Evidence) -> dict[str, Any]:
    """Describe what one engine said."""
    return {
        "engine": line.engine,
        "family": line.family,
        "query": line.query,
        "answers": list(line.answers),
        "relation": line.relation,
        "competent": line.competent,
        "reason": line.reason,
        "points": number(line.points),
    }


def finding_(finding: Finding, view: View) -> dict[str, Any]:
    """Describe a finding."""
    return {
        "rule": finding.rule,
        "level": finding.level,
        "kind": finding.kind,
        "message": finding.message,
        "concept": finding.concept,
        "segment": segment_(finding, view),
        "source": _span(finding.source, view),
        "target": _span(finding.target, view),
        "meaning": finding.meaning,
        "probability": number(finding.probability),
        "evidence": [evidence_(line) for line in finding.evidence],
        "suggestions": list(finding.suggestions),
        "fingerprint": finding.fingerprint,
    }


def segment_(finding: Finding, view: View) -> str | None:
    """Name the unit; where a place stands for it, as the place is named elsewhere."""
    place = where(finding)
    if finding.segment is None:
        return str(Place(shown(place.file, view.base), place.line)) if place else None
    for span in (finding.source, finding.target):
        file = span.place.file if span else ""
        if file and finding.segment.startswith(file):
            return shown(file, view.base) + finding.segment.removeprefix(file)
    return finding.segment


def _span(span: Span | None, view: View) -> dict[str, Any] | None:
    if span is None:
        return None
    return {**_place(span.place, view), "start": span.start, "end": span.end, "text": span.text}


def _place(place: Place, view: View) -> dict[str, Any]:
    return {"file": shown(place.file, view.base), "line": place.line, "column": place.column}


def unchecked_(item: Unchecked, view: View) -> dict[str, Any]:
    """Describe something that a fault kept from being judged."""
    return {
        "reason": item.reason,
        "message": item.message,
        "concept": item.concept,
        "rendering": item.rendering,
        "engine": item.engine,
        "place": _place(item.place, view) if item.place else None,
    }


def score_(score: Score, view: View) -> dict[str, Any]:
    """Describe the score of a segment; its name may be a place."""
    return {"id": shown(score.id, view.base), "score": number(score.score)}


def number(value: float | None) -> float | None:
    """Round, and write minus nought as nought, so that the same result has the same bytes."""
    return None if value is None else round(float(value), DIGITS) + 0.0
