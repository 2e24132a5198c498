"""What the reports share: the counts, the order and the names of files."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import PurePath

from fidelity.model import Finding, Place, Report, Span, Verdict
from fidelity.protocols import Rendering

COUNTED = (
    "segments",
    "renderings",
    "faithful",
    "drifted",
    "cannot-tell",
    "unchecked",
    "error",
    "warning",
    "note",
    "accepted",
    "suppressed",
    "baselined",
    "unchanged",
    "stale",
)
"""The counts of a report: verdicts, faults, findings by level, and what the gate took out."""


def counts(report: Report) -> dict[str, int]:
    """Give every count of a report, those that it lacks counted from its parts."""
    words = Counter(verdict.verdict for verdict in report.verdicts)
    levels = Counter(finding.level for finding in report.findings)
    counted: dict[str, int] = {
        "renderings": len(report.verdicts),
        "unchecked": len(report.unchecked),
        "accepted": report.accepted,
        "suppressed": sum(each.by in ("document", "settings") for each in report.suppressed),
    }
    counted |= words | levels | dict(report.counts)
    return {name: counted.get(name, 0) for name in COUNTED}


def shown(file: str, base: str | None) -> str:
    """Name a file without telling where on this machine it lies.

    Args:
        file: a path as the user named it.
        base: the working folder.
    """
    if not PurePath(file).is_absolute():
        return file
    if base is None:
        return PurePath(file).name
    try:
        return PurePath(os.path.relpath(file, base)).as_posix()
    except ValueError:  # another drive
        return PurePath(file).name


def where(finding: Finding) -> Place | None:
    """Find the place that a finding is shown at: its target, else its source."""
    span = finding.target or finding.source
    return span.place if span else None


def rendering_of(verdict: Verdict) -> Rendering:
    """Name what an editor decides on, spaces at the ends of a term left aside."""
    source, rendering = verdict.source, verdict.rendering
    return (
        concept_of(verdict.concept),
        source.text.strip(),
        source.language,
        rendering.text.strip(),
        rendering.language,
    )


def concept_of(id_: str) -> str:
    """Name a concept for good: a row of a table goes by its words, since its line may move."""
    return "" if re.fullmatch(r"line-\d+", id_) else id_


def verdict_order(verdict: Verdict) -> tuple[object, ...]:
    """Sort verdicts by place, then by what they are about."""
    return *_order(verdict.rendering.place), *rendering_of(verdict)


def finding_order(finding: Finding) -> tuple[object, ...]:
    """Sort findings by place, then by rule and wording."""
    return *_order(where(finding)), finding.rule, finding.message, finding.fingerprint


def _order(place: Place | None) -> tuple[str, int, int]:
    return (place.file, place.line or 0, place.column or 0) if place else ("", 0, 0)


def verdict_key(verdict: Verdict) -> tuple[str, str, str, str]:
    """Tie a verdict to the findings about it: concept, source text, rendering, file."""
    place = verdict.rendering.place
    file = place.file if place else ""
    return verdict.concept, verdict.source.text, verdict.rendering.text, file


def finding_key(finding: Finding) -> tuple[str, str, str, str]:
    """Tie a finding to the verdict that it is about; see ``verdict_key``."""
    place = where(finding)
    file = place.file if place else ""
    return finding.concept or "", _text(finding.source), _text(finding.target), file


def _text(span: Span | None) -> str:
    return (span.text or "") if span else ""
