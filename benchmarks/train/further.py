"""Makes further pairs such as a glossary holds beside its prime equivalents.

A glossary also has admitted synonyms and terms of several words. They are rarer, longer and freer
than the first translation that a dictionary gives, and engines do worse on them; a threshold that
was set without them is too strict for a real glossary.

An admitted synonym is a translation further down that is of the same sense as the first one: a
second dictionary gives it too, or both lead back to a synonym of the term. A phrase is a rendering
of several words, or that of a term of several words. A phrase's wrong renderings are the phrases
nearest to it in meaning and those that share a word with it.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.train.pairs import (
    FAR,
    NEAR,
    NEAREST,
    PRIME,
    RANKS,
    SEED,
    Pair,
    backs,
    prime,
    right_after_all,
    translations,
)
from benchmarks.train.senses import WORDNET
from fidelity import wordnet
from fidelity.engines import _tables, _vocabulary
from fidelity.model import Tag
from fidelity.protocols import Engine, no_progress
from fidelity.text import normalise

MOST = 6
"""Translations of a term that are looked at."""
FIRST = 2
"""How far down a phrase may stand that a glossary might hold."""
LONGEST = 4
"""Words of a phrase at most; what is longer is an explanation."""
_PLAIN = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")


def admitted(
    dictionary: Engine, witness: Engine, target: Tag, count: int, folder: Path
) -> list[Pair]:
    """Make right pairs of admitted synonyms, always the same ones.

    Args:
        dictionary: where the renderings come from.
        witness: a second dictionary of the same languages.
        target: the language of the renderings.
        count: how many pairs.
        folder: where the embedding keeps its tables.
    """
    found: list[Pair] = []
    for term in _terms(dictionary):
        if len(found) == count:
            break
        right = translations(dictionary, term, target)[:MOST]
        if len(right) < 2 or not prime(dictionary, term, right[0], target):
            continue
        same = _admitted(dictionary, witness, term, right, target, folder)
        if same:
            found.append(Pair(term, same[0], False, "admitted", right[0], target, None, True))
    return found


def _terms(dictionary: Engine) -> list[str]:
    words = [entry.word for entry in _vocabulary.vocabulary("en")[RANKS]]
    words = [word for word in words if len(word) > 2 and wordnet.entry(word)]
    random.Random(f"{SEED}{dictionary.id}").shuffle(words)  # noqa: S311 - a sample, no secret
    return words


def _admitted(
    dictionary: Engine,
    witness: Engine,
    term: str,
    right: Sequence[str],
    target: Tag,
    folder: Path,
) -> list[str]:
    """List the synonyms of the first translation among the later ones."""
    first = set(_synonyms(dictionary, term, right[0], target))
    listed = {normalise(text) for text in translations(witness, term, target)}
    same = [
        text
        for text in right[1:]
        if (normalise(text) in listed or first & set(_synonyms(dictionary, term, text, target)))
        and term in backs(dictionary, text, target)[: 2 * PRIME]
        and _PLAIN.fullmatch(text)
        and len(text.split()) <= LONGEST
    ]
    if not same:
        return []
    one, *others = _placed([right[0], *same], target, folder)
    # What is far from the first translation is another sense of the term, whoever lists it.
    return [text for text, other in zip(same, others, strict=True) if float(one @ other) >= FAR]


def _synonyms(dictionary: Engine, term: str, rendering: str, target: Tag) -> list[str]:
    return [
        normalise(word)
        for word in backs(dictionary, rendering, target)
        if normalise(word) != term and wordnet.relation(term, normalise(word)) == "synonym"
    ]


def phrases(
    dictionary: Engine, witness: Engine, target: Tag, count: int, folder: Path
) -> list[Pair]:
    """Make pairs of several words, right and wrong, always the same ones.

    Args:
        dictionary: where the renderings come from.
        witness: a second dictionary of the same languages.
        target: the language of the renderings.
        count: how many right pairs at most.
        folder: where the embedding keeps its tables.
    """
    chance = random.Random(f"{SEED}{dictionary.id} phrases")  # noqa: S311 - a sample, no secret
    held = dict(_phrases(dictionary, target))
    texts = sorted({rendering for rendering, _ in held.values()})
    if not texts:
        return []
    places = _placed(texts, target, folder)
    sharing = _by_word(texts)
    terms = sorted(held)
    chance.shuffle(terms)
    found: list[Pair] = []
    for term in terms[:count]:
        rendering, control = held[term]
        place = places[texts.index(rendering)]
        sure = prime_phrase(dictionary, witness, term, rendering, target)
        made = [Pair(term, rendering, False, "right", control, target, None, sure)]
        near = [texts[i] for i in np.argsort(-(places @ place), kind="stable")[: 10 * NEAREST]]
        for kind, offered in (("neighbour", near), ("look_alike", _sharing(rendering, sharing))):
            wrong = [
                text
                for text in offered
                if text != rendering and not right_after_all(dictionary, term, text, target)
            ]
            drawn = chance.choice(wrong[:NEAREST]) if wrong else rendering
            if float(places[texts.index(drawn)] @ place) < NEAR:  # else it may be right after all
                made.append(Pair(term, drawn, True, kind, control, target, None, sure))
        if current(dictionary, witness, term, rendering, target):
            found += made
    return found


def current(dictionary: Engine, witness: Engine, term: str, rendering: str, target: Tag) -> bool:
    """Say whether a glossary might hold this: a first translation of a term of common words."""
    first = translations(dictionary, term, target)[:FIRST]
    known = all(word in _common() for word in re.split("[ -]", term))
    return known and (rendering in first or rendering in translations(witness, term, target))


@cache
def _common() -> frozenset[str]:
    return frozenset(entry.word for entry in _vocabulary.vocabulary("en")[: RANKS.stop])


def prime_phrase(
    dictionary: Engine, witness: Engine, term: str, rendering: str, target: Tag
) -> bool:
    """Say whether a phrase leads back to its term first, or a second dictionary gives it too."""
    back = backs(dictionary, rendering, target)[:1] == [term]
    return back or rendering in translations(witness, term, target)


def _phrases(dictionary: Engine, target: Tag) -> Iterator[tuple[str, tuple[str, str | None]]]:
    """Find the terms with a rendering of several words, or with several words themselves."""
    for term in [*_terms(dictionary), *_terms_of_several_words()]:
        right = translations(dictionary, term, target)[:MOST]
        for text in right:
            several = " " in text or " " in term
            if not several or not _PLAIN.fullmatch(text) or len(text.split()) > LONGEST:
                continue
            if term in backs(dictionary, text, target)[:PRIME]:
                other = next((each for each in right if each != text), None)
                yield term, (text, other)
                break


@cache
def _terms_of_several_words() -> tuple[str, ...]:
    """List the nouns and verbs of several words that WordNet has, without names."""
    found = set()
    for name in ("noun", "verb"):
        for line in (WORDNET / f"index.{name}").read_text("ascii").splitlines():
            word = line.partition(" ")[0].replace("_", " ")
            if " " in word and _PLAIN.fullmatch(word):
                found.add(word)
    return tuple(sorted(found))


def _by_word(texts: Sequence[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        for word in text.split():
            if len(word) > 3:  # shorter ones are articles and prepositions
                found[normalise(word)].append(text)
    return found


def _sharing(text: str, sharing: Mapping[str, Sequence[str]]) -> list[str]:
    words = [word for word in text.split() if len(word) > 3]
    return [other for word in words for other in sharing[normalise(word)]]


def _placed(texts: Sequence[str], target: Tag, folder: Path) -> NDArray[np.float32]:
    words = _tables.words_of(folder, target.split("-")[0], no_progress)
    return _tables.placed(list(texts), words.mean)
