"""The commonest dictionary forms of a language, with frequencies and parts of speech."""

from __future__ import annotations

import math
from dataclasses import dataclass

from fidelity.engines._lexicon import bits
from fidelity.languages import language
from fidelity.model import Tag
from fidelity.wordnet import parts_of_speech

FORMS = 60_000
"""How many word forms are read; Slavic and Romance forms fall together to about 25,000 words."""
RARE = 1e-9
"""Share of all text at which a word counts that the frequency list does not hold."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One dictionary form."""

    word: str
    log_frequency: float
    parts: int
    """Bits, see ``fidelity.engines._lexicon.bits``."""


def log_frequency(text: str, tag: Tag) -> float:
    """Estimate the natural logarithm of a wording's share of all text."""
    import wordfreq

    return math.log(max(wordfreq.word_frequency(text, tag.split("-")[0]), RARE))


def vocabulary(tag: Tag) -> tuple[Entry, ...]:
    """List the dictionary forms behind the commonest word forms, commonest first."""
    import wordfreq

    base = tag.split("-")[0]
    frequencies: dict[str, float] = {}
    parts: dict[str, int] = {}
    known = language(tag)
    for form in wordfreq.top_n_list(base, FORMS):
        if len(form) < 2 or any(character.isdigit() for character in form):
            continue
        words = known.words(form)
        if len(words) != 1 or known.knows(form) is False:
            continue
        lemma = words[0].lemmas[0]
        frequencies[lemma] = frequencies.get(lemma, 0.0) + wordfreq.word_frequency(form, base)
        parts[lemma] = parts.get(lemma, 0) | bits(_parts(lemma, base, words[0].parts_of_speech))
    return tuple(
        Entry(word, math.log(max(frequency, RARE)), parts[word])
        for word, frequency in sorted(frequencies.items(), key=lambda item: (-item[1], item[0]))
    )


def _parts(lemma: str, base: str, tagged: tuple[str, ...]) -> tuple[str, ...]:
    if base == "en":
        return tuple(parts_of_speech(lemma))
    return tagged[:1]
