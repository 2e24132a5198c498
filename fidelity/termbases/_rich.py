"""The table that holds everything: one row a term, in reading and in writing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from fidelity.errors import InputError
from fidelity.model import Concept, Glossary, Tag, Term
from fidelity.protocols import GlossaryFile
from fidelity.tags import from_header
from fidelity.termbases import _fields, _words
from fidelity.termbases._row import Record

_ALWAYS = (
    "concept",
    "language",
    "term",
    "status",
    "part of speech",
    "reason",
    "kind",
    "definition",
    "domain",
    "note",
    "source",
    "severity",
    "profile",
    "valid from",
    "valid until",
    "example",
)
_IF_USED = ("term note", "term source", "glossary title", "licence", "languages")


def read_rich(records: Sequence[Record], file: GlossaryFile) -> Glossary:
    """Read a glossary from rows that each hold one term.

    Args:
        records: the rows below the header.
        file: for the place.

    Raises:
        InputError: a row names no concept or no language, or two rows of one concept disagree.
    """
    groups: dict[str, list[Record]] = {}
    for record in records:
        text, place = record.text("concept"), record.place("concept")
        key = _fields.identifier(text, place) if text else None
        if key is None:
            raise InputError(
                record.place(), "the row does not say which concept it belongs to", _ADVICE
            )
        groups.setdefault(key, []).append(record)
    concepts = [_concept(key, rows) for key, rows in groups.items()]
    return _fields.glossary(
        file,
        [concept for concept in concepts if concept.terms],
        title=_agreed(records, "glossary title"),
        licence=_agreed(records, "licence"),
        declared=_declared(records),
    )


_ADVICE = "write the concept's id in the column “concept” of each of its rows"


def rows_of(glossary: Glossary) -> list[list[str]]:
    """Lay a glossary out as a table with a header, one row a term.

    What belongs to a concept stands in the first of its rows; an example for which no term is left
    gets a row of its own. Columns that most glossaries do not need are there only if used.
    """
    rows = [row for concept in glossary.concepts for row in _rows(concept)]
    if rows:
        rows[0]["glossary title"] = glossary.title or ""
        rows[0]["licence"] = glossary.licence or ""
        if glossary.languages != _fields.in_order(glossary.concepts):
            rows[0]["languages"] = ", ".join(glossary.languages)
    header = [*_ALWAYS, *(name for name in _IF_USED if any(row.get(name) for row in rows))]
    return [header, *([row.get(name, "") for name in header] for row in rows)]


def _concept(key: str, rows: Sequence[Record]) -> Concept:
    terms: list[Term] = []
    # Where rows differ in a note or source, it is the terms that they speak of.
    apart = {name for name in ("note", "source") if len(_values(rows, name)) > 1}
    for row in rows:
        if term := _term(row, terms, apart):
            terms.append(term)
    severity = _agreed(rows, "severity")
    return Concept(
        id=key,
        terms=tuple(terms),
        definition=_agreed(rows, "definition"),
        domain=_agreed(rows, "domain"),
        note=None if "note" in apart else _agreed(rows, "note"),
        source=None if "source" in apart else _agreed(rows, "source"),
        severity=(
            _words.severity_word(severity, rows[0].place("severity"))
            if severity
            else _words.USUAL_SEVERITY
        ),
        examples=tuple(_values(rows, "example")),
        place=rows[0].place(),
    )


def _term(row: Record, earlier: Sequence[Term], apart: set[str]) -> Term | None:
    cell = row.cell("term")
    place = row.place("term")
    text = _fields.term_text(cell.text, place) if cell else None
    if text is None:
        return None
    tag = _language(row)
    facts: dict[str, Any] = {"status": _fields.usual_status(earlier, tag), **row.term_fields()}
    term = Term(text, tag, place=place, **facts)
    return replace(
        term,
        note=_both(term.note, row.text("note") if "note" in apart else None),
        source=_both(term.source, row.text("source") if "source" in apart else None),
    )


def _both(one: str | None, two: str | None) -> str | None:
    return "\n".join(part for part in (one, two) if part) or None


def _language(row: Record) -> Tag:
    text = row.text("language")
    if text is None:
        raise InputError(
            row.place("term"), "the row does not say which language its term is", "add it"
        )
    return from_header(text) or _fields.language(text, row.place("language"))


def _declared(records: Sequence[Record]) -> list[Tag]:
    for record in records:
        if text := record.text("languages"):
            place = record.place("languages")
            return [_fields.language(part, place) for part in text.replace(";", ",").split(",")]
    return []


def _values(rows: Sequence[Record], field: str) -> dict[str, Record]:
    """List the different texts of a field, each with the first row that has it."""
    found: dict[str, Record] = {}
    for row in rows:
        if text := row.text(field):
            found.setdefault(text, row)
    return found


def _agreed(rows: Sequence[Record], field: str) -> str | None:
    """Give the one text of a field; raise ``InputError`` where rows disagree."""
    values = list(_values(rows, field).items())
    if len(values) > 1:
        (first, _), (second, row) = values[:2]
        raise InputError(
            row.place(field),
            f"the {field} differs from an earlier row: “{_words.shown(second, 40)}”, "
            f"not “{_words.shown(first, 40)}”",
            "write it once",
        )
    return values[0][0] if values else None


def _rows(concept: Concept) -> list[dict[str, str]]:
    count = max(len(concept.terms), len(concept.examples))
    rows = [{"concept": concept.id} for _ in range(count)]
    for row, term in zip(rows, concept.terms, strict=False):
        row.update(
            {
                "language": term.language,
                "term": term.text,
                "status": term.status,
                "part of speech": term.part_of_speech or "",
                "reason": term.reason or "",
                "kind": term.kind or "",
                "term note": term.note or "",
                "term source": term.source or "",
                "profile": term.profile or "",
                "valid from": term.valid_from or "",
                "valid until": term.valid_until or "",
            }
        )
    for row, example in zip(rows, concept.examples, strict=False):
        row["example"] = example
    rows[0] |= {
        "definition": concept.definition or "",
        "domain": concept.domain or "",
        "note": concept.note or "",
        "source": concept.source or "",
        "severity": concept.severity,
    }
    return rows
