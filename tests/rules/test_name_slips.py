"""Surnames with a wrong letter, told from those that are spelled in another allowed way."""

from __future__ import annotations

import pytest

from fidelity.matching.sides import House, KnownText
from fidelity.passages import Anchor, Passage
from fidelity.rules._name_slips import slips
from fidelity.segments import Segment


def found(russian: str, english: str) -> list[tuple[str, str]]:
    """Look for slips between two sentences that hold one surname each."""
    texts = f"Слово взял посланник {russian}.", f"The floor was given to envoy {english}."
    first, second = (Passage(text, "a", (Anchor(0, 1, 1),)) for text in texts)
    known = KnownText(Segment("1", first, second, "ru", "en"), House("ru", "en"))
    return [(one.text, two.text) for one, two in slips(known)]


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("Соловьёв", "Soloviev"),
        ("Соловьев", "Solovyov"),
        ("Аксёнов", "Aksenov"),
        ("Смирнов", "Smirnoff"),
        ("Островский", "Ostrovskiy"),
        ("Кудрявцев", "Kudriavtsev"),
        ("Щербакова", "Shcherbakova"),
        ("Ющенко", "Yushchenko"),
        ("Юрьев", "Yuriev"),
        ("Тищенко", "Tishchenko's"),
        ("Розанов", "Rosanov"),
    ],
)
def test_an_allowed_spelling_is_no_slip(russian: str, english: str) -> None:
    """Yo and e, y and i, ff and v, sky and skiy say the same."""
    assert not found(russian, english)


@pytest.mark.parametrize(
    ("russian", "english"),
    [("Терехов", "Tirekhov"), ("Жаботинский", "Shabotinsky"), ("Деркачёву", "Derkashev")],
)
def test_another_letter_is_a_slip(russian: str, english: str) -> None:
    """A vowel or a consonant that no spelling explains."""
    assert found(russian, english) == [(russian, english)]


@pytest.mark.parametrize(("russian", "english"), [("Уильямс", "Wiliams"), ("Шойгу", "Shoiga")])
def test_other_names_have_spellings_of_their_own(russian: str, english: str) -> None:
    """Only surnames of this kind are written letter by letter."""
    assert not found(russian, english)
