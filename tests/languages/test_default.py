"""Languages without a module of their own: what a dictionary alone can say."""

from __future__ import annotations

import pytest

from fidelity.languages import default, language


def lemmas(tag: str, text: str) -> list[tuple[str, ...]]:
    """List the lemmas of each word of a text."""
    return [word.lemmas for word in language(tag).words(text)]


def test_an_elided_article_is_a_word_of_its_own() -> None:
    """L’accord is two words; aujourd'hui is in the dictionary and stays one."""
    words = language("fr").words("L’accord d'aujourd'hui")
    assert [word.text for word in words] == ["L’", "accord", "d'", "aujourd'hui"]
    assert words[0].lemmas == ("le",)


def test_forms_of_a_word_come_from_its_dictionary() -> None:
    """Every form that has the same lemma, in lower case."""
    assert {"konflikt", "konflikte", "konflikten", "konflikts"} <= language("de").forms("Konflikt")
    assert {"traité", "traités"} <= language("fr").forms("traité")


def test_the_words_of_a_term_inflect_without_agreement() -> None:
    """Without a grammar every combination is listed; short words stay as they are."""
    found = language("fr").forms("droit de l'homme")
    assert {"droit de l'homme", "droits de l'homme", "droits de l'hommes"} <= found
    assert not any(form.startswith("droit du") for form in found)


def test_too_many_combinations_become_one_word_at_a_time() -> None:
    """A long term of words with many forms stays within bounds."""
    found = language("es").forms("imponer sanciones económicas importantes")
    assert len(found) <= 400
    assert "impuso sanciones económicas importantes" in found


def test_german_nouns_keep_their_homonyms_in_small_letters() -> None:
    """A word is looked up as it is written, in small letters and with a capital."""
    assert "weg" in lemmas("de", "Weg")[0]
    assert lemmas("de", "Konflikte") == [("konflikt",)]


def test_names_of_languages_differ_between_dictionaries() -> None:
    """Norwegian and Croatian have dictionaries, under other codes."""
    assert "avtale" in lemmas("no", "avtaler")[0]
    assert "sporazum" in lemmas("hr", "sporazumi")[0]


def test_without_a_dictionary_a_word_is_its_own_lemma() -> None:
    """In an unknown language only case and typography are evened out."""
    assert lemmas("tlh", "Qapla’ batlh") == [("qapla",), ("batlh",)]
    assert language("tlh").forms("Qapla") == {"qapla"}
    assert language("tlh").knows("qapla") is None


def test_a_word_list_answers_where_there_is_no_dictionary() -> None:
    """Korean has frequencies only."""
    assert language("ko").knows("대통령") is True
    assert language("ko").knows("대대통통령령") is False


def test_the_module_itself_is_the_unknown_language() -> None:
    """It splits and folds, and knows nothing."""
    assert [word.lemmas for word in default.words("Foo bar")] == [("foo",), ("bar",)]
    assert default.forms("Foo") == {"foo"}
    assert default.knows("foo") is None


@pytest.mark.parametrize(
    ("tag", "verb", "participles"),
    [
        ("fr", "enlever", {"enlevé", "enlevée", "enlevés", "enlevées"}),
        ("fr", "engager", {"engagé", "engagées"}),
        ("fr", "détenir", {"détenu", "détenues"}),
        ("fr", "soumettre", {"soumis", "soumises"}),
        ("fr", "détruire", {"détruit", "détruites"}),
        ("es", "detener", {"detenido", "detenidas"}),
        ("es", "secuestrar", {"secuestrado", "secuestrados"}),
        ("es", "suscribir", {"suscrito", "suscritas"}),
    ],
)
def test_participles_agree(tag: str, verb: str, participles: set[str]) -> None:
    """A verb has its participle in each gender and number, also where the dictionary lacks it."""
    assert participles <= language(tag).forms(verb)


@pytest.mark.parametrize(("tag", "noun"), [("fr", "ministre"), ("fr", "papier"), ("es", "mujer")])
def test_a_noun_with_the_ending_of_a_verb_has_no_participle(tag: str, noun: str) -> None:
    """Only what the dictionary conjugates is a verb."""
    assert not {f"{noun[:-2]}é", f"{noun[:-2]}ido"} & language(tag).forms(noun)


def test_a_participle_that_is_a_noun_of_another_sense_is_left_out() -> None:
    """Le parti and la partie are not what partir means."""
    assert not {"parti", "partie"} & language("fr").forms("partir")
