"""Finds surnames of which one letter went wrong on the way between Cyrillic and Latin script.

Surnames built as Russian ones are (-ov, -in, -sky, -enko) are written in Latin letters by rule,
with a known play (Solovyov, Soloviev). A word that is like such a name but for one letter that no
rule explains is a slip, or the name of somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import Levenshtein

from fidelity.matching.sides import KnownText, Side
from fidelity.protocols import Word
from fidelity.rules._likenames import sounds
from fidelity.rules._unlisted import ordinary
from fidelity.rules._wordings import base
from fidelity.text import normalise, sounded

_LANGUAGES = frozenset({("en", "ru"), ("ru", "en")})
_SHORTEST = 6
"""Letters that a surname has at least, since short ones are like many others."""


def slips(known: KnownText) -> Iterator[tuple[Word, Word]]:
    """Yield pairs of surnames, source and target, that differ in one letter that counts."""
    bases = (base(known.source.language), base(known.target.language))
    if bases not in _LANGUAGES:
        return
    russian, english = known.source, known.target
    if bases[1] == "ru":
        russian, english = english, russian
    latin = list(_surnames(english, "Latin"))
    for word in _surnames(russian, "Cyrillic"):
        near = [(other, apart) for other in latin if (apart := _apart(word, other)) <= 1]
        if len(near) == 1 and near[0][1] == 1:
            yield (word, near[0][0]) if russian is known.source else (near[0][0], word)


def _surnames(side: Side, script: str) -> Iterator[Word]:
    """Yield words that are built as Russian surnames are, in one of their dictionary forms.

    In Cyrillic an unknown word of this kind may be an adjective as well; the other side decides.
    """
    endings = sounds()["slavic"]["endings"][script]
    ending = re.compile(f"(?:{endings})$")
    for word in side.words:
        if not word.text[0].isupper() or len(word.text) < _SHORTEST or "-" in word.text:
            continue
        fits = any(ending.search(normalise(form)) for form in (word.text, *word.lemmas))
        if fits and (script == "Cyrillic" or not ordinary(side.language, word.text)):
            yield word


@lru_cache(maxsize=65536)
def _folded(name: str) -> str:
    """Write down what a spelling says, with all that may be written in two ways made one."""
    letters = sounded(name)
    for pattern, spelling in sounds()["slavic"]["same"]:
        letters = re.sub(pattern, spelling, letters)
    return letters


def _apart(one: Word, other: Word) -> int:
    """Count the letters in which two names differ, in the forms that are nearest to each other."""
    spellings = [{_folded(form) for form in (word.text, *word.lemmas)} for word in (one, other)]
    return min(Levenshtein.distance(*each) for each in product(*spellings))
