"""A wording that the glossary tells to avoid stands in the translation.

Why it matters: somebody has found out already that the wording is wrong (*forbidden*) or that a
better one is to be had (*deprecated*), and has written down why. It should not go out again.

What to do: use an accepted rendering; the finding names them. If the wording is right at this place
after all, suppress the finding and say why, or mend the glossary.

When to ignore it: where the wording stands for something else here. The rule stays quiet where the
same letters are part of another word or of a longer accepted term, where the wording is what
another concept or another speech act of the sentence asks for, where an accepted rendering stands
for every mention of the concept, and where the wording itself is quoted.

Evidence: the entry of the glossary, with its reason; the wording is found in every inflected form
wherever the concept stands in the source. What is forbidden is an error, what is deprecated a
warning. If the reason says that the wording is right in another sense, the sentence decides: it is
a note unless an accepted rendering brings it nearer to its source (sentence encoder). Of false
friends the encoder knows nothing (it takes letters for meaning), so they are not put to it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from fidelity.matching import meaning
from fidelity.matching.find import Mention
from fidelity.matching.sides import KnownText
from fidelity.model import Evidence, Finding, Level
from fidelity.protocols import Example
from fidelity.rules import _acts, _terms
from fidelity.segments import Segment

LEVEL: Level = "error"
_ELSEWHERE = re.compile(r"\bright\b (?:only )?(?:for|in|of|with|where|when|there)\b")
"""The words by which a reason says that the wording is right in another sense."""
_OF_QUOTATIONS = re.compile(r"\bright where\b[^;]*\bquotation marks")
"""The words by which a reason says that the wording is right before a quotation."""
_TRIED = 6  # accepted renderings that are tried in the place of the wording
_GAIN = 0.0  # cosine

RIGHT: tuple[Example, ...] = (
    Example(
        "en-ru",
        "The two governments want a reset in their relations.",
        "Оба правительства хотят перезагрузки своих отношений.",
    ),
    Example(
        "en-ru",
        "An overload of the power grid was feared.",
        "Опасались перегрузки электросети.",
    ),
    Example("en-ru", "He bought a magazine about fashion.", "Он купил журнал о моде."),
    Example(
        "en-ru",
        "The agency called for more tests, for the demand is growing.",
        "Агентство призвало проводить больше тестов, поскольку спрос растет.",
    ),
    Example(
        "en-ru",
        "The paper cited a diplomat who called the offer “worthless”.",
        "Газета цитирует дипломата, назвавшего предложение «ничего не стоящим».",
    ),
    Example(
        "en-ru",
        "More than a dozen villages were cut off by the floods.",
        "Наводнение отрезало от внешнего мира более десятка деревень.",
    ),
    Example(
        "en-ru",
        "Three suspected cases of cholera were reported in the camp.",
        "В лагере сообщили о трех подозрительных случаях холеры.",
    ),
    Example(
        "en-ru",
        "The images have a spatial resolution of ten metres.",
        "Пространственное разрешение снимков составляет десять метров.",
    ),
)
WRONG: tuple[Example, ...] = (
    Example(
        "en-ru",
        "The two governments want a reset in their relations.",
        "Оба правительства хотят перегрузки своих отношений.",
    ),
    Example(
        "en-ru",
        "The Assembly called for calm and demanded an inquiry.",
        "Ассамблея призвала к спокойствию и призвала провести расследование.",
    ),
    Example(
        "en-ru",
        "A dozen villages were cut off by the floods.",
        "Наводнение отрезало от внешнего мира десяток деревень.",
    ),
    Example(
        "en-ru",
        "The agency cited a diplomat close to the talks.",
        "Агентство цитирует дипломата, близкого к переговорам.",
    ),
)


def check(segment: Segment, known: KnownText) -> Iterator[Finding]:
    """Yield a finding for each avoided rendering of a concept that stands in the source."""
    wanted = list(_terms.asked(known))
    due = _due(wanted, known)
    reported: set[tuple[int, int]] = set()
    for concept in wanted:
        mine = _terms.of_concept(known.target.mentions, concept)
        avoided = _terms.places(m for m in mine if not m.term.accepted)
        right = _terms.places(
            m
            for m in mine
            if m.term.accepted and _terms.holds(m.term, known.house) and not _part_of(m, avoided)
        )
        if len(right) >= len(concept.mentions):
            continue
        for mention in mine:
            span = (mention.start, mention.end)
            if mention.term.accepted or span in reported or _excused(mention, right, due, known):
                continue
            if _answers_another_act(mention, concept, known):
                continue
            reported.add(span)
            yield _finding(segment, concept, mention, known)


def _part_of(mention: Mention, places: list[tuple[int, int]]) -> bool:
    """Say whether the wording is part of a longer one: “justice” in “court of justice”."""
    span = (mention.start, mention.end)
    return any(place != span and _terms.within(span, [place]) for place in places)


def _due(wanted: list[_terms.Asked], known: KnownText) -> list[tuple[int, int]]:
    """List where renderings stand that some concept of the source accepts."""
    accepted = [
        mention
        for concept in wanted
        for mention in _terms.of_concept(known.target.mentions, concept)
        if mention.term.accepted
    ]
    return _terms.places(accepted)


def _excused(
    mention: Mention,
    right: list[tuple[int, int]],
    due: list[tuple[int, int]],
    known: KnownText,
) -> bool:
    """Say whether the wording stands here for something else than the concept."""
    span = (mention.start, mention.end)
    return (
        not _terms.holds(mention.term, known.house)
        or mention.glued
        or mention.inside
        or _terms.within(span, right)
        or _terms.within(span, due)
        or _quoted(mention, known)
        or _quotes(mention, known)
    )


def _answers_another_act(mention: Mention, wanted: _terms.Asked, known: KnownText) -> bool:
    """Say whether the wording is of the same force as another word of the source, unclaimed yet."""
    said = _acts.acts(known.target)
    mine = [
        (act.axis, level)
        for act in said
        if mention.start <= act.start < mention.end
        for level in act.levels
    ]
    if not mine:
        return False
    concept = _terms.places(wanted.mentions)
    there = [
        act
        for act in _acts.acts(known.source)
        if not _terms.within((act.start, act.end), concept) and _of_force(act, mine)
    ]
    here = [act for act in said if _of_force(act, mine)]
    return len({act.start for act in there}) >= len({act.start for act in here})


def _of_force(act: _acts.Act, levels: Collection[tuple[str, str]]) -> bool:
    return any((act.axis, level) in levels for level in act.levels)


def _quoted(mention: Mention, known: KnownText) -> bool:
    """Say whether the wording alone stands in quotation marks: then it is talked about."""
    return any(
        start <= mention.start and mention.end <= end and end - start <= len(mention.text) + 2
        for start, end in known.target.quoted
    )


def _quotes(mention: Mention, known: KnownText) -> bool:
    """Say whether the wording is one of quotations, and both sides do quote."""
    of_quotations = _OF_QUOTATIONS.search(mention.term.reason or "")
    return bool(of_quotations and known.source.quoted and known.target.quoted)


def _finding(segment: Segment, wanted: _terms.Asked, mention: Mention, known: KnownText) -> Finding:
    first = wanted.mentions[0]
    term = mention.term
    word = "forbidden" if term.status == "forbidden" else "to be avoided"
    because = f": {term.reason}" if term.reason else ""
    named = f"{term.status} there, {_terms.authority(wanted.concept, wanted.glossary, term)}"
    level, meant = _level(wanted, mention, known)
    return Finding(
        rule="avoided-term",
        level=level,
        message=f"“{mention.text}” is {word} for “{first.text}”{because}",
        kind=term.kind,
        concept=wanted.concept.id,
        source=segment.source.span(first.start, first.end),
        target=segment.target.span(mention.start, mention.end),
        evidence=(_terms.evidence(f"termbase:{wanted.glossary}", term.text, named), *meant),
        suggestions=_terms.suggestions(
            wanted.concept, wanted.glossary, segment.target_language, known.house
        ),
    )


def _level(
    wanted: _terms.Asked, mention: Mention, known: KnownText
) -> tuple[Level, tuple[Evidence, ...]]:
    """Decide how grave it is: what a glossary forbids is an error, whoever else says what.

    A reason may say that the wording is right in another sense. Then the sentence decides: an
    accepted rendering in that place must bring it nearer to the source.
    """
    if mention.term.status == "forbidden":
        return "error", ()
    tags = (known.source.language, known.target.language)
    doubtful = _ELSEWHERE.search(mention.term.reason or "") and mention.term.kind != "false_friend"
    if not doubtful or not meaning.serves(*tags):
        return "warning", ()
    accepted = _terms.renderings(wanted.concept, known.target.language, known.house, accepted=True)
    gain = meaning.gain(
        known.source.text,
        known.target.text,
        (mention.start, mention.end),
        [term.text for term in accepted[:_TRIED]],
        mention.term.text,
    )
    said = f"with an accepted rendering the sentence is {gain:+.3f} nearer to the source"
    evidence = _terms.evidence(f"embedding:{meaning.NAME}", mention.term.text, said)
    return ("warning" if gain > _GAIN else "note"), (evidence,)
