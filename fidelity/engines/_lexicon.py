"""Finds the nearest words of a language to a point in a shared space of meaning.

Nearest neighbours in such spaces suffer from hubs, words that are near to everything. The score is
therefore cross-domain similarity local scaling (Conneau et al. 2018, "Word translation without
parallel data", §2.3): twice the cosine, less how crowded either side's neighbourhood is. A small
prior lifts frequent words over rare look-alikes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from fidelity.model import Candidate, Fail, Ok, Outcome, Query, Standing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix: TypeAlias = NDArray[np.float32]
    Bits: TypeAlias = NDArray[np.uint8]

NEIGHBOURS = 10
"""How many neighbours say how crowded a place is; the method's authors use 10."""
FREQUENCY_WEIGHT = 0.02
"""Weight of the natural logarithm of a word's frequency."""
REFERENCE = 8000
"""The most frequent words of the other language stand for all of it when crowding is measured."""
CHUNK = 64
"""Queries searched at once: bounds the memory of one step at about 60 MB."""
DIGITS = 4
"""Scores are rounded, so that the order of equal answers does not hang on the last bit."""

PARTS_OF_SPEECH = ("noun", "verb", "adjective", "adverb")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language as points."""

    words: tuple[str, ...]
    vectors: Matrix
    """One row a word, of length 1."""
    log_frequency: Matrix
    """Natural logarithm of each word's share of all text."""
    parts: Bits
    """A bit for each part of speech that a word may have; 0: unknown."""
    crowding: Matrix
    """Mean cosine with the nearest words of the other language."""

    def point(self, row: int) -> Point:
        """Give the point of the word in one row."""
        return Point(self.vectors[row], float(self.crowding[row]), float(self.log_frequency[row]))

    def extended(self, other: Lexicon) -> Lexicon:
        """Join two lists of words of the same language."""
        import numpy as np

        return Lexicon(
            words=self.words + other.words,
            vectors=np.concatenate([self.vectors, other.vectors]),
            log_frequency=np.concatenate([self.log_frequency, other.log_frequency]),
            parts=np.concatenate([self.parts, other.parts]),
            crowding=np.concatenate([self.crowding, other.crowding]),
        )


@dataclass(frozen=True, slots=True)
class Point:
    """A wording that was placed in the space."""

    vector: Matrix
    crowding: float
    log_frequency: float


def bits(parts: Sequence[str]) -> int:
    """Write parts of speech as a bit mask; those that the search ignores count for nothing."""
    return sum(1 << i for i, part in enumerate(PARTS_OF_SPEECH) if part in parts)


def unit(matrix: Matrix) -> Matrix:
    """Scale every row to length 1; a row of zeros stays."""
    import numpy as np

    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    scaled: Matrix = (matrix / np.maximum(norms, 1e-9)).astype(np.float32)
    return scaled


def crowding(points: Matrix, others: Matrix) -> Matrix:
    """Measure how crowded each point's neighbourhood among ``others`` is: a mean cosine."""
    import numpy as np

    result = np.empty(len(points), np.float32)
    for start in range(0, len(points), 1024):
        cosines = points[start : start + 1024] @ others.T
        nearest = np.partition(cosines, -NEIGHBOURS, axis=1)[:, -NEIGHBOURS:]
        result[start : start + 1024] = nearest.mean(axis=1)
    return result


def search(
    lexicon: Lexicon, queries: Sequence[Query], vectors: Matrix, wanted: dict[str, Point]
) -> list[Outcome]:
    """Answer queries with the nearest words.

    Args:
        lexicon: the words of the answers' language.
        queries: the questions, all for one pair of languages.
        vectors: one row a query, of length 1, or zeros for a query that has no place.
        wanted: the points of the wanted wordings of all queries; one without a point is left out.
    """
    outcomes: list[Outcome] = []
    for start in range(0, len(queries), CHUNK):
        outcomes += _search_chunk(
            lexicon, queries[start : start + CHUNK], vectors[start : start + CHUNK], wanted
        )
    return outcomes


def _search_chunk(
    lexicon: Lexicon, queries: Sequence[Query], vectors: Matrix, wanted: dict[str, Point]
) -> list[Outcome]:
    import numpy as np

    cosines = vectors @ lexicon.vectors.T
    here = np.partition(cosines, -NEIGHBOURS, axis=1)[:, -NEIGHBOURS:].mean(axis=1)
    prior = FREQUENCY_WEIGHT * lexicon.log_frequency - lexicon.crowding
    scores = 2 * cosines + prior - here[:, None]
    outcomes: list[Outcome] = []
    for query, vector, row, crowded in zip(queries, vectors, scores, here, strict=True):
        if not vector.any():
            outcomes.append(Fail("not-found"))
            continue
        allowed = _allowed(lexicon, query)
        if allowed is not None:
            row[~allowed] = -np.inf
        standings = tuple(
            _standing(text, wanted[text], vector, float(crowded), row)
            for text in query.wanted
            if text in wanted
        )
        outcomes.append(Ok(_best(lexicon, row, query), standings))
    return outcomes


def _allowed(lexicon: Lexicon, query: Query) -> NDArray[np.bool_] | None:
    """Leave out words that cannot be of the query's part of speech."""
    mask = bits([query.part_of_speech]) if query.part_of_speech else 0
    if not mask:
        return None
    allowed: NDArray[np.bool_] = (lexicon.parts == 0) | ((lexicon.parts & mask) != 0)
    return allowed


def _best(lexicon: Lexicon, row: Matrix, query: Query) -> tuple[Candidate, ...]:
    import numpy as np

    count = min(query.best + len(query.wanted) + 1, len(row))
    nearest = np.argpartition(-row, count - 1)[:count]
    ranked = sorted((-round(float(row[i]), DIGITS), lexicon.words[i]) for i in nearest)
    found: dict[str, float] = {}
    for score, word in ranked:
        found.setdefault(word, -score)
    best = list(found.items())[: max(1, query.best)]
    return tuple(Candidate(word, score) for word, score in best)


def _standing(text: str, point: Point, vector: Matrix, crowded: float, row: Matrix) -> Standing:
    cosine = float(point.vector @ vector)
    score = 2 * cosine - point.crowding - crowded + FREQUENCY_WEIGHT * point.log_frequency
    score = round(score, DIGITS)
    # A wording that stands in the lexicon itself must not outrank itself by a rounding error.
    rank = 1 + int((row > score + 10**-DIGITS).sum())
    return Standing(text, score, rank, round(cosine, DIGITS))
