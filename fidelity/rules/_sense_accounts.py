"""Says what else in the source may account for a rendering that looks like a wrong sense.

A rendering of another sense may answer another word, a term of a glossary, or a word of the same
root. What the encoder finds near is asked last: it costs most and is the least sure.
"""

from __future__ import annotations

from collections.abc import Sequence

from fidelity.matching import meaning
from fidelity.matching.coverage import nearness, weights
from fidelity.matching.sides import KnownText
from fidelity.rules import _terms
from fidelity.rules._sense_words import Met

_ANSWERS = 0.4
"""Cosine from which another word of the source may be what a word of the translation answers."""
_BEHIND = 0.12
"""Cosine by which the word itself may be nearer and another one still account for a rendering."""
_SURELY = 0.55
"""Cosine from which a word of the translation surely answers a word of the source."""
_APART = 0.45
"""Share of a text by which a word and its rendering may stand apart, unless it is a brief one."""
_BRIEF = 16
"""Words up to which a text is brief: either language turns such a sentence round."""
_ROOT = 5
"""Letters of a word, at the least, that its relatives share."""
_NEARER_WORDS, _NEARER_RENDERINGS = 2, 3
"""Words of the source that may be nearer to a rendering than its own, and words of the translation
that may be nearer to the word than the rendering: what stands for a word is among the nearest."""
_HEAVY = 0.3
"""Weight of a word, by its rarity, from which it can be what a rendering answers."""


def named(known: KnownText, own: Sequence[Met]) -> bool:
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


def akin(known: KnownText, own: Sequence[Met]) -> bool:
    """Say whether a word of the same root stands elsewhere in the source (effective, efficacy)."""
    places = {place for here in own for place in range(here.first, here.last + 1)}
    words = known.source.words
    mine = {lemma for here in own for lemma in words[here.first].lemmas}
    return any(
        related(lemma, one)
        for place, word in enumerate(words)
        if place not in places
        for lemma in word.lemmas
        for one in mine
    )


def accounted(known: KnownText, here: Met, span: tuple[int, int]) -> bool:
    """Say whether something else in the source accounts for a rendering."""
    return (
        apart(known, here, span) > _APART
        or _in_name(known, here, span)
        or _by_term(known, here, span)
        or by_word(known, here, span)
    )


def apart(known: KnownText, here: Met, span: tuple[int, int]) -> float:
    """Measure how far apart a word and a rendering stand, in shares of the text."""
    if max(len(known.source.words), len(known.target.words)) <= _BRIEF:
        return 0.0
    return abs(here.first / len(known.source.words) - span[0] / len(known.target.words))


def _in_name(known: KnownText, here: Met, span: tuple[int, int]) -> bool:
    """Say whether a rendering alone is written as part of a name (Medical Council)."""
    text, words = known.target.text, known.target.words
    lead = text[: words[span[0]].start].rstrip(" «“\"'(")
    inside = bool(lead) and lead[-1] not in ".!?:;–—-\n"
    return (
        inside
        and words[span[0]].text[:1].isupper()
        and not known.source.words[here.first].text[:1].isupper()
        and not text.isupper()
    )


def _by_term(known: KnownText, here: Met, span: tuple[int, int]) -> bool:
    """Say whether a rendering belongs to a term of a glossary.

    The term stands elsewhere in the source, or it is one of several words (министерство иностранных
    дел), whose parts are nobody's renderings.
    """
    source, target = known.source.words, known.target.words
    first, last = source[here.first].start, source[here.last].end
    asked = {
        (mention.glossary, mention.concept.id)
        for mention in known.source.mentions
        if mention.term.accepted and not (first <= mention.start and mention.end <= last)
    }
    own = {
        (mention.glossary, mention.concept.id)
        for mention in known.source.mentions
        if first <= mention.start and mention.end <= last
    }
    start, end = target[span[0]].start, target[span[1]].end
    for mention in known.target.mentions:
        if not mention.term.accepted or start < mention.start or mention.end < end:
            continue
        key = mention.glossary, mention.concept.id
        longer = mention.end - mention.start > end - start and key not in own
        if key in asked or (longer and _terms.specific(mention.term)):
            return True
    return False


def by_word(known: KnownText, here: Met, span: tuple[int, int]) -> bool:
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


def related(one: str, other: str) -> bool:
    """Say whether two words begin alike as relatives do, by two thirds of the shorter one."""
    common = max(_ROOT, min(len(one), len(other)) * 2 // 3)
    return len(one) >= _ROOT and one[:common] == other[:common]


def strange(known: KnownText, here: Met, span: tuple[int, int]) -> bool:
    """Say whether a rendering is not among the nearest words, so that it may answer another.

    Common words are near to everything, and do not count.
    """
    near = nearness(known.source, known.target)
    rows, columns = weights(known.source) >= _HEAVY, weights(known.target) >= _HEAVY
    spots = [
        (row, column)
        for row in range(here.first, here.last + 1)
        for column in range(span[0], span[1] + 1)
    ]
    words = min(int((near[rows, column] > near[row, column]).sum()) for row, column in spots)
    others = min(int((near[row, columns] > near[row, column]).sum()) for row, column in spots)
    return words > _NEARER_WORDS or others > _NEARER_RENDERINGS


def taken(known: KnownText, here: Met, place: int) -> bool:
    """Say whether a word of the translation surely answers another word of the source.

    Args:
        known: both sides.
        here: where the word of several senses stands.
        place: that of the word of the translation.
    """
    if not meaning.serves(known.source.language, known.target.language):
        return False
    near = nearness(known.source, known.target)
    own = range(here.first, here.last + 1)
    mine = max(float(near[row, place]) for row in own)
    return any(
        row not in own
        and near[row, place] >= max(_SURELY, mine + _BEHIND)
        and int(near[row].argmax()) == place
        for row in range(len(known.source.words))
    )
