"""A country, body, treaty, place or person was lost or replaced by another one.

Why it matters: no word of a sentence is right if it is said of the wrong country. Austria and
Australia, the Council of Europe and the European Council, Slovak and Slovene are a letter apart.

What to do: compare the two names. Take the suggested one, or the one that your house uses.

When to ignore it: where the translation says whom it means in another way that the reader cannot
mistake (the capital for its government, a pronoun, a description). A note that a name is not
repeated, or that a formal name has become a short one, is a question of style.

What it finds: a name that only the source has and another one of the same sort that only the
translation has; a member of a list of countries that the translation leaves out; a surname that has
changed beside the same given name; a surname with a wrong letter. What the registers do not hold is
compared by its letters and by its sound across scripts. One of two mentions lost is not seen,
unless another name stands in its place; two names that changed places are for `attribution-shift`.

Evidence: the registers of countries, bodies and places (docs/names.md), which follow United Nations
usage; for other names, dictionaries and the practical transcription of names (R. Gilyarevskij,
B. Starostin). An error needs two things: both names in the registers, one on each side only, and
that the two are mistaken for one another, by the register or by their letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fidelity.matching.sides import KnownText
from fidelity.model import Finding, Level
from fidelity.protocols import Example
from fidelity.rules._findings import rule_name
from fidelity.rules._name_pairs import (
    answered,
    doubled,
    exchanged,
    mixed,
    neighbour,
    renamed,
    rivals,
    swapped,
)
from fidelity.rules._name_slips import slips
from fidelity.rules._name_words import evidence, meaning, other_name, slip, suggestions
from fidelity.rules._names import Named, NameHere, covered, named, names_of
from fidelity.rules._unlisted import Unlisted, unanswered
from fidelity.segments import Segment

LEVEL: Level = "warning"

RIGHT: tuple[Example, ...] = (
    Example(
        "en-ru",
        "The Security Council heard a briefing by the representative of Austria.",
        "Совет Безопасности заслушал брифинг представителя Австрии.",
    ),
    Example(
        "en-ru",
        "Washington urged Tehran to return to the talks.",
        "США призвали Иран вернуться за стол переговоров.",
    ),
    Example(
        "en-ru",
        "The Russian Federation and Belarus signed the protocol.",
        "Россия и Беларусь подписали протокол.",
    ),
    Example(
        "en-ru",
        "The Council welcomed the decision of the Netherlands.",
        "Совет приветствовал решение, принятое Нидерландами.",
    ),
    Example(
        "en-ru",
        "A Franco-German proposal was tabled.",
        "Было внесено франко-германское предложение.",
    ),
    Example(
        "en-ru",
        "President Xi Jinping arrived in Pyongyang.",
        "Председатель Си Цзиньпин прибыл в Пхеньян.",
    ),
    Example(
        "en-ru",
        "Secretary of State George Shultz wrote to Hughes and Wright.",
        "Госсекретарь Джордж Шульц написал Хьюзу и Райту.",
    ),
    Example(
        "en-ru",
        "Polish the text, then send it to the Polish delegation.",
        "Доработайте текст и направьте его польской делегации.",
    ),
    Example(
        "ru-en",
        "Того же мнения придерживается делегация Того.",
        "The delegation of Togo takes the same view.",
    ),
    Example(
        "ru-en",
        "В Москве считают, что Киев затягивает переговоры.",
        "Russia believes that Ukraine is dragging out the talks.",
    ),
    Example(
        "en-uk",
        "The Slovak and Slovene ministers met in Vienna.",
        "Словацький і словенський міністри зустрілися у Відні.",
    ),
    Example(
        "ru-en",
        "Доклад представил посланник Аксёнов, а Захаровой поручили ответить.",
        "Envoy Aksyonov presented the report, and Zakharova was asked to reply.",
    ),
    Example(
        "en-ru",
        "Croatia hosted the talks in Zagreb.",
        "Загреб принял переговоры.",
    ),
)
WRONG: tuple[Example, ...] = (
    Example(
        "en-ru",
        "Austria will host the next round of talks.",
        "Австралия проведет следующий раунд переговоров.",
    ),
    Example(
        "en-ru",
        "The Security Council adopted the resolution.",
        "Генеральная Ассамблея приняла резолюцию.",
    ),
    Example(
        "en-ru",
        "Iraq rejected the accusations.",
        "Иран отверг обвинения.",
    ),
    Example(
        "en-ru",
        "North Korea launched a missile on Friday.",
        "В пятницу Южная Корея запустила ракету.",
    ),
    Example(
        "en-ru",
        "Sanctions were imposed on Iran, Syria and Lebanon.",
        "Санкции были введены против Ирана и Ливана.",
    ),
    Example(
        "en-ru",
        "Foreign Minister Sergey Lavrov rejected the proposal.",
        "Министр иностранных дел Сергей Шойгу отверг предложение.",
    ),
    Example(
        "en-ru",
        "The Human Rights Committee considered the report.",
        "Совет по правам человека рассмотрел доклад.",
    ),
    Example(
        "ru-en",
        "Делегация Гвинеи поддержала проект.",
        "The delegation of Guinea-Bissau supported the draft.",
    ),
    Example(
        "en-ru",
        "The Foreign Minister of Slovakia was received in Bratislava.",
        "Министр иностранных дел Словении был принят в Братиславе.",
    ),
    Example(
        "ru-en",
        "Дело передано в Международный уголовный суд, а не в национальные суды.",
        "The case was referred to the International Court of Justice and not to national courts.",
    ),
    Example(
        "en-ru",
        "Kenya said that the survey of the Somali team was out of date.",
        "Кения заявила, что съемка кенийской группы устарела.",
    ),
    Example(
        "ru-en",
        "По словам полковника Андрея Колесникова, мост уже восстановлен.",
        "According to Colonel Andrei Kalesnikov, the bridge has been restored.",
    ),
    Example(
        "ru-en",
        "Переговоры прошли в Ташкенте.",
        "The talks were held in Dushanbe.",
    ),
    Example(
        "uk-en",
        "Міністр закордонних справ Литви прибув до Києва.",
        "The Foreign Minister of Latvia arrived in Kyiv.",
    ),
)

_FULL = frozenset({"long"})
_SHORT = frozenset({"short", "un-short"})


def check(segment: Segment, known: KnownText) -> Iterator[Finding]:
    """Report names that one side has and the other has not."""
    both = (segment.source_language, segment.target_language)
    if not segment.target.text.strip() or not all(map(covered, both)):
        return
    source, target = (named(side, known.house.cache) for side in (known.source, known.target))
    sure = exchanged(source, target, segment)
    lost = [
        name
        for name in _left(source.here, sure, 0)
        if name.sure and not answered(name, source, target, known.target)
    ]
    gained = [
        name
        for name in _left(target.here, sure, 1)
        if name.sure and not answered(name, target, source, known.source)
    ]
    couples = sure + swapped(lost, gained, segment)
    couples += doubled(_left(lost, couples, 0), source, target, segment)
    for old, new in couples:
        yield _swapped(old, new, segment)
    others = list(
        _others(_left(lost, couples, 0), _left(gained, couples, 1), known, source, target)
    )
    for one, two in others:
        yield other_name(one, two, segment)
    for old in _left(_left(lost, couples, 0), others, 0):
        if old.noun:
            yield _lost(old, neighbour(old, source, target, segment.source.text), segment)
    for one_letter in slips(known):
        yield slip(*one_letter, segment)
    yield from _shortened(source.here, target.here, segment)


def _left(
    names: Sequence[NameHere], couples: Sequence[tuple[object, object]], side: int
) -> list[NameHere]:
    """List the names that stand in no pair."""
    taken = [couple[side] for couple in couples]
    return [name for name in names if name not in taken]


def _others(
    lost: Sequence[NameHere],
    gained: Sequence[NameHere],
    known: KnownText,
    source: Named,
    target: Named,
) -> Iterator[tuple[NameHere | Unlisted, NameHere | Unlisted]]:
    """Pair names of which at least one is in no register."""
    old = unanswered(known.source, source, known.target)
    new = unanswered(known.target, target, known.source) if old or lost else ()
    couples = renamed(old, new, known.segment)
    yield from couples
    old_left = [name for name in old if all(name is not one for one, _ in couples)]
    new_left = [name for name in new if all(name is not two for _, two in couples)]
    yield from mixed(lost, new_left, known.segment, lost=True)
    yield from mixed(gained, old_left, known.segment, lost=False)


def _swapped(old: NameHere, new: NameHere, segment: Segment) -> Finding:
    """Report a name of the registers that another one has replaced."""
    language = segment.target_language
    level: Level = "error" if old.noun and new.noun and rivals(old, new) else LEVEL
    return Finding(
        rule=rule_name(__name__),
        level=level,
        message=f"“{old.text}” has become «{new.text}»{meaning(new)}",
        kind="name",
        source=segment.source.span(old.start, old.end),
        target=segment.target.span(new.start, new.end),
        evidence=(evidence(old, new, language),),
        suggestions=suggestions(old, language),
    )


def _lost(old: NameHere, beside: NameHere | None, segment: Segment) -> Finding:
    """Report a name that is nowhere in the translation; a member of a list is missed most."""
    listed = f", though “{beside.text}” beside it is" if beside else ""
    return Finding(
        rule=rule_name(__name__),
        level=LEVEL if beside else "note",
        message=f"“{old.text}” is not named in the translation{listed}",
        kind="name",
        source=segment.source.span(old.start, old.end),
        evidence=(evidence(old, None, segment.target_language),),
        suggestions=suggestions(old, segment.target_language),
    )


def _shortened(
    source: Sequence[NameHere], target: Sequence[NameHere], segment: Segment
) -> Iterator[Finding]:
    """Note a state whose formal name the translation never gives."""
    for old in source:
        there = [new for new in target if new.ids == old.ids and new.noun]
        plain = [new for new in there if new.forms <= _SHORT]
        if old.forms <= _FULL and there and len(plain) == len(there):
            yield Finding(
                rule=rule_name(__name__),
                level="note",
                message=f"the formal name “{old.text}” has become the short name «{there[0].text}»",
                kind="name",
                source=segment.source.span(old.start, old.end),
                target=segment.target.span(there[0].start, there[0].end),
                evidence=(evidence(old, there[0], segment.target_language),),
                suggestions=tuple(
                    f"{name.text} ({old.bearers[0].authority})"
                    for id_ in sorted(old.ids)
                    for name in names_of(id_, segment.target_language)
                    if name.form in _FULL
                ),
            )
