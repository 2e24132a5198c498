"""Tables of any file format: from rows of cells to a glossary.

Three layouts are known by their header: one row a term (``concept, language, term …``), one column
a language (``en, ru``), and one row a pair (``source, target``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fidelity.errors import InputError
from fidelity.model import Concept, Glossary, Place, Tag, Term
from fidelity.protocols import GlossaryFile
from fidelity.tags import canonical
from fidelity.termbases import _fields, _words
from fidelity.termbases._columns import Column, columns, nearest
from fidelity.termbases._rich import read_rich
from fidelity.termbases._row import Cell, Record, Row, renderings, too_wide

_SOURCE_SIDE = ("source text", "term", "source")
"""Fields that may hold the source of a pair, the surest first."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a pair, or one column of a language."""

    index: int
    language: Tag | None
    """Null: each row names it."""
    language_field: str = ""


def read_table(rows: Sequence[Row], file: GlossaryFile, separators: str) -> Glossary:
    """Read a glossary from the rows of a table.

    Args:
        rows: the header first, if there is one; none of nothing but white space.
        file: for the place, and for the languages that the user named.
        separators: the characters that may stand between renderings in one cell.

    Raises:
        InputError: the layout is unknown, or something in the table cannot be used.
    """
    if not rows:
        return _fields.glossary(file, ())
    header, below = rows[0], rows[1:]
    texts = [[cell.text for cell in row] for row in rows]
    known = columns(texts[0], texts[1:])
    names = {column.field for column in known}
    if {"term", "language"} <= names:
        fields = _placed(header, known, file.path)
        return read_rich(_records(below, fields, len(header), file.path), file)
    sides = _sides(known, file)
    if sides:
        fields = _placed(header, known, file.path)
        fields = {name: place for name, place in fields.items() if place not in _indices(sides)}
        records = _records(below, fields, len(header), file.path)
    else:
        sides = _without_header(rows, file)
        records = [Record(file.path, row, {}) for row in rows]
    concepts = [found for record in records if (found := _concept(record, sides, separators))]
    declared = [side.language for side in sides if side.language]
    return _fields.glossary(file, concepts, declared=declared)


def _sides(known: Sequence[Column], file: GlossaryFile) -> tuple[_Side, ...]:
    """Find the columns that hold terms; none where the first row is no header."""
    by_language = [
        _Side(index, column.language) for index, column in enumerate(known) if column.language
    ]
    if len({side.language for side in by_language}) > 1:
        return tuple(by_language)
    fields = {column.field: index for index, column in enumerate(known) if column.field}
    left = next((fields[name] for name in _SOURCE_SIDE if name in fields), None)
    right = fields.get("target text")
    if not by_language and (left is None or right is None):
        return ()
    source = None if left is None else _side(left, "source language", file.source, fields, file)
    target = None if right is None else _side(right, "target language", file.target, fields, file)
    if len(by_language) == 1:
        # "English, translation" or "term, Russian": the user names the other language.
        source, target = source or by_language[0], target or by_language[0]
        if source is target:
            return ()
    return (source, target) if source and target else ()


def _side(
    index: int, field: str, flag: Tag | None, fields: Mapping[str, int], file: GlossaryFile
) -> _Side:
    if field in fields:
        return _Side(index, None, field)
    if flag is None:
        option = "--from" if field == "source language" else "--to"
        raise InputError(
            Place(file.path, 1),
            f"the header does not say which is the {field}",
            f"name it with {option}, or write the language as the header of its column",
        )
    return _Side(index, canonical(flag))


def _without_header(rows: Sequence[Row], file: GlossaryFile) -> tuple[_Side, ...]:
    """Take a bare table of two columns as source and target, if the user named the languages."""
    last = (max(i for i, cell in enumerate(row) if cell.text.strip()) for row in rows)
    width = max(last) + 1
    if width == 1:
        raise InputError(
            rows[0][0].place(file.path),
            "the table has one column only",
            "separate the languages by commas, semicolons or tabs",
        )
    if width == 2 and file.source and file.target:
        return _Side(0, canonical(file.source)), _Side(1, canonical(file.target))
    known = columns([cell.text for cell in rows[0]])
    _refuse_slips(rows[0], known, file.path)
    advice = "add a first row that names the languages, such as en,ru"
    if width == 2:
        advice += ", or name them with --from and --to"
    raise InputError(rows[0][0].place(file.path), "the columns have no header that we know", advice)


def _placed(header: Row, known: Sequence[Column], path: str) -> dict[str, int]:
    """Map fields to columns; raise for one that stands there twice, or a slip in its name."""
    fields: dict[str, int] = {}
    for index, (cell, column) in enumerate(zip(header, known, strict=True)):
        if column.field in fields:
            raise InputError(
                cell.place(path), f"two columns are called “{column.field}”", "rename one of them"
            )
        if column.field:
            fields[column.field] = index
    _refuse_slips(header, known, path)
    return fields


def _refuse_slips(header: Row, known: Sequence[Column], path: str) -> None:
    """Raise for a header that is nearly one we know; what is wholly unknown is left out."""
    for cell, column in zip(header, known, strict=True):
        if column == Column() and (near := nearest(cell.text)):
            problem = f"there is no column “{_words.shown(cell.text)}”"
            raise InputError(cell.place(path), problem, f"did you mean “{near}”?")


def _records(rows: Sequence[Row], fields: Mapping[str, int], width: int, path: str) -> list[Record]:
    for row in rows:
        if fault := too_wide(row, width, path):
            raise fault
    return [Record(path, row, fields) for row in rows]


def _indices(sides: Sequence[_Side]) -> frozenset[int]:
    return frozenset(side.index for side in sides)


def _concept(record: Record, sides: Sequence[_Side], separators: str) -> Concept | None:
    """Read a row that is a whole concept; null where it holds no term."""
    terms = _terms(record, sides, separators)
    if not terms:
        return None
    place = record.place()
    text, at = record.text("concept"), record.place("concept")
    severity = record.text("severity")
    example = record.text("example")
    return Concept(
        id=(_fields.identifier(text, at) if text else None) or f"line-{place.line}",
        terms=terms,
        definition=record.text("definition"),
        domain=record.text("domain"),
        note=record.text("note"),
        source=record.text("source"),
        severity=(
            _words.severity_word(severity, record.place("severity"))
            if severity
            else _words.USUAL_SEVERITY
        ),
        examples=(example,) if example else (),
        place=place,
    )


def _terms(record: Record, sides: Sequence[_Side], separators: str) -> tuple[Term, ...]:
    """Read the terms of a row. What the row says of its term, it says of the renderings."""
    said = record.term_fields()
    terms: list[Term] = []
    first: Tag | None = None
    for tag, cell in _cells(record, sides):
        first = first or tag
        for piece, place in renderings(cell, separators, record.path):
            text = _fields.term_text(piece, place)
            if text is None:
                continue
            usual = _fields.usual_status(terms, tag)
            facts = {"status": usual, **({} if tag == first else said)}
            terms.append(Term(text, tag, place=place, **facts))
    return tuple(terms)


def _cells(record: Record, sides: Sequence[_Side]) -> Iterator[tuple[Tag, Cell]]:
    for side in sides:
        if side.index >= len(record.row) or not record.row[side.index].text.strip():
            continue
        tag = side.language
        if tag is None:
            place = record.place(side.language_field)
            tag = _fields.language(record.text(side.language_field) or "", place)
        yield tag, record.row[side.index]
