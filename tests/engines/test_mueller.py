"""What is taken out of articles in the layout of Mueller's dictionary, and what is left."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.engines._article import Article
from fidelity.engines._mueller import article


def read(text: str) -> Article:
    """Read an article that is written with the indentation of the test."""
    found = article(textwrap.dedent(text).lstrip("\n"))
    assert found is not None
    return found


def texts(text: str) -> list[str]:
    """List the translations of an article."""
    return [each.text for each in read(text).translations]


def test_parts_of_speech_and_senses_are_told_apart() -> None:
    """Commas and semicolons part synonyms; labels and brackets become the sense."""
    found = read(
        """
        garden
           [↗gɑ:dn]
           1. _n.
              1) сад, садик; огород
              2) _pl. _воен. парк (обыкн. _ам.)
              3) _attr. садовый
           2. _v. возделывать (землю)
        """
    )
    assert found.heads == ("garden",)
    assert [tuple(each) for each in found.translations] == [
        ("сад", None, "noun"),
        ("садик", None, "noun"),
        ("огород", None, "noun"),
        ("парк", "pl; воен; обыкн. ам.", "noun"),
        ("садовый", None, "adjective"),
        ("возделывать", "землю", "verb"),
    ]


def test_examples_and_idioms_are_left_out() -> None:
    """From the first English word on a sense holds idioms, with all their numbered parts."""
    assert texts(
        """
        bread
           [brɛd] _n.
           1) хлеб; bread and butter хлеб с маслом; to eat the bread of idleness
              а) бездельничать;
              б) жить чужим трудом; breads хлеба
           2) пропитание; to make one's bread зарабатывать на жизнь
        """
    ) == ["хлеб", "пропитание"]


def test_homonyms_follow_one_another() -> None:
    """A Roman number begins anew, also when it is glued to the pronunciation."""
    found = read(
        """
        seal
           _I  [si:l] _n. тюлень; seal rookery лежбище тюленей
           _II [si:l]
              1. _n. печать
              2. _v. ставить печать; запечатывать
           _III[si:l] _n. клеймо
        """
    )
    assert [(each.text, each.part_of_speech) for each in found.translations] == [
        ("тюлень", "noun"),
        ("печать", "noun"),
        ("ставить печать", "verb"),
        ("запечатывать", "verb"),
        ("клеймо", "noun"),
    ]


def test_words_broken_at_a_line_end_are_joined() -> None:
    """A hyphen at a line end belongs to the word; other lines are joined with a space."""
    assert texts("lamp\n   [læmp] _n. настольный\n   светильник; чёрно-\n   белый\n") == [
        "настольный светильник",
        "чёрно-белый",
    ]


def test_a_number_may_touch_its_sense() -> None:
    """The tenth sense has no space after its number."""
    assert texts("x\n   _n.\n   9) девять\n   10)десять\n   11)_тех. одиннадцать\n") == [
        "девять",
        "десять",
        "одиннадцать",
    ]


def test_optional_endings_are_written_out() -> None:
    """Both verbs stand in the article that gives them as one."""
    assert texts("gather\n   [↗gæðɜ] _v. собирать(ся); приводить (-ся) в порядок\n") == [
        "собирать",
        "собираться",
        "приводить в порядок",
        "приводиться в порядок",
    ]


def test_what_a_word_governs_is_not_part_of_it() -> None:
    """``чего-л.`` and the preposition before it go, and so does ``и т.п.``."""
    assert texts("depend\n   _v. рассчитывать на кого-л.; ждать чего-л.; стоять и т.п.\n") == [
        "рассчитывать",
        "ждать",
        "стоять",
    ]


def test_brackets_with_english_words_are_remarks() -> None:
    """What a word is used with is no translation, wherever the bracket stands."""
    (only,) = read("glad\n   _a. (to be glad of) довольный (at, of)\n").translations
    assert (only.text, only.part_of_speech) == ("довольный", "adjective")
    assert only.sense == "to be glad of; at, of"


def test_definitions_are_no_translations() -> None:
    """A clause, a participle phrase after its noun and what is very long explain the word."""
    assert texts(
        """
            pilgrim
               _n. паломник; человек, идущий к святым местам; тот, кто странствует;
               один из тех первых поселенцев далёкого края за большой водой
            """
    ) == ["паломник"]


def test_pieces_of_an_enumeration_are_no_verbs() -> None:
    """Under a verb only what has an infinitive is a translation."""
    assert texts("pack\n   _v. укладывать в ящики, корзины; паковать\n") == [
        "укладывать в ящики",
        "паковать",
    ]


@pytest.mark.parametrize(
    ("body", "see"),
    [
        ("[græmp] = grandfather", "grandfather"),
        ("_ам. = grey", "grey"),
        ("_разг. см. grand-dad", "grand-dad"),
        ("_сокр. от laboratory", "laboratory"),
        ("[maɪs] _pl. от mouse", "mouse"),
        ("= grey 2", None),
        ("_p. и _p-p. от grow", None),
    ],
)
def test_references_are_followed_to_whole_articles_only(body: str, see: str | None) -> None:
    """A reference to one sense of an article is none that could be followed."""
    found = read(f"x\n   {body}\n")
    assert (found.see, found.translations) == (see, ())


def test_other_spellings_are_headwords_too() -> None:
    """Between the headword and the first label stand its variants."""
    found = read("comic\n   [↗kɘmɪk], comical [↗kɘmɪkɜl] _a. смешной, забавный\n")
    assert found.heads == ("comic", "comical")
    assert [each.text for each in found.translations] == ["смешной", "забавный"]


def test_capitals_that_mark_stress_are_undone() -> None:
    """One edition writes the stressed vowel large; abbreviations of the other one stay."""
    assert texts("milk\n   _n. молокО; молОчный продукт\n") == ["молоко", "молочный продукт"]
    assert texts("trade\n   _n. торговля; ВТО\n") == ["торговля", "ВТО"]


@pytest.mark.parametrize("text", ["", "\n", "_бот.\n   botany ботаника\n", "и\n   пр. et cetera\n"])
def test_the_list_of_abbreviations_is_no_article(text: str) -> None:
    """The table of labels is in the file, too."""
    assert article(text) is None


@settings(max_examples=100)
@given(st.text(alphabet="аб яe _n.1)2(;,[]{}\n=IV-л", max_size=120))
def test_any_article_gives_clean_translations_or_none(body: str) -> None:
    """Garbage makes no fault, and no translation with marks or English in it."""
    found = article("head\n" + body)
    for each in found.translations if found else ():
        assert each.text == each.text.strip() != ""
        assert not set("()[]{};,=_eInV") & set(each.text)
