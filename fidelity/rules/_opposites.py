"""Finds a word of the source whose opposite stands in the translation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from fidelity import plain_yaml as plain
from fidelity.matching.form_table import FormTable, Hit, longest
from fidelity.matching.lexicons import function_table
from fidelity.matching.sides import Side
from fidelity.model import Tag
from fidelity.rules._counterparts import abreast, alike, counterparts, elsewhere
from fidelity.rules._denials import Denials, clause_of
from fidelity.rules._shared_terms import Shared, Spans, holds
from fidelity.rules._wordings import Entered, base, data, entered, path_of, wording_table

_COVERED = 0.7
"""The share of a brief text's words that must have a counterpart for two opposites to answer each
other."""
_ANSWERED = 0.6
"""Cosine from which a word is answered by another one than its opposite."""
_HYPHENS = ("-", "\u2010", "\u2011")
"""A word after one of these is part of another (non-compulsory)."""
_BRIEF, _CLEAR = 20, 0.75
"""Words up to which a text is so brief, and the share of them with a counterpart from which it is
so clear, that one of the two may seem to be answered by another word."""
_TURNED = 2
"""Words between a negative word and the opposite that it turns."""
_FAR = 5
"""The same where the opposite on the other side is turned."""
_TURNS = 3
"""Characters between a word that denies and the opposite that it turns."""


class Pole(NamedTuple):
    """One end of a pair of opposites."""

    axis: str
    """The id of the pair, the same in all languages."""
    positive: bool


class Opposed(NamedTuple):
    """Two words of a segment that are opposites."""

    axis: str
    source: tuple[int, int]
    """Code-point offsets into the source."""
    target: tuple[int, int]
    paired: bool
    """Whether the word vectors say that one stands for the other."""


def opposed(source: Side, target: Side, shared: Shared) -> Iterator[Opposed]:
    """Yield the pairs of opposites that nothing else in the segment explains.

    A pole counts only if no other word of either side stands at the same pole of the same pair, for
    *rise and fall* may be turned round freely, and two words of one pole answer each other. A word
    of a term that both sides name (enter into force) is none.
    """
    mine, theirs = _hits(source, shared.source), _hits(target, shared.target)
    for first, second in product(mine, theirs):
        axis = _axis(first, second)
        if axis is None or _met(second, mine, first) or _met(first, theirs, second):
            continue
        spans = (first.start, first.end), (second.start, second.end)
        paired, places = _paired(source, target, *spans), (first.start, second.start)
        if paired or (paired is None and alike(source, target, places, _COVERED)):
            yield Opposed(axis, *spans, bool(paired))


def stands(each: Sequence[tuple[Side, Denials, tuple[int, int]]], *, balanced: bool) -> bool:
    """Say whether no negation turns one of two opposites, so that the two are opposites indeed.

    Args:
        each: the sides, what they deny, and where the opposites stand in them.
        balanced: whether both sides deny equally much.
    """
    inside = [_holds_denial(here, span) for _, here, span in each]
    if len(set(inside)) > 1 and any(
        _denied(*one) or _hides(*one) for one, own in zip(each, inside, strict=True) if not own
    ):  # none supported, withheld his support: did not support
        return False
    turned = {_turned(*one) for one in each}
    if len(turned) > 1 and balanced:  # a longer way to the negation of the other side
        turned = {_turned(*one, words=_FAR) for one in each}
    if balanced:
        return len(turned) == 1
    return True not in turned and not any(_denied(*one) for one in each)


def _turned(side: Side, here: Denials, span: tuple[int, int], *, words: int = _TURNED) -> bool:
    """Say whether a word before a place denies what follows (far from stable, not been able)."""
    ends, place = {*poles(side)} - _weak(side), span[0]
    beside = any(
        end <= place and not side.text[end:place].strip() and end > place - _TURNS
        for start, end in here.hidden
        if (start, end) not in ends or " " in side.text[start:end]  # far from
    )
    return beside or any(
        denial.end <= place and len(side.text[denial.end : place].split()) <= words
        for denial in here.open
    )


def _weak(side: Side) -> set[tuple[int, int]]:
    """Find the words that nearly deny what follows them (hardly)."""
    hits = function_table(side.language, "negator").search(side.tokens)
    weak = {hit.start for hit in hits if any("hardly" in word.ids for word in hit.values)}
    return {span for span in poles(side) if span[0] in weak}


def _holds_denial(here: Denials, span: tuple[int, int]) -> bool:
    """Say whether a wording has a negative word of its own (not support)."""
    return any(span[0] <= denial.start < span[1] for denial in here.open)


def _hides(side: Side, here: Denials, span: tuple[int, int]) -> bool:
    """Say whether a word before another in its clause may hold a negation."""
    start, _ = clause_of(side.text, span[0])
    return any(start <= one and other <= span[0] for one, other in here.hidden)


def _denied(side: Side, here: Denials, span: tuple[int, int]) -> bool:
    """Say whether anything denies in the clause of a word, what the word itself holds aside."""
    start, end = clause_of(side.text, span[0])
    return any(
        start <= denial.start < end and not span[0] <= denial.start < span[1]
        for denial in here.open
    )


def answered(side: Side, other: Side, place: int) -> bool:
    """Say whether the opposite of a denied word stands on the other side (not cease, continue).

    Args:
        side: where the word stands.
        other: the other side.
        place: its code-point offset.
    """
    mine, theirs = _hits(side, ()), _hits(other, ())
    denied = [hit for hit in mine if hit.start == place]
    return any(
        _axis(first, second) is not None and not _met(first, theirs, second)
        for first, second in product(denied, theirs)
    )


def same(side: Side, other: Side, place: int) -> list[int]:
    """List where words stand on the other side that have a pole in common with a word.

    Args:
        side: where the word stands.
        other: the other side.
        place: its code-point offset.
    """
    own = {pole for hit in _hits(side, ()) if hit.start == place for pole in hit.values}
    return [hit.start for hit in _hits(other, ()) if own & set(hit.values)]


def _axis(first: Hit[Pole], second: Hit[Pole]) -> str | None:
    """Name the pair whose two poles two words are; null where they are none, or may be the same."""
    if set(first.values) & set(second.values):
        return None
    return next(
        (p.axis for p in first.values if Pole(p.axis, not p.positive) in second.values), None
    )


def _met(hit: Hit[Pole], others: list[Hit[Pole]], but: Hit[Pole]) -> bool:
    """Say whether a word of the other side, but the one given, stands at a pole of a word."""
    return any(set(other.values) & set(hit.values) for other in others if other is not but)


def _paired(
    source: Side, target: Side, first: tuple[int, int], second: tuple[int, int]
) -> bool | None:
    """Say whether two words stand for each other.

    Returns:
        Null where neither is surely answered by another word; in a brief text whose words are
        answered, where not both are.
    """
    taken = elsewhere(source, target, first, second, _ANSWERED)
    if taken is None:
        return True
    if not any(taken):
        return None
    pairs = counterparts(source, target)
    brief = max(len(pairs.source), len(pairs.target)) <= _BRIEF and pairs.covered >= _CLEAR
    clear = brief and not all(taken) and abreast(source, target, (first[0], second[0]))
    return None if clear else False


def poles(side: Side, *, positive: bool | None = None) -> Spans:
    """Find every word that is one end of a pair of opposites.

    Args:
        side: where to look.
        positive: which end; null: either.
    """
    hits = _table(base(side.language)).search(side.tokens)
    return tuple(
        (hit.start, hit.end)
        for hit in hits
        if positive is None or any(pole.positive == positive for pole in hit.values)
    )


def _hits(side: Side, shared: Spans) -> list[Hit[Pole]]:
    """Find the poles of a side; of wordings one inside the other, the longer (не смочь)."""
    hits = longest(_table(base(side.language)).search(side.tokens))
    return [
        hit
        for hit in hits
        if not (holds(shared, hit.start, hit.end) or side.text[: hit.start].endswith(_HYPHENS))
    ]


@cache
def _table(tag: Tag) -> FormTable[Pole]:
    return wording_table(_entries(tag), tag)


def _entries(tag: Tag) -> Iterator[tuple[Entered, Pole]]:
    path = path_of("polarity", tag)
    for axis, value in plain.keys(
        data("polarity", tag).get("opposites", {}), "opposites", path
    ).items():
        for positive, words in zip((True, False), plain.items(value, axis, path), strict=True):
            for each in entered(words, axis, path):
                yield each, Pole(axis, positive)
