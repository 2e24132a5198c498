"""A sentence or clause of the source has no counterpart in the translation.

Why it matters: what was left out reads as if it had never been said.

What to do: look for the clause in the translation; if it is missing, translate it.

When to ignore it: where the clause stands in another sentence of the translation. The rule stays
quiet on single words, on explanations of a few function words, and on clauses in languages that the
built-in sentence encoder does not know.

Evidence: a sentence with nothing beside it; or a clause between two marks whose words the
translation does not answer (sentence encoder) in a translation that is too short for its source
(Gale and Church 1993). Of the latter two, both must hold. Or a run of words of which they say so,
without which the two sides are nearer to each other in meaning.
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
        "The delegation, which arrived on Monday, met the minister.",
        "Прибывшая в понедельник делегация встретилась с министром.",
    ),
    Example(
        "ru-en",
        "Стороны подтвердили, что намерены продолжать переговоры, и поблагодарили посредников.",
        "The parties reaffirmed their intention to continue the talks and thanked the mediators.",
    ),
    Example("en-fr", "The talks failed.", "Les pourparlers ont échoué."),
    Example("ru-uk", "Переговоры завершены, протокол подписан.", "Переговори завершено."),
)
WRONG: tuple[Example, ...] = (
    Example(
        "en-ru",
        "The corridor will be open every day under the supervision of neutral observers.",
        "Коридор будет открыт каждый день.",
    ),
    Example(
        "en-ru",
        "The delegation met the minister, and the two sides agreed to withdraw their heavy weapons "
        "from the border area within thirty days.",
        "Делегация встретилась с министром.",
    ),
    Example("ru-en", "Министр прибыл с визитом. Он осудил нападение.", ""),
    Example(
        "ru-en",
        "Стороны продолжат переговоры, хотя оппозиция обвиняет правительство в подтасовке "
        "результатов прошлогодних выборов.",
        "The parties will continue the talks.",
    ),
)


def check(segment: Segment, known: KnownText) -> Iterator[Finding]:
    """Yield a finding for each sentence or clause that was left out."""
    if not known.source.words:
        return
    if not known.target.text.strip():
        yield Finding(
            rule="omitted-text",
            level=LEVEL,
            message="nothing in the translation stands for this text",
            kind="omission",
            source=segment.source.span(0, len(segment.source.text)),
            target=segment.target.span(0, 0),
        )
        return
    clause = _clauses.unanswered(known, lost=True)
    if clause is not None:
        text = known.source.text[clause.start : clause.end]
        yield Finding(
            rule="omitted-text",
            level=LEVEL,
            message=f"“{text}” seems to be missing in the translation",
            kind="omission",
            source=segment.source.span(clause.start, clause.end),
            target=segment.target.span(0, len(segment.target.text)),
            evidence=_clauses.evidence(clause, text),
        )
