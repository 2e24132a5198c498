"""Finds what stands in a translation where a concept of the glossary should be.

The place is found by nearness of meaning with a preference for the same place in the sentence
(``coverage.nearness``), among the words that answer nothing else better. Whether the word there has
drifted is asked of the whole sentence: an accepted rendering in its place must bring the sentence
clearly nearer to its source. Embeddings cannot say that a word is wrong; they can say that another
one is better, and how much.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fidelity.matching import meaning
from fidelity.matching.coverage import nearness, weights
from fidelity.matching.find import Mention
from fidelity.matching.sides import KnownText
from fidelity.model import Term
from fidelity.protocols import Word
from fidelity.rules import _terms
from fidelity.tags import matches

_GAIN, _SHIPPED_GAIN = 0.05, 0.08
"""Cosine by which an accepted rendering must bring the sentence nearer to its source; more where
the glossary is a shipped one, which cannot know in which sense a text uses a common word."""
_TRIED = 6
_OTHER_SENSE = 0.55
"""Cosine from which a word renders a common word of a shipped glossary in another of its senses or
parts of speech (note, the verb): the encoder places two such words together."""
_HEAVY = 0.3
"""Weight of a word, by its rarity, from which it can stand for a term."""
_TAKEN = 0.8
"""What a word loses that answers another word of the source, for each unit of nearness."""
_PLACE = 0.15


@dataclass(frozen=True, slots=True)
class Drifted:
    """A word that stands where a concept should be, and a rendering that fits better."""

    wanted: _terms.Asked
    mention: Mention
    """Where the source names the concept."""
    word: Word
    """What stands for it in the translation."""
    better: Term
    gain: float
    """By how much the better rendering brings the sentence nearer to its source."""


def drifted(known: KnownText) -> Iterator[Drifted]:
    """Yield the concepts for which something else stands in the translation."""
    source, target = known.source, known.target
    if not meaning.serves(source.language, target.language) or not target.words:
        return
    reported: set[tuple[int, int]] = set()
    for wanted in _terms.missing(known):
        mention = wanted.mentions[0]
        span = (mention.start, mention.end)
        accepted = _terms.renderings(wanted.concept, target.language, known.house, accepted=True)
        if not _asks(wanted, mention, known) or not accepted or span in reported:
            continue
        reported.add(span)
        found = _judged(wanted, accepted[:_TRIED], known)
        if found is not None:
            yield found


def _asks(wanted: _terms.Asked, mention: Mention, known: KnownText) -> bool:
    """Say whether the term surely stands for the concept: a rendering may stand for many."""
    first = wanted.concept.terms[0].language
    return (
        not _terms.is_trap(wanted.glossary)
        and mention.term.status == "preferred"
        and matches(known.source.language, first)
    )


def _judged(wanted: _terms.Asked, accepted: Sequence[Term], known: KnownText) -> Drifted | None:
    word = _counterpart(wanted.mentions[0], accepted, known)
    if word is None:
        return None
    if _is_shipped_word(wanted) and (
        meaning.nearness(word.lemmas[0], wanted.mentions[0].term.text) >= _OTHER_SENSE
    ):
        return None
    span = (word.start, word.end)
    texts = known.source.text, known.target.text
    gains = meaning.gains(*texts, span, [term.text for term in accepted], word.lemmas[0])
    gain, place = max((gain, -place) for place, gain in enumerate(gains))
    if gain < (_SHIPPED_GAIN if _terms.is_shipped(wanted.glossary) else _GAIN):
        return None
    return Drifted(wanted, wanted.mentions[0], word, accepted[-place], gain)


def _is_shipped_word(wanted: _terms.Asked) -> bool:
    """Say whether the term is a single word of a shipped glossary, which may be a common one."""
    return _terms.is_shipped(wanted.glossary) and not _terms.specific(wanted.mentions[0].term)


def _counterpart(mention: Mention, accepted: Sequence[Term], known: KnownText) -> Word | None:
    """Find the word of the translation that stands where the term should be."""
    source, target = known.source, known.target
    near, heavy = nearness(source, target), weights(target)
    own = [
        row
        for row, word in enumerate(source.words)
        if mention.start <= word.start and word.end <= mention.end
    ]
    others = [row for row in range(len(source.words)) if row not in own]
    here = mention.start / max(1, len(source.text))
    best: tuple[float, int] | None = None
    terms = meaning.places([term.text for term in accepted])
    for column, word in enumerate(target.words):
        if heavy[column] < _HEAVY or not word.text[0].isalpha() or not own:
            continue
        place = meaning.place(word.lemmas[0])
        likest = max(float(place @ term) for term in terms)
        taken = float(near[others, column].max()) if others else 0.0
        away = abs(here - word.start / max(1, len(target.text)))
        value = max(float(near[own, column].max()), likest) - _TAKEN * taken - _PLACE * away
        best = max(best or (value, column), (value, column))
    return target.words[best[1]] if best is not None else None
