"""A word of the translation looks like a word of the source and means something else.

Why it matters: international words wander and change their meaning: *actual* is not «актуальный», a
*decade* is not a «декада». A look-alike reads well, so nobody looks it up.

What to do: look both words up. If the look-alike is right here, suppress the finding and say why,
or list it as *admitted* in a glossary.

When to ignore it: where the two words do share the sense that is meant here.

What it finds: where a glossary tells to avoid such a rendering, the rule *avoided-term* finds it.
This rule looks for two more: for the same pair met the other way round (a glossary that forbids
*actuellement* for "actually" also says what is wrong with "actually" for *actuellement*), and for
pairs that no list names.

Evidence: the entry of the glossary. On pairs that no list names three keys must agree, so the rule
speaks seldom: the two words look or sound alike, they keep different company in Russian and English
texts (word vectors), and with the usual rendering in its place the sentence comes nearer to its
source (sentence encoder). It never speaks on names or on pairs that are known to share a sense
(``data/true-friends.yaml``), and there only between English and Russian.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from fidelity import plain_yaml as plain
from fidelity import shelf
from fidelity.engines.vectors import Vectors, placed
from fidelity.matching import meaning
from fidelity.matching.find import Mention
from fidelity.matching.sides import KnownText, Side
from fidelity.model import Evidence, Finding, Kind, Level, Ok, Query, Tag
from fidelity.protocols import Example, Word
from fidelity.segments import Segment
from fidelity.text import LOOK_ALIKE, likeness

LEVEL: Level = "warning"
_LOOK_ALIKES: tuple[Kind, ...] = ("false_friend", "near_homonym")
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
    Example(
        "en-ru",
        "Public presentation of the findings",
        "Публичная презентация выводов",
    ),
)
WRONG: tuple[Example, ...] = (
    Example(
        "fr-en", "Le ministre est actuellement à Genève.", "The minister is actually in Geneva."
    ),
    Example(
        "de-en", "Der Vertrag wird eventuell verlängert.", "The treaty will eventually be extended."
    ),
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
    yield from _turned_round(segment, known)
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


def _turned_round(segment: Segment, known: KnownText) -> Iterator[Finding]:
    """Yield the pairs that a glossary lists for the other direction.

    The source names, by a wording that is to be avoided for a concept, something that is not the
    concept; a translation that names the concept all the same has been taken in.
    """
    right = {
        (mention.glossary, mention.concept.id)
        for mention in known.source.mentions
        if mention.term.accepted
    }
    meant = _meant(known)
    for mention in known.source.mentions:
        term = mention.term
        if (
            term.status != "forbidden"
            or term.kind not in _LOOK_ALIKES
            or mention.inside
            or mention.glued
            or (mention.glossary, mention.concept.id) in right
        ):
            continue
        for other in known.target.mentions:
            if (
                other.term.accepted
                and not other.inside
                and (other.glossary, other.concept.id) == (mention.glossary, mention.concept.id)
                and (other.start, other.end) not in meant
            ):
                yield _listed(segment, mention, other)
                break


def _meant(known: KnownText) -> set[tuple[int, int]]:
    """List the places of the translation that a concept of the source asks for."""
    asked = {
        (mention.glossary, mention.concept.id)
        for mention in known.source.mentions
        if mention.term.accepted
    }
    return {
        (mention.start, mention.end)
        for mention in known.target.mentions
        if mention.term.accepted and (mention.glossary, mention.concept.id) in asked
    }


def _listed(segment: Segment, mention: Mention, other: Mention) -> Finding:
    because = f": {mention.term.reason}" if mention.term.reason else ""
    return Finding(
        rule="false-friend",
        level=LEVEL,
        message=f"“{mention.text}” does not mean “{other.text}”{because}",
        kind=mention.term.kind,
        concept=mention.concept.id,
        source=segment.source.span(mention.start, mention.end),
        target=segment.target.span(other.start, other.end),
        evidence=(
            _line(
                f"termbase:{mention.glossary}",
                mention.term.text,
                f"forbidden there for “{other.term.text}”",
            ),
        ),
    )


def _pairs(known: KnownText) -> Iterator[_Pair]:
    """Yield the words that look alike and keep different company."""
    source, target = known.source, known.target
    columns = [(column, _where(target, column), _word(target, column)) for column in _full(target)]
    for row in _full(source):
        here, one = _where(source, row), _word(source, row)
        for column, there, other in columns:
            if abs(here - there) > _PLACE:
                continue
            alike = _likeness(one, other)
            if alike < LOOK_ALIKE or _friends(known, row, column):
                continue
            near = _near(source.words[row], target.words[column], known)
            if near is None or near >= _APART:
                continue
            # A word that another one answers is no orphan, whatever it looks like.
            others = [_near(source.words[row], word, known) for word in target.words]
            others += [_near(word, target.words[column], known) for word in source.words]
            if max((each for each in others if each is not None), default=0.0) < _APART:
                yield _Pair(source.words[row], target.words[column], alike, near)


def _friends(known: KnownText, row: int, column: int) -> bool:
    """Say whether two words are known to share a sense."""
    words = {known.source.language[:2]: known.source.words[row].lemmas}
    words[known.target.language[:2]] = known.target.words[column].lemmas
    shared = _true_friends()
    return any((one, other) in shared for one in words["en"] for other in words["ru"])


@cache
def _true_friends() -> frozenset[tuple[str, str]]:
    """Read the look-alikes of English and Russian that share a sense."""
    path = shelf.table("true-friends.yaml")
    pairs = plain.keys(plain.keys(plain.parsed(path), "the file", path).get("pairs"), "pairs", path)
    return frozenset(
        (one, other)
        for one, others in pairs.items()
        for other in plain.texts(others, f"pairs of {one}", path)
    )


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
    return likeness(one, other, LOOK_ALIKE)


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
