"""A statement covers more or less than in the original: all, some, at least, up to, before, after.

Why it matters: *all territories* is a larger claim than *territories*, and thirty days *after*
a date are not the thirty days *before* it. Such words are short and easily overlooked.

What to do: compare the two wordings that are quoted and restore the limit of the original.

When to ignore it: the limit is expressed elsewhere in the sentence, such as by a verb.

Evidence: the classes of quantifiers and of words of scope in each language (``data/words``,
``data/scope``), and the built-in sentence encoder, which says that both words limit the same thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from fidelity import plain_yaml as plain
from fidelity.matching.sides import KnownText, Side
from fidelity.model import Evidence, Finding, Level
from fidelity.protocols import Example
from fidelity.rules._counterparts import Counterparts, abreast, counterparts
from fidelity.rules._denials import heads
from fidelity.rules._limits import Limit, has_data, limits, numbers_after
from fidelity.rules._wordings import data, path_of
from fidelity.segments import Segment

LEVEL: Level = "warning"
RULE = "scope-shift"

RIGHT: tuple[Example, ...] = (
    Example("ru-en", "Каждое государство имеет один голос.", "All States have one vote."),
    Example("en-ru", "The whole Council agreed.", "Все члены Совета согласились."),
    Example(
        "en-ru", "At least ten States must accede.", "Должны присоединиться не менее десяти стран."
    ),
    Example("en-ru", "The mandate runs until 30 June.", "Мандат действует до 30 июня."),
    Example(
        "en-ru",
        "The fine may not exceed 100 francs.",
        "Штраф может составлять не более 100 франков.",
    ),
    Example(
        "en-ru",
        "Schools across the country were closed.",
        "Школы по всей стране были закрыты.",
    ),
    Example(
        "ru-en",
        "Прежде всего необходимо прекращение огня.",
        "A ceasefire is needed above all.",
    ),
    Example(
        "ru-en",
        "До подписания стороны провели консультации.",
        "The parties held consultations prior to the signing.",
    ),
    Example(
        "ru-en",
        "Список опубликовали лишь после вмешательства суда.",
        "The list was not published until the court intervened.",
    ),
    Example("en-ru", "Neither of the captains replied.", "Ни один из капитанов не ответил."),
    Example(
        "en-ru",
        "The camp will stay closed unless the wells are repaired.",
        "Лагерь останется закрытым, если колодцы не будут отремонтированы.",
    ),
    Example(
        "en-ru",
        "This most serious incident was reported after the meeting.",
        "Об этом серьёзнейшем инциденте было сообщено после заседания.",
    ),
)
WRONG: tuple[Example, ...] = (
    Example(
        "en-ru",
        "Withdrawal of forces from territories held by the other side.",
        "Вывод сил со всех территорий, удерживаемых другой стороной.",
    ),
    Example(
        "en-ru",
        "All members of the Council supported the draft.",
        "Некоторые члены Совета поддержали проект.",
    ),
    Example(
        "en-ru",
        "Most delegations supported the proposal.",
        "Все делегации поддержали предложение.",
    ),
    Example(
        "en-ru",
        "The payment is due before the signing of the protocol.",
        "Платёж производится после подписания протокола.",
    ),
    Example(
        "en-ru",
        "The notice must be sent within thirty days.",
        "Уведомление должно быть направлено через тридцать дней.",
    ),
    Example(
        "en-ru",
        "The fine is up to 100 francs.",
        "Штраф составляет не менее 100 франков.",
    ),
    Example("en-ru", "Neither of the captains replied.", "Один из капитанов не ответил."),
    Example("en-ru", "Most of the roads were cleared.", "Дороги были расчищены."),
    Example(
        "en-ru",
        "The form must be sent no later than 1 May.",
        "Анкета должна быть отправлена не ранее 1 мая.",
    ),
    Example("en-ru", "Almost every house was hit.", "Был повреждён каждый дом."),
    Example("en-ru", "Only the Council may lift the sanctions.", "Совет может снять санкции."),
    Example(
        "ru-en",
        "Многие страны ратифицировали договор.",
        "Few countries have ratified the treaty.",
    ),
    Example(
        "ru-en",
        "Более половины членов Комитета голосовали против.",
        "Less than half of the members of the Committee voted against.",
    ),
)

_SURELY = 0.53
"""Cosine from which a word is surely the counterpart of what a limit stands before."""
_THINGS = 2
"""How many words after a limit may be what it limits."""
_GRAVITY: tuple[Level, ...] = ("note", "warning", "error")


class _Group(NamedTuple):
    """Classes that draw one kind of limit."""

    name: str
    classes: frozenset[str]
    exchanged: dict[frozenset[str], Level]
    lost: frozenset[str]
    added: frozenset[str]
    numbers: bool
    """Whether its words count only before a number (over, under)."""


def check(segment: Segment, known: KnownText) -> Iterator[Finding]:
    """Compare the limits of one kind on both sides."""
    source, target = known.source, known.target
    if not (has_data(source.language) and has_data(target.language)):
        return
    mine, theirs = limits(source), limits(target)
    for group in _groups():
        here = [limit for limit in mine if limit.classes & group.classes]
        there = [limit for limit in theirs if limit.classes & group.classes]
        if group.numbers:
            here = [limit for limit in here if numbers_after(source, limit)]
            there = [limit for limit in there if numbers_after(target, limit)]
        if here or there:
            yield from _compare(segment, (source, target), (here, there), group)


def _compare(
    segment: Segment,
    sides: tuple[Side, Side],
    both: tuple[list[Limit], list[Limit]],
    group: _Group,
) -> Iterator[Finding]:
    here, there = both
    firm = [[limit for limit in some if limit.firm & group.classes] for some in both]
    if len(firm[0]) == 1 and len(firm[1]) == 1:
        one, other = firm[0][0], firm[1][0]
        level = _level(one, other, group)
        if level and not (_explained(one, there) or _explained(other, here)):
            pairs = counterparts(*sides)
            sure = _same_thing(sides, (one, other), pairs)
            near = abreast(*sides, (one.start, other.start))
            if sure or (sure is None and near):
                yield _exchanged(segment, (one, other), level, sure=bool(sure))
    elif len(here) + len(there) == 1:
        for limit in firm[0] + firm[1]:
            if limit.firm <= (group.added if there else group.lost):
                yield from _lost(segment, sides, limit, added=bool(there))


def _explained(limit: Limit, others: list[Limit]) -> bool:
    return any(limit.classes & other.classes for other in others)


def _level(one: Limit, other: Limit, group: _Group) -> Level | None:
    found = [
        group.exchanged.get(frozenset((a, b)))
        for a in one.firm & group.classes
        for b in other.firm & group.classes
    ]
    kept = [level for level in found if level]
    if not kept or len(kept) < len(found):
        return None
    return min(kept, key=_GRAVITY.index)


def _same_thing(
    sides: tuple[Side, Side], limits_: tuple[Limit, Limit], pairs: Counterparts
) -> bool | None:
    """Say whether two limits stand before the same thing; null where nothing is known."""
    here, there = (_things(side, limit) for side, limit in zip(sides, limits_, strict=True))
    numbers = [numbers_after(side, each) for side, each in zip(sides, limits_, strict=True)]
    if all(numbers):
        return bool(numbers[0] & numbers[1])
    answers = [pairs.pairs[place] for place in here if place in pairs.pairs]
    if answers:
        return bool(set(answers) & set(there))
    return False if set(there) & pairs.back.keys() else None


def _things(side: Side, limit: Limit) -> list[int]:
    """Find the words that a limit stands before, by their places."""
    found = [
        place
        for place, word in enumerate(side.words)
        if word.start >= limit.end and (word.text[0].isdigit() or heads(word, side.language))
    ]
    return found[:_THINGS]


def _exchanged(segment: Segment, pair: tuple[Limit, Limit], level: Level, *, sure: bool) -> Finding:
    one, other = pair
    lines = [_line("function-words", "data", one.text, f"{one.named} became {other.named}")]
    if sure:
        lines.append(_line("embedding", "embedding", one.text, "both limit the same thing"))
    return Finding(
        rule=RULE,
        level=level,
        message=f"“{one.text}” became “{other.text}”",
        kind="scope",
        source=segment.source.span(one.start, one.end),
        target=segment.target.span(other.start, other.end),
        evidence=tuple(lines),
    )


def _lost(
    segment: Segment, sides: tuple[Side, Side], limit: Limit, *, added: bool
) -> Iterator[Finding]:
    """Report a limit that only one side has, if what it limits is found on the other."""
    pairs = counterparts(*sides)
    side, other = (sides[1], sides[0]) if added else sides
    table = pairs.back if added else pairs.pairs
    place = next(iter(_things(side, limit)), None)
    if place is None or place not in table:
        return
    if pairs.likeness[table[place] if added else place] < _SURELY:
        return
    word = other.words[table[place]]
    mine = (limit.start, side.words[place].end)
    theirs = (word.start, word.end)
    source, target = (theirs, mine) if added else (mine, theirs)
    quoted = side.text[mine[0] : mine[1]]
    if added:
        message = f"the translation says “{quoted}”, and the original does not say “{limit.text}”"
    else:
        message = f"the original says “{quoted}”, and the translation only “{word.text}”"
    yield Finding(
        rule=RULE,
        level="warning",
        message=message,
        kind="scope",
        source=segment.source.span(*source),
        target=segment.target.span(*target),
        evidence=(_line("function-words", "data", limit.text, f"{limit.named} on one side alone"),),
    )


@cache
def _groups() -> tuple[_Group, ...]:
    path = path_of("scope", "groups")
    found = []
    for name, value in plain.keys(
        data("scope", "groups").get("groups", {}), "groups", path
    ).items():
        about = plain.keys(value, name, path)
        exchanged: dict[frozenset[str], Level] = {}
        for each in plain.items(about.get("exchanged", []), "exchanged", path):
            pair = frozenset(plain.texts(each.get("between"), "between", path))
            exchanged[pair] = next(level for level in _GRAVITY if level == each.get("level"))
        classes = frozenset(plain.texts(about.get("classes"), "classes", path))
        lost, added = (
            frozenset(plain.texts(about.get(key, []), key, path)) for key in ("lost", "added")
        )
        found.append(_Group(name, classes, exchanged, lost, added, about.get("numbers") == "true"))
    return tuple(found)


def _line(engine: str, family: str, query: str, reason: str) -> Evidence:
    return Evidence(engine, family, query, (), "unknown", None, reason, None)
