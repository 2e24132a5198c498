"""Gathering evidence: what is asked, and what becomes of faults."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from fidelity.engines.apertium import ApertiumEngine
from fidelity.engines.apertium import engines as apertium
from fidelity.engines.termbase import TermbaseEngine
from fidelity.judging.evidence import examine
from fidelity.judging.questions import questions
from fidelity.model import (
    Candidate,
    Concept,
    Egress,
    Fail,
    Glossary,
    Ok,
    Outcome,
    Query,
    Reason,
    Standing,
    Tag,
    Term,
)
from fidelity.protocols import Engine, Setup, no_progress


@dataclass
class Table:
    """An engine that knows a few words, or fails on all."""

    id: str
    words: dict[str, str] = field(default_factory=dict)
    fault: Reason | None = None
    asked: list[Query] = field(default_factory=list)
    version: str = "1"
    egress: Egress = "local"
    pairs: str = "en and ru"
    sends: str = "nothing"

    @property
    def family(self) -> str:
        """Each is a family of its own."""
        return self.id

    def serves(self, source: Tag, target: Tag) -> bool:
        """English and Russian only."""
        return {source, target} == {"en", "ru"}

    def run(self, batch: Sequence[Query]) -> list[Outcome]:
        """Look up."""
        self.asked += batch
        return [self.answer(query) for query in batch]

    def answer(self, query: Query) -> Outcome:
        """Answer one question."""
        if self.fault:
            return Fail(self.fault)
        found = self.words.get(query.text)
        return Ok((Candidate(found),)) if found else Fail("not-found")


def concept(id_: str, english: str, *russian: Term | str) -> Concept:
    """Make a concept of one English term and Russian renderings."""
    terms = [Term(each, "ru") if isinstance(each, str) else each for each in russian]
    return Concept(id_, (Term(english, "en"), *terms))


def glossary(name: str, *concepts: Concept) -> Glossary:
    """Make a glossary."""
    return Glossary(name, concepts, ("en", "ru"))


BUTTON = glossary("button", concept("a", "reset", "перегрузка"))
GOOD = Table("dictionary:good", {"перегрузка": "overload", "reset": "перезагрузка"})


def test_only_accepted_renderings_are_asked_about() -> None:
    """The glossary says itself that the others are wrong."""
    house = glossary("g", concept("a", "reset", "перезагрузка", Term("сброс", "ru", "deprecated")))

    assert [q.rendering.text for q in questions(house, "en", "ru")] == ["перезагрузка"]


def test_a_concept_without_a_source_term_is_passed_over() -> None:
    """There is nothing to judge its renderings by."""
    house = glossary("g", Concept("a", (Term("перезагрузка", "ru"),)))

    assert list(questions(house, "en", "ru")) == []


def test_each_rendering_is_asked_back_and_its_term_forward() -> None:
    """And nothing else where there is no control to ask about."""
    engine = Table("dictionary:x")

    examine(BUTTON, (), [engine], "en", "ru", no_progress)

    assert [(query.text, query.target) for query in engine.asked] == [
        ("перегрузка", "en"),
        ("reset", "ru"),
    ]


def test_the_control_comes_from_another_glossary() -> None:
    """And is asked like the rendering itself."""
    house = glossary("house", concept("b", "reset", "перезагрузка"))
    engine = Table("dictionary:x", {"перезагрузка": "reset", "перегрузка": "overload"})

    (verdict,), _ = examine(BUTTON, (house,), [engine], "en", "ru", no_progress)

    assert ("перезагрузка", "en") in [(query.text, query.target) for query in engine.asked]
    assert verdict.evidence[0].competent is True
    assert verdict.evidence[0].reason == "control перезагрузка → reset: passed"


def test_a_fault_is_reported_once_with_how_many_it_concerns() -> None:
    """And changes nothing for the other engine."""
    many = glossary("g", concept("a", "reset", "перегрузка"), concept("b", "pact", "пакт"))
    bad = Table("dictionary:bad", fault="timeout")

    alone, nothing = examine(many, (), [GOOD], "en", "ru", no_progress)
    beside, unchecked = examine(many, (), [bad, GOOD], "en", "ru", no_progress)

    assert nothing == ()
    assert [(item.engine, item.reason) for item in unchecked] == [("dictionary:bad", "timeout")]
    assert unchecked[0].message.startswith("2 renderings were not checked by dictionary:bad")
    assert [verdict.probability for verdict in alone] == [v.probability for v in beside]


def test_not_knowing_a_word_is_no_fault() -> None:
    """It is an answer."""
    _, unchecked = examine(BUTTON, (), [Table("dictionary:x")], "en", "ru", no_progress)

    assert unchecked == ()


def test_a_glossary_that_knows_neither_side_fills_no_line() -> None:
    """A dozen silent glossaries would bury the evidence."""
    (verdict,), _ = examine(BUTTON, (), [Table("termbase:x"), GOOD], "en", "ru", no_progress)

    assert [line.engine for line in verdict.evidence] == ["dictionary:good"]


def test_what_one_glossary_accepts_is_not_wrong_because_another_avoids_it() -> None:
    """One term may have two senses."""
    labour = glossary("a", concept("x", "strike", "забастовка"))
    war = glossary("b", concept("y", "strike", "удар", Term("забастовка", "ru", "forbidden")))
    mine = glossary("mine", concept("z", "strike", "забастовка"))

    (verdict,), _ = examine(mine, (labour, war), [], "en", "ru", no_progress)

    assert verdict.verdict == "faithful"
    assert [line.engine for line in verdict.evidence] == ["glossary:a"]


def test_what_another_defined_sense_deprecates_is_no_fact() -> None:
    """Both glossaries say which meaning they speak of."""
    labour = Concept(
        "x",
        (Term("strike", "en"), Term("удар", "ru", "deprecated")),
        definition="A stoppage of work.",
    )
    mine = Concept(
        "z", (Term("strike", "en"), Term("удар", "ru")), definition="An attack by missiles."
    )
    bare = Concept("z", mine.terms)

    for concept_, engines in ((mine, []), (bare, ["glossary:labour"])):
        (verdict,), _ = examine(
            glossary("mine", concept_),
            (glossary("labour", labour),),
            [],
            "en",
            "ru",
            no_progress,
        )
        assert [line.engine for line in verdict.evidence] == engines


@dataclass
class Reader(Table):
    """An engine that also places sentences: the more letters in common, the nearer."""

    reads_definitions: bool = True

    def answer(self, query: Query) -> Outcome:
        """Answer a sentence with the standing of every wanted wording."""
        if " " not in query.text:
            return super().answer(query)
        scores = {text: len({*text} & {*query.text}) / 10 for text in query.wanted}
        return Ok(
            (Candidate(query.wanted[0]),),
            tuple(Standing(text, score, 1, score) for text, score in scores.items()),
        )


def test_a_definition_is_put_to_the_engines_that_read_one() -> None:
    """And the line of evidence names the translation that suits it better."""
    reader = Reader("embedding:reader", {"удар": "blow", "strike": "налёт"})
    plain = Table("dictionary:plain", {"удар": "blow", "strike": "налёт"})
    (defined,) = glossary("g", concept("a", "strike", "удар")).concepts
    defined = replace(defined, definition="налёт, a raid")
    verdicts, _ = examine(
        Glossary("g", (defined,), ("en", "ru")), (), (reader, plain), "en", "ru", no_progress
    )

    assert "налёт, a raid" in [query.text for query in reader.asked]
    assert "налёт, a raid" not in [query.text for query in plain.asked]
    by_engine = {line.engine: line.reason for line in verdicts[0].evidence}
    assert by_engine[reader.id].endswith("; by the definition rather налёт")
    assert "definition" not in by_engine[plain.id]


# --- a crash in the middle ------------------------------------------------------------------------

SPANISH = {
    "garden": "jardín",
    "tree": "árbol",
    "house": "casa",
    "river": "río",
    "winter": "invierno",
    "bread": "pan",
}


@dataclass
class Killer:
    """An engine whose programs somebody ends again and again, in the middle of its work."""

    engine: ApertiumEngine
    killed: int = 0

    def run(self, batch: Sequence[Query]) -> list[Outcome]:
        """Answer one question; before each of the others, end a program that is running."""
        outcomes = self.engine.run(batch[:1])
        for query in batch[1:]:
            for direction in self.engine._directions.values():
                for pid in direction._pipe.pids if direction._pipe else ():
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                        self.killed += 1
            outcomes += self.engine.run([replace(query, text=query.text)])
        return outcomes

    def __getattr__(self, name: str) -> object:
        """Be the engine in all else."""
        return getattr(self.engine, name)


@pytest.mark.skipif(
    shutil.which("apertium") is None or not Path("/usr/share/apertium/modes/eng-spa.mode").exists(),
    reason="the package apertium-eng-spa is not installed",
)
def test_an_engine_that_is_killed_changes_nothing_that_the_others_say() -> None:
    """Nor is anything lost: the programs are started again, and every rendering is judged."""
    (living,) = (e for e in apertium(Setup(None)) if e.id == "apertium:en-es")
    assert isinstance(living, ApertiumEngine)
    killer = Killer(living)
    terms = [
        Concept(english, (Term(english, "en"), Term(spanish, "es")))
        for english, spanish in SPANISH.items()
    ]
    checked = Glossary("checked", tuple(terms), ("en", "es"))
    house = TermbaseEngine(Glossary("house", tuple(terms[:4]), ("en", "es")))
    alone, _ = examine(checked, (), (house,), "en", "es", no_progress)
    calm, _ = examine(checked, (), (house, living), "en", "es", no_progress)
    engines: tuple[Engine, ...] = (house, killer)  # type: ignore[assignment]
    stormy, unchecked = examine(checked, (), engines, "en", "es", no_progress)

    assert killer.killed > len(SPANISH)
    assert not unchecked
    assert stormy == calm
    for before, after in zip(alone, stormy, strict=True):
        own = [line for line in after.evidence if line.family == house.family]
        assert [line.answers for line in own] == [line.answers for line in before.evidence]
