"""Modifiers that carry weight: what the file must keep."""

from __future__ import annotations

import pytest

from fidelity.lexicon.modifiers import conjunctions, connectors, modifiers

LANGUAGES = ("en", "ru", "uk", "fr", "es", "de")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_meaning_is_one_of_english_and_asks_for_something(language: str) -> None:
    """A pattern without wordings would match the empty text everywhere."""
    for table in (modifiers, connectors):
        for meaning, modifier in table(language).items():
            assert meaning in table("en")
            assert not modifier.asks.search("")


def test_every_wording_answers_itself() -> None:
    """What a language asks for is explained by the same words at the least."""
    for language in LANGUAGES:
        for modifier in (*modifiers(language).values(), *connectors(language).values()):
            assert set(modifier.asks.texts) <= set(modifier.answers.texts)


def test_the_words_that_join_a_list_are_known() -> None:
    """An English list ends with a conjunction, and so does a Russian one."""
    assert "and" in conjunctions("en-GB")
    assert "и" in conjunctions("ru")
    assert not conjunctions("is")


@pytest.mark.parametrize(
    ("language", "meaning", "text"),
    [
        ("ru", "unconditional", "без предварительных условий"),
        ("ru", "unilateral", "в одностороннем порядке"),
        ("en", "legally binding", "legally binding"),
        ("fr", "immediate", "dans les délais les plus rapides"),
    ],
)
def test_a_star_stands_for_any_ending(language: str, meaning: str, text: str) -> None:
    """One wording of the file covers the forms of a word, and its place takes any word."""
    assert modifiers(language)[meaning].answers.search(text)


def test_a_wording_without_star_is_a_whole_word() -> None:
    """What begins like a wording is another word."""
    assert not modifiers("en")["extremely"].asks.search("utterlyness")


def test_all_places_of_a_wording_are_found_and_a_part_of_it_is_none() -> None:
    """That a text holds the longest part of a wording is only the reason to look for it."""
    legally = modifiers("en")["legally binding"].asks
    assert [match.start() for match in legally.all("legally binding, legally binding")] == [0, 17]
    assert not legally.all("illegally bindings")


def test_a_language_without_entries_has_no_modifiers() -> None:
    """The rules stay quiet there."""
    assert modifiers("is") == {}
