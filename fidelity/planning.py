"""Finds out what an audit would send where, without sending anything."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from fidelity.calls import Call, Reply
from fidelity.egress import Allowance
from fidelity.engines._transport import host_of
from fidelity.model import Fail


@dataclass(frozen=True, slots=True, order=True)
class Planned:
    """One wording that would leave the machine."""

    host: str
    engine: str
    text: str


class Planner:
    """Stands in for the transport: it notes what is permitted and would be sent, and sends nothing.

    Every call ends as if the machine were offline, which is a fault and so is never remembered.

    Args:
        allowance: what may leave the machine.
    """

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self._turn = threading.Lock()
        self._planned: set[Planned] = set()

    @property
    def allowance(self) -> Allowance:
        """What may leave the machine."""
        return self._allowance

    def send(self, call: Call) -> Reply | Fail:
        """Note a call."""
        host = host_of(call.url)
        if host is None or not self._allowance.permits(host, call.texts):
            return Fail("no-consent")
        with self._turn:
            self._planned |= {Planned(host, call.engine, text) for text in call.texts}
        return Fail("offline")

    def stop(self) -> None:
        """Do nothing: nothing is under way."""


def planned(allowance: Allowance, run: Callable[[Planner], object]) -> tuple[Planned, ...]:
    """List what a run would send.

    Args:
        allowance: what may leave the machine.
        run: does what is planned, over the transport that it is given.

    Returns:
        Each wording once for each engine, sorted by host, engine and text.
    """
    planner = Planner(allowance)
    run(planner)
    return tuple(sorted(planner._planned))  # noqa: SLF001
