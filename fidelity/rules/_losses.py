"""Finds the denial of one side that the other side does not have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from fidelity.lexicon.function_words import FunctionWord
from fidelity.matching.form_table import Hit
from fidelity.matching.lexicons import function_table
from fidelity.matching.sides import Side
from fidelity.rules._affixes import affixed
from fidelity.rules._denials import VERBS, Denial, Denials, barring, clause_of, denied_word
from fidelity.rules._opposites import Opposed, poles, same

BARRING = "barring"
"""The kind of a word that denies by its sense alone (lack, prevent)."""
WITHOUT = "without"
"""The class of the negative words whose loss counts apart from that of a denied verb."""
_NEXT = 2
"""Words after a negation among which a second one cancels it."""
_NOBODY = frozenset(("nobody", "nothing", "neither", "not-any"))
"""Classes of negative words that deny whatever verb follows them."""
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
    ends |= {(word.start, word.end) for word in side.words if affixed(word, side.language)}
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
        if _met_by_pole(sides, denial, pairs):
            continue
        answer = pairs.get(word) if word is not None else None
        if answer is not None and not _answered(sides, both, word, answer):
            return Loss(denial, word, answer, bare)
        same = _same_sense(sides, both, word) if answer is None else None
        if same is not None:
            return Loss(denial, word, same, bare)
        if bare and best is None and answer is None and not _twice(side, mine, denial):
            best = Loss(denial, word, None, bare)
    return best


def taken_over(loss: Loss, side: Side, found: Iterable[Opposed], *, added: bool) -> bool:
    """Say whether an opposite elsewhere says what a denial says (do not think it right, wrong)."""
    if loss.denial.kind in (*VERBS, BARRING, WITHOUT) or loss.word is None:
        return False
    end = side.words[loss.word].end
    spans = [each.target if added else each.source for each in found]
    return any(span[0] >= end for span in spans)


def _met_by_pole(sides: tuple[Side, Side], denial: Denial, pairs: dict[int, int]) -> bool:
    """Say whether a verb that denies has a negative counterpart of its own (withdrew)."""
    if denial.kind != VERBS[0]:
        return False
    side, other = sides
    there = [
        pairs[place]
        for place, word in enumerate(side.words)
        if denial.start <= word.start < denial.end and place in pairs
    ]
    negative = {start for start, _ in poles(other, positive=False)}
    return any(other.words[place].start in negative for place in there)


def _twice(side: Side, mine: Denials, denial: Denial) -> bool:
    """Say whether what is denied holds a denial itself (not unnoticed, nobody disputes)."""
    _, end = clause_of(side.text, denial.start)
    near = [word for word in side.words if denial.end <= word.start < end][:_NEXT]
    spots = {word.start for word in near}
    place = denied_word(side, denial)
    spots |= {side.words[place].start} if place is not None else set()
    negative = {start for start, _ in (*mine.hidden, *mine.lexical)}
    if denial.kind in _NOBODY:
        negative |= {start for start, _ in poles(side, positive=False)}
    return bool(spots & negative)


def _answered(
    sides: tuple[Side, Side], both: tuple[Denials, Denials], word: int | None, answer: int
) -> bool:
    """Say whether the counterpart of a denied word is denied.

    A word that denies by its own sense (not rule out) has one that does so too, and that is not the
    denial of it; where its counterpart affirms (not hide, admit), two denials became none.
    """
    (side, other), (mine, theirs) = sides, both
    here, there = (word is not None and side.words[word].start), other.words[answer].start
    if here is not False and any(span[0] == here for span in _lexical(side, mine)):
        alike = {span for span in (*theirs.hidden, *theirs.lexical) if span[0] == there}
        if not alike:
            return True
        theirs = _without(theirs, alike)
    return _denied_at(other, theirs, answer)


def lost_sense(
    sides: tuple[Side, Side], both: tuple[Denials, Denials], pairs: dict[int, int]
) -> Loss | None:
    """Find a word of the first side that denies by its sense, where the second denies nothing.

    Args:
        sides: the two sides.
        both: what they deny.
        pairs: from the place of a word of the first side to that of its counterpart.

    Returns:
        The loss; null where a negation of its own turns the word, or the other side has any.
    """
    (side, _), (mine, theirs) = sides, both
    if mine.open or not theirs.none:
        return None
    for start, end in barring(side):
        if any(one < end and start < other for one, other in mine.hidden):
            word = next((n for n, each in enumerate(side.words) if each.start >= end), None)
            answer = pairs.get(word) if word is not None else None
            return Loss(Denial(start, end, BARRING), word, answer, bare=True)
    return None


def _same_sense(
    sides: tuple[Side, Side], both: tuple[Denials, Denials], word: int | None
) -> int | None:
    """Find the one word that has the sense of the denied one, and is not denied itself."""
    (side, other), (_, theirs) = sides, both
    if word is None or theirs.open:
        return None
    start = side.words[word].start
    mine = {name for hit in _senses(side) if hit.start == start for name in _ids(hit)}
    starts = {hit.start for hit in _senses(other) if mine & set(_ids(hit))}
    starts |= set(same(side, other, start))
    found = [n for n, each in enumerate(other.words) if each.start in starts]
    alone = len(found) == 1 and not _answered(sides, both, word, found[0])
    return found[0] if alone else None


def _senses(side: Side) -> list[Hit[FunctionWord]]:
    return function_table(side.language, "lexical-negator").search(side.tokens)


def _ids(hit: Hit[FunctionWord]) -> list[str]:
    return [name for each in hit.values for name in each.ids]


def _denied_at(side: Side, there: Denials, place: int) -> bool:
    """Say whether something near a word, or in its clause before it, denies it."""
    words = side.words
    low = words[max(0, place - _AROUND)].start
    high = words[min(len(words) - 1, place + _AROUND)].end
    start, end = clause_of(side.text, words[place].start)
    near = any(low <= span[0] < high for span in there.hidden)
    first = _sentence_start(side.text, start)  # impossible to hold property, own land
    near = near or any(first <= span[0] < end for span in there.lexical)
    return near or any(
        low <= denial.start < high or start <= denial.start < end for denial in there.open
    )


def _sentence_start(text: str, place: int) -> int:
    """Give where the stretch between two marks, commas left out, begins that holds a place."""
    return max((text.rfind(mark, 0, place) + 1 for mark in ".;:!?("), default=0)
