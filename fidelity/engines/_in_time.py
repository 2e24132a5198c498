"""Bounds in time what no timeout of a socket bounds: the look-up of a name, a byte a second."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError

from fidelity.calls import Reply
from fidelity.model import Fail

THREAD = "fidelity-call"
"""The name of the threads on which calls are made."""


class Waiting:
    """All who wait for an answer. Threads may share it."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._futures: set[Future[Reply | Fail]] = set()
        self._stopped = False

    def in_time(self, exchange: Callable[[], Reply | Fail], seconds: float) -> Reply | Fail:
        """Make an exchange on a thread of its own, and wait for it no longer than it may take.

        Args:
            exchange: sends and receives; it raises nothing.
            seconds: how long it may take, from the look-up of the name to the last byte.
        """
        future: Future[Reply | Fail] = Future()
        with self._turn:
            if self._stopped:
                return Fail("offline")
            self._futures.add(future)
        work = threading.Thread(
            target=lambda: _settle(future, exchange()), name=THREAD, daemon=True
        )
        work.start()
        try:
            return future.result(seconds)
        except TimeoutError:
            return Fail("timeout")
        finally:
            with self._turn:
                self._futures.discard(future)

    def stop(self) -> None:
        """Let everybody go who waits, or would."""
        with self._turn:
            self._stopped = True
            futures = tuple(self._futures)
        for future in futures:
            _settle(future, Fail("offline"))


def _settle(future: Future[Reply | Fail], outcome: Reply | Fail) -> None:
    """Give an outcome to whoever waits, unless another one came first."""
    with contextlib.suppress(InvalidStateError):
        future.set_result(outcome)
