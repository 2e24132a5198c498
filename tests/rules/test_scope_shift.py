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
        (
            "ru-en",
            "Комиссия, как правило, заседает в Вене.",
            "The Commission always meets in Vienna.",
        ),
        ("en-ru", "Reports are submitted monthly.", "Доклады представляются ежегодно."),
        ("en-ru", "The road was partly cleared.", "Дорога была полностью расчищена."),
        ("ru-en", "Граница временно закрыта.", "The border is closed."),
        (
            "ru-en",
            "Запрет действует до 1 июля.",
            "The ban has been in force since 1 July.",
        ),
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


def test_two_limits_of_one_kind_are_paired_one_by_one(found: Found) -> None:
    """The second bound is not taken for the answer to the first."""
    source = "Persons with at least ten years of service and at most two posts may apply."
    target = "Могут обратиться лица со стажем не более десяти лет и не более чем двумя должностями."

    (finding,) = found(RULE, "en-ru", source, target)

    assert finding.source is not None
    assert finding.source.text == "at least"


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("The judge or the prosecutor signs.", "Судья и прокурор подписывают."),
        ("The minister and the deputy sign.", "Подписывает министр или заместитель."),
    ],
)
def test_a_conjunction_that_became_another_is_found(found: Found, source: str, target: str) -> None:
    """Who must act is another question if one of two is enough."""
    (finding,) = found(RULE, "en-ru", source, target)

    assert "between the same two things" in finding.message


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "He denied having met the minister or the envoy.",
            "Он отрицал встречи с министром и послом.",
        ),
        ("Any owner or tenant may apply.", "Обратиться может любой собственник и арендатор."),
        ("Voters aged 60 or older came.", "Пришли избиратели 60 лет и старше."),
    ],
)
def test_or_may_stand_for_and_after_a_denial_or_a_choice(
    found: Found, source: str, target: str
) -> None:
    """Neither of two, any of two: both conjunctions say the same there."""
    assert found(RULE, "en-ru", source, target) == []


def test_a_limit_that_the_text_denies_is_none(found: Found) -> None:
    """Before, not after: the second word is what the original says not to be the case."""
    source = "The Assembly will vote before, not after, the summit."

    assert found(RULE, "en-ru", source, "Ассамблея проголосует не после, а до саммита.") == []
    assert found(RULE, "en-ru", source, "Ассамблея проголосует после, а не до саммита.")


def test_a_sign_before_a_number_is_a_bound(found: Found) -> None:
    """Younger than five may be written with a sign."""
    source, target = "Children aged < 5 years were vaccinated.", "Привиты дети младше 5 лет."

    assert found(RULE, "en-ru", source, target) == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("The strike worried the Minister.", "Министра тревожила забастовка."),
        ("The king pardoned the rebels.", "Повстанцев помиловал король."),
        ("Most deputies supported the proposal.", "Большинство депутатов поддержало предложение."),
        ("The judge was thanked by the deputy.", "Судью поблагодарил депутат."),
    ],
)
def test_another_order_of_words_turns_nobody_round(found: Found, source: str, target: str) -> None:
    """The case says who acts, not the place; some verbs make an object of the English subject."""
    assert found("scope-shift", "en-ru", source, target) == []
