"""Ukrainian: the same as Russian, with its apostrophe, vocative and participles."""

from __future__ import annotations

import pytest

from fidelity.languages import uk


def lemmas(word: str) -> tuple[str, ...]:
    """List the lemmas of the first word of a text."""
    return uk.words(word)[0].lemmas


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ"])
def test_every_apostrophe_is_the_same(apostrophe: str) -> None:
    """об'єднання is one known word, however the apostrophe is typed."""
    word = f"об{apostrophe}єднання"
    (found,) = uk.words(word)
    assert found.text == word
    assert found.lemmas == ("об'єднання",)
    assert uk.knows(word) is True
    assert "об'єднанням" in uk.forms(word)


def test_homonyms_are_all_kept() -> None:
    """ліс is a forest, and the genitive of scaffolding."""
    assert set(lemmas("ліс")) >= {"ліс", "ліса"}


@pytest.mark.parametrize(
    ("form", "verb"),
    [
        ("засуджений", "засудити"),
        ("засудженими", "засудити"),
        ("засудивши", "засудити"),
        ("домовляючись", "домовлятися"),
    ],
)
def test_participles_and_gerunds_lead_to_their_verb(form: str, verb: str) -> None:
    """The dictionary keeps them apart; here they have the verb among their lemmas."""
    assert verb in lemmas(form)
    assert form in uk.forms(verb)


@pytest.mark.parametrize("term", ["угода", "мир", "літак", "ядерний", "засудити", "держава-член"])
def test_every_form_leads_back_to_its_term(term: str) -> None:
    """A lemma of the term is among the lemmas of each of its forms."""
    own = set(lemmas(term))
    for form in uk.forms(term):
        assert own & set(lemmas(form)), form


def test_the_dictionary_knows_words() -> None:
    """Words and compounds are known, misspellings and Russian words are not."""
    assert uk.knows("перезавантаження") is True
    assert uk.knows("держава-член") is True
    assert uk.knows("перезавантажння") is False
    assert uk.knows("перезагрузка") is False
