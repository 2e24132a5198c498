"""Whether two words in any scripts may be the same name of a person or place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from fidelity import plain_yaml as plain
from fidelity.shelf import table
from fidelity.text import likeness, normalise, transliterate

ALIKE = 0.6
"""Likeness from which two names may be one. Names of two persons seldom reach it, and it is better
to be silent about those that do."""
_FLOOR = 0.3
"""Likeness that names with the same consonants have at least."""
_MARGIN = 0.05
_LONGER = 3
"""Letters that an ending which makes an adjective has at least."""
_SHORTEST = 4


@cache
def sounds() -> Mapping[str, Any]:
    """Read how names sound and how they are spelled (``data/name-sounds.yaml``)."""
    path = table("name-sounds.yaml")
    return plain.keys(plain.parsed(path), "the file", path)


@lru_cache(maxsize=65536)
def consonants(word: str) -> tuple[str, str]:
    """Write down roughly which consonants a name sounds, in two ways for letters that vary.

    Args:
        word: a name of one word, in Latin or Cyrillic letters.

    Returns:
        The consonants, and the same with the letters left out that some languages sound softly.
        Either may be empty.
    """
    letters = transliterate(transliterate(normalise(word), "Cyrillic"), "Latin").replace("'", "")
    return _sounded(letters), _sounded(re.sub(sounds()["soft"], "", letters))


def _sounded(letters: str) -> str:
    for pattern, sound in sounds()["consonants"]:
        letters = re.sub(pattern, sound, letters)
    return letters


@lru_cache(maxsize=65536)
def _family(word: str) -> str | None:
    """Name the kind of ending of a family name; null where it has none of those that we know."""
    letters = transliterate(transliterate(normalise(word), "Cyrillic"), "Latin").replace("'", "")
    return next(
        (kind for kind, end in sounds()["families"].items() if re.search(end, letters)), None
    )


def of_two_families(word: str, other: str) -> bool:
    """Say whether two words end as family names of two kinds do (Петров, Петренко)."""
    mine, theirs = _family(word), _family(other)
    return mine is not None and theirs is not None and mine != theirs


@lru_cache(maxsize=65536)
def may_be_one(word: str, other: str) -> bool:
    """Say whether two words may be one name: they look alike, or their consonants sound alike."""
    alike = likeness(word, other)
    if alike >= ALIKE or _begins(word, other) or _begins(other, word):
        return True
    return alike >= _FLOOR and any(one and one in consonants(other) for one in consonants(word))


def _begins(name: str, other: str) -> bool:
    """Say whether a longer word begins like a name, as an adjective made of it does (уханьский)."""
    return (
        len(other) >= len(name) + 3 >= 7
        and likeness(name, other[: len(name) + 1]) >= ALIKE + _MARGIN
    )
