"""What the dictionaries of pymorphy3 know of one Russian or Ukrainian word.

The grammatical tags are those of OpenCorpora (https://opencorpora.org/dict.php?act=gram). The two
dictionaries write them a little differently; ``Reading`` evens that out, so that the rest of the
package need not know which dictionary it deals with.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import product
from typing import Any

LANGUAGES = ("ru", "uk")

PARTS = {
    **dict.fromkeys(("ADJF", "ADJS", "COMP"), "adjective"),
    **dict.fromkeys(("VERB", "INFN", "PRTF", "PRTS", "GRND"), "verb"),
    **dict.fromkeys(("ADVB", "PRED"), "adverb"),
    "NOUN": "noun",
    "NUMR": "numeral",
    "NPRO": "pronoun",
    "INTJ": "interjection",
    "PREP": "preposition",
    "CONJ": "conjunction",
    "PRCL": "particle",
}
"""The universal part of speech for each of OpenCorpora's; participles count as the verb's."""

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct", "voct")

_SECOND_CASES = {"gen1": "gent", "gen2": "gent", "loc1": "loct", "loc2": "loct", "acc2": "accs"}
"""Second cases, by the case that an adjective beside them stands in."""

ARCHAIC = frozenset(
    {"V-be", "V-bi", "V-ey", "V-oy", "V-ej", "Cmp2", "Arch", "Litr", "Erro", "Dist"}
)
"""Marks of forms that press texts do not use (ядерною, соглашенье)."""

_EPITHETS = frozenset({"чудо", "горе", "диво", "жар", "бой"})
"""Nouns that stand before another as an adjective would, and do not inflect (чудо-оружие)."""

_PARSES_KEPT = 65536
"""About 25 MB of parses: more words than a long report has."""

VOWELS = frozenset("аеёиоуыэюяєії")

_MODELS = {
    "ru": {"ия": "линия", "я": "неделя", "ка": "ветка", "га": "лига", "а": "школа", "": "завод"},
    "uk": {"ія": "лінія", "я": "неділя", "а": "школа", "": "завод"},
}
"""Known nouns, by the end of a name that inflects like them; ``""`` for all other ends."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand one word form."""

    word: str
    """The form as the dictionary spells it: lower case, with ё."""
    lemma: str
    kind: str
    """OpenCorpora's part of speech, with ``INFN`` for the Ukrainian infinitive too."""
    tags: frozenset[str]
    """Every grammatical tag, with number and case evened out."""
    score: float = field(compare=False)
    """Share of this reading in a tagged corpus, in [0, 1], which depends on whether ё was written
    as е; always 1 in Ukrainian; 0 for a name that was read after a model."""
    known: bool
    """Whether the dictionary holds the form; if not, it was read by analogy."""

    @property
    def case(self) -> str:
        """The case (``nomn``, ``gent`` …); empty where there is none."""
        return next((tag for tag in CASES if tag in self.tags), "")

    @property
    def plural(self) -> bool:
        """Whether the form is plural."""
        return "plur" in self.tags

    @property
    def gender(self) -> str:
        """The gender (``masc``, ``femn``, ``neut``, ``ms-f``); empty where there is none."""
        return next((t for t in ("masc", "femn", "neut", "ms-f") if t in self.tags), "")

    @property
    def adjectival(self) -> bool:
        """Whether the form agrees with a noun: adjective, participle, ordinal, pronoun (этот)."""
        return self.kind in ("ADJF", "PRTF") or (self.kind == "NPRO" and "Anph" not in self.tags)


@cache
def _analyzer(language: str) -> Any:
    """Open the dictionary of a language; ``language`` is one of ``LANGUAGES``."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang=language)


def _parses(language: str, word: str) -> list[Any]:
    """Ask the dictionary, leaving out single letters as initials of names."""
    # The analyzer asks for the name of every character, and stops at one that has none.
    named = "".join(
        each if unicodedata.name(each, "") else "\N{REPLACEMENT CHARACTER}" for each in word
    )
    parses = _analyzer(language).parse(named)
    return [p for p in parses if len(word) > 1 or "Abbr" not in p.tag.grammemes] or list(parses)


def _reading(parse: Any, *, known: bool) -> Reading:
    """Even out the differences between the two dictionaries' tags."""
    tags = {_SECOND_CASES.get(tag, tag) for tag in parse.tag.grammemes}
    # pymorphy3's own part of speech refuses to be compared with any other word.
    kind = str(parse.tag.POS or next(iter(tags & {"LATN", "NUMB", "ROMN", "PNCT"}), "UNKN"))
    if "infn" in tags:
        kind = "INFN"
    if kind == "NOUN" and tags.isdisjoint(CASES):
        tags.add("nomn")  # Ukrainian dictionary forms carry no case
    return Reading(parse.word, parse.normal_form, kind, frozenset(tags), float(parse.score), known)


@lru_cache(maxsize=_PARSES_KEPT)
def lemmas(language: str, word: str) -> tuple[tuple[str, str], ...]:
    """List the dictionary forms that a word may belong to, each with its part of speech.

    Args:
        language: one of ``LANGUAGES``.
        word: one word in any case, with a straight apostrophe.

    Returns:
        Pairs of lemma (lower case, with ё) and universal part of speech (empty where unknown),
        likeliest first, none twice; never empty.
    """
    pairs = dict.fromkeys((lemma, "noun") for lemma, _ in _aligned(language, word))
    # Beside a pair of nouns that both inflect, a guess that one of them does not is a bad guess.
    paired = bool(pairs)
    for parse in _parses(language, word):
        if not paired or parse.is_known:
            part = (
                "numeral" if "NUMB" in parse.tag.grammemes else PARTS.get(parse.tag.POS or "", "")
            )
            pairs[parse.normal_form, part] = None
            if language == "uk":
                pairs.update(dict.fromkeys((verb, "verb") for verb in _verbs(parse)))
    return tuple(pairs)


@lru_cache(maxsize=4096)
def readings(language: str, word: str) -> tuple[Reading, ...]:
    """List every way to read a word, likeliest first."""
    found = tuple(_reading(parse, known=parse.is_known) for parse in _parses(language, word))
    if any(reading.known or reading.case in ("", "nomn") for reading in found):
        return found
    return (*_by_model(language, word.lower()), *found)


@lru_cache(maxsize=4096)
def paradigm(language: str, reading: Reading) -> tuple[Reading, ...]:
    """List every form of the word that a reading is of, participles and short forms included."""
    if reading.score == 0:
        return tuple(_like_model(language, reading))
    forms: dict[Reading, None] = {}
    for parse in _analyzer(language).parse(reading.word):
        if _reading(parse, known=parse.is_known) == reading:
            # A dictionary that holds one form holds them all: asking again takes half the time.
            forms.update((_reading(form, known=reading.known), None) for form in parse.lexeme)
    if language == "uk" and reading.kind in ("INFN", "VERB"):
        forms.update(dict.fromkeys(_participles(tuple(forms))))
    return tuple(forms)


def _model(language: str, word: str) -> str:
    """Pick a known noun that inflects like an unknown name with the same end."""
    models = _MODELS[language]
    return next((model for end, model in models.items() if word.endswith(end)), models[""])


def _by_model(language: str, word: str) -> Iterator[Reading]:
    """Read a word as the nominative that no known word is like (Хезболла); the score is 0."""
    for reading in readings(language, _model(language, word)):
        if reading.kind == "NOUN" and reading.case == "nomn":
            yield replace(reading, word=word, lemma=word, score=0.0, known=False)


def _like_model(language: str, reading: Reading) -> Iterator[Reading]:
    """Inflect a word like its model."""
    model = _model(language, reading.word)
    bare = len(model) - (model[-1] in VOWELS)
    stem = reading.word[: -1 if model[-1] in VOWELS else None]
    for form in paradigm(language, readings(language, model)[0]):
        yield replace(form, word=stem + form.word[bare:], lemma=reading.lemma, known=False)


def _participles(forms: Iterable[Reading]) -> Iterator[Reading]:
    """Find the participles and gerunds of a Ukrainian verb, which its entry does not list.

    They are made from forms that are there (засуджено, засудив, домовляються), and kept where the
    dictionary holds them.
    """
    for form in forms:
        stem, reflexive = _unreflexive(form.word)
        if "Impe" in form.tags and stem.endswith("о"):
            made = stem[:-1] + "ий"
        elif {"past", "masc"} <= form.tags:
            made = f"{stem}ши{reflexive and 'сь'}"
        elif {"pres", "3per", "plur"} <= form.tags:
            made = f"{stem[:-2]}чи{reflexive and 'сь'}"
        else:
            continue
        for reading in readings("uk", made):
            if reading.known and reading.kind in ("ADJF", "GRND"):
                yield from paradigm("uk", reading)


def _verbs(parse: Any) -> Iterator[str]:
    """Find the verb that a Ukrainian participle or gerund is of: the same the other way round."""
    stem, reflexive = _unreflexive(parse.word)
    if "pssv" in parse.tag.grammemes:
        made = parse.normal_form[:-2] + "о"
    elif parse.tag.POS == "GRND":
        made = (stem[:-2] if stem.endswith("ши") else stem[:-2] + "ть") + (reflexive and "ся")
    else:
        return
    for verb in _analyzer("uk").parse(made):
        if verb.is_known and verb.tag.POS == "VERB":
            yield verb.normal_form


def _unreflexive(word: str) -> tuple[str, str]:
    """Part a verb form from its reflexive ending; empty where it has none."""
    return (word[:-2], word[-2:]) if word.endswith(("ся", "сь")) else (word, "")


def compound(language: str, word: str) -> frozenset[str]:
    """List the forms of a hyphenated pair of nouns that both inflect (государство-член).

    Returns:
        All its forms, lower case; empty if the word is no such pair or is in the dictionary.
    """
    return frozenset(form for _, forms in _aligned(language, word) for form in forms)


@lru_cache(maxsize=4096)
def _aligned(language: str, word: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Pair the readings of a compound's halves that stand in the same case and number."""
    first, hyphen, last = word.lower().partition("-")
    if not (first and hyphen and last) or "-" in last or first in _EPITHETS:
        return ()
    if _analyzer(language).word_is_known(word):
        return ()
    found: dict[str, frozenset[str]] = {}
    for one, other in product(readings(language, first), readings(language, last)):
        nouns = one.known and other.known and one.kind == other.kind == "NOUN"
        if nouns and "Fixd" not in one.tags and _slot(one) == _slot(other):
            lemma = f"{one.lemma}-{other.lemma}"
            found[lemma] = found.get(lemma, frozenset()) | {
                f"{left.word}-{right.word}"
                for left, right in product(paradigm(language, one), paradigm(language, other))
                if _slot(left) == _slot(right) and not (left.tags | right.tags) & ARCHAIC
            }
    return tuple(found.items())


def _slot(reading: Reading) -> tuple[str, bool]:
    """Name the place of a form in its paradigm."""
    return reading.case, reading.plural


def knows(language: str, word: str) -> bool:
    """Say whether the dictionary holds a word, or every part of a hyphenated one.

    Args:
        language: one of ``LANGUAGES``.
        word: one word in any case, with a straight apostrophe.
    """
    if bool(_analyzer(language).word_is_known(word)):
        return True
    parts = word.split("-")
    if len(parts) == 1 or not all(parts):
        return False
    *firsts, last = parts
    return knows(language, last) and all(
        knows(language, first) or _joins(language, first) for first in firsts
    )


def _joins(language: str, first: str) -> bool:
    """Say whether a word is the first half of a compound adjective (арабо-израильский)."""
    return (
        len(first) > 3
        and first[-1] in "ое"
        and any(
            knows(language, first[:-1] + ending)
            for ending in ("ий", "ый", "ой", "ій", "", "а", "я")
        )
    )
