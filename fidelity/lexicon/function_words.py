"""Function words by language: negators, modals, quantifiers, reporting verbs, numerals, units ….

Every word belongs to a class, and the classes are the same in all languages (``data/words``), so
that a rule can compare source and target class by class. ``docs/scales.md`` describes the files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from fidelity import plain_yaml as plain
from fidelity import shelf
from fidelity.model import Tag


@dataclass(frozen=True, slots=True)
class WordClass:
    """What words of several languages have in common."""

    kind: str
    """The kind that it belongs to: ``negator``, ``modal``, ``number`` …"""
    id: str
    """The same in all languages; of a number or month, the value itself."""
    definition: str | None = None
    value: Decimal | None = None
    """Of a numeral or month, its number; of a unit, its size in the base unit of the dimension."""
    level: str | None = None
    """The level on the axis *obligation* of the scales."""
    stance: str | None = None
    """Of a reporting verb: ``neutral``, ``doubting`` or ``committing``."""
    dimension: str | None = None
    """Of a unit: ``length``, ``mass`` …; only units of one dimension can be converted."""


@dataclass(frozen=True, slots=True)
class FunctionWord:
    """One word or phrase, in dictionary form."""

    text: str
    classes: tuple[WordClass, ...]
    """More than one where the word alone does not decide."""
    forms: tuple[str, ...] = ()
    """The only inflected forms that count; empty: all of them."""

    @property
    def kind(self) -> str:
        """The kind of its classes."""
        return self.classes[0].kind

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its classes."""
        return tuple(found.id for found in self.classes)


@dataclass(frozen=True, slots=True)
class FunctionWords:
    """The function words of one language."""

    language: Tag
    concord: str
    """Whether negative words stand beside a negated verb without a second negation: ``always``,
    ``after-the-verb`` or ``none``."""
    words: tuple[FunctionWord, ...]

    def of(self, kind: str) -> tuple[FunctionWord, ...]:
        """List the words of a kind, in the order of the file."""
        return tuple(word for word in self.words if word.kind == kind)


@cache
def function_words(tag: Tag) -> FunctionWords | None:
    """Read the function words of a language.

    Args:
        tag: a BCP 47 tag; script and region make no difference.

    Returns:
        The words; null where there are none for the language.

    Raises:
        InputError: a shipped file is damaged.
    """
    base = tag.split("-")[0].lower()
    path = _file(base)
    if not (base.isalpha() and len(base) in (2, 3) and path.is_file()):
        return None
    root = plain.keys(plain.parsed(path), "the file", path)
    concord = plain.text(root.get("concord"), "concord", path)
    return FunctionWords(base, concord, tuple(_words(root, path)))


def _file(name: str) -> Path:
    """Name a file of function words."""
    return shelf.table("words") / f"{name}.yaml"


def _words(root: Mapping[str, Any], path: Path) -> Iterator[FunctionWord]:
    """Yield the words of a file: those of one class, then the double ones."""
    blocks = dict(plain.keys(root.get("words"), "words", path))
    double = plain.keys(blocks.pop("double", {}), "double", path)
    for kind, classes in blocks.items():
        for name, words in plain.keys(classes, kind, path).items():
            found = (_class(kind, name, path),)
            for word in plain.items(words, name, path):
                yield _word(word, found, path)
    for kind, entries in double.items():
        for entry in plain.items(entries, f"double of {kind}", path):
            about = plain.keys(entry, f"double of {kind}", path)
            names = plain.texts(about.get("classes"), f"classes of a double {kind}", path)
            several = tuple(_class(kind, name, path) for name in names)
            for word in plain.items(about.get("words"), f"words of a double {kind}", path):
                yield _word(word, several, path)


def _word(value: object, classes: tuple[WordClass, ...], path: Path) -> FunctionWord:
    """Read one word: a text, or a text with the forms that count."""
    if isinstance(value, str):
        return FunctionWord(value, classes)
    about = plain.keys(value, f"a word of {classes[0].id}", path)
    text = plain.text(about.get("text"), f"the text of a word of {classes[0].id}", path)
    return FunctionWord(text, classes, plain.texts(about.get("forms", []), text, path))


def _class(kind: str, name: str, path: Path) -> WordClass:
    """Find a class, or make that of a value."""
    kinds = _kinds()
    if kind not in kinds:
        raise plain.fault(path, kind, f"there is no kind {kind}", f"use one of: {', '.join(kinds)}")
    classes = kinds[kind]
    if classes is None:
        return WordClass(kind, name, value=Decimal(name))
    if name not in classes:
        problem = f"the kind {kind} has no class {name}"
        raise plain.fault(path, name, problem, f"use one of: {', '.join(classes)}")
    return classes[name]


@cache
def _kinds() -> Mapping[str, Mapping[str, WordClass] | None]:
    """Read the classes of every kind; null for a kind whose classes are values."""
    path = _file("classes")
    root = plain.keys(plain.parsed(path), "the file", path)
    found: dict[str, Mapping[str, WordClass] | None] = {}
    for kind, value in plain.keys(root.get("kinds"), "kinds", path).items():
        about = plain.keys(value, kind, path)
        if "values" in about:
            found[kind] = None
            continue
        classes = plain.keys(about.get("classes"), f"classes of {kind}", path)
        found[kind] = {name: _made(kind, name, node) for name, node in classes.items()}
    return found


def _made(kind: str, name: str, node: object) -> WordClass:
    """Make a class from its definition, or from its definition and what else is known of it."""
    if not isinstance(node, dict):
        return WordClass(kind, name, str(node))
    value = node.get("value")
    return WordClass(
        kind,
        name,
        node.get("definition"),
        None if value is None else Decimal(value),
        node.get("level"),
        node.get("stance"),
        node.get("dimension"),
    )
