"""Language tags: what is accepted, what comes out, and which languages serve for which."""

from __future__ import annotations

from collections import Counter

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity import tags
from fidelity.shelf import table
from fidelity.tags import canonical, from_header, matches


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("ru_RU", "ru-RU"),
        ("EN", "en"),
        ("zh-hans", "zh-Hans"),
        (" pt_br ", "pt-BR"),
        ("ZH_hant_tw", "zh-Hant-TW"),
        ("eng", "en"),
        ("iw", "he"),
        ("zh-yue", "yue"),
        ("de-CH-1996", "de-CH-1996"),
    ],
)
def test_a_tag_gets_its_canonical_spelling(written: str, expected: str) -> None:
    """Case, underscores, old and long codes do not matter."""
    assert canonical(written) == expected


@pytest.mark.parametrize(
    "written", ["", "e", "english!", "xx", "en-", "en--GB", "русский", "und", "mul", "en-zzz", "12"]
)
def test_what_is_no_language_is_refused_with_an_example(written: str) -> None:
    """The message quotes what was written and shows what a tag looks like."""
    with pytest.raises(ValueError, match=r"zh-Hans|did you mean") as caught:
        canonical(written)
    assert f"“{written}”" in str(caught.value)


def test_a_language_name_for_a_tag_gets_the_tag_offered() -> None:
    """Who writes "Russian" is told "ru"."""
    with pytest.raises(ValueError, match=r"did you mean ru\?"):
        canonical("Russian")


@settings(max_examples=100)
@given(text=st.one_of(st.text(max_size=12), st.from_regex(r"[a-z]{2,3}([-_][A-Za-z0-9]{1,8})*")))
def test_any_text_is_a_stable_tag_or_a_value_error(text: str) -> None:
    """What comes out goes in again unchanged; nothing else than ValueError is raised."""
    try:
        tag = canonical(text)
    except ValueError:
        return
    assert canonical(tag) == tag


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("en", "en"),
        ("ru_RU", "ru-RU"),
        ("eng", "en"),
        ("Английский", "en"),
        ("РУССКИЙ", "ru"),
        ("\ufeffEnglish", "en"),
        ("Русский язык", "ru"),
        ("Deutsch", "de"),
        ("anglais", "en"),
        ("ruso", "ru"),
        ("Französisch", "fr"),
        ("English (en-GB)", "en-GB"),
        ("English (UK)", "en-GB"),
        ("Source (en)", "en"),
        ("English term", "en"),
        ("Chinese (Simplified)", "zh-Hans"),
        ("português (Brasil)", "pt-BR"),
    ],
)
def test_a_column_header_names_a_language(header: str, expected: str) -> None:
    """Codes and names in several languages are known, in any case, with a word beside them."""
    assert from_header(header) == expected


@pytest.mark.parametrize(
    "header",
    [
        "",
        "term",
        "source",
        "status",
        "pos",
        "ref",
        "def",
        "note",
        "Definition (en)",
        "en,ru",
        "term-id",
    ],
)
def test_other_column_headers_name_no_language(header: str) -> None:
    """Words of tables that happen to be codes of rare languages are not taken for them."""
    assert from_header(header) is None


@pytest.mark.parametrize("tag", ["English (UK)", "English [UK]", "Anglais (uk)"])
def test_a_country_in_brackets_is_not_a_language(tag: str) -> None:
    """UK beside English is the kingdom, not Ukrainian."""
    assert (from_header(tag) or "").split("-")[0] == "en"


def test_every_name_in_the_table_stands_for_one_language() -> None:
    """No name is listed twice, and every tag is canonical."""
    known = yaml.safe_load(table("language-names.yaml").read_text("utf-8"))
    counted = Counter(name.casefold() for names in known.values() for name in names)
    assert [name for name, count in counted.items() if count > 1] == []
    assert [tag for tag in known if canonical(tag) != tag] == []
    assert len(known) >= 40


def test_a_name_is_found_under_its_own_spelling() -> None:
    """Every name of the table works as a column header."""
    assert {name for name, tag in tags.names().items() if from_header(name) != tag} == set()


@pytest.mark.parametrize(
    ("wanted", "present"),
    [("ru", "ru-RU"), ("ru-RU", "ru"), ("en-US", "en-GB"), ("zh", "zh-Hans"), ("no", "nb")],
)
def test_variants_of_a_language_serve_each_other(wanted: str, present: str) -> None:
    """A region or a default script makes no difference."""
    assert matches(wanted, present)


@pytest.mark.parametrize(
    ("wanted", "present"),
    [
        ("be", "ru"),
        ("ru", "be"),
        ("uk", "ru"),
        ("ru", "uk"),
        ("kk", "ru"),
        ("ca", "es"),
        ("zh-Hans", "zh-Hant"),
        ("sr", "hr"),
        ("nb", "da"),
        ("en", "fr"),
    ],
)
def test_neighbouring_languages_never_serve_for_each_other(wanted: str, present: str) -> None:
    """However many readers understand both."""
    assert not matches(wanted, present)
