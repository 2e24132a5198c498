"""Documents that are in another language than they are checked as."""

from __future__ import annotations

import pytest

from fidelity.matching.sides import House
from fidelity.model import Finding
from fidelity.passages import Anchor, Passage
from fidelity.protocols import Example
from fidelity.rules.swapped_languages import RIGHT, WRONG
from fidelity.run_text import check_segment, conclude, text_rules
from fidelity.segments import Segment

TEXTS = {
    "en": "The Ministry of Foreign Affairs regrets that the talks were not held and calls on all "
    "parties to return to the table without conditions. It has been in touch with both sides.",
    "ru": "Министерство иностранных дел сожалеет, что переговоры не состоялись, и призывает все "
    "стороны вернуться за стол без условий. Оно находится на связи с обеими сторонами.",
    "uk": "Міністерство закордонних справ шкодує, що переговори не відбулися, і закликає всі "
    "сторони повернутися за стіл без умов. Воно перебуває на зв'язку з обома сторонами.",
    "fr": "Le ministère des affaires étrangères regrette que les pourparlers n'aient pas eu lieu "
    "et appelle toutes les parties à revenir à la table sans conditions. Il est en contact avec "
    "les deux parties.",
    "es": "El Ministerio de Relaciones Exteriores lamenta que no se hayan celebrado las "
    "conversaciones y exhorta a todas las partes a volver a la mesa sin condiciones.",
    "de": "Das Außenministerium bedauert, dass die Gespräche nicht stattgefunden haben, und ruft "
    "alle Seiten auf, ohne Bedingungen an den Tisch zurückzukehren.",
    "zh": "外交部对会谈未能举行表示遗憾，并呼吁各方无条件重返谈判桌。外交部同双方保持着联系。" * 2,
}


def checked(source: str, target: str, tags: tuple[str, str], *, one: bool = False) -> list[Finding]:
    """Check a document of three equal segments, in two files or in one."""
    names = ("a.txt", "a.txt" if one else "b.txt")
    rules = text_rules(["swapped-languages"])
    house = House(*tags)
    observations: list[tuple[str, object]] = []
    for line in range(1, 4):
        sides = [
            Passage(text, name, (Anchor(0, line, 1),))
            for text, name in zip((source, target), names, strict=True)
        ]
        item = Segment(f"a.txt:{line}", sides[0], sides[1], *tags)
        observations += check_segment(item, house, rules).observations
    return list(conclude(observations, house, rules))


@pytest.mark.parametrize("example", RIGHT)
def test_the_right_examples_are_quiet(example: Example) -> None:
    """Foreign titles and names included."""
    source, target = example.pair.split("-")
    assert checked(example.source, example.target, (source, target)) == []


@pytest.mark.parametrize("example", WRONG)
def test_the_wrong_examples_are_found(example: Example) -> None:
    """Once for the document."""
    source, target = example.pair.split("-")
    assert len(checked(example.source, example.target, (source, target))) == 1


@pytest.mark.parametrize("one", TEXTS)
@pytest.mark.parametrize("other", TEXTS)
def test_documents_in_their_own_languages_are_left_alone(one: str, other: str) -> None:
    """Whatever the pair."""
    assert checked(TEXTS[one], TEXTS[other], (one, other)) == []


@pytest.mark.parametrize(
    "tags", [("en", "ru"), ("ru", "uk"), ("en", "fr"), ("es", "fr"), ("de", "en"), ("zh", "en")]
)
def test_two_files_that_are_the_wrong_way_round_are_an_error(tags: tuple[str, str]) -> None:
    """It is told once for the document, and which file is in which language."""
    (found,) = checked(TEXTS[tags[1]], TEXTS[tags[0]], tags)

    assert (found.rule, found.level) == ("swapped-languages", "error")
    assert f"a.txt is in “{tags[1]}” and b.txt in “{tags[0]}”" in found.message


def test_the_sides_of_a_bilingual_file_may_be_the_wrong_way_round() -> None:
    """The message speaks of the sides."""
    (found,) = checked(TEXTS["ru"], TEXTS["en"], ("en", "ru"), one=True)

    assert "the two sides of a.txt are the wrong way round" in found.message


@pytest.mark.parametrize(("tags", "there"), [(("en", "ru"), "uk"), (("en", "fr"), "es")])
def test_a_translation_into_a_third_language_is_a_warning(
    tags: tuple[str, str], there: str
) -> None:
    """The language that it seems to be in is named."""
    (found,) = checked(TEXTS[tags[0]], TEXTS[there], tags)

    assert found.level == "warning"
    assert f"b.txt seems to be in “{there}”" in found.message


def test_a_translation_in_the_language_of_the_original_is_a_warning() -> None:
    """The file was copied, and not yet translated."""
    (found,) = checked(TEXTS["en"], TEXTS["en"], ("en", "ru"))

    assert found.level == "warning"
    assert "b.txt seems to be in “en”, and is checked as “ru”" in found.message


def test_a_few_words_say_nothing() -> None:
    """A heading or a name may be the same in both."""
    assert checked("OK", "Дакар", ("ru", "en")) == []


def test_a_language_that_is_not_known_is_not_judged() -> None:
    """Belarusian has no list of common words, so nothing is said of it beside Russian."""
    text = "Міністэрства замежных спраў шкадуе, што перамовы не адбыліся, і заклікае ўсе бакі."

    assert checked(text, TEXTS["ru"], ("be", "ru")) == []
    assert checked(text, TEXTS["en"], ("be", "en")) == []


def test_two_short_sides_that_confirm_each_other_are_enough() -> None:
    """Neither alone is: thirty letters may be a quotation."""
    short = {"en": "Unity.", "ru": "Единство."}
    assert [each.level for each in checked("Он осудил это.", "He condemned it.", ("en", "ru"))] == [
        "error"
    ]
    assert checked(short["ru"], short["en"], ("en", "ru")) == []
