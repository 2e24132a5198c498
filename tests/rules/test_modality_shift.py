"""The rule modality-shift: duty, advice and permission, and where they bind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fidelity.matching.sides import Side
from fidelity.model import Finding
from fidelity.passages import Anchor, Passage
from fidelity.rules._modals import modals

RULE = "modality-shift"
Found = Callable[[str, str, str, str], list[Finding]]


def levels(found: list[Finding]) -> list[str]:
    """List the levels of the findings."""
    return [each.level for each in found]


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        (
            "en-fr",
            "The Parties shall inform the Secretariat.",
            "Les Parties informent le Secrétariat.",
        ),
        (
            "en-de",
            "The Parties shall inform the Secretariat.",
            "Die Parteien unterrichten das Sekretariat.",
        ),
        ("en-ru", "The Parties shall inform the Council.", "Стороны информируют Совет."),
        (
            "en-ru",
            "The Parties shall inform the Council.",
            "Стороны обязуются информировать Совет.",
        ),
        ("en-fr", "A State may not transfer them.", "Un État ne peut pas les transférer."),
        (
            "en-de",
            "The Parties must not transfer them.",
            "Die Parteien dürfen sie nicht weitergeben.",
        ),
        ("en-es", "States should share data.", "Los Estados deberían compartir datos."),
        ("en-ru", "A Party need not give reasons.", "Сторона вправе не указывать причины."),
        ("ru-en", "Запрещается передача материалов.", "Materials may not be transferred."),
        ("uk-en", "Держави мають переглянути угоду.", "States shall revise the agreement."),
    ],
)
def test_registered_equivalents_are_let_be(
    found: Found, pair: str, source: str, target: str
) -> None:
    """The present tense for shall, and every wording of one level for another."""
    assert levels(found(RULE, pair, source, target)) == []


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        (
            "en-fr",
            "The Parties shall submit reports.",
            "Les Parties peuvent présenter des rapports.",
        ),
        ("en-fr", "A State must not transfer them.", "Un État n'est pas tenu de les transférer."),
        (
            "en-es",
            "The Commission must not disclose them.",
            "La Comisión no está obligada a divulgarlos.",
        ),
        (
            "en-de",
            "The Parties must not transfer them.",
            "Die Parteien müssen sie nicht weitergeben.",
        ),
        ("en-de", "The Council may extend the mandate.", "Der Rat muss das Mandat verlängern."),
        ("en-ru", "The Parties shall consult.", "Сторонам рекомендуется консультироваться."),
        ("en-uk", "The Parties shall inform the Council.", "Сторони можуть інформувати Раду."),
        ("ru-en", "Суд не вправе рассматривать жалобы.", "The Court need not consider complaints."),
        ("en-ru", "The Court is to hear the case.", "Суд может рассмотреть дело."),
        ("en-ru", "Ships must not enter the bay.", "Судам не рекомендуется заходить в бухту."),
        ("en-ru", "A deposit is desirable.", "Необходим залог."),
        ("ru-en", "Участие является добровольным.", "Participation is compulsory."),
        ("ru-en", "Груз может быть осмотрен.", "The cargo must be inspected."),
    ],
)
def test_a_shift_in_operative_text_is_found(
    found: Found, pair: str, source: str, target: str
) -> None:
    """Whoever is bound must be bound in the translation, and nobody else."""
    assert set(levels(found(RULE, pair, source, target))) & {"warning", "error"}


def test_advice_to_a_reader_is_only_noted(found: Found) -> None:
    """Good translators say должны for should outside of what binds."""
    found_ = found(RULE, "en-ru", "You should wash your hands.", "Вы должны мыть руки.")

    assert set(levels(found_)) <= {"note"}


def test_crossing_the_line_of_what_binds_is_an_error(found: Found) -> None:
    """If both modals govern the same action."""
    source, target = "The Council may extend the mandate.", "Совет обязан продлить мандат."

    assert levels(found(RULE, "en-ru", source, target)) == ["error"]


def test_the_reader_is_told_the_levels(found: Found) -> None:
    """In words, not by ids."""
    (finding,) = found(RULE, "ru-en", "Государства не обязаны отвечать.", "States must not reply.")

    assert "absence of a duty" in finding.message
    assert "a prohibition" in finding.message


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("en", "No State shall invoke it.", ["must-not"]),
        ("en", "They do not have to reply.", ["need-not"]),
        ("en", "They met in May.", []),
        ("ru", "Стороны могут не отвечать.", ["need-not", "might-not"]),
        ("ru", "Стороны не могут отвечать.", ["must-not", "cannot"]),
        ("ru", "Суд не может не отметить это.", []),
        ("fr", "Il ne doit pas répondre.", ["must-not"]),
        ("de", "Sie müssen diese Waffen nicht abgeben.", ["need-not"]),
    ],
)
def test_a_negation_belongs_to_its_modal(tag: str, text: str, expected: list[str]) -> None:
    """Wherever the language puts it."""
    side = Side(Passage(text, "sample", (Anchor(0, 1, 1),)), tag)

    assert [level for modal in modals(side) for level in modal.levels] == expected


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("en-ru", "The bridge may collapse.", "Мост обрушится."),
        ("ru-en", "Переговоры, вероятно, провалятся.", "The negotiations will fail."),
        ("en-ru", "The Parties shall endeavour to reduce the debt.", "Стороны сократят долг."),
        ("en-ru", "The mayor is likely to resign.", "Мэр уйдёт в отставку."),
        ("ru-en", "Мост вряд ли откроют.", "The bridge will not be opened."),
        ("ru-en", "Не исключено, что мост закроют.", "The bridge will be closed."),
        ("ru-en", "Ожидается, что мост откроют в мае.", "The bridge will be opened in May."),
        ("en-ru", "The bank is considering opening an office.", "Банк откроет представительство."),
    ],
)
def test_a_lost_modal_is_found(found: Found, pair: str, source: str, target: str) -> None:
    """What may be, or is only tried, is told as what will be."""
    assert levels(found(RULE, pair, source, target)) == ["warning"]


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("en-ru", "The bridge may collapse.", "Не исключено, что мост может обрушиться."),
        ("en-ru", "The bridge seems to be safe.", "Мост, вероятно, безопасен."),
        ("ru-en", "Этого не может быть.", "This is impossible."),
        ("en-de", "The Parties reduce the debt.", "Die Parteien senken die Schulden."),
        (
            "en-ru",
            "The ballots burned before they could be counted.",
            "Бюллетени не успели подсчитать.",
        ),
        ("en-ru", "The crew was able to save the mast.", "Экипажу удалось спасти мачту."),
        ("en-ru", "The embargo might be lifted.", "Эмбарго, возможно, будет снято."),
        (
            "en-ru",
            "The mayor is expected to sign the lease.",
            "Мэр должен подписать договор аренды.",
        ),
        ("ru-en", "Счёт оплатят с 4 по 5 мая.", "The bill will be paid on 4 to 5 May."),
    ],
)
def test_a_modal_may_be_answered_by_any_other(
    found: Found, pair: str, source: str, target: str
) -> None:
    """By a word that only explains, or by a denial of its own."""
    assert levels(found(RULE, pair, source, target)) == []


def test_only_excuses_a_permission_and_no_duty(found: Found) -> None:
    """What may only be done so must be done so; what shall be done so is no advice."""
    duty = "Дела следует рассматривать только в суде."
    only = "Дела рассматриваются только в суде и должны подаваться в срок."

    assert levels(found(RULE, "en-ru", "Cases shall be heard only in court.", duty)) == ["warning"]
    assert levels(found(RULE, "en-ru", "Cases may only be heard in court on time.", only)) == []


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("en-ru", "Divers may have to wait.", "Возможно, водолазам придётся ждать."),
        ("en-ru", "The ferry will be able to sail.", "Паром сможет выйти в море."),
        ("ru-en", "По возможности дайте номер рейса.", "Give the flight number if possible."),
        ("ru-en", "Союз готов помочь.", "The Union is willing to help."),
        ("en-ru", "The crew shall be entitled to leave.", "Экипаж имеет право на отпуск."),
        ("en-ru", "The bridge will have to be closed.", "Мост придётся закрыть."),
        ("ru-en", "Президенту предстоит выбрать.", "The President is to choose."),
    ],
)
def test_compound_modals_and_readiness_have_counterparts(
    found: Found, pair: str, source: str, target: str
) -> None:
    """Two words may be one modal."""
    assert set(levels(found(RULE, pair, source, target))) <= {"note"}


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("ru-en", "Союз готов помочь.", "The Union has undertaken to help."),
        ("ru-en", "Музей вынужден закрыться.", "The museum is free to close."),
        ("en-ru", "The Parties shall inform the bank.", "Стороны по возможности информируют банк."),
        ("en-ru", "The guild intends to publish the list.", "Гильдия опубликует список."),
    ],
)
def test_duty_readiness_and_reserve_are_told_apart(
    found: Found, pair: str, source: str, target: str
) -> None:
    """Who is ready to act has not promised it, and what is done where possible is no duty."""
    assert set(levels(found(RULE, pair, source, target))) & {"warning", "error"}


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("en-ru", "The crew was unable to reach the island.", "Экипаж отказался идти к острову."),
        ("ru-en", "Водителю пришлось повернуть назад.", "The driver wanted to turn back."),
        ("ru-en", "Спасателям удалось поднять судно.", "The rescuers had to raise the ship."),
        ("en-ru", "The clerk could not check the list.", "Служащий не стал проверять список."),
        ("en-ru", "The ferry will sail on Monday.", "Паром может отплыть в понедельник."),
    ],
)
def test_success_refusal_and_announcement_are_told_apart(
    found: Found, pair: str, source: str, target: str
) -> None:
    """Who could not is told from who would not, and who managed to from who had to."""
    assert levels(found(RULE, pair, source, target)) == ["warning"]
