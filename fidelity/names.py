"""The names that diplomatic texts turn on: countries, bodies, and names that carry a stance.

Three registers lie in ``fidelity/data/names/`` as YAML, made to be read and mended by editors;
``docs/names.md`` says where they come from and how an office adds its own. This module only reads
them: what counts as a lost, swapped or loaded name is the business of the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from fidelity.errors import InputError
from fidelity.model import Place, Tag
from fidelity.shelf import table

LANGUAGES: tuple[Tag, ...] = ("en", "ru", "fr", "es")
"""The languages of the registers, in the order of their entries."""

Form: TypeAlias = Literal[
    "short", "un-short", "long", "full", "abbreviation", "adjective", "demonym", "other", "wording"
]
"""``full`` is of bodies, ``abbreviation`` and ``other`` of bodies and countries, ``wording`` of
loaded names, the rest of countries."""

_ARTICLES: Mapping[Tag, tuple[str, ...]] = {
    "en": ("the ",),
    "fr": ("le ", "la ", "les ", "l'"),
    "es": ("el ", "la ", "los ", "las "),
}
"""Lower case only: a capital one belongs to the name (El Salvador)."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name in one language, in dictionary form."""

    text: str
    """Without the article that a running text puts before it."""
    language: Tag
    form: Form
    article: str | None = None
    """The article of a country's name, where its language uses one: ``the``, ``la``, ``l'``."""
    note: str | None = None
    """What an editor should know of it, such as until when it was the official one."""
    shared_with: tuple[str, ...] = ()
    """Codes or ids of other entries that have the same name in this language."""

    @property
    def with_article(self) -> str:
        """The name as it stands in running text."""
        if self.article is None:
            return self.text
        return self.article + ("" if self.article.endswith("'") else " ") + self.text


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
        return _choose(self.names, language, forms)


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
        return _choose(self.names, language, forms)


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

    def in_language(self, language: Tag) -> tuple[Name, ...]:
        """List the wordings of one language."""
        return _choose(self.names, language, ())


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
    note: str | None = None
    sources: tuple[str, ...] = ()


@cache
def countries() -> tuple[Country, ...]:
    """Read the member and observer states of the United Nations, in the order of their codes."""
    path = table("names/countries.yaml")
    return tuple(_country(entry) for entry in _load(path)["countries"])


@cache
def bodies() -> tuple[Body, ...]:
    """Read the bodies, treaties and agreements, in the order of the file."""
    path = table("names/bodies.yaml")
    return tuple(_body(entry) for entry in _load(path)["bodies"])


@cache
def loaded_names() -> tuple[LoadedName, ...]:
    """Read the register of loaded names that ships with the package."""
    return read_loaded_names(table("names/loaded.yaml"))


@cache
def profiles() -> Mapping[str, str]:
    """Read which houses the shipped register knows: the id of each, and whose house it is."""
    return MappingProxyType(_load(table("names/loaded.yaml"))["profiles"])


def read_loaded_names(path: Path) -> tuple[LoadedName, ...]:
    """Read a register of loaded names: the shipped one, or that of an office.

    Args:
        path: a YAML file as ``fidelity/data/names.schema.json`` describes it.

    Raises:
        InputError: the file is not YAML, or an item lacks what every item has.
    """
    items = _load(path).get("items")
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


def _choose(names: Iterable[Name], language: Tag, forms: Sequence[Form]) -> tuple[Name, ...]:
    return tuple(
        name for name in names if name.language == language and (not forms or name.form in forms)
    )


def _load(path: Path) -> Mapping[str, Any]:
    """Read one YAML file; with the C parser where there is one, which is six times faster."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    place = Place(path.as_posix())
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506 - a safe loader
    except OSError as fault:
        raise InputError(place, fault.strerror or "cannot be read", "check the path") from fault
    except UnicodeDecodeError as fault:
        raise InputError(place, "the file is not UTF-8", "save it as UTF-8") from fault
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = None if mark is None else mark.line + 1
        problem = getattr(fault, "problem", None) or "the file is not YAML"
        raise InputError(Place(place.file, line), problem, "mend the YAML there") from fault
    if not isinstance(content, dict):
        raise InputError(place, "the file is not a register of names", "see docs/names.md")
    return content


def _country(entry: Mapping[str, Any]) -> Country:
    return Country(
        code=entry["code"],
        status=entry.get("status", "member"),
        names=tuple(_names(entry, articles=True)),
        note=entry.get("note"),
    )


def _body(entry: Mapping[str, Any]) -> Body:
    return Body(
        id=entry["id"],
        kind=entry["kind"],
        names=tuple(_names(entry)),
        confusable_with=tuple(entry.get("confusable-with", ())),
        note=entry.get("note"),
        source=entry.get("source"),
    )


def _names(entry: Mapping[str, Any], *, articles: bool = False) -> Iterator[Name]:
    for language in LANGUAGES:
        for form, value in entry.get(language, {}).items():
            for item in value if isinstance(value, list) else [value]:
                name = item if isinstance(item, dict) else {"text": item}
                article, text = _split(name["text"], language) if articles else (None, name["text"])
                shared = tuple(name.get("shared-with", ()))
                yield Name(text, language, form, article, name.get("note"), shared)


def _split(text: str, language: Tag) -> tuple[str | None, str]:
    """Take the article off a country's name."""
    for article in _ARTICLES.get(language, ()):
        if text.startswith(article):
            return article.strip(), text.removeprefix(article)
    return None, text


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
        context={tag: _texts(words) for tag, words in entry.get("context", {}).items()},
        note=entry.get("note"),
        sources=_texts(entry.get("sources", ())),
    )


def _variant(entry: Mapping[str, Any]) -> Variant:
    return Variant(
        id=entry["id"],
        stance=entry["stance"],
        names=tuple(
            Name(text, language, "wording")
            for language in LANGUAGES
            for text in _texts(entry.get(language, ()))
        ),
        used_by=_texts(entry.get("used-by", ())),
        since=str(entry["since"]) if "since" in entry else None,
        profiles=_texts(entry.get("profiles", ())),
        unmarked=bool(entry.get("unmarked", False)),
    )


def _texts(value: Any) -> tuple[str, ...]:
    """Read a list of texts; a single text, as an editor may well write it, is a list of one."""
    texts = (value,) if isinstance(value, str) else tuple(value)
    if not all(isinstance(text, str) for text in texts):
        raise TypeError(texts)
    return texts
