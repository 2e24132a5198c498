"""Two who changed places, told from the same said in another order or voice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.matching.sides import House, KnownText
from fidelity.passages import Anchor, Passage
from fidelity.rules._roles import exchanged
from fidelity.segments import Segment


def found(pair: str, source: str, target: str) -> tuple[str, str] | None:
    """Say what is quoted of both sides; null where nobody changed places."""
    here, there = pair.split("-")
    one, two = (Passage(text, "a", (Anchor(0, 1, 1),)) for text in (source, target))
    spans = exchanged(KnownText(Segment("1", one, two, here, there), House(here, there)))
    return (source[slice(*spans[0])], target[slice(*spans[1])]) if spans else None


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("en-ru", "Chad thanked Niger.", "Нигеру выразил благодарность Чад."),
        ("en-ru", "Serbia thanked Croatia.", "Хорватию поблагодарила Сербия."),
        ("en-ru", "The rebels attacked the army.", "Армия была атакована повстанцами."),
        ("en-ru", "The army was attacked by the rebels.", "Повстанцы атаковали армию."),
        ("en-ru", "The treaty binds the parties.", "Стороны связывает договор."),
        (
            "en-ru",
            "The minister, who met the envoy, left.",
            "Министр, которого принял посланник, уехал.",
        ),
        ("ru-en", "Президенту нравится предложение.", "The President likes the proposal."),
        (
            "ru-en",
            "Отношения с Катаром разорвали ОАЭ.",
            "Relations with Qatar were severed by the UAE.",
        ),
        ("en-ru", "Lavonia supports the proposal.", "Лавония поддерживает предложение."),
        ("fr-en", "Le ministre remercia le juge.", "The judge thanked the minister."),
    ],
)
def test_the_same_in_another_order_or_voice_is_quiet(pair: str, source: str, target: str) -> None:
    """So is what cases and order leave open, and a language that they do not decide."""
    assert found(pair, source, target) is None


@pytest.mark.parametrize(
    ("pair", "source", "target", "quoted"),
    [
        (
            "en-ru",
            "Serbia thanked Croatia.",
            "Сербию поблагодарила Хорватия.",
            "Serbia thanked Croatia",
        ),
        (
            "en-ru",
            "Lebanon asked Cyprus for help.",
            "Кипр попросил Ливан о помощи.",
            "Lebanon asked Cyprus",
        ),
        (
            "en-ru",
            "The minister was thanked by the ambassador.",
            "Министр поблагодарил посла.",
            "minister was thanked by the ambassador",
        ),
        (
            "ru-en",
            "Следователя допросил прокурор.",
            "The investigator questioned the prosecutor.",
            "Следователя допросил прокурор",
        ),
        (
            "ru-en",
            "Комиссия сообщила суду о пропаже.",
            "The court informed the commission of the loss.",
            "Комиссия сообщила суду",
        ),
    ],
)
def test_two_who_changed_places_are_found(pair: str, source: str, target: str, quoted: str) -> None:
    """By cases, by the agreement of the verb, or, of names that have no cases, by their order."""
    spans = found(pair, source, target)
    assert spans is not None
    assert spans[0] == quoted


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_breaks_it(source: str, target: str) -> None:
    """Whatever the two sides hold."""
    found("en-ru", source, target)
