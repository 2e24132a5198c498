"""Control questions: which are chosen, and how an engine does on them."""

from __future__ import annotations

from fidelity.judging.controls import choose, shelve, state
from fidelity.model import Candidate, Concept, Fail, Glossary, Ok, Standing, Term


def concept(id_: str, english: str, *russian: Term | str) -> Concept:
    """Make a concept of one English term and Russian renderings."""
    terms = [Term(each, "ru") if isinstance(each, str) else each for each in russian]
    return Concept(id_, (Term(english, "en"), *terms))


def glossary(name: str, *concepts: Concept) -> Glossary:
    """Make a glossary."""
    return Glossary(name, concepts, ("en", "ru"))


SUSPECT = Term("перегрузка", "ru")


def test_another_rendering_of_the_concept_is_the_positive_control() -> None:
    """The one under suspicion never is."""
    own = concept("a", "reset", SUSPECT, "перезагрузка")

    found = choose(own, SUSPECT, shelve([glossary("g", own)], "en", "ru"), "en", "g")

    assert (found.positive, found.positive_from) == ("перезагрузка", "g")


def test_another_glossary_lends_its_rendering_of_the_same_term() -> None:
    """Where the concept itself has no other."""
    own, other = concept("a", "reset", SUSPECT), concept("b", "Reset", "перезагрузка")
    shelf = shelve([glossary("g", own), glossary("h", other)], "en", "ru")

    found = choose(own, SUSPECT, shelf, "en", "g")

    assert (found.positive, found.positive_from) == ("перезагрузка", "h")


def test_a_forbidden_rendering_is_the_negative_control() -> None:
    """A deprecated one is not: it may be right in another sense."""
    own = concept(
        "a",
        "reset",
        "перезагрузка",
        Term("сброс", "ru", "deprecated"),
        Term("перегрузка", "ru", "forbidden"),
    )
    shelf = shelve([glossary("g", own)], "en", "ru")

    assert choose(own, Term("рестарт", "ru"), shelf, "en", "g").negative == "перегрузка"


def test_else_a_look_alike_of_another_concept_is() -> None:
    """A hard question is a better one."""
    own = concept("a", "reset", "рестарт", "перезагрузка")
    other = concept("b", "overload", "перегрузка")
    shelf = shelve([glossary("g", own, other)], "en", "ru")

    assert choose(own, Term("рестарт", "ru"), shelf, "en", "g").negative == "перегрузка"


def test_a_lone_rendering_has_no_controls() -> None:
    """The engines then stay unverified."""
    own = concept("a", "reset", SUSPECT)

    found = choose(own, SUSPECT, shelve([glossary("g", own)], "en", "ru"), "en", "g")

    assert (found.positive, found.negative) == (None, None)


def heard(answer: str, rank: int, score: float) -> Ok:
    """Make an answer to a control question."""
    return Ok((Candidate(answer, 1.0),), (Standing("reset", score, rank, 0.5),))


def test_bringing_the_term_back_is_passing() -> None:
    """Even a little down the list."""
    assert state(heard("reboot", 3, 0.5), None, ("reset",), "en", vouched=True) == "passed"


def test_not_bringing_it_back_is_failing() -> None:
    """If a glossary vouches for the control; another engine's guess proves nothing."""
    lost = heard("banana", 300, -0.5)

    assert state(lost, None, ("reset",), "en", vouched=True) == "failed"
    assert state(lost, None, ("reset",), "en", vouched=False) == "unverified"


def test_bringing_it_back_better_from_the_wrong_word_is_failing() -> None:
    """Such an engine cannot tell the two apart."""
    positive, negative = heard("reset", 1, 0.5), heard("reset", 1, 0.9)

    assert state(positive, negative, ("reset",), "en", vouched=True) == "failed"


def test_no_answer_on_the_control_is_unverified() -> None:
    """Not knowing a word is no fault."""
    assert state(Fail("not-found"), None, ("reset",), "en", vouched=True) == "unverified"
    assert state(None, None, ("reset",), "en", vouched=True) == "unverified"
