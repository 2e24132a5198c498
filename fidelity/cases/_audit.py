"""Asks the audit about the renderings of cases. ``fidelity.cases`` is the face of this."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from fidelity.cases._file import Case
from fidelity.model import Concept, Glossary, Report, Tag, Term
from fidelity.text import normalise

BUILT_IN = ("embedding", "vectors")
"""The engines that are there on every machine."""
RULES = ("drifted-meaning", "force-shift", "loaded-name")
"""The rules that compare what a rendering means with what its term means."""
Audit: TypeAlias = Callable[[Sequence[Glossary], Tag, Tag], Report]
"""Checks glossaries, given the source and the target language."""


def default_audit(asked: Sequence[Glossary], source: Tag, target: Tag) -> Report:
    """Audit with the built-in engines and the shipped glossaries, for meaning alone.

    Dictionaries of one machine would make other expected failures than those of the next.
    """
    from fidelity.run import audit

    reports = [
        audit(pool, source=source, target=target, engines=BUILT_IN, rules=RULES)
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
        for id_, rendering in renderings(case)
    )


def renderings(case: Case) -> tuple[tuple[str, str], ...]:
    """Name each rendering's concept: ``ID.wrong``, ``ID.right-1`` and so on."""
    rights = ((f"{case.id}.right-{n}", right) for n, right in enumerate(case.right, start=1))
    return ((f"{case.id}.wrong", case.wrong), *rights)
