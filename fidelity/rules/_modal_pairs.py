"""Pairs the modals of two sides by what they govern, and names those that one side lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from fidelity.matching.lexicons import function_table
from fidelity.matching.sides import KnownText, Side
from fidelity.model import Tag
from fidelity.protocols import Word
from fidelity.rules._counterparts import NEAR, SHORT_SENTENCE, Counterparts, counterparts
from fidelity.rules._denials import heads
from fidelity.rules._modals import Modal, misses

_OWN = {
    "endeavour": frozenset({"endeavour"}),
    "if-possible": frozenset({"if-possible"}),
    "consider": frozenset({"consider", "intend", "may", "can", "might"}),
}
"""Levels that only some levels stand for, and that stand for no other."""
_SUCCESS = frozenset({"can", "might", "achieve"})
"""Levels that stand for no intention (if they manage to)."""
_ANNOUNCING = frozenset({"will", "would", "will-not"})
"""Levels that stand for nothing: a tense shows them."""
BRIEF = 16
"""Words up to which a sentence has room for one modal only."""
_SURELY = 0.6
"""Cosine from which an action is surely the one that a lost modal governed."""
_WELL_COVERED = 0.75
"""The share of words with a counterpart from which a sentence needs a lesser cosine."""
_ROOM = 25
"""Words up to which that is so."""
HEDGE = "hedge"
"""What the data say of a word that is missed whatever became of the action."""
_NEAR = 4
"""Words before an action in which its modal stands."""


_ACTING = frozenset({"noun", "verb", "adjective"})
"""Parts of speech of which an action can be."""


class Match(NamedTuple):
    """A modal of the source and the one that answers it."""

    source: Modal
    target: Modal
    governed: bool
    """Whether the nearness of words says that both govern the same action."""
    surely: bool
    """Whether it says so beyond doubt."""
    only: bool
    """Whether each is the only one of its side."""


class Missed(NamedTuple):
    """A modal whose action the other side has without a modal of any kind."""

    modal: Modal
    source: tuple[int, int]
    """0-based code-point offsets into the source."""
    target: tuple[int, int]
    word: str
    """The action, as the other side has it; empty where it has other words for it."""
    added: bool
    """Whether it is the translation that has the modal."""


def matches(source: Side, target: Side, mine: list[Modal], theirs: list[Modal]) -> Iterator[Match]:
    """Pair modals by the action that they govern, or where there is one of each."""
    for match in _pairs(source, target, mine, theirs):
        modal, found = match.source, match.target
        if not (_echoed(modal, found, theirs) or _echoed(found, modal, mine)):
            yield match


def _pairs(source: Side, target: Side, mine: list[Modal], theirs: list[Modal]) -> Iterator[Match]:
    strong = [modal for modal in mine if not modal.weak]
    there = [modal for modal in theirs if not modal.weak]
    pairs = counterparts(source, target)
    only = len(strong) == len(there) == 1
    for modal in strong:
        action = _action(source, modal)
        answer = pairs.pairs.get(action) if action is not None else None
        found = _governing(target, there, answer) if answer is not None else None
        if found:
            surely = action is not None and pairs.likeness[action] >= _SURELY
            yield Match(modal, found, governed=True, surely=surely, only=only)
        elif (
            only
            and alone(modal, theirs)
            and not _elsewhere(pairs, (source, modal), (target, there[0]))
        ):
            yield Match(modal, there[0], governed=False, surely=False, only=True)


def _elsewhere(pairs: Counterparts, one: tuple[Side, Modal], other: tuple[Side, Modal]) -> bool:
    """Say whether what two modals govern surely has other counterparts, no modals themselves."""
    first, second = _action(*one), _action(*other)
    if first is None or second is None:
        return False
    there, here = pairs.pairs.get(first), pairs.back.get(second)
    if there is None or here is None or there == second:
        return False
    if _inside(pairs.target[there], other[1]) or _inside(pairs.source[here], one[1]):
        return False
    return min(pairs.likeness[first], pairs.likeness[here]) >= _SURELY


def _inside(word: Word, modal: Modal) -> bool:
    return modal.start <= word.start < modal.end


def _echoed(modal: Modal, announced: Modal, there: list[Modal]) -> bool:
    """Say whether beside an announcement a word says what the modal says (возможно, будет)."""
    return bool(_ANNOUNCING & set(announced.levels)) and any(
        set(modal.levels) & set(each.levels) for each in there
    )


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
        wanted = ("true", HEDGE) if added else ("true", HEDGE, "original")
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
    size = max(len(side.words), len(other.words))
    least = NEAR if size <= _ROOM and pairs.covered >= _WELL_COVERED else _SURELY
    table = pairs.back if added else pairs.pairs
    for modal in lost:
        action = _action(side, modal)
        if action is None or side.words[action].start in others:
            continue
        if not _governs(modal, side.words[action].text):
            continue
        answer = table.get(action)
        if answer is None and modal.missed == HEDGE and size <= _ROOM:
            spans = (modal.start, modal.end), (0, len(other.text))
            return Missed(modal, *(spans[::-1] if added else spans), "", added)
        if answer is not None and pairs.likeness[answer if added else action] >= least:
            word = other.words[answer]
            spans = (modal.start, modal.end), (word.start, word.end)
            return Missed(modal, *(spans[::-1] if added else spans), word.text, added)
    return None


def _stood_for(modal: Modal, others: list[Modal]) -> bool:
    """Say whether anything on the other side may stand for a modal.

    An announcement does not; an effort, and what is done where possible, are so only where
    something else is so too.
    """
    own = [_OWN[level] for level in modal.levels if level in _OWN]
    if own:
        return any(own[0] & set(other.levels) for other in others)
    less = _SUCCESS if set(modal.levels) == {"intend"} else frozenset()
    return any(
        set(other.levels) - _OWN.keys() - less
        for other in others
        if not _ANNOUNCING & set(other.levels)
    )


def _governs(modal: Modal, action: str) -> bool:
    return not modal.governs or action.endswith(modal.governs)


def _action(side: Side, modal: Modal) -> int | None:
    """Find the word that a modal governs, by its place."""
    denying = {hit.start for hit in function_table(side.language, "negator").search(side.tokens)}
    for place, word in enumerate(side.words):
        if word.start >= modal.end and word.start not in denying and _acts(word, side.language):
            return place
    return None


def _acts(word: Word, tag: Tag) -> bool:
    """Say whether a word can be an action or a thing; without a tagger only its kind tells."""
    parts = word.parts_of_speech
    return heads(word, tag) and (not parts or not _ACTING.isdisjoint(parts))


def _governing(side: Side, there: list[Modal], action: int) -> Modal | None:
    """Find the modal before an action."""
    place = side.words[action].start
    low = side.words[max(0, action - _NEAR)].start
    near = [modal for modal in there if low <= modal.start < place]
    return near[-1] if near else None
