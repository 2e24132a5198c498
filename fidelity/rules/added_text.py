"""A sentence or clause of the translation has no counterpart in the source.

Why it matters: a translation that says more than its source puts words into somebody's mouth.

What to do: look for the clause in the source; if it is not there, take it out.

When to ignore it: where the clause explains what every reader of the source knows. The rule stays
quiet on single words, on explanations of a few function words, and on clauses in languages that the
built-in sentence encoder does not know.

Evidence: a sentence with nothing beside it; or a clause between two marks whose words the source
does not answer (sentence encoder) in a translation that is too long for its source (Gale and Church
1993). Of the latter two, both must hold. Or a run of words of which they say so, without which the
two sides are nearer to each other in meaning.
"""

from __future__ import annotations

from collections.abc import Iterator

from fidelity.matching.sides import KnownText
from fidelity.model import Finding, Level
from fidelity.protocols import Example
from fidelity.rules import _clauses
from fidelity.segments import Segment

LEVEL: Level = "warning"

RIGHT: tuple[Example, ...] = (
    Example(
        "en-ru",
        "The delegation met the minister.",
        "Делегация встретилась с министром.",
    ),
    Example(
        "en-ru",
        "IAEA inspectors left the country.",
        "Инспекторы Международного агентства по атомной энергии (МАГАТЭ) покинули страну.",
    ),
    Example("fr-en", "Les pourparlers ont échoué.", "The talks failed."),
)
WRONG: tuple[Example, ...] = (
    Example(
        "ru-en",
        "Специальный посланник встретился с лидерами общин.",
        "The Special Envoy met the leaders of the communities, who endorsed his plan.",
    ),
    Example(
        "en-ru",
        "The delegation met the minister.",
        "Делегация встретилась с министром, а население столицы вышло на площадь с требованием "
        "немедленной отставки правительства.",
    ),
    Example("ru-en", "", "The minister also condemned the attack."),
    Example(
        "ru-en",
        "Стороны продолжат переговоры.",
        "The parties will continue the talks, although the opposition accuses the government of "
        "rigging last year's election.",
    ),
)


def check(segment: Segment, known: KnownText) -> Iterator[Finding]:
    """Yield a finding for each sentence or clause that was added."""
    if not known.target.words:
        return
    if not known.source.text.strip():
        yield Finding(
            rule="added-text",
            level=LEVEL,
            message="nothing in the source stands for this text",
            kind="addition",
            source=segment.source.span(0, 0),
            target=segment.target.span(0, len(segment.target.text)),
        )
        return
    clause = _clauses.unanswered(known, lost=False)
    if clause is not None:
        text = known.target.text[clause.start : clause.end]
        yield Finding(
            rule="added-text",
            level=LEVEL,
            message=f"“{text}” seems to have been added in the translation",
            kind="addition",
            source=segment.source.span(0, len(segment.source.text)),
            target=segment.target.span(clause.start, clause.end),
            evidence=_clauses.evidence(clause, text),
        )
