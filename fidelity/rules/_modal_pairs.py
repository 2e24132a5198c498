"""Pairs the modals of two sides by what they govern, and names those that one side lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from fidelity.matching.sides import KnownText, Side
from fidelity.rules._counterparts import SHORT_SENTENCE, counterparts
from fidelity.rules._denials import heads
from fidelity.rules._modals import Modal, misses

_OWN = frozenset({"endeavour", "if-possible"})
"""Levels that nothing but themselves stands for."""
_SURELY = 0.6
"""Cosine from which an action is surely the one that a lost modal governed."""
_NEAR = 4
"""Words before an action in which its modal stands."""


class Match(NamedTuple):
    """A modal of the source and the one that answers it."""

    source: Modal
    target: Modal
    governed: bool
    """Whether the nearness of words says that both govern the same action."""
    only: bool
    """Whether each is the only one of its side."""


class Missed(NamedTuple):
    """A modal whose action the other side has without a modal of any kind."""

    modal: Modal
    source: tuple[int, int]
    """0-based code-point offsets into the source."""
    target: tuple[int, int]
    word: str
    """The action, as the other side has it."""
    added: bool
    """Whether it is the translation that has the modal."""


def matches(source: Side, target: Side, mine: list[Modal], theirs: list[Modal]) -> Iterator[Match]:
    """Pair modals by the action that they govern, or where there is one of each."""
    strong = [modal for modal in mine if not modal.weak]
    there = [modal for modal in theirs if not modal.weak]
    pairs = counterparts(source, target)
    only = len(strong) == len(there) == 1
    for modal in strong:
        action = _action(source, modal)
        answer = pairs.pairs.get(action) if action is not None else None
        found = _governing(target, there, answer) if answer is not None else None
        if found:
            yield Match(modal, found, governed=True, only=only)
        elif only and alone(modal, theirs):
            yield Match(modal, there[0], governed=False, only=True)


def alone(modal: Modal, others: list[Modal]) -> bool:
    """Say whether no modal of the other side surely stands at the same level."""
    mine = set(modal.readings(binding=True))
    return not any(mine & set(other.readings(binding=True)) for other in others)


def missed(known: KnownText, mine: list[Modal], theirs: list[Modal]) -> Iterator[Missed]:
    """Yield the modals that one side lacks, at most one for each side."""
    if max(len(side.words) for side in (known.source, known.target)) > SHORT_SENTENCE:
        return
    for added, (here, there) in enumerate(((mine, theirs), (theirs, mine))):
        tag = (known.source if added else known.target).language
        # Where the data of a language miss nothing, they may lack what stands for a modal.
        wanted = ("true",) if added else ("true", "original")
        lost = [each for each in here if each.missed in wanted and not _stood_for(each, there)]
        governed = {modal.start for modal in here}
        lost = lost if misses(tag) else []
        found = _first(known, lost, governed, added=bool(added)) if lost else None
        if found:
            yield found


def _first(known: KnownText, lost: list[Modal], others: set[int], *, added: bool) -> Missed | None:
    """Find the first of some modals whose action, no modal itself, the other side surely has."""
    pairs = counterparts(known.source, known.target)
    side, other = (known.target, known.source) if added else (known.source, known.target)
    table = pairs.back if added else pairs.pairs
    for modal in lost:
        action = _action(side, modal)
        if action is None or action not in table or side.words[action].start in others:
            continue
        if not _governs(modal, side.words[action].text):
            continue
        if pairs.likeness[table[action] if added else action] >= _SURELY:
            word = other.words[table[action]]
            spans = (modal.start, modal.end), (word.start, word.end)
            return Missed(modal, *(spans[::-1] if added else spans), word.text, added)
    return None


def _stood_for(modal: Modal, others: list[Modal]) -> bool:
    """Say whether anything on the other side may stand for a modal.

    An announcement does not; an effort, and what is done where possible, are so only where
    something else is so too.
    """
    own = _OWN & set(modal.levels)
    if own:
        return any(own & set(other.levels) for other in others)
    return any(set(other.levels) - {"will"} - _OWN for other in others)


def _governs(modal: Modal, action: str) -> bool:
    return not modal.governs or action.endswith(modal.governs)


def _action(side: Side, modal: Modal) -> int | None:
    """Find the word that a modal governs, by its place."""
    for place, word in enumerate(side.words):
        if word.start >= modal.end and heads(word, side.language):
            return place
    return None


def _governing(side: Side, there: list[Modal], action: int) -> Modal | None:
    """Find the modal before an action."""
    place = side.words[action].start
    low = side.words[max(0, action - _NEAR)].start
    near = [modal for modal in there if low <= modal.start < place]
    return near[-1] if near else None
