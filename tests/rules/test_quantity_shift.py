"""Quantities in translated text: what counts as the same number, and what as another one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.matching.sides import House
from fidelity.model import Finding
from fidelity.passages import Anchor, Passage
from fidelity.rules._quantity_figures import chinese, roman
from fidelity.run_text import check_segment, text_rules
from fidelity.segments import Segment

RULES = text_rules(["quantity-shift"])


def findings(pair: str, source: str, target: str) -> list[Finding]:
    """Check one segment with this rule alone, and keep what an editor is warned of."""
    here, there = pair.split("-")
    one, other = (Passage(text, "example", (Anchor(0, 1, 1),)) for text in (source, target))
    found = check_segment(Segment("1", one, other, here, there), House(here, there), RULES).findings
    return [each for each in found if each.level != "note"]


SAME = [
    ("en-ru", "12,500 people", "12 500 человек"),
    ("en-ru", "12 500 people", "12\u00a0500 человек"),
    ("en-ru", "a rate of 4.25%", "ставка 4,25 процента"),
    ("en-ru", "two hundred and five ships", "205 судов"),
    ("en-ru", "the twenty-first session", "21-я сессия"),
    ("en-ru", "the fiftieth anniversary", "пятидесятая годовщина"),
    ("en-ru", "in the 1990s", "в 90-е годы"),
    ("en-ru", "in the 19th century", "в XIX веке"),
    ("en-ru", "during the Second World War", "во время Второй мировой войны"),
    ("en-ru", "World War II", "Вторая мировая война"),
    ("en-ru", "5.30 p.m.", "17 ч. 30 м."),
    ("en-ru", "10.15 a.m.", "10 ч. 15 мин."),
    ("en-ru", "at 3 p.m.", "в 3 часа дня"),
    ("en-ru", "3/12/2021", "3 декабря 2021 года"),
    ("en-ru", "two-thirds majority", "большинство в две трети голосов"),
    ("en-ru", "half of them", "50 процентов из них"),
    ("en-ru", "$1.5m", "1,5 млн долларов"),
    ("en-ru", "from 5 million to 10 million", "от 5 до 10 миллионов"),
    ("en-ru", "a 20-year-old student", "двадцатилетний студент"),
    ("en-ru", "18 months", "полтора года"),
    ("en-ru", "48 hours", "двое суток"),
    ("en-ru", "a fortnight", "две недели"),
    ("en-ru", "it doubled", "вдвое больше"),
    ("en-ru", "bilateral talks of the two States", "двусторонние переговоры"),
    ("en-ru", "one of the parties", "какая-либо из сторон"),
    ("en-ru", "the first to speak", "сначала выступил"),
    ("en-ru", "2019-20", "2019–2020 годы"),
    ("en-ru", "about two dozen ships", "около двадцати судов"),
    ("en-ru", "half a million people", "полмиллиона человек"),
    ("en-ru", "three and a half million", "3,5 млн"),
    ("ru-en", "1. Постановляет", "Decides"),
    ("ru-en", "сто тысяч", "100,000"),
    ("ru-en", "на 30 градусов Цельсия", "by 86 degrees Fahrenheit"),
    ("en-fr", "ninety-seven members", "quatre-vingt-dix-sept membres"),
    ("en-fr", "one billion euros", "un milliard d’euros"),
    ("en-es", "a trillion dollars", "un billón de dólares"),
    ("en-de", "the 1970s", "die 1970er Jahre"),
    ("en-de", "1,234.5 euros", "1.234,5 Euro"),
    ("en-zh", "March 2020", "2020年3月"),
    ("en-ru", "bilateral and unilateral steps", "односторонние и двусторонние шаги"),
    ("en-uk", "5,200 persons", "п’ять тисяч двісті осіб"),
]  # fmt: skip

OTHER = [
    ("en-ru", "12,500 people", "125 000 человек"),
    ("en-ru", "a rate of 4.25%", "ставка 42,5 процента"),
    ("en-ru", "the twenty-first session", "22-я сессия"),
    ("en-ru", "in the 1990s", "в 80-е годы"),
    ("en-ru", "in the 19th century", "в XX веке"),
    ("en-ru", "5.30 p.m.", "5 ч. 30 мин."),
    ("en-ru", "on 3 December 2021", "3 ноября 2021 года"),
    ("en-ru", "within 30 days", "в течение 30 недель"),
    ("en-ru", "$1.5m", "1,5 млрд долларов"),
    ("en-ru", "5 million euros", "5 млн долларов"),
    ("en-ru", "S-300 systems", "комплексы С-400"),
    ("en-ru", "document A/68/123", "документ A/68/132"),
    ("en-ru", "article 42 of the Charter", "статья 24 Устава"),
    ("ru-en", "пять человек ранены", "six people were injured"),
    ("en-fr", "97 members", "quatre-vingt-sept membres"),
    ("en-es", "a billion dollars", "un billón de dólares"),
    ("en-zh", "5 million people", "5亿人"),
    ("en-ru", "a bilateral treaty", "односторонний договор"),
    ("en-ru", "a biennial conference", "конференция, проводимая дважды в год"),
]  # fmt: skip


@pytest.mark.parametrize(("pair", "source", "target"), SAME)
def test_the_same_quantity_in_another_notation_is_let_be(
    pair: str, source: str, target: str
) -> None:
    """However a language writes or says a number, only its value counts."""
    assert findings(pair, source, target) == []


@pytest.mark.parametrize(("pair", "source", "target"), OTHER)
def test_another_quantity_is_found(pair: str, source: str, target: str) -> None:
    """One number of each side is quoted, where it stands."""
    (found,) = findings(pair, source, target)

    assert found.kind == "quantity"
    assert found.source is not None
    assert found.target is not None
    assert source[found.source.start : found.source.end] == found.source.text
    assert target[found.target.start : found.target.end] == found.target.text


def test_two_missing_numbers_of_one_unit_are_an_error() -> None:
    """The value is missing on both sides, and both count dollars: two keys."""
    (found,) = findings("en-ru", "It costs 300 dollars.", "Это стоит 500 долларов.")

    assert found.level == "error"


def test_a_lost_number_alone_is_a_warning() -> None:
    """Something else may stand for it in the translation."""
    (found,) = findings("en-ru", "The 54 members met.", "Участники встретились.")

    assert found.level == "warning"
    assert found.source is not None
    assert found.source.text == "54"


def test_a_mile_that_became_a_kilometre_must_agree() -> None:
    """A conversion may round, not change the measure."""
    assert findings("en-ru", "a strip of 25 miles", "полоса шириной 40 км") == []
    assert findings("en-ru", "a strip of 25 miles", "полоса шириной 60 км")
    assert findings("en-ru", "some 10 metres long", "длиной примерно 30 футов") == []


def test_percentage_points_are_not_per_cent() -> None:
    """Both the number and the sign are there, and yet it is another statement."""
    (found,) = findings("en-ru", "up by 2 percentage points", "на 2 процента больше")

    assert found.level == "error"


@pytest.mark.parametrize("tag", ["en", "ru", "uk", "fr", "es", "de", "zh"])
@given(text=st.text(alphabet="0123456789.,:/-–% $€kmКмчIVXх一二万亿 двеtwoиand", max_size=40))
def test_a_text_agrees_with_itself(tag: str, text: str) -> None:
    """Whatever the figures, none is missing in the same text."""
    assert findings(f"{tag}-{tag}", text, text) == []


def written(number: int, tag: str) -> str:
    """Write a number as the texts of a language do."""
    return f"{number:,}".replace(",", {"ru": "\u00a0", "de": ".", "en": ","}[tag])


@given(number=st.integers(1000, 10**12))
def test_thousands_are_parted_in_every_language_s_own_way(number: int) -> None:
    """Comma, full stop and no-break space say the same."""
    english = f"{written(number, 'en')} people"

    assert findings("en-ru", english, f"{written(number, 'ru')} человек") == []
    assert findings("en-de", english, f"{written(number, 'de')} Menschen") == []


@given(st.lists(st.integers(32, 999), min_size=2, max_size=2, unique=True))
def test_any_other_number_is_found(numbers: list[int]) -> None:
    """Whatever the two numbers, they are not the same."""
    one, other = numbers

    assert findings("en-ru", f"{one} ships sailed", f"вышли {other} судов")


@given(number=st.integers(1, 99))
def test_chinese_numerals_are_read_by_tens(number: int) -> None:
    """四十二 is 42."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    numeral = (digits[tens] if tens > 1 else "") + ("十" if tens else "")
    numeral += digits[ones] if ones or not tens else ""

    assert chinese(numeral) == number


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("二〇二〇", 2020), ("三万五千", 35_000), ("一亿二千万", 120_000_000), ("一百零五", 105)],
)
def test_chinese_scales_are_of_ten_thousand(numeral: str, value: int) -> None:
    """万 is ten thousand, 亿 a hundred million; a row of digits is a year."""
    assert chinese(numeral) == value


@pytest.mark.parametrize(("numeral", "value"), [("XIX", 19), ("ХХ", 20), ("XIV", 14), ("IX", 9)])
def test_roman_numerals_are_read_in_both_alphabets(numeral: str, value: int) -> None:
    """Typists of Cyrillic texts use their own Х."""
    assert roman(numeral) == value


@pytest.mark.parametrize("numeral", ["IIX", "VX", "LLL"])
def test_letters_in_no_order_are_no_roman_numeral(numeral: str) -> None:
    """They are an abbreviation of something else."""
    assert roman(numeral) is None


def test_a_nought_too_few_is_one_change() -> None:
    """The same digits are the same number, slipped, whatever they count on either side."""
    found = findings("en-ru", "Some 45,000 refugees left.", "Уехали около 4500 беженцев.")

    assert [(each.level, each.message) for each in found] == [("error", "“45,000” became «4500»")]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("A two-week break followed.", "Последовал двухнедельный перерыв."),
        ("A 14-day break followed.", "Последовал двухнедельный перерыв."),
        ("He left a week ago and came back a month later.",
         "Неделю назад он уехал, через месяц вернулся."),
        ("A year later, monthly talks began.", "Через год начались ежемесячные переговоры."),
        ("A day later the week-long strike ended.", "Через день недельная забастовка закончилась."),
        ("Exports grew ten times, and imports by ten per cent.",
         "Экспорт вырос в десять раз, а импорт на десять процентов."),
        ("Several hundred people came.", "Пришло несколько сотен человек."),
    ],
)  # fmt: skip
def test_a_length_of_time_or_a_multiple_said_otherwise_is_the_same(
    found: Callable[[str, str, str, str], list[Finding]], source: str, target: str
) -> None:
    """Words made of number and unit, and units alone, mean what numbers with units mean."""
    assert [f for f in found("quantity-shift", "en-ru", source, target) if f.level != "note"] == []
