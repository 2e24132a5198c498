"""The rule unknown-word."""

from __future__ import annotations

import pytest
import yaml

from fidelity import shelf, text
from fidelity.languages import language
from fidelity.model import Finding, Term
from fidelity.rules._examples import Row, known
from fidelity.rules.unknown_word import audit, misprints


def found_in(wording: str, tag: str) -> list[tuple[str, str]]:
    """List the misprints of a wording, each with the word it stands for."""
    return [(word, near) for _, word, near in misprints(Term(wording, tag), language(tag))]


def findings(*rows: Row) -> list[Finding]:
    """Run the rule over every concept of a glossary."""
    look = known(rows, language)
    return [found for concept in look.glossary.concepts for found in audit(concept, look)]


@pytest.mark.parametrize(
    ("wording", "tag", "misprint", "meant"),
    [
        ("совместное заевление", "ru", "заевление", "заявление"),
        ("нота протетса", "ru", "протетса", "протеста"),
        ("rezolution", "en", "rezolution", "resolution"),
        ("goverment in exile", "en", "goverment", "government"),
        ("négotiation", "fr", "négotiation", "négociation"),
        ("Verhandlungn", "de", "Verhandlungn", "Verhandlungen"),
        ("переговри", "uk", "переговри", "переговори"),
        ("negociasiones", "es", "negociasiones", "negociaciones"),
    ],
)
def test_a_misprint_is_found(wording: str, tag: str, misprint: str, meant: str) -> None:
    """A word one slip away from a common one is a misprint of it."""
    assert found_in(wording, tag) == [(misprint, meant)]


@pytest.mark.parametrize(
    ("wording", "tag"),
    [
        ("доклад Гутерриша", "ru"),
        ("НАТО", "ru"),
        ("СНВ-3", "ru"),
        ("ГОСТ Р", "ru"),
        ("кибератака", "ru"),
        ("прокси-война", "ru"),
        ("Brexit", "ru"),
        ("российско-американские отношения", "ru"),
        ("арабо-израильский конфликт", "ru"),
        ("amitié franco-allemande", "fr"),
        ("modus vivendi", "ru"),
        ("акад. наук", "ru"),
        ("note verbale", "en"),
        ("coup d'état", "en"),
        ("denuclearisation", "en"),
        ("Sicherheitsratsresolution", "de"),
        ("l'agrément", "fr"),
        ("وبالحرب", "ar"),
        ("停火", "zh"),
    ],
)
def test_rare_but_right_words_are_quiet(wording: str, tag: str) -> None:
    """Names, abbreviations, loans, compounds and languages without a dictionary are left alone."""
    assert found_in(wording, tag) == []


def test_only_renderings_are_checked() -> None:
    """The source side belongs to whoever wrote it."""
    assert not findings(Row("a", "en", "rezolution"), Row("a", "ru", "резолюция"))


def test_the_suggestion_is_the_whole_rendering() -> None:
    """An editor can paste the suggestion: the rest of the rendering is kept."""
    (found,) = findings(Row("a", "en", "joint statement"), Row("a", "ru", "совместное заевление"))
    assert found.level == "note"
    assert found.suggestions == ("совместное заявление",)


def test_the_list_of_known_words_is_sound() -> None:
    """Each entry is a string in lower case (German nouns apart), in one script, listed once."""
    loaded = yaml.safe_load(shelf.table("known-words.yaml").read_text(encoding="utf-8"))
    for tag, section in loaded.items():
        assert isinstance(tag, str)
        assert set(section) <= {"words", "prefixes", "joints", "links", "left-alone"}
        for entries in section.values():
            assert len(set(entries)) == len(entries), tag
            for entry in entries:
                assert isinstance(entry, str), (tag, entry)
                assert tag == "de" or entry == entry.lower(), (tag, entry)
                assert len(text.scripts(entry)) <= 1, (tag, entry)
