"""A word of the translation looks like a word of the source and means something else.

International words wander and change their meaning: *actual* is not «актуальный», a *decade* is not
a «декада». Where a trap list names such a pair, the rule *avoided-term* finds it. This rule looks
for pairs that no list names.

What to do: look both words up. If the look-alike is right here, suppress the finding and say why,
or list it as *admitted* in a glossary.

Three keys must agree, so it speaks seldom: the two words look or sound alike, they keep different
company in Russian and English texts, and with the usual rendering in its place the sentence comes
nearer to its source. It never speaks on names, and only between English and Russian, for which the
package has word vectors.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fidelity import meaning
from fidelity.engines.vectors import Vectors, placed
from fidelity.model import Evidence, Finding, Level, Ok, Query, Tag
from fidelity.protocols import Example, Word
from fidelity.segments import Segment
from fidelity.sides import KnownText, Side
from fidelity.text import LOOK_ALIKE, likeness

LEVEL: Level = "warning"
_LETTERS = 5
"""Letters from which a word is long enough for its likeness to another to be no chance."""
_APART = 0.35
"""Cosine below which two words keep different company."""
_PLACE = 0.3
"""Share of the sentence by which their places may differ."""
_GAIN = 0.04
"""Cosine by which the usual rendering must bring the sentence nearer to its source."""
_TRIED = 4

RIGHT: tuple[Example, ...] = (
    Example(
        "en-ru",
        "The president opened the conference on climate.",
        "Президент открыл конференцию по климату.",
    ),
    Example(
        "en-ru",
        "The delegation discussed the current agenda.",
        "Делегация обсудила актуальную повестку дня.",
    ),
    Example(
        "ru-en",
        "Комиссия представила конкретный проект.",
        "The commission submitted a concrete project.",
    ),
)
WRONG: tuple[Example, ...] = (
    Example(
        "en-ru",
        "The fabric of the society was damaged.",
        "Фабрика общества была повреждена.",
    ),
    Example(
        "ru-en",
        "Правительство отвергло претензии соседней страны.",
        "The government rejected the pretensions of the neighbouring country.",
    ),
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two words that look alike."""

    source: Word
    target: Word
    likeness: float
    near: float


def check(segment: Segment, known: KnownText) -> Iterator[Finding]:
    """Yield a finding for each look-alike that stands for a word of another meaning."""
    source, target = known.source, known.target
    if not Vectors().serves(source.language, target.language):
        return
    for pair in _pairs(known):
        usual = _usual(pair.source.lemmas[0], source.language, target.language)
        there = {lemma for word in target.words for lemma in word.lemmas}
        if not usual or there & set(usual):
            continue
        span = (pair.target.start, pair.target.end)
        gain = meaning.gain(source.text, target.text, span, usual, pair.target.lemmas[0])
        if gain >= _GAIN:
            yield _finding(segment, pair, usual, gain)


def _pairs(known: KnownText) -> Iterator[_Pair]:
    """Yield the words that look alike and keep different company."""
    source, target = known.source, known.target
    for row in _full(source):
        for column in _full(target):
            alike = _likeness(_word(source, row), _word(target, column))
            if alike < LOOK_ALIKE or abs(_where(source, row) - _where(target, column)) > _PLACE:
                continue
            near = _near(source.words[row], target.words[column], known)
            if near is None or near >= _APART:
                continue
            # A word that another one answers is no orphan, whatever it looks like.
            others = [_near(source.words[row], word, known) for word in target.words]
            others += [_near(word, target.words[column], known) for word in source.words]
            if max((each for each in others if each is not None), default=0.0) < _APART:
                yield _Pair(source.words[row], target.words[column], alike, near)


def _near(one: Word, other: Word, known: KnownText) -> float | None:
    """Compare the company of two words; null where one of them has no vector."""
    first = placed(one.lemmas, known.source.language)
    second = placed(other.lemmas, known.target.language)
    return None if first is None or second is None else float(first @ second)


def _full(side: Side) -> list[int]:
    """List the places of the words that are no names, codes or short words."""
    return [
        place
        for place, word in enumerate(side.words)
        if len(word.lemmas[0]) >= _LETTERS
        and word.text.isalpha()
        and (word.text.islower() or (place == 0 and not word.text.isupper()))
    ]


def _word(side: Side, place: int) -> str:
    return side.words[place].lemmas[0]


def _where(side: Side, place: int) -> float:
    return side.words[place].start / max(1, len(side.text))


@lru_cache(maxsize=65536)
def _likeness(one: str, other: str) -> float:
    return likeness(one, other)


@lru_cache(maxsize=4096)
def _usual(lemma: str, source: Tag, target: Tag) -> tuple[str, ...]:
    """Ask the word vectors how a word is usually rendered."""
    (outcome,) = Vectors().run([Query(lemma, source, target, best=_TRIED)])
    return (
        tuple(each.text for each in outcome.candidates[:_TRIED]) if isinstance(outcome, Ok) else ()
    )


def _finding(segment: Segment, pair: _Pair, usual: Sequence[str], gain: float) -> Finding:
    source = segment.source.text[pair.source.start : pair.source.end]
    target = segment.target.text[pair.target.start : pair.target.end]
    return Finding(
        rule="false-friend",
        level=LEVEL,
        message=f"“{target}” looks like “{source}” but seems to mean something else",
        kind="false_friend",
        source=segment.source.span(pair.source.start, pair.source.end),
        target=segment.target.span(pair.target.start, pair.target.end),
        evidence=(
            _line("letters", target, f"likeness {pair.likeness:.2f} to “{source}”"),
            _line("vectors:navec", target, f"nearness {pair.near:.2f} to “{source}”"),
            _line(
                f"embedding:{meaning.NAME}",
                target,
                f"with the usual rendering the sentence is {gain:+.3f} nearer to the source",
            ),
        ),
        suggestions=tuple(f"{word} (by word vectors)" for word in usual[:2]),
    )


def _line(engine: str, query: str, reason: str) -> Evidence:
    family = engine.split(":", maxsplit=1)[0]
    return Evidence(engine, family, query, (), "unrelated", None, reason, None)
