"""What is asked about a rendering."""

from __future__ import annotations

from fidelity.judging.questions import Question
from fidelity.model import Candidate, Concept, Fail, Ok, Term

TERM = Term("strike", "en")
FORWARD = Ok((Candidate("забастовка"), Candidate("удар"), Candidate("налёт")))


def question(rendering: str, *others: str, **more: object) -> Question:
    """Make the question of one rendering of a concept."""
    renderings = [Term(text, "ru") for text in (rendering, *others)]
    concept = Concept("strike", (TERM, *renderings), **more)  # type: ignore[arg-type]
    return Question(concept, (TERM,), renderings[0])


def test_a_definition_is_put_to_the_rendering_and_its_rivals() -> None:
    """The rivals are the engine's own translations of the term."""
    query = question("забастовка", definition="An attack from the air.").described(FORWARD)

    assert query is not None
    assert (query.text, query.source, query.target) == ("An attack from the air.", "en", "ru")
    assert query.wanted == ("забастовка", "удар", "налёт")


def test_what_the_concept_accepts_is_no_rival() -> None:
    """Two right renderings need not outdo each other."""
    query = question("удар", "налёт", definition="An attack from the air.").described(FORWARD)

    assert query is not None
    assert query.wanted == ("удар", "забастовка")


def test_an_example_serves_where_there_is_no_definition() -> None:
    """And a note never does: it may quote the very word to be avoided."""
    shown = question("удар", examples=("The strike hit a depot.",)).described(FORWARD)

    assert shown is not None
    assert shown.text == "The strike hit a depot."
    assert question("удар", note="Not «забастовка».").described(FORWARD) is None


def test_nothing_is_asked_where_there_is_no_rival() -> None:
    """Or where the engine has no translation of the term."""
    defined = question("удар", definition="An attack from the air.")

    assert defined.described(Fail("not-found")) is None
    assert defined.described(Ok((Candidate("удар"),))) is None
