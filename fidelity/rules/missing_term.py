"""A concept of the glossary stands in the source without an accepted rendering in the translation.

Why it matters: the rendering may have been left out; then a reader misses something. Or another
wording stands for it; then the reader does not know the concept again.

What to do: compare the two sentences. If the translation says it in a way that the glossary does
not list, use an accepted rendering, or add the wording to the glossary as *admitted*.

When to ignore it: where the translation says it in another good way. The rule stays quiet on every
inflected form, on other word order and on words between the parts of a term, on words of the same
root, on terms that are part of a longer one, and where another reading of the same source words has
its rendering. Glossaries of traps ask for no rendering.

Evidence: the terms of the glossary in all their forms. For your own glossaries it is a warning. The
shipped ones cannot list every good rendering of a common word: for their concepts it is a warning
only where a term of several words stands there with one of them replaced («территориальный диспут»
for a territorial dispute, «переворот замка» for a palace coup), and for terms of several words and
abbreviations in their preferred form, where nothing in the translation comes near to the term in
meaning (by the sentence encoder, against how near the accepted renderings come); else a note.
"""

from __future__ import annotations

from collections.abc import Iterator

from fidelity.matching import meaning
from fidelity.matching.sides import KnownText, Side
from fidelity.model import Evidence, Finding, Level, Term
from fidelity.protocols import Example
from fidelity.rules import _terms
from fidelity.rules._replaced import Replaced, replaced
from fidelity.segments import Segment

LEVEL: Level = "warning"
_WINDOW = 4  # words
_NEAR = 0.8
"""Share of an accepted rendering's nearness from which other words may stand for the term."""

RIGHT: tuple[Example, ...] = (
    Example(
        "en-ru",
        "The Security Council welcomed the ceasefire agreement.",
        "Советом Безопасности приветствовалось соглашение о прекращении огня.",
    ),
    Example(
        "en-ru",
        "The Geneva Conventions protect prisoners of war.",
        "Женевские конвенции защищают военнопленных.",
    ),
    Example(
        "ru-en",
        "Совет Безопасности принял решение единогласно.",
        "The decision of the Security Council was unanimous.",
    ),
    Example(
        "en-ru",
        "The two kingdoms have a territorial dispute over the island.",
        "У двух королевств есть территориальные споры из-за острова.",
    ),
)
WRONG: tuple[Example, ...] = (
    Example(
        "en-ru",
        "The parties signed a memorandum of understanding.",
        "Стороны подписали документ.",
    ),
    Example(
        "en-ru",
        "The Security Council met on Monday.",
        "Руководство собралось в понедельник.",
    ),
    Example(
        "en-ru",
        "The two kingdoms have a territorial dispute over the island.",
        "У двух королевств есть территориальный диспут из-за острова.",
    ),
    Example(
        "en-ru",
        "The general came to power in a palace coup.",
        "Генерал пришёл к власти в результате переворота замка.",
    ),
)


def check(segment: Segment, known: KnownText) -> Iterator[Finding]:
    """Yield a finding for each concept whose rendering cannot be found."""
    if not segment.target.text.strip():
        return
    reported: set[tuple[int, int]] = set()
    for wanted in _terms.missing(known):
        spans = {(mention.start, mention.end) for mention in wanted.mentions}
        if _terms.is_trap(wanted.glossary) or spans & reported:
            continue
        reported |= spans
        accepted = _terms.renderings(
            wanted.concept, known.target.language, known.house, accepted=True
        )
        yield _finding(segment, wanted, accepted, known)


def _finding(
    segment: Segment, wanted: _terms.Asked, accepted: list[Term], known: KnownText
) -> Finding:
    mention = wanted.mentions[0]
    half = replaced(wanted, accepted, known)
    best = half.term if half else accepted[0]
    place = (half.start, half.end) if half else (0, len(segment.target.text))
    return Finding(
        rule="missing-term",
        level="warning" if half else _level(wanted, accepted, known),
        message=_message(mention.text, best, half, segment),
        kind="sense" if half else "omission",
        concept=wanted.concept.id,
        source=segment.source.span(mention.start, mention.end),
        target=segment.target.span(*place),
        evidence=(
            Evidence(
                engine=f"termbase:{wanted.glossary}",
                family=f"termbase:{wanted.glossary}",
                query=mention.term.text,
                answers=tuple(term.text for term in accepted),
                relation="unknown",
                competent=True,
                reason=_terms.authority(wanted.concept, wanted.glossary, best),
                points=None,
            ),
        ),
        suggestions=_terms.suggestions(
            wanted.concept, wanted.glossary, segment.target_language, known.house
        ),
    )


def _message(asked: str, best: Term, half: Replaced | None, segment: Segment) -> str:
    if half is None:
        return f"no accepted rendering of “{asked}” stands here, such as “{best.text}”"
    text = segment.target.text[half.start : half.end]
    return f"“{text}” stands for “{asked}”, which is “{best.text}”"


def _level(wanted: _terms.Asked, accepted: list[Term], known: KnownText) -> Level:
    if not _terms.is_shipped(wanted.glossary):
        return "warning"
    outright = [
        mention
        for mention in wanted.mentions
        if mention.term.status == "preferred" and _terms.specific(mention.term)
    ]
    tags = (known.source.language, known.target.language)
    if not outright or not meaning.serves(*tags):
        return "note"
    term = outright[0].text
    best = max(meaning.nearness(term, rendering.text) for rendering in accepted)
    near = meaning.reaches(term, _windows(known.target), _NEAR * best)
    return "note" if near else "warning"


def _windows(side: Side) -> Iterator[str]:
    """Yield every run of up to four words."""
    words = side.words
    for first in range(len(words)):
        for last in words[first : first + _WINDOW]:
            yield side.text[words[first].start : last.end]
