"""The places that diplomatic texts name: capitals, cities, regions, seas, straits and rivers.

The register lies in ``fidelity/data/names/places.yaml``; ``docs/names.md`` describes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from fidelity.lexicon._register import LANGUAGES, Form, Name, choose, load, texts
from fidelity.model import Tag
from fidelity.shelf import table


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place under all its names."""

    id: str
    kind: str
    """``capital``, ``seat``, ``city``, ``region``, ``sea`` …: the schema has the list."""
    names: tuple[Name, ...]
    """Names are of the form ``short``; the rest are adjectives."""
    of: str | None = None
    """Of a capital or seat, the code of the state for whose government it may stand."""

    def in_language(self, language: Tag, *forms: Form) -> tuple[Name, ...]:
        """List the names of one language, of the forms given or else of all."""
        return choose(self.names, language, forms)


@cache
def places() -> tuple[NamedPlace, ...]:
    """Read the places, in the order of the file."""
    entries = load(table("names/places.yaml"))["places"]
    return tuple(
        NamedPlace(entry["id"], entry["kind"], tuple(_names(entry)), entry.get("of"))
        for entry in entries
    )


def _names(entry: Mapping[str, Any]) -> Iterator[Name]:
    for language in LANGUAGES:
        value = entry.get(language, ())
        by_form = value if isinstance(value, dict) else {"name": value}
        for text in texts(by_form["name"]):
            yield Name(text, language, "short")
        for text in texts(by_form.get("adjective", ())):
            yield Name(text, language, "adjective")
