"""Tables of wordings from the data files of rules, to search texts with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from fidelity import plain_yaml as plain
from fidelity import shelf
from fidelity.matching.find import inflected_table
from fidelity.matching.form_table import FormTable
from fidelity.model import Tag

T = TypeVar("T")

Entered = tuple[str, tuple[str, ...]]
"""A wording and the only forms of it that count; no forms: all that it has."""


def base(tag: Tag) -> str:
    """Take the language part of a BCP 47 tag, lower case."""
    return tag.split("-")[0].lower()


@cache
def data(folder: str, name: str) -> Mapping[str, Any]:
    """Read a data file.

    Args:
        folder: the folder in ``fidelity/data``.
        name: the language or other name of the file, without ending.

    Returns:
        What stands in it; empty where there is no such file.

    Raises:
        InputError: the file is damaged.
    """
    path = path_of(folder, name)
    if not (name.isalpha() and path.is_file()):
        return {}
    return plain.keys(plain.parsed(path), "the file", path)


def path_of(folder: str, name: str) -> Path:
    """Name a data file."""
    return shelf.table(folder) / f"{name}.yaml"


def entered(values: object, name: str, path: Path) -> tuple[Entered, ...]:
    """Take a list of wordings: texts, or texts with the forms that count."""
    return tuple(_entered(value, name, path) for value in plain.items(values, name, path))


def listed(folder: str, tag: Tag, key: str) -> tuple[Entered, ...]:
    """Take a list of wordings from the data file of a language; none where there is no such file.

    Args:
        folder: the folder in ``fidelity/data``.
        tag: the language.
        key: under which the list stands.
    """
    name = base(tag)
    return entered(data(folder, name).get(key, []), key, path_of(folder, name))


def classed_table(folder: str, tag: Tag, key: str) -> FormTable[str]:
    """Build a table of the wordings that a data file lists by class, each with its class.

    Args:
        folder: the folder in ``fidelity/data``.
        tag: the language.
        key: under which the classes stand; where there is no such key, the table is empty.
    """
    name = base(tag)
    path = path_of(folder, name)
    classes = plain.keys(data(folder, name).get(key, {}), key, path)
    return wording_table(
        ((each, own) for own, words in classes.items() for each in entered(words, own, path)), name
    )


def _entered(value: object, name: str, path: Path) -> Entered:
    if isinstance(value, str):
        return value, ()
    about = plain.keys(value, f"a wording of {name}", path)
    text = plain.text(about.get("text"), f"the text of a wording of {name}", path)
    return text, plain.texts(about.get("forms", []), text, path)


def wording_table(entries: Iterable[tuple[Entered, T]], tag: Tag) -> FormTable[T]:
    """Build a table of wordings of one language in all their forms, each with its value."""
    return inflected_table(((text, forms, value) for (text, forms), value in entries), tag)
