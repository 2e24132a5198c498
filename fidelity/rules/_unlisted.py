"""Names of persons and places that no register holds, told by their capital letters.

A word counts as a name if it begins with a capital letter that the start of a sentence does not
explain, and if the language's dictionaries do not know it as an ordinary word; or if it follows a
title (President Bush) or a given name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from fidelity import wordnet
from fidelity.languages import language as words_of
from fidelity.matching.find import forms_of
from fidelity.matching.form_table import FormTable
from fidelity.matching.sides import Side
from fidelity.model import Tag
from fidelity.morphology import LANGUAGES, readings
from fidelity.protocols import Word
from fidelity.rules._likenames import may_be_one, of_two_families
from fidelity.rules._names import Named, opens_sentence
from fidelity.shelf import table

_SPARING = frozenset({"fr", "es"})
"""Languages that, as English does, write few other words with a capital letter."""
_NAMES = frozenset({"Name", "Surn", "Patr", "Geox"})
"""Marks of OpenCorpora: given name, surname, patronymic, place."""
_DERIVED = 6
"""Letters that a word with a small letter has at least if it is made of a name (уханьский)."""
_DESCRIBING = frozenset({"adjective", "adverb"})
_SHORTEST = 3
_REST = 6
"""Letters that an English word has at least after a prefix that may stand before it."""
_ABBREVIATED = re.compile("[^\\W\\d_][A-ZА-ЯҐЄІЇ]|\\d|(?<!\\w)\\w-|-\\w(?!\\w)")
"""What stands in no name, but in abbreviations, codes and words made with them (MERS-CoV,
N-концевой, РНК-зависимый)."""
_GAP = re.compile("\\.?[ \u00a0]+")
"""What stands between a title and a name."""


@dataclass(frozen=True, slots=True)
class Unlisted:
    """One or more words in a row that no register holds and that look like a name."""

    words: tuple[Word, ...]
    before: Word | None = None
    """The given name in front, where the other side has it."""
    there: Word | None = None
    """That given name on the other side."""

    @property
    def start(self) -> int:
        """0-based code-point offset of the first word."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Offset past the last word."""
        return self.words[-1].end


def unanswered(side: Side, here: Named, other: Side) -> tuple[Unlisted, ...]:
    """List the names that no register holds and that no word of the other side is like.

    Of a name of several words, one that is answered answers for all but the last, which may be the
    surname of somebody else.

    Args:
        side: where the names stand.
        here: its names that the registers hold.
        other: where their counterparts should stand.
    """
    found = []
    for row in _rows(side, here):
        answers = [_answer(word, other) for word in row]
        if not any(answers):
            found.append(Unlisted(tuple(row)))
        elif len(row) > 1 and answers[-2] and not answers[-1]:
            found.append(Unlisted((row[-1],), row[-2], answers[-2]))
    return tuple(found)


def _answer(word: Word, other: Side) -> Word | None:
    """Find a word of the other side that may be the same name, or is built on it."""
    mine = _parts(word)
    for each in other.words:
        named = each.text[0].isupper()
        if named and of_two_families(word.text, each.text):
            continue
        fits = named or len(each.text) >= _DERIVED
        if fits and any(may_be_one(one, two) for one in mine for two in _parts(each)):
            return each
    return None


def _parts(word: Word) -> tuple[str, ...]:
    """List the ways to read a word: as it stands, its dictionary forms, its parts at hyphens."""
    parts = [part for part in word.text.split("-") if len(part) >= _SHORTEST]
    return tuple(dict.fromkeys((word.text.replace("-", ""), *word.lemmas, *parts)))


def _rows(side: Side, here: Named) -> Iterator[list[Word]]:
    """Find words that look like names and follow each other with nothing but a space between."""
    if side.text.isupper():
        return
    taken = [(name.start, name.end) for name in here.here]
    titled = _after_titles(side)
    row: list[Word] = []
    for word in side.words:
        free = not any(start < word.end and word.start < end for start, end in taken)
        joined = bool(row) and side.text[row[-1].end : word.start].isspace()
        led = joined or word.start in titled
        fits = free and _looks(word.text) and ((led and _noun(word, side)) or _alone(word, side))
        if row and not (fits and joined):
            yield row
            row = []
        if fits:
            row.append(word)
    if row:
        yield row


def _looks(text: str) -> bool:
    """Say whether a word is written as names are."""
    return len(text) >= _SHORTEST and text[0].isupper() and not _ABBREVIATED.search(text)


def _alone(word: Word, side: Side) -> bool:
    """Say whether a word with a capital letter is a name by itself."""
    if ordinary(side.language, word.text):
        return False
    return not opens_sentence(side.text, word.start) or _only_a_name(side.language, word.text)


def _only_a_name(language: Tag, word: str) -> bool:
    """Say whether even at the start of a sentence a word can be nothing but a name."""
    base = language.partition("-")[0]
    if base in LANGUAGES:
        return all(reading.known and reading.tags & _NAMES for reading in readings(base, word))
    return not words_of(base).knows(word)


def _noun(word: Word, side: Side) -> bool:
    """Say whether a word after a title may be a name (not: Permanent Representative)."""
    base = side.language.partition("-")[0]
    if base in LANGUAGES:
        return not _adjective(base, word.text)
    kinds = wordnet.parts_of_speech(word.lemmas[0]) if base == "en" else frozenset()
    return not kinds or not kinds <= _DESCRIBING


def _after_titles(side: Side) -> frozenset[int]:
    """List the places that come right after a title and a space."""
    hits = _titles(side.language.partition("-")[0]).search(side.tokens)
    gaps = (_GAP.match(side.text, hit.end) for hit in hits)
    return frozenset(gap.end() for gap in gaps if gap)


@cache
def _titles(language: Tag) -> FormTable[str]:
    """Build the table of a language's titles."""
    import yaml

    titles = yaml.safe_load(table("names/titles.yaml").read_text("utf-8")).get(language, [])
    return FormTable(zip(forms_of(titles, language), titles, strict=True))


@lru_cache(maxsize=65536)
def ordinary(language: Tag, word: str) -> bool:
    """Say whether a word with a capital letter may be an ordinary one (Committee, Комитета).

    Args:
        language: of the word; where we cannot tell, every word is ordinary.
        word: as it stands in the text.
    """
    base = language.partition("-")[0]
    if base in LANGUAGES:
        return _ordinary_slavic(base, word)
    if base == "en":
        lemmas = words_of("en").words(word)[0].lemmas
        parts = word.lower().split("-")
        rests = (word[cut:] for cut in range(2, len(word) - _REST))  # Inter-governmental
        return any(
            wordnet.entry(one) is not None for one in (word.lower(), *lemmas, *parts, *rests)
        )
    import simplemma

    try:
        return base not in _SPARING or bool(simplemma.is_known(word.lower(), lang=base))
    except ValueError:
        return True


def _ordinary_slavic(language: Tag, word: str) -> bool:
    found = readings(language, word)
    known = [reading for reading in found if reading.known]
    if not known:
        return _adjective(language, word)
    return any(_NAMES.isdisjoint(reading.tags) for reading in known)


def _adjective(language: Tag, word: str) -> bool:
    """Say whether a word is an adjective: one made of a name is not the name (Дохинский раунд)."""
    first = readings(language, word)[0]
    return first.adjectival and not _NAMES & first.tags
