"""The rule untidy-term."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.languages import language
from fidelity.model import Finding
from fidelity.rules._examples import Row, known
from fidelity.rules.untidy_term import audit, mend


def findings(*rows: Row) -> list[Finding]:
    """Run the rule over every concept of a glossary."""
    look = known(rows, language)
    return [found for concept in look.glossary.concepts for found in audit(concept, look)]


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        (" truce", "truce"),
        ("truce\u00a0", "truce"),
        ("cease  fire", "cease fire"),
        ("cease\nfire", "cease fire"),
        ("cease\u200bfire", "ceasefire"),
        ("\ufefftruce", "truce"),
        ("truce;", "truce"),
        (", truce", "truce"),
        ("- truce", "truce"),
        ("прекращение огня.", "прекращение огня"),
        ("“truce”", "truce"),
        ("„Waffenruhe“", "Waffenruhe"),
        ('"truce,"', "truce"),
        ("truce)", "truce"),
        ("(truce", "truce"),
        ("treaty (START", "treaty (START)"),
        ("движение «Талибан", "движение «Талибан»"),
        ("停战）", "停战"),
        ('"truce', "truce"),
        ("tre\u0302ve", "trêve"),
        ("cанкции", "санкции"),
        ("резолюция Cовета", "резолюция Совета"),
    ],
)
def test_it_mends(written: str, mended: str) -> None:
    """A fault is found and the suggestion is the clean spelling."""
    clean, faults = mend(written)
    assert clean == mended
    assert faults


@pytest.mark.parametrize(
    "term",
    [
        "truce",
        "chargé d'affaires",
        "persona non grata (PNG)",
        "U.S.",
        "etc.",
        "т. е.",
        "anti-",
        "-фобия",
        "IT-сектор",
        "№\u00a05",
        "движение «Талибан»",
        "«Хезболла» и «Хамас»",
        "می\u200cشود",
        "10 %",
        "COVID-19",
        "平和、安全",
    ],
)
def test_it_leaves_clean_terms_alone(term: str) -> None:
    """What belongs to the spelling of a term is no fault."""
    assert mend(term) == (term, ())


@given(st.text(alphabet="ab cсе «»\"'()[];:,.-–\u00a0\u200b\u0301\n„“”", max_size=20))
@settings(max_examples=100, deadline=None)
def test_a_mended_term_is_clean(written: str) -> None:
    """Mending twice changes nothing more, and an unchanged term has no faults."""
    mended, faults = mend(written)
    assert mend(mended) == (mended, ())
    assert bool(faults) == (mended != written)
    assert unicodedata.is_normalized("NFC", mended)


def test_two_alphabets_in_a_word_are_a_warning() -> None:
    """A look-alike letter is graver than a stray space, and the mended word is suggested."""
    (found,) = findings(Row("a", "en", "sanctions"), Row("a", "ru", "cанкции"))
    assert found.level == "warning"
    assert found.suggestions == ("санкции",)


def test_a_stray_space_is_a_note() -> None:
    """Untidiness that a reader can see is a note."""
    (found,) = findings(Row("a", "en", "sanctions "), Row("a", "ru", "санкции"))
    assert found.level == "note"


def test_several_faults_of_a_term_are_one_finding() -> None:
    """The message lists every fault of the term."""
    (found,) = findings(Row("a", "en", "“arms  race”,"), Row("a", "ru", "гонка вооружений"))
    assert "stray spaces" in found.message
    assert "quotation marks" in found.message
    assert found.suggestions == ("arms race",)
