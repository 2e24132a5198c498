"""Weighs how surely one word of a translation is a word of the source language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from fidelity.languages import language
from fidelity.rules._foreign_data import Token, left_alone, script_of, section
from fidelity.rules._spelling import zipf
from fidelity.text import scripts

_PART = re.compile(r"[^-‐‑'’]+")
_RARE = 1.5
"""Zipf value from which a dictionary word that stands in the source too is one of its language."""
_WRITTEN = 2.0
"""Zipf value from which a word is surely one of a language (once in ten million words)."""
_USUAL = 3.2
"""Zipf value from which a word of the source language is a usual one there."""
_COMMON = 4.0
"""Zipf value from which a capitalised word at the beginning of a sentence is hardly a name."""
_GAP = 2.0
"""By how much (zipf: powers of ten) a word is commoner in the source language than in the other."""
_WIDE = 3.0
"""The same for a word in capitals whose language writes every noun so, without an article."""
_NAME = 2.7
"""Zipf value from which a capitalised word is a name that readers of the other language meet."""
_PARTICLE = 4
"""Letters of the longest small word inside a name (von, della)."""
_STEM = 5
"""Letters that a word must share with one of the source to be a form or part of it."""
_VARIABLES = frozenset("xzn")
"""Letters that a formula has, and by which a single y is one too."""
_NEGATED = re.compile(r"n['’]t$")
_ELIDED = re.compile(r"(?:[dlnsjmtc]|qu)['’][a-zà-ÿœ]")
_ADJECTIVE = re.compile("(?:e|en|er|es|em)$")
_CAPITAL_NOUNS = frozenset({"de", "lb"})


class OtherScript:
    """Weighs the words of a translation whose script is another one than the source's.

    Args:
        here: the source language.
        there: the language of the translation.
        originals: the words of the source.
    """

    def __init__(self, here: str, there: str, originals: Sequence[Token]) -> None:
        self._here, self._there = here, there
        self._script = script_of(here)
        self._originals = frozenset(each.text.lower() for each in originals)
        self._small = frozenset(each.text for each in originals if each.text.islower())

    def weigh(self, tokens: Sequence[Token], at: int) -> int:
        """Say how surely a word is of the source language: 0 not, 1 a guess, 2 likely, 3 surely."""
        word = tokens[at].text
        if tokens[at].first and word.lower() in self._small:
            word = word.lower()  # the capital is that of the sentence
        if scripts(word) != {self._script} or left_alone(word, self._there):
            return 0
        if self._script != "Latin":
            return self._whole(word)
        lower = word.lower()
        if len(word) < 3 and word.islower():
            return int(lower in self._originals)
        if len(word) < 3 or word.isupper() or word[1:] != word[1:].lower():
            return 0
        common = zipf(lower, self._here)
        least = _RARE if lower in self._originals else _USUAL
        usual = common >= least and bool(language(self._here).knows(lower))
        if not usual:
            return 0
        if word[0].isupper():  # a name, unless the run says otherwise
            return 1 if lower in self._originals and tokens[at].first and common > 5 else 0
        # Part of a name such as Escherichia coli or Solidarity trial.
        before = tokens[at - 1] if at else None
        if before and scripts(before.text) == {"Latin"} and before.text[0].isupper():
            return 1
        return 3 if lower in self._originals else 2

    def _whole(self, word: str) -> int:
        """Weigh a word in Cyrillic or ideographs amid Latin letters: nothing else explains it."""
        if self._script == "Cyrillic" and (len(word) < 3 and word.isupper()):
            return 0
        if self._script == "Cyrillic" and len(word) == 1:
            return 0
        return 3 if word.lower() in self._originals else 2


class SameScript:
    """Weighs the words of a translation that is written in the source's script.

    Args:
        here: the source language.
        there: the language of the translation.
        originals: the words of the source; nothing else can be left of it.
    """

    def __init__(self, here: str, there: str, originals: Sequence[Token]) -> None:
        self._here, self._there = here, there
        self._originals: dict[str, list[int]] = {}
        self._small: set[str] = set()
        self._formula = any(each.text.lower() in _VARIABLES for each in originals)
        self._source = originals
        for at, each in enumerate(originals):
            for part in {each.text, *_PART.findall(each.text)}:
                self._originals.setdefault(part.lower(), []).append(at)
                if part[0].islower():
                    self._small.add(part)

    def weigh(self, tokens: Sequence[Token], at: int) -> int:
        """Say how surely a word is of the source language: 0 not, 1 a guess, 2 likely, 3 surely."""
        word = _NEGATED.sub("", tokens[at].text)
        if word.isupper() and len(word) < 7:
            return 0
        places = self._originals.get(word.lower())
        if places is None:
            return self._related(word, tokens, at)
        best = self._word(word, tokens, at, places)
        if not best and len(parts := _PART.findall(word)) > 1:
            capitals = self._here in _CAPITAL_NOUNS
            strange = [part for part in parts if len(part) > 3 and part[int(capitals) :].islower()]
            best = max((self._common(part.lower()) for part in strange), default=0)
        return best

    def _related(self, word: str, tokens: Sequence[Token], at: int) -> int:
        """Weigh a word that only a form or part of stands in the source (Haupt, Hauptstadt)."""
        parts = _PART.findall(word)
        if len(parts) > 1:
            known = [part for part in parts if len(part) > 3 and part.lower() in self._originals]
            return max(
                (self._common(part.lower()) for part in known if part[1:].islower()), default=0
            )
        lower = word.lower()
        if left_alone(word, self._there) or len(lower) < _STEM or not word[1:].islower():
            return 0
        stem = lower[: max(_STEM, len(lower) - 3)]
        if not any(stem in each for each in self._originals) or language(self._there).knows(word):
            return 0
        mine, theirs = zipf(lower.casefold(), self._here), self._theirs(lower)
        if word[0].isupper() and (
            self._here not in _CAPITAL_NOUNS or self._beside_name(tokens, at)
        ):
            return 0
        known_here = any(language(self._here).knows(form) for form in (word, lower))
        left = tokens[at - 1].text.lower() if at else ""
        free = word[0].islower() or left in section(self._there, "determiners")
        rare = theirs < (_NAME if free else 1)
        return 2 if known_here and mine - theirs >= _GAP and rare else 0

    def _word(self, word: str, tokens: Sequence[Token], at: int, places: Sequence[int]) -> int:
        """Weigh a word that stands in the source too."""
        if left_alone(word, self._there):
            return 0
        if word[0].islower():
            return 0 if self._in_name(tokens, at) else self._common(word.lower())
        spelled = [self._source[place] for place in places]
        small = word.lower() in self._small
        if any(each.text[0].isupper() and not each.first for each in spelled):
            small = False  # a name, or its first word
        if small or (tokens[at].first and any(self._source[place].first for place in places)):
            alone = at + 1 == len(tokens) or tokens[at + 1].text[0].islower()
            usual = small or zipf(word.lower().casefold(), self._here) >= _COMMON
            weight = self._common(word.lower()) if usual and (small or alone) else 0
            if weight:
                return weight
        return self._noun(word, tokens, at, places) if self._here in _CAPITAL_NOUNS else 0

    def _common(self, word: str) -> int:
        """Weigh a word that is no name, by how common it is in either language."""
        if not any(bool(language(self._here).knows(form)) for form in (word, word.capitalize())):
            return 2 if self._odd(word) else 0
        mine, theirs = zipf(word.casefold(), self._here), self._theirs(word)
        if theirs >= mine - 1:
            return 0
        if len(word) == 1:
            return 2 * (mine - theirs >= _GAP and not self._formula)
        if not language(self._there).knows(word):
            return 3 if mine - theirs >= _GAP and mine >= _USUAL else 2
        return 2 if mine - theirs >= _GAP else 0

    def _odd(self, word: str) -> bool:
        """Say whether a word that no dictionary has cannot be one of the translation's language."""
        parts = _PART.findall(word)
        if _ELIDED.match(word) and self._there not in ("fr", "it", "ca"):
            return True
        if len(parts) > 1:
            known = language(self._here).knows(parts[-1])
            gap = zipf(parts[-1].casefold(), self._here) - self._theirs(parts[-1])
            return bool(known) and gap >= _GAP
        # English writes without accents, but for words that its dictionaries have.
        return self._there == "en" and not word.isascii() and not language("en").knows(word)

    def _theirs(self, word: str) -> float:
        """Say how common a word is in the language of the translation, without its accents too."""
        found = zipf(word.casefold(), self._there)
        if (bare := _bare(word)) != word and language(self._there).knows(word):
            return max(found, zipf(bare, self._there))
        return found

    def _noun(self, word: str, tokens: Sequence[Token], at: int, places: Sequence[int]) -> int:
        """Weigh a capitalised word of a language that writes every noun so."""
        lower = word.lower()
        mine, theirs = zipf(lower.casefold(), self._here), self._theirs(lower)
        if word[1:] != word[1:].lower() or not language(self._here).knows(word):
            return 0
        if mine >= _USUAL + 1 and not theirs:
            return 3
        if mine - theirs < _GAP or theirs >= _NAME or self._beside_name(tokens, at):
            return 0
        if language(self._there).knows(word) and mine - theirs < _WIDE:
            return 0  # a Berliner
        if mine - theirs >= _WIDE and theirs < 1:
            return 3 if mine >= _USUAL + 1 else 2
        if mine < _WRITTEN:
            return 0
        left = tokens[at - 1].text.lower() if at else ""
        if left in section(self._there, "determiners"):
            return 2
        earlier = [self._source[place - 1] for place in places if place]
        before = [each.text.lower() if each.first else each.text for each in earlier]
        if any(each.lower() in section(self._here, "determiners") for each in before):
            return 2
        adjective = any(each.islower() and _ADJECTIVE.search(each) for each in before)
        free = bool(left) and left not in section(self._there, "before-names")
        return 2 if adjective and free else 0

    def _beside_name(self, tokens: Sequence[Token], at: int) -> bool:
        """Say whether a neighbour is written with a capital, as in names of several words."""
        for one, other in ((at - 1, at), (at, at + 1)):
            if one < 0 or other == len(tokens) or tokens[other].start != tokens[one].end + 1:
                continue
            neighbour = tokens[one if other == at else other]
            capital = neighbour.text[0].isupper() and not (neighbour.first and other == at)
            if capital and neighbour.text.lower() in self._originals:
                return True
        return False

    def _in_name(self, tokens: Sequence[Token], at: int) -> bool:
        """Say whether a small word belongs to a name that the source has too.

        It does between two capitals (Vasco da Gama), or after a capitalised word that is itself
        one of the source language (Médecins sans frontières).
        """
        left, right = (self._capital(tokens, at, step) for step in (-1, 1))
        if left is None or left.first:
            return False
        word = left.text.lower()
        own = zipf(word.casefold(), self._here) - self._theirs(word) >= 1
        particle = right is not None and len(tokens[at].text) <= _PARTICLE
        return particle or own

    def _capital(self, tokens: Sequence[Token], at: int, step: int) -> Token | None:
        """Find the next capitalised word on one side, across small words of the source only."""
        for to in range(at + step, at + 5 * step, step):
            if not 0 <= to < len(tokens) or tokens[to].text.lower() not in self._originals:
                return None
            if (
                abs(tokens[to].start - tokens[to - step].end)
                > 1
                < abs(tokens[to].end - tokens[to - step].start)
            ):
                return None
            if tokens[to].text[0].isupper():
                return tokens[to]
            if len(tokens[to].text) > _PARTICLE and step > 0:
                return None
        return None


def _bare(word: str) -> str:
    """Take the accents off a word (début: debut)."""
    decomposed = unicodedata.normalize("NFD", word)
    return unicodedata.normalize(
        "NFC", "".join(c for c in decomposed if not unicodedata.combining(c))
    )
