"""A score for each segment: how little speaks against its translation.

The score ranks; it decides nothing. It is there to tell a good translation from the same with one
fault, and to show an editor where to look first. Meaning, coverage, form and what the rules found
are added up with weights that ``benchmarks/train/segment_scores.py`` learned from pairs of a
translation and the same with one planted error; every weight is kept to the sign that its
evidence has, so that more evidence against a translation never raises its score.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache

from fidelity.matching import meaning
from fidelity.matching.coverage import coverage
from fidelity.matching.sides import KnownText
from fidelity.model import Finding, Level
from fidelity.pairing.lengths import ratio
from fidelity.scoring.form import form
from fidelity.shelf import table

_LEVELS: tuple[Level, ...] = ("note", "warning", "error")
_MOST = 3
"""More oddities of one sort than these count no more."""


def score(known: KnownText, findings: Iterable[Finding]) -> float:
    """Score a segment.

    Args:
        known: what the rules knew of it.
        findings: what they found.

    Returns:
        A number in [0, 1]; 1: nothing speaks against it. Two empty sides are 1, one is 0.
    """
    empty = [not side.text.strip() for side in (known.source, known.target)]
    if any(empty):
        return float(all(empty))
    weights = _weights()
    evidence = signals(known, findings)
    total = weights["base"] + sum(weights[name] * value for name, value in evidence.items())
    return round(1 / (1 + math.exp(-total)), 6)


def signals(known: KnownText, findings: Iterable[Finding]) -> dict[str, float]:
    """Measure everything that speaks for or against a segment, by name.

    Returns:
        The signals; those of meaning are left out where the encoder does not know a language.
    """
    source, target = known.source, known.target
    counted = list(findings)
    measured: dict[str, float] = {
        name: float(min(value, _MOST)) for name, value in asdict(form(source, target)).items()
    }
    for level in _LEVELS:
        measured[level] = float(sum(finding.level == level for finding in counted))
    expected = ratio(source.language, target.language)
    measured["length"] = abs(math.log(len(target.text) / len(source.text) / expected))
    if meaning.serves(source.language, target.language):
        measured["meaning"] = meaning.nearness(source.text, target.text)
        measured |= asdict(coverage(source, target))
    return measured


@cache
def _weights() -> Mapping[str, float]:
    """Read the learned weights: what one unit of each signal adds to the log odds."""
    weights: Mapping[str, float] = json.loads(table("scores.json").read_text("utf-8"))["weights"]
    return weights
