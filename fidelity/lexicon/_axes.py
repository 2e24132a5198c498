"""Axes of force and the steps on them: how far apart two wordings stand, whichever the language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True, slots=True)
class Step:
    """One level of an axis."""

    id: str
    definition: str
    source: str
    above: tuple[str, ...] = ()
    """The levels that it is one step stronger than."""
    binding: bool | None = None
    """Whether words of this level bind; null where the question does not arise."""
    strengthened: str | None = None
    """The level that its words reach with one that strengthens them (strongly, deeply)."""
    missed: bool = False
    """Whether a translation that has no word of the axis at all has lost something."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One scale: levels in order, the weakest first as far as they can be compared."""

    id: str
    definition: str
    levels: tuple[Step, ...]

    def level(self, name: str) -> Step:
        """Find a level.

        Raises:
            KeyError: the axis has no level of that id.
        """
        for step in self.levels:
            if step.id == name:
                return step
        raise KeyError(name)


def distance(axis: Axis, levels_a: Iterable[str], levels_b: Iterable[str]) -> int | None:
    """Count the steps from one wording to another, by the reading that explains most.

    Args:
        axis: the axis of both wordings.
        levels_a: the levels of the first wording.
        levels_b: the levels of the second.

    Returns:
        Zero where a level is common to both; else the smallest number of steps between any level
        of the one and any of the other, positive where the second is stronger; null where no two
        are comparable, or where equally near readings point both ways.
    """
    pairs = list(product(levels_a, levels_b))
    up = [_climb(axis, a, b) for a, b in pairs]
    down = [_climb(axis, b, a) for a, b in pairs]
    known = [step for step in up if step is not None] + [-step for step in down if step]
    if not known:
        return None
    near = min(known, key=abs)
    return None if near and -near in known else near


def crosses_binding(axis: Axis, levels_a: Iterable[str], levels_b: Iterable[str]) -> bool:
    """Say whether a wording binds and the other does not, whichever way both are read."""
    pairs = product(levels_a, levels_b)
    flags = [(axis.level(a).binding, axis.level(b).binding) for a, b in pairs]
    return bool(flags) and all({a, b} == {True, False} for a, b in flags)


def strengthened(axis: Axis, levels: Iterable[str]) -> tuple[str, ...]:
    """Say where a wording stands once a word such as *strongly* or *deeply* goes with it.

    Args:
        axis: the axis of the wording.
        levels: the levels of the wording alone.

    Returns:
        The levels that its own ones reach; its own where the axis has none beyond them.
    """
    plain_levels = tuple(levels)
    steps = [axis.level(name).strengthened for name in plain_levels]
    return tuple(dict.fromkeys(step for step in steps if step)) or plain_levels


def _climb(axis: Axis, low: str, high: str) -> int | None:
    """Count the fewest steps from a level up to another."""
    reached, steps = {high}, 0
    while reached:
        if low in reached:
            return steps
        reached = {below for name in reached for below in axis.level(name).above}
        steps += 1
    return None
