"""What is taken out of articles in the layout of FreeDict, and what is left."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.engines._article import Article
from fidelity.engines._freedict import article


def read(text: str, *words: str) -> Article:
    """Read an article."""
    found = article(words or ("",), text)
    assert found is not None
    return found


def texts(text: str, *words: str) -> list[str]:
    """List the translations of an article."""
    return [each.text for each in read(text, *words).translations]


def test_genders_and_fields_are_taken_off() -> None:
    """Tags tell the part of speech, labels the sense; commas part synonyms."""
    found = read(
        "apple tree /ˈapəl tɹˈiː/\n"
        "Apfelbaum <masc> [bot.], Baum (im Garten) <masc>, blühen <v, intr>\n",
    )
    assert found.heads == ("apple tree",)
    assert [tuple(each) for each in found.translations] == [
        ("Apfelbaum", "bot.", "noun"),
        ("Baum", "im Garten", "noun"),
        ("blühen", None, "verb"),
    ]


def test_the_part_of_speech_of_the_headword_holds_for_all() -> None:
    """Where the translations have no tags of their own, the headword's is theirs."""
    found = read("jardin /ʒaʀdɛ̃/ <n, masc>\n1. garden, yard\n2. (public) park\n")
    assert [(each.text, each.part_of_speech) for each in found.translations] == [
        ("garden", "noun"),
        ("yard", "noun"),
        ("park", "noun"),
        ("public park", "noun"),
    ]


def test_notes_examples_and_references_are_left_out() -> None:
    """Everything that is indented explains; a label before a translation does not."""
    assert texts(
        "bread /bɹˈɛd/\n"
        " [cook.] Brot <neut>\n"
        "         Note: aus Mehl\n"
        '      "a loaf of bread"  - ein Laib Brot\n'
        "   Synonyms: {loaf}, {bun}\n"
        " see: {breads}, {white bread}\n"
        "\n"
        "         Note: food\n"
    ) == ["Brot"]


def test_stand_ins_for_a_complement_are_taken_off() -> None:
    """``etw.`` and ``sb.`` go at either end, in the headword and in the translations."""
    found = read("water sth. /wˈɔːtə/\netw. gießen, jdm./etw. Wasser geben <v, trans>\n")
    assert found.heads == ("water",)
    assert [each.text for each in found.translations] == ["gießen", "Wasser geben"]
    assert texts("do so /dˈuː/\nso tun, jdn. bitten, etw. zu tun\n") == ["so tun", "bitten"]


def test_alternatives_with_a_slash_are_written_out() -> None:
    """Two words with a slash between them are two wordings; an abbreviation is not."""
    found = read("grey/gray day /ɡɹˈeɪ/\ntrüber/grauer Tag, km/h\n")
    assert found.heads == ("grey day", "gray day")
    assert [each.text for each in found.translations] == ["trüber Tag", "grauer Tag", "km/h"]


def test_abbreviations_of_the_headword_find_it_too() -> None:
    """They stand in brackets with a pronunciation; inflected forms have an empty tag."""
    assert read(
        "United Nations /nˈeɪʃənz/ (UN /juːˈɛn/, ) (U.N. /juːˈɛn/)\nVereinte Nationen\n"
    ).heads == (
        "United Nations",
        "UN",
        "U.N.",
    )
    assert read("grow /ɡɹˈəʊ/ (grew /ɡɹˈuː/ <>, grown /ɡɹˈəʊn/ <>) <v>\nwachsen\n").heads == (
        "grow",
    )


def test_an_abbreviation_after_a_translation_is_not_part_of_it() -> None:
    """What follows the tag up to the comma is an abbreviation."""
    assert texts("Gärtner /ɡˈɛɾtnɜ/ <masc>\ngardener <n>gdnr.,  /ɡˈeːdˌeː/ , planter <n>\n") == [
        "gardener",
        "planter",
    ]


def test_commas_in_numbers_and_brackets_part_nothing() -> None:
    """Only a comma with a space after it, outside of brackets, parts two translations."""
    assert texts("x /x/\n2,5-Dioxan, Rad (Auto, Zug) <neut>\n") == ["2,5-Dioxan", "Rad"]


@pytest.mark.parametrize(
    "line",
    [
        "Wo ist der Garten?",
        "The garden is green.",
        "one two three four five six seven eight nine",
        "As can be seen from …",
    ],
)
def test_sentences_are_no_headwords(line: str) -> None:
    """Some dictionaries hold whole sentences; they would be cut up into nonsense."""
    assert article(("",), f"{line} /x/\nein Satz, oder?\n") is None


def test_a_headword_may_stand_in_the_index_alone() -> None:
    """Where the article does not begin with the word of the index, all of it is translations."""
    found = read("der Garten; der Park\n", "garden")
    assert found.heads == ("garden",)
    assert [each.text for each in found.translations] == ["der Garten", "der Park"]


@settings(max_examples=100)
@given(st.text(alphabet='ab ä<>[](){}/,;.\n12"', max_size=120))
def test_any_article_gives_translations_without_edges(body: str) -> None:
    """Garbage makes no fault, and no empty translation."""
    found = article(("ab",), "ab /x/\n" + body)
    for each in found.translations if found else ():
        assert any(map(str.isalpha, each.text))
