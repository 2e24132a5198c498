"""A duty became advice, a permission a duty, or a prohibition the mere absence of a duty.

Why it matters: in a treaty, resolution or commitment *shall*, *should* and *may* decide who is
bound to what, and *must not* is something else than *need not* (не должен, не обязан).

What to do: compare the two wordings that are quoted, and choose the equivalent of the level of
the original. French and Russian have the present tense for *shall*; it is never reported.

When to ignore it: outside operative text good translators choose modals freely; there the rule
only notes what it sees.

Evidence: the levels of the modals of each language (``data/modality``), which follow the axis
*obligation* of the scales, and, between English and Russian, the built-in word vectors, which say
that both modals govern the same action. An error needs a shift across the line between bound and
free, operative text, and that both modals answer each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from fidelity import plain_yaml as plain
from fidelity.matching.lexicons import function_table
from fidelity.matching.sides import KnownText, Side
from fidelity.model import Finding, Level
from fidelity.protocols import Example
from fidelity.rules._counterparts import abreast
from fidelity.rules._evidence import line
from fidelity.rules._modal_pairs import BRIEF, Match, Missed, alone, matches, missed
from fidelity.rules._modals import Modal, has_data, modals, named, operative
from fidelity.rules._wordings import data, path_of
from fidelity.segments import Segment

LEVEL: Level = "warning"
RULE = "modality-shift"

RIGHT: tuple[Example, ...] = (
    Example(
        "en-ru",
        "The Parties shall exchange lists once a year.",
        "Стороны раз в год обмениваются списками.",
    ),
    Example(
        "en-ru",
        "Each Party shall designate a contact point.",
        "Каждая Сторона обязуется назначить контактный центр.",
    ),
    Example(
        "en-ru", "No State may claim the area.", "Ни одно государство не может притязать на район."
    ),
    Example(
        "en-ru",
        "The Secretariat must not disclose the names.",
        "Секретариат не вправе раскрывать имена.",
    ),
    Example(
        "en-ru",
        "A State need not give reasons.",
        "Государство может не указывать причины.",
    ),
    Example("en-ru", "You should drink more water.", "Вы должны пить больше воды."),
    Example(
        "en-ru",
        "The talks may resume in May.",
        "Переговоры могут возобновиться в мае.",
    ),
    Example(
        "ru-en",
        "Правительство должно пересмотреть закон.",
        "The Government should review the law.",
    ),
    Example(
        "ru-en",
        "Отсюда следует, что Суд вправе рассмотреть жалобу.",
        "It follows that the Court may consider the complaint.",
    ),
    Example(
        "ru-en",
        "Перевозка допускается только с согласия Сторон.",
        "Transport shall take place only with the consent of the Parties.",
    ),
)
WRONG: tuple[Example, ...] = (
    Example(
        "en-ru",
        "The Parties shall exchange lists once a year.",
        "Стороны могут обмениваться списками раз в год.",
    ),
    Example(
        "en-ru",
        "The Council may extend the mandate of the mission.",
        "Совет обязан продлить мандат миссии.",
    ),
    Example(
        "en-ru",
        "States should publish the results of inspections.",
        "Государства должны публиковать результаты инспекций.",
    ),
    Example(
        "en-ru",
        "The Government must release the detainees.",
        "Правительству следует освободить задержанных.",
    ),
    Example(
        "en-ru",
        "The Secretariat must not disclose the names.",
        "Секретариат не обязан раскрывать имена.",
    ),
    Example(
        "en-ru",
        "The Parties may not deploy such systems.",
        "Стороны могут не развёртывать такие системы.",
    ),
    Example(
        "ru-en",
        "Государства не обязаны раскрывать источники.",
        "States must not disclose their sources.",
    ),
    Example(
        "en-ru",
        "The dam may burst.",
        "Плотина прорвётся.",
    ),
    Example(
        "en-ru",
        "Entry to the port is prohibited.",
        "Вход в порт не рекомендуется.",
    ),
    Example(
        "en-ru",
        "The Parties shall settle the matter by peaceful means only.",
        "Сторонам следует урегулировать этот вопрос исключительно мирными средствами.",
    ),
    Example(
        "ru-en",
        "Комитет вправе запросить дополнительные сведения.",
        "The Committee shall request additional information.",
    ),
    Example(
        "ru-en",
        "Сторонам следует воздерживаться от взаимных обвинений.",
        "The Parties must refrain from mutual accusations.",
    ),
)

_GRAVITY: tuple[Level, ...] = ("note", "warning", "error")


class _Shift(NamedTuple):
    """What the data say of two levels."""

    level: Level
    anywhere: Level


def check(segment: Segment, known: KnownText) -> Iterator[Finding]:
    """Compare the modals that answer each other."""
    source, target = known.source, known.target
    if not (has_data(source.language) and has_data(target.language)):
        return
    mine, theirs = modals(source), modals(target)
    told: set[Modal] = set()
    if any(alone(one, theirs) for one in mine if not one.weak):
        for match in matches(source, target, mine, theirs):
            level = _level(known, match)
            if level:
                told |= {match.source, match.target}
                yield _finding(segment, match, level)
    for lost in missed(known, mine, theirs):
        if lost.modal not in told:
            yield _lone(segment, lost)


def _level(known: KnownText, match: Match) -> Level | None:
    """Say how grave a pair is; null where nothing has shifted."""
    binds = operative(known.source, match.source) or operative(known.target, match.target)
    shift = _shift(match, binding=binds)
    if not shift or _limited(known, match):
        return None
    if not binds:
        return shift.anywhere if match.surely or _placed_alike(known, match) else "note"
    if not set(match.source.contested).isdisjoint(match.target.levels):
        return "note"
    sure = match.governed or _placed_alike(known, match)
    if shift.level == "error" and not (sure and _shift(match, binding=False)):
        return "warning"
    return shift.level


def _placed_alike(known: KnownText, match: Match) -> bool:
    """Say whether two lone modals lie abreast, where nothing tells what they govern."""
    places = (match.source.start, match.target.start)
    words = max(len(side.words) for side in (known.source, known.target))
    brief = words <= BRIEF or abreast(known.source, known.target, places)
    return match.only and brief


def _limited(known: KnownText, match: Match) -> bool:
    """Say whether a permission stands beside *only* on both sides: then it binds as a duty does."""
    permits = any("may" in modal.levels or "can" in modal.levels for modal in match[:2])
    return permits and _only(known.source) and _only(known.target)


def _only(side: Side) -> bool:
    hits = function_table(side.language, "scope").search(side.tokens)
    return any("only" in word.ids for hit in hits for word in hit.values)


def _shift(match: Match, *, binding: bool) -> _Shift | None:
    """Find the least grave shift that the readings of two modals allow; null where one is none."""
    mine, theirs = (each.readings(binding=binding) for each in (match.source, match.target))
    listed = [_shifts().get(frozenset(pair)) for pair in product(mine, theirs)]
    found = [shift for shift in listed if shift]
    if len(found) < len(listed):
        return None
    return min(found, key=lambda shift: _GRAVITY.index(shift.level))


@cache
def _shifts() -> dict[frozenset[str], _Shift]:
    path = path_of("modality", "shifts")
    found: dict[frozenset[str], _Shift] = {}
    for value in plain.items(data("modality", "shifts").get("shifts", []), "shifts", path):
        about = plain.keys(value, "a shift", path)
        pair = frozenset(plain.texts(about.get("between"), "between", path))
        found[pair] = _Shift(_known(about.get("level")), _known(about.get("anywhere", "note")))
    return found


def _known(name: object) -> Level:
    return next(level for level in _GRAVITY if level == name)


def _finding(segment: Segment, match: Match, level: Level) -> Finding:
    mine, theirs = match.source, match.target
    lines = [line("modals", "data", mine.text, f"{named(mine)} became {named(theirs)}")]
    if match.governed:
        reason = "both govern the same action"
        lines.append(line("embedding", "embedding", mine.text, reason))
    return Finding(
        rule=RULE,
        level=level,
        message=f"“{mine.text}” ({named(mine)}) became “{theirs.text}” ({named(theirs)})",
        kind="modality",
        source=segment.source.span(mine.start, mine.end),
        target=segment.target.span(theirs.start, theirs.end),
        evidence=tuple(lines),
    )


def _lone(segment: Segment, lost: Missed) -> Finding:
    side, other = ("translation", "original") if lost.added else ("original", "translation")
    text, levels = lost.modal.text, named(lost.modal)
    only = f"only “{lost.word}”" if lost.word else "nothing of the kind"
    return Finding(
        rule=RULE,
        level="warning",
        message=f"the {side} says “{text}” ({levels}), the {other} {only}",
        kind="modality",
        source=segment.source.span(*lost.source),
        target=segment.target.span(*lost.target),
        evidence=(line("modals", "data", text, "the action is there, and no modal of any kind"),),
    )
