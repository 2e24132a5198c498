"""Names that take a side: found where the side changes, left alone where it does not."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.languages import language
from fidelity.matching.sides import House, KnownText
from fidelity.model import Finding
from fidelity.passages import Anchor, Passage
from fidelity.rules import loaded_name
from fidelity.rules._examples import Row, known
from fidelity.rules._stances import stances
from fidelity.segments import Segment


def passage(text: str) -> Passage:
    """Make a text that stands in some file."""
    return Passage(text, "text", (Anchor(0, 1, 1),))


@cache
def house(pair: str, profile: str | None = None) -> House:
    """Make ready a pair of languages without glossaries."""
    source, target = pair.split("-")
    return House(source, target, profile=profile)


def findings(pair: str, source: str, target: str, profile: str | None = None) -> list[Finding]:
    """Run the rule over one segment."""
    tags = pair.split("-")
    segment = Segment("1", passage(source), passage(target), tags[0], tags[1])
    return list(loaded_name.check(segment, KnownText(segment, house(pair, profile))))


def flagged(pair: str, source: str, target: str) -> list[Finding]:
    """Run the rule and leave its notes out."""
    return [found for found in findings(pair, source, target) if found.level != "note"]


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        (
            "en-ru",
            "Navigation in the Persian Gulf was discussed.",
            "Обсуждалось судоходство в Персидском заливе.",
        ),
        (
            "en-ru",
            "The Minister spoke of the situation in Ukraine.",
            "Министр говорил о положении в Украине.",
        ),
        (
            "en-ru",
            "The resolution condemns the invasion of Ukraine.",
            "Резолюция осуждает вторжение в Украину.",
        ),
        (
            "en-ru",
            'It was called aggression against Ukraine, not a "special military operation".',
            "Он назвал это актом агрессии против Украины, а не «специальной военной операцией».",
        ),
        ("en-ru", "Families hope for reunification.", "Семьи надеются на воссоединение."),
        ("en-ru", "The ceasefire regime was violated.", "Режим прекращения огня был нарушен."),
        ("en-ru", "The government rejected the offer.", "Власти отвергли предложение."),
        (
            "en-ru",
            "The Democratic People's Republic of Korea launched a missile.",
            "КНДР запустила ракету.",
        ),
        (
            "en-ru",
            "The accession of Finland to the Treaty was welcomed.",
            "Присоединение Финляндии к Договору было встречено с удовлетворением.",
        ),
        ("en-ru", "The new wall of the building collapsed.", "Новая стена здания обрушилась."),
        ("en-ru", "Sanctions were lifted.", "Санкции были сняты."),
        ("ru-en", "Участники акции протеста разошлись.", "The demonstrators dispersed."),
        (
            "en-ru",
            "Armed groups attacked the convoy.",
            "Вооруженные формирования напали на колонну.",
        ),
        ("en-ru", "Kyiv rejected the proposal.", "Киев отверг предложение."),
        ("ru-en", "Киев отверг предложение.", "Kiev rejected the proposal."),
        ("ru-en", "Расширение НАТО продолжилось.", "NATO enlargement continued."),
        (
            "en-fr",
            "The Falkland Islands (Malvinas) were discussed.",
            "La question des îles Falkland (Malvinas) a été examinée.",
        ),
        ("en-ru", "The authorities detained two militants.", "Власти задержали двух боевиков."),
        (
            "en-ru",
            "The transitional authorities in Mali announced elections.",
            "Переходные власти Мали объявили о выборах.",
        ),
        (
            "en-ru",
            "The war in Ukraine entered its third year.",
            "Война на Украине продолжается третий год.",
        ),
        ("en-ru", "The town was captured after the siege.", "Город был взят после осады."),
        ("ru-en", "Белоруссия направила ноту.", "Belarus sent a note."),
        ("en-ru", "Turkey recalled its ambassador.", "Турция отозвала посла."),
        (
            "en-ru",
            "The Islamic State group claimed responsibility.",
            "Группировка ИГ взяла на себя ответственность.",
        ),
        (
            "en-ru",
            "Israeli settlements in the West Bank are illegal.",
            "Израильские поселения на Западном берегу незаконны.",
        ),
    ],
)
def test_the_same_side_in_other_words_is_quiet(pair: str, source: str, target: str) -> None:
    """Also other senses of the words, and choices that the language forces."""
    assert flagged(pair, source, target) == []


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        (
            "en-ru",
            "The invasion of Ukraine was condemned.",
            "Специальная военная операция на Украине была осуждена.",
        ),
        (
            "en-ru",
            "Pakistan-administered Kashmir was hit by floods.",
            "Азад Кашмир пострадал от наводнений.",
        ),
        (
            "en-ru",
            "The security fence near the West Bank was extended by Israel.",
            "Израиль продлил разделительную стену у Западного берега.",
        ),
        (
            "en-ru",
            "The occupied Syrian Golan remains on the agenda.",
            "Голанские высоты остаются в повестке дня.",
        ),
        ("en-ru", "The Temple Mount was closed.", "Харам аш-Шариф был закрыт."),
        ("en-ru", "Rebels took the town of Goma.", "Террористы взяли город Гома."),
        (
            "en-ru",
            "The deportation of children from Ukraine was documented.",
            "Эвакуация детей с Украины была задокументирована.",
        ),
        (
            "ru-en",
            "Аннексия Крыма осуждена Ассамблеей.",
            "The accession of Crimea to the Russian Federation was condemned by the Assembly.",
        ),
        (
            "en-fr",
            "The Sea of Japan lies between Japan and Korea.",
            "La mer de l'Est s'étend entre le Japon et la Corée.",
        ),
        (
            "es-en",
            "Los asentamientos israelíes en Cisjordania fueron condenados.",
            "Israeli communities in the West Bank were condemned.",
        ),
        (
            "en-ru",
            "Wildlife of the Falkland Islands was surveyed.",
            "Была изучена фауна Мальвинских островов.",
        ),
        ("uk-en", "Міністр прибув до Києва.", "The minister arrived in Kiev."),
        ("uk-ru", "Анексію Криму засуджено.", "Воссоединение Крыма с Россией осуждено."),
        (
            "de-en",
            "Die Annexion der Krim wurde verurteilt.",
            "The reunification of Crimea with Russia was condemned.",
        ),
    ],
)
def test_a_change_of_side_is_found(pair: str, source: str, target: str) -> None:
    """Between two sides, or from a plain name to one that takes a side."""
    assert flagged(pair, source, target)


SOURCE = "The annexation of Crimea was discussed."
TARGET = "Обсуждалось воссоединение Крыма с Россией."


def test_a_finding_describes_both_names_and_condemns_neither() -> None:
    """It says how each presents the thing, who uses the new one, and what keeps the side."""
    (found,) = findings("en-ru", SOURCE, TARGET)
    assert found.level == "warning"
    assert "(a state takes the territory of another)" in found.message
    assert "(the return of a part to a whole)" in found.message
    assert found.target is not None
    assert found.target.text == "воссоединение Крыма с Россией"
    assert "Government of the Russian Federation" in found.evidence[0].reason
    assert found.suggestions[0].startswith("аннексия Крыма (")


def test_it_works_both_ways() -> None:
    """What one side calls annexation another calls reunification: neither may become the other."""
    (found,) = findings("ru-en", TARGET, SOURCE)
    assert found.source is not None
    assert found.source.text == "воссоединение Крыма с Россией"


def test_a_house_may_use_its_own_wording() -> None:
    """Its profile says so; another house's profile does not help."""
    assert findings("en-ru", SOURCE, TARGET, "russian-federation") == []
    assert len(findings("en-ru", SOURCE, TARGET, "ukraine")) == 1


def test_a_quoted_name_is_somebody_elses() -> None:
    """On either side."""
    assert findings("en-ru", SOURCE, "Обсуждалось «воссоединение Крыма с Россией».") == []
    assert findings("en-ru", "The “annexation of Crimea” was discussed.", TARGET) == []


def test_a_side_that_is_dropped_is_a_note() -> None:
    """The bare name takes no side, but the source did, and the language has a word for it."""
    (found,) = findings(
        "en-ru", "The Republic of Kosovo took part.", "В заседании участвовало Косово."
    )
    assert found.level == "note"


def test_a_matter_of_style_is_a_note() -> None:
    """North Korea and DPRK name the same state; which one is used is mostly the medium's habit."""
    (found,) = findings("en-ru", "North Korea agreed.", "КНДР согласилась.")
    assert found.level == "note"


def test_one_place_is_reported_once() -> None:
    """The general item has nothing to add to the particular one."""
    assert len(findings("en-ru", SOURCE, TARGET)) == 1


def test_a_word_without_its_context_is_not_taken_for_a_loaded_name() -> None:
    """A wall is a wall, unless a border or a land with such a barrier is named beside it."""
    assert stances("The wall of the house fell.", "en") == {}
    assert set(stances("Israel built a wall.", "en")) == {"israel-barrier"}


def test_a_name_with_brackets_is_not_the_bare_name() -> None:
    """Taiwan (China) says more than Taiwan, and may stand in any case."""
    (found,) = stances("В столице Тайваня (Китай) прошла встреча.", "ru")["taiwan"]
    assert found.variant.id == "part-of-china"


def audited(*rows: Row) -> list[Finding]:
    """Run the rule over one example glossary."""
    look = known(rows, language)
    return [f for concept in look.glossary.concepts for f in loaded_name.audit(concept, look)]


def test_a_rendering_that_takes_another_side_is_found_in_a_glossary() -> None:
    """The definition of the entry may hold the context."""
    (found,) = audited(
        Row("war", "en", "invasion", definition="The events in Ukraine since 2022."),
        Row("war", "ru", "вторжение в Украину"),
        Row("war", "ru", "специальная военная операция на Украине"),
    )
    assert found.target is not None
    assert found.target.text == "специальная военная операция на Украине"


def test_an_avoided_rendering_and_a_houses_own_are_no_finding() -> None:
    """The glossary has said already what is to be said of them."""
    term = Row("crimea", "en", "annexation of Crimea")
    wording = "воссоединение Крыма с Россией"
    assert audited(term, Row("crimea", "ru", wording, "forbidden")) == []
    assert audited(term, Row("crimea", "ru", wording, profile="russian-federation")) == []


WORDS = (
    *("annexation", "Crimea", "war", "in", "Ukraine", "Kosovo", "(Китай)", "Тайвань*"),
    *("режим", "the", "Gulf", "Iran"),
)


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
def test_a_text_against_itself_is_quiet(text: str) -> None:
    """Whatever names stand in it."""
    assert findings("en-en", text, text) == []
    assert findings("ru-ru", text, text) == []


@pytest.mark.parametrize(
    ("pair", "target"),
    [
        ("en-es", "El comité examinó la cuestión de las Islas Malvinas (Falkland Islands)."),
        ("en-fr", "Le comité a examiné la question des îles Falkland (Malvinas)."),
    ],
)
def test_a_wording_that_holds_both_names_takes_no_other_side(pair: str, target: str) -> None:
    """One name with the other in brackets is what the United Nations writes."""
    assert flagged(pair, "The committee discussed the Falkland Islands.", target) == []
