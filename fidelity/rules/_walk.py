"""Finds the stretch of rows whose translations stand in other rows, in one walk over a document.

What is kept on the way is the last three rows, and for each shift the best stretch so far beside
the one that may become it (Kadane's algorithm), so that a document may be of any length.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from fidelity.pairing.lengths import cost

Lines: TypeAlias = tuple[int | None, int | None]
"""Where a row stands on either side."""

SHIFTS = (1, -1, 2, -2, 3, -3)
"""By how many rows the translations may have slipped."""
_FARTHEST = 3
_CONFLICT = 3.0
"""What it counts if two texts have figures and none in common."""


class Row(NamedTuple):
    """The two sides of a unit, as far as they matter here."""

    lines: Lines
    sizes: tuple[int, int]
    """Characters of either side."""
    figures: tuple[frozenset[str], frozenset[str]]


class Stretch(NamedTuple):
    """Rows that follow each other, and how well the translations of other rows fit them."""

    gain: float = 0.0
    """By how much better the others fit, as a logarithm of probabilities."""
    rows: int = 0
    first: Lines = (None, None)
    last: Lines = (None, None)
    agree: int = 0
    """Rows that have a figure in common with the other translation."""
    before: int = 0
    """Rows that have one in common with their own."""


class _Kept(NamedTuple):
    """A row to which later ones are compared."""

    row: Row
    own: float
    """How badly its own translation fits it."""


class Walk(NamedTuple):
    """How far a walk has come."""

    kept: tuple[_Kept, ...] = ()
    """The last rows."""
    best: tuple[Stretch, ...] = (Stretch(),) * len(SHIFTS)
    """The heaviest stretch so far, for each of ``SHIFTS``."""
    here: tuple[Stretch, ...] = (Stretch(),) * len(SHIFTS)
    """The one that ends at the last row."""


def walked(walk: Walk, row: Row, expected: float) -> Walk:
    """Take one more row.

    Args:
        walk: how far the walk has come.
        row: the row that comes next.
        expected: characters of the translation that are expected for one of the original.
    """
    new = _Kept(row, _misfit(row, row, expected))
    here = tuple(_further(walk, new, expected))
    best = tuple(
        two if two.gain > one.gain else one for one, two in zip(walk.best, here, strict=True)
    )
    return Walk((*walk.kept, new)[-_FARTHEST:], best, here)


def longest(walk: Walk) -> tuple[int, Stretch]:
    """Give the heaviest stretch and by how many rows its translations have slipped."""
    shift, stretch = SHIFTS[0], Stretch()
    for by, best in zip(SHIFTS, walk.best, strict=True):
        if best.gain > stretch.gain:
            shift, stretch = by, best
    return shift, stretch


def _further(walk: Walk, new: _Kept, expected: float) -> Iterator[Stretch]:
    """Yield, for each shift, the stretch that goes on or begins with the new row."""
    for shift, here in zip(SHIFTS, walk.here, strict=True):
        if len(walk.kept) < abs(shift):
            yield here
            continue
        old = walk.kept[-abs(shift)]
        one, other = (old, new.row) if shift > 0 else (new, old.row)
        begun = here if here.gain > 0 else Stretch(first=one.row.lines)
        yield Stretch(
            begun.gain + (one.own - _misfit(one.row, other, expected)),
            begun.rows + 1,
            begun.first,
            one.row.lines,
            begun.agree + bool(one.row.figures[0] & other.figures[1]),
            begun.before + bool(one.row.figures[0] & one.row.figures[1]),
        )


def _misfit(one: Row, other: Row, expected: float) -> float:
    """Say how badly the translation of another row fits the original of one."""
    if not one.sizes[0] or not other.sizes[1]:
        return 0.0
    left, right = one.figures[0], other.figures[1]
    clash = bool(left and right and not left & right)
    return cost(one.sizes[0], other.sizes[1], expected) + _CONFLICT * clash
