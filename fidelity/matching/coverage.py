"""How much of each side of a segment the other side answers, word by word.

Every word of one side is compared with every word of the other: by the sentence encoder's places of
their dictionary forms, by aligned word vectors where the package has them, and names and codes by
their letters. This is an alignment by nearness without training (as in SimAlign, Jalili Sabet et
al. 2020); what a single word answers is unsure, what a whole sentence leaves unanswered tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from fidelity.engines import vectors
from fidelity.matching import meaning
from fidelity.matching.sides import Side
from fidelity.model import Tag
from fidelity.protocols import Word
from fidelity.text import likeness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FULL = 0.55
"""Cosine from which a word counts as answered altogether."""
_LEAST = 0.25
"""Cosine below which two words have nothing to do with each other."""
_PLACE = 0.15
"""What the full distance between two places in the sentence takes off the cosine."""
_MUTUAL = 0.35
"""Cosine from which two words that are nearest to one another count as a pair."""
_NAMES = 0.75
"""Likeness of letters from which two capitalised words may be one name."""
_SEGMENTS = 4
"""Segments of which what several rules ask for is kept."""
_COMMON, _RARE = 7.0, 4.0
"""Zipf frequencies between which the weight of a word goes from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the two sides of a segment answer of each other."""

    source: float
    """The share of the source's weight that the target answers, in [0, 1]."""
    target: float
    """The share of the target's weight that the source answers, in [0, 1]."""
    lost: float
    """The weight of what is not answered in the target, in words."""
    added: float
    """The weight of what the source does not ask for, in words."""
    paired: float
    """The share of the source's words that have a counterpart, in [0, 1]."""
    crossed: float
    """The share of two pairs of counterparts that stand in another order, in [0, 1]."""


def coverage(source: Side, target: Side) -> Coverage:
    """Measure what the two sides answer of each other."""
    rows, columns = source.words, target.words
    if not rows or not columns:
        return Coverage(0.0, 0.0, float(len(rows)), float(len(columns)), 0.0, 1.0)
    near = nearness(source, target)
    sides = [
        (weights(source), answered(near)),
        (weights(target), answered(near.T)),
    ]
    missing = [float(heavy @ (1 - found)) for heavy, found in sides]
    shares = [
        1 - lost / max(float(heavy.sum()), 1e-6)
        for lost, (heavy, _) in zip(missing, sides, strict=True)
    ]
    pairs = _pairs(near)
    return Coverage(
        source=shares[0],
        target=shares[1],
        lost=missing[0],
        added=missing[1],
        paired=len(pairs) / len(rows),
        crossed=_crossed(pairs),
    )


def answered(near: NDArray[np.float32]) -> NDArray[np.float64]:
    """Say how well each word of one side is answered, when every answer is given to one word only.

    The nearest two words are taken first, the place in the sentence deciding between near ones.

    Args:
        near: a row for each word, a column for each word of the other side.

    Returns:
        A number in [0, 1] for each row.
    """
    import numpy as np

    count, other = near.shape
    here, there = np.arange(count) / max(1, count - 1), np.arange(other) / max(1, other - 1)
    order = np.argsort(-(near - _PLACE * np.abs(here[:, None] - there[None, :])), axis=None)
    enough = (near >= _LEAST).ravel()
    found = np.zeros(count)
    free, left = ([True] * count, [True] * other), min(count, other)
    rows, columns = np.divmod(order[enough[order]], other)
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        if free[0][row] and free[1][column]:
            free[0][row] = free[1][column] = False
            found[row] = min(1.0, float(near[row, column]) / _FULL)
            left -= 1
            if not left:
                break
    return found


@lru_cache(maxsize=2 * _SEGMENTS)
def answers(source: Side, target: Side, *, back: bool) -> NDArray[np.float64]:
    """Say how well each word of a side is answered, as ``answered``.

    Args:
        source: the source.
        target: the translation.
        back: whether the words are those of the translation, else of the source.

    Returns:
        All who ask get the same, so nobody may write to it.
    """
    near = nearness(source, target)
    found = answered(near.T if back else near)
    found.flags.writeable = False
    return found


def prepare(sides: Iterable[Side]) -> None:
    """Place the words of several sides together, which takes half the time of one by one.

    Args:
        sides: those that will be compared; of a language that the encoder does not know, nothing
            is done.
    """
    meaning.places(
        [word.lemmas[0] for side in sides if meaning.serves(side.language) for word in side.words]
    )


@lru_cache(maxsize=_SEGMENTS)
def nearness(source: Side, target: Side) -> NDArray[np.float32]:
    """Compare every word of the source with every word of the target.

    Returns:
        A row for each source word, a column for each target word; cosines and likenesses. All who
        ask get the same, so nobody may write to it.
    """
    near = nearness_of((source.words, source.language), (target.words, target.language))
    near.flags.writeable = False
    return near


def nearness_of(
    first: tuple[Sequence[Word], Tag], second: tuple[Sequence[Word], Tag]
) -> NDArray[np.float32]:
    """Compare some words of one language with some of another, as ``nearness`` does.

    Args:
        first: words, and their language; not empty.
        second: the same of the other side.
    """
    import numpy as np

    lemmas = [word.lemmas[0] for words, _ in (first, second) for word in words]
    rows = len(first[0])
    placed = np.array(meaning.places(lemmas))
    near: NDArray[np.float32] = placed[:rows] @ placed[rows:].T
    _by_vectors(near, first, second)
    every = range(len(second[0]))
    names = [column for column in every if _written_alike(second[0][column])]
    for row, one in enumerate(first[0]):
        columns = every if _written_alike(one) else names
        if columns:
            same = np.array([_same(one, second[0][column]) for column in columns], np.float32)
            near[row, columns] = np.maximum(near[row, columns], same)
    return near


def _by_vectors(
    near: NDArray[np.float32],
    first: tuple[Sequence[Word], Tag],
    second: tuple[Sequence[Word], Tag],
) -> None:
    """Raise the cosines to those of the word vectors, where both words have one."""
    import numpy as np

    sides = [[vectors.placed(word.lemmas, tag) for word in words] for words, tag in (first, second)]
    there = [[at for at, vector in enumerate(side) if vector is not None] for side in sides]
    if all(there):
        one, other = (
            np.array([side[at] for at in known]) for side, known in zip(sides, there, strict=True)
        )
        where = np.ix_(*there)
        near[where] = np.maximum(near[where], one @ other.T)


def _written_alike(word: Word) -> bool:
    """Say whether letters may tell that a word is the same: it is a name, a code or a figure."""
    return word.text[:1].isupper() or not word.text.isalpha()


def _same(one: Word, other: Word) -> float:
    """Compare names and codes by their letters; 0 for ordinary words."""
    if one.text == other.text and not one.text.isalpha():
        return 1.0
    if one.text[:1].isupper() or other.text[:1].isupper():
        alike = _likeness(one.lemmas[0], other.lemmas[0])
        return alike if alike > _NAMES else 0.0
    return 0.0


@lru_cache(maxsize=65536)
def _likeness(one: str, other: str) -> float:
    return likeness(one, other, _NAMES)


@lru_cache(maxsize=2 * _SEGMENTS)
def weights(side: Side) -> NDArray[np.float64]:
    """Weigh the words of a side, rare ones more, in [0, 1]; each language has its frequencies.

    All who ask get the same, so nobody may write to it.
    """
    import numpy as np

    frequencies = np.array([frequency(word.text.lower(), side.language) for word in side.words])
    weighed: NDArray[np.float64] = ((_COMMON - frequencies) / (_COMMON - _RARE + 1)).clip(0.0, 1.0)
    weighed.flags.writeable = False
    return weighed


@lru_cache(maxsize=65536)
def frequency(word: str, tag: Tag) -> float:
    """Give the Zipf frequency of a word: 0 where it is unknown, 7 for the commonest.

    The corpus is that of wordfreq (Speer 2022).
    """
    from wordfreq import zipf_frequency

    try:
        return float(zipf_frequency(word, tag.split("-")[0]))
    except ImportError:  # it would cut Chinese, Japanese and Korean by libraries of their own
        return _listed_frequency(word, tag)
    except LookupError:
        return 0.0


def _listed_frequency(word: str, tag: Tag) -> float:
    """Look up a word that is cut already."""
    from wordfreq import freq_to_zipf, get_frequency_dict

    share = get_frequency_dict(tag.split("-")[0], "best").get(word)
    return float(freq_to_zipf(share)) if share else 0.0


def _pairs(near: NDArray[np.float32]) -> list[tuple[int, int]]:
    """List the words that are nearest to one another."""
    best, back = near.argmax(axis=1), near.argmax(axis=0)
    return [
        (row, int(column))
        for row, column in enumerate(best)
        if back[column] == row and near[row, column] > _MUTUAL
    ]


def _crossed(pairs: Sequence[tuple[int, int]]) -> float:
    total = len(pairs) * (len(pairs) - 1) // 2
    crossed = sum(
        one[1] > other[1] for place, one in enumerate(pairs) for other in pairs[place + 1 :]
    )
    return crossed / max(1, total)
