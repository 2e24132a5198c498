"""Keeps what services answered in the user's cache for a while, so that nothing is asked twice.

The question itself is not written down, only a hash of it; a hash of a short term can be guessed,
so nothing of a document under embargo comes here at all.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple

from fidelity.cache import Store
from fidelity.model import Fail, Outcome
from fidelity.recording.lock import Key
from fidelity.recording.outcomes import heard, told

FILE = "answers.sqlite"
DAYS = 30.0
"""Days for which an answer is kept, where the user says nothing else."""
UNKNOWN_DAYS = 7.0
"""Days for which it is kept that a service knows nothing, at most: it may learn."""
_DAY = 86_400.0
_SPACE = "answers"
_DIGITS = 12


class Answers:
    """Outcomes by question, in a file that several processes may use at once.

    Args:
        store: the file. What has expired is deleted when the first question is looked up.
        days: for how long an answer is kept.
        clock: tells the seconds since 1970.
    """

    def __init__(
        self, store: Store, days: float = DAYS, clock: Callable[[], float] = time.time
    ) -> None:
        self._store = store
        self._days = days
        self._clock = clock
        self._pruned = False

    def known(self, keys: Sequence[Key]) -> dict[Key, Outcome]:
        """Look outcomes up; what has expired or cannot be read is not there."""
        if not self._pruned:  # not before the first question: most runs ask no service
            self._store.drop_below(_stamp(self._clock() - self._days * _DAY), _SPACE)
            self._pruned = True
        hashes = {key: _hash(key) for key in keys}
        found = self._store.get_many(hashes.values(), _SPACE)
        outcomes = {key: self._read(found[mark]) for key, mark in hashes.items() if mark in found}
        return {key: outcome for key, outcome in outcomes.items() if outcome is not None}

    def keep(self, outcomes: Mapping[Key, Outcome]) -> None:
        """Put outcomes away, all or none of them."""
        now = _stamp(self._clock())
        self._store.put_many(
            (
                (_hash(key), f"{now} {json.dumps(told(outcome), ensure_ascii=False)}")
                for key, outcome in outcomes.items()
            ),
            _SPACE,
        )

    def _read(self, value: str) -> Outcome | None:
        written, _, content = value.partition(" ")
        try:
            outcome, age = heard(json.loads(content)), self._clock() - float(written)
        except (ValueError, KeyError, TypeError):
            return None  # written by something else
        days = min(self._days, UNKNOWN_DAYS) if isinstance(outcome, Fail) else self._days
        return outcome if -_DAY < age < days * _DAY else None


def _stamp(seconds: float) -> str:
    """Write a time so that later ones sort behind earlier ones."""
    return f"{max(0, int(seconds)):0{_DIGITS}d}"


def _hash(key: Key) -> str:
    made, query = key
    whole = json.dumps([*astuple(made), *astuple(query)])  # in ASCII, so any text can be hashed
    return hashlib.sha256(whole.encode()).hexdigest()
