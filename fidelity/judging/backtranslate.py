"""Asks every engine every question once, and keeps an engine's fault to that engine.

Engines run side by side, one thread each; results are put in the order of the questions, so they do
not depend on which engine was faster.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from fidelity.model import Fail, Outcome, Query
from fidelity.protocols import Engine, Progress, no_progress

BATCH = 1024
"""Questions put to an engine at a time; between two batches progress is told."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What each engine answered."""

    outcomes: Mapping[str, Mapping[Query, Outcome]]
    """By engine id, then by question."""

    def of(self, engine: Engine, query: Query) -> Outcome:
        """Look an answer up; a question that the engine does not serve is unsupported."""
        return self.outcomes.get(engine.id, {}).get(query, Fail("unsupported-pair"))

    def joined(self, other: Answers) -> Answers:
        """Put two rounds of answers together."""
        ids = sorted({*self.outcomes, *other.outcomes})
        return Answers({i: {**self.outcomes.get(i, {}), **other.outcomes.get(i, {})} for i in ids})


def ask(
    engines: Sequence[Engine], queries: Iterable[Query], progress: Progress = no_progress
) -> Answers:
    """Ask each engine each distinct question that it serves.

    An engine that raises, or answers too few or too many questions, has failed on that batch: each
    question of it gets ``engine-fault``. The exception itself is dropped, because its text may
    hold what was asked.

    Args:
        engines: who is asked; their ids must differ.
        queries: the questions; the same one is asked once.
        progress: told how many questions an engine has answered.
    """
    distinct = tuple(dict.fromkeys(queries))
    if not engines or not distinct:
        return Answers({})
    begun = [_begin(engine, distinct, progress) for engine in engines]
    try:
        return Answers({e.id: heard.result() for e, heard in zip(engines, begun, strict=True)})
    except BaseException:  # Ctrl-C: nobody waits for the threads, and the network is let go
        _stop(engines)
        raise


def _begin(
    engine: Engine, queries: Sequence[Query], progress: Progress
) -> Future[dict[Query, Outcome]]:
    """Ask an engine on a thread of its own, which does not keep the process from ending."""
    heard: Future[dict[Query, Outcome]] = Future()

    def work() -> None:
        try:
            heard.set_result(_ask_one(engine, queries, progress))
        except BaseException as fault:  # raised where the answers are waited for
            heard.set_exception(fault)

    threading.Thread(target=work, name=f"fidelity-{engine.id}", daemon=True).start()
    return heard


def _stop(engines: Sequence[Engine]) -> None:
    """End what engines on the network are waiting for."""
    for engine in engines:
        stop = getattr(engine, "stop", None)
        if stop is not None:
            stop()


def _ask_one(engine: Engine, queries: Sequence[Query], progress: Progress) -> dict[Query, Outcome]:
    served = [query for query in queries if engine.serves(query.source, query.target)]
    outcomes: dict[Query, Outcome] = {}
    for start in range(0, len(served), BATCH):
        batch = served[start : start + BATCH]
        outcomes.update(zip(batch, _run(engine, batch), strict=True))
        progress(f"asking {engine.id}", len(outcomes), len(served))
    return outcomes


def _run(engine: Engine, batch: Sequence[Query]) -> list[Outcome]:
    try:
        outcomes = engine.run(batch)
    except Exception:
        return [Fail("engine-fault")] * len(batch)
    if len(outcomes) != len(batch):
        return [Fail("engine-fault")] * len(batch)
    return outcomes
