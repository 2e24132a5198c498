"""Makes labelled pairs: a term with a rendering that a dictionary gives, and with wrong ones.

The right ones are to be such as a glossary holds: prime equivalents (each is the first translation
of the other) of current usage (about as common as the term). A dictionary also lists what nobody
would put into a glossary, and a model that learns from that as right takes every odd word for
right.

The wrong ones here are of three kinds: neighbours of the right rendering in meaning, words that
look like the right rendering, and renderings of the term's opposites and sisters. Words that look
like the term and prime equivalents of its other senses are made in ``hard``.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel

from fidelity import wordnet
from fidelity.engines import _tables, _vocabulary
from fidelity.engines._vocabulary import log_frequency
from fidelity.languages import language
from fidelity.model import Ok, Query, Tag
from fidelity.protocols import Engine, no_progress
from fidelity.text import LOOK_ALIKE, likeness, normalise, transliterate

SEED = 20090306
RANKS = slice(200, 12_000)
"""Terms are taken from this stretch of the English vocabulary, by frequency."""
PRIME = 3
"""How far down a prime equivalent of another sense may stand, in either direction."""
COMMON = math.log(1e-6)
"""Share of all text that a current rendering has at least, as a natural logarithm."""
AKIN = math.log(4)
"""How much commoner or rarer than its term a current prime equivalent may be."""
ROUGHLY = 0.5
"""Share of equal letters below which look-alikes are not even measured."""
NEAR = 0.6
"""Cosine from which two words of one language are near in meaning."""
FAR = 0.2
"""Cosine below which two words of one language have little to do with each other."""
MANY = 200
"""Enough answers to know all translations of a word."""
NEAREST = 3
"""A wrong rendering is drawn from this many nearest ones: slips met in practice are near misses."""
NEIGHBOURS = 30


@dataclass(frozen=True)
class Pair:
    """One labelled pair."""

    term: str
    rendering: str
    drifted: bool
    kind: str
    """``right``, or the kind of wrong rendering."""
    control: str | None
    """Another right rendering, for the control question; null where the dictionary has none."""
    target: Tag
    definition: str | None = None
    """What the term means here; null where nothing says it."""
    sure: bool = False
    """Whether a second dictionary gives the right rendering of the term too."""


def pairs(
    dictionary: Engine, witness: Engine, target: Tag, count: int, cache_folder: Path
) -> list[Pair]:
    """Make about ``count`` terms' worth of pairs, always the same ones.

    Args:
        dictionary: where the right renderings come from.
        witness: a second dictionary of the same languages.
        target: the language of the renderings.
        count: how many terms.
        cache_folder: where the embedding keeps its tables.

    Returns:
        For each term a right rendering and one wrong rendering of every kind that can be made.
    """
    chance = random.Random(f"{SEED}{target}{dictionary.id}")  # noqa: S311 - a sample, no secret
    terms = [entry.word for entry in _vocabulary.vocabulary("en")[RANKS]]
    terms = [term for term in terms if len(term) > 2 and wordnet.entry(term)]
    chance.shuffle(terms)
    found: list[Pair] = []
    used = 0
    for term in terms:
        if used == count:
            break
        right = translations(dictionary, term, target)
        if not right or not prime(dictionary, term, right[0], target):
            continue
        used += 1
        others = right[1 : 1 + PRIME]
        control = chance.choice(others) if others and chance.random() < 0.5 else None
        sure = right[0] in translations(witness, term, target)
        found.append(Pair(term, right[0], False, "right", control, target, None, sure))
        for kind, maker in _makers(dictionary, term, right, target, cache_folder):
            possible = (
                text
                for text in maker()
                if log_frequency(text, target) >= COMMON
                and not right_after_all(dictionary, term, text, target)
                and not _kindred(text, right[0], target.split("-")[0], cache_folder)
            )
            wrong = list(islice(possible, NEAREST))
            if wrong:
                rendering = chance.choice(wrong)
                found.append(Pair(term, rendering, True, kind, control, target, None, sure))
    return found


def prime(dictionary: Engine, term: str, rendering: str, target: Tag) -> bool:
    """Say whether a first translation leads back to the term first, and is of current usage."""
    frequency = log_frequency(rendering, target)
    if frequency < COMMON or abs(frequency - log_frequency(term, "en")) > AKIN:
        return False
    return backs(dictionary, rendering, target)[:1] == [term]


def backs(dictionary: Engine, rendering: str, target: Tag) -> list[str]:
    """List all English headwords that a dictionary gives for a rendering."""
    (outcome,) = dictionary.run([Query(rendering, target, "en", best=MANY)])
    return [candidate.text for candidate in outcome.candidates] if isinstance(outcome, Ok) else []


def translations(dictionary: Engine, text: str, target: Tag) -> list[str]:
    """List all translations of an English word that a dictionary gives."""
    (outcome,) = dictionary.run([Query(text, "en", target, best=MANY)])
    return [candidate.text for candidate in outcome.candidates] if isinstance(outcome, Ok) else []


def right_after_all(dictionary: Engine, term: str, rendering: str, target: Tag) -> bool:
    """Say whether a rendering is right after all, for the term or one of its synonyms."""
    return any(
        wordnet.relation(term, normalise(text)) in ("same", "synonym")
        for text in backs(dictionary, rendering, target)
    )


def _kindred(text: str, rendering: str, base: str, cache_folder: Path) -> bool:
    """Say whether a word is both like the right one and near to it.

    The other aspect of a verb or a derived noun may be right without standing in the dictionary.
    """
    if likeness(text, rendering) < LOOK_ALIKE:
        return False
    words = _tables.words_of(cache_folder, base, no_progress)
    one, other = _tables.placed([text, rendering], words.mean)
    return float(one @ other) >= NEAR


Maker = Callable[[], Sequence[str]]


def _makers(
    dictionary: Engine,
    term: str,
    right: Sequence[str],
    target: Tag,
    cache_folder: Path,
) -> Iterator[tuple[str, Maker]]:
    rendering = right[0]
    part = part_of_speech(rendering, target)
    base = target.split("-")[0]

    def same_part(texts: Sequence[str]) -> list[str]:
        known = {normalise(text) for text in right}
        return [
            text
            for text in texts
            if normalise(text) not in known
            and (part is None or part_of_speech(text, target) == part)
        ]

    yield "neighbour", lambda: same_part(_neighbours(rendering, base, cache_folder))
    yield "look_alike", lambda: same_part(look_alikes(rendering, base))
    yield "cognate", lambda: same_part(look_alikes(term, base))
    yield (
        "opposite",
        lambda: same_part(
            [text for other in _kin(term) for text in translations(dictionary, other, target)[:2]]
        ),
    )


def part_of_speech(text: str, target: Tag) -> str | None:
    """Name the likeliest part of speech of a word; null for a phrase or an unknown word."""
    words = language(target).words(text)
    return words[0].parts_of_speech[0] if len(words) == 1 and words[0].parts_of_speech else None


def _neighbours(text: str, base: str, cache_folder: Path) -> list[str]:
    words = _tables.words_of(cache_folder, base, no_progress)
    vector = _tables.placed([text], words.mean)[0]
    nearest = np.argsort(-(words.lexicon.vectors @ vector))[:NEIGHBOURS]
    return [words.lexicon.words[i] for i in nearest]


@cache
def _words_of(base: str) -> dict[str, str]:
    """List the words of a language by how they read in Latin letters."""
    words = [entry.word for entry in _vocabulary.vocabulary(base) if len(entry.word) > 3]
    return {_latin(word): word for word in words}


def _latin(text: str) -> str:
    return transliterate(normalise(text), "Cyrillic")


def look_alikes(text: str, base: str) -> list[str]:
    """List words of a language that look like a word, in whatever script that one is written."""
    found = process.extract(
        _latin(text),
        _words_of(base).keys(),
        scorer=Indel.normalized_similarity,
        limit=20,
        score_cutoff=ROUGHLY,
    )
    words = [_words_of(base)[spelling] for spelling, *_ in found]
    return [word for word in words if likeness(text, word) >= LOOK_ALIKE]


def _kin(term: str) -> list[str]:
    """List opposites and sisters of a term."""
    entry = wordnet.entry(term)
    opposites = sorted(entry.antonyms) if entry else []
    sisters = [word for word in _sample() if wordnet.relation(term, word) == "related"]
    return opposites + sisters[:6]


@cache
def _sample() -> tuple[str, ...]:
    words = [entry.word for entry in _vocabulary.vocabulary("en")[:6000]]
    return tuple(random.Random(SEED).sample(words, 400))  # noqa: S311
