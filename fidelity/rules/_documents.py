"""Findings about two documents as wholes."""

from __future__ import annotations

from fidelity.model import Finding, Kind, Level, Place, Span
from fidelity.segments import Segment


def files(segment: Segment) -> tuple[str, str]:
    """Name the two files of a segment."""
    return segment.source.file, segment.target.file


def finding(
    rule: str,
    level: Level,
    message: str,
    places: tuple[Place, Place],
    kind: Kind | None = None,
) -> Finding:
    """Make a finding about two documents as wholes, or about stretches of them.

    Args:
        rule: its name.
        level: how grave it is.
        message: what was found, in words.
        places: where in the source and in the target.
        kind: the kind of drift.
    """
    source, target = (Span(place) for place in places)
    return Finding(rule, level, message, kind=kind, source=source, target=target)
