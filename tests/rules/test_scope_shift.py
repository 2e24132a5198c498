"""The rule scope-shift: quantifiers, bounds and times."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fidelity.model import Finding

RULE = "scope-shift"
Found = Callable[[str, str, str, str], list[Finding]]


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("en-ru", "All hostages were released.", "Некоторые заложники были освобождены."),
        (
            "en-ru",
            "Withdrawal from occupied territories.",
            "Вывод войск со всех оккупированных территорий.",
        ),
        (
            "en-ru",
            "The force will have up to 5,000 troops.",
            "Силы составят не менее 5000 военных.",
        ),
        ("en-ru", "The talks resumed after the elections.", "Переговоры возобновились до выборов."),
        ("en-ru", "Only humanitarian flights are permitted.", "Гуманитарные рейсы разрешены."),
        (
            "ru-en",
            "Доклад представляется не реже одного раза в год, все члены голосуют.",
            "The report is annual; some members vote.",
        ),
        ("en-es", "All States ratified the treaty.", "Algunos Estados ratificaron el tratado."),
        ("en-de", "At least ten States signed.", "Höchstens zehn Staaten unterzeichneten."),
        ("en-uk", "The visit took place after the elections.", "Візит відбувся перед виборами."),
        ("en-fr", "The notice is due before the signing.", "Le préavis est dû après la signature."),
    ],
)
def test_another_limit_is_found(found: Found, pair: str, source: str, target: str) -> None:
    """Exchanged, lost or added."""
    assert found(RULE, pair, source, target)


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("en-ru", "Each State has one vote.", "Все государства имеют по одному голосу."),
        ("en-ru", "The whole country voted.", "Вся страна голосовала."),
        ("en-ru", "Above all, the parties must talk.", "Прежде всего стороны должны вести диалог."),
        (
            "en-ru",
            "No fewer than ten States signed.",
            "Подписали по меньшей мере десять государств.",
        ),
        ("en-ru", "The Assembly did not act until May.", "Ассамблея приняла меры лишь в мае."),
        (
            "en-ru",
            "The most serious crimes were listed.",
            "Были перечислены тягчайшие преступления.",
        ),
        ("en-ru", "The pandemic is over.", "Пандемия закончилась, до свидания."),
        ("en-de", "All States signed.", "Sämtliche Staaten unterzeichneten."),
    ],
)
def test_the_same_limit_in_other_words_is_let_be(
    found: Found, pair: str, source: str, target: str
) -> None:
    """Equivalent quantifiers, and words that draw no limit where they stand."""
    assert [each for each in found(RULE, pair, source, target) if each.level != "note"] == []


def test_a_bound_counts_only_before_a_number(found: Found) -> None:
    """Over is a preposition elsewhere."""
    source, target = "The dispute over the border goes on.", "Спор менее острый, но идёт."

    assert found(RULE, "en-ru", source, target) == []


def test_the_limited_thing_is_quoted(found: Found) -> None:
    """A lost word alone would not say where to look."""
    (finding,) = found(RULE, "en-ru", "Only the Council decides.", "Совет принимает решение.")

    assert finding.source is not None
    assert finding.source.text == "Only the Council"
