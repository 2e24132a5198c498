"""What is kept of the answers of one run: from where they come, and what the lock will say."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence

from fidelity.egress import Mode
from fidelity.errors import InputError
from fidelity.model import Outcome, Place
from fidelity.protocols import Engine, Missing
from fidelity.recording.answers import Answers
from fidelity.recording.engines import Kept, Replayed, source_of
from fidelity.recording.lock import Key, Lock, Made, Source, lines_of, pair_of, recordable

_IDLE = frozenset({"deadline", "budget"})
"""Settings of engines that change no answer."""


def fingerprint(options: Mapping[str, object]) -> str:
    """Reduce the settings of an engine that may change its answers to a few characters."""
    telling = {name: value for name, value in options.items() if name not in _IDLE}
    if not telling:
        return ""
    whole = json.dumps(telling, sort_keys=True, default=str)
    return hashlib.sha256(whole.encode()).hexdigest()[:8]


class Records:
    """Decides for each engine from where its answers come, and gathers what the lock will say.

    Threads may share it.

    Args:
        mode: from where.
        lock: what was recorded before.
        path: the name of the lock, for messages.
        named: ids or kinds of local engines that are recorded too.
        answers: the cache of answers; null: none.
    """

    def __init__(
        self,
        mode: Mode = "live",
        lock: Lock | None = None,
        *,
        path: str = "fidelity.lock",
        named: Iterable[str] = (),
        answers: Answers | None = None,
    ) -> None:
        self.mode = mode
        self.path = path
        self._lock = lock or Lock()
        self._named = frozenset(named)
        self._answers = answers
        self._turn = threading.Lock()
        self._asked: set[Key] = set()
        self._heard: dict[Key, Outcome] = {}
        self._sources: dict[Made, Source] = {}

    def of(
        self,
        found: Sequence[Engine | Missing],
        options: Mapping[str, Mapping[str, object]],
    ) -> list[Engine | Missing]:
        """Put an engine that keeps or replays in the place of each that is recorded.

        Args:
            found: every engine that is installed, or could be.
            options: settings by kind of engine.

        Raises:
            InputError: the lock holds answers of two states of one engine.
        """
        ours = [each for each in found if self._is_recorded(each)]
        others = [each for each in found if not self._is_recorded(each)]
        if self.mode != "recorded":
            kept = (self._keeping(each, options) for each in ours)
            return [*others, *kept]
        there = sorted({made.engine for made in self._lock.sources})
        replayed = [self._replayed(name, options) for name in there]
        lacking = [_lacking(each) for each in ours if not _is_among(each, there)]
        return [*(each for each in others if each.id not in there), *replayed, *lacking]

    def _is_recorded(self, engine: Engine | Missing) -> bool:
        return engine.egress != "local" or bool({engine.id, _kind(engine.id)} & self._named)

    def _keeping(
        self, engine: Engine | Missing, options: Mapping[str, Mapping[str, object]]
    ) -> Engine | Missing:
        if isinstance(engine, Missing):
            return engine
        source = source_of(engine, fingerprint(options.get(_kind(engine.id), {})))
        with self._turn:
            self._sources[source.made] = source
        return Kept(engine, source, self._known, self._keep)

    def _replayed(self, name: str, options: Mapping[str, Mapping[str, object]]) -> Replayed:
        states = self._lock.of(name)
        if len(states) > 1:
            versions = " and ".join(sorted({_state(each) for each in states}))
            raise InputError(
                Place(self.path),
                f"it holds answers of {name} in several states: {versions}",
                "record again with --answers missing",
            )
        (source,) = states
        settings = fingerprint(options.get(_kind(name), {}))
        if settings != source.settings:  # another model, say: what is recorded is not its answer
            return Replayed(source, {}, "other settings")
        whole = lines_of(self._lock, name).encode(errors="backslashreplace")
        return Replayed(source, self._lock.outcomes, hashlib.sha256(whole).hexdigest())

    def _known(self, keys: Sequence[Key]) -> Mapping[Key, Outcome]:
        """Look up what need not be asked."""
        with self._turn:
            self._asked.update(keys)
            found = {key: self._heard[key] for key in keys if key in self._heard}
        if self.mode == "missing":
            recorded = self._lock.outcomes
            found = {key: recorded[key] for key in keys if key in recorded} | found
        if self.mode != "refresh" and self._answers is not None:
            found = {**self._answers.known([key for key in keys if key not in found]), **found}
        if found:
            self._note(found)
        return found

    def _keep(self, outcomes: Mapping[Key, Outcome]) -> None:
        """Put away what was heard. A pair that is not served is for the lock alone."""
        self._note(outcomes)
        answered = {key: each for key, each in outcomes.items() if key[1].text}
        if self._answers is not None and answered:
            self._answers.keep(answered)

    def _note(self, outcomes: Mapping[Key, Outcome]) -> None:
        with self._turn:
            self._heard.update(outcomes)

    def recorded(self, before: Lock | None = None) -> Lock:
        """Give the lock with what this run heard.

        Args:
            before: the lock as it is now, where another run may have changed it; null: as it was
                when this run began.
        """
        with self._turn:
            sources = {key[0]: self._sources[key[0]] for key in self._heard}
            heard = {key: each for key, each in self._heard.items() if recordable(key[1], each)}
        served = {(made, pair_of(query)) for made, query in heard if query.text}
        return (before or self._lock).without(served).renewed(Lock(sources, heard))

    @property
    def failed(self) -> bool:
        """Whether a question of this run got no outcome that lasts, and others may not be put."""
        with self._turn:
            return not self._asked <= self._heard.keys()

    def unasked(self, after: Lock) -> frozenset[Key]:
        """List what was recorded before of the engines of this run, and was not asked for in it.

        Args:
            after: the lock with what this run heard. What others have recorded since this run began
                is none of its business.
        """
        with self._turn:
            asked = self._asked | self._heard.keys()
        engines = {made.engine for made, _ in asked}
        return frozenset(
            key
            for key in after.outcomes
            if key in self._lock.outcomes and key not in asked and key[0].engine in engines
        )

    def changes(self) -> Iterator[tuple[Key, Outcome, Outcome]]:
        """List what was answered otherwise than it is recorded, sorted."""
        with self._turn:
            heard = dict(self._heard)
        old = {(key[0].engine, key[1]): each for key, each in self._lock.outcomes.items()}
        for key in sorted(heard, key=lambda key: (key[0].engine, repr(key[1]))):
            before = old.get((key[0].engine, key[1]))
            if before is not None and before != heard[key]:
                yield key, before, heard[key]


def _lacking(engine: Engine | Missing) -> Replayed:
    """Stand in for an engine of which nothing is recorded; it is asked only by name."""
    name = engine.id
    version = "none" if isinstance(engine, Missing) else engine.version
    source = Source(name, version, "", engine.family, engine.pairs)
    egress = "official-service" if engine.egress == "local" else engine.egress
    return Replayed(source, {}, "", egress)


def _is_among(engine: Engine | Missing, there: Sequence[str]) -> bool:
    """Say whether an engine is recorded; one that is not installed here is known by its kind."""
    if isinstance(engine, Missing):
        return _kind(engine.id) in map(_kind, there)
    return engine.id in there


def _kind(name: str) -> str:
    return name.partition(":")[0]


def _state(source: Source) -> str:
    return f"{source.version} with other settings" if source.settings else source.version
