"""The canonical format: what it means, and how it reports what is wrong."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from textwrap import dedent

import pytest

from fidelity import termbases
from fidelity.errors import InputError
from fidelity.model import Glossary

WHOLE = """\
    # a comment
    glossary: diplomacy
    title: Diplomatic relations
    licence: Apache-2.0
    languages: [en, ru_RU]
    concepts:
      - id: reset-of-relations
        definition: A fresh start after a period of tension.
        domain: diplomacy
        note: Not the button.
        source: "Vienna Convention, 1961, art. 3"
        severity: critical
        examples:
          - They agreed on a reset in relations.
        terms:
          en:
            - reset
            - text: reset in relations
              part-of-speech: Noun
          ru_RU:
            - перезагрузка
            - "сброс"
            - text: перегрузка
              status: forbidden
              kind: near_homonym
              reason: means "overload"
              note: on the button
              source: "Kommersant, 2009"
              profile: newsroom
              valid-from: 2009-03-06
              valid-until: 2030-01-01
          fr: redémarrage
    """


def _read(folder: Path, text: str, **flags: str) -> Glossary:
    path = folder / "stem.yaml"
    path.write_text(dedent(text), "utf-8")
    return termbases.read(path, **flags)


def _refused(folder: Path, text: str) -> str:
    with pytest.raises(InputError) as caught:
        _read(folder, text)
    return str(caught.value).removeprefix(f"{folder.as_posix()}/stem.yaml:")


def _one(terms: str) -> str:
    """Make a glossary of one concept with the terms, each line indented by six."""
    return f"concepts:\n  - id: a\n    terms:\n{terms}"


def test_every_key_arrives_in_its_field(tmp_path: Path) -> None:
    """As the description of the format says."""
    glossary = _read(tmp_path, WHOLE)
    assert (glossary.name, glossary.title, glossary.licence) == (
        "diplomacy",
        "Diplomatic relations",
        "Apache-2.0",
    )
    assert glossary.languages == ("en", "ru-RU", "fr")
    concept = glossary.concepts[0]
    assert concept.definition == "A fresh start after a period of tension."
    assert (concept.domain, concept.note) == ("diplomacy", "Not the button.")
    assert (concept.source, concept.severity) == ("Vienna Convention, 1961, art. 3", "critical")
    assert concept.examples == ("They agreed on a reset in relations.",)
    assert concept.terms[1].part_of_speech == "noun"
    overload = concept.terms[4]
    assert (overload.text, overload.language, overload.status) == (
        "перегрузка",
        "ru-RU",
        "forbidden",
    )
    assert (overload.kind, overload.reason) == ("near_homonym", 'means "overload"')
    assert (overload.note, overload.source) == ("on the button", "Kommersant, 2009")
    assert overload.profile == "newsroom"
    assert (overload.valid_from, overload.valid_until) == ("2009-03-06", "2030-01-01")


def test_the_first_usable_term_of_a_language_is_preferred(tmp_path: Path) -> None:
    """Others are admitted, unless they say what they are."""
    terms = """\
      en:
        - text: restart
          status: deprecated
        - reset
        - new start
      ru:
        - text: сброс
          status: admitted
        - перезагрузка
"""
    found = _read(tmp_path, _one(terms)).concepts[0].terms
    assert [term.status for term in found] == [
        "deprecated",
        "preferred",
        "admitted",
        "admitted",
        "admitted",
    ]


def test_terms_stand_where_their_text_begins(tmp_path: Path) -> None:
    """Inside quotation marks, after the dash, or at the key ``text``."""
    terms = _read(tmp_path, WHOLE).concepts[0].terms
    places = {term.text: (term.place.line, term.place.column) for term in terms if term.place}
    assert places == {
        "reset": (17, 11),
        "reset in relations": (18, 17),
        "перезагрузка": (21, 11),
        "сброс": (22, 12),
        "перегрузка": (23, 17),
        "redémarrage": (32, 11),
    }


def test_words_that_yaml_takes_for_values_stay_words(tmp_path: Path) -> None:
    """Norwegian is ``no``, and so is a refusal; a year is a text."""
    glossary = _read(tmp_path, _one("      no: [nei]\n      en: [no, yes, 2009, 1e3, 'null']\n"))
    assert glossary.languages == ("no", "en")
    assert [term.text for term in glossary.concepts[0].terms] == [
        "nei",
        "no",
        "yes",
        "2009",
        "1e3",
        "null",
    ]


def test_without_a_name_the_stem_of_the_file_is_the_name(tmp_path: Path) -> None:
    """And the languages stand in order of appearance."""
    glossary = _read(tmp_path, _one("      ru: мир\n      en: peace\n"))
    assert (glossary.name, glossary.languages) == ("stem", ("ru", "en"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("glosary: a\n", "1:1: unknown key “glosary”; did you mean glossary?"),
        ("- a\n", "1:1: the glossary is not a set of keys and values"),
        ("title: a\n", "1:1: the glossary has no “concepts”; add it"),
        ("concepts: []\n", "1:11: the list of concepts is empty"),
        ("concepts:\n", "1:10: the list of concepts is empty"),
        ("concepts:\n  - id: a\n", "2:5: the concept has no “terms”; add it"),
        ("concepts:\n  - terms: {en: a}\n", "2:5: the concept has no “id”; add it"),
        (_one("      en: a\n    term: b\n"), "5:5: unknown key “term”; did you mean terms?"),
        (_one("      en: a\n      en: b\n"), "5:7: the key “en” stands here twice"),
        (_one("      en: a\n      EN: b\n"), "5:7: EN and en are the same language"),
        (_one("      xx: a\n"), "4:7: “xx” names no language that is registered"),
        (_one("      english: a\n"), "4:7: “english” is not a language tag; did you mean en?"),
        (_one("      en:\n"), "4:10: the list of en terms is empty"),
        (_one("      en: ['']\n"), "4:13: the term is empty; fill it in or take it out"),
        (_one("      en: ~\n"), "4:11: the list of en terms is empty"),
        (_one("      en: [[a]]\n"), "4:12: the term is not a set of keys and values"),
        (_one("      en: {text: a}\n"), "4:11: the list of en terms is not a list"),
        (_one("      en: [{status: admitted}]\n"), "4:12: the term has no “text”; add it"),
        (
            _one("      en: [{text: a, status: forbiden}]\n"),
            "4:30: unknown status “forbiden”; did you mean forbidden?",
        ),
        (
            _one("      en: [{text: a, statsu: admitted}]\n"),
            "4:22: unknown key “statsu”; did you mean status?",
        ),
        (
            _one("      en: [{text: a, kind: near-homonym}]\n"),
            "4:28: unknown kind “near-homonym”; did you mean near_homonym?",
        ),
        (
            _one("      en: [{text: a, valid-from: 2009-02-30}]\n"),
            "4:34: “2009-02-30” is not a date; write it as YYYY-MM-DD",
        ),
        (
            _one("      en: a\n    severity: grave\n"),
            "5:15: unknown severity “grave”; known: neutral, minor, major, critical",
        ),
        (_one("      en: a\n    note:\n"), "5:10: the value of note is empty"),
        (_one("      en: a\n    examples: [x, x]\n"), "5:19: “x” stands in examples twice"),
        (_one('      en: "a\\u0007"\n'), "4:12: there is a control character (U+0007)"),
        ("languages: [en, en]\nconcepts: x\n", "1:17: “en” stands in languages twice"),
        ("glossary: a: b\n", "1:12: this is not valid YAML (mapping values are not allowed"),
        ("glossary: 'a\n", "2:1: this is not valid YAML (found unexpected end of stream)"),
        ("glossary: a\n---\nglossary: b\n", "2:1: a second document begins here"),
        ("a: &x [b]\nb: *x\n", "1:4: anchors (&) and aliases (*) of YAML are not used"),
        ("glossary: !!python/name:os.system x\n", "1:11: there is a YAML tag ("),
        ("a: [" + "[" * 50, "1:22: this is nested too deep"),
    ],
)
def test_a_fault_is_reported_at_its_line_and_column(
    tmp_path: Path, text: str, message: str
) -> None:
    """With what to do, in one line."""
    found = _refused(tmp_path, text)
    assert found.startswith(message)
    assert "; " in found


def test_two_concepts_with_one_id_are_refused(tmp_path: Path) -> None:
    """At the second, naming the line of the first."""
    text = "concepts:\n  - {id: a, terms: {en: x}}\n  - {id: a, terms: {en: y}}\n"
    assert _refused(tmp_path, text).startswith("3:5: the id “a” is used twice, first in line 2")


def test_nested_aliases_cost_nothing(tmp_path: Path) -> None:
    """The "billion laughs" are refused at the first anchor."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in pairwise("abcdefghi")]
    assert "anchors" in _refused(tmp_path, "\n".join(lines))


def test_endless_nesting_is_refused(tmp_path: Path) -> None:
    """The library's own tree builder overflows the stack on this file."""
    assert "nested too deep" in _refused(tmp_path, "[" * 200_000)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    """At the line of the damage."""
    path = tmp_path / "a.yaml"
    path.write_bytes("glossary: a\ntitle: перезагрузка".encode()[:-1])
    with pytest.raises(InputError, match=r"a\.yaml:2: a byte here is not UTF-8"):
        termbases.read(path)


def test_a_written_file_looks_as_people_write_it(tmp_path: Path) -> None:
    """Lists are set in, letters stay letters, and what is usual is left out."""
    termbases.write(_read(tmp_path, WHOLE), tmp_path / "out.yaml")
    text = (tmp_path / "out.yaml").read_text("utf-8")
    assert text.startswith("glossary: diplomacy\ntitle: Diplomatic relations\n")
    assert (
        "      ru-RU:\n        - перезагрузка\n        - сброс\n        - text: перегрузка\n"
        in text
    )
    assert "status: preferred" not in text
    assert "severity: critical" in text
