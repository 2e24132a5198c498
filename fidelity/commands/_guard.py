"""Keeps connections from being opened past the transport while a command runs.

Python tells a hook of every look-up of a name and every connection before it is made (PEP 578), and
the hook may refuse. So a plug-in, or a library below it that would fetch something, is stopped
although it asks nobody. This is a guard against what somebody did not think of, not a wall against
ill will: other programs, and code that is not Python's, are not seen. A hook can never be taken
away again, so there is one for the process, which does nothing while no command runs.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from fidelity.egress import CONNECTIONS, LOOK_UPS, is_loopback
from fidelity.engines._in_time import THREAD


class _Guard:
    """The hook, and for how many commands of this process it is on."""

    def __init__(self) -> None:
        self.turn = threading.Lock()
        self.there = False
        self.on = 0

    def hear(self, event: str, details: tuple[object, ...]) -> None:
        """Refuse what would leave the machine past the transport.

        Raises:
            PermissionError: it would. The message says nothing of where or what.
        """
        if self.on and _leads_away(event, details) and threading.current_thread().name != THREAD:
            raise PermissionError("fidelity lets nothing leave this machine but by its transport")


_GUARD = _Guard()


def _leads_away(event: str, details: tuple[object, ...]) -> bool:
    """Say whether an event is about another machine: a path and a local socket are not."""
    if event in CONNECTIONS:
        address = details[1]
        host = address[0] if isinstance(address, tuple) and address else None
    elif event in LOOK_UPS:
        host = details[0]
    else:
        return False
    if isinstance(host, (bytes, bytearray)):
        host = host.decode("ascii", "replace")
    return isinstance(host, str) and not is_loopback(host)


@contextmanager
def guarded() -> Iterator[None]:
    """Open no connection past the transport meanwhile."""
    with _GUARD.turn:
        if not _GUARD.there:
            sys.addaudithook(_GUARD.hear)
            _GUARD.there = True
        _GUARD.on += 1
    try:
        yield
    finally:
        with _GUARD.turn:
            _GUARD.on -= 1
