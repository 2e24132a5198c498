"""What is taken from an article of a dictionary."""

from __future__ import annotations

from typing import NamedTuple


class Translation(NamedTuple):
    """One translation of a headword."""

    text: str
    sense: str | None = None
    """Labels and remarks: the field, the register, what goes with it."""
    part_of_speech: str | None = None


class Article(NamedTuple):
    """One article."""

    heads: tuple[str, ...]
    """The headword and its other spellings and abbreviations; the first one is the main one."""
    translations: tuple[Translation, ...]
    """In the order of the article."""
    see: str | None = None
    """The headword to which an article without translations refers."""
