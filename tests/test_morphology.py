"""What the two dictionaries say of one word, in one way of saying it."""

from __future__ import annotations

import pytest

from fidelity.morphology import compound, knows, lemmas, paradigm, readings


def test_readings_come_with_evened_out_tags() -> None:
    """The Ukrainian nominative and infinitive, which carry no tag there, look like the Russian."""
    assert readings("uk", "держава")[0].case == "nomn"
    assert readings("ru", "держава")[0].case == "nomn"
    assert readings("uk", "засудити")[0].kind == "INFN"
    assert readings("ru", "осудить")[0].kind == "INFN"


def test_second_cases_count_as_the_case_of_their_adjectives() -> None:
    """на западном берегу: the second locative is a locative."""
    forms = paradigm("ru", readings("ru", "берег")[0])
    assert "берегу" in {form.word for form in forms if form.case == "loct"}


def test_a_paradigm_does_not_depend_on_how_yo_is_written() -> None:
    """тяжелый and тяжёлый have the same forms, whatever their frequencies."""
    with_yo, without = (readings("ru", word)[0] for word in ("тяжёлый", "тяжелый"))
    assert paradigm("ru", without) == paradigm("ru", with_yo)
    assert len(paradigm("ru", without)) > 20


@pytest.mark.parametrize(
    ("language", "verb", "form"),
    [
        ("ru", "приговорить", "приговорённого"),
        ("ru", "приговорить", "приговорив"),
        ("uk", "засудити", "засудженого"),
        ("uk", "засудити", "засудивши"),
        ("uk", "домовлятися", "домовляючись"),
    ],
)
def test_a_verbs_paradigm_has_participles_and_gerunds(language: str, verb: str, form: str) -> None:
    """In Ukrainian they are found by rule and checked against the dictionary."""
    assert form in {other.word for other in paradigm(language, readings(language, verb)[0])}


def test_single_letters_are_no_initials() -> None:
    """и is a conjunction and not the initial of a name."""
    assert lemmas("ru", "и")[0] == ("и", "conjunction")
    assert "noun" not in {part for _, part in lemmas("ru", "и")}


def test_a_lemma_that_is_two_parts_of_speech_is_listed_twice() -> None:
    """печь: an oven, and to bake."""
    assert {("печь", "noun"), ("печь", "verb")} <= set(lemmas("ru", "печь"))


def test_an_unknown_name_inflects_like_a_known_noun_with_its_end() -> None:
    """Where the dictionary's guess offers no nominative, a model is followed."""
    first = readings("ru", "Хезболла")[0]
    assert (first.lemma, first.case, first.known) == ("хезболла", "nomn", False)
    assert "хезболлой" in {form.word for form in paradigm("ru", first)}


def test_a_compound_of_two_nouns_agrees_with_itself() -> None:
    """Both halves stand in the same case and number; other words are no compounds."""
    assert "государствам-членам" in compound("ru", "государство-член")
    assert "государствам-члены" not in compound("ru", "государство-член")
    assert compound("ru", "пресс-секретарь") == frozenset()
    assert compound("ru", "чудо-оружие") == frozenset()
    assert compound("ru", "мир") == frozenset()


def test_a_hyphenated_word_is_known_by_its_parts() -> None:
    """Each part must be a word, or the stem that joins compound adjectives."""
    assert knows("ru", "государство-член")
    assert knows("ru", "арабо-израильский")
    assert not knows("ru", "государство-члн")
    assert not knows("ru", "-")


def test_a_word_that_no_dictionary_can_read_has_a_paradigm_all_the_same() -> None:
    """The Ukrainian dictionary gives such a word no part of speech (Банжул)."""
    for reading in readings("uk", "банжул"):
        assert isinstance(paradigm("uk", reading), tuple)
