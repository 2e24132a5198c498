"""Renderings that an editor accepted, row by row, in the table that ``--format csv`` writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import TypeAlias

from fidelity.gating.suppressions import Sorted
from fidelity.model import Finding, Suppressed, Verdict
from fidelity.protocols import Decision
from fidelity.reports._view import finding_key, rendering_of, verdict_key
from fidelity.reports.csv import evidence_hash

_DRIFT = "drifted-meaning"

_Key: TypeAlias = tuple[str, str, str, str]


def sort(
    findings: Sequence[Finding], verdicts: Sequence[Verdict], decisions: Sequence[Decision]
) -> Sorted:
    """Take the findings out whose rendering an editor accepted, on the evidence as it is now.

    Args:
        findings: those of the run.
        verdicts: those of the run.
        decisions: what editors accepted.
    """
    accepted = _accepted(verdicts, decisions)
    left: list[Finding] = []
    taken: list[Suppressed] = []
    for finding in findings:
        decision = accepted.get(finding_key(finding)) if finding.rule == _DRIFT else None
        if decision is None:
            left.append(finding)
        else:
            taken.append(Suppressed(finding, "editor", decision.reason, decision.place))
    return Sorted(tuple(left), tuple(taken), tuple(_stale(verdicts, decisions)))


def _accepted(
    verdicts: Sequence[Verdict], decisions: Sequence[Decision]
) -> Mapping[_Key, Decision]:
    """Find the decision on each drifted verdict, by what ties verdicts to findings.

    A finding does not name its languages. So where two languages share a wording, one finding key
    counts as accepted only if every drifted verdict behind it is.
    """
    holding = {(decision.rendering, decision.evidence): decision for decision in decisions}
    accepted: dict[_Key, Decision] = {}
    refused: set[_Key] = set()
    for verdict in verdicts:
        if verdict.verdict != "drifted":
            continue
        decision = holding.get((rendering_of(verdict), evidence_hash(verdict)))
        if decision is None:
            refused.add(verdict_key(verdict))
        else:
            accepted[verdict_key(verdict)] = decision
    return {key: decision for key, decision in accepted.items() if key not in refused}


def _stale(verdicts: Sequence[Verdict], decisions: Sequence[Decision]) -> list[str]:
    """List the decisions whose evidence has changed, or whose rendering is gone.

    One table may hold the decisions on several glossaries, so a decision about a file that is not
    under check is left alone.
    """
    now: dict[object, set[str]] = {}
    for verdict in verdicts:
        now.setdefault(rendering_of(verdict), set()).add(evidence_hash(verdict))
    places = (verdict.rendering.place for verdict in verdicts)
    files = {PurePath(place.file).name if place else "" for place in places}
    stale = []
    for decision in decisions:
        said = now.get(decision.rendering)
        if said is None and PurePath(decision.file).name in files:
            stale.append(f"{decision.place}: stale-acceptance: the rendering is not there any more")
        elif said is not None and decision.evidence not in said:
            stale.append(
                f"{decision.place}: stale-acceptance: the evidence has changed since it was "
                "accepted; look again, and write the table anew"
            )
    return stale
