"""The headers of tables: which column is a language and which a field, in many people's words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from fidelity.model import Tag
from fidelity.tags import from_header, names

FIELDS = (
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
    "term note",
    "term source",
    "glossary title",
    "licence",
    "languages",
    "source text",
    "target text",
    "source language",
    "target language",
)
"""Every field that a column may hold, under its own name."""

_OTHER_NAMES = {
    "concept": "concept id, entry, entry id, id, identifier, №, n°, number, номер, понятие",
    "language": "lang, язык, langue, idioma, sprache",
    "term": "термин, terme, término, benennung",
    "status": "term status, administrative status, статус, estado, statut",
    "part of speech": "pos, часть речи, wortart",
    "reason": "why, причина",
    "kind": "kind of drift",
    "definition": "def, определение, définition, definición",
    "domain": "subject, subject field, field, область, тема, domaine, tema, sachgebiet",
    "note": "notes, comment, comments, remark, remarks, примечание, комментарий, remarque, nota",
    "source": "reference, authority, источник, quelle, fuente",
    "severity": "серьёзность",
    "profile": "house, customer, client",
    "valid from": "from date",
    "valid until": "until date",
    "example": "examples, context, пример, контекст, exemple, ejemplo, beispiel",
    "licence": "license",
    "source text": "source string, source term, исходный термин, исходный текст",
    "target text": "target, target string, target term, translation, перевод, traduction, "
    "traducción, übersetzung",
    "source language": "source lang, src lang",
    "target language": "target lang, tgt lang",
}
_BY_NAME = {
    **{name: name for name in FIELDS},
    **{other: name for name, others in _OTHER_NAMES.items() for other in others.split(", ")},
}
_ALIKE = 0.82
"""``difflib`` ratio from which an unknown header counts as a slip: one wrong letter in six."""
_NUMBERING = frozenset({"no", "nr"})
"""Norwegian and a minority language of South Africa, unless the column counts the rows."""


@dataclass(frozen=True, slots=True)
class Column:
    """What one column holds: a field, or the terms of a language, or neither."""

    field: str | None = None
    language: Tag | None = None


def columns(headers: Sequence[str], below: Sequence[Sequence[str]] = ()) -> tuple[Column, ...]:
    """Read the headers of a table.

    Args:
        headers: the cells of the first row.
        below: the cells of the rows under it, which tell numbers from Norwegian.
    """
    return tuple(
        _column(header, [row[index] for row in below if index < len(row)])
        for index, header in enumerate(headers)
    )


def recognised(headers: Sequence[str]) -> int:
    """Count the different fields and languages that a row names, were it a header."""
    return len({column for column in columns(headers) if column != Column()})


def nearest(header: str) -> str | None:
    """Give the field or language that an unknown header resembles; null if it resembles none."""
    near = difflib.get_close_matches(
        _normal(header[:60]), (*_BY_NAME, *names()), n=1, cutoff=_ALIKE
    )
    return near[0] if near else None


def _column(header: str, cells: Sequence[str]) -> Column:
    name = _normal(header)
    counts = name in _NUMBERING and any(cells) and all(c.strip().isdigit() for c in cells)
    if counts:
        return Column(field="concept")
    if field := _BY_NAME.get(name):
        return Column(field=field)
    return Column(language=from_header(header))


def _normal(header: str) -> str:
    """Bring ``sourceLang``, ``source_lang`` and ``Source lang.`` to one form."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header.replace("\ufeff", ""))
    return " ".join(re.split(r"[\s_-]+", spaced.strip(" \t\n.:*"))).casefold()
