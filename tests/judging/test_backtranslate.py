"""Asking engines: once each, side by side, and one engine's fault stays its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from fidelity.judging.backtranslate import BATCH, ask
from fidelity.model import Candidate, Egress, Fail, Ok, Outcome, Query, Tag


@dataclass
class Plain:
    """An engine that answers with what a function makes of a query."""

    id: str
    answer: Callable[[Query], Outcome]
    asked: list[Query] = field(default_factory=list)
    short: bool = False
    family: str = "test"
    version: str = "1"
    egress: Egress = "local"
    pairs: str = "en and ru"
    sends: str = "nothing"

    def serves(self, source: Tag, target: Tag) -> bool:
        """English and Russian only."""
        return {source, target} == {"en", "ru"}

    def run(self, batch: Sequence[Query]) -> list[Outcome]:
        """Answer, or all but the last if ``short``."""
        self.asked += batch
        return [self.answer(query) for query in batch][: len(batch) - self.short]


def echo(query: Query) -> Outcome:
    """Answer with the text itself."""
    return Ok((Candidate(query.text),))


def broken(_query: Query) -> Outcome:
    """Fail as a plug-in might."""
    raise RuntimeError("secret text")


def queries(count: int) -> list[Query]:
    """Make different questions."""
    return [Query(f"word{i}", "ru", "en") for i in range(count)]


def test_a_repeated_question_is_asked_once() -> None:
    """Glossaries repeat their terms."""
    engine = Plain("a", echo)

    ask([engine], queries(3) * 5)

    assert engine.asked == queries(3)


def test_an_engine_that_raises_has_failed_and_the_other_has_not() -> None:
    """The fault is a value, and carries none of the text."""
    good, bad = Plain("good", echo), Plain("bad", broken)

    answers = ask([bad, good], queries(2))

    assert [answers.of(bad, q) for q in queries(2)] == [Fail("engine-fault")] * 2
    assert [answers.of(good, q) for q in queries(2)] == [echo(q) for q in queries(2)]


def test_an_engine_that_answers_too_little_has_failed() -> None:
    """An answer without its question would be somebody else's."""
    engine = Plain("a", echo, short=True)

    answers = ask([engine], queries(2))

    assert answers.of(engine, queries(2)[0]) == Fail("engine-fault")


def test_a_pair_that_is_not_served_is_not_asked() -> None:
    """And says so."""
    engine, query = Plain("a", echo), Query("mot", "fr", "en")

    answers = ask([engine], [query])

    assert engine.asked == []
    assert answers.of(engine, query) == Fail("unsupported-pair")


def test_progress_is_told_after_each_batch() -> None:
    """So that a long run shows that it is alive."""
    told: list[tuple[str, int, int]] = []

    ask([Plain("a", echo)], queries(BATCH + 1), lambda *what: told.append(what))

    assert told == [("asking a", BATCH, BATCH + 1), ("asking a", BATCH + 1, BATCH + 1)]


def test_two_rounds_can_be_joined() -> None:
    """The second does not forget the first."""
    engine = Plain("a", echo)
    first, second = queries(2)

    answers = ask([engine], [first]).joined(ask([engine], [second]))

    assert answers.of(engine, first) == echo(first)
    assert answers.of(engine, second) == echo(second)


def test_an_interrupted_run_waits_for_no_engine() -> None:
    """The ones that ask a service are told to stop; the others are left behind."""
    stopped, never = threading.Event(), threading.Event()

    def interrupted(_query: Query) -> Outcome:
        raise KeyboardInterrupt

    def waiting(query: Query) -> Outcome:
        never.wait()
        return echo(query)

    engine = Plain("b", waiting)
    engine.stop = stopped.set  # type: ignore[attr-defined]

    with pytest.raises(KeyboardInterrupt):
        ask([Plain("a", interrupted), engine], queries(2))

    assert stopped.is_set()
    never.set()
