"""Finds what a text denies: the negative words that stand in it, and what they deny.

Idle negations (not only, no later than), negative words that stand beside another by rule (никто
не) and two negations that cancel are no denial. ``docs/shifts.md`` describes the data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from fidelity import plain_yaml as plain
from fidelity.lexicon.function_words import FunctionWord, function_words
from fidelity.matching.form_table import FormTable, Hit
from fidelity.matching.lexicons import function_table
from fidelity.matching.sides import Side
from fidelity.model import Tag
from fidelity.protocols import Word
from fidelity.rules._affixes import affixed
from fidelity.rules._wordings import base, data, listed, path_of, wording_table

_CLAUSE = re.compile("[,;:()–—]| - ")
_CONTINUES = "neither"
VERBS = ("verb", "fail")
"""Kinds of denials by verbs: those that refuse or reject, and those that fail to do something."""
_AT_END = 1
"""Words after a negation up to which it may deny the word before it."""


@dataclass(frozen=True, slots=True)
class Denial:
    """One negation in a text."""

    start: int
    """0-based code-point offset into the text."""
    end: int
    kind: str
    """The class of the negator (``not``, ``without``, ``nobody`` …)."""


@dataclass(frozen=True, slots=True)
class Denials:
    """All that a text denies, openly or by the sense of its words."""

    open: tuple[Denial, ...]
    """Negative words, by place; of a chain (neither … nor) the first only."""
    hidden: tuple[tuple[int, int], ...]
    """Where words stand that another language may render by a negation (refuse, unless, only)."""
    lexical: tuple[tuple[int, int], ...] = ()
    """Those among them that deny a whole clause (lack, refuse)."""

    @property
    def none(self) -> bool:
        """Whether nothing at all is denied."""
        return not self.open and not self.hidden


def has_data(tag: Tag) -> bool:
    """Say whether the negative words of a language are known."""
    return function_words(tag) is not None and bool(data("polarity", base(tag)))


@lru_cache(maxsize=8)
def denials(side: Side) -> Denials:
    """Find what one side of a segment denies."""
    tag = side.language
    tokens = side.tokens
    hits = function_table(tag, "negator").search(tokens)
    idle = [(hit.start, hit.end) for hit in _idle(tag).search(tokens)]
    idle += _framed(side, [(hit.start, hit.end) for hit in hits])
    verbs = list(_denying(side, idle, hits))
    found = [
        Denial(hit.start, hit.end, hit.values[0].classes[0].id)
        for hit in hits
        if not _within(idle, hit.start, hit.end) and not _numbers(side.text, hit.end)
    ]
    found += verbs
    if _counts_alone(tag):
        found += _before_the_verb(side, idle)
    found.sort(key=lambda denial: (denial.start, -denial.end))
    weak = [denial for denial in found if denial.kind == "hardly"]
    kept = tuple(_merged([d for d in found if d.kind != "hardly"], side))
    lexical = _spans(function_table(tag, "lexical-negator"), side) | _exceptions(side)
    hidden = {*idle, *lexical, *((denial.start, denial.end) for denial in weak)}
    hidden |= _spans(_listed(tag, "implicit"), side) | _spans(function_table(tag, "concord"), side)
    hidden |= {(word.start, word.end) for word in side.words if affixed(word, tag)}
    # Not only and cannot but affirm: they cannot stand for a negation of the other side.
    affirmed = [
        (hit.start, hit.end)
        for hit in function_table(tag, "idle-negation").search(tokens)
        if "not-only" in hit.values[0].ids
    ]
    affirmed += _spans(_listed(tag, "affirming"), side)
    hidden = {span for span in hidden if not _within(affirmed, *span)}
    taken = {(denial.start, denial.end) for denial in kept}
    return Denials(kept, tuple(sorted(hidden - taken)), tuple(sorted(lexical - taken)))


def _spans(table: FormTable[Any], side: Side) -> set[tuple[int, int]]:
    return {(hit.start, hit.end) for hit in table.search(side.tokens)}


def _exceptions(side: Side) -> set[tuple[int, int]]:
    """Find the words that deny the clause which they open (unless)."""
    hits = function_table(side.language, "scope").search(side.tokens)
    return {
        (hit.start, hit.end) for hit in hits if all("unless" in word.ids for word in hit.values)
    }


def barring(side: Side) -> tuple[tuple[int, int], ...]:
    """List the words that deny by their sense so surely that something must answer them (lack)."""
    return tuple(sorted(_spans(_listed(side.language, "barring"), side)))


def clause_of(text: str, place: int) -> tuple[int, int]:
    """Give the bounds of the stretch between two marks that holds a place."""
    start = max((m.end() for m in _CLAUSE.finditer(text, 0, place)), default=0)
    following = _CLAUSE.search(text, place)
    return start, following.start() if following else len(text)


def denied_word(side: Side, denial: Denial) -> int | None:
    """Find the word that a negation denies, by its place among the words; null where none is."""
    for place, word in enumerate(side.words):
        if word.start >= denial.end:
            if heads(word, side.language):
                return place
            if word.start - denial.end > 40:  # characters: farther off is another clause
                break
    return _before(side, denial)


def _before(side: Side, denial: Denial) -> int | None:
    """Find the word before a negation that stands at the end of its clause (найдено не было)."""
    start, end = clause_of(side.text, denial.start)
    if denial.kind != "not" or len(side.text[denial.end : end].split()) > _AT_END:
        return None
    before = [
        place
        for place, word in enumerate(side.words)
        if start <= word.start < denial.start
        and heads(word, side.language)
        and not (place and "preposition" in side.words[place - 1].parts_of_speech)
    ]
    return before[-1] if before else None


@cache
def _helpers(tag: Tag) -> frozenset[str]:
    helpers = data("polarity", base(tag)).get("helpers", [])
    return frozenset(plain.texts(helpers, "helpers", path_of("polarity", base(tag))))


def heads(word: Word, tag: Tag) -> bool:
    """Say whether a word can be what a negation or modal governs: no helper, no article."""
    return len(word.text) > 2 and not _helpers(tag) & set(word.lemmas)


@cache
def _idle(tag: Tag) -> FormTable[bool]:
    idle = listed("polarity", tag, "idle")
    known = function_words(tag)
    words = known.of("idle-negation") if known else ()
    own: list[tuple[tuple[str, tuple[str, ...]], bool]] = [
        ((word.text, word.forms), True) for word in words if _in_one_piece(word)
    ]
    return wording_table([*own, *((each, True) for each in idle)], tag)


def _denying(
    side: Side, idle: list[tuple[int, int]], negators: list[Hit[FunctionWord]]
) -> Iterator[Denial]:
    """Find verbs that deny as a negative word does (refuse to); denied themselves, they cancel."""
    for hit in _verbs(side.language).search(side.tokens):
        before = [each for each in negators if each.end <= hit.start]
        if before and len(side.text[before[-1].end : hit.start].split()) <= 1:
            idle += [(before[-1].start, before[-1].end), (hit.start, hit.end)]
        elif not any(hit.start <= each.start < hit.end for each in negators):
            yield Denial(hit.start, hit.end, hit.values[0])


@cache
def _verbs(tag: Tag) -> FormTable[str]:
    keys = (("denying", VERBS[0]), ("failing", VERBS[1]))
    return wording_table(
        ((each, kind) for key, kind in keys for each in listed("polarity", tag, key)), tag
    )


def _framed(side: Side, negators: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Find negators that deny nothing because of another word of the clause.

    It stands before them (пока … не) or closes them (ne … que), no second negator between.
    """
    for hit in _frames(side.language, "frames").search(side.tokens):
        _, end = clause_of(side.text, hit.start)
        after = [span for span in negators if hit.end <= span[0] < end]
        yield from [span for span in after if _text(side, span) in hit.values][:1]
    for hit in _frames(side.language, "closers").search(side.tokens):
        start, _ = clause_of(side.text, hit.start)
        before = [span for span in negators if start <= span[0] < hit.start][-1:]
        yield from [span for span in before if _text(side, span) in hit.values]


def _text(side: Side, span: tuple[int, int]) -> str:
    return side.text[span[0] : span[1]].lower()


@cache
def _frames(tag: Tag, key: str) -> FormTable[str]:
    path = path_of("polarity", base(tag))
    frames = plain.items(data("polarity", base(tag)).get(key, []), key, path)
    pairs = [plain.texts(frame, "a frame", path) for frame in frames]
    where = 1 if key == "closers" else 0
    return wording_table((((pair[where], (pair[where],)), pair[1 - where]) for pair in pairs), tag)


def _in_one_piece(word: FunctionWord) -> bool:
    return " " in word.text or bool(word.forms)


@cache
def _listed(tag: Tag, key: str) -> FormTable[bool]:
    return wording_table(((each, True) for each in listed("polarity", tag, key)), tag)


def _within(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in spans)


def _numbers(text: str, end: int) -> bool:
    """Say whether a word is the abbreviation of *number* (No. 5)."""
    return re.match(r"\.?\s?\d", text[end : end + 3]) is not None and text[end - 2 : end] == "No"


def _counts_alone(tag: Tag) -> bool:
    known = function_words(tag)
    return known is not None and known.concord == "after-the-verb"


def _before_the_verb(side: Side, idle: list[tuple[int, int]]) -> Iterator[Denial]:
    """Find negative words that deny by themselves, no negator standing before them."""
    negators = [hit.start for hit in function_table(side.language, "negator").search(side.tokens)]
    for hit in function_table(side.language, "concord").search(side.tokens):
        start, _ = clause_of(side.text, hit.start)
        if not _within(idle, hit.start, hit.end) and not any(
            start <= place < hit.start for place in negators
        ):
            yield Denial(hit.start, hit.end, hit.values[0].classes[0].id)


def _merged(found: list[Denial], side: Side) -> Iterator[Denial]:
    """Leave out what continues a negation, and two that cancel."""
    last: Denial | None = None
    for denial in found:
        if last and denial.start < last.end:
            continue
        if last and denial.kind == _CONTINUES and _same_clause(side.text, last, denial):
            continue
        if last and _pairs(side, last, denial):
            continue
        last = denial
        yield denial


def _same_clause(text: str, first: Denial, second: Denial) -> bool:
    return ";" not in text[first.end : second.start]


def _pairs(side: Side, first: Denial, second: Denial) -> bool:
    """Say whether two negative words are one negation (ne … pas)."""
    if base(side.language) != "fr":
        return False
    between = side.text[first.end : second.start]
    return second.kind == "not" and len(between.split()) <= 4 and not _CLAUSE.search(between)
