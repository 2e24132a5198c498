"""Says who can be the subject of a speech act, and what may stand between it and its verb."""

from __future__ import annotations

from functools import cache

from fidelity.languages import language
from fidelity.lexicon.names import countries
from fidelity.lexicon.places import places
from fidelity.matching.form_table import tokens
from fidelity.model import Tag

_OF = frozenset({"noun", "adjective"})


@cache
def names(tag: Tag) -> frozenset[str]:
    """List the words with which names of countries and their capitals end, lower case."""
    base = tag.split("-")[0]
    seats = (place for place in places() if place.of)
    there = [
        *(country.in_language(base) for country in countries()),
        *(place.in_language(base, "short") for place in seats),
    ]
    cut = (tokens(name.text).words for each in there for name in each)
    return frozenset(words[-1] for words in cut if words)


def belongs(word: str, tag: Tag) -> bool:
    """Say whether a word can belong to the subject (участники митинга); only a tagger knows."""
    found = {part for each in language(tag).words(word) for part in each.parts_of_speech}
    return bool(found) and found <= _OF
