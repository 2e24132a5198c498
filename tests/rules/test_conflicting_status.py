"""The rule conflicting-status."""

from __future__ import annotations

from fidelity.languages import language
from fidelity.model import Finding, Status
from fidelity.rules._examples import Row, known
from fidelity.rules.conflicting_status import audit


def findings(*rows: Row) -> list[Finding]:
    """Run the rule over every concept of the glossary under check."""
    look = known(rows, language)
    return [found for concept in look.glossary.concepts for found in audit(concept, look)]


def test_one_concept_that_disagrees_with_itself_is_an_error() -> None:
    """The finding stands at the later line and names the earlier one."""
    (found,) = findings(
        Row("a", "en", "demand"),
        Row("a", "fr", "exiger"),
        Row("a", "fr", "exiger", "forbidden"),
    )
    assert found.level == "error"
    assert "forbidden here and preferred at example:2" in found.message


def test_preferred_and_admitted_do_not_conflict() -> None:
    """Two statuses that both allow a term are no conflict."""
    assert not findings(
        Row("a", "en", "demand"), Row("a", "fr", "exiger"), Row("a", "fr", "exiger", "admitted")
    )


def test_the_source_language_counts_too() -> None:
    """A source term that is both preferred and deprecated is reported."""
    assert findings(
        Row("a", "en", "demand"), Row("a", "en", "demand", "deprecated"), Row("a", "fr", "exiger")
    )


def test_a_house_of_its_own_may_differ() -> None:
    """A status for one profile stands over the status for everyone."""
    assert not findings(
        Row("a", "uk", "Київ"),
        Row("a", "en", "Kiev", "deprecated"),
        Row("a", "en", "Kiev", "admitted", profile="archive"),
    )


def test_statuses_that_follow_each_other_do_not_conflict() -> None:
    """The last day of one may be the day before the first day of the other, not the same day."""
    before = Row("a", "en", "Kiev", valid_until="2014-12-31")
    name = Row("a", "uk", "Київ")
    assert not findings(name, before, Row("a", "en", "Kiev", "forbidden", valid_from="2015-01-01"))
    assert findings(name, before, Row("a", "en", "Kiev", "forbidden", valid_from="2014-12-31"))


def test_two_entries_of_one_term_conflict_unless_told_apart() -> None:
    """The same source term in two entries is one meaning until a definition says otherwise."""
    rows = (
        Row("a", "en", "concern"),
        Row("a", "ru", "озабоченность"),
        Row("b", "en", "concern", definition="A business firm."),
        Row("b", "ru", "озабоченность", "forbidden"),
    )
    assert not findings(*rows)
    (found,) = findings(*rows[:2], Row("b", "en", "concern"), rows[3])
    assert (found.level, found.concept) == ("error", "b")


def test_another_glossary_gives_a_warning_that_names_both() -> None:
    """The message names both authorities and the reason; the better wording is suggested."""
    (found,) = findings(
        Row("a", "en", "reset"),
        Row("a", "ru", "перегрузка"),
        Row("r", "en", "reset", glossary="glossaries/house"),
        Row("r", "ru", "перезагрузка", glossary="glossaries/house"),
        Row("r", "ru", "перегрузка", "forbidden", glossary="glossaries/house"),
    )
    assert found.level == "warning"
    assert "preferred in example and forbidden in glossaries/house" in found.message
    assert found.suggestions == ("перезагрузка (preferred, glossaries/house)",)


def test_a_wording_that_is_allowed_in_one_sense_is_quiet() -> None:
    """A rendering that others avoid in one sense and accept in another may stand."""
    mine = (Row("a", "en", "strike"), Row("a", "ru", "забастовка"))
    avoided = (
        Row("m", "en", "strike", glossary="arms"),
        Row("m", "ru", "забастовка", "forbidden", glossary="arms"),
    )
    assert findings(*mine, *avoided)
    for name in ("arms", "labour"):
        allowed = (
            Row("l", "en", "strike", glossary=name),
            Row("l", "ru", "забастовка", glossary=name),
        )
        assert not findings(*mine, *avoided, *allowed)


def test_two_definitions_may_be_two_meanings() -> None:
    """Where both glossaries define the term, a deprecation speaks of its own meaning alone.

    Not so if the wording is forbidden without a note, or if both speak of the same concept.
    """

    def about(concept: str, status: Status, note: str | None = None) -> list[Finding]:
        return findings(
            Row("labour", "en", "strike", definition="A stoppage of work."),
            Row("labour", "ru", "забастовка"),
            Row(concept, "en", "strike", glossary="arms", definition="An attack by arms."),
            Row(concept, "ru", "забастовка", status, glossary="arms", note=note),
        )

    assert not about("attack", "deprecated")
    assert not about("attack", "forbidden", "Right of a stoppage of work.")
    assert about("attack", "forbidden")
    assert about("labour", "deprecated")


def test_another_source_term_is_no_conflict() -> None:
    """The same rendering under another source term is another matter."""
    assert not findings(
        Row("a", "en", "overload"),
        Row("a", "ru", "перегрузка"),
        Row("r", "en", "reset", glossary="house"),
        Row("r", "ru", "перегрузка", "forbidden", glossary="house"),
    )


def test_a_variety_of_a_language_is_the_language() -> None:
    """A glossary for ``pt`` speaks for ``pt-BR`` too, but ``pt-PT`` does not."""
    mine = (Row("a", "en", "team"), Row("a", "pt-BR", "equipa"))

    def theirs(tag: str) -> tuple[Row, ...]:
        return (
            Row("t", "en", "team", glossary="house"),
            Row("t", tag, "equipa", "deprecated", glossary="house"),
        )

    assert findings(*mine, *theirs("pt"))
    assert not findings(*mine, *theirs("pt-PT"))
