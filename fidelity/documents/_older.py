"""Text encodings from before Unicode, where they can be told for certain.

A text read in the wrong encoding is worse than one refused: every word in it would be judged as
what it is not. So a reading counts by how many of its letters beyond ASCII stand in words that are
known, and it is accepted only if no other reading comes near.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from fidelity.model import Tag

_ENCODINGS = {
    "cp1251": ("ru", "uk", "bg", "mk", "sr"),
    "koi8_u": ("ru", "uk"),
    "cp866": ("ru", "uk", "bg"),
    "iso8859_5": ("ru", "bg", "mk"),
    "mac_cyrillic": ("ru", "uk", "bg"),
    "cp1252": ("en", "fr", "de", "es", "it", "pt", "nl", "da", "sv", "nb", "fi", "is", "ca"),
    "mac_roman": ("en", "fr", "de", "es", "it", "pt", "nl", "da", "sv", "nb", "fi", "is", "ca"),
    "cp1250": ("pl", "cs", "sk", "hu", "sl", "sh", "ro", "de"),
    "iso8859_2": ("pl", "cs", "sk", "hu", "sl", "sh", "ro", "de"),
    "cp1257": ("lt", "lv"),
    "cp1254": ("tr",),
    "cp1253": ("el",),
    "cp1255": ("he",),
    "cp1256": ("ar", "fa"),
    "gb18030": ("zh",),
    "big5": ("zh",),
    "cp932": ("ja",),
    "euc_jp": ("ja",),
    "cp949": ("ko",),
}
"""Encodings, each with the languages that were written in it and whose words are known."""

_USUAL = ("ru", "uk", "en", "fr", "de", "es")
"""Languages that are tried where none is named."""
_TYPOGRAPHY = "«»“”„‘’‚‹›–—…§°•·№©®™€£¿¡\u00a0、。（）「」『』，；：！？"
_MARKS = re.compile(rf"[’–—]|(?<!\w)[{_TYPOGRAPHY}]|[{_TYPOGRAPHY}](?!\w)")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_EAST_ASIAN = "\u2e80"
_ENOUGH = 20_000
"""Bytes that are weighed."""
_KNOWN = 0.6
"""The least share of what lies beyond ASCII that must be known words and usual marks."""


def older(head: bytes, tags: Iterable[Tag]) -> str | None:
    """Tell the encoding of a text that is not Unicode.

    Args:
        head: the first bytes of the text.
        tags: its languages, where they are known.

    Returns:
        The encoding; null where none does well, or more than one.
    """
    languages = tuple(sorted({tag.split("-")[0] for tag in tags})) or _USUAL
    sample = head[:_ENOUGH]
    readings: dict[str, tuple[float, str]] = {}
    for encoding, written in _ENCODINGS.items():
        known = [language for language in languages if language in written]
        text = _text(sample, encoding)
        if known and text is not None:
            readings.setdefault(text, (_share(text, known), encoding))
    ranked = sorted(readings.values(), key=lambda reading: -reading[0])
    if not ranked or ranked[0][0] < _KNOWN:
        return None
    best, other = ranked[0][0], ranked[1][0] if len(ranked) > 1 else 0.0
    return ranked[0][1] if 1 - other > 2 * (1 - best) + 0.02 else None


def _text(sample: bytes, encoding: str) -> str | None:
    for cut in range(4):  # the sample may end within a letter
        try:
            return sample[: len(sample) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _share(text: str, languages: Iterable[str]) -> float:
    """Say how much of what lies beyond ASCII is known words and usual marks."""
    from wordfreq import get_frequency_dict

    words = [get_frequency_dict(language, "best") for language in languages]
    beyond = sum(char > "\x7f" for char in text)
    # Marks stand between words. Where nearly everything is a mark, it is the wrong reading.
    good = min(sum(1 for _ in _MARKS.finditer(text)), len(text) // 4)
    for found in _LETTERS.finditer(text):
        letters = sum(char > "\x7f" and char not in _TYPOGRAPHY for char in found[0])
        word = found[0].lower().replace("’", "'")
        if not letters or not _cased(found[0]):
            continue
        if any(word in known for known in words):
            good += letters
        elif word >= _EAST_ASIAN:
            good += _covered(word, words)
    return good / beyond if beyond else 0.0


def _covered(run: str, words: Iterable[Container[str]]) -> int:
    """Count the letters of a run without spaces that stand in known words of two letters."""
    known = [any(run[at : at + 2] in one for one in words) for at in range(len(run) - 1)]
    return sum(
        before or after for before, after in zip([False, *known], [*known, False], strict=True)
    )


def _cased(word: str) -> bool:
    """Say whether capitals stand where they can: KOI8-R read as Windows-1251 is all capitals."""
    return word.islower() or word.isupper() or word[1:].islower() or not word.upper().isupper()
