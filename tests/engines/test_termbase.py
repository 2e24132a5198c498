"""Glossaries answer what a rendering stands for, and never about themselves."""

from __future__ import annotations

import pytest

from fidelity.engines.termbase import TermbaseEngine, engines
from fidelity.model import Concept, Fail, Glossary, Ok, Outcome, Query, Status, Term
from fidelity.protocols import Setup


def concept(name: str, *terms: tuple[str, str, Status], definition: str | None = None) -> Concept:
    """Make a concept of terms given as language, text and status."""
    made = tuple(Term(text, language, status) for language, text, status in terms)
    return Concept(name, made, definition)


HARBOUR = Glossary(
    "harbour",
    (
        concept(
            "ship",
            ("en", "vessel", "admitted"),
            ("en", "ship", "preferred"),
            ("en", "boat", "forbidden"),
            ("ru", "корабль", "preferred"),
            ("ru", "Чёлн", "admitted"),
            ("ru", "лодка", "deprecated"),
            definition="A large craft.",
        ),
        concept("boat", ("en", "boat", "preferred"), ("ru", "лодка", "preferred")),
        concept("vessel", ("en", "container", "preferred"), ("ru", "сосуд", "preferred")),
        concept("bowl", ("en", "the bowl", "preferred"), ("ru", "сосуд", "admitted")),
        concept("quay", ("en", "quay", "preferred"), ("ru", "причал", "forbidden")),
    ),
    ("en", "ru"),
)


@pytest.fixture
def harbour() -> TermbaseEngine:
    """Make an engine of the glossary."""
    (engine,) = engines(Setup(None, glossaries=(HARBOUR,)))
    assert isinstance(engine, TermbaseEngine)
    return engine


def ask(engine: TermbaseEngine, text: str, pair: str = "ru en", *wanted: str) -> Outcome:
    """Ask one question."""
    source, target = pair.split()
    (outcome,) = engine.run([Query(text, source, target, wanted)])
    return outcome


def texts(outcome: Outcome) -> list[str]:
    """List the answers."""
    assert isinstance(outcome, Ok)
    return [each.text for each in outcome.candidates]


def test_a_rendering_stands_for_the_accepted_terms_of_its_concept(harbour: TermbaseEngine) -> None:
    """Preferred before admitted, avoided terms never; the definition tells the sense."""
    outcome = ask(harbour, "КОРАБЛЬ")
    assert isinstance(outcome, Ok)
    assert [(each.text, each.score, each.sense) for each in outcome.candidates] == [
        ("ship", 1.0, "A large craft."),
        ("vessel", 0.5, "A large craft."),
    ]


def test_admitted_renderings_count_and_spelling_makes_no_difference(
    harbour: TermbaseEngine,
) -> None:
    """Capitals and ё are no hindrance."""
    assert texts(ask(harbour, "челн")) == ["ship", "vessel"]


def test_an_avoided_rendering_does_not_stand_for_the_concept(harbour: TermbaseEngine) -> None:
    """It stands for the concepts that accept it, and for nothing where none does."""
    assert texts(ask(harbour, "лодка")) == ["boat"]
    assert ask(harbour, "причал") == Fail("not-found")


def test_a_rendering_may_stand_for_several_concepts(harbour: TermbaseEngine) -> None:
    """Their terms follow one another; the standing of a wanted one tells its place."""
    outcome = ask(harbour, "сосуд", "ru en", "bowl", "ship")
    assert isinstance(outcome, Ok)
    assert texts(outcome) == ["container", "the bowl"]
    assert [(each.text, each.rank, each.score) for each in outcome.wanted] == [("bowl", 2, 0.5)]


def test_it_answers_in_both_directions_without_the_article(harbour: TermbaseEngine) -> None:
    """An article or "to" is taken off where the wording is not found with it."""
    assert texts(ask(harbour, "the boat", "en ru")) == ["лодка"]
    assert texts(ask(harbour, "bowl", "en ru")) == ["сосуд"]


def test_languages_that_it_does_not_have_are_not_served(harbour: TermbaseEngine) -> None:
    """A region is answered in the language; another language is not."""
    assert harbour.serves("ru-RU", "en-GB")
    assert not harbour.serves("ru", "ru")
    assert not harbour.serves("ru", "fr")
    assert texts(ask(harbour, "лодка", "ru-RU en-GB")) == ["boat"]
    assert ask(harbour, "лодка", "ru fr") == Fail("unsupported-pair")
    assert ask(harbour, "лодка", "ru-RU ru") == Fail("unsupported-pair")


def test_regions_of_a_glossary_are_kept_apart() -> None:
    """A term of British English is no answer for American English."""
    glossary = Glossary(
        "regions",
        (concept("lift", ("en-GB", "lift", "preferred"), ("ru", "лифт", "preferred")),),
        ("en-GB", "ru"),
    )
    engine = TermbaseEngine(glossary)
    assert texts(ask(engine, "лифт", "ru en-GB")) == ["lift"]
    assert ask(engine, "лифт", "ru en-US") == Fail("unsupported-pair")


def test_a_glossary_under_check_is_no_engine() -> None:
    """It would always agree with itself; so is one of a single language, which has no answers."""
    single = Glossary("single", (concept("x", ("en", "x", "preferred")),), ("en",))
    setup = Setup(None, glossaries=(HARBOUR, single), under_check=frozenset({"harbour"}))
    assert list(engines(setup)) == []


def test_each_glossary_is_a_family_of_its_own(harbour: TermbaseEngine) -> None:
    """The name of the glossary is that of the engine and of the family."""
    assert (harbour.id, harbour.family, harbour.egress) == (
        "termbase:harbour",
        "termbase:harbour",
        "local",
    )
    assert harbour.pairs == "en, ru"


def test_the_version_is_that_of_the_content() -> None:
    """What is read from a file is told by the file's hash; the rest by its terms."""
    changed = Glossary("harbour", HARBOUR.concepts[1:], HARBOUR.languages)
    read = Glossary("harbour", HARBOUR.concepts, HARBOUR.languages, sha256="ab" * 32)
    versions = [TermbaseEngine(each).version for each in (HARBOUR, changed, read)]
    assert len(set(versions)) == 3
    assert versions[2] == "ab" * 6
    assert TermbaseEngine(HARBOUR).version == versions[0]


@pytest.mark.parametrize("text", ["", "  ", "…"])
def test_no_words_are_no_question(harbour: TermbaseEngine, text: str) -> None:
    """Nothing was asked, so nothing is answered."""
    assert ask(harbour, text) == Fail("empty")
