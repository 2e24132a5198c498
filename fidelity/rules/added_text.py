"""A sentence, clause, phrase or weighty word of the translation has no counterpart in the source.

Why it matters: a translation that says more than its source puts words into somebody's mouth.

What to do: look for the clause in the source; if it is not there, take it out.

When to ignore it: where the wording explains what every reader of the source knows. The rule stays
quiet on most single words, and on languages that the built-in sentence encoder does not know.

Evidence: a sentence with nothing beside it. A clause between two marks whose words the source does
not answer (sentence encoder) in a translation that is too long for its source (Gale and Church
1993). A phrase without which the translation comes much nearer to its source, whose words nothing
in the source is near to, while nothing there is left that might ask for it. A condition, purpose or
circumstance (``data/connectors.yaml``) that nothing there opens or answers. A member of a list that
the list there lacks. A modifier or set phrase that carries weight (illegal, deliberately, under
pressure; ``data/modifiers.yaml``) for which the source has nothing in any form.
"""

from __future__ import annotations

from collections.abc import Iterator

from fidelity.matching.sides import KnownText
from fidelity.model import Finding, Level
from fidelity.protocols import Example
from fidelity.rules import _phrases
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
    Example(
        "en-ru",
        "The data were collected by the European Asylum Support Office.",
        "Данные собрало Европейское бюро по вопросам предоставления убежища (European Asylum "
        "Support Office).",
    ),
    Example(
        "ru-en",
        "Стороны договорились действовать сообща.",
        "The parties agreed on joint action.",
    ),
    Example(
        "en-ru",
        "Ministers, experts and observers attended the opening.",
        "На открытии присутствовали министры, эксперты и наблюдатели.",
    ),
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
    Example(
        "en-ru",
        "The Ministers discussed the agenda of the summit.",
        "Министры обсудили повестку дня саммита, несмотря на возражения оппозиции.",
    ),
    Example(
        "ru-en",
        "Государство не выполнило своих обязательств по договору.",
        "The State deliberately failed to fulfil its obligations under the treaty.",
    ),
    Example(
        "en-ru",
        "The court released the two journalists.",
        "Суд под давлением освободил двух журналистов.",
    ),
    Example(
        "ru-en",
        "Комиссия опубликовала списки избирателей.",
        "The commission hastily published the lists of voters.",
    ),
    Example(
        "en-ru",
        "Ministers, experts and observers attended the opening.",
        "На открытии присутствовали министры, эксперты, журналисты и наблюдатели.",
    ),
)


def check(segment: Segment, known: KnownText) -> Iterator[Finding]:
    """Yield a finding for whatever was added."""
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
    for phrase in _phrases.unanswered(known, lost=False):
        text = known.target.text[phrase.start : phrase.end]
        yield Finding(
            rule="added-text",
            level=LEVEL,
            message=f"“{text}” seems to have been added in the translation",
            kind="addition",
            source=segment.source.span(0, len(segment.source.text)),
            target=segment.target.span(phrase.start, phrase.end),
            evidence=phrase.evidence,
        )
