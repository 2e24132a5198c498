"""Bounds in time what no timeout of a socket bounds: the look-up of a name, a byte a second."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future

from fidelity.calls import Reply
from fidelity.model import Fail

THREAD = "fidelity-call"
"""The name of the threads on which calls are made."""


def in_time(exchange: Callable[[], Reply | Fail], seconds: float) -> Reply | Fail:
    """Make an exchange on a thread of its own, and wait for it no longer than it may take.

    Args:
        exchange: sends and receives; it raises nothing.
        seconds: how long it may take, from the look-up of the name to the last byte.
    """
    future: Future[Reply | Fail] = Future()

    def work() -> None:
        future.set_result(exchange())

    threading.Thread(target=work, name=THREAD, daemon=True).start()
    try:
        return future.result(seconds)
    except TimeoutError:
        return Fail("timeout")
