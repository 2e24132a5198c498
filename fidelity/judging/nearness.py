"""How near the words that came back are to the words that should have come back.

A dictionary or a translator brings back words without saying how near they are: "restart" for
"reset" is no synonym in any list, and yet it is nearer than "overload". So both are placed in one
space of meaning, that of the built-in encoder, within one language, where letters deceive less than
between two. On the pairs that weights are learned from this tells more of a translator's answer
than any list of synonyms does.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fidelity.engines import _encoder
from fidelity.model import Tag

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNMEASURED = math.nan
"""What is given where nothing could be compared; it adds no points."""


@dataclass(frozen=True)
class Nearness:
    """Places in the space of meaning; a text that has none is near to nothing."""

    places: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)

    def nearest(self, answers: Sequence[str], wanted: Sequence[str], tag: Tag) -> float:
        """Measure how near the nearest answer comes to the nearest wanted wording.

        Args:
            answers: what came back.
            wanted: what should have come back.
            tag: the language of both.

        Returns:
            A cosine, in [-1, 1]; ``UNMEASURED`` where one side has no place.
        """
        if not _known(tag):
            return UNMEASURED
        ours = [self.places[text] for text in answers if text in self.places]
        theirs = [self.places[text] for text in wanted if text in self.places]
        cosines = (float(one @ other) for one in ours for other in theirs)
        return max(cosines, default=UNMEASURED)


NOWHERE = Nearness()
"""No text has a place."""


def placed(texts: Iterable[tuple[str, Tag]]) -> Nearness:
    """Place texts, each with its language; those of a language unknown to the encoder have none."""
    distinct = sorted({text for text, tag in texts if _known(tag)})
    return Nearness(dict(zip(distinct, _encoder.encode(distinct), strict=True)))


def _known(tag: Tag) -> bool:
    return tag.partition("-")[0] in _encoder.LANGUAGES
