"""The commonest dictionary forms of a language, with frequencies and parts of speech."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from fidelity import morphology
from fidelity.engines._lexicon import bits
from fidelity.languages import language
from fidelity.model import Tag
from fidelity.wordnet import parts_of_speech

FORMS = 60_000
"""How many word forms are read; Slavic and Romance forms fall together to about 25,000 words."""
_SPACELESS = frozenset(("zh", "ja"))
RARE = 1e-9
"""Share of all text at which a word counts that the frequency list does not hold."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One dictionary form."""

    word: str
    log_frequency: float
    parts: int
    """Bits, see ``fidelity.engines._lexicon.bits``."""


_NAMES = frozenset(("Surn", "Name", "Patr", "Geox", "Orgn", "Trad"))
"""OpenCorpora's tags of proper names."""


@cache
def _frequencies(base: str) -> dict[str, float]:
    import wordfreq

    # Looked up directly: the package's own look-up needs a segmenter for Chinese and Japanese.
    # Asked as the package asks itself, or it would keep the same list twice.
    found: dict[str, float] = wordfreq.get_frequency_dict(base, "best")
    return found


def log_frequency(text: str, tag: Tag) -> float:
    """Estimate the natural logarithm of a wording's share of all text.

    A phrase is about as frequent as its words allow: the harmonic sum, as wordfreq computes it.
    """
    known = _frequencies(tag.split("-")[0])
    whole = known.get(text.casefold())
    if whole is not None:
        return math.log(max(whole, RARE))
    words = [known.get(word.text.casefold(), RARE) for word in language(tag).words(text)]
    return math.log(1 / sum(1 / max(each, RARE) for each in words) if words else RARE)


@cache
def vocabulary(tag: Tag) -> tuple[Entry, ...]:
    """List the dictionary forms behind the commonest word forms, commonest first.

    Proper names are left out: they are near to everything that happened where they are known, and
    the names that a glossary holds are added to the engines anyway.
    """
    import wordfreq

    base = tag.split("-")[0]
    shortest = 1 if base in _SPACELESS else 2
    known, shares = language(tag), _frequencies(base)
    frequencies: dict[str, float] = {}
    parts: dict[str, int] = {}
    for form in wordfreq.top_n_list(base, FORMS):
        if len(form) < shortest or any(character.isdigit() for character in form):
            continue
        words = known.words(form)
        if len(words) != 1 or known.knows(form) is False or _is_name(form, base):
            continue
        lemma = words[0].lemmas[0]
        if base == "en" and not parts_of_speech(lemma):
            continue
        frequencies[lemma] = frequencies.get(lemma, 0.0) + shares.get(form, RARE)
        parts[lemma] = parts.get(lemma, 0) | bits(_parts(lemma, base, words[0].parts_of_speech))
    return tuple(
        Entry(word, math.log(max(frequency, RARE)), parts[word])
        for word, frequency in sorted(frequencies.items(), key=lambda item: (-item[1], item[0]))
    )


def _is_name(form: str, base: str) -> bool:
    """Say whether a Russian or Ukrainian form is nothing but a name."""
    if base not in {"ru", "uk"}:
        return False
    readings = [reading for reading in morphology.readings(base, form) if reading.known]
    return bool(readings) and all(reading.tags & _NAMES for reading in readings)


def _parts(lemma: str, base: str, tagged: tuple[str, ...]) -> tuple[str, ...]:
    if base == "en":
        return tuple(parts_of_speech(lemma))
    return tagged[:1]
