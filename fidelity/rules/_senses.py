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
from fidelity.matching.coverage import nearness, weights
from fidelity.matching.sides import KnownText, Side
from fidelity.rules import _terms
from fidelity.rules._company import Shown, shown, slight
from fidelity.rules._sense_words import Met, cut, met, stands

_LIKELIEST = 2
"""Dictionary forms of a word of the translation that count against it; for it all do."""
_ANSWERS = 0.4
"""Cosine from which another word of the source may be what a word of the translation answers."""
_BEHIND = 0.12
"""Cosine by which the word itself may be nearer and another one still account for a rendering."""
_APART = 0.45
"""Share of a text by which a word and its rendering may stand apart, unless it is a brief one."""
_BRIEF = 16
"""Words up to which a text is brief: either language turns such a sentence round."""
_ROOT = 5
"""Letters of a word, at the least, that its relatives share."""
_NEARER_WORDS, _NEARER_RENDERINGS = 3, 5
"""Words of the source that may be nearer to a rendering than its own, and words of the translation
that may be nearer to the word than the rendering: what stands for a word is among the nearest."""
_GAIN_FOR_LINKS = 0.005
"""Cosine by which a right rendering has to bring the sentence nearer to its source where the
company is a preposition or an article, which is seldom sure."""
_GAIN_FOR_STRANGERS = 0.012
"""The same where the wrong rendering is not among the nearest words. Else the encoder is not asked:
it likes what dictionaries list, whatever the sense."""
_HEAVY = 0.3
"""Weight of a word, by its rarity, from which it can be what a rendering answers."""
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
    for own in _by_entry(places):
        several = [shown(known.source, here) for here in own]
        if not all(several) or _named(known, own) or _akin(known, own):
            continue
        senses = {id(each.sense): each for found in several for each in found}
        found = _judged(known, own, list(senses.values()), _others(known, places, own))
        if found is not None:
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
    known: KnownText, own: Sequence[Met], senses: Sequence[Shown], taken: frozenset[str]
) -> WrongSense | None:
    """Find a rendering of another sense, where none of the right one stands."""
    right = frozenset(each for found in senses for each in found.sense.renderings)
    for other, span in _candidates(known, own[0].entry, senses, right | taken):
        here = min(own, key=lambda each: _apart(known, each, span))
        if _accounted(known, here, span):
            continue
        if _there(known, here, right, span):
            return None
        made = _made(known, here, span, senses[0], other)
        if _borne_out(known, here, span, made):
            return made
    return None


def _candidates(
    known: KnownText, entry: SenseWord, senses: Sequence[Shown], kept: frozenset[str]
) -> Iterator[tuple[Sense, tuple[int, int]]]:
    """Yield where renderings stand that only other senses have."""
    right = {id(found.sense) for found in senses}
    for other in entry.senses:
        if id(other) not in right:
            for rendering in other.renderings:
                if rendering not in kept:
                    yield from ((other, span) for span in _strictly(rendering, known.target))


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
        for lemma in word.lemmas[:_LIKELIEST]:
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
    lemmas = {lemma for word in words for lemma in word.lemmas}
    wordings = [cut(rendering, known.target.language) for rendering in right]
    if any(all(not own.isdisjoint(lemmas) for own in parts) for parts in wordings):
        return True
    roots = {_root(lemma) for parts in wordings if len(parts) == 1 for lemma in parts[0]}
    return any(
        not span[0] <= place <= span[1]
        and any(_root(lemma) in roots for lemma in word.lemmas)
        and not _by_word(known, here, (place, place))
        for place, word in enumerate(words)
    )


def _root(lemma: str) -> str:
    """Cut a word to what its relatives share; a short one is its own root."""
    return lemma[: max(_ROOT, len(lemma) * 2 // 3)]


def _named(known: KnownText, own: Sequence[Met]) -> bool:
    """Say whether the word is part of a longer term of a glossary that the translation has too."""
    words = known.source.words
    there = {
        (mention.glossary, mention.concept.id)
        for mention in known.target.mentions
        if mention.term.accepted
    }
    return any(
        mention.term.accepted
        and _terms.specific(mention.term)
        and not _terms.is_trap(mention.glossary)
        and (mention.glossary, mention.concept.id) in there
        and mention.start <= words[here.first].start
        and words[here.last].end <= mention.end
        for here in own
        for mention in known.source.mentions
    )


def _akin(known: KnownText, own: Sequence[Met]) -> bool:
    """Say whether a word of the same root stands elsewhere in the source (effective, efficacy)."""
    places = {place for here in own for place in range(here.first, here.last + 1)}
    words = known.source.words
    roots = {_root(lemma) for here in own for lemma in words[here.first].lemmas}
    return any(
        len(lemma) >= _ROOT and _root(lemma) in roots
        for place, word in enumerate(words)
        if place not in places
        for lemma in word.lemmas
    )


def _accounted(known: KnownText, here: Met, span: tuple[int, int]) -> bool:
    """Say whether something else in the source accounts for a rendering."""
    return (
        _apart(known, here, span) > _APART
        or _by_term(known, here, span)
        or _by_word(known, here, span)
    )


def _apart(known: KnownText, here: Met, span: tuple[int, int]) -> float:
    """Measure how far apart a word and a rendering stand, in shares of the text."""
    if max(len(known.source.words), len(known.target.words)) <= _BRIEF:
        return 0.0
    return abs(here.first / len(known.source.words) - span[0] / len(known.target.words))


def _by_term(known: KnownText, here: Met, span: tuple[int, int]) -> bool:
    """Say whether a term of a glossary that stands elsewhere in the source asks for a rendering."""
    source, target = known.source.words, known.target.words
    first, last = source[here.first].start, source[here.last].end
    asked = {
        (mention.glossary, mention.concept.id)
        for mention in known.source.mentions
        if mention.term.accepted and not (first <= mention.start and mention.end <= last)
    }
    return any(
        mention.term.accepted
        and (mention.glossary, mention.concept.id) in asked
        and mention.start <= target[span[0]].start
        and target[span[1]].end <= mention.end
        for mention in known.target.mentions
    )


def _by_word(known: KnownText, here: Met, span: tuple[int, int]) -> bool:
    """Say whether another word of the source is what a rendering answers, by the encoder.

    It has to answer nothing else better, and hardly be less near than the word itself.
    """
    source, target = known.source, known.target
    if not meaning.serves(source.language, target.language):
        return False
    near, heavy = nearness(source, target), weights(source)
    own = range(here.first, here.last + 1)
    for column in range(span[0], span[1] + 1):
        mine = max(float(near[row, column]) for row in own)
        for row in range(len(source.words)):
            value = float(near[row, column])
            if row in own or heavy[row] < _HEAVY or value < max(_ANSWERS, mine - _BEHIND):
                continue
            if int(near[row].argmax()) == column:
                return True
    return False


def _borne_out(known: KnownText, here: Met, span: tuple[int, int], found: WrongSense) -> bool:
    """Say whether the encoder leaves room for what the company says; yes where it is silent."""
    if not meaning.serves(known.source.language, known.target.language):
        return True
    if _strange(known, here, span):
        return found.gain >= _GAIN_FOR_STRANGERS
    return found.gain >= _GAIN_FOR_LINKS or not slight(found.shown.by, known.source.language)


def _strange(known: KnownText, here: Met, span: tuple[int, int]) -> bool:
    """Say whether a rendering is not among the nearest words, so that it may answer another."""
    near = nearness(known.source, known.target)
    spots = [
        (row, column)
        for row in range(here.first, here.last + 1)
        for column in range(span[0], span[1] + 1)
    ]
    words = min(int((near[:, column] > near[row, column]).sum()) for row, column in spots)
    renderings = min(int((near[row] > near[row, column]).sum()) for row, column in spots)
    return words > _NEARER_WORDS or renderings > _NEARER_RENDERINGS


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
