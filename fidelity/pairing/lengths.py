"""How well two texts fit each other as original and translation, by their lengths alone.

The measure is that of Gale and Church (1993), "A program for aligning sentences in bilingual
corpora": each character of the original gives rise to a number of characters of the translation,
independently and with the same variance, so the difference in length, in standard deviations, is
normally distributed. The costs here are negative natural logarithms of probabilities.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from fidelity import plain_yaml as plain
from fidelity import shelf
from fidelity.model import Tag

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VARIANCE = 6.8
"""Of the number of characters for one character (Gale and Church 1993, over three languages)."""
MOST = 9.0
"""The greatest cost: lengths alone never say for certain that two texts do not belong together."""


def ratio(source: Tag, target: Tag) -> float:
    """Give the expected length of a translation for each character of the original.

    Args:
        source: the language translated from.
        target: the language translated into.
    """
    known = _relative()
    return known.get(target.split("-")[0], 100.0) / known.get(source.split("-")[0], 100.0)


def cost(source: int, target: int, expected: float) -> float:
    """Say how unlikely it is that a text of one length translates one of another.

    Args:
        source: length of the original, in characters.
        target: length of the translation.
        expected: what ``ratio`` gives.

    Returns:
        The negative logarithm of the probability of at least such a difference, in [0, ``MOST``].
    """
    deviations = abs(expected * source - target) / math.sqrt(_spread(source, target, expected))
    return min(MOST, deviations * deviations / 2 + math.log1p(deviations))


def costs(
    source: NDArray[np.float64], target: NDArray[np.float64], expected: float
) -> NDArray[np.float64]:
    """Work out ``cost`` for each of several originals (rows) and translations (columns)."""
    import numpy as np

    from_, into = source[:, None], target[None, :]
    spread = np.maximum(VARIANCE * (from_ + into / expected) / 2 * expected, 1.0)
    deviations = np.abs(expected * from_ - into) / np.sqrt(spread)
    # Minus the logarithm of the two tails of the normal distribution, to within a tenth.
    found: NDArray[np.float64] = np.minimum(
        MOST, deviations * deviations / 2 + np.log1p(deviations)
    )
    return found


def _spread(source: int, target: int, expected: float) -> float:
    return max(VARIANCE * (source + target / expected) / 2 * expected, 1.0)


@cache
def _relative() -> dict[str, float]:
    path = shelf.table("relative-lengths.yaml")
    root = plain.keys(plain.parsed(path), "the file", path)
    return {tag: float(plain.text(value, tag, path)) for tag, value in root.items()}
