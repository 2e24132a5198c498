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
from fidelity.model import Evidence, Finding, Level, Tag
from fidelity.protocols import Example
from fidelity.rules._counterparts import SHORT_SENTENCE, abreast, counterparts
from fidelity.rules._denials import heads
from fidelity.rules._modals import Modal, has_data, knows, modals, operative
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
_EFFORT = "endeavour"
_SURELY = 0.56
"""Cosine from which an action is surely the one that a lost modal governed."""
_BRIEF = 16
"""Words up to which a sentence has room for one modal only."""
_NEAR = 4
"""Words before an action in which its modal stands."""


class _Shift(NamedTuple):
    """What the data say of two levels."""

    level: Level
    anywhere: Level


class _Match(NamedTuple):
    """A modal of the source and the one that answers it."""

    source: Modal
    target: Modal
    governed: bool
    """Whether the nearness of words says that both govern the same action."""
    only: bool
    """Whether each is the only one of its side."""


def check(segment: Segment, known: KnownText) -> Iterator[Finding]:
    """Compare the modals that answer each other."""
    source, target = known.source, known.target
    if not (has_data(source.language) and has_data(target.language)):
        return
    mine, theirs = modals(source), modals(target)
    if any(_alone(one, theirs) for one in mine if not one.weak):
        for match in _matches(source, target, mine, theirs):
            level = _level(known, match)
            if level:
                yield _finding(segment, match, level)
    for added, (here, there) in enumerate(((mine, theirs), (theirs, mine))):
        tag = (source if added else target).language
        lost = [modal for modal in here if modal.missed and not _stood_for(modal, there, tag)]
        if lost:
            yield from _missed(segment, known, lost, added=bool(added))


def _missed(
    segment: Segment, known: KnownText, there: list[Modal], *, added: bool
) -> Iterator[Finding]:
    """Report a modal whose action the other side has without a modal of any kind."""
    if max(len(side.words) for side in (known.source, known.target)) > SHORT_SENTENCE:
        return
    pairs = counterparts(known.source, known.target)
    side, other = (known.target, known.source) if added else (known.source, known.target)
    table = pairs.back if added else pairs.pairs
    for modal in there:
        action = _action(side, modal)
        if action is None or action not in table or not _governs(modal, side.words[action].text):
            continue
        if pairs.likeness[table[action] if added else action] < _SURELY:
            continue
        word = other.words[table[action]]
        spans = (modal.start, modal.end), (word.start, word.end)
        yield _lone(segment, modal, spans[::-1] if added else spans, word.text, added=added)
        return


def _stood_for(modal: Modal, others: list[Modal], tag: Tag) -> bool:
    """Say whether anything on the other side may stand for a modal.

    An announcement does not; an effort is one only where something else is one too.
    """
    if _EFFORT in modal.levels:
        return not knows(tag, _EFFORT) or any(_EFFORT in other.levels for other in others)
    return any(set(other.levels) - {"will", _EFFORT} for other in others)


def _governs(modal: Modal, action: str) -> bool:
    return not modal.governs or action.endswith(modal.governs)


def _alone(modal: Modal, others: list[Modal]) -> bool:
    """Say whether no modal of the other side surely stands at the same level."""
    mine = set(modal.readings(binding=True))
    return not any(mine & set(other.readings(binding=True)) for other in others)


def _matches(
    source: Side, target: Side, mine: list[Modal], theirs: list[Modal]
) -> Iterator[_Match]:
    """Pair modals by the action that they govern, or where there is one of each."""
    strong = [modal for modal in mine if not modal.weak]
    there = [modal for modal in theirs if not modal.weak]
    pairs = counterparts(source, target)
    only = len(strong) == len(there) == 1
    for modal in strong:
        action = _action(source, modal)
        answer = pairs.pairs.get(action) if action is not None else None
        found = _governing(target, there, answer) if answer is not None else None
        if found:
            yield _Match(modal, found, governed=True, only=only)
        elif only and answer is None and _alone(modal, theirs):
            yield _Match(modal, there[0], governed=False, only=True)


def _action(side: Side, modal: Modal) -> int | None:
    """Find the word that a modal governs, by its place."""
    for place, word in enumerate(side.words):
        if word.start >= modal.end and heads(word, side.language):
            return place
    return None


def _governing(side: Side, there: list[Modal], action: int) -> Modal | None:
    """Find the modal before an action."""
    place = side.words[action].start
    low = side.words[max(0, action - _NEAR)].start
    near = [modal for modal in there if low <= modal.start < place]
    return near[-1] if near else None


def _level(known: KnownText, match: _Match) -> Level | None:
    """Say how grave a pair is; null where nothing has shifted."""
    binds = operative(known.source, match.source) or operative(known.target, match.target)
    shift = _shift(match, binding=binds)
    if not shift or _limited(known, match):
        return None
    if not binds:
        return shift.anywhere if match.governed or _placed_alike(known, match) else "note"
    if not set(match.source.contested).isdisjoint(match.target.levels):
        return "note"
    sure = match.governed or _placed_alike(known, match)
    if shift.level == "error" and not (sure and _shift(match, binding=False)):
        return "warning"
    return shift.level


def _placed_alike(known: KnownText, match: _Match) -> bool:
    """Say whether two lone modals lie abreast, where nothing tells what they govern."""
    places = (match.source.start, match.target.start)
    words = max(len(side.words) for side in (known.source, known.target))
    brief = words <= _BRIEF or abreast(known.source, known.target, places)
    return match.only and brief


def _limited(known: KnownText, match: _Match) -> bool:
    """Say whether a permission stands beside *only* on both sides: then it binds as a duty does."""
    permits = any("may" in modal.levels or "can" in modal.levels for modal in match[:2])
    return permits and _only(known.source) and _only(known.target)


def _only(side: Side) -> bool:
    hits = function_table(side.language, "scope").search(side.tokens)
    return any("only" in word.ids for hit in hits for word in hit.values)


def _shift(match: _Match, *, binding: bool) -> _Shift | None:
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


def _finding(segment: Segment, match: _Match, level: Level) -> Finding:
    mine, theirs = match.source, match.target
    lines = [_line("modals", "data", mine.text, f"{_named(mine)} became {_named(theirs)}")]
    if match.governed:
        reason = "both govern the same action"
        lines.append(_line("embedding", "embedding", mine.text, reason))
    return Finding(
        rule=RULE,
        level=level,
        message=f"“{mine.text}” ({_named(mine)}) became “{theirs.text}” ({_named(theirs)})",
        kind="modality",
        source=segment.source.span(mine.start, mine.end),
        target=segment.target.span(theirs.start, theirs.end),
        evidence=tuple(lines),
    )


def _lone(
    segment: Segment,
    modal: Modal,
    spans: tuple[tuple[int, int], tuple[int, int]],
    word: str,
    *,
    added: bool,
) -> Finding:
    side, other = ("translation", "original") if added else ("original", "translation")
    message = f"the {side} says “{modal.text}” ({_named(modal)}), the {other} only “{word}”"
    reason = "the action is there, and no modal of any kind"
    return Finding(
        rule=RULE,
        level="warning",
        message=message,
        kind="modality",
        source=segment.source.span(*spans[0]),
        target=segment.target.span(*spans[1]),
        evidence=(_line("modals", "data", modal.text, reason),),
    )


_NAMES = {
    "endeavour": "an effort",
    "intend": "an intention",
    "shall": "a duty",
    "should": "advice",
    "may": "a permission",
    "can": "an ability",
    "might": "a possibility",
    "will": "an announcement",
    "need-not": "absence of a duty",
    "should-not": "advice against",
    "must-not": "a prohibition",
    "cannot": "inability",
    "might-not": "a possibility that not",
    "will-not": "an announcement that not",
}


def _named(modal: Modal) -> str:
    return " or ".join(dict.fromkeys(_NAMES.get(level, level) for level in modal.levels))


def _line(engine: str, family: str, query: str, reason: str) -> Evidence:
    return Evidence(engine, family, query, (), "unknown", None, reason, None)
