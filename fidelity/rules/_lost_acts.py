"""Finds a strong speech act (condemned) for which nothing stands on the other side.

Which levels are strong enough to be missed is data (``missed`` in ``data/scales/axes.yaml``).
Beside them, the other side must have no word of the same axis, as an act or as a mention, and must
say the rest of the sentence. Where some word of its own answers the act, it may be a wording that
the scales do not know, and nothing is said; a word that says no more than that somebody speaks is
no answer. Coloured wordings (slam) have too many renderings to be missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fidelity.lexicon.scales import load
from fidelity.matching.lexicons import function_table
from fidelity.matching.sides import KnownText, Side
from fidelity.model import Level
from fidelity.protocols import Word
from fidelity.rules._acts import Act, carrying
from fidelity.rules._counterparts import counterparts, one_sentence, rest

_ROOM = 40
"""Words up to which a sentence shows that one of them is missing."""
_COVERED = 0.75
"""The share of words with a counterpart from which the rest of the sentence is translated."""
_SAYING = frozenset({"say", "state", "announce", "report", "add", "tell"})
"""Classes of verbs that say no more than that somebody speaks."""


class Lost(NamedTuple):
    """A strong act that one side only has."""

    act: Act
    added: bool
    """Whether it is the translation that has it."""
    level: Level
    answer: tuple[int, int] | None
    """Where a word that says less stands on the other side, code-point offsets; null: nowhere."""


def lost_acts(known: KnownText, both: tuple[Sequence[Act], Sequence[Act]]) -> Iterator[Lost]:
    """Yield the strong acts that one side only has.

    Args:
        known: the segment.
        both: the acts of the source and those of the translation.
    """
    for added, (here, there) in enumerate((both, both[::-1])):
        axes = {act.axis for act in there}
        for act in here:
            if act.axis not in axes and act.sure and not act.negated and _missed(act):
                found = _lost(known, act, there, added=bool(added))
                if found:
                    yield found


def _missed(act: Act) -> bool:
    axis = load().axis(act.axis)
    return not act.expression.marked and all(axis.level(name).missed for name in act.levels)


def _lost(known: KnownText, act: Act, there: Sequence[Act], *, added: bool) -> Lost | None:
    """Judge an act of which the other side has no word; null where another word answers it."""
    pairs = counterparts(known.source, known.target)
    side, other = (known.target, known.source) if added else (known.source, known.target)
    table = pairs.back if added else pairs.pairs
    places = [n for n, word in enumerate(side.words) if act.start <= word.start < act.end]
    answers = [other.words[table[place]] for place in places if place in table]
    performed = [each for each in there if each.sure]
    saying = _saying(other)
    if any(word.start not in saying and not _within(word, performed) for word in answers):
        return None
    answer = (answers[0].start, answers[0].end) if answers else None
    if performed and not answer:
        answer = performed[0].start, performed[0].end
    spans = (answer, (act.start, act.end)) if added else ((act.start, act.end), answer)
    clear = (
        act.spoken
        and rest(pairs, (known.source, known.target), spans) >= _COVERED
        and max(len(side.words), len(other.words)) <= _ROOM
        and one_sentence(side, other)
        and (not performed or _apart(act, performed))
    )
    return Lost(act, added, "warning" if clear else "note", answer)


def _within(word: Word, several: Sequence[Act]) -> bool:
    return any(act.start <= word.start < act.end for act in several)


def _apart(act: Act, performed: Sequence[Act]) -> bool:
    """Say whether an act and the only one of the other side are of quite another kind.

    To protest and to object may be one, so that a wording with two readings is left alone.
    """
    places = {each.start for each in performed}
    return len(places) == 1 and len(act.expression.levels) == 1 and len(performed[0].levels) == 1


def _saying(side: Side) -> frozenset[int]:
    """List where words stand that only say that somebody speaks, or that he voices something."""
    hits = function_table(side.language, "reporting").search(side.tokens)
    said = {hit.start for hit in hits if any(_SAYING & set(word.ids) for word in hit.values)}
    return frozenset({*said, *carrying(side)})
