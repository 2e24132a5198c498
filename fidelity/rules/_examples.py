"""The shorthand in which rules for glossaries write their RIGHT and WRONG examples.

An example is a few rows, each a term; rows with the same concept id make one concept. So an
example reads like a page of a glossary, and the same rows serve as documentation and as test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from fidelity.model import Concept, Glossary, Place, Status, Tag, Term, Verdict
from fidelity.protocols import Known, Language


class Row(NamedTuple):
    """One term of an example. Definition, domain and note belong to its concept."""

    concept: str
    language: Tag
    text: str
    status: Status = "preferred"
    definition: str | None = None
    domain: str | None = None
    note: str | None = None
    part_of_speech: str | None = None
    profile: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    glossary: str = "example"
    """``example`` is the glossary under check; any other name is a loaded glossary."""


Example = tuple[Row, ...]
"""One example: the rows of the glossary under check and, where it needs them, of others."""


def glossaries(example: Iterable[Row]) -> tuple[Glossary, tuple[Glossary, ...]]:
    """Make the glossaries of an example.

    Returns:
        The glossary under check, and the others by name.
    """
    rows = tuple(example)
    names = sorted({row.glossary for row in rows} - {"example"})
    return _glossary("example", rows), tuple(_glossary(name, rows) for name in names)


def known(
    example: Iterable[Row],
    language: Callable[[Tag], Language],
    verdicts: Mapping[tuple[str, str], Verdict] | None = None,
) -> Known:
    """Make what a rule may look at out of an example.

    The first language of the glossary under check is the source; its second one is the target.

    Args:
        example: the rows.
        language: gives the words of a language.
        verdicts: the verdicts that the example takes for granted, if any.
    """
    glossary, others = glossaries(example)
    source, target = (*glossary.languages, *glossary.languages)[:2]
    return Known(
        glossary=glossary,
        others=others,
        source=source,
        target=target,
        verdicts=verdicts or {},
        language=language,
    )


def _glossary(name: str, rows: tuple[Row, ...]) -> Glossary:
    mine = [(line, row) for line, row in enumerate(rows, start=1) if row.glossary == name]
    ids = tuple(dict.fromkeys(row.concept for _, row in mine))
    return Glossary(
        name=name,
        concepts=tuple(
            _concept(name, id_, [pair for pair in mine if pair[1].concept == id_]) for id_ in ids
        ),
        languages=tuple(dict.fromkeys(row.language for _, row in mine)),
        place=Place(name),
    )


def _concept(name: str, id_: str, rows: list[tuple[int, Row]]) -> Concept:
    return Concept(
        id=id_,
        terms=tuple(
            Term(
                text=row.text,
                language=row.language,
                status=row.status,
                part_of_speech=row.part_of_speech,
                profile=row.profile,
                valid_from=row.valid_from,
                valid_until=row.valid_until,
                place=Place(name, line),
            )
            for line, row in rows
        ),
        definition=next((row.definition for _, row in rows if row.definition), None),
        domain=next((row.domain for _, row in rows if row.domain), None),
        note=next((row.note for _, row in rows if row.note), None),
        place=Place(name, rows[0][0]),
    )
