"""Finds a word that is rendered in another of its senses than the one that its company shows.

What senses a word has, in which company it has which, and how each is rendered, is data
(``data/senses``). A rendering of another sense counts only where none of the right sense stands in
the translation, in whatever form, and where nothing else in the source accounts for it: no term of
a glossary, no other word of several senses, and no word that the encoder finds as near.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from fidelity.lexicon.senses import Sense, SenseWord
from fidelity.matching import meaning
from fidelity.matching.sides import KnownText, Side
from fidelity.rules._company import Shown, shown, slight
from fidelity.rules._sense_accounts import (
    accounted,
    akin,
    apart,
    by_word,
    named,
    related,
    strange,
    taken,
)
from fidelity.rules._sense_words import Met, cut, met, stands, written

_LIKELIEST = 2
"""Dictionary forms of a word of the translation that count against it; for it all do."""
_GAIN_FOR_LINKS = 0.005
"""Cosine by which a right rendering has to bring the sentence nearer to its source where the
company is a preposition or an article, which is seldom sure."""
_GAIN_FOR_STRANGERS = 0.012
"""The same where the wrong rendering is not among the nearest words. Else the encoder is not asked:
it likes what dictionaries list, whatever the sense."""
_TRIED = 6
"""Right renderings that are tried in the place of the wrong one, and named as suggestions."""


class WrongSense(NamedTuple):
    """A word, the sense that its company shows, and what stands there in another sense."""

    entry: SenseWord
    source: tuple[int, int]
    """0-based code-point offsets of the word in the source."""
    target: tuple[int, int]
    """The same of the rendering in the translation."""
    shown: Shown
    """The sense that the company shows, and the company."""
    other: Sense
    """The sense that the translation has."""
    gain: float
    """By how much a right rendering brings the sentence nearer to its source, a cosine; 0 where the
    encoder does not know a language."""


def wrong_senses(known: KnownText) -> Iterator[WrongSense]:
    """Yield the words of the source that are rendered in a wrong sense, each once."""
    places = met(known.source, known.target.language)
    if not places or not known.target.words:
        return
    told: set[tuple[int, int]] = set()  # a word may be an entry as noun and one as verb
    for own in _by_entry(places):
        several = [shown(known.source, here) for here in own]
        if not all(several):
            continue
        senses = {id(each.sense): each for found in several for each in found}
        found = _judged(known, own, list(senses.values()), places)
        if found is not None and found.source not in told:
            told.add(found.source)
            yield found


def _by_entry(places: Sequence[Met]) -> list[list[Met]]:
    """Put together the places of each word."""
    found: dict[int, list[Met]] = {}
    for here in places:
        found.setdefault(id(here.entry), []).append(here)
    return list(found.values())


def _others(known: KnownText, places: Sequence[Met], own: Sequence[Met]) -> frozenset[str]:
    """List the renderings of all other words of several senses that stand in the source.

    Of a word that is written alike at the same place (the noun, the verb) only the sense counts
    that its company shows.
    """
    firsts = {here.first for here in own}
    return frozenset(
        rendering
        for here in places
        if here.entry is not own[0].entry
        for sense in (
            [each.sense for each in shown(known.source, here)]
            if here.first in firsts
            else here.entry.senses
        )
        for rendering in sense.renderings
    )


def _judged(
    known: KnownText, own: Sequence[Met], senses: Sequence[Shown], places: Sequence[Met]
) -> WrongSense | None:
    """Find a rendering of another sense, where none of the right one stands."""
    right = frozenset(each for found in senses for each in found.sense.renderings)
    candidates = list(_candidates(known, own[0].entry, senses, right))
    if not candidates or named(known, own) or akin(known, own):
        return None
    others = _others(known, places, own)
    for other, rendering, span in candidates:
        here = min(own, key=lambda each: apart(known, each, span))
        if rendering in others or accounted(known, here, span):
            continue
        if _there(known, here, right, span):
            return None
        made = _made(known, here, span, senses[0], other)
        if _borne_out(known, here, span, made):
            return made
    return None


def _candidates(
    known: KnownText, entry: SenseWord, senses: Sequence[Shown], right: frozenset[str]
) -> Iterator[tuple[Sense, str, tuple[int, int]]]:
    """Yield where renderings stand that only other senses have."""
    kept = {id(found.sense) for found in senses}
    for other in entry.senses:
        if id(other) not in kept:
            for rendering in other.renderings:
                if rendering not in right:
                    for span in _strictly(rendering, known.target):
                        yield other, rendering, span


def _strictly(rendering: str, side: Side) -> Iterator[tuple[int, int]]:
    """Yield the first and last place of each spot where a rendering surely stands."""
    parts = cut(rendering, side.language)
    there = _places(side)
    for place in sorted(
        {at for lemma in (parts[0] if parts else ()) for at in there.get(lemma, ())}
    ):
        if stands(parts, side.words, place, _LIKELIEST):
            yield place, place + len(parts) - 1


@lru_cache(maxsize=4)
def _places(side: Side) -> Mapping[str, list[int]]:
    """List where the words of a side stand, by each of their likeliest dictionary forms."""
    found: dict[str, list[int]] = {}
    for place, word in enumerate(side.words):
        for lemma in dict.fromkeys((written(word), *word.lemmas[:_LIKELIEST])):
            found.setdefault(lemma, []).append(place)
    return found


def _there(known: KnownText, here: Met, right: frozenset[str], span: tuple[int, int]) -> bool:
    """Say whether a rendering of the right sense, or a word of its root, stands there.

    Args:
        known: both sides.
        here: where the word stands in the source.
        right: the renderings of the sense that its company shows.
        span: the places of what stands for another sense, which do not count.
    """
    words = known.target.words
    wordings = [cut(rendering, known.target.language) for rendering in right]
    lemmas = {lemma for word in words for lemma in (written(word), *word.lemmas)}
    if any(
        all(not own.isdisjoint(lemmas) for own in parts) for parts in wordings if len(parts) > 1
    ):
        return True
    single = {lemma for parts in wordings if len(parts) == 1 for lemma in parts[0]}
    for place, word in enumerate(words):
        if not single.isdisjoint((written(word), *word.lemmas)) and not taken(known, here, place):
            return True
        if span[0] <= place <= span[1] or by_word(known, here, (place, place)):
            continue
        if any(related(lemma, own) for lemma in word.lemmas for own in single):
            return True
    return False


def _borne_out(known: KnownText, here: Met, span: tuple[int, int], found: WrongSense) -> bool:
    """Say whether the encoder leaves room for what the company says; yes where it is silent."""
    if not meaning.serves(known.source.language, known.target.language):
        return True
    if not found.shown.by:  # of false friends the encoder knows nothing: it takes letters for sense
        return not strange(known, here, span)
    if strange(known, here, span):
        return found.gain >= _GAIN_FOR_STRANGERS
    return found.gain >= _GAIN_FOR_LINKS or not slight(found.shown.by, known.source.language)


def _made(
    known: KnownText, here: Met, span: tuple[int, int], sense: Shown, other: Sense
) -> WrongSense:
    source, target = known.source.words, known.target.words
    start, end = target[span[0]].start, target[span[1]].end
    gain = 0.0
    if meaning.serves(known.source.language, known.target.language):
        gain = meaning.gain(
            known.source.text,
            known.target.text,
            (start, end),
            sense.sense.renderings[:_TRIED],
            " ".join(word.lemmas[0] for word in target[span[0] : span[1] + 1]),
        )
    return WrongSense(
        here.entry,
        (source[here.first].start, source[here.last].end),
        (start, end),
        sense,
        other,
        gain,
    )
