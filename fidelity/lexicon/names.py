"""The names that diplomatic texts turn on: countries, bodies, and names that carry a stance.

Three registers lie in ``fidelity/data/names/`` as YAML, made to be read and mended by editors;
``docs/names.md`` says where they come from and how an office adds its own. This module only reads
them: what counts as a lost, swapped or loaded name is the business of the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from fidelity.errors import InputError
from fidelity.lexicon._register import LANGUAGES, Form, Name, choose, load, read_names, texts
from fidelity.model import Place, Tag
from fidelity.shelf import table

__all__ = [
    "LANGUAGES",
    "Body",
    "Country",
    "Form",
    "LoadedName",
    "Name",
    "Variant",
    "bodies",
    "countries",
    "extended",
    "loaded_names",
    "profiles",
    "read_loaded_names",
]


@dataclass(frozen=True, slots=True)
class Country:
    """A member or observer state of the United Nations."""

    code: str
    """ISO 3166-1 alpha-2, upper case."""
    status: Literal["member", "observer"]
    names: tuple[Name, ...]
    note: str | None = None

    def in_language(self, language: Tag, *forms: Form) -> tuple[Name, ...]:
        """List the names of one language, of the forms given or else of all."""
        return choose(self.names, language, forms)


@dataclass(frozen=True, slots=True)
class Body:
    """An organization, an organ of one, an office, a treaty or an agreement."""

    id: str
    kind: str
    """``organization``, ``organ``, ``court``, ``treaty`` …: the schema has the list."""
    names: tuple[Name, ...]
    confusable_with: tuple[str, ...] = ()
    """Ids of other entries that are mistaken for this one; holds both ways."""
    note: str | None = None
    source: str | None = None
    """The authority: a charter, a resolution, the place and date of a treaty."""

    def in_language(self, language: Tag, *forms: Form) -> tuple[Name, ...]:
        """List the names of one language, of the forms given or else of all."""
        return choose(self.names, language, forms)


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to name a thing, with the stance that the naming carries."""

    id: str
    """Unique within its item; wordings of different languages under one id say the same."""
    stance: str
    """How the wording presents the thing, in plain words; a description, never a judgement."""
    names: tuple[Name, ...]
    used_by: tuple[str, ...] = ()
    since: str | None = None
    """``YYYY-MM-DD``, ``YYYY-MM``, ``YYYY`` or a decade such as ``1990s``."""
    profiles: tuple[str, ...] = ()
    """The houses whose own wording this is: for them it is no finding."""
    unmarked: bool = False
    """Whether it is the one wording of a language that makes no choice here, or the bare name
    beside marked ones. To move to it may be all that the language allows."""
    holds: tuple[str, ...] = ()
    """The ids of other variants that it names together: one name with another in brackets."""

    def in_language(self, language: Tag) -> tuple[Name, ...]:
        """List the wordings of one language."""
        return choose(self.names, language, ())


@dataclass(frozen=True, slots=True)
class LoadedName:
    """A thing whose names carry different stances."""

    id: str
    about: str
    """What is named, in words as plain as can be found."""
    variants: tuple[Variant, ...]
    context: Mapping[Tag, tuple[str, ...]] = field(hash=False)
    """Words in dictionary form, one of which has to stand in the same segment; a language that is
    missing asks for none."""
    minor: bool = False
    """Whether to change from one to another is a matter of style more than of a side."""
    note: str | None = None
    sources: tuple[str, ...] = ()


@cache
def countries() -> tuple[Country, ...]:
    """Read the member and observer states of the United Nations, in the order of their codes."""
    path = table("names/countries.yaml")
    return tuple(_country(entry) for entry in load(path)["countries"])


@cache
def bodies() -> tuple[Body, ...]:
    """Read the bodies, treaties and agreements, in the order of the file."""
    path = table("names/bodies.yaml")
    return tuple(_body(entry) for entry in load(path)["bodies"])


@cache
def loaded_names() -> tuple[LoadedName, ...]:
    """Read the register of loaded names that ships with the package."""
    return read_loaded_names(table("names/loaded.yaml"))


@cache
def profiles() -> Mapping[str, str]:
    """Read which houses the shipped register knows: the id of each, and whose house it is."""
    return MappingProxyType(load(table("names/loaded.yaml"))["profiles"])


def read_loaded_names(path: Path) -> tuple[LoadedName, ...]:
    """Read a register of loaded names: the shipped one, or that of an office.

    Args:
        path: a YAML file as ``fidelity/data/names.schema.json`` describes it.

    Raises:
        InputError: the file is not YAML, or an item lacks what every item has.
    """
    items = load(path).get("items")
    if not isinstance(items, list):
        raise InputError(Place(path.as_posix()), "there is no list of items", "add the key items")
    return tuple(_checked_item(entry, path, number) for number, entry in enumerate(items, 1))


def extended(shipped: Sequence[LoadedName], own: Iterable[LoadedName]) -> tuple[LoadedName, ...]:
    """Lay an office's items over the shipped ones.

    Args:
        shipped: what to start from.
        own: what takes the place of a shipped item with the same id, or is added.
    """
    together = {item.id: item for item in shipped}
    together.update((item.id, item) for item in own)
    return tuple(together.values())


def _country(entry: Mapping[str, Any]) -> Country:
    return Country(
        code=entry["code"],
        status=entry.get("status", "member"),
        names=tuple(read_names(entry, articles=True)),
        note=entry.get("note"),
    )


def _body(entry: Mapping[str, Any]) -> Body:
    return Body(
        id=entry["id"],
        kind=entry["kind"],
        names=tuple(read_names(entry)),
        confusable_with=tuple(entry.get("confusable-with", ())),
        note=entry.get("note"),
        source=entry.get("source"),
    )


def _checked_item(entry: Any, path: Path, number: int) -> LoadedName:
    """Read one item, and say which one where it lacks something."""
    place = Place(path.as_posix())
    called = entry.get("id", f"number {number}") if isinstance(entry, dict) else f"number {number}"
    try:
        return _item(entry)
    except KeyError as fault:
        problem = f"the item {called} has no {fault.args[0]}"
        raise InputError(place, problem, "add it, see docs/names.md") from fault
    except (AttributeError, TypeError, ValueError) as fault:
        problem = f"the item {called} is not written as items are"
        raise InputError(place, problem, "compare it with docs/names.md") from fault


def _item(entry: Mapping[str, Any]) -> LoadedName:
    return LoadedName(
        id=entry["id"],
        about=entry["about"],
        variants=tuple(_variant(variant) for variant in entry["variants"]),
        context={tag: texts(words) for tag, words in entry.get("context", {}).items()},
        minor=bool(entry.get("minor", False)),
        note=entry.get("note"),
        sources=texts(entry.get("sources", ())),
    )


def _variant(entry: Mapping[str, Any]) -> Variant:
    return Variant(
        id=entry["id"],
        stance=entry["stance"],
        names=tuple(
            Name(text, language, "wording")
            for language in LANGUAGES
            for text in texts(entry.get(language, ()))
        ),
        used_by=texts(entry.get("used-by", ())),
        since=str(entry["since"]) if "since" in entry else None,
        profiles=texts(entry.get("profiles", ())),
        unmarked=bool(entry.get("unmarked", False)),
        holds=texts(entry.get("holds", ())),
    )
