"""A number, sum, measure, date or hour is another one in the translation, or is not there.

Why it matters: a number is the part of a text that is quoted and acted upon. A million that became
a billion, a deadline that moved by a day, or percentage points that became per cent change what a
party has undertaken.

What to do: compare the two numbers that the finding quotes, and correct the translation; where the
translation corrects an error of the original, leave a translator's note.

When to ignore it: where the translation says the same in other words that the rule does not know.
Numbers may be written in figures or words, ordinals, fractions, dozens, with comma or full stop, in
any order of day and month, on a clock of twelve or twenty-four hours; miles may become kilometres
where the values agree but for rounding. "One" and "first" are not missed, nor is a small number
that a word implies (both, оба, двусторонний, twice), nor the number of a list item.

Evidence: both texts are read number by number (``data/words``, ``data/numbers.yaml``), and equal
ones are paired. It is an error where a number is missing on each side and both count the same
thing; a warning where less than that is certain, or where a number in figures has no counterpart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from fidelity.matching.sides import KnownText
from fidelity.model import Evidence, Finding, Level
from fidelity.protocols import Example
from fidelity.rules._findings import rule_name
from fidelity.rules._quantities import Quantity
from fidelity.rules._quantity_bonds import multiplied, units_agree
from fidelity.rules._quantity_pairs import paired
from fidelity.rules._quantity_periods import lasts, other_periods
from fidelity.rules._quantity_reckoned import reckoned
from fidelity.segments import Segment

LEVEL: Level = "error"

RIGHT = (
    Example("en-ru", "The Committee held its 4213rd meeting on 31 October 2000 at 3 p.m.",
            "Комитет провел свое 4213-е заседание 31 октября 2000 года в 15 часов."),
    Example("en-ru", "The two sides met twice and both signed the three-year agreement.",
            "Стороны дважды встретились и подписали трехлетнее соглашение."),
    Example("en-ru", "Donors pledged US$ 2.5 billion, one third of it for the period 2024-25.",
            "Доноры объявили взносы на 2,5 млрд долл. США, треть из них на 2024–2025 годы."),
    Example("en-ru", "The buffer zone is 10 miles deep and 1,200 square kilometres large.",
            "Глубина буферной зоны — 16 км, площадь — 1200 кв. км."),
    Example("ru-en", "Мандат продлевается на полтора года, до 30 июня 2026 года.",
            "The mandate is extended for 18 months, until 30 June 2026."),
    Example("ru-en", "В девяностые годы XX века погибли десятки тысяч человек.",
            "Tens of thousands of people died in the 1990s."),
    Example("ru-en", "Доля выросла с 5 до 10 процентов, то есть на пять процентных пунктов.",
            "The share rose from 5% to 10%, that is, by 5 percentage points."),
    Example("en-ru", "Half of the 27 members agreed, citing article 5 of resolution 1325 (2000).",
            "Пятьдесят процентов из двадцати семи членов согласились, сославшись на ст. 5 "
            "резолюции 1325 (2000)."),
    Example("en-ru", "COVID-19 first spread in one G20 State, the second time in a century.",
            "COVID-19 впервые распространился в государстве «Группы двадцати», "
            "во второй раз за сто лет."),
    Example("ru-en", "Спустя месяц двухнедельный срок истек, а экспорт вырос в два раза.",
            "A month later the two-week period had expired, and exports had doubled."),
    Example("en-ru", "A year ago a 24-hour truce was declared.",
            "Год назад было объявлено суточное перемирие."),
    Example("en-uk", "By 5:30 p.m. on 1 March, 12,500 persons had been evacuated.",
            "До 17:30 1 березня було евакуйовано дванадцять тисяч п'ятсот осіб."),
    Example("en-fr", "The fund holds 1.5 billion euros; the ceasefire lasts 48 hours.",
            "Le fonds détient 1,5 milliard d'euros ; le cessez-le-feu dure deux jours."),
    Example("en-es", "About a billion dollars were spent on the seventy-fifth session.",
            "Se gastaron unos mil millones de dólares en el 75º período de sesiones."),
    Example("en-de", "On 3 October 1990 the treaty of twenty-two articles entered into force.",
            "Am 3.10.1990 trat der Vertrag mit zweiundzwanzig Artikeln in Kraft."),
    Example("en-zh", "In 2020, 350 million dollars reached 12,000 families.",
            "2020年,3.5亿美元惠及1.2万个家庭。"),
)  # fmt: skip
WRONG = (
    Example("en-ru", "The Council adopted resolution 1325 (2000).",
            "Совет принял резолюцию 1352 (2000)."),
    Example("en-ru", "The mandate is extended until 30 June 2026.",
            "Мандат продлевается до 30 июля 2026 года."),
    Example("en-ru", "Donors pledged 2.5 billion dollars.",
            "Доноры объявили взносы на 2,5 млн долларов."),
    Example("en-ru", "The share fell by 5 percentage points.", "Доля сократилась на 5 процентов."),
    Example("en-ru", "The meeting was called to order at 3 p.m.",
            "Заседание открывается в 16 часов."),
    Example("en-ru", "The force withdraws 10 miles within three days.",
            "Силы отводятся на 10 км в течение трех дней."),
    Example("ru-en", "Решение принимается большинством в две трети голосов.",
            "Decisions are taken by a majority of three quarters."),
    Example("ru-en", "Погибли тысячи мирных жителей.", "Hundreds of civilians died."),
    Example("ru-en", "Выделено 5 млн рублей.", "Five million dollars were allocated."),
    Example("en-ru", "The sides agreed on a three-month pause.",
            "Стороны согласились на трехнедельную паузу."),
    Example("ru-en", "Неделю спустя посол вернулся.", "The ambassador came back a month later."),
    Example("ru-en", "Добыча выросла в четыре раза.", "Output grew by four per cent."),
    Example("ru-en", "Пошлины снизятся на четверть.", "Duties will fall by a half."),
    Example("ru-en", "Домой вернулись пятьдесят семей.", "Some 500 families came home."),
    Example("ru-en", "Несколько десятков семей вернулись.", "Several hundred families came back."),
    Example("en-uk", "The talks lasted five days.", "Переговори тривали п'ять тижнів."),
    Example("en-fr", "The debt is two billion euros.", "La dette s'élève à deux billions d'euros."),
    Example("en-es", "One billion people lack water.", "Un billón de personas carecen de agua."),
    Example("en-de", "The treaty was signed in 1975.", "Der Vertrag wurde 1957 unterzeichnet."),
    Example("en-zh", "The fund holds 350 million dollars.", "基金有3500万美元。"),
)  # fmt: skip

_CUT = re.compile(
    r"(?:\b(?:No|[Nn]os|[Aa]rts?|[Ff]igs?|[Pp]aras?|рис|ст|п|пп|см|[Тт]абл|долл|[Nn]r|[Aa]bs|U\.S)\.|№)$"
)
_IMPLIED = ("code", "month", "weekday", "round", "part", "roman")
"""Shapes of numbers that a translation may leave out or put in."""
_TOO_LONG = 2.2
"""How many times as long a text may be as its translation."""
_SMALL = 2
"""A number in words up to which a wording may imply it."""
_LARGE = 1000
"""A number from which on words are as exact as figures."""
_SEVERAL = 3
"""From so many numbers without a counterpart on, the texts probably do not belong together."""


def check(segment: Segment, known: KnownText) -> Iterator[Finding]:
    """Report each quantity that changed, was lost or was added."""
    if not segment.source.text.strip() or not segment.target.text.strip():
        return
    pairs = paired(known.source, known.target)
    for one, other in pairs.same:
        yield from _unit(segment, one, other)
        if multiplied(one, known.source, other) or multiplied(other, known.target, one):
            yield _finding(segment, "warning", f"“{one.text}” became «{other.text}»", one, other)
    for one, other, sure in pairs.changed:
        level = _level(one, other, sure)
        message = f"“{one.text}” became «{other.text}»"
        yield _finding(segment, level, message, one, other)
    yield from _in_words(segment, known)
    parallel = len(pairs.lost) + len(pairs.added) < _SEVERAL and _parallel(segment)
    lost = [each for each in pairs.lost if not lasts(each, known.target)]
    added = [each for each in pairs.added if not lasts(each, known.source)]
    for quantity in filter(_worth_a_word, lost):
        level = "warning" if parallel and _missed(quantity) else "note"
        message = f"“{quantity.text}” of the original is not in the translation"
        yield _finding(segment, level, message, quantity, None)
    for quantity in filter(_worth_a_word, added):
        level = "warning" if parallel and _missed(quantity) else "note"
        message = f"«{quantity.text}» of the translation is not in the original"
        yield _finding(segment, level, message, None, quantity)


def _parallel(segment: Segment) -> bool:
    """Say whether source and target can be the whole of each other, to judge by their ends.

    A text cut after an abbreviation (art., рис.) has lost the number that belongs to it.
    """
    texts = segment.source.text.strip(), segment.target.text.strip()
    if any(_CUT.search(text) for text in texts):
        return False
    shorter, longer = sorted(map(len, texts))
    return longer < _TOO_LONG * shorter


def _level(one: Quantity, other: Quantity, sure: bool) -> Level:
    """Say how grave a changed number is: an error only where both numbers are beyond doubt."""
    if not (one.sure and other.sure) or "round" in (one.shape, other.shape):
        return "warning" if sure else "note"
    return "error" if sure and _exact(one) and _exact(other) else "warning"


def _exact(quantity: Quantity) -> bool:
    """Say whether a number is exact: in figures, with a unit, large, or a date's month."""
    exact = quantity.figure or quantity.unit is not None or quantity.shape == "month"
    return exact or quantity.value >= _LARGE


def _worth_a_word(quantity: Quantity) -> bool:
    """Leave out articles, pronouns and the small numbers that wordings come and go with."""
    return quantity.figure or (quantity.value > _SMALL and quantity.shape not in _IMPLIED)


def _missed(quantity: Quantity) -> bool:
    """Say whether a number without a counterpart is more than a matter of wording."""
    if not quantity.sure or quantity.idle or quantity.shape in _IMPLIED:
        return False
    return quantity.figure and quantity.value > 1


def _unit(segment: Segment, one: Quantity, other: Quantity) -> Iterator[Finding]:
    """Report an equal number that counts something else."""
    if one.unit is None or other.unit is None or one.unit.kind != other.unit.kind:
        return
    if units_agree(one, other) or not (one.own_unit and other.own_unit):
        return
    spelled = all(re.search(r"[^\W\d_]{4}", each.text) for each in (one, other))
    level: Level = "error" if one.unit.kind == "currency" or spelled else "warning"
    yield _finding(segment, level, f"“{one.text}” became «{other.text}»", one, other)


def _in_words(segment: Segment, known: KnownText) -> Iterator[Finding]:
    """Compare what is counted without a number, each stretch of the original once."""
    told: list[tuple[int, int]] = []
    for pairs in (other_periods, reckoned):
        for old, new in pairs(known.source, known.target):
            if not any(old.start < end and start < old.end for start, end in told):
                told.append((old.start, old.end))
                yield _worded(segment, old.start, old.end, new.start, new.end)


def _worded(segment: Segment, start: int, end: int, first: int, last: int) -> Finding:
    """Make a finding about two words that hold different numbers (bilateral, односторонний)."""
    source, target = segment.source.span(start, end), segment.target.span(first, last)
    return Finding(
        rule=rule_name(__name__),
        level="warning",
        message=f"“{source.text}” became «{target.text}»",
        kind="quantity",
        source=source,
        target=target,
    )


def _finding(
    segment: Segment, level: Level, message: str, one: Quantity | None, other: Quantity | None
) -> Finding:
    """Make a finding about a number of either side or both."""
    answers = () if other is None else (f"{other.text} = {_plain(other)}",)
    evidence = Evidence(
        "data/numbers",
        "rule",
        "" if one is None else f"{one.text} = {_plain(one)}",
        answers,
        "unrelated",
        None,
        "no number of the other text has this value",
        None,
    )
    return Finding(
        rule=rule_name(__name__),
        level=level,
        message=message,
        kind="quantity",
        source=None if one is None else segment.source.span(one.start, one.end),
        target=None if other is None else segment.target.span(other.start, other.end),
        evidence=(evidence,),
    )


def _plain(quantity: Quantity) -> str:
    """Write the value of a quantity with its unit, as it was understood."""
    value = quantity.value
    number = _decimal(value) if quantity.shape != "hour" else _clock(quantity)
    return f"{number} {'/'.join(quantity.unit.ids)}" if quantity.unit else number


def _clock(quantity: Quantity) -> str:
    hours, minutes = divmod((*quantity.minutes, 0)[0], 60)
    return f"{hours}:{minutes:02}"


def _decimal(value: Fraction) -> str:
    if value.denominator == 1:
        return f"{value.numerator:,}"
    exact = float(value)
    return f"{exact:g}"
