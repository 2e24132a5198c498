"""English: possessives, contractions, hyphens, homonyms and inflection."""

from __future__ import annotations

import pytest

from fidelity.languages import en


def split(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """List the words of a text with their lemmas."""
    return [(word.text, word.lemmas) for word in en.words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President’s visit", [("President’s", ("president",)), ("visit", ("visit",))]),
        ("allies' talks", [("allies'", ("ally",)), ("talks", ("talk",))]),
        ("don't", [("do", ("do",)), ("n't", ("not",))]),
        ("can’t", [("ca", ("can",)), ("n’t", ("not",))]),
        ("won't", [("wo", ("will",)), ("n't", ("not",))]),
        ("it's", [("it", ("it",)), ("'s", ("be", "have"))]),
        ("they've", [("they", ("they",)), ("'ve", ("have",))]),
        ("U.N. sanctions", [("U.N.", ("u.n.", "un")), ("sanctions", ("sanction",))]),
        ("in 2009-2010", [("in", ("in",)), ("2009", ("2009",)), ("2010", ("2010",))]),
        ("2.5 per cent", [("2.5", ("2.5",)), ("per", ("per",)), ("cent", ("cent",))]),
    ],
)  # fmt: skip
def test_words_and_lemmas(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    """A possessive is one word, a contraction two, an abbreviation keeps its stops."""
    assert split(text) == expected


@pytest.mark.parametrize("word", ["cease-fire", "cease\u2011fires", "ceasefires", "Cease-Fire's"])
def test_a_hyphenated_word_meets_its_closed_spelling(word: str) -> None:
    """cease-fire is one word, and ceasefire is among its lemmas."""
    (found,) = en.words(word)
    assert "ceasefire" in found.lemmas


def test_a_hyphenated_word_keeps_its_own_lemma_first() -> None:
    """Only its last part is inflected."""
    (found,) = en.words("vice-presidents")
    assert found.lemmas[0] == "vice-president"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("left", {"leave", "left"}),
        ("found", {"find", "found"}),
        ("leaves", {"leave", "leaf"}),
        ("bases", {"base", "basis"}),
        ("meeting", {"meet", "meeting"}),
        ("strikes", {"strike"}),
        ("went", {"go"}),
    ],
)
def test_homonyms_are_all_kept(word: str, expected: set[str]) -> None:
    """Irregular pasts and plurals that look like other words have both lemmas."""
    assert set(en.words(word)[0].lemmas) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("ceasefire", True),
        ("sanctions'", True),
        ("president’s", True),
        ("NATO", True),
        ("peace-keeping", True),
        ("2009", True),
        ("goverment", False),
        ("recieve", False),
        ("перегрузка", False),
        ("", None),
    ],
)
def test_words_and_common_names_are_known(word: str, expected: bool | None) -> None:
    """Names that come often are known, misspellings are not."""
    assert en.knows(word) is expected


def test_an_article_inside_a_term_stands_for_any_determiner() -> None:
    """A text names the thing of which the glossary speaks in general."""
    found = en.forms("table a motion")
    assert {"tabled the motion", "tables their motion", "table a motion"} <= found
    assert "table an motion" not in found
    assert "exercised an option" in en.forms("exercise the option")


@pytest.mark.parametrize(
    ("term", "found", "other"),
    [
        ("hostilities", "hostilities'", "hostility"),
        ("small arms", "small arms'", "small arm"),
        ("cessation of hostilities", "cessations of hostilities", "cessation of hostility"),
        ("arms", "arms", "armed"),
    ],
)
def test_a_plural_with_a_meaning_of_its_own_stays_a_plural(
    term: str, found: str, other: str
) -> None:
    """Hostilities are combat, hostility is a feeling: a term for the one is not the other."""
    forms = en.forms(term)
    assert found in forms
    assert other not in forms
