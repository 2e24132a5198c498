"""Compares wordings as an editor would: typography aside, and across scripts.

Everything here is a pure function of its arguments and knows nothing of any one language's words.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

_STRESS = "\u0301"
"""The combining acute that marks stress in Cyrillic; in Latin letters NFC has taken it up."""

_INVISIBLE = (
    "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
"""Soft hyphen, zero-width space, direction marks, word joiner, byte order mark. The zero-width
joiners stay: Persian and Hindi spell with them."""

_TIDY: Mapping[int, str | None] = {
    **dict.fromkeys(map(ord, _INVISIBLE)),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-"),
    **dict.fromkeys(map(ord, "«»„“”‟″〝〞〟＂「」『』"), '"'),
    **dict.fromkeys(map(ord, "‹›‚‘’‛′ʼʹ`´＇"), "'"),
}

_YO = str.maketrans("ёЁ", "еЕ")

_SCRIPT_NAMES = {
    **dict.fromkeys(("CJK", "IDEOGRAPHIC"), "Han"),
    **dict.fromkeys(("KELVIN", "ANGSTROM", "FEMININE", "MASCULINE"), "Latin"),
    **dict.fromkeys(("MODIFIER", "MICRO", "MATHEMATICAL"), ""),
}
"""First words of Unicode character names that are not the script's own name."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text that remembers where each of its characters came from."""

    text: str
    """What ``normalise`` makes of the original."""
    original: str
    starts: tuple[int, ...]
    """For each character of ``text``, where its source begins in ``original``."""
    ends: tuple[int, ...]
    """For each character of ``text``, where its source ends in ``original``."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Find the stretch of the original that a stretch of the normalised text came from.

        Args:
            start: 0-based offset into ``text``.
            end: offset past the last character; equal to ``start`` for an empty stretch.

        Returns:
            Start and end as 0-based code-point offsets into ``original``.

        Raises:
            IndexError: the stretch does not lie within the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"{start}:{end} is outside 0:{len(self.text)}")
        if start < end:
            return self.starts[start], self.ends[end - 1]
        place = self.starts[start] if start < len(self.starts) else (*self.ends, 0)[start - 1]
        return place, place


def tidy(text: str) -> str:
    """Unify typography and leave everything else: case, ё, accents and white space.

    For looking words up in a dictionary, where case may tell two words apart.

    Returns:
        The text in Unicode form NFC, with straight quotes and apostrophes, plain hyphens, and
        without soft hyphens, stress marks and other invisible characters.
    """
    before = None
    while text != before:  # a mark that goes may let its neighbours combine
        before = text
        text = unicodedata.normalize("NFC", text.translate(_TIDY)).replace(_STRESS, "")
    return text


def normalise(text: str) -> str:
    """Bring a text to the form in which wordings are compared.

    Returns:
        The text as ``tidy`` leaves it, with case folded, ё as е, and each run of white space as
        one space (none at the ends). Normalising twice changes nothing.
    """
    return " ".join(_fold(text).split())


def _fold(text: str) -> str:
    """Normalise all but white space, which needs its neighbours to be seen."""
    text = tidy(text)
    if text.isascii():
        return text.casefold()
    while True:
        decomposed = unicodedata.normalize("NFD", text).casefold()
        folded = tidy(decomposed).translate(_YO)
        if folded == text:
            return text
        text = folded


def normalised(text: str) -> Normalised:
    """Normalise a text and keep, for each character, where it came from."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        for character in _fold(text[start:end]):
            blank = character.isspace()
            if blank and characters[-1:] in ([], [" "]):
                continue
            characters.append(" " if blank else character)
            starts.append(start)
            ends.append(end)
    if characters and characters[-1] == " ":
        for column in (characters, starts, ends):
            column.pop()
    return Normalised("".join(characters), text, tuple(starts), tuple(ends))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text where no character can combine with its neighbour under normalisation."""
    start = 0
    for place in range(1, len(text)):
        if not _extends(text[place]):
            yield start, place
            start = place
    if text:
        yield start, len(text)


@lru_cache(maxsize=4096)
def _extends(character: str) -> bool:
    """Say whether a character may combine with the one before it: a mark, or a Hangul part."""
    return (
        unicodedata.category(character).startswith("M")
        or character in _INVISIBLE
        or "\u1160" <= character <= "\u11ff"
    )


def scripts(word: str) -> frozenset[str]:
    """List the scripts of a word's letters: ``Latin``, ``Cyrillic``, ``Han`` and so on.

    Digits, marks and punctuation belong to no script. The names are the first words of the Unicode
    character names, except that ideographs are ``Han``.
    """
    return frozenset(filter(None, map(_script, word)))


@lru_cache(maxsize=8192)
def _script(character: str) -> str:
    """Name the script of one character; empty where it has none."""
    if not unicodedata.category(character).startswith("L") and character != "〇":
        return ""
    name = unicodedata.name(character, "").removeprefix("FULLWIDTH ").removeprefix("HALFWIDTH ")
    first = re.split("[ -]", name)[0]
    return _SCRIPT_NAMES.get(first, first.capitalize())


def transliterate(text: str, from_script: str) -> str:
    """Write a text in Latin letters.

    Args:
        text: the text; letters of other scripts stay as they are.
        from_script: ``Cyrillic``: letter by letter after a table (Russian, Ukrainian, Belarusian,
            Serbian, Macedonian); ``Latin``: accents are taken off; any other: nothing is done.
    """
    if from_script not in ("Cyrillic", "Latin"):
        return text
    text = unicodedata.normalize("NFC", text).translate(_letters(from_script))
    if from_script == "Cyrillic":
        return text
    bare, base = "", ""
    for character in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(character):
            base = _script(character)
        elif base == "Latin":
            continue
        bare += character
    return unicodedata.normalize("NFC", bare)


@cache
def _table(name: str) -> Any:
    """Read a table of the package's data folder."""
    import yaml

    data = resources.files("fidelity").joinpath("data", f"{name}.yaml").read_bytes()
    return yaml.safe_load(data)


@cache
def _letters(script: str) -> Mapping[int, str]:
    """Make the letter table of a script, with its capitals."""
    rows: dict[str, str] = _table("transliteration")[script]
    capitals = {letter.upper(): latin.capitalize() for letter, latin in rows.items()}
    return {ord(k): v for k, v in (capitals | rows).items() if len(k) == 1}


@lru_cache(maxsize=65536)
def _spelling(word: str) -> tuple[str, str, str]:
    """Spell a word three ways in Latin letters: as written, as it sounds, consonants only."""
    sounds = sounded(word)
    return _in_latin(word), sounds, re.sub(r"(?<=.)[aeiou]", "", sounds)


def _in_latin(word: str) -> str:
    return transliterate(transliterate(normalise(word), "Cyrillic"), "Latin").replace("'", "")


def sounded(word: str) -> str:
    """Spell a word in Latin letters about as it sounds, so that spellings of one sound are one.

    Args:
        word: in Latin or Cyrillic letters.

    Returns:
        Small letters, after the rewrites of ``transliteration.yaml``.
    """
    sounds = _in_latin(word)
    for pattern, spelling in _table("transliteration")["sounds"]:
        sounds = re.sub(pattern, spelling, sounds)
    return sounds


LOOK_ALIKE = 0.65
"""Likeness from which two words look or sound alike: of 1,000 random pairs of an English and a
Russian word one reaches it."""


_ROUNDING = 1e-9
_WEIGHTS = (0.3, 0.4, 0.3)
"""Of the spellings: as written, as it sounds, consonants only."""


def likeness(a: str, b: str, least: float = 0.0) -> float:
    """Measure how alike two words look or sound, in whatever scripts they are written.

    Both are written in Latin letters; then three spellings of each (as written, about as
    pronounced, and its consonants) are compared by Jaro-Winkler similarity (Winkler 1990), which
    rewards a common beginning, and by normalised Damerau-Levenshtein distance, which knows swapped
    letters.

    Args:
        a: a word.
        b: another.
        least: likeness from which the answer is of use; where the first spellings say that it
            cannot be reached, the others are not compared, which takes half the time.

    Returns:
        A number in [0, 1], the same for (a, b) as for (b, a); 1 for the same letters only; 0 for
        some of those below ``least``.
    """
    one, other = _spelling(a), _spelling(b)
    if one[0] == other[0]:
        return 1.0
    first, second = (one, other) if one < other else (other, one)
    begins, edits = _measures()
    total, open_ = 0.0, 1.0
    for mine, theirs, weight in zip(first, second, _WEIGHTS, strict=True):
        total += weight * (begins(mine, theirs) + edits(mine, theirs)) / 2
        open_ -= weight
        if total + open_ + _ROUNDING < least:
            return 0.0
    return total


@cache
def _measures() -> tuple[Callable[[str, str], float], Callable[[str, str], float]]:
    """Load the two measures when words are first compared."""
    from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

    return JaroWinkler.normalized_similarity, DamerauLevenshtein.normalized_similarity


def confusable_letters(word: str) -> str | None:
    """Mend a word into which letters of another script have slipped, such as a Latin c for a с.

    Parts between hyphens and apostrophes are judged one by one, since scripts may well differ
    there (IT-отдел).

    Returns:
        The word as it was probably meant; null where no part mixes scripts, or where letters of
        another script are there that look like none of its own.
    """
    parts = re.split(r"([^\w]+)", word)
    mended = "".join(_mended(part) for part in parts)
    return mended if mended != word else None


@lru_cache(maxsize=4096)
def _mended(part: str) -> str:
    """Write a word in one script if every letter of the others looks like one of it."""
    found = sorted(scripts(part) & {"Latin", "Cyrillic", "Greek"})
    if len(found) < 2 or len(scripts(part)) > len(found):
        return part
    # The script with most letters first; in a tie not Latin, the likelier one to have slipped in.
    found.sort(key=lambda s: (-sum(_script(c) == s for c in part), s == "Latin"))
    for script in found:
        letters = _alike(script)
        if all(_script(c) in ("", script) or c in letters for c in part):
            return "".join(letters.get(c, c) for c in part)
    return part


@cache
def _alike(script: str) -> Mapping[str, str]:
    """Map each letter that looks like one of a script to that one."""
    rows: list[dict[str, str]] = _table("lookalikes")
    return {
        letter: row[script]
        for row in rows
        if script in row
        for other, letter in row.items()
        if other != script
    }


def fingerprint(*parts: str) -> str:
    """Make a short name for some texts that does not show them.

    Returns:
        The first 16 hexadecimal digits of the SHA-256 hash of the normalised parts, each with its
        length before it, so that no two lists of parts are taken for one another.
    """
    joined = "".join(f"{len(part)}:{part}" for part in map(normalise, parts))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]
