"""How often and how soon a service is asked: its queue, its pauses, and when it is left alone.

After Nygard (2007), "Release It!", chapter 5: a circuit breaker keeps a service that has failed
several times in a row from holding everything else up.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable

from fidelity.calls import Manners
from fidelity.model import Fail, Reason

IN_A_ROW = 3
"""Failures in a row after which a service is left alone."""
LEFT_ALONE = 60.0
"""Seconds after which one call may find out whether it is well again."""
_AT_ONCE_OPEN: frozenset[Reason] = frozenset({"authentication", "quota", "blocked"})
"""Reasons that another call would only meet again."""
_FAILURES: frozenset[Reason] = frozenset({"network", "timeout", "server", "rate-limited"})
_FIRST_WAIT = 0.25
_FACTOR = 4


def before_next(attempt: int) -> float:
    """Say how many seconds to wait after the first, second … attempt that failed."""
    return _FIRST_WAIT * float(_FACTOR) ** (attempt - 1)


class Line:
    """What is known of one service in one run. Threads may share it.

    Args:
        manners: how it is to be approached.
        clock: tells seconds.
        budget: seconds that the service may take in all.
    """

    def __init__(
        self, manners: Manners, clock: Callable[[], float], budget: float = math.inf
    ) -> None:
        self._budget = budget
        self._spent = 0.0
        self._since = 0.0
        self._under_way = 0
        self.slots = threading.BoundedSemaphore(manners.at_once)
        self._pause = manners.pause
        self._clock = clock
        self._turn = threading.Lock()
        self._next = float("-inf")
        self._held = float("-inf")
        self._failures = 0
        self._open_until: float | None = None

    def begin(self) -> float:
        """Begin a call; say how many seconds the service may still take in this run."""
        with self._turn:
            now = self._clock()
            if self._under_way == 0:
                self._since = now
            self._under_way += 1
            return self._budget - self._spent - (now - self._since)

    def finish(self) -> None:
        """End a call. Only the time in which the service was asked counts against its budget."""
        with self._turn:
            self._under_way -= 1
            if self._under_way == 0:
                self._spent += self._clock() - self._since

    def refusal(self, ends: float) -> Fail | None:
        """Say why the service is not asked now.

        Args:
            ends: by when the call has to be over.
        """
        with self._turn:
            now = self._clock()
            if self._held > now and self._held >= ends:
                return Fail("rate-limited", self._held - now)
            if self._open_until is None:
                return None
            if now < self._open_until:
                return Fail("circuit-open")
            self._open_until = now + LEFT_ALONE  # this one call may try; the others wait for it
            return None

    def delay(self) -> float:
        """Take the next turn; say how many seconds there are until then."""
        with self._turn:
            now = self._clock()
            begins = max(now, self._next, self._held)
            self._next = begins + self._pause
            return begins - now

    def hold(self, seconds: float) -> None:
        """Ask nothing for some seconds, because the service said so."""
        with self._turn:
            self._held = max(self._held, self._clock() + seconds)

    def heard(self, outcome: Fail | None) -> None:
        """Learn how a call ended, all its attempts included; null: it was answered."""
        with self._turn:
            if outcome is None or outcome.reason not in _FAILURES | _AT_ONCE_OPEN:
                self._failures = 0
                self._open_until = None
                return
            self._failures += 1
            if outcome.reason in _AT_ONCE_OPEN or self._failures >= IN_A_ROW:
                self._open_until = self._clock() + LEFT_ALONE
