"""What a translation holds is decided by dictionary forms, apart from the search itself."""

from __future__ import annotations

import pytest

from benchmarks.recognition import holds, lemmas, occurrences, spelled
from benchmarks.sets import segment
from fidelity.model import Concept, Glossary, Term

ROW = {"id": "1", "src_lang": "en", "tgt_lang": "ru"}


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("О почётных консулах речи не было.", "почетный консул"),
        ("Прибыл вице-консул.", "вице-консул"),
    ],
)
def test_a_wording_stands_in_any_form(text: str, wording: str) -> None:
    """Case, number, ё and hyphens make no difference."""
    assert holds(lemmas(text, "ru"), lemmas(wording, "ru-RU"))


@pytest.mark.parametrize("text", ["Консул был почётным гостем.", "Почётный гость.", ""])
def test_words_apart_are_no_wording(text: str) -> None:
    """They must stand side by side, in order."""
    assert not holds(lemmas(text, "ru"), lemmas("почётный консул", "ru"))


def test_an_abbreviation_must_stand_in_capitals() -> None:
    """AIDS is not what aids."""
    assert not spelled("AIDS", "a clerk aids the consul")
    assert spelled("consul", "Consuls met")


def test_an_occurrence_knows_whether_the_translation_follows_the_glossary() -> None:
    """Translators do not always."""
    concept = Concept("1", (Term("honorary consul", "en"), Term("почётный консул", "ru-RU")))
    glossary = Glossary("own", (concept,), ("en", "ru-RU"))
    source = "Two honorary consuls came."
    followed = segment(ROW, source, "Приехали два почётных консула.")
    free = segment(ROW, source, "Приехали двое.")
    other = segment(ROW, "Two guests came.", "Приехали два почётных консула.")
    found = list(occurrences([followed, free, other], glossary))
    assert [(one.item, one.rendered) for one in found] == [(followed, True), (free, False)]
