"""Names that a translation loses or swaps, and the many that it only writes differently."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.matching.sides import House, KnownText, Side
from fidelity.model import Finding
from fidelity.passages import Anchor, Passage
from fidelity.rules import name_shift
from fidelity.rules._likenames import consonants, may_be_one
from fidelity.rules._names import named
from fidelity.rules._unlisted import ordinary
from fidelity.segments import Segment


def passage(text: str) -> Passage:
    """Make a text that stands in some file."""
    return Passage(text, "text", (Anchor(0, 1, 1),))


@cache
def house(pair: str) -> House:
    """Make ready a pair of languages without glossaries."""
    source, target = pair.split("-")
    return House(source, target)


def findings(pair: str, source: str, target: str) -> list[Finding]:
    """Run the rule over one segment."""
    tags = pair.split("-")
    segment = Segment("1", passage(source), passage(target), tags[0], tags[1])
    return list(name_shift.check(segment, KnownText(segment, house(pair))))


def flagged(pair: str, source: str, target: str) -> list[Finding]:
    """Run the rule and leave its notes out."""
    return [found for found in findings(pair, source, target) if found.level != "note"]


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        (
            "en-ru",
            "The United States and its allies reaffirmed their commitment.",
            "США и их союзники подтвердили свою приверженность.",
        ),
        (
            "en-ru",
            "UNHCR registered them in Chad.",
            "Верховный комиссар Организации Объединенных Наций по делам беженцев учел их в Чаде.",
        ),
        (
            "en-ru",
            "Bosnia and Herzegovina joined the Council of Europe in 2002.",
            "Босния и Герцеговина вступила в Совет Европы в 2002 году.",
        ),
        (
            "en-ru",
            "Prime Minister Robert Fico of Slovakia met Robert Golob of Slovenia.",
            "Премьер-министр Словакии Роберт Фицо встретился с Робертом Голобом из Словении.",
        ),
        (
            "en-ru",
            "The Ambassador of Côte d'Ivoire took the floor.",
            "Слово взял посол Кот-д'Ивуара.",
        ),
        (
            "en-ru",
            "Talks between Ukraine and Russia resumed in Istanbul.",
            "Украинско-российские переговоры возобновились в Стамбуле.",
        ),
        (
            "en-ru",
            "The DPRK launched a missile; North Korea called it a test.",
            "КНДР запустила ракету; в Северной Корее это назвали испытанием.",
        ),
        (
            "en-ru",
            "The Holy See maintains observer status.",
            "Святой Престол имеет статус наблюдателя.",
        ),
        (
            "en-ru",
            "Swiss and Swedish diplomats in Vienna declined to comment.",
            "Швейцарские и шведские дипломаты в Вене отказались от комментариев.",
        ),
        (
            "en-ru",
            "The budget amounts to 5 million US dollars.",
            "Бюджет составляет 5 млн долл. США.",
        ),
        (
            "en-ru",
            "The Geneva Conventions and the Vienna Convention on Diplomatic Relations apply.",
            "Применяются Женевские конвенции и Венская конвенция о дипломатических сношениях.",
        ),
        (
            "en-ru",
            "It invited the United Kingdom to explain its position.",
            "Он предложил Великобритании разъяснить свою позицию.",
        ),
        (
            "ru-en",
            "ОБСЕ и СНГ подписали меморандум в Минске.",
            "The OSCE and the Commonwealth of Independent States signed a memorandum in Minsk.",
        ),
        (
            "ru-en",
            "Замминистра иностранных дел России Сергей Рябков встретился с послом США.",
            "Deputy Foreign Minister of Russia Sergei Ryabkov met with the American ambassador.",
        ),
        (
            "ru-en",
            "Латиноамериканские страны поддержали Бразилию.",
            "Latin American countries supported Brazil.",
        ),
        (
            "ru-en",
            "Турция подала заявку на вступление в БРИКС.",
            "Türkiye has applied to join BRICS.",
        ),
        (
            "ru-en",
            "Глава МИД Китая Ван И прибыл в Москву.",
            "Chinese Foreign Minister Wang Yi arrived in Moscow.",
        ),
        (
            "ru-en",
            "Совет Федерации одобрил договор с Абхазией.",
            "The Federation Council approved the treaty with Abkhazia.",
        ),
        (
            "uk-en",
            "Україна та Польща підписали угоду у Варшаві.",
            "Ukraine and Poland signed an agreement in Warsaw.",
        ),
        (
            "en-fr",
            "The United Kingdom and Ireland submitted a joint report to the Council of Europe.",
            "Le Royaume-Uni et l'Irlande ont présenté un rapport conjoint au Conseil de l'Europe.",
        ),
        (
            "en-fr",
            "The Niger delegation met that of Nigeria.",
            "La délégation du Niger a rencontré celle du Nigéria.",
        ),
        (
            "en-es",
            "The Dominican Republic thanked the Security Council.",
            "La República Dominicana dio las gracias al Consejo de Seguridad.",
        ),
        (
            "en-de",
            "Austria and Australia concluded an agreement in Vienna.",
            "Österreich und Australien haben in Wien ein Abkommen geschlossen.",
        ),
        (
            "de-en",
            "Bundeskanzler Scholz reiste nach Peking.",
            "Chancellor Scholz travelled to Beijing.",
        ),
        (
            "en-ru",
            "Mr. Guterres thanked Ms. Bachelet for her service.",
            "Г-н Гутерриш поблагодарил г-жу Бачелет за ее работу.",
        ),
        (
            "en-ru",
            "Pope Francis appealed for peace in the Middle East.",
            "Папа Франциск призвал к миру на Ближнем Востоке.",
        ),
        (
            "en-ru",
            "King Charles received the Prime Minister.",
            "Король Карл III принял премьер-министра.",
        ),
        (
            "en-ru",
            "Brussels accused Budapest of blocking the package.",
            "Евросоюз обвинил Венгрию в блокировании пакета.",
        ),
        ("en-ru", "The African Union deployed troops in Somalia.", "АС разместил войска в Сомали."),
    ],
)
def test_the_same_name_in_another_shape_is_quiet(pair: str, source: str, target: str) -> None:
    """Exonym, declension, abbreviation, adjective, capital for its country, transliteration."""
    assert flagged(pair, source, target) == []


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        (
            "en-ru",
            "UNHCR published its annual report.",
            "Совет по правам человека опубликовал свой ежегодный доклад.",
        ),
        (
            "en-ru",
            "The Slovak Prime Minister arrived in Kyiv.",
            "Премьер-министр Словении прибыл в Киев.",
        ),
        ("en-ru", "The European Council will meet in March.", "Совет Европы соберется в марте."),
        (
            "en-ru",
            "President Macron spoke with President Zelenskyy.",
            "Президент Меркель поговорила с президентом Зеленским.",
        ),
        ("en-ru", "The Niger junta expelled the ambassador.", "Хунта Нигерии выслала посла."),
        ("en-ru", "Talks will resume in Geneva.", "Переговоры возобновятся в Вене."),
        (
            "en-ru",
            "The International Criminal Court opened an investigation.",
            "Международный Суд начал расследование.",
        ),
        (
            "en-ru",
            "The Chemical Weapons Convention entered into force in 1997.",
            "Конвенция о биологическом оружии вступила в силу в 1997 году.",
        ),
        ("en-ru", "Latvia recalled its ambassador.", "Литва отозвала своего посла."),
        (
            "en-ru",
            "The Indian and Pakistani delegations left the hall.",
            "Индийская и афганская делегации покинули зал.",
        ),
        (
            "ru-en",
            "Республика Корея выразила сожаление.",
            "The Democratic People's Republic of Korea expressed regret.",
        ),
        (
            "ru-en",
            "Председатель Совета Федерации Валентина Матвиенко посетила Анкару.",
            "Federation Council Speaker Valentina Tereshkova visited Ankara.",
        ),
        ("ru-en", "МАГАТЭ направит инспекторов.", "The IEA will send inspectors."),
        (
            "ru-en",
            "Словацкий президент отказался от встречи.",
            "The Slovenian President declined the meeting.",
        ),
        ("uk-en", "Президент Байден підписав закон.", "President Trump signed the law."),
        (
            "en-fr",
            "Iran informed the Security Council.",
            "L'Iraq a informé le Conseil de sécurité.",
        ),
        ("en-es", "Paraguay abstained in the vote.", "El Uruguay se abstuvo en la votación."),
        (
            "en-de",
            "The Slovak Republic ratified the treaty.",
            "Slowenien hat den Vertrag ratifiziert.",
        ),
        (
            "en-de",
            "Hungary condemned the decision of Austria.",
            "Ungarn verurteilte die Entscheidung Australiens.",
        ),
        (
            "fr-en",
            "Le Président du Congo a pris la parole.",
            "The President of Gabon took the floor.",
        ),
        (
            "en-ru",
            "Senator John McCain criticised the decision.",
            "Сенатор Линдси Грэм раскритиковал решение.",
        ),
        ("en-ru", "The delegation crossed the Red Sea.", "Делегация пересекла Черное море."),
    ],
)
def test_another_name_is_found(pair: str, source: str, target: str) -> None:
    """Of a country, its adjective, a body, a treaty, a place, or a person in no register."""
    assert flagged(pair, source, target)


def test_a_swap_quotes_both_names_and_says_what_the_new_one_is() -> None:
    """The message can be acted on by somebody who does not read the language."""
    (found,) = findings("en-ru", "Austria will speak first.", "Первой выступит Австралия.")
    assert found.source is not None
    assert found.target is not None
    assert (found.source.text, found.target.text) == ("Austria", "Австралия")
    assert found.message == "“Austria” has become «Австралия», which is Australia"
    assert found.suggestions[0].startswith("Австрия (")


def test_names_that_are_mistaken_for_each_other_make_an_error() -> None:
    """Two signals: one name on each side only, and a likeness that explains the slip."""
    (alike,) = findings("en-ru", "Iraq agreed.", "Иран согласился.")
    (unlike,) = findings("en-ru", "Iraq agreed.", "Мексика согласилась.")
    assert (alike.level, unlike.level) == ("error", "warning")


def test_a_member_of_a_list_that_is_left_out_is_a_warning() -> None:
    """Its neighbours are there, so it is no matter of style."""
    (found,) = flagged("en-ru", "Egypt, Jordan and Qatar took part.", "Участвовали Египет и Катар.")
    assert found.source is not None
    assert found.source.text == "Jordan"
    assert found.target is None


def test_a_name_that_is_not_repeated_is_a_note() -> None:
    """A pronoun or a description may well stand for it."""
    (found,) = findings("en-ru", "The Government of Chad agreed.", "Правительство согласилось.")
    assert found.level == "note"


def test_a_short_name_for_the_formal_one_is_a_note() -> None:
    """Style, unless the house asks for more."""
    (found,) = findings(
        "en-ru", "The Islamic Republic of Iran abstained.", "Иран воздержался при голосовании."
    )
    assert found.level == "note"
    assert found.suggestions[0].startswith("Исламская Республика Иран")


def test_an_abbreviation_for_the_formal_name_is_nothing() -> None:
    """КНДР is as full as what it stands for."""
    source = "The Democratic People's Republic of Korea left the talks."
    assert findings("en-ru", source, "КНДР вышла из переговоров.") == []


def test_currency_names_no_country() -> None:
    """A sum in dollars may lose the name of the state."""
    assert findings("ru-en", "Это стоит 5 долл. США.", "It costs $5.") == []


def test_a_language_that_the_registers_lack_is_left_alone() -> None:
    """Nothing is known of names in Polish, so nothing is said."""
    assert findings("en-pl", "Austria agreed.", "Australia się zgodziła.") == []


def test_a_body_that_has_no_name_in_the_other_language_is_left_alone() -> None:
    """The registers have bodies in four languages only."""
    assert flagged("en-de", "The Knesset adopted the law.", "Österreich verabschiedete es.") == []


def test_an_ordinary_word_at_the_start_of_a_sentence_is_no_name() -> None:
    """Того is "of that" and a state."""
    ru = Side(passage("Того же мнения придерживается делегация Того."), "ru")
    assert [name.sure for name in named(ru).here] == [False, True]


def test_a_longer_name_hides_the_shorter_one_inside_it() -> None:
    """Papua New Guinea does not name Guinea, but a ministry names its state."""
    english = Side(
        passage("Papua New Guinea wrote to the United States Department of State."), "en"
    )
    here = named(english)
    assert "GN" not in here.said
    assert {"PG", "united-states-department-of-state", "US"} <= here.said


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Hughes", "Хьюз"),
        ("Wallace", "Уоллес"),
        ("George", "Джордж"),
        ("Zhang", "Чжан"),
        ("Jorge", "Хорхе"),
        ("Knight", "Найт"),
        ("Guterres", "Гутерриш"),
        ("Wuhan", "уханьский"),
    ],
)
def test_a_name_is_known_again_in_another_script(name: str, written: str) -> None:
    """By its letters, or by the consonants that it sounds."""
    assert may_be_one(name, written)


@pytest.mark.parametrize(
    ("name", "other"), [("Macron", "Меркель"), ("Obama", "Трамп"), ("Rubio", "Вэнс")]
)
def test_two_persons_are_told_apart(name: str, other: str) -> None:
    """Neither letters nor consonants agree."""
    assert not may_be_one(name, other)


def test_a_committee_is_an_ordinary_word_and_a_surname_is_not() -> None:
    """A capital letter alone makes no name."""
    assert ordinary("en", "Committee")
    assert ordinary("ru", "Комитета")
    assert not ordinary("en", "Lavrov")
    assert not ordinary("ru", "Матвиенко")


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_of_names_is_the_same_both_ways(one: str, other: str) -> None:
    """And every word may be itself."""
    assert may_be_one(one, other) == may_be_one(other, one)
    assert may_be_one(one, one)
    assert consonants(one) == consonants(one.upper()) or not one.isascii()


TEXTS = st.lists(
    st.sampled_from(
        [
            "Austria",
            "Iraq",
            "the",
            "Security",
            "Council",
            "of",
            "Niger",
            "Lavrov",
            "Sergey",
            "in",
            "Vienna",
            "Того",
            "США",
            "и",
            "Москва",
        ]
    ),
    max_size=8,
).map(" ".join)


@given(TEXTS)
def test_a_text_against_itself_is_quiet(text: str) -> None:
    """Whatever names stand in it."""
    assert findings("en-en", text, text) == []
    assert findings("ru-ru", text, text) == []


def test_short_words_of_a_title_do_not_stand_for_it() -> None:
    """Of a lost title, “the” and “State” in the rest of the sentence are no trace."""
    (found,) = flagged(
        "ru-en",
        "Государство присоединилось к Конвенции о статусе апатридов.",
        "The State acceded to the Convention relating to the Status of Refugees.",
    )
    assert found.level == "error"


@pytest.mark.parametrize(
    ("source", "target", "count"),
    [
        ("Ambassador Stepanov met the Minister.", "Посол Степанян встретился с министром.", 1),
        ("Ambassador Stepanov met the Minister.", "С послом Степановым встретился министр.", 0),
        ("Judge Petrenko met Judge Petrov.", "Судья Петренко встретился с судьей Петровым.", 0),
        ("Christian Lindner spoke.", "Выступил Кристиан Линднер.", 0),
    ],
)
def test_family_names_with_endings_of_two_kinds_are_two_names(
    found: Callable[[str, str, str, str], list[Finding]], source: str, target: str, count: int
) -> None:
    """However alike the rest is; in any case, and where each has its own counterpart."""
    assert len(found("name-shift", "en-ru", source, target)) == count
