"""The two sides of a segment, for rules that look for what one has and the other has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fidelity.matching import coverage
from fidelity.matching.sides import KnownText, Side

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def facing(known: KnownText, *, lost: bool) -> tuple[Side, Side]:
    """Give the side in which something is looked for, and the one that should answer it.

    Args:
        known: the segment.
        lost: whether to look for what the translation lacks; else for what it has beside.
    """
    return (known.source, known.target) if lost else (known.target, known.source)


def nearness(known: KnownText, *, lost: bool) -> NDArray[np.float32]:
    """Compare the words of the two sides, as ``coverage.nearness``, whose answer is shared.

    Returns:
        A row for each word of the side that is looked at, a column for each of the other.
    """
    near = coverage.nearness(known.source, known.target)
    return near if lost else near.T


def answers(known: KnownText, *, lost: bool) -> NDArray[np.float64]:
    """Say how well each word is answered, as ``coverage.answers``, which is shared.

    Args:
        known: the segment.
        lost: whether the words are those of the source; else those of the translation.
    """
    return coverage.answers(known.source, known.target, back=not lost)
