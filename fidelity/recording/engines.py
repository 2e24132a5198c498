"""Engines whose answers are kept: one that asks only what is not known, and one that never asks."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

from fidelity.engines._answers import placed
from fidelity.model import Egress, Fail, Outcome, Query, Tag
from fidelity.protocols import Engine
from fidelity.recording.lock import Key, Made, Source, pair_of, recordable

_FIRST, _MOST = 64, 1024
"""Questions after which answers are put away: first, and at most."""
_OFTEN = 2.0
"""Seconds after which they should be: what a run that is killed has to ask again."""


def source_of(engine: Engine, settings: str) -> Source:
    """Say of an engine what its recorded answers hang on."""
    return Source(
        engine.id,
        engine.version,
        settings,
        engine.family,
        engine.pairs,
        reads_definitions=bool(getattr(engine, "reads_definitions", False)),
        ranks_by_answers=bool(getattr(engine, "ranks_by_answers", False)),
    )


def plain(query: Query, source: Source) -> Query:
    """Leave out of a query what the engine is not asked.

    Where the standing of wanted wordings follows from the answers, one answer serves them all.
    """
    if not source.ranks_by_answers:
        return query
    return Query(query.text, query.source, query.target, (), query.part_of_speech, query.best)


def full(outcome: Outcome, query: Query, source: Source) -> Outcome:
    """Put back what ``plain`` has left out."""
    return placed(outcome, query) if source.ranks_by_answers else outcome


class Kept:
    """An engine that is asked only what is not known yet; what it answers is put away.

    Args:
        engine: who is asked.
        source: what its answers hang on.
        known: looks outcomes up.
        keep: puts outcomes away.
    """

    recording: str | None = None
    """The fingerprint of a recording; null: answers are new ones, and may be others next time."""

    def __init__(
        self,
        engine: Engine,
        source: Source,
        known: Callable[[Sequence[Key]], Mapping[Key, Outcome]],
        keep: Callable[[Mapping[Key, Outcome]], None],
    ) -> None:
        self._engine = engine
        self._source = source
        self._known = known
        self._keep = keep
        self.id = engine.id
        self.family = engine.family
        self.version = engine.version
        self.egress: Egress = engine.egress
        self.pairs = engine.pairs
        self.sends = engine.sends
        self.reads_definitions = source.reads_definitions
        self.ranks_by_answers = source.ranks_by_answers

    def serves(self, source: Tag, target: Tag) -> bool:
        """Ask the engine; that it does not serve a pair is put on record too."""
        serves = self._engine.serves(source, target)
        if not serves:
            key = (self._source.made, Query("", source, target))
            self._keep({key: Fail("unsupported-pair")})
        return serves

    def stop(self) -> None:
        """End what the engine is waiting for."""
        stop = getattr(self._engine, "stop", None)
        if stop is not None:
            stop()

    def run(self, batch: Sequence[Query]) -> list[Outcome]:
        """Look each question up, and ask those that are not known."""
        keys = [(self._source.made, plain(query, self._source)) for query in batch]
        distinct = tuple(dict.fromkeys(keys))
        found = dict(self._known(distinct))
        unknown = [key for key in distinct if key not in found]
        first, count = 0, _FIRST
        while first < len(unknown):
            begun, part = time.monotonic(), unknown[first : first + count]
            heard = dict(zip(part, self._asked([query for _, query in part]), strict=True))
            lasting = {key: each for key, each in heard.items() if recordable(key[1], each)}
            self._keep(lasting)
            found |= heard
            first += count
            slow = time.monotonic() - begun > _OFTEN
            count = max(1, count // 2) if slow else min(_MOST, count * 2)
        return [
            full(found[key], query, self._source) for key, query in zip(keys, batch, strict=True)
        ]

    def _asked(self, queries: Sequence[Query]) -> Sequence[Outcome]:
        """Ask; a fault of the engine spoils these questions only."""
        try:
            outcomes = self._engine.run(queries)
        except Exception:  # its text may hold what was asked
            outcomes = []
        whole = len(outcomes) == len(queries)
        return outcomes if whole else [Fail("engine-fault")] * len(queries)


class Replayed:
    """An engine that gives recorded answers and nothing else. It needs neither package nor key.

    Args:
        source: what is known of the engine.
        outcomes: what is recorded of it.
        recording: the fingerprint of that; empty where nothing is recorded.
        egress: local, since nothing is sent; where nothing is recorded, what the engine itself has.
    """

    sends = "nothing: its answers are recorded"

    def __init__(
        self,
        source: Source,
        outcomes: Mapping[Key, Outcome],
        recording: str,
        egress: Egress = "local",
    ) -> None:
        self._source = source
        self._outcomes = outcomes
        self.recording = recording
        self.id = source.id
        self.family = source.family
        self.version = source.version
        self.egress: Egress = egress
        self.pairs = source.pairs
        self.reads_definitions = source.reads_definitions
        self.ranks_by_answers = source.ranks_by_answers

    @property
    def _made(self) -> Made:
        return self._source.made

    def serves(self, source: Tag, target: Tag) -> bool:
        """Say whether the pair is not one that the engine was found not to serve."""
        return (self._made, Query("", source, target)) not in self._outcomes

    def run(self, batch: Sequence[Query]) -> list[Outcome]:
        """Give what is recorded; what is not is said to be so."""
        return [self._one(query) for query in batch]

    def _one(self, query: Query) -> Outcome:
        if (self._made, pair_of(query)) in self._outcomes:
            return Fail("unsupported-pair")
        found = self._outcomes.get((self._made, plain(query, self._source)))
        return Fail("not-recorded") if found is None else full(found, query, self._source)
