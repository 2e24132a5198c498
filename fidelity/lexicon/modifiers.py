"""Words whose loss or addition changes the weight of a diplomatic text: unconditional, unilateral.

``data/modifiers.yaml`` lists them by what they say, for each language the words that must not be
lost or added and whatever else explains one of them. ``data/connectors.yaml`` lists in the same way
the words that open a part of a sentence: a condition, a purpose, a circumstance.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fidelity import plain_yaml as plain
from fidelity import shelf
from fidelity.model import Tag


@dataclass(frozen=True, slots=True)
class Wordings:
    """Wordings that are looked for together, in a text in small letters.

    The pattern that finds them is made for the first text that may hold one of them.
    """

    texts: tuple[str, ...]
    """A star stands for any letters."""
    parts: tuple[str, ...]
    """The longest stretch of each without a star: where none of them stands, no wording does."""

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first of them; null where there is none."""
        return _pattern(self.texts).search(text) if self._may_stand(text) else None

    def all(self, text: str) -> list[re.Match[str]]:
        """Find all of them, by place."""
        return list(_pattern(self.texts).finditer(text)) if self._may_stand(text) else []

    def _may_stand(self, text: str) -> bool:
        for part in self.parts:  # noqa: SIM110 - a generator takes twice the time
            if part in text:
                return True
        return False


@dataclass(frozen=True, slots=True)
class Modifier:
    """What one language has for one modifying meaning."""

    meaning: str
    """The key under which ``data/modifiers.yaml`` lists it."""
    asks: Wordings
    """The words that must not be lost or added."""
    answers: Wordings
    """These and whatever else explains one of them."""


@cache
def modifiers(tag: Tag) -> Mapping[str, Modifier]:
    """Read the modifiers of a language.

    Args:
        tag: a BCP 47 tag; script and region make no difference.

    Returns:
        By meaning; of a language that the file does not know, nothing.

    Raises:
        InputError: the shipped file is damaged.
    """
    return _read("modifiers", tag.split("-")[0].lower())


@cache
def connectors(tag: Tag) -> Mapping[str, Modifier]:
    """Read what opens a condition, a purpose or a circumstance, as ``modifiers`` does."""
    return _read("connectors", tag.split("-")[0].lower())


@cache
def conjunctions(tag: Tag) -> frozenset[str]:
    """List the words that join the members of a list; none for a language without entry."""
    return _words("conjunctions", tag)


@cache
def doublets(tag: Tag) -> frozenset[str]:
    """List the pairs of words that are one idea (null and void), in lower case."""
    return _words("doublets", tag)


@cache
def breaks(tag: Tag) -> frozenset[str]:
    """List the words with which no member of a list begins; none for a language without entry."""
    return _words("breaks", tag)


def _words(name: str, tag: Tag) -> frozenset[str]:
    path = shelf.table("connectors.yaml")
    root = plain.keys(plain.parsed(path), "the file", path)
    listed = plain.keys(root.get(name), name, path)
    return frozenset(plain.texts(listed.get(tag.split("-")[0].lower(), []), name, path))


def _read(name: str, base: str) -> Mapping[str, Modifier]:
    path = shelf.table(f"{name}.yaml")
    return {
        meaning: _modifier(meaning, languages[base], path)
        for meaning, languages in _meanings(name).items()
        if base in languages
    }


@cache
def _meanings(name: str) -> Mapping[str, Mapping[str, object]]:
    path = shelf.table(f"{name}.yaml")
    root = plain.keys(plain.parsed(path), "the file", path)
    return {
        meaning: plain.keys(languages, meaning, path)
        for meaning, languages in plain.keys(root.get(name), name, path).items()
    }


def _modifier(meaning: str, value: object, path: Path) -> Modifier:
    lists = plain.keys(value, meaning, path)
    asks, answers = (
        plain.texts(lists.get(name, []), f"{name} of {meaning}", path)
        for name in ("asks", "answers")
    )
    return Modifier(meaning, _wordings(asks), _wordings((*asks, *answers)))


def _wordings(texts: tuple[str, ...]) -> Wordings:
    small = tuple(text.lower() for text in texts)
    return Wordings(small, tuple(max(text.split("*"), key=len) for text in small))


@cache
def _pattern(wordings: tuple[str, ...]) -> re.Pattern[str]:
    """Make a pattern of wordings in which a star stands for any letters."""
    parts = (re.escape(each).replace(r"\*", r"[\w'’-]*") for each in wordings)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])")
