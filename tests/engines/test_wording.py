"""When two wordings are the same, and what brackets in one stand for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.engines._wording import bare, key, lookups, standings, wordings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Перелёт", "перелет"),
        ("за́мок", "замок"),
        ("«круглый  стол»", "круглый стол"),
        ("Straße", "STRASSE"),
        ("l’accord", "l'accord"),
        ("cafe\u0301", "café"),
        ("up‐to‐date", "up-to-date"),
        ("Excuse me!", "excuse me"),
    ],
)
def test_spellings_of_one_wording_have_one_key(one: str, other: str) -> None:
    """Capitals, stress marks, ё, quotation marks and kinds of hyphens make no difference."""
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("й", "и"), ("café", "cafe"), ("re-sign", "resign"), ("мир", "миры")]
)
def test_different_wordings_have_different_keys(one: str, other: str) -> None:
    """Letters that tell words apart, hyphens and endings stay."""
    assert key(one) != key(other)


@settings(max_examples=100)
@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    """Reducing a wording twice changes nothing, whatever the text."""
    assert key(key(text)) == key(text)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("to settle", "en", "settle"),
        ("the holy see", "en-GB", "holy see"),
        ("der vertrag", "de", "vertrag"),
        ("l'accord", "fr", "accord"),
        ("die", "de", "die"),
        ("a priori", "ru", "a priori"),
        ("to settle", "de", "to settle"),
    ],
)
def test_an_article_is_taken_off_wordings_of_several_words(
    text: str, language: str, expected: str
) -> None:
    """Only the articles of the language, and never the whole wording."""
    assert bare(text, language) == expected


def test_the_exact_wording_is_looked_up_first() -> None:
    """The article goes only where nothing is found with it: a few is not few."""
    assert lookups("A few", "en") == ("a few", "few")
    assert lookups("détente", "en") == ("détente", "detente")
    assert lookups("thé", "fr") == ("thé",)
    assert lookups(" … ", "en") == ()


@pytest.mark.parametrize(
    ("piece", "texts", "remark"),
    [
        ("поднимать(ся)", ("поднимать", "подниматься"), None),
        ("поднимать (-ся) вверх", ("поднимать вверх", "подниматься вверх"), None),
        ("студент(ка)", ("студент", "студентка"), None),
        ("(пере)писать", ("писать", "переписать"), None),
        ("(зелёная) тетрадь", ("тетрадь", "зелёная тетрадь"), None),
        ("синяя (или голубая) краска", ("синяя краска", "голубая краска"), None),
        ("открывать (дверь)", ("открывать",), "дверь"),
        ("(о погоде) ясный", ("ясный",), "о погоде"),
        ("читать (книги, газеты и т.п.) вслух", ("читать вслух",), "книги, газеты и т.п."),
        ("colo(u)r", ("color", "colour"), None),
        ("(garden) gate", ("gate", "garden gate"), None),
        ("gate (in a wall)", ("gate",), "in a wall"),
        ("einen (roten) Apfel essen", ("einen Apfel essen", "einen roten Apfel essen"), None),
        ("  plain   text ", ("plain text",), None),
        ("()", (), None),
        ("(", (), None),
    ],
)
def test_brackets_are_written_out(piece: str, texts: tuple[str, ...], remark: str | None) -> None:
    """An ending, a part that may be left out and an alternative are wordings; the rest remarks."""
    assert (set(wordings(piece)[0]), wordings(piece)[1]) == (set(texts), remark)


@settings(max_examples=100)
@given(st.text(alphabet="аб (){}или-.я", max_size=40))
def test_no_brackets_are_left_over(piece: str) -> None:
    """Whatever the brackets, the wordings are clean, few and not empty."""
    texts, _ = wordings(piece)
    assert len(texts) <= 7
    for text in texts if "(" in piece else ():
        assert text.strip()
        assert not set("()") & set(text)


def test_a_standing_is_the_place_among_all_answers() -> None:
    """Wanted wordings that are no answer are left out; articles make no difference."""
    found = standings(
        ["Contract", "the treaty", "pact"], ["treaty", "A contract", "alliance"], "en"
    )
    assert [(each.text, each.rank, each.score, each.similarity) for each in found] == [
        ("treaty", 2, 0.5, 1.0),
        ("A contract", 1, 1.0, 1.0),
    ]
