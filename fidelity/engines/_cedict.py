"""Reads Chinese-English dictionaries in the format of CC-CEDICT.

A line is ``traditional simplified [pin1 yin1] /sense; the same in other words/another sense/``;
lines that begin with ``#`` are remarks (https://cc-cedict.org/wiki/format:syntax). HanDeDict and
CFDICT, with German and French, have the same format.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from fidelity.engines._article import Article, Translation
from fidelity.engines._dictd import Damaged
from fidelity.engines._wording import wordings

_LINE = re.compile(r"(\S+) (\S+) \[[^\]]*\] /(.+)/\s*")
_ALLOWED = 0.01  # share of lines that may be of another form before the file is taken as such
_NO_TRANSLATION = re.compile(
    r"(?:CL:|see |see also |(?:old |archaic |erhua |Japanese )?variant of |abbr\. (?:for|of) |"
    r"also (?:written|pr\.)|surname |Taiwan pr\.|used in )"
)
_LONGEST = 6  # words; what is longer is an explanation


def articles(path: Path, progress: Callable[[int, int], None]) -> Iterator[Article]:
    """Read every entry.

    Args:
        path: the file, also compressed with gzip.
        progress: told the lines read and the lines in all, now and then.

    Yields:
        An article for each entry: the simplified and the traditional writing, and the translations.

    Raises:
        Damaged: the file cannot be read, or is of another format.
    """
    lines = [line for line in _lines(path) if line.strip() and not line.startswith("#")]
    other = 0
    for number, line in enumerate(lines):
        if number % 8192 == 0:
            progress(number, len(lines))
        match = _LINE.fullmatch(line)
        if match is None:
            other += 1
            continue
        traditional, simplified, senses = match.groups()
        found = tuple(each for sense in senses.split("/") for each in _sense(sense.strip()))
        yield Article(tuple(dict.fromkeys((simplified, traditional))), found)
    if not lines or other > _ALLOWED * len(lines):
        raise Damaged(f"{path}: {other} of {len(lines)} lines are no entries of CC-CEDICT")


def _lines(path: Path) -> list[str]:
    try:
        data = path.read_bytes()
        unpacked = gzip.decompress(data) if path.suffix == ".gz" else data
        return unpacked.decode("utf-8-sig").splitlines()
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as fault:
        raise Damaged(f"{path}: cannot be read ({fault})") from fault


def _sense(sense: str) -> Iterator[Translation]:
    """List the wordings of one sense; notes on measure words, spelling and names are none."""
    if _NO_TRANSLATION.match(sense):
        return
    for piece in re.split(r";\s+", sense):
        texts, remark = wordings(piece)
        for text in texts:
            if len(text.split()) <= _LONGEST and any(map(str.isalpha, text)):
                yield Translation(text.removeprefix("to "), remark)  # a verb in English
