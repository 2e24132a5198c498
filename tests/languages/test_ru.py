"""Russian: words with all their lemmas, and the forms of terms with agreement kept."""

from __future__ import annotations

import pytest

from fidelity.languages import ru
from fidelity.text import normalise

SINGLE = """
мир война перегрузка перезагрузка сталь огонь посол судья глава беженец государство море время
знамя путь дитя человек гражданин крестьянин санкция оружие перемирие соглашение самолёт учёный
чёрный ядерный двусторонний беспристрастный высший обвиняемый осудить осуждать приговорить вести
идти принять стремиться государство-член страна-участница премьер-министр дрон-камикадзе МАГАТЭ
вето атташе дебаты переговоры
"""


def texts(text: str) -> list[str]:
    """List the words of a text."""
    return [word.text for word in ru.words(text)]


def lemmas(word: str) -> tuple[str, ...]:
    """List the lemmas of the first word of a text."""
    return ru.words(word)[0].lemmas


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("персона нон грата", ["персона", "нон", "грата"]),
        ("Он по-прежнему там.", ["Он", "по-прежнему", "там"]),
        ("пресс-секретарь", ["пресс-секретарь"]),
        ("Север — Юг", ["Север", "Юг"]),
        ("ракеты С-300, 2009–2010", ["ракеты", "С-300", "2009", "2010"]),
        ("2009-2010", ["2009", "2010"]),
        ("1990-е, 70-я сессия", ["1990-е", "70-я", "сессия"]),
        ("2,5 млн", ["2,5", "млн"]),
        ("1\u00a0000 человек", ["1\u00a0000", "человек"]),
        ("Кот-д’Ивуар", ["Кот-д’Ивуар"]),
        ("пере\u00adзагру́зка", ["пере\u00adзагру́зка"]),
        ("«Талибан» (ООН)", ["Талибан", "ООН"]),
    ],
)
def test_words_are_cut_at_spaces_and_punctuation(text: str, expected: list[str]) -> None:
    """Hyphens stay inside words, figures are words, and a dash or a range parts them."""
    assert texts(text) == expected


def test_homonyms_are_all_kept_likeliest_first() -> None:
    """Both what the word most often is and what else it may be."""
    assert lemmas("стали") == ("стать", "сталь")
    assert set(lemmas("вести")) >= {"вести", "весть"}
    assert set(lemmas("мой")) >= {"мой", "мыть"}


def test_each_lemma_has_its_part_of_speech() -> None:
    """Universal names in lower case, in the order of the lemmas."""
    word = ru.words("стали")[0]
    assert word.parts_of_speech == ("verb", "noun")
    tagged = {
        "быстро": "adverb",
        "ядерного": "adjective",
        "под": "preposition",
        "приговорённый": "verb",
        "пяти": "numeral",
        "2009": "numeral",
        "они": "pronoun",
        "и": "conjunction",
    }
    assert {text: ru.words(text)[0].parts_of_speech[0] for text in tagged} == tagged


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("огня", "огонь"),
        ("приговорённого", "приговорить"),
        ("самолета", "самолет"),
        ("самолёта", "самолет"),
        ("пере\u00adгру́зкой", "перегрузка"),
        ("государств-членов", "государство-член"),
        ("странам-участницам", "страна-участница"),
        ("российско-американскими", "российско-американский"),
        ("премьер-министром", "премьер-министр"),
        ("cанкциями", "санкция"),  # Latin c
        ("НАТО", "нато"),
        ("1990-х", "1990-й"),
        ("NATO", "nato"),
    ],
)
def test_a_lemma_is_found_however_the_word_is_spelled(form: str, lemma: str) -> None:
    """Inflection, ё, stress, hyphens and slipped Latin letters do not hide it."""
    assert lemma in lemmas(form)


def test_a_pair_of_nouns_has_no_half_inflected_lemma() -> None:
    """государства-члены is of государство-член and of nothing else."""
    assert lemmas("государства-члены") == ("государство-член",)


@pytest.mark.parametrize("term", SINGLE.split())
def test_every_form_leads_back_to_its_term(term: str) -> None:
    """A lemma of the term is among the lemmas of each of its forms."""
    own = set(lemmas(term))
    for form in ru.forms(term):
        assert own & set(lemmas(form)), form


@pytest.mark.parametrize(
    "term", ["ООН", "МАГАТЭ", "НАТО", "США", "СНВ", "вето", "коммюнике", "ГЧП"]
)
def test_what_does_not_decline_has_one_form(term: str) -> None:
    """Abbreviations and indeclinable nouns stay as they are."""
    assert ru.forms(term) == {term.lower()}


def test_an_abbreviation_that_declines_does() -> None:
    """The dictionary tells МИД, which declines in the press, from ООН."""
    assert {"мид", "мида", "мидом"} <= ru.forms("МИД")


def test_a_term_spelled_with_or_without_yo_has_the_same_forms() -> None:
    """Both spellings are listed, whichever the glossary has."""
    assert ru.forms("вооруженные силы") >= {normalise(f) for f in ru.forms("вооружённые силы")}
    assert "вооружённым силам" in ru.forms("вооруженные силы")


def test_a_single_homonym_has_the_forms_of_each_reading() -> None:
    """стать is a verb and a noun in dictionary form."""
    assert {"стал", "стати"} <= ru.forms("стать")


def test_a_participle_brings_no_forms_of_its_verb() -> None:
    """обвиняемый is a person, not what an accuser does."""
    found = ru.forms("обвиняемый")
    assert "обвиняемых" in found
    assert "обвинять" not in found
    assert "обвинявший" not in found


@pytest.mark.parametrize(
    ("term", "present", "absent"),
    [
        ("государство-член", "государства-члены", "государство-члену"),
        ("страна-гарант", "странами-гарантами", "страна-гаранты"),
        ("дрон-камикадзе", "дроном-камикадзе", "дрон-камикадзем"),
        ("пресс-секретарь", "пресс-секретарём", "пресса-секретаря"),
    ],
)
def test_compounds_inflect_where_both_halves_do(term: str, present: str, absent: str) -> None:
    """государства-члены, but пресс-секретаря."""
    assert present in ru.forms(term)
    assert absent not in ru.forms(term)


def test_a_name_that_no_dictionary_holds_still_inflects() -> None:
    """It goes like a known noun with the same end."""
    assert {"хезболлу", "хезболлы", "хезболлой"} <= ru.forms("Хезболла")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("перегрузка", True),
        ("Перегрузкой", True),
        ("чёрный", True),
        ("черный", True),
        ("государство-член", True),
        ("арабо-израильский", True),
        ("2009", True),
        ("перегрзука", False),
        ("росийско-американский", False),
        ("cанкции", False),  # Latin c
        ("overload", False),
        ("", None),
    ],
)
def test_the_dictionary_knows_words_and_parts_of_compounds(
    word: str, expected: bool | None
) -> None:
    """Forms and figures are known; misspellings, other languages and mixed letters are not."""
    assert ru.knows(word) is expected
