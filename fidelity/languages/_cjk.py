"""Cuts Chinese and Japanese, which put no spaces between words, by word lists."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from fidelity.languages import _dictionary
from fidelity.languages._split import split
from fidelity.protocols import Word
from fidelity.text import normalise

_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"

_RUN = re.compile(
    f"[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u309f{_KATAKANA}"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
"""Ideographs and kana that stand together."""

_LONGEST = 12
"""Characters of the longest word that is looked for."""

_UNLISTED = -25.0
"""Logarithm of the share given to what the list does not hold: less than the rarest word's."""


def words(language: str, text: str) -> tuple[Word, ...]:
    """Split a text into words; figures and words in letters as everywhere.

    Args:
        language: ``zh`` or ``ja``.
        text: the text; traditional Chinese characters are read as simplified ones.
    """
    found: list[Word] = []
    end = 0
    for run in (*_RUN.finditer(text), None):
        start = run.start() if run else len(text)
        for word, first, last in split(text[end:start]):
            found.append(Word(word, end + first, end + last, (_lemma(language, word),)))
        if run:
            end = start
            for length in _cut(language, run.group()):
                word = text[end : end + length]
                found.append(Word(word, end, end + length, (_lemma(language, word),)))
                end += length
    return tuple(found)


def forms(language: str, term: str) -> frozenset[str]:
    """List the term, also in normal width and, in Chinese, in simplified characters."""
    return frozenset({normalise(term), _lemma(language, term)})


def knows(language: str, word: str) -> bool | None:
    """Say whether the word list holds a word, or longer words that it is made of."""
    plain = _lemma(language, word)
    listed = _dictionary.frequencies(language) or {}
    if not plain:
        return None
    pieces = [piece.lemmas[0] for piece in words(language, plain)]
    return plain in listed or all(
        (len(piece) > 1 and piece in listed) or not any(map(str.isalpha, piece)) for piece in pieces
    )


def _lemma(language: str, word: str) -> str:
    """Write a word in normal width, in Chinese in simplified characters, and normalise it."""
    plain = unicodedata.normalize("NFKC", word)
    return normalise(plain.translate(_simplified()) if language == "zh" else plain)


@cache
def _simplified() -> Mapping[int, str]:
    """Read wordfreq's table of simplified characters, one for one.

    Its own function for it would need a tokenizer that we do not.
    """
    import gzip

    import msgpack  # type: ignore[import-untyped]

    data = resources.files("wordfreq").joinpath("data", "_chinese_mapping.msgpack.gz").read_bytes()
    table: Mapping[int, str] = msgpack.loads(gzip.decompress(data), strict_map_key=False)
    return table


def _cut(language: str, run: str) -> list[int]:
    """Cut a run of characters where the product of its words' frequencies is highest.

    The word lists were counted on texts cut by frequency (Chinese) and by grammar (Japanese), so
    that the likeliest cut finds their words again. A stretch of katakana that holds no listed word
    is one foreign word; any other unknown character stands alone.

    Returns:
        The length of each word in characters.
    """
    plain = _lemma(language, run)
    if len(plain) != len(run):
        plain = run
    best = [0.0] + [-math.inf] * len(run)
    back = [0] * (len(run) + 1)
    for start, end, score in _candidates(language, plain):
        if best[start] + score > best[end]:
            best[end], back[end] = best[start] + score, start
    lengths: list[int] = []
    end = len(run)
    while end:
        lengths.append(end - back[end])
        end = back[end]
    return lengths[::-1]


def _candidates(language: str, run: str) -> Iterator[tuple[int, int, float]]:
    """Yield every word that a run may hold, by its start, with the logarithm of its share."""
    listed = _dictionary.frequencies(language) or {}
    foreign = {m.start(): m.end() for m in re.finditer(f"[{_KATAKANA}]{{2,}}", run)}
    for start in range(len(run)):
        for end in range(start + 1, min(len(run), start + _LONGEST) + 1):
            share = listed.get(run[start:end])
            if share:
                yield start, end, math.log(share)
            elif end == start + 1:
                yield start, end, _UNLISTED
        if start in foreign:
            yield start, foreign[start], _UNLISTED
