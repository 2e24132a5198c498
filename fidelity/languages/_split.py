"""Cuts a text into words, for every language that puts spaces between them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

_HYPHENS = "\u2010\u2011-"
"""Hyphens proper; a dash does not join words."""

APOSTROPHES = "'’ʼ`´′"
"""What stands for an apostrophe inside a word, in the order of use."""


@cache
def _marks() -> str:
    """Write the combining marks, which belong to the letter before them, as a regex class."""
    places = [i for i in range(0x300, 0x10000) if unicodedata.category(chr(i)).startswith("M")]
    ranges: list[list[int]] = []
    for place in places:
        if ranges and ranges[-1][1] == place - 1:
            ranges[-1][1] = place
        else:
            ranges.append([place, place])
    return "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in ranges)


@cache
def pattern(first: str = "") -> re.Pattern[str]:
    """Compile the pattern of one word.

    A word is a run of letters, marks and digits, with hyphens and apostrophes inside (по-прежнему,
    об'єднання, С-300, 10-й); a soft hyphen does not end it. Digits keep their separators (2,5;
    1 000 with a no-break space), but a hyphen between two digits is a range: two words.

    Args:
        first: a regular expression of what else is a word, tried before the others.
    """
    letter = "[^\\W_]"
    part = f"(?:{letter}|[{_marks()}\\xad\\u200c\\u200d])"
    hyphen = f"(?:(?<=\\d)[{_HYPHENS}](?!\\d)|(?<!\\d)[{_HYPHENS}])"
    join = f"(?:{hyphen}|[{APOSTROPHES}])"
    number = f"\\d{{1,3}}(?:[\\xa0\\u202f]\\d{{3}})+(?!{part})|\\d+(?:[.,]\\d+)+(?!{part})"
    word = f"{letter}{part}*(?:{join}(?={letter}){part}+)*"
    return re.compile("|".join(filter(None, (first, number, word))))


def split(text: str, first: str = "") -> Iterator[tuple[str, int, int]]:
    """Yield each word with its offsets; ``first`` as for ``pattern``."""
    for match in pattern(first).finditer(text):
        yield match.group(), match.start(), match.end()
