"""Back-translation by aligned word vectors, built in, between English and Russian.

**What it is.** Russian vectors learned from news (navec) and English ones (GloVe) were brought into
one space without a dictionary. The engine reads the company that a word keeps, not its letters.

**Key and cost.** None.

**Languages.** English and Russian.

**What it answers.** The nearest words with their scores, and the standing of every wording that the
question names. It knows single words; a phrase is placed at the middle of its words.

**How far to trust it.** It is half as ready as the embedding to confirm a look-alike. Words that
keep the same company, such as opposites, stand near to each other.

**Terms of use.** navec is under the MIT licence, GloVe under the Public Domain Dedication and
License.

**Privacy.** Nothing leaves the machine.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from fidelity import __version__
from fidelity.cache import derived_file, in_use
from fidelity.engines import _lexicon, _vocabulary
from fidelity.engines._lexicon import Lexicon, Point
from fidelity.languages import language
from fidelity.model import Egress, Fail, Outcome, Query, Tag
from fidelity.protocols import Engine, Missing, Setup
from fidelity.shelf import table

if TYPE_CHECKING:
    from fidelity.engines._lexicon import Matrix

VERSION = "1"
"""Raise it whenever the same question may get another answer."""
_LANGUAGES = frozenset(("en", "ru"))


def engines(setup: Setup) -> Iterable[Engine | Missing]:  # noqa: ARG001 - the protocol's signature
    """Offer the one table that ships with the package."""
    yield Vectors()


@dataclass(frozen=True, slots=True)
class Vectors:
    """The engine."""

    @property
    def id(self) -> str:
        """``vectors:navec``."""
        return "vectors:navec"

    @property
    def family(self) -> str:
        """``vectors``."""
        return "vectors"

    @property
    def version(self) -> str:
        """The version of the table."""
        return VERSION

    @property
    def egress(self) -> Egress:
        """``local``."""
        return "local"

    @property
    def pairs(self) -> str:
        """English and Russian, both ways."""
        return "en and ru, both ways"

    @property
    def sends(self) -> str:
        """Nothing."""
        return "nothing"

    def serves(self, source: Tag, target: Tag) -> bool:
        """Say whether the two languages are English and Russian."""
        return {source.split("-")[0], target.split("-")[0]} == _LANGUAGES

    def run(self, batch: Sequence[Query]) -> list[Outcome]:
        """Answer each query with the nearest words; a wording without a place is not found."""
        unsupported: Outcome = Fail("unsupported-pair")
        outcomes = dict.fromkeys(range(len(batch)), unsupported)
        served = [i for i, query in enumerate(batch) if self.serves(query.source, query.target)]
        for target in sorted({batch[i].target for i in served}):
            places = [i for i in served if batch[i].target == target]
            queries = [batch[i] for i in places]
            outcomes.update(zip(places, _ask(queries, target.split("-")[0]), strict=True))
        return [outcomes[i] for i in range(len(batch))]


def placed(lemmas: Iterable[str], tag: Tag) -> Matrix | None:
    """Give the vector of a word, of unit length.

    Args:
        lemmas: the dictionary forms that it may have; the first known one counts.
        tag: its language, English or Russian.

    Returns:
        The vector; null where none of the forms, or the language, is known.
    """
    row = _row(tuple(lemmas), tag)
    if row is None:
        return None
    vector: Matrix = _lexicon_of(tag.split("-")[0]).vectors[row]
    return vector


@lru_cache(maxsize=65536)
def _row(lemmas: tuple[str, ...], tag: Tag) -> int | None:
    """Find the row of a word; null where none of its forms, or the language, is known."""
    base = tag.split("-")[0]
    if base not in _LANGUAGES:
        return None
    index = _index_of(base)
    return next((index[lemma] for lemma in lemmas if lemma in index), None)


def _ask(queries: list[Query], target: Tag) -> list[Outcome]:
    import numpy as np

    (source,) = _LANGUAGES - {target}
    lexicon, theirs = _lexicon_of(target), _lexicon_of(source)
    nowhere = np.zeros(lexicon.vectors.shape[1], np.float32)
    vectors = [_place(query.text, source) for query in queries]
    wanted = sorted({text for query in queries for text in query.wanted})
    placed = {text: vector for text in wanted if (vector := _place(text, target)) is not None}
    points: dict[str, Point] = {}
    if placed:
        reference = theirs.vectors[: _lexicon.REFERENCE]
        crowded = _lexicon.crowding(np.array(list(placed.values()), np.float32), reference)
        points = {
            text: Point(vector, float(crowd), _vocabulary.log_frequency(text, target))
            for (text, vector), crowd in zip(placed.items(), crowded, strict=True)
        }
    rows = [nowhere if vector is None else vector for vector in vectors]
    return _lexicon.search(lexicon, queries, np.array(rows, np.float32), points)


def _place(text: str, tag: Tag) -> Matrix | None:
    """Find a wording's point: the middle of its known words, none if a long word is unknown."""
    import numpy as np

    index, lexicon = _index_of(tag), _lexicon_of(tag)
    rows = []
    for word in language(tag).words(text):
        row = next((index[lemma] for lemma in word.lemmas if lemma in index), None)
        if row is not None:
            rows.append(lexicon.vectors[row])
        elif len(word.text) > 3:
            return None
    if not rows:
        return None
    middle: Matrix = _lexicon.unit(np.array([np.mean(rows, axis=0)], np.float32))[0]
    return middle


@cache
def _index_of(tag: Tag) -> dict[str, int]:
    return {word: row for row, word in enumerate(_lexicon_of(tag).words)}


@cache
def _lexicon_of(tag: Tag) -> Lexicon:
    """Give the words of a language, read from the cache as they are used where that is possible."""
    folder = in_use()
    if folder is None:
        return _made(tag)
    with contextlib.suppress(OSError):
        path = derived_file(folder, f"vectors-{tag}.npz", _version(), partial(_keep, tag))
        try:
            return _kept(path)
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            path.unlink(missing_ok=True)  # to be made again the next time
    return _made(tag)


_ARRAYS = ("vectors", "log_frequency", "parts", "crowding")


def _version() -> str:
    """Name all on which the order of the words and their vectors hang."""
    content = hashlib.sha256(table("vectors.en-ru.npz").read_bytes()).hexdigest()
    return "-".join((__version__, VERSION, metadata.version("wordfreq"), content))


def _keep(tag: Tag, path: Path) -> None:
    import numpy as np

    lexicon = _made(tag)
    words = np.frombuffer("\n".join(lexicon.words).encode(), np.uint8)
    arrays = {name: getattr(lexicon, name) for name in _ARRAYS}
    np.savez(path, allow_pickle=False, words=words, **arrays)


def _kept(path: Path) -> Lexicon:
    import numpy as np

    with np.load(path, allow_pickle=False) as file:
        words = bytes(file["words"]).decode().split("\n")
        return Lexicon(tuple(words), **{name: file[name] for name in _ARRAYS})


def _made(tag: Tag) -> Lexicon:
    import numpy as np

    with np.load(table("vectors.en-ru.npz"), allow_pickle=False) as file:
        words = bytes(file[f"{tag}_words"]).decode().split("\n")
        vectors, crowding, parts = (
            file[f"{tag}_{what}"] for what in ("vectors", "crowding", "parts")
        )
    frequency = np.array([_vocabulary.log_frequency(word, tag) for word in words], np.float32)
    commonest_first = np.argsort(-frequency, kind="stable")
    return Lexicon(
        words=tuple(words[row] for row in commonest_first),
        vectors=_lexicon.unit(vectors[commonest_first].astype(np.float32)),
        log_frequency=frequency[commonest_first],
        parts=parts[commonest_first],
        crowding=crowding[commonest_first].astype(np.float32),
    )
