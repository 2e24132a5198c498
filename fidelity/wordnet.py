"""How two English wordings are related, after Princeton WordNet 3.1.

WordNet (Miller 1995, "WordNet: a lexical database for English", CACM 38:11) groups words into sets
of synonyms and links the sets. The shipped table is searched on disk, so that nothing is loaded.
WordNet's synonymy is narrow (reset and restart are strangers to it), so "none of these" means
unknown, never "unrelated".
"""

from __future__ import annotations

import mmap
from dataclasses import dataclass
from functools import cache, lru_cache

from fidelity.model import Relation
from fidelity.shelf import table

_PARTS = {"n": "noun", "v": "verb", "a": "adjective", "r": "adverb"}
_STEPS = 2
"""How far up a hypernym still counts: "crime" for "war crime", not "entity"."""
_OPPOSING_PREFIXES = (
    "un",
    "in",
    "im",
    "ir",
    "il",
    "dis",
    "de",
    "non",
    "non-",
    "de-",
    "anti-",
    "mis",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What WordNet holds on one word."""

    synsets: tuple[str, ...]
    """Keys of the synonym sets, commonest sense first within a part of speech."""
    antonyms: frozenset[str]
    derived: frozenset[str]
    """Words of the same family: condemn, condemnation."""


@cache
def _data() -> mmap.mmap:
    with table("wordnet.tsv").open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


@lru_cache(maxsize=65536)
def _row(key: str) -> tuple[str, ...] | None:
    """Find the row that starts with a key, by bisection over the sorted bytes."""
    data = _data()
    wanted = key.encode() + b"\t"
    low, high = 0, len(data)
    while low < high:
        middle = (low + high) // 2
        start = data.rfind(b"\n", 0, middle) + 1
        end = data.find(b"\n", start)
        line = data[start:end]
        if line.startswith(wanted):
            return tuple(line.decode().split("\t")[2:])
        if line < wanted:
            low = end + 1
        else:
            high = start
    return None


@lru_cache(maxsize=65536)
def entry(word: str) -> Entry | None:
    """Look a word or fixed phrase up, in dictionary form and lower case."""
    row = _row(word)
    if row is None or len(row) != 3:
        return None
    return Entry(
        synsets=tuple(row[0].split(",")),
        antonyms=frozenset(filter(None, row[1].split("|"))),
        derived=frozenset(filter(None, row[2].split("|"))),
    )


def parts_of_speech(word: str) -> frozenset[str]:
    """Name the parts of speech that a word has; empty for an unknown word."""
    found = entry(word)
    return frozenset(_PARTS[key[0]] for key in found.synsets) if found else frozenset()


@lru_cache(maxsize=65536)
def _above(synset: str) -> frozenset[str]:
    """List the sets that are one or two steps more general."""
    reached: set[str] = set()
    edge = {synset}
    for _ in range(_STEPS):
        edge = {up for key in edge if (row := _row(key)) for up in row[0].split(",") if up}
        reached |= edge
    return frozenset(reached)


def _similar(synset: str) -> frozenset[str]:
    row = _row(synset)
    return frozenset(filter(None, row[1].split(","))) if row else frozenset()


@lru_cache(maxsize=65536)
def relation(word: str, other: str) -> Relation:
    """Say how ``other`` stands to ``word``, both English, in dictionary form and lower case.

    Returns:
        ``same``, ``antonym``, ``synonym`` (a shared set or the same word family), ``hypernym``
        (``other`` is more general), ``hyponym``, ``related`` (sisters, similar adjectives), or
        ``unknown``.
    """
    if word == other:
        return "same"
    if _opposed(word, other):
        return "antonym"
    mine, theirs = entry(word), entry(other)
    if mine is None or theirs is None:
        return "unknown"
    if other in mine.antonyms or word in theirs.antonyms:
        return "antonym"
    a, b = frozenset(mine.synsets), frozenset(theirs.synsets)
    if a & b or other in mine.derived or word in theirs.derived:
        return "synonym"
    above_a = frozenset[str]().union(*map(_above, a))
    above_b = frozenset[str]().union(*map(_above, b))
    if above_a & b:
        return "hypernym"
    if a & above_b:
        return "hyponym"
    if any(_similar(key) & b for key in a) or _sisters(a, b):
        return "related"
    return "unknown"


def _sisters(a: frozenset[str], b: frozenset[str]) -> bool:
    """Say whether two words share a set directly above them."""

    def parents(keys: frozenset[str]) -> set[str]:
        return {up for key in keys if (row := _row(key)) for up in row[0].split(",") if up}

    return bool(parents(a) & parents(b))


def _opposed(word: str, other: str) -> bool:
    """Say whether one is the other with an opposing prefix: escalation, de-escalation."""
    short, long = sorted((word, other), key=len)
    return len(short) > 3 and any(long == prefix + short for prefix in _OPPOSING_PREFIXES)
