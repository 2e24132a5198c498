"""A rendering means something else than its concept.

Why it matters: a wrong word in a glossary is repeated by everyone who trusts the glossary. In 2009
a button meant to read "reset" was handed over reading «перегрузка», which means "overload".

What to do: read the line "means …" and the evidence below it. If the rendering is wrong, use the
one that is suggested, or another. If it is right (usage, a house decision), accept it with a reason
in the table that ``--format csv`` writes and ``--accept`` reads back.

When to ignore it: where the rendering is right in a sense that the engines cannot know. Write the
definition into the glossary, so that the next reader knows too. The rule itself stays silent where
another loaded glossary accepts the rendering for the same term, and where the evidence is missing
or balanced, which the report shows as "cannot tell".

In translated texts the rule looks where a glossary's concept stands in the source and none of its
renderings in the translation. It reports what stands in that place if an accepted rendering there
brings the whole sentence clearly nearer to its source; that is one family's word, so a warning.

It also looks at words of several senses that part in the other language (``data/senses``). The
company of a word shows its sense: what is observed beside a truce is kept to, what is observed
beside an election is watched. Where the translation has a rendering of another sense, none of the
right one, and nothing else in the source that asks for it, that is reported: as a warning, and as
an error where the encoder too finds the sentence clearly nearer with a right rendering. Ignore it
where the company misleads (a play on words, a name).

Evidence: each accepted rendering is translated back, and its term forward, by every engine that
knows the two languages; what comes back is compared with the concept's own terms; and each engine
is asked control questions before its vote counts. An error needs two engine families that agree on
a probability that only one right rendering in fifty reaches, or a glossary that forbids the
rendering; all else makes a warning. The probability is calibrated at the base rate in the report's
signature. Out of context no engine can see a wrong sense that dictionaries list as a translation
(strike → забастовка for a missile strike): give such concepts avoided renderings. What the method
was measured to find and to miss stands in docs/quality.md. That a word has one sense in one company
was measured by Yarowsky (1993, "One sense per collocation").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fidelity.judging.weights import group, weights_for
from fidelity.matching import meaning
from fidelity.matching.sides import KnownText
from fidelity.model import Concept, Finding, Level, Term, Verdict
from fidelity.protocols import Example, Known
from fidelity.rules._drifted_text import drifted
from fidelity.rules._evidence import line
from fidelity.rules._examples import Row
from fidelity.rules._findings import finding, rule_name
from fidelity.rules._index import entries
from fidelity.rules._senses import WrongSense, wrong_senses
from fidelity.rules._terms import evidence, suggestions
from fidelity.segments import Segment
from fidelity.text import normalise

LEVEL: Level = "error"
NEEDS_ENGINES = True

_SURE = 0.05
"""Cosine by which a right rendering brings the sentence nearer to its source, from which a wrong
sense that the company shows is an error."""
_NAMED = 3
"""Right renderings that are suggested."""

RIGHT = (
    Example(
        "en-ru",
        "The parties agreed on a ceasefire.",
        "Стороны договорились о прекращении огня.",
    ),
    Example("en-ru", "The ceasefire held.", "Режим тишины соблюдался."),
    Example("en-ru", "The costs are borne by the buyer.", "Расходы несет покупатель."),
    Example("en-ru", "The volume of trade has doubled.", "Торговля выросла в объеме вдвое."),
    Example("en-ru", "She pleaded with the guards.", "Она умоляла охранников."),
    Example("ru-en", "Раскрыть тайну следствия он отказался.", "He would not reveal the secret."),
    Example("ru-en", "Перевод текста занял год.", "Translating the text took a year."),
    (Row("reset", "en", "reset"), Row("reset", "ru", "перезагрузка")),
    (Row("annexation", "en", "annexation"), Row("annexation", "ru", "аннексия")),
    (Row("ceasefire", "en", "ceasefire"), Row("ceasefire", "ru", "прекращение огня")),
)
WRONG = (
    Example(
        "en-ru",
        "The mediators welcomed the armistice between the two States.",
        "Посредники приветствовали победу одного из двух государств.",
    ),
    Example(
        "en-ru",
        "Rescuers recovered the wreckage of the plane.",
        "Спасатели взыскали обломки самолета.",
    ),
    Example("en-ru", "The costs are borne by the buyer.", "Расходы терпит покупатель."),
    Example("en-ru", "He lodged a protest on Friday.", "В пятницу он разместил протест."),
    Example(
        "ru-en", "Полиция раскрыла кражу картины.", "The police opened the theft of the picture."
    ),
    Example(
        "ru-en", "Глава миссии покинул страну.", "The chapter of the mission left the country."
    ),
    (Row("talks", "en", "negotiation"), Row("talks", "ru", "отрицание")),
    (Row("famine", "en", "famine"), Row("famine", "ru", "фамилия")),
    (
        Row("reset", "en", "reset"),
        Row("reset", "ru", "перегрузка"),
        Row("reset", "en", "reset", glossary="house"),
        Row("reset", "ru", "перегрузка", "forbidden", glossary="house"),
    ),
)


def audit(concept: Concept, known: Known) -> Iterator[Finding]:
    """Yield a finding for each rendering whose verdict is *drifted*."""
    for term in concept.in_language(known.target, accepted=True):
        verdict = known.verdicts.get((concept.id, term.text))
        if verdict is not None and verdict.verdict == "drifted":
            yield _finding(concept, term, verdict, known)


def check(segment: Segment, known: KnownText) -> Iterator[Finding]:
    """Yield a finding for each concept or word that is rendered by what means something else."""
    reported: list[tuple[int, int]] = []
    for wrong in wrong_senses(known):
        reported.append(wrong.source)
        yield _wrong_sense(segment, wrong)
    for found in drifted(known):
        span = (found.mention.start, found.mention.end)
        if any(first < span[1] and span[0] < last for first, last in reported):
            continue
        word, mention, wanted = found.word, found.mention, found.wanted
        text = segment.target.text[word.start : word.end]
        yield Finding(
            rule=rule_name(__name__),
            level="warning",
            message=f"“{text}” stands where “{mention.text}” should be, and means something else",
            kind="sense",
            concept=wanted.concept.id,
            source=segment.source.span(mention.start, mention.end),
            target=segment.target.span(word.start, word.end),
            evidence=(
                evidence(
                    f"embedding:{meaning.NAME}",
                    text,
                    f"with “{found.better.text}” the sentence is {found.gain:+.3f} nearer to the "
                    "source",
                ),
            ),
            suggestions=suggestions(
                wanted.concept, wanted.glossary, segment.target_language, known.house
            ),
        )


def _wrong_sense(segment: Segment, wrong: WrongSense) -> Finding:
    source, target = segment.source.text, segment.target.text
    word, text = source[slice(*wrong.source)], target[slice(*wrong.target)]
    sense, by = wrong.shown
    where = f"beside “{by}”" if by else "as a rule"
    lines = [
        line(
            f"senses:{wrong.entry.file}",
            "senses",
            word,
            f"{where} it means: {sense.means}; “{text}” renders: {wrong.other.means}",
        )
    ]
    if wrong.gain:
        reason = f"with a right rendering the sentence is {wrong.gain:+.3f} nearer to the source"
        lines.append(line(f"embedding:{meaning.NAME}", "embedding", text, reason))
    return Finding(
        rule=rule_name(__name__),
        level="error" if wrong.gain >= _SURE else "warning",
        message=f"“{word}” {where} means “{sense.means}”, and “{text}” means “{wrong.other.means}”",
        kind="sense",
        source=segment.source.span(*wrong.source),
        target=segment.target.span(*wrong.target),
        evidence=tuple(lines),
        suggestions=tuple(f"{each} (data/senses)" for each in sense.renderings[:_NAMED]),
    )


def _finding(concept: Concept, term: Term, verdict: Verdict, known: Known) -> Finding:
    means = f'means "{verdict.meaning}", not' if verdict.meaning else "does not mean"
    made = finding(
        rule_name(__name__),
        _level(verdict),
        f'{term.text} {means} "{verdict.source.text}"',
        (term, concept, known.glossary),
        source=verdict.source,
        kind=verdict.kind,
        suggestions=_suggestions(concept, term, verdict, known),
    )
    return replace(
        made,
        meaning=verdict.meaning,
        probability=verdict.probability,
        evidence=verdict.evidence,
    )


def _level(verdict: Verdict) -> Level:
    """Say how grave it is.

    An outright ban makes an error, and so do two families that agree, if hardly any right
    rendering has so high a probability. All else is a warning.
    """
    against = {
        line.family
        for line in verdict.evidence
        if line.competent is not False and line.points is not None and line.points > 0
    }
    forbidden = any(
        line.engine.startswith("glossary:") and line.reason.startswith("forbidden")
        for line in verdict.evidence
    )
    if forbidden:
        return "error"
    return "error" if len(against) > 1 and _sure(verdict) else "warning"


def _sure(verdict: Verdict) -> bool:
    families = {line.family for line in verdict.evidence if line.points is not None}
    pair = group(verdict.source.language, verdict.rendering.language)
    learned = weights_for(pair).suited(verdict.source.text, verdict.rendering.text)
    return (verdict.probability or 0.0) >= learned.calibration(len(families)).sure


def _suggestions(concept: Concept, term: Term, verdict: Verdict, known: Known) -> tuple[str, ...]:
    """List accepted renderings of the same term, each with the glossary that accepts it."""
    found: dict[str, str] = {}
    for glossary in (known.glossary, *known.others):
        akin = [other for _, other, twin in entries(glossary, verdict.source) if twin.accepted]
        own = [concept] if glossary is known.glossary else []
        for other in (*own, *akin):
            for rendering in other.in_language(known.target, accepted=True):
                if normalise(rendering.text) != normalise(term.text):
                    text = f"{rendering.text} ({rendering.status}, {glossary.name})"
                    found.setdefault(rendering.text, text)
    return tuple(found.values())
