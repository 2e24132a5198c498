"""A set expression that stands in the translation with one of its words replaced."""

from __future__ import annotations

import pytest

import fidelity


def found(source: str, target: str, pair: tuple[str, str]) -> list[tuple[str, str]]:
    """Give level and message of what ``missing-term`` says."""
    from_, to = pair
    report = fidelity.check(source, target, from_=from_, to=to)
    return [(each.level, each.message) for each in report if each.rule == "missing-term"]


def test_another_word_in_a_set_expression_is_a_warning() -> None:
    """All words but one are there, so the expression is meant, and the finding quotes it."""
    source = "The two kingdoms have a territorial dispute over the island."
    target = "У двух королевств есть территориальный диспут из-за острова."
    ((level, message),) = found(source, target, ("en", "ru"))
    assert level == "warning"
    assert "“территориальный диспут”" in message


@pytest.mark.parametrize(
    "target",
    [
        "У двух королевств есть территориальные споры из-за острова.",  # its own word, inflected
        "У двух королевств есть спор из-за острова.",  # nothing but the other word
        "У двух королевств есть территориальный, давний интерес к острову.",  # a comma between
        "У двух королевств есть территориальное преимущество на острове.",  # another thing
    ],
)
def test_what_is_no_replaced_word_is_no_warning(target: str) -> None:
    """The words must stand side by side, and the new one must stand for a word of the term."""
    source = "The two kingdoms have a territorial dispute over the island."
    assert all("stands for" not in message for _, message in found(source, target, ("en", "ru")))


@pytest.mark.parametrize(
    ("source", "target", "quoted"),
    [
        (
            "The general came to power in a palace coup.",
            "Генерал пришёл к власти в результате переворота замка.",
            "“переворота замка”",
        ),
        (
            "The ship was stopped in the contiguous zone.",
            "Судно остановили в зоне соседства.",
            "“зоне соседства”",
        ),
    ],
)
def test_the_other_word_may_stand_on_the_other_side(source: str, target: str, quoted: str) -> None:
    """An adjective of the expression became a noun in the genitive, and another word besides."""
    ((level, message),) = found(source, target, ("en", "ru"))
    assert level == "warning"
    assert quoted in message


@pytest.mark.parametrize(
    "target",
    [
        "Генерал пришёл к власти в результате дворцового переворота.",  # the expression itself
        "Генерал пришёл к власти: переворот дворца подготовила стража.",  # a word of its root
        "Генерал пришёл к власти после переворота осенью.",  # a word that stands for another one
    ],
)
def test_what_stands_on_the_other_side_must_be_another_word_for_it(target: str) -> None:
    """A relative of the missing word, or an answer to another word of the source, is none."""
    source = "The general came to power in a palace coup in the autumn."
    assert all("stands for" not in message for _, message in found(source, target, ("en", "ru")))
