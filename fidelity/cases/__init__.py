"""Documented drifts as data: reads ``cases/*.yaml`` and asks the tool about each of them.

A case tells of one rendering that went wrong and of the right one, alone and in a sentence. The
wrong one must be reported at level warning or above, by the audit of a glossary that holds it or
by the rules for texts that see it in the sentence; on the right one both must stay quiet. What is
there in which field, says ``fidelity/data/case.schema.json``; the reader takes the names of the
fields, the patterns and the closed lists from that file, so that an editor's schema check and ours
agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from fidelity.cases._audit import Audit, default_audit, glossaries
from fidelity.cases._file import Case, read, refuse_twins
from fidelity.cases._verdict import CaseResult, Heard, Outcome, verdict
from fidelity.errors import InputError
from fidelity.model import Finding, Place, Tag
from fidelity.protocols import Progress, no_progress
from fidelity.texts import Checker

__all__ = [
    "Audit",
    "Case",
    "CaseResult",
    "Check",
    "Heard",
    "Outcome",
    "default_check",
    "files",
    "glossaries",
    "judge",
    "read",
    "run",
    "side_by_side",
    "verdict",
]

Check: TypeAlias = Callable[[str, str, Tag, Tag], Sequence[Finding]]
"""Checks a translated sentence, given the original, the translation and the two languages."""


def run(
    paths: Iterable[Path],
    *,
    audit: Audit | None = None,
    check: Check | None = None,
    progress: Progress = no_progress,
) -> tuple[CaseResult, ...]:
    """Read files of cases and judge them all.

    Args:
        paths: files, or folders whose ``*.yaml`` files are meant.
        audit: what checks the glossaries; null: ``fidelity.run.audit`` with the built-in engines.
        check: what checks the sentences; null: ``default_check()``.
        progress: told after each language pair.

    Returns:
        A result a case, in the order of the files.

    Raises:
        InputError: a file cannot be used, or two cases have the same id.
    """
    found = [case for file in files(paths) for case in read(file)]
    return judge(found, audit=audit, check=check, progress=progress)


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
    cases: Sequence[Case],
    *,
    audit: Audit | None = None,
    check: Check | None = None,
    progress: Progress = no_progress,
) -> tuple[CaseResult, ...]:
    """Ask about every rendering and every translation of the cases.

    Args:
        cases: the cases, their ids unique.
        audit: what checks the glossaries, asked once per language pair; null:
            ``fidelity.run.audit`` with the built-in engines.
        check: what checks the sentences; null: ``default_check()``.
        progress: told after each language pair.

    Returns:
        A result a case, in the same order.

    Raises:
        InputError: two cases have the same id.
    """
    refuse_twins(cases)
    audit = audit or default_audit
    check = check or default_check()
    pairs = tuple(dict.fromkeys((case.source, case.target) for case in cases))
    results: dict[str, CaseResult] = {}
    for done, (source, target) in enumerate(pairs, start=1):
        mine = [case for case in cases if (case.source, case.target) == (source, target)]
        report = audit([one for case in mine for one in glossaries(case)], source, target)
        results.update((case.id, verdict(case, report, _heard(case, check))) for case in mine)
        progress("cases", done, len(pairs))
    return tuple(results[case.id] for case in cases)


def default_check() -> Check:
    """Make a check of sentences with all rules for texts and the shipped glossaries.

    What it has made ready for a language is kept for the next sentence: make it once for many.
    """
    checker = Checker()

    def check(sentence: str, translation: str, source: Tag, target: Tag) -> Sequence[Finding]:
        return checker.check(sentence, translation, from_=source, to=target)

    return check


def _heard(case: Case, check: Check) -> Heard:
    wrong, right = (
        tuple(check(case.sentence, translation, case.source, case.target))
        for translation in (case.wrong_translation, case.right_translation)
    )
    return Heard(wrong, right)


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
