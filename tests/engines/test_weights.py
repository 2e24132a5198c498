"""Weights of the encoder in the cache: the same numbers, and no harm where they are damaged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fidelity.cache import using
from fidelity.engines import _encoder

TEXTS = ["peace treaty", "Стороны подписали мирный договор после двух лет переговоров."]


@pytest.mark.parametrize("damaged", [(), ("use-m3-pieces-*",), ("use-m3-layers-*",)])
def test_from_the_cache_come_the_same_places(tmp_path: Path, damaged: tuple[str, ...]) -> None:
    """Of short and of long texts; a damaged file is left alone, and the package's own is read."""
    expected = _encoder.encode(TEXTS)
    with using(tmp_path):
        _encoder._model.__wrapped__()
        for name in damaged:
            (path,) = tmp_path.glob(name)
            path.write_bytes(path.read_bytes()[:1000])
        model = _encoder._model.__wrapped__()
        _encoder._model.__wrapped__()
        assert len([*tmp_path.glob("use-m3-*.np?")]) == 2  # a damaged one is made again
    assert (model.encode(TEXTS) == _encoder._model().encode(TEXTS)).all()
    assert np.abs(model.encode(TEXTS) - expected).max() < 1e-5
