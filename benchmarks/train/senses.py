"""Makes pairs with definitions: a term, the definition of one of its senses, and two renderings.

A rendering is taken to be of the sense whose synset holds another of the rendering's own
back-translations; where it fits one synset only, that one's gloss is its definition. The rendering
of another sense is the wrong one. Glosses are those of WordNet (Debian package ``wordnet-base``).
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from benchmarks.train.pairs import COMMON, PRIME, RANKS, SEED, Pair, backs, translations
from fidelity.engines import _vocabulary
from fidelity.engines._vocabulary import log_frequency
from fidelity.model import Tag
from fidelity.protocols import Engine

WORDNET = Path("/usr/share/wordnet")
MOST = 10
"""Translations of a term that are looked at."""


def senses(dictionary: Engine, target: Tag) -> list[Pair]:
    """Make all pairs that a dictionary and WordNet give together.

    Args:
        dictionary: where the renderings come from.
        target: their language.
    """
    found: list[Pair] = []
    for term in [entry.word for entry in _vocabulary.vocabulary("en")[RANKS]]:
        by_sense = meant(dictionary, term, target)
        if len(by_sense) < 2:
            continue
        chance = random.Random(f"{SEED}{term}")  # noqa: S311 - a sample, no secret
        (one, first), (other, second) = chance.sample(sorted(by_sense.items()), 2)
        for gloss, right, wrong in ((one, first, second), (other, second, first)):
            found.append(Pair(term, right, False, "right", None, target, gloss))
            found.append(Pair(term, wrong, True, "sense", None, target, gloss))
    return found


def meant(dictionary: Engine, term: str, target: Tag) -> Mapping[str, str]:
    """Find renderings that are of one sense only: the first one by the gloss of the sense."""
    glosses = _glosses().get(term, ())
    found: dict[str, str] = {}
    if len(glosses) < 2:
        return found
    for rendering in translations(dictionary, term, target)[:MOST]:
        back = backs(dictionary, rendering, target)
        if log_frequency(rendering, target) < COMMON or term not in back[:PRIME]:
            continue
        fitting = [gloss for words, gloss in glosses if any(w != term and w in words for w in back)]
        if len(fitting) == 1:
            found.setdefault(fitting[0], rendering)
    return found


@cache
def _glosses() -> Mapping[str, Sequence[tuple[frozenset[str], str]]]:
    """Read the words and the gloss of each synset, by each of its words."""
    found: dict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
    for name in ("noun", "verb", "adj", "adv"):
        for line in (WORDNET / f"data.{name}").read_text("ascii").splitlines():
            head, _, gloss = line.partition(" | ")
            fields = head.split()
            if line.startswith("  ") or not gloss:
                continue
            written = fields[4 : 4 + 2 * int(fields[3], 16) : 2]
            words = frozenset(w.partition("(")[0].replace("_", " ").lower() for w in written)
            definition = "; ".join(
                part for part in gloss.strip().split("; ") if not part.startswith('"')
            )
            for word in words:
                found[word].append((words, definition))
    return found
