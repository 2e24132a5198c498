"""A sentence, clause, phrase or weighty word of the source has no counterpart in the translation.

Why it matters: what was left out reads as if it had never been said.

What to do: look for the clause in the translation; if it is missing, translate it.

When to ignore it: where the wording stands in another sentence of the translation, or is implied.
The rule stays quiet on most single words, and on languages that the built-in sentence encoder does
not know.

Evidence: a sentence with nothing beside it. A clause between two marks whose words the translation
does not answer (sentence encoder) in a translation that is too short for its source (Gale and
Church 1993). A phrase without which the sentence comes much nearer to its translation, whose words
nothing over there is near to, while nothing over there is left that might stand for it. A purpose,
condition or circumstance (``data/connectors.yaml``) that nothing over there opens or answers. A
member of a list that the list over there lacks. A modifier or set phrase that carries weight
(immediate, unilateral, where appropriate; ``data/modifiers.yaml``) none of whose renderings stands
there in any form, while the words around it are answered.
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
        "The delegation, which arrived on Monday, met the minister.",
        "Прибывшая в понедельник делегация встретилась с министром.",
    ),
    Example(
        "ru-en",
        "Стороны подтвердили, что намерены продолжать переговоры, и поблагодарили посредников.",
        "The parties reaffirmed their intention to continue the talks and thanked the mediators.",
    ),
    Example("en-fr", "The talks failed.", "Les pourparlers ont échoué."),
    Example(
        "en-ru",
        "The parties must cease fire without delay.",
        "Стороны должны немедленно прекратить огонь.",
    ),
    Example("ru-uk", "Переговоры завершены, протокол подписан.", "Переговори завершено."),
    Example(
        "en-ru",
        "The agreement covers trade, investment, transport and customs matters.",
        "Соглашение охватывает торговлю, инвестиции, транспорт и таможенные вопросы.",
    ),
    Example(
        "en-ru",
        "The parties shall, where appropriate, consult each other.",
        "Стороны в надлежащих случаях консультируются друг с другом.",
    ),
    Example(
        "ru-en",
        "Решение было принято единогласно.",
        "The decision was adopted without a vote against.",
    ),
    Example(
        "en-ru",
        "The observers were admitted after the court had intervened.",
        "Наблюдателей допустили, когда вмешался суд.",
    ),
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
    Example(
        "en-ru",
        "The Secretary-General will report to the Council in accordance with the timetable.",
        "Генеральный секретарь представит Совету доклад.",
    ),
    Example(
        "en-ru",
        "The Council demands the immediate and unconditional withdrawal of all foreign troops.",
        "Совет требует немедленного вывода всех иностранных войск.",
    ),
    Example(
        "ru-en",
        "Соглашение охватывает торговлю, инвестиции, транспорт и таможенные вопросы.",
        "The agreement covers trade, investment and customs matters.",
    ),
    Example(
        "en-ru",
        "The parties shall, where appropriate, exchange lists of detainees.",
        "Стороны обмениваются списками задержанных.",
    ),
    Example(
        "en-ru",
        "The observers may enter the camp, provided that the commander agrees.",
        "Наблюдатели могут войти в лагерь.",
    ),
    Example("ru-en", "Делегации Кубы, Мексики и Чили воздержались.", "Cuba and Chile abstained."),
    Example(
        "en-ru",
        "The dockers and pilots of the port returned to work.",
        "Докеры порта вернулись к работе.",
    ),
)


def check(segment: Segment, known: KnownText) -> Iterator[Finding]:
    """Yield a finding for whatever was left out."""
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
    for phrase in _phrases.unanswered(known, lost=True):
        text = known.source.text[phrase.start : phrase.end]
        yield Finding(
            rule="omitted-text",
            level=LEVEL,
            message=f"“{text}” seems to be missing in the translation",
            kind="omission",
            source=segment.source.span(phrase.start, phrase.end),
            target=segment.target.span(0, len(segment.target.text)),
            evidence=phrase.evidence,
        )
