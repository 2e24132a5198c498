"""Pairs the speech acts of two sides and says whose force changed, by how much, and how surely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from fidelity.lexicon.scales import crosses_binding, distance, load
from fidelity.lexicon.speech_acts import speech_acts
from fidelity.matching.sides import KnownText, Side
from fidelity.model import Level
from fidelity.rules._acts import Act, holds
from fidelity.rules._counterparts import paired

_APART, _APART_ALONE = 0.35, 0.6
"""How far apart, as a share of the text, a wording and its rendering may stand; and where each is
the only act on its side (a passive turned round)."""
_FAR = 2  # steps


@dataclass(frozen=True, slots=True)
class Shift:
    """A source act and the target act of another force that stands for it."""

    source: Act
    target: Act
    steps: int
    """Positive where the target is stronger."""
    crosses: bool
    certain: bool
    """Whether nothing else can stand for either."""


def shifts(known: KnownText, source: Sequence[Act], target: Sequence[Act]) -> Iterator[Shift]:
    """List the acts of a segment whose force changed, the gravest first, each wording once.

    Args:
        known: the segment.
        source: the acts of the source.
        target: the acts of the translation.
    """
    found = [
        shift
        for axis in dict.fromkeys(act.axis for act in source)
        for shift in _shifts(
            known,
            [act for act in source if act.axis == axis],
            [act for act in target if act.axis == axis],
        )
    ]
    yield from _gravest(found)


def level(shift: Shift, known: KnownText) -> Level:
    """Grade a shift.

    An error is far, both its acts are seen to be performed, and nothing else explains it; each of
    the three that fails takes a level away.
    """
    far = abs(shift.steps) >= _FAR or shift.crosses
    clear = shift.source.spoken and shift.target.spoken and shift.certain
    levels: tuple[Level, ...] = ("note", "note", "warning", "error")
    return levels[max(0, 1 + far + clear - _other_sense(shift, known))]


def _shifts(known: KnownText, source: Sequence[Act], target: Sequence[Act]) -> Iterator[Shift]:
    """Pair what is left once every wording has met one of its own force."""
    left_source, left_target = _unmatched(source, target)
    yield from _answering(known, left_source, left_target)
    left_source = [act for act in left_source if act.sure]
    left_target = [act for act in left_target if act.sure]
    certain = len(left_source) == len(left_target)
    for one, other in _nearest(left_source, left_target):
        axis = load().axis(one.axis)
        steps = distance(axis, one.loose, other.loose)
        if steps and one.negated == other.negated:
            crosses = crosses_binding(axis, one.levels, other.levels)
            yield Shift(one, other, steps, crosses, certain)


def _answering(known: KnownText, source: list[Act], target: list[Act]) -> Iterator[Shift]:
    """Pair a performed act with a mention of another force that the word vectors say answers it."""
    for one, other in product(source, target):
        if one.sure == other.sure or one.negated != other.negated:
            continue
        spans = (one.start, one.end), (other.start, other.end)
        if not paired(known.source, known.target, *spans):
            continue
        axis = load().axis(one.axis)
        steps = distance(axis, one.loose, other.loose)
        if steps:
            crosses = crosses_binding(axis, one.levels, other.levels)
            yield Shift(one, other, steps, crosses, certain=False)


def _unmatched(source: Sequence[Act], target: Sequence[Act]) -> tuple[list[Act], list[Act]]:
    """Take away each pair of equal force, acts before mentions and neighbours before others."""
    axis = load().axis(source[0].axis)
    pairs = sorted(
        (
            (not (one.sure and other.sure), abs(one.place - other.place), number, place)
            for number, one in enumerate(source)
            for place, other in enumerate(target)
            if distance(axis, one.loose, other.loose) == 0
        ),
    )
    met: tuple[set[int], set[int]] = set(), set()
    for _, _, number, place in pairs:
        if number not in met[0] and place not in met[1]:
            met[0].add(number)
            met[1].add(place)
    return (
        [act for number, act in enumerate(source) if number not in met[0]],
        [act for number, act in enumerate(target) if number not in met[1]],
    )


def _nearest(source: list[Act], target: list[Act]) -> Iterator[tuple[Act, Act]]:
    """Pair the acts that are left, in order where they are as many, else the nearest."""
    if len(source) == len(target):
        pairs = list(zip(source, target, strict=True))
    else:
        pairs = []
        rest = list(target)
        for act in source:
            if rest:
                near = min(rest, key=lambda other: abs(act.place - other.place))
                rest.remove(near)
                pairs.append((act, near))
    apart = _APART_ALONE if len(source) == len(target) == 1 else _APART
    yield from (pair for pair in pairs if abs(pair[0].place - pair[1].place) <= apart)


def _gravest(shifts: list[Shift]) -> Iterator[Shift]:
    """Keep one finding for a wording that stands on two axes."""
    seen: set[tuple[int, int]] = set()
    for shift in sorted(shifts, key=lambda shift: -abs(shift.steps)):
        places = {(0, shift.source.start), (1, shift.target.start)}
        if not places & seen:
            seen |= places
            yield shift


def _other_sense(shift: Shift, known: KnownText) -> bool:
    """Say whether another word of the other side explains the wording, as no speech act."""
    return _explained(shift.target, known.target, known.source) or _explained(
        shift.source, known.source, known.target
    )


def _explained(act: Act, here: Side, there: Side) -> bool:
    senses = speech_acts(here.language).other_senses.get(act.expression.text, {})
    words = senses.get(there.language.split("-")[0], ())
    return bool(words) and holds(there.tokens, words, there.language)
