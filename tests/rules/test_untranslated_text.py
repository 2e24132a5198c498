"""Source-language words in a translation: which are forgotten, and which belong there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.matching.sides import House
from fidelity.model import Finding
from fidelity.passages import Anchor, Passage
from fidelity.run_text import check_segment, text_rules
from fidelity.segments import Segment

RULES = text_rules(["untranslated-text"])


def findings(pair: str, source: str, target: str) -> list[Finding]:
    """Check one segment with this rule alone."""
    here, there = pair.split("-")
    one, other = (Passage(text, "example", (Anchor(0, 1, 1),)) for text in (source, target))
    segment = Segment("1", one, other, here, there)
    return list(check_segment(segment, House(here, there), RULES).findings)


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("en-ru", "The Smith Foundation replied.", "Фонд Smith Foundation ответил."),
        ("en-ru", "It acted de jure and prima facie.", "Он действовал de jure и prima facie."),
        ("en-ru", "Smith et al. found IgG antibodies.", "Smith et al. нашли антитела IgG."),
        ("en-ru", "Compliance (compliance) matters.", "Соблюдение (compliance) важно."),
        ("en-ru", "Write to the office: a@b.org", "Пишите в канцелярию: a@b.org"),
        ("en-ru", "The USS Cole docked.", "Корабль «Коул» (USS Cole) пришвартовался."),
        ("fr-en", "Il a visité l'Agence française.", "He visited the Agence française."),
        ("fr-en", "Le port de Vasco da Gama est grand.", "The port of Vasco da Gama is big."),
        ("es-en", "El general es popular.", "The general is popular."),
        ("es-en", "La plaza es central.", "The plaza is central."),
        ("de-en", "Schneider kam aus Berlin.", "Schneider came from Berlin."),
        ("de-en", "Er ist Berliner.", "He is a Berliner."),
        ("de-en", "Die Bundeswehr blieb.", "The Bundeswehr remained."),
        ("en-de", "The manager works online.", "Der Manager arbeitet online."),
        ("uk-ru", "Президент прибув до Києва.", "Президент прибыл в Киев."),
        ("en-fr", "The minister said no.", "Le ministre a dit non."),
        ("en-zh", "NATO and the WTO met.", "北约(NATO)与世贸组织(WTO)举行了会议。"),
    ],
)
def test_words_that_belong_in_a_translation_are_let_be(pair: str, source: str, target: str) -> None:
    """Names, codes, Latin terms, addresses, quoted and bracketed words, words of both languages."""
    assert [each.message for each in findings(pair, source, target)] == []


@pytest.mark.parametrize(
    ("pair", "source", "target", "words"),
    [
        ("en-ru", "The framework was adopted.", "Принят framework.", "framework"),
        ("en-ru", "They met in spite of threats.", "Они встретились in spite of.", "in spite of"),
        ("ru-en", "Соглашение подписано вчера.", "The agreement was signed вчера.", "вчера"),
        ("ru-uk", "Совет решил вопрос.", "Рада вирішила вопрос.", "вопрос"),
        ("fr-en", "Le siècle dernier fut rude.", "The last siècle was hard.", "siècle"),
        ("fr-en", "Il y a lieu d'admirer cela.", "There is cause to d'admirer it.", "d'admirer"),
        ("es-en", "La guerra terminó.", "The guerra ended.", "guerra"),
        ("de-en", "Die Gruppe tagte.", "The Gruppe met.", "Gruppe"),
        ("de-en", "Er sagte und schrieb.", "He said und wrote.", "und"),
        ("en-de", "The ceasefire holds.", "Die ceasefire hält.", "ceasefire"),
        ("en-es", "The treaty, however, holds.", "El tratado, however, vale.", "however"),
        ("zh-en", "主席宣布休会。", "The President declared a 休会.", "休会"),
    ],
)
def test_a_forgotten_word_is_found_where_it_stands(
    pair: str, source: str, target: str, words: str
) -> None:
    """The finding quotes the words and their place in the translation."""
    (found,) = findings(pair, source, target)

    assert found.kind == "untranslated"
    assert found.target is not None
    assert found.target.text == words
    assert found.target.start is not None
    assert target[found.target.start :].startswith(words)


def test_a_translation_that_is_the_original_is_one_error() -> None:
    """Not one finding for each of its words."""
    text = "The Committee takes note of the report of the working group."

    (found,) = findings("en-fr", text, text)

    assert found.level == "error"


@pytest.mark.parametrize("text", ["Microsoft Office 365", "A/RES/68/262", "Kofi Annan", "EUR 5"])
def test_names_and_codes_may_stay_as_they_are(text: str) -> None:
    """A name alone reads the same in every language that writes it so."""
    assert findings("en-fr", text, text) == []
    assert findings("en-ru", text, text) == []


@given(text=st.text(max_size=60))
def test_no_language_is_foreign_to_itself(text: str) -> None:
    """Text that is not translated at all has nothing untranslated."""
    assert findings("en-en", text, text) == []
