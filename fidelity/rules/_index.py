"""Finds the terms of a glossary by their wording, and tells concepts apart.

A rule sees one concept at a time; without an index each would read the whole glossary again, and
the time would grow with the square of its size.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from fidelity import text
from fidelity.model import Concept, Glossary, Tag, Term

Entry = tuple[int, Concept, Term]
"""The position of the concept in its glossary, the concept and the term."""

_LONGEST_ABBREVIATION = 6


class _Same:
    """A glossary as a key: equal to itself alone, so that nobody compares ten thousand concepts."""

    __slots__ = ("glossary",)

    def __init__(self, glossary: Glossary) -> None:
        self.glossary = glossary

    def __hash__(self) -> int:
        return id(self.glossary)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.glossary is other.glossary


@lru_cache(maxsize=65536)
def key(wording: str) -> str:
    """Fold a wording to what it is compared by: typography and letter case ignored.

    Short words in capitals keep their case: WHO is not who.
    """
    bare = wording.strip()
    if bare.isupper() and bare.isalpha() and len(bare) <= _LONGEST_ABBREVIATION:
        return bare
    return text.normalise(bare)


def covers(broad: Tag, narrow: Tag) -> bool:
    """Say whether a tag is the other one or its wider form: ``pt`` covers ``pt-BR`` (RFC 4647)."""
    return narrow == broad or narrow.startswith(f"{broad}-")


def same_language(one: Tag, other: Tag) -> bool:
    """Say whether two tags name the same language, or one a variety of the other."""
    return covers(one, other) or covers(other, one)


@lru_cache(maxsize=1024)  # of all glossaries of a run; with fewer, each is indexed for each term
def _index(same: _Same) -> Mapping[str, tuple[Entry, ...]]:
    entries: dict[str, list[Entry]] = {}
    for position, concept in enumerate(same.glossary.concepts):
        for term in concept.terms:
            entries.setdefault(key(term.text), []).append((position, concept, term))
    return {wording: tuple(found) for wording, found in entries.items()}


def entries(glossary: Glossary, term: Term) -> tuple[Entry, ...]:
    """List every place in a glossary where a term's wording stands in the term's language.

    Args:
        glossary: where to look.
        term: what to look for, in any status; the term itself is found too.
    """
    return tuple(
        entry
        for entry in _index(_Same(glossary)).get(key(term.text), ())
        if same_language(entry[2].language, term.language)
    )


def same_word(one: Term, other: Term) -> bool:
    """Say whether two terms of the same wording may be the same word by their parts of speech."""
    return (
        one.part_of_speech is None
        or other.part_of_speech is None
        or one.part_of_speech == other.part_of_speech
    )


def told_apart(one: Concept, other: Concept) -> bool:
    """Say whether a definition, domain or note tells two concepts of one glossary apart.

    It is enough that one of the two has such a text and the other has not the same one.
    """
    return any(
        (mine or theirs) and key(mine or "") != key(theirs or "")
        for mine, theirs in (
            (one.definition, other.definition),
            (one.domain, other.domain),
            (one.note, other.note),
        )
    )


def both_told(one: Concept, other: Concept) -> bool:
    """Say whether both concepts have a definition, or a domain, or a note, and not the same one."""
    return any(
        mine is not None and theirs is not None and key(mine) != key(theirs)
        for mine, theirs in (
            (one.definition, other.definition),
            (one.domain, other.domain),
            (one.note, other.note),
        )
    )
