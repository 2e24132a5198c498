"""What every language must do, whatever it knows: exact offsets, lemmas, the term itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.errors import UsageError
from fidelity.languages import default, en, ja, language, ru, uk, zh
from fidelity.protocols import Language
from fidelity.text import normalise

TAGS = ("ru", "uk", "en", "zh", "ja", "fr", "tlh")
SAMPLES = (
    "Прекращение огня — по-прежнему цель; об’єднання, U.N.'s don't 2,5 停火協議 ミサイル発射 ｶﾞｽ "
    "l'accord "
    "С-300 1990-х пере\u00adгру́зка _x_ №5 ’s n't 'd ---"
)
TEXTS = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from(SAMPLES.split(" ")), max_size=8).map(" ".join),
    st.text(alphabet=SAMPLES, max_size=25),
)


@pytest.mark.parametrize("tag", TAGS)
@given(text=TEXTS)
@settings(max_examples=60, deadline=None)
def test_each_word_stands_where_it_says(tag: str, text: str) -> None:
    """The offsets of a word cut it out of the text, and words come in order without overlap."""
    end = 0
    for word in language(tag).words(text):
        assert text[word.start : word.end] == word.text
        assert word.start >= end
        assert word.text
        end = word.end


@pytest.mark.parametrize("tag", TAGS)
@given(text=TEXTS)
@settings(max_examples=60, deadline=None)
def test_each_word_has_lemmas(tag: str, text: str) -> None:
    """There is always a lemma, normalised; parts of speech are there for each of them or none."""
    for word in language(tag).words(text):
        assert word.lemmas
        assert all(lemma == normalise(lemma) for lemma in word.lemmas)
        assert len(word.parts_of_speech) in (0, len(word.lemmas))


@pytest.mark.parametrize("tag", TAGS)
@given(term=TEXTS)
@settings(max_examples=40, deadline=None)
def test_a_term_is_one_of_its_forms(tag: str, term: str) -> None:
    """The normalised term is always there, everything is lower case, and there is a bound."""
    found = language(tag).forms(term)
    assert normalise(term) in found
    assert all(form == form.lower() or form == normalise(form) for form in found)
    assert len(found) <= 600


@pytest.mark.parametrize("tag", TAGS)
@given(word=TEXTS)
@settings(max_examples=40, deadline=None)
def test_knowing_is_yes_or_no_or_no_answer(tag: str, word: str) -> None:
    """Any string may be asked about."""
    assert language(tag).knows(word) in (True, False, None)


@pytest.mark.parametrize(
    ("tag", "module"),
    [
        ("ru", ru),
        ("ru-RU", ru),
        ("RU", ru),
        ("rus", ru),
        ("uk", uk),
        ("uk-UA", uk),
        ("en-GB", en),
        ("en_US", en),
        ("zh", zh),
        ("zh-Hant-TW", zh),
        ("cmn-Hans", zh),
        ("ja-JP", ja),
    ],
)
def test_a_tag_chooses_the_module_of_its_language(tag: str, module: Language) -> None:
    """Script, region, case and three-letter codes make no difference."""
    assert language(tag) is module


def test_other_languages_get_the_default_bound_to_them() -> None:
    """A language without a module is served by the default, which knows which one it is."""
    assert language("fr-CA") == default.bound("fr")
    assert language("fr") != language("de")


def test_every_language_keeps_the_protocol() -> None:
    """Modules and bound objects offer the same three functions."""
    for tag in TAGS:
        assert isinstance(language(tag), Language)
    assert isinstance(default, Language)


@pytest.mark.parametrize("tag", ["", "русский", "no such language", "e"])
def test_what_is_no_tag_is_refused(tag: str) -> None:
    """The message says what a tag looks like."""
    with pytest.raises(UsageError, match="BCP 47"):
        language(tag)
