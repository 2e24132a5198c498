"""Which word of the translation answers which word of the source.

Words are compared by the built-in sentence encoder, and by aligned word vectors where the package
has them (English and Russian). Two words are counterparts if each is the nearest to the other, the
place in the sentence deciding between near ones. Where the encoder does not know a language,
nothing is known, and the rules have one key less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from fidelity.matching import meaning
from fidelity.matching.coverage import nearness, weights
from fidelity.matching.lexicons import function_table
from fidelity.matching.sides import Side
from fidelity.protocols import Word
from fidelity.rules._denials import heads

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEAR = 0.52
"""Cosine from which two words can be translations of each other."""
_PLACE = 0.25
"""What the full distance between two places in the sentence takes off the cosine."""
SHORT_SENTENCE = 40
"""Words up to which a sentence is short."""
_ABREAST = 0.25
"""The share of the sentence by which two places may differ to lie abreast."""
_ROOM = 25
"""Words up to which a text has room for one word of a kind only."""
_COVERED = 0.6
"""The share of its words that must have a counterpart then."""
_STOP = re.compile(r"[.!?]\s+\w")
"""The end of a sentence that another follows."""
_HEAVY = 0.25
"""Weight of a word, by its rarity, from which it says something of its own."""
_SHORT = 2
"""Letters up to which a word is a function word."""


@dataclass(frozen=True, slots=True)
class Counterparts:
    """The words of both sides and which answer which."""

    source: tuple[Word, ...]
    target: tuple[Word, ...]
    pairs: dict[int, int]
    """From the place of a source word to that of its counterpart."""
    likeness: dict[int, float]
    """The cosine of each pair, by the place of the source word."""

    covered: float = 0.0
    """The share of the words with vectors, on the side that has fewer, that have a counterpart."""

    @property
    def back(self) -> dict[int, int]:
        """The pairs from the target's side."""
        return {there: here for here, there in self.pairs.items()}


@lru_cache(maxsize=16)
def counterparts(source: Side, target: Side) -> Counterparts:
    """Pair the words of a segment; no pairs where the encoder does not know a language."""
    import numpy as np

    first, second = source.words, target.words
    if not meaning.serves(source.language, target.language):
        return Counterparts(first, second, {}, {})
    rows, columns = full(source), full(target)
    if not (rows and columns):
        return Counterparts(first, second, {}, {})
    near = nearness(source, target)[np.ix_(rows, columns)]
    pairs: dict[int, int] = {}
    likeness: dict[int, float] = {}
    for row, column in _mutual(near, rows, columns, (len(first), len(second))):
        pairs[rows[row]] = columns[column]
        likeness[rows[row]] = float(near[row, column])
    covered = len(pairs) / min(len(rows), len(columns))
    return Counterparts(first, second, pairs, likeness, covered)


def _mutual(
    near: NDArray[np.float32], rows: list[int], columns: list[int], lengths: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield the words that are nearest to one another, the place deciding between near ones."""
    import numpy as np

    here, there = np.array(rows) / lengths[0], np.array(columns) / lengths[1]
    score = near - _PLACE * np.abs(here[:, None] - there[None, :])
    best, back = score.argmax(axis=1), score.argmax(axis=0)
    for row, column in enumerate(best):
        if back[column] == row and near[row, column] >= NEAR:
            yield row, int(column)


def abreast(source: Side, target: Side, places: tuple[int, int]) -> bool:
    """Say whether two places lie alike in one short sentence.

    It stands in for a pair of words where the vectors know of neither.

    Args:
        source: the side of the first place.
        target: the side of the second place.
        places: code-point offsets.
    """
    longest = max(len(side.words) for side in (source, target))
    if longest > SHORT_SENTENCE or not one_sentence(source, target):
        return False
    first, second = places[0] / len(source.text), places[1] / len(target.text)
    return abs(first - second) <= _ABREAST


def one_sentence(*sides: Side) -> bool:
    """Say whether each side is one sentence."""
    return not any(_STOP.search(side.text) for side in sides)


def alike(source: Side, target: Side, places: tuple[int, int], covered: float = _COVERED) -> bool:
    """Say whether two texts are so much alike that two lone words must answer each other.

    Args:
        source: the side of the first word.
        target: the side of the second word.
        places: where they begin, code-point offsets.
        covered: the share of a brief text's words that must have a counterpart, in [0, 1].
    """
    if abreast(source, target, places):
        return True
    words = max(len(source.words), len(target.words))
    return words <= _ROOM and counterparts(source, target).covered >= covered


def paired(
    source: Side,
    target: Side,
    first: tuple[int, int],
    second: tuple[int, int],
    surely: float = NEAR,
) -> bool | None:
    """Say whether what stands at two places answers each other.

    Args:
        source: the side of the first place.
        target: the side of the second place.
        first: code-point offsets into the source.
        second: code-point offsets into the translation.
        surely: cosine from which a pair with a third word speaks against it, in [0, 1].

    Returns:
        Null where nothing is known of either.
    """
    taken = elsewhere(source, target, first, second, surely)
    if taken is None:
        return True
    return False if any(taken) else None


def elsewhere(
    source: Side,
    target: Side,
    first: tuple[int, int],
    second: tuple[int, int],
    surely: float,
) -> tuple[bool, bool] | None:
    """Say of each of two places whether a third word surely answers it; as ``paired``.

    Returns:
        Null where the two answer each other.
    """
    pairs = counterparts(source, target)
    here = [n for n, word in enumerate(pairs.source) if first[0] <= word.start < first[1]]
    there = [n for n, word in enumerate(pairs.target) if second[0] <= word.start < second[1]]
    if any(pairs.pairs.get(place) in there for place in here):
        return None
    back = pairs.back
    return (
        any(pairs.likeness[place] >= surely for place in here if place in pairs.pairs),
        any(pairs.likeness[back[place]] >= surely for place in there if place in back),
    )


def full(side: Side) -> list[int]:
    """List the places of the words that say something of their own."""
    heavy = weights(side)
    modals = {hit.start for hit in function_table(side.language, "modal").search(side.tokens)}
    return [
        place
        for place, word in enumerate(side.words)
        if len(word.text) > _SHORT
        and word.text[0].isalpha()
        and word.start not in modals
        and heads(word, side.language)
        and heavy[place] >= _HEAVY
    ]


def rest(
    pairs: Counterparts,
    sides: tuple[Side, Side],
    spans: tuple[tuple[int, int] | None, tuple[int, int] | None],
) -> float:
    """Give the share of the words with a counterpart, what stands at two places left aside.

    Args:
        pairs: the counterparts of the two sides.
        sides: the source and the translation.
        spans: the place on each side, code-point offsets; null: none.

    Returns:
        A share in [0, 1]; nought where a side says next to nothing else.
    """
    left = [
        {n for n in full(side) if not (span and span[0] <= side.words[n].start < span[1])}
        for side, span in zip(sides, spans, strict=True)
    ]
    met = sum(one in left[0] and other in left[1] for one, other in pairs.pairs.items())
    size = min(len(each) for each in left)
    return met / size if size > 1 else 0.0
