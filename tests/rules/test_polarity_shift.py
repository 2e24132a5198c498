"""The rule polarity-shift: what counts as a denial, and when it is lost or added."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.model import Finding
from fidelity.rules._wordings import data
from fidelity.shelf import table

RULE = "polarity-shift"
TAGS = ("en", "ru", "uk", "fr", "es", "de")
Found = Callable[[str, str, str, str], list[Finding]]


def grave(found: list[Finding]) -> list[str]:
    """List the levels above a note."""
    return [each.level for each in found if each.level != "note"]


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("en-ru", "No progress was made.", "Прогресс не был достигнут."),
        ("en-ru", "The panel was unable to verify it.", "Группа не смогла это проверить."),
        ("en-ru", "No fewer than ten people died.", "Погибли по меньшей мере десять человек."),
        ("en-ru", "The situation remains far from stable.", "Ситуация остаётся нестабильной."),
        ("en-ru", "The envoy has yet to arrive.", "Посланник ещё не прибыл."),
        ("en-ru", "See document No. 5.", "См. документ № 5."),
        ("ru-en", "Никто никогда не видел текста.", "Nobody has ever seen the text."),
        ("ru-en", "Положение остаётся неизменным.", "The situation has not changed."),
        ("ru-en", "Нельзя не отметить его вклад.", "His contribution must be noted."),
        ("fr-en", "Le Conseil n'a examiné que deux projets.", "The Council considered two drafts."),
        (
            "fr-en",
            "Il faut agir avant que le conflit ne s'étende.",
            "Act before the conflict grows.",
        ),
        ("es-en", "No vino nadie.", "Nobody came."),
        ("es-en", "Nadie vino.", "Nobody came."),
        ("en-de", "No State supported the draft.", "Kein Staat unterstützte den Entwurf."),
        ("en-uk", "Nobody may be detained.", "Ніхто не може бути затриманий."),
        ("en-ru", "The patrols will go on as before.", "Патрулирование не прекратится."),
        ("en-ru", "The odds of a deal are low.", "Вероятность сделки невелика."),
        ("en-ru", "The clinic lacks drugs.", "В клинике нет лекарств."),
        ("ru-en", "Пострадает не один лишь порт.", "The port and the dam will suffer."),
        ("en-ru", "Boarding is non-compulsory.", "Посадка необязательна."),
        ("en-ru", "But for the storm, all had lived.", "Если бы не буря, все были бы живы."),
        ("en-ru", "A deal is not unlikely.", "Сделка вполне вероятна."),
        ("en-ru", "No one has ever challenged it.", "Никто никогда этого не оспаривал."),
        ("en-ru", "Late bids will not be considered.", "Поздние заявки отклоняются."),
        ("en-ru", "The States renounce force.", "Государства обязуются не применять силу."),
        ("en-ru", "The cargo was not exempt from duty.", "Груз облагался пошлиной."),
        ("en-ru", "He withheld his support from it.", "Он не поддержал это."),
        ("ru-en", "Власти не скрывают потерь.", "The authorities admit the losses."),
        ("ru-en", "Нет никаких сомнений в этом.", "It is undoubtedly so."),
        ("ru-en", "Ни одна из фракций не поддержала её.", "None of the groups supported it."),
        (
            "ru-en",
            "Перевозчик освобождается от ответственности за просрочку.",
            "The carrier is not liable for delay.",
        ),
    ],
)
def test_a_denial_may_be_said_in_another_way(
    found: Found, pair: str, source: str, target: str
) -> None:
    """By concord, by the sense of a word, by an affix, or by a phrase that only looks like one."""
    assert grave(found(RULE, pair, source, target)) == []


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("en-ru", "The parties have not agreed on a date.", "Стороны договорились о дате."),
        (
            "en-ru",
            "The envoy said that talks would resume.",
            "Посланник сказал, что переговоры не возобновятся.",
        ),
        (
            "en-ru",
            "This is not only a legal issue but a political one.",
            "Это не правовой вопрос, а политический.",
        ),
        (
            "ru-en",
            "Стороны отказались подписать договор.",
            "The parties agreed to sign the treaty.",
        ),
        (
            "en-fr",
            "The delegation does not recognize the vote.",
            "La délégation reconnaît le scrutin.",
        ),
        ("en-es", "The Government supports the plan.", "El Gobierno no apoya el plan."),
        ("en-de", "The Council did not receive a reply.", "Der Rat erhielt eine Antwort."),
        ("en-uk", "The Committee has not received a reply.", "Комітет отримав відповідь."),
        ("en-ru", "The Board cannot but regret it.", "Правление не может об этом сожалеть."),
        ("en-ru", "The city is not without resources.", "У города нет ресурсов."),
        ("en-ru", "The clinics lack vaccines.", "В клиниках есть вакцины."),
        (
            "en-ru",
            "The wall prevents farmers from reaching their fields.",
            "Стена даёт крестьянам возможность попасть на свои поля.",
        ),
        ("ru-en", "Посол воздержался от ответа.", "The ambassador gave an answer."),
        ("ru-en", "Мораторий не отменён.", "The moratorium has been lifted."),
        ("ru-en", "Никто из членов коллегии не возражал.", "The members of the board objected."),
    ],
)
def test_a_lost_or_added_denial_is_found(found: Found, pair: str, source: str, target: str) -> None:
    """In every language that has data."""
    assert grave(found(RULE, pair, source, target))


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("en-ru", "Since March tensions have decreased.", "С марта напряжённость возросла."),
        (
            "en-de",
            "The court found the arrest unlawful.",
            "Das Gericht nannte die Festnahme rechtmäßig.",
        ),
        ("en-uk", "The parties agreed to increase tariffs.", "Сторони домовилися зменшити тарифи."),
        ("fr-en", "Le tribunal a rejeté la demande.", "The court approved the application."),
        ("en-ru", "The bank eased the terms of the loan.", "Банк ужесточил условия займа."),
        ("en-ru", "The farm posted a profit.", "Хозяйство понесло убыток."),
        ("en-ru", "The mayor resigned.", "Мэр остался на посту."),
        ("en-ru", "The envoy is hopeful.", "Посланник в отчаянии."),
        ("en-ru", "The colonel dissociated himself from it.", "Полковник присоединился к этому."),
        ("ru-en", "Суд отменил приговор.", "The court upheld the sentence."),
        ("ru-en", "Министр скрыл размер долга.", "The minister disclosed the size of the debt."),
        ("ru-en", "Возражений получено не было.", "Objections were received."),
        ("en-ru", "He will not lift the ban.", "Он снимет запрет."),
        ("ru-en", "Порт больше не принимает танкеры.", "The port continues to admit tankers."),
        ("ru-en", "Не исключено, что будет гроза.", "It is impossible that there will be a storm."),
        ("en-ru", "Claims are lodged no later than 30 June.", "Иски подаются позднее 30 июня."),
        ("en-ru", "The figures in the tables disagree.", "Цифры в таблицах совпадают."),
        ("en-ru", "The landlord pays for repairs.", "Ремонт оплачивает арендатор."),
    ],
)
def test_an_opposite_is_found(found: Found, pair: str, source: str, target: str) -> None:
    """The ids of the pairs of opposites are the same in all languages."""
    assert grave(found(RULE, pair, source, target))


def test_both_poles_on_one_side_excuse_each_other(found: Found) -> None:
    """Rise and fall can be turned round."""
    source = "Exports rose while imports fell."
    target = "Импорт сократился, а экспорт вырос."

    assert grave(found(RULE, "en-ru", source, target)) == []


def test_two_opposites_that_are_both_denied_stay_opposites(found: Found) -> None:
    """A negation on both sides turns neither against the other."""
    source = "The panel has not improved the draft."

    assert grave(found(RULE, "en-ru", source, "Группа не ухудшила проект."))
    assert grave(found(RULE, "en-ru", source, "Группа не улучшила проект.")) == []


def test_an_error_needs_both_keys(found: Found) -> None:
    """The side denies nothing, and the counterpart stands there bare."""
    both = found(RULE, "en-ru", "The delegation does not recognize it.", "Делегация признаёт это.")
    one = found(RULE, "en-fr", "The delegation does not recognize it.", "La délégation l'admet.")

    assert (grave(both), grave(one)) == (["error"], ["warning"])


def test_both_wordings_are_quoted(found: Found) -> None:
    """So that an editor sees what to compare."""
    (finding,) = found(RULE, "en-ru", "The text does not apply.", "Этот текст применяется.")

    assert finding.source is not None
    assert finding.target is not None
    assert (finding.source.text, finding.target.text) == ("not apply", "применяется")


def test_a_language_without_data_is_left_alone(found: Found) -> None:
    """The rule says nothing where it knows nothing."""
    assert found(RULE, "en-fi", "It does not apply.", "Sitä sovelletaan.") == []


@pytest.mark.parametrize("tag", TAGS)
def test_opposites_have_two_poles_and_shared_ids(tag: str) -> None:
    """An id that English lacks would never meet its other side."""
    here, english = (data("polarity", each)["opposites"] for each in (tag, "en"))

    assert {len(poles) for poles in here.values()} == {2}
    assert set(here) <= set(english)


@pytest.mark.parametrize("folder", ["polarity", "modality", "scope"])
def test_every_language_of_the_function_words_has_a_file(folder: str) -> None:
    """A pair is checked by all three rules or by none."""
    files = {path.stem for path in table(folder).glob("*.yaml")}

    assert files & set(TAGS) == set(TAGS)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(TAGS), st.sampled_from(TAGS))
def test_no_text_makes_a_rule_fail(found: Found, one: str, other: str, a: str, b: str) -> None:
    """Whatever stands on the two sides."""
    for rule in (RULE, "modality-shift", "scope-shift"):
        for finding in found(rule, f"{a}-{b}", one, other):
            assert finding.message


WORDS = (
    "The",
    "parties",
    "must",
    "not",
    "may",
    "only",
    "refuse",
    "before",
    "all",
    "increase",
    "reduce",
    "No",
    "State",
    "shall",
    "fail",
    "to",
    "agree",
    ",",
    "unlawful",
    "and",
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_a_text_is_not_its_own_opposite(found: Found, text: str) -> None:
    """Nothing has shifted between a text and itself."""
    for rule in (RULE, "modality-shift", "scope-shift"):
        assert found(rule, "en-en", text, text) == []


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("ru-en", "Без визы никакой въезд не разрешён.", "Entry is permitted without a visa."),
        ("ru-en", "Мы не исключаем встречи.", "We rule out a meeting."),
        ("en-fr", "The ship did not reach the harbour.", "Le navire a atteint le port."),
        ("en-de", "The ship did not reach the harbour.", "Das Schiff erreichte den Hafen."),
    ],
)
def test_a_denial_is_missed_beside_others(
    found: Found, pair: str, source: str, target: str
) -> None:
    """Another denial, or a word that denies by its sense, does not stand for the lost one."""
    assert len(grave(found(RULE, pair, source, target))) == 1


@pytest.mark.parametrize(
    ("pair", "source", "right", "wrong"),
    [
        ("fr-en", "Les otages ont été libérés.", "The hostages were freed.", "They were arrested."),
        ("en-es", "The firm sold its fields.", "La empresa los vendió.", "La empresa los compró."),
        ("en-de", "He praised the text.", "Er lobte den Text.", "Er kritisierte den Text."),
        ("uk-en", "Ворог наближається.", "The enemy is near.", "The ally is near."),
    ],
)
def test_opposites_are_known_in_every_language(
    found: Found, pair: str, source: str, right: str, wrong: str
) -> None:
    """The same word is in order, its opposite is not."""
    assert grave(found(RULE, pair, source, right)) == []
    assert len(grave(found(RULE, pair, source, wrong))) == 1


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("es-en", "Logró ganar al campeón.", "He managed to beat the champion."),
        ("es-en", "Vencieron a los rebeldes.", "They defeated the rebels."),
        ("fr-en", "Elle est en Cisjordanie.", "She is in the West Bank."),
    ],
)
def test_a_word_of_both_sides_is_no_opposite(
    found: Found, pair: str, source: str, target: str
) -> None:
    """To defeat somebody is to win; “est” is a verb as well."""
    assert grave(found(RULE, pair, source, target)) == []
