"""A sentence or clause of the source has no counterpart in the translation.

A sentence that was left out reads as if it had never been said. The rule reports a sentence with
nothing beside it, and a clause between two marks whose words the translation does not answer, if
the translation is also too short for its source: both must hold.

What to do: look for the clause in the translation; if it is missing, translate it.

It stays quiet on single words and on explanations of a few function words, and on clauses in
languages that the built-in sentence encoder does not know. A clause moved into another sentence may
be reported wrongly.

Why it matters: What was left out reads as if it had never been said.

When to ignore it: where the clause stands in another sentence of the translation.

Evidence: words without a counterpart and a length below what Gale and Church expect; both must
agree.
"""

from __future__ import annotations

from collections.abc import Iterator

from fidelity.model import Finding, Level
from fidelity.protocols import Example
from fidelity.rules import _clauses
from fidelity.segments import Segment
from fidelity.sides import KnownText

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
