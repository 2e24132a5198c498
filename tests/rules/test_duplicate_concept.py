"""The rule duplicate-concept."""

from __future__ import annotations

from fidelity.languages import language
from fidelity.model import Finding
from fidelity.rules._examples import Row, known
from fidelity.rules.duplicate_concept import audit


def findings(*rows: Row) -> list[Finding]:
    """Run the rule over every concept of a glossary."""
    look = known(rows, language)
    return [found for concept in look.glossary.concepts for found in audit(concept, look)]


def test_a_pair_is_reported_once_at_the_second_place() -> None:
    """The finding stands at the later entry and its message names the earlier one."""
    (found,) = findings(
        Row("a", "en", "truce"),
        Row("a", "ru", "перемирие"),
        Row("b", "en", "truce"),
        Row("b", "ru", "прекращение огня"),
    )
    assert found.concept == "b"
    assert found.target is not None
    assert str(found.target.place) == "example:3"
    assert "example:1 (concept a)" in found.message


def test_three_entries_give_three_pairs() -> None:
    """Each pair is reported: the third entry is a second one of both others."""
    rows = [Row(id_, "en", "truce") for id_ in "abc"] + [Row("a", "ru", "перемирие")]
    assert [found.concept for found in findings(*rows)] == ["b", "c", "c"]


def test_two_shared_synonyms_are_one_finding() -> None:
    """Entries that share several terms are reported once."""
    rows = [Row(id_, "en", word) for id_ in "ab" for word in ("truce", "armistice")]
    assert len(findings(*rows, Row("a", "ru", "перемирие"))) == 1


def test_case_spaces_and_accent_encoding_do_not_tell_terms_apart() -> None:
    """“Démarche” is the same term however it is typed."""
    assert findings(
        Row("a", "fr", "d\u00e9marche"),
        Row("a", "ru", "демарш"),
        Row("b", "fr", "De\u0301marche "),
        Row("b", "ru", "ход"),
    )


def test_an_abbreviation_is_not_the_common_word() -> None:
    """WHO, the organisation, and who, the pronoun, are two terms."""
    assert not findings(
        Row("a", "en", "WHO"), Row("a", "ru", "ВОЗ"), Row("b", "en", "who"), Row("b", "ru", "кто")
    )


def test_one_definition_tells_entries_with_different_renderings_apart() -> None:
    """Where the renderings differ, a definition on one side is enough."""
    assert not findings(
        Row("a", "en", "floor", definition="The right to speak at a meeting."),
        Row("a", "ru", "слово"),
        Row("b", "en", "floor"),
        Row("b", "ru", "пол"),
    )


def test_the_same_rendering_needs_a_text_on_both_sides() -> None:
    """Where a rendering is shared as well, one definition does not make two concepts."""
    rows = (
        Row("a", "en", "party", domain="treaties"),
        Row("a", "ru", "сторона"),
        Row("b", "en", "party"),
        Row("b", "ru", "сторона"),
    )
    assert findings(*rows)
    assert not findings(*rows[:2], Row("b", "en", "party", domain="courts"), rows[3])


def test_the_same_definition_tells_nothing_apart() -> None:
    """A definition that was copied along does not make two concepts."""
    text = "A halt to fighting."
    assert findings(
        Row("a", "en", "truce", definition=text),
        Row("a", "ru", "перемирие"),
        Row("b", "en", "truce", definition=text),
        Row("b", "ru", "затишье"),
    )


def test_a_shared_rendering_alone_is_no_duplicate() -> None:
    """Two source terms with one rendering are the business of another rule."""
    assert not findings(
        Row("a", "en", "deterrence"),
        Row("a", "ru", "сдерживание"),
        Row("b", "en", "containment"),
        Row("b", "ru", "сдерживание"),
    )


def test_an_avoided_term_makes_no_duplicate() -> None:
    """A term that another concept tells not to use does not compete with it."""
    assert not findings(
        Row("a", "en", "truce"),
        Row("a", "ru", "перемирие"),
        Row("b", "en", "ceasefire"),
        Row("b", "en", "truce", "deprecated"),
        Row("b", "ru", "прекращение огня"),
    )
