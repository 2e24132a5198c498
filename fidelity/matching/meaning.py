"""How near two texts are in meaning, by the sentence encoder that is built in.

The absolute nearness of a text and its translation says little; the difference that one wording
makes in its place says much more.
So what this module offers is meant to be compared: one wording against another, never one number
against a limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from fidelity.engines import _encoder
from fidelity.model import Tag

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = _encoder.NAME
"""The name of the encoder, as evidence quotes it."""
one_thread = _encoder.one_thread
"""Holds numpy to one thread while words are compared, which takes a third less time."""

_KEPT = {True: 20_000, False: 1_000}
"""Wordings and longer texts whose places are remembered: about 45 MB and 2 MB. Words come again,
sentences only while their segment is looked at."""
_TOGETHER = 24
"""Texts that are placed at a time where any of them will do."""
_WORDING = 4
"""Words up to which a text is a wording."""


def serves(*tags: Tag) -> bool:
    """Say whether the encoder knows every one of some languages."""
    return all(tag.split("-")[0] in _encoder.LANGUAGES for tag in tags)


@cache
def _remembered(_wordings: bool) -> dict[str, NDArray[np.float32]]:
    """Give the wordings, or the longer texts, that are remembered, and where they are placed."""
    return {}


def places(texts: Sequence[str], like: str | None = None) -> list[NDArray[np.float32]]:
    """Place texts in the space of meaning; several at once take a quarter of the time.

    Args:
        texts: the texts.
        like: a text from which they differ in a few words only, which is quicker; null: they have
            little in common.

    Returns:
        For each text 512 numbers, of length 1.
    """
    kinds = {text: text.count(" ") < _WORDING for text in texts}
    found = {text: _remembered(kind).get(text) for text, kind in kinds.items()}
    new = [text for text, place in found.items() if place is None]
    made = dict(zip(new, _encoder.encode(new, like), strict=True))
    for kind, most in _KEPT.items():
        fresh = {text: place for text, place in made.items() if kinds[text] == kind}
        kept = _remembered(kind)
        if len(kept) + len(fresh) > most:
            kept.clear()
        kept.update(fresh)
    return [made[text] if (place := found[text]) is None else place for text in texts]


def place(text: str) -> NDArray[np.float32]:
    """Place one text, as ``places`` does."""
    return places([text])[0]


def nearness(one: str, other: str) -> float:
    """Measure how near two texts are: a cosine, in [-1, 1]."""
    return float(place(one) @ place(other))


def reaches(one: str, others: Iterable[str], least: float) -> bool:
    """Say whether any of several texts comes near to another.

    Those of about as many words are placed first, several together, and not remembered.

    Args:
        one: the text.
        others: the several.
        least: the cosine from which a text is near, in [-1, 1].
    """
    words = one.count(" ")
    likeliest = sorted(dict.fromkeys(others), key=lambda text: abs(text.count(" ") - words))
    here = place(one)
    for first in range(0, len(likeliest), _TOGETHER):
        cosines = _encoder.encode(likeliest[first : first + _TOGETHER]) @ here
        if float(cosines.max()) >= least:
            return True
    return False


def gain(
    source: str, target: str, span: tuple[int, int], instead: Sequence[str], wording: str
) -> float:
    """Measure by how much a translation comes nearer to its source with another wording.

    All wordings are put in their place in dictionary form, so that inflection speaks for none.

    Args:
        source: the text.
        target: its translation.
        span: where in the translation the wording stands.
        instead: wordings to put there; the one that helps most counts.
        wording: the wording that stands there, in dictionary form.

    Returns:
        The difference of two cosines; above 0 where another wording is nearer.
    """
    return max(gains(source, target, span, instead, wording), default=-1.0)


def gains(
    source: str, target: str, span: tuple[int, int], instead: Sequence[str], wording: str
) -> list[float]:
    """Measure by how much a translation comes nearer with each of some wordings, as ``gain``."""
    start, end = span
    made = [target[:start] + text + target[end:] for text in (wording, *instead)]
    origin, mine, *others = places([source, *made], like=made[0])
    base = float(origin @ mine)
    return [float(origin @ other) - base for other in others]


def without(text: str, other: str, span: tuple[int, int]) -> float:
    """Measure by how much a text comes nearer to its counterpart without a stretch of it.

    Args:
        text: the text.
        other: its counterpart.
        span: the stretch.

    Returns:
        The difference of two cosines; above 0 where the counterpart has not what is left out.
    """
    start, end = span
    rest = f"{text[:start].rstrip(' ,')} {text[end:].lstrip()}"
    whole, mine, shorter = places([other, text, rest], like=text)
    return float(whole @ shorter) - float(whole @ mine)
