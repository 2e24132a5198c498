"""A score for each segment: how little speaks against its translation."""

from __future__ import annotations

from collections.abc import Iterable

from fidelity.model import Finding, Level
from fidelity.sides import KnownText

_LEFT: dict[Level, float] = {"note": 0.95, "warning": 0.7, "error": 0.4}
"""What each finding leaves of the score."""


def score(known: KnownText, findings: Iterable[Finding]) -> float:
    """Score a segment.

    Args:
        known: what the rules knew of it.
        findings: what they found.

    Returns:
        A number in [0, 1]; 1: nothing speaks against it. Every finding lowers it.
    """
    left = 1.0 if known.target.text.strip() or not known.source.text.strip() else 0.0
    for finding in findings:
        left *= _LEFT[finding.level]
    return round(left, 4)
