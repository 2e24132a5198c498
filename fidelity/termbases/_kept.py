"""Glossaries that were read before, as JSON: several times quicker to read than YAML.

Only the glossaries that ship are kept so (``fidelity.loading``); never one of the user's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from fidelity import model
from fidelity.model import Concept, Glossary, Place, Term

_TERM = tuple(each.name for each in fields(Term) if each.name != "place")
_CONCEPT = tuple(each.name for each in fields(Concept) if each.name not in ("terms", "place"))
_GLOSSARY = tuple(each.name for each in fields(Glossary) if each.name not in ("concepts", "place"))


@cache
def method() -> str:
    """Name the way in which glossaries are read and kept; with another one, they are read anew."""
    parts = [*sorted(Path(__file__).parent.glob("*.py")), Path(model.__file__)]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in parts)).hexdigest()


def packed(glossaries: Sequence[Glossary]) -> str:
    """Write glossaries that were read from files."""
    rows = [
        [
            [getattr(glossary, name) for name in _GLOSSARY],
            str(glossary.place),
            [_concept_row(concept) for concept in glossary.concepts],
        ]
        for glossary in glossaries
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> tuple[Glossary, ...]:
    """Read what ``packed`` wrote.

    Raises:
        ValueError: it is something else.
    """
    try:
        return tuple(_read_glossary(*row) for row in json.loads(text))
    except (TypeError, AttributeError) as fault:
        raise ValueError(str(fault)) from fault


def _spot(place: Place | None) -> list[int | None]:
    return [place.line, place.column] if place else []


def _concept_row(concept: Concept) -> list[Any]:
    about = [getattr(concept, name) for name in _CONCEPT]
    values = attrgetter(*_TERM)
    terms = [[values(term), _spot(term.place)] for term in concept.terms]
    return [about, _spot(concept.place), terms]


def _read_glossary(about: list[Any], file: str, rows: list[Any]) -> Glossary:
    concepts = tuple([_read_concept(file, *row) for row in rows])
    known = dict(zip(_GLOSSARY, about, strict=True))
    known["languages"] = tuple(known["languages"])
    return Glossary(**known, concepts=concepts, place=Place(file))


def _read_concept(file: str, about: list[Any], spot: list[int], rows: list[Any]) -> Concept:
    terms = tuple([Term(*(*values, _place(file, spot))) for values, spot in rows])
    known = dict(zip(_CONCEPT, about, strict=True))
    known["examples"] = tuple(known["examples"])
    return Concept(**known, terms=terms, place=_place(file, spot))


def _place(file: str, spot: list[int]) -> Place | None:
    return Place(file, *spot) if spot else None
