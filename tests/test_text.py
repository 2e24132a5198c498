"""Comparing wordings: normalisation with offsets, scripts, likeness, slipped letters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.text import (
    confusable_letters,
    fingerprint,
    likeness,
    normalise,
    normalised,
    scripts,
    tidy,
    transliterate,
)

TYPOGRAPHY = "аеёЁийїґßİſΣςñé \t\n\u00a0\u202f«»„“”‘’ʼ—–‑-\u00ad\u0301\u0308\u0306\u200b\ufeffﬁ각ᄀ"
TEXTS = st.one_of(st.text(max_size=40), st.text(alphabet=TYPOGRAPHY, max_size=20))
WORDS = st.text(
    alphabet="abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ", max_size=12
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Самолёт", "самолет"),
        ("за́мок", "замок"),
        ("пере\u00adзагрузка", "перезагрузка"),
        ("«мир»", '"мир"'),
        ("„мир“", '"мир"'),
        ("об’єднання", "об'єднання"),
        ("обʼєднання", "об'єднання"),
        ("Север — Юг", "север - юг"),
        ("прекращение\u00a0огня", "прекращение огня"),
        ("  прекращение \n огня ", "прекращение огня"),
        ("й".replace("й", "и\u0306"), "й"),
        ("Café", "café"),
        ("Cafe\u0301", "café"),
        ("STRASSE", normalise("Straße")),
    ],
)
def test_typography_makes_no_difference(text: str, expected: str) -> None:
    """Case, ё, stress, soft hyphens, quotes, apostrophes, dashes and spaces are evened out."""
    assert normalise(text) == expected


def test_accents_and_letters_that_matter_stay() -> None:
    """An accent that is part of a letter, й and ї are not typography."""
    assert normalise("maté") != normalise("mate")
    assert normalise("мой") != normalise("мои")
    assert normalise("їх") != normalise("іх")


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_normalising_twice_changes_nothing(text: str) -> None:
    """A normalised text is its own normal form, composed and with single spaces."""
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == " ".join(once.split())


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_tidying_keeps_case_and_is_part_of_normalising(text: str) -> None:
    """What is tidied first is normalised to the same."""
    assert normalise(tidy(text)) == normalise(text)


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_the_text_with_offsets_is_the_normalised_text(text: str) -> None:
    """Keeping the offsets changes nothing about the text."""
    found = normalised(text)
    assert found.text == normalise(text)
    assert len(found.starts) == len(found.ends) == len(found.text)


@given(TEXTS, st.data())
@settings(max_examples=100, deadline=None)
def test_each_stretch_is_what_its_original_is_normalised_to(text: str, data: st.DataObject) -> None:
    """The original of a stretch, normalised by itself, holds the stretch; originals keep order."""
    found = normalised(text)
    start = data.draw(st.integers(0, len(found.text)))
    end = data.draw(st.integers(start, len(found.text)))
    first, last = found.span(start, end)
    assert 0 <= first <= last <= len(text)
    assert found.text[start:end].strip() in normalise(text[first:last])
    assert list(found.starts) == sorted(found.starts)


def test_a_span_points_at_the_words_as_they_were_typed() -> None:
    """Offsets go back through dropped and folded characters."""
    text = "Нажмите\u00a0 «пере\u00adгру́зка»!"
    found = normalised(text)
    start = found.text.index("перегрузка")
    first, last = found.span(start, start + len("перегрузка"))
    assert text[first:last] == "пере\u00adгру́зка"


def test_a_span_outside_the_text_is_refused() -> None:
    """An offset that does not exist is a mistake of the caller."""
    with pytest.raises(IndexError):
        normalised("мир").span(2, 4)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("reset", {"Latin"}),
        ("перезагрузка", {"Cyrillic"}),
        ("сброc", {"Cyrillic", "Latin"}),
        ("κρίση", {"Greek"}),
        ("停火", {"Han"}),
        ("停戦する", {"Han", "Hiragana"}),
        ("ﾃﾛ", {"Katakana"}),
        ("سلام", {"Arabic"}),
        ("휴전", {"Hangul"}),
        ("об'єднання", {"Cyrillic"}),
        ("обʼєднання", {"Cyrillic"}),
        ("2009-20!", set()),
        ("", set()),
    ],
)
def test_scripts_are_named_by_the_letters(word: str, expected: set[str]) -> None:
    """Digits, apostrophes and punctuation have no script."""
    assert scripts(word) == expected


@pytest.mark.parametrize(
    ("text", "script", "expected"),
    [
        ("перезагрузка", "Cyrillic", "perezagruzka"),
        ("Щит", "Cyrillic", "Shchit"),
        ("Їжак і ґанок", "Cyrillic", "Yizhak i ganok"),
        ("Міжнародна безпека", "Cyrillic", "Mizhnarodna bezpeka"),
        ("Łódź, Straße, señor", "Latin", "Lodz, Strasse, senor"),
        ("κρίση", "Greek", "κρίση"),
        ("мой", "Latin", "мой"),
        ("停火", "Han", "停火"),
    ],
)
def test_cyrillic_is_written_in_latin_letters(text: str, script: str, expected: str) -> None:
    """Cyrillic goes by a table, Latin loses its accents, other scripts stay."""
    assert transliterate(text, script) == expected


ALIKE = [
    ("accurate", "аккуратный"),
    ("magazine", "магазин"),
    ("decade", "декада"),
    ("перегрузка", "перезагрузка"),
    ("actual", "актуальный"),
    ("concrete", "конкретный"),
    ("complexion", "комплекция"),
    ("fabric", "фабрика"),
    ("intelligent", "интеллигент"),
    ("academic", "академик"),
    ("prospect", "проспект"),
    ("sympathetic", "симпатичный"),
    ("conception", "концепция"),
    ("control", "контроль"),
    ("agitation", "агитация"),
    ("pathetic", "патетический"),
    ("characteristic", "характеристика"),
    ("technique", "техника"),
    ("dramatic", "драматический"),
    ("ambitious", "амбициозный"),
    ("principal", "принципиальный"),
    ("cabinet", "кабинет"),
    ("argument", "аргумент"),
    ("diversion", "диверсия"),
    ("genial", "гениальный"),
    ("occupant", "оккупант"),
    ("адаптация", "адоптация"),
    ("кампания", "компания"),
    ("невежа", "невежда"),
    ("дипломат", "дипломант"),
    ("экономический", "экономичный"),
    ("предоставить", "представить"),
    ("реституция", "ресторация"),
    ("нейтралітет", "нейтралитет"),
    ("prescription", "proscription"),
    ("Konkurrenz", "конкуренция"),
]
UNRELATED = [
    ("accurate", "мирный"),
    ("magazine", "оружие"),
    ("decade", "граница"),
    ("перегрузка", "соглашение"),
    ("actual", "рыба"),
    ("concrete", "дружба"),
    ("complexion", "договор"),
    ("fabric", "вежливость"),
    ("intelligent", "стол"),
    ("academic", "рубеж"),
    ("prospect", "хлеб"),
    ("sympathetic", "железо"),
    ("conception", "дерево"),
    ("control", "беженец"),
    ("agitation", "уступка"),
    ("treaty", "корабль"),
    ("ceasefire", "удар"),
    ("war", "перемирие"),
    ("peace", "мост"),
    ("hostage", "победа"),
    ("weapon", "учение"),
    ("border", "усиление"),
    ("нейтралитет", "голосование"),
    ("протокол", "удочка"),
    ("эмбарго", "помощник"),
    ("кампания", "прекращение"),
    ("экономический", "вооружённый"),
    ("консул", "заявление"),
    ("посол", "река"),
    ("дипломат", "заявка"),
    ("санкция", "голод"),
    ("встреча", "совет"),
    ("встречный", "нагрузка"),
    ("кнопка", "делегация"),
    ("terrorism", "приговор"),
    ("sovereignty", "небо"),
]


def test_look_alikes_score_above_unrelated_words() -> None:
    """Of a look-alike and an unrelated pair, the look-alike nearly always scores higher."""
    alike = [likeness(*pair) for pair in ALIKE]
    unrelated = [likeness(*pair) for pair in UNRELATED]
    wins = [(a > u) + 0.5 * (a == u) for a in alike for u in unrelated]
    assert len(alike) >= 30
    assert len(unrelated) >= 30
    assert sum(wins) / len(wins) >= 0.98


@pytest.mark.parametrize(("a", "b"), ALIKE[:4])
def test_classic_false_friends_stand_out(a: str, b: str) -> None:
    """The best known look-alikes are clearly above the unrelated words."""
    highest = max(likeness(*pair) for pair in UNRELATED)
    assert likeness(a, b) > highest + 0.2


@given(WORDS, WORDS)
@settings(max_examples=100, deadline=None)
def test_likeness_knows_no_order(a: str, b: str) -> None:
    """It lies in [0, 1] and is the same both ways round."""
    assert likeness(a, b) == likeness(b, a)
    assert 0 <= likeness(a, b) <= 1


@given(st.text(max_size=12), st.text(max_size=12), st.floats(0, 1))
def test_likeness_that_is_enough_is_measured_in_full(a: str, b: str, least: float) -> None:
    """Asking for a least likeness saves time, and changes nothing that reaches it."""
    whole = likeness(a, b)
    found = likeness(a, b, least)
    assert found == whole if whole >= least else found in (0.0, whole)


@given(WORDS)
@settings(max_examples=50, deadline=None)
def test_likeness_of_a_word_to_itself_is_one(word: str) -> None:
    """The same letters are as alike as can be, also in capitals or another script."""
    assert likeness(word, word.upper()) == 1
    assert likeness(word, transliterate(word, "Cyrillic")) == 1


def test_likeness_of_different_letters_is_less_than_one() -> None:
    """Words that only sound the same are not the same."""
    assert 0.5 < likeness("cat", "kat") < 1


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("cанкции", "санкции"),  # Latin c
        ("Cовет", "Совет"),
        ("сoглашение", "соглашение"),  # Latin o
        ("cоnference", "conference"),  # Cyrillic о
        ("держaва-член", "держава-член"),
        ("піар-cлужба", "піар-служба"),
        ("Αthens", "Athens"),  # Greek Alpha
    ],
)
def test_a_letter_of_another_script_is_found_and_mended(word: str, meant: str) -> None:
    """A word that looks right but mixes scripts is written as it was meant."""
    assert confusable_letters(word) == meant


@pytest.mark.parametrize(
    "word", ["санкции", "sanctions", "IT-отдел", "USBшный", "С-300", "停火", ""]
)
def test_a_word_without_slipped_letters_is_left_alone(word: str) -> None:
    """One script, scripts in parts of their own, and letters that look like no other are fine."""
    assert confusable_letters(word) is None


def test_a_fingerprint_does_not_depend_on_typography() -> None:
    """The same finding keeps its fingerprint when quotes or spaces change."""
    assert fingerprint("rule", "«Мир»  есть") == fingerprint("rule", '"мир" есть')
    assert len(fingerprint("rule")) == 16
    assert int(fingerprint("rule"), 16) >= 0


@given(st.lists(st.text(max_size=6), max_size=4), st.lists(st.text(max_size=6), max_size=4))
@settings(max_examples=100, deadline=None)
def test_different_parts_have_different_fingerprints(one: list[str], other: list[str]) -> None:
    """Parts are told apart even where, run together, they read the same."""
    same = [normalise(part) for part in one] == [normalise(part) for part in other]
    assert (fingerprint(*one) == fingerprint(*other)) == same


def test_parts_are_not_run_together() -> None:
    """Where one part ends and the next begins makes a difference."""
    assert fingerprint("a", "b") != fingerprint("ab")
    assert fingerprint("1:a", "") != fingerprint("", "1:a")
