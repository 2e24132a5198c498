"""Phrases and words that one side has and the other has not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.matching.sides import House, KnownText
from fidelity.model import Finding
from fidelity.passages import Anchor, Passage
from fidelity.rules import _phrases
from fidelity.segments import Segment

Found = Callable[[str, str, str, str], list[Finding]]


@pytest.mark.parametrize(
    ("pair", "source", "target", "lost"),
    [
        (
            "en-ru",
            "The convoy will leave on Friday under the protection of the peacekeepers.",
            "Колонна отправится в пятницу.",
            "protection of the peacekeepers",
        ),
        (
            "en-ru",
            "The Ministers called for an immediate ceasefire in the region.",
            "Министры призвали к прекращению огня в регионе.",
            "immediate",
        ),
        (
            "ru-en",
            "Делегация потребовала независимого и беспристрастного расследования.",
            "The delegation demanded an independent investigation.",
            "беспристрастного",
        ),
        (
            "ru-en",
            "Соглашение охватывает торговлю, инвестиции, транспорт и таможенные вопросы.",
            "The agreement covers trade, investment and customs matters.",
            "транспорт",
        ),
        (
            "en-ru",
            "The observers may enter the camp, provided that the commander agrees.",
            "Наблюдатели могут войти в лагерь.",
            "provided that the commander agrees",
        ),
    ],
)
def test_a_lost_phrase_or_modifier_is_named(
    found: Found, pair: str, source: str, target: str, lost: str
) -> None:
    """The finding points at what was left out, not at the sentence."""
    findings = found("omitted-text", pair, source, target)

    assert any(lost in finding.message for finding in findings)


@pytest.mark.parametrize(
    ("pair", "source", "target", "added"),
    [
        (
            "en-ru",
            "The Ministers discussed the agenda of the summit.",
            "Министры обсудили повестку дня саммита, несмотря на возражения оппозиции.",
            "возражения оппозиции",
        ),
        (
            "en-ru",
            "The Committee noted the statements of the opposition.",
            "Комитет отметил провокационные заявления оппозиции.",
            "провокационные",
        ),
    ],
)
def test_an_added_phrase_or_modifier_is_named(
    found: Found, pair: str, source: str, target: str, added: str
) -> None:
    """The finding points at what was put in."""
    findings = found("added-text", pair, source, target)

    assert any(added in finding.message for finding in findings)


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("en-ru", "They called for urgent talks.", "Они призвали к немедленным переговорам."),
        (
            "en-ru",
            "The dispute must be settled by peaceful means.",
            "Спор должен быть урегулирован мирно.",
        ),
        (
            "ru-en",
            "Государство приняло это решение единолично, без консультаций.",
            "The State took this decision unilaterally, without consultations.",
        ),
        (
            "en-ru",
            "The aid must be delivered as soon as possible.",
            "Помощь должна быть доставлена незамедлительно.",
        ),
    ],
)
@pytest.mark.parametrize("rule", ["omitted-text", "added-text"])
def test_another_word_for_the_same_is_no_loss(
    found: Found, rule: str, pair: str, source: str, target: str
) -> None:
    """Synonyms, derived words and another part of speech answer a modifier."""
    assert found(rule, pair, source, target) == []


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80), st.booleans())
def test_any_text_can_be_compared(source: str, target: str, lost: bool) -> None:
    """What is found lies within the text, whatever the text is."""
    one, other = (Passage(text, "sample", (Anchor(0, 1, 1),)) for text in (source, target))
    known = KnownText(Segment("1", one, other, "en", "ru"), House("en", "ru"))

    for phrase in _phrases.unanswered(known, lost=lost):
        assert 0 <= phrase.start < phrase.end <= len(source if lost else target)


def test_a_member_that_left_a_list_is_named(found: Found) -> None:
    """The message says which one, for the list may be long."""
    source = "The agreement covers fishing, shipping and tourism."
    target = "Соглашение охватывает рыболовство и туризм."

    (finding,) = found("omitted-text", "en-ru", source, target)

    assert finding.source is not None
    assert finding.source.text == "shipping"


@pytest.mark.parametrize(
    ("rule", "pair", "source", "target"),
    [
        (
            "omitted-text",
            "en-ru",
            "The soldiers searched and burned the villages.",
            "Солдаты обыскали деревни.",
        ),
        ("added-text", "ru-en", "Рыбаки сожгли лодки.", "The fishermen burned the boats and nets."),
    ],
)
def test_one_of_two_that_are_joined_is_missed(
    found: Found, rule: str, pair: str, source: str, target: str
) -> None:
    """Two unlike things joined by a conjunction are a list, too."""
    assert len(found(rule, pair, source, target)) == 1


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("The contract is null and void.", "Договор недействителен."),
        ("The crew gave aid and assistance.", "Экипаж оказал помощь."),
    ],
)
def test_two_words_for_one_idea_are_no_list(found: Found, source: str, target: str) -> None:
    """A translator may say once what the original says twice."""
    assert found("omitted-text", "en-ru", source, target) == []
