"""Documented drifts as data: reads ``cases/*.yaml`` and asks the audit about each of them.

A case tells of one rendering that went wrong and of the right one. The audit must report the wrong
one at level warning or above and stay quiet on the right one. What is there in which field, says
``fidelity/data/case.schema.json``; the reader takes the names of the fields, the patterns and the
closed lists from that file, so that an editor's schema check and ours agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from fidelity._case_file import Case, read, refuse_twins
from fidelity.errors import InputError
from fidelity.model import Concept, Finding, Glossary, Place, Report, Tag, Term
from fidelity.protocols import Progress, no_progress
from fidelity.text import normalise

__all__ = [
    "Audit",
    "Case",
    "CaseResult",
    "Outcome",
    "files",
    "glossaries",
    "judge",
    "read",
    "run",
    "side_by_side",
    "verdict",
]

BUILT_IN = ("embedding", "vectors")
"""The engines that are there on every machine."""
Outcome: TypeAlias = Literal["passed", "failed", "expected-failure", "unexpected-pass"]
Audit: TypeAlias = Callable[[Sequence[Glossary], Tag, Tag], Report]
"""Checks glossaries, given the source and the target language."""


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How a case came out."""

    id: str
    outcome: Outcome
    message: str
    """What the audit said of each rendering, a line each; the first line sums up."""


def run(
    paths: Iterable[Path], *, audit: Audit | None = None, progress: Progress = no_progress
) -> tuple[CaseResult, ...]:
    """Read files of cases and judge them all.

    Args:
        paths: files, or folders whose ``*.yaml`` files are meant.
        audit: what checks the glossaries; null: ``fidelity.run.audit`` as it is set by default.
        progress: told after each language pair.

    Returns:
        A result a case, in the order of the files.

    Raises:
        InputError: a file cannot be used, or two cases have the same id.
    """
    found = [case for file in files(paths) for case in read(file)]
    return judge(found, audit=audit, progress=progress)


def files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """List the files of cases that paths stand for, those of a folder in alphabetical order.

    Raises:
        InputError: a path is not there, or a folder holds no cases.
    """
    listed: list[Path] = []
    for path in paths:
        inside = sorted([*path.glob("*.yaml"), *path.glob("*.yml")]) if path.is_dir() else [path]
        if not inside:
            raise InputError(
                Place(path.as_posix()), "no cases are here", "name a folder with *.yaml files"
            )
        listed += inside
    return tuple(listed)


def judge(
    cases: Sequence[Case], *, audit: Audit | None = None, progress: Progress = no_progress
) -> tuple[CaseResult, ...]:
    """Ask the audit about every rendering of the cases, once per language pair.

    Args:
        cases: the cases, their ids unique.
        audit: what checks the glossaries; null: ``fidelity.run.audit`` as it is set by default.
        progress: told after each language pair.

    Returns:
        A result a case, in the same order.

    Raises:
        InputError: two cases have the same id.
    """
    refuse_twins(cases)
    pairs = tuple(dict.fromkeys((case.source, case.target) for case in cases))
    results: dict[str, CaseResult] = {}
    for done, (source, target) in enumerate(pairs, start=1):
        mine = [case for case in cases if (case.source, case.target) == (source, target)]
        asked = [one for case in mine for one in glossaries(case)]
        report = (audit or _default_audit)(asked, source, target)
        results.update((case.id, verdict(case, report)) for case in mine)
        progress("cases", done, len(pairs))
    return tuple(results[case.id] for case in cases)


def _default_audit(asked: Sequence[Glossary], source: Tag, target: Tag) -> Report:
    """Audit with the built-in engines and the shipped glossaries, for meaning alone.

    Dictionaries of one machine would make other expected failures than those of the next.
    """
    from fidelity.run import audit

    reports = [
        audit(pool, source=source, target=target, engines=BUILT_IN, rules=["drifted-meaning"])
        for pool in _pooled(asked)
    ]
    return Report(
        verdicts=tuple(verdict for report in reports for verdict in report.verdicts),
        findings=tuple(finding for report in reports for finding in report.findings),
        unchecked=tuple(gap for report in reports for gap in report.unchecked),
        signature="|".join(dict.fromkeys(report.signature for report in reports)),
    )


def _pooled(asked: Sequence[Glossary]) -> list[Glossary]:
    """Put glossaries together, which is faster, but never two that hold the same source term.

    They would lend each other control questions, and a wrong rendering must not vouch for another.
    """
    pools: list[tuple[set[str], list[Concept]]] = []
    for glossary in asked:
        terms = {
            normalise(term.text)
            for concept in glossary.concepts
            for term in concept.in_language(glossary.languages[0])
        }
        fitting = next((pool for pool in pools if not terms & pool[0]), None)
        if fitting is None:
            pools.append((terms, list(glossary.concepts)))
        else:
            fitting[0].update(terms)
            fitting[1].extend(glossary.concepts)
    languages = asked[0].languages if asked else ()
    return [
        Glossary(f"cases-{number}", tuple(concepts), languages)
        for number, (_, concepts) in enumerate(pools, start=1)
    ]


def glossaries(case: Case) -> tuple[Glossary, ...]:
    """Make a glossary of one concept for each rendering: the wrong one first, then the right ones.

    Each stands alone, so that neither bears witness for or against the other.
    """
    return tuple(
        Glossary(
            name=f"cases/{id_}",
            concepts=(
                Concept(
                    id=id_,
                    terms=(
                        Term(case.term, case.source, place=case.place),
                        Term(rendering, case.target, place=case.place),
                    ),
                    definition=case.definition,
                    place=case.place,
                ),
            ),
            languages=(case.source, case.target),
            place=case.place,
        )
        for id_, rendering in _renderings(case)
    )


def _renderings(case: Case) -> tuple[tuple[str, str], ...]:
    """Name each rendering's concept: ``ID.wrong``, ``ID.right-1`` and so on."""
    rights = ((f"{case.id}.right-{n}", right) for n, right in enumerate(case.right, start=1))
    return ((f"{case.id}.wrong", case.wrong), *rights)


def verdict(case: Case, report: Report) -> CaseResult:
    """Compare what the audit found with what the case says.

    A case that waits for a rule is excused if the wrong rendering is missed, and if that very rule
    raises a false alarm on a right one; an alarm of any other rule is a failure all the same.

    Args:
        case: the case.
        report: the audit of (at least) its glossaries.
    """
    flagged = {
        id_: [f for f in report.findings if f.concept == id_ and f.level != "note"]
        for id_, _ in _renderings(case)
    }
    wrong, *rights = _renderings(case)
    missed = not flagged[wrong[0]] and not case.disputed
    alarms = [rendering for id_, rendering in rights if flagged[id_]]
    blamed = {finding.rule for id_, _ in rights for finding in flagged[id_]}
    summary = "as it should be"
    outcome: Outcome = "unexpected-pass" if case.waits_for else "passed"
    if missed or alarms:
        excused = case.waits_for is not None and blamed <= {case.waits_for}
        outcome = "expected-failure" if excused else "failed"
        faults = [f"not flagged though wrong: “{case.wrong}”"] if missed else []
        faults += [f"flagged though right: “{alarm}”" for alarm in alarms]
        summary = "; ".join(faults)
    said = [_said(id_, text, flagged[id_], report) for id_, text in (wrong, *rights)]
    return CaseResult(case.id, outcome, "\n".join((summary, *said)))


def _said(id_: str, rendering: str, flagged: Sequence[Finding], report: Report) -> str:
    """Put in a line what the audit said of one rendering."""
    role = "wrong" if id_.endswith(".wrong") else "right"
    said = [f"{finding.level} {finding.rule}: {finding.message}" for finding in flagged]
    if not said:
        judged = [v for v in report.verdicts if v.concept == id_]
        said = ["nothing at level warning or above"]
        said += [
            f"verdict {v.verdict}" + ("" if v.probability is None else f", p = {v.probability:.2f}")
            for v in judged
        ]
    said += [f"unchecked: {gap.message}" for gap in report.unchecked if gap.concept == id_]
    return f"{role} “{rendering}”: " + "; ".join(said)


def side_by_side(case: Case) -> str:
    """Set source, wrong and right under one another, as an editor compares them."""
    when = f"{case.date}: " if case.date else ""
    rows = (
        ("source", case.term, case.sentence),
        ("wrong", case.wrong, case.wrong_translation),
        ("right", " / ".join(case.right), case.right_translation),
    )
    width = max(len(words) for _, words, _ in rows)
    return "\n".join(
        (
            f"{case.place}: {case.id} ({case.source} → {case.target}, {case.kind})",
            f"{when}{case.what_happened}",
            *(f"  {name:<6}  {words:<{width}}  {sentence}" for name, words, sentence in rows),
        )
    )
