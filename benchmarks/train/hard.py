"""Makes wrong renderings as hard as those met in practice: false friends and other senses.

Both are taken from dictionaries and WordNet alone, never by what the encoder says of them: wrong
renderings that were picked because the encoder finds them far would be found by it too easily, and
the probabilities would be too sure of themselves.

A false friend is the word that looks most like a term and that a dictionary knows, but not as a
translation of the term or of a synonym; one can be sure of those of which a second dictionary says
the same. Another sense is a current translation of the
term whose own translations tie it to one synset only; which of the senses is the one that was meant
nobody can tell without a context, so either may be the wrong one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from benchmarks.train.pairs import (
    COMMON,
    RANKS,
    SEED,
    Pair,
    backs,
    look_alikes,
    part_of_speech,
    right_after_all,
    translations,
)
from benchmarks.train.senses import meant
from fidelity import wordnet
from fidelity.engines import _vocabulary
from fidelity.engines._vocabulary import log_frequency
from fidelity.model import Tag
from fidelity.protocols import Engine
from fidelity.text import LOOK_ALIKE, likeness, normalise

BANDS = (LOOK_ALIKE, 0.8, 0.9)
"""Where the thirds of the false friends in ``cases/`` begin, by how much they look like their term:
as many pairs are taken from each. Of all look-alikes most are in the first band."""
SHORTEST = 4
"""Letters from which a likeness is no accident."""


def friends(dictionary: Engine, witness: Engine, target: Tag, count: int) -> list[Pair]:
    """Make false friends, always the same ones.

    Args:
        dictionary: one that knows the terms.
        witness: a second dictionary of the same languages.
        target: the language of the renderings.
        count: how many in each of ``BANDS``, as far as there are any.
    """
    found: dict[float, list[Pair]] = {band: [] for band in BANDS}
    for term in _terms(dictionary):
        if all(len(pairs) == count for pairs in found.values()):
            break
        right = translations(dictionary, term, target)
        if not right:
            continue
        friend = next(_friends(dictionary, term, right[0], target), None)
        if friend is None:
            continue
        own = found[max(band for band in BANDS if likeness(term, friend) >= band)]
        if len(own) < count:
            sure = not right_after_all(witness, term, friend, target)
            own.append(Pair(term, friend, True, "cognate", None, target, None, sure))
    return [pair for pairs in found.values() for pair in pairs]


def _friends(dictionary: Engine, term: str, right: str, target: Tag) -> Iterator[str]:
    """List the false friends of a term, the most alike first."""
    part = part_of_speech(right, target)
    alike = look_alikes(term, target.partition("-")[0])
    for text in sorted(alike, key=lambda each: -likeness(term, each)):
        if (
            normalise(text) != term  # that would be a foreign word, rather
            and log_frequency(text, target) >= COMMON
            and (part is None or part_of_speech(text, target) == part)
            and backs(dictionary, text, target)
            and not right_after_all(dictionary, term, text, target)
        ):
            yield text


def other_senses(dictionary: Engine, target: Tag, count: int) -> list[Pair]:
    """Make renderings that are right in another sense of the term, always the same ones.

    Args:
        dictionary: where the renderings come from.
        target: their language.
        count: how many at most.
    """
    found: list[Pair] = []
    for term in _terms(dictionary):
        if len(found) == count:
            break
        renderings = sorted(meant(dictionary, term, target).values())
        if len(renderings) > 1:
            chance = random.Random(f"{SEED}{term} sense")  # noqa: S311 - a sample, no secret
            rendering = chance.choice(renderings)
            found.append(Pair(term, rendering, True, "sense", None, target, None, True))
    return found


def _terms(dictionary: Engine) -> list[str]:
    words = [entry.word for entry in _vocabulary.vocabulary("en")[RANKS]]
    words = [word for word in words if len(word) >= SHORTEST and wordnet.entry(word)]
    random.Random(f"{SEED}{dictionary.id} hard").shuffle(words)  # noqa: S311 - a sample, no secret
    return words
