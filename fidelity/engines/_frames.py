"""Sentences into which a term is put, because translators of sentences are bad at bare words.

The first frame is the term with a full stop, in any language; the second one a neutral sentence of
the term's language. Both end with the term, so that its translation can be found: at the end, after
the colon. A word in quotation marks would be copied instead of translated, so there are none.
"""

from __future__ import annotations

from collections.abc import Mapping

from fidelity.model import Tag

_COLONS = ":：\ufe55"

_NEUTRAL: Mapping[Tag, str] = {
    "ar": "ناقشوا ما يلي: {}.",
    "bg": "Те обсъдиха следното: {}.",
    "ca": "Van parlar de: {}.",
    "cs": "Diskutovali o tomto: {}.",
    "da": "De drøftede: {}.",
    "de": "Sie besprachen: {}.",
    "en": "They discussed: {}.",
    "es": "Hablaron de lo siguiente: {}.",
    "et": "Nad arutasid: {}.",
    "fi": "He keskustelivat tästä: {}.",
    "fr": "Ils ont discuté de ceci : {}.",
    "it": "Hanno discusso di questo: {}.",
    "ja": "彼らは次のことを話し合った：{}。",
    "nb": "De drøftet: {}.",
    "nl": "Ze bespraken: {}.",
    "pl": "Omówili następujący temat: {}.",
    "pt": "Eles discutiram: {}.",
    "ro": "Au discutat despre: {}.",
    "ru": "Они обсудили следующее: {}.",
    "sk": "Diskutovali o tomto: {}.",
    "sv": "De diskuterade: {}.",
    "tr": "Şunu tartıştılar: {}.",
    "uk": "Вони обговорили таке: {}.",
    "zh": "他们讨论了：{}。",
}


def framed(text: str, language: Tag) -> tuple[str, ...]:
    """Put a term into its frames.

    Args:
        text: the term, without a full stop.
        language: its language; one without a neutral sentence has the full stop alone.
    """
    stop = "。" if language.partition("-")[0] in ("zh", "ja") else "."
    neutral = _NEUTRAL.get(language.partition("-")[0])
    if neutral is None or any(colon in text for colon in _COLONS):
        return (f"{text}{stop}",)
    return (f"{text}{stop}", neutral.format(text))


def unframed(answer: str, frame: int) -> str | None:
    """Take the term's translation out of a frame's.

    Args:
        answer: what came back.
        frame: which frame it was, 0 for the first.

    Returns:
        The translation; null where the frame did not survive, so that nobody can tell it apart.
    """
    if frame == 0:
        return answer
    places = [answer.find(colon) for colon in _COLONS if colon in answer]
    return answer[min(places) + 1 :] if places else None
