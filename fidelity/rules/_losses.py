"""Finds the denial of one side that the other side does not have."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from fidelity.matching.lexicons import function_table
from fidelity.matching.sides import Side
from fidelity.rules._denials import Denial, Denials, clause_of, denied_word
from fidelity.rules._opposites import poles

WITHOUT = "without"
"""The class of the negative words whose loss counts apart from that of a denied verb."""
_AROUND = 4
"""Words before and after a counterpart in which a negation belongs to it."""


Spans = tuple[tuple[int, int], ...]
"""0-based code-point offsets into a text."""


class Loss(NamedTuple):
    """A denial of one side that the other side does not have."""

    denial: Denial
    word: int | None
    """The place of the denied word on the side that denies."""
    answer: int | None
    """The place of its counterpart on the other side."""
    bare: bool
    """Whether the other side denies nothing at all."""


def met(first: Denials, second: Denials) -> tuple[Denials, Denials]:
    """Leave out what says *without* on both sides: it answers nothing but itself."""
    both = min(sum(denial.kind == WITHOUT for denial in each.open) for each in (first, second))
    return _fewer(first, both), _fewer(second, both)


def cancelled(
    sides: tuple[Side, Side], both: tuple[Denials, Denials], pairs: dict[int, int]
) -> tuple[Denials, Denials]:
    """Leave out the words that deny by their sense and answer each other (ban, запрет).

    Words of scope (only, until) stay: they answer a negation together with another word.

    Args:
        sides: the two sides.
        both: what they deny.
        pairs: from the place of a word of the first side to that of its counterpart.
    """
    gone: tuple[set[tuple[int, int]], set[tuple[int, int]]] = (set(), set())
    own = [_lexical(side, denied) for side, denied in zip(sides, both, strict=True)]
    for here, there in pairs.items():
        spans = [
            _holding(some, side.words[place].start)
            for some, side, place in zip(own, sides, (here, there), strict=True)
        ]
        if all(spans):
            for each, found in zip(gone, spans, strict=True):
                each.update(found)
    first, second = (_without(denied, each) for denied, each in zip(both, gone, strict=True))
    return first, second


def _lexical(side: Side, denied: Denials) -> Spans:
    """List the words that deny by a sense of their own: negative poles, and verbs and nouns."""
    scope = {
        (hit.start, hit.end) for hit in function_table(side.language, "scope").search(side.tokens)
    }
    ends = {*poles(side, positive=False), *denied.lexical}
    return tuple(span for span in denied.hidden if span in ends and span not in scope)


def _holding(spans: Spans, place: int) -> Spans:
    return tuple(span for span in spans if span[0] <= place < span[1])


def _without(denied: Denials, spans: set[tuple[int, int]]) -> Denials:
    hidden, lexical = (
        tuple(span for span in each if span not in spans)
        for each in (denied.hidden, denied.lexical)
    )
    return replace(denied, hidden=hidden, lexical=lexical)


def _fewer(denied: Denials, count: int) -> Denials:
    taken = [denial for denial in denied.open if denial.kind == WITHOUT][:count]
    return replace(denied, open=tuple(each for each in denied.open if each not in taken))


def lost_denial(
    sides: tuple[Side, Side], both: tuple[Denials, Denials], pairs: dict[int, int]
) -> Loss | None:
    """Find the denial of the first side that the second lacks; null where it may have it."""
    side, _ = sides
    mine, theirs = both
    bare = theirs.none
    best: Loss | None = None
    for denial in mine.open:
        word = denied_word(side, denial)
        answer = pairs.get(word) if word is not None else None
        if answer is not None and not _answered(sides, both, word, answer):
            return Loss(denial, word, answer, bare)
        same = _same_sense(sides, both, word) if answer is None else None
        if same is not None:
            return Loss(denial, word, same, bare)
        if bare and best is None and answer is None:
            best = Loss(denial, word, None, bare)
    return best


def _answered(
    sides: tuple[Side, Side], both: tuple[Denials, Denials], word: int | None, answer: int
) -> bool:
    """Say whether the counterpart of a denied word is denied.

    A word that denies by its own sense (not rule out) has one that does so too, and that is not the
    denial of it.
    """
    (side, other), (mine, theirs) = sides, both
    own = tuple(span for span in mine.lexical if not any(_in(each, span) for each in mine.open))
    here = word is not None and _spans_hold(own, side.words[word].start)
    if here and _spans_hold((*theirs.lexical, *theirs.hidden), other.words[answer].start):
        place = other.words[answer].start
        rest = [
            tuple(span for span in each if not span[0] <= place < span[1])
            for each in (theirs.hidden, theirs.lexical)
        ]
        theirs = replace(theirs, hidden=rest[0], lexical=rest[1])
    return _denied_at(other, theirs, answer)


def _same_sense(
    sides: tuple[Side, Side], both: tuple[Denials, Denials], word: int | None
) -> int | None:
    """Find the word that denies by its sense as the denied one does, and is not denied itself."""
    (side, other), (_, theirs) = sides, both
    if word is None or theirs.open:
        return None
    start = side.words[word].start
    mine = {
        name
        for hit in function_table(side.language, "lexical-negator").search(side.tokens)
        if hit.start == start
        for each in hit.values
        for name in each.ids
    }
    for hit in function_table(other.language, "lexical-negator").search(other.tokens):
        if any(mine & set(each.ids) for each in hit.values):
            return next((n for n, w in enumerate(other.words) if w.start == hit.start), None)
    return None


def _in(denial: Denial, span: tuple[int, int]) -> bool:
    return span[0] <= denial.start < span[1]


def _spans_hold(spans: tuple[tuple[int, int], ...], place: int) -> bool:
    return any(start <= place < end for start, end in spans)


def _denied_at(side: Side, there: Denials, place: int) -> bool:
    """Say whether something near a word, or in its clause before it, denies it."""
    words = side.words
    low = words[max(0, place - _AROUND)].start
    high = words[min(len(words) - 1, place + _AROUND)].end
    start, end = clause_of(side.text, words[place].start)
    near = any(low <= span[0] < high for span in there.hidden)
    near = near or any(start <= span[0] < end for span in there.lexical)
    return near or any(
        low <= denial.start < high or start <= denial.start < end for denial in there.open
    )
