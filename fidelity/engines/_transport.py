"""The one way by which anything leaves the machine when an engine is asked.

An engine describes a ``Call``; this decides whether it may be made, waits for its turn, makes it
within its deadline, and gives back a ``Reply`` or a ``Fail`` with a reason of the closed list. The
consent is the runner's: an ``Allowance`` that no engine can change. Nothing that this module
raises or writes holds a text under check, a key or the parameters of an address.
"""

from __future__ import annotations

import json
import math
import os
import threading
import time
import urllib.parse
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from fidelity.calls import Call, Reply
from fidelity.egress import Allowance, is_loopback
from fidelity.engines._in_time import Waiting
from fidelity.engines._keys import secret
from fidelity.engines._lines import ask_in_lines, written
from fidelity.engines._patience import Line, before_next
from fidelity.engines._wire import Wire
from fidelity.errors import UsageError
from fidelity.model import Fail, Reason

PROXY, AUTHORITIES = "FIDELITY_PROXY", "FIDELITY_CA_BUNDLE"
"""Environment variables: a proxy to go through, and a file with certificates to trust. No other
variable of the environment changes where anything is sent."""

_REASONS: Mapping[int, Reason] = {
    401: "authentication",
    402: "quota",
    403: "authentication",
    408: "timeout",
    413: "too-long",
    414: "too-long",
    429: "rate-limited",
    451: "blocked",
    456: "quota",
}
_IN_LINES = "dict"
"""The scheme of addresses where lines are spoken instead of HTTP (RFC 2229, 5)."""
_PASSING = frozenset({502, 503, 504})
"""Statuses after which another attempt may succeed; 429 is one where the service says when."""


BUDGET = 900.0
"""Seconds that one service may take in a run, where its settings name no ``budget``."""


class Limits(NamedTuple):
    """How long services may take in one run, in seconds."""

    deadline: float = math.inf
    """All of them together, from the first question on."""
    budgets: Mapping[str, float] = {}
    """Each by itself, by kind of engine."""


class _Heard(NamedTuple):
    """How one attempt ended."""

    outcome: Reply | Fail
    passing: bool
    """Whether another attempt may end otherwise."""


class Transport:
    """Makes the calls of all engines of one run. Threads may share it.

    Args:
        allowance: what may leave the machine.
        log: a file to which a line is added for everything that is sent; null: none.
        limits: how long services may take.
        clock: tells seconds.
        wait: waits for so many seconds, unless the run is stopped; null: really.

    Raises:
        UsageError: the file cannot be written.
    """

    def __init__(
        self,
        allowance: Allowance,
        log: Path | None = None,
        *,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self._allowance = allowance
        self._log = log
        self._limits = limits or Limits()
        self._began: float | None = None
        self._clock = clock
        self._stopped = threading.Event()
        self._wait = wait or self._stopped.wait
        self._turn = threading.Lock()
        self._lines: dict[str, Line] = {}
        self._waiting = Waiting()
        proxy, authorities = (os.environ.get(name) or None for name in (PROXY, AUTHORITIES))
        self._wire = Wire(proxy, authorities, self._waiting)
        if log is not None:
            _append(log, "")

    @property
    def allowance(self) -> Allowance:
        """What may leave the machine."""
        return self._allowance

    def stop(self) -> None:
        """End what is waiting; nothing more is sent."""
        self._stopped.set()
        self._waiting.stop()

    def send(self, call: Call) -> Reply | Fail:
        """Make a call, if it is permitted.

        Returns:
            The answer, where its status is one that means success or that the engine reads
            itself; else why there is none. Without consent nothing is looked up or connected.
        """
        host = host_of(call.url)
        if host is None:
            return Fail("engine-fault")
        if not self._allowance.permits(host, call.texts):
            return Fail("no-consent")
        key = None if call.key is None else secret(call.key)
        if call.key is not None and call.key.needed and key is None:
            return Fail("authentication")
        line = self._line(call)
        with line.slots:
            left = min(line.begin(), self._left_in_all())
            try:
                return self._attempted(call, host, key, line, left)
            finally:
                line.finish()

    def _line(self, call: Call) -> Line:
        with self._turn:
            line = self._lines.get(call.engine)
            if line is None:
                budget = self._limits.budgets.get(call.engine.partition(":")[0], BUDGET)
                line = self._lines[call.engine] = Line(call.manners, self._clock, budget)
            return line

    def _left_in_all(self) -> float:
        """Give the seconds that all services together may still take."""
        with self._turn:
            now = self._clock()
            if self._began is None:
                self._began = now
            return self._limits.deadline - (now - self._began)

    def _attempted(
        self, call: Call, host: str, key: str | None, line: Line, left: float
    ) -> Reply | Fail:
        """Make a call, several times if need be, within its deadline and what is left of all."""
        last = self._clock() + left
        ends = min(self._clock() + call.manners.deadline, last)
        if self._stopped.is_set():
            return Fail("offline")
        if left <= 0:
            return Fail("timeout")
        if (refusal := line.refusal(ends)) is not None:
            return refusal
        outcome: Reply | Fail = Fail("timeout")
        for attempt in range(1, call.manners.attempts + 1):
            self._wait(min(line.delay(), max(0.0, last - self._clock())))
            if self._stopped.is_set():
                return Fail("offline")
            if (seconds := min(self._left(call, ends), last - self._clock())) <= 0:
                return Fail("timeout")
            outcome, passing = self._once(call, host, key, seconds)
            asked = outcome.retry_after if isinstance(outcome, Fail) else None
            if asked is not None:
                line.hold(asked)
            rest = before_next(attempt) if asked is None else asked
            if not passing or attempt == call.manners.attempts or self._clock() + rest >= ends:
                break
            self._wait(rest)
        line.heard(outcome if isinstance(outcome, Fail) else None)
        return outcome

    def _left(self, call: Call, ends: float) -> float:
        """Give the seconds that are left; a turn that came late has a second still."""
        return min(call.manners.deadline, max(1.0, ends - self._clock()))

    def _once(self, call: Call, host: str, key: str | None, seconds: float) -> _Heard:
        if urllib.parse.urlsplit(call.url).scheme == _IN_LINES:
            said = written(call)
            self._note(call, host, len(said), with_key=False)
            reply = ask_in_lines(call.url, said, seconds, self._waiting)
        else:
            prepared = self._wire.prepare(call, key)
            if prepared is None:
                return _Heard(Fail("engine-fault"), passing=False)
            size = len(prepared.path_url) + len(prepared.body or b"")
            self._note(call, host, size, with_key=key is not None)
            reply = self._wire.ask(prepared, host, seconds)
        if isinstance(reply, Fail):
            return _Heard(reply, passing=reply.reason in ("network", "timeout"))
        return _judged(call, reply)

    def _note(self, call: Call, host: str, size: int, *, with_key: bool) -> None:
        """Write into the egress log what is about to be sent."""
        if self._log is not None:
            _append(self._log, _line_of(call, host, size, with_key=with_key))


def _judged(call: Call, reply: Reply) -> _Heard:
    """Say what a status means."""
    if reply.encoded:
        return _Heard(Fail("bad-response"), passing=False)
    if 200 <= reply.status < 300:
        return _Heard(reply, passing=False)
    reason = _told(call, reply) or _meaning(call, reply.status)
    told_when = reason == "rate-limited" and reply.retry_after is not None
    return _Heard(Fail(reason, reply.retry_after), reply.status in _PASSING or told_when)


def _told(call: Call, reply: Reply) -> Reason | None:
    """Ask the engine what a refusal says; whatever it raises is dropped, because it may leak."""
    try:
        return call.explain(reply)
    except Exception:  # a foreign service's words can be anything
        return None


def _meaning(call: Call, status: int) -> Reason:
    known = call.reasons.get(status) or _REASONS.get(status)
    if known is not None:
        return known
    if status < 400:  # a redirect leads elsewhere, to where no consent was given
        return "blocked"
    return "server" if status >= 500 else "bad-response"


def host_of(url: str) -> str | None:
    """Name the host of an address; null where what is sent there could be read on the way.

    Only https is secure, and http and dict to this machine itself. A name and a password in the
    address are refused, because addresses are shown.
    """
    try:
        parts = urllib.parse.urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host or parts.username is not None or parts.query or parts.fragment:
        return None
    return host if parts.scheme == "https" or _local(parts.scheme, host) else None


def _local(scheme: str, host: str) -> bool:
    return scheme in ("http", _IN_LINES) and is_loopback(host)


def _line_of(call: Call, host: str, size: int, *, with_key: bool) -> str:
    """Write what is sent as a line of the egress log: never a text, a key or an address."""
    port = urllib.parse.urlsplit(call.url).port
    return json.dumps(
        {
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "engine": call.engine,
            "host": host if port is None else f"{host}:{port}",
            "texts": len(call.texts),
            "bytes": size,
            "key": with_key,
        }
    )


def _append(path: Path, line: str) -> None:
    """Add a line to a file that only the user may read.

    Raises:
        UsageError: it cannot be written, and so nothing may be sent.
    """
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(file, f"{line}\n".encode() if line else b"")  # one write, so lines stay whole
        finally:
            os.close(file)
    except OSError as fault:
        raise UsageError(
            f"{path} cannot be written ({fault.strerror}); name another file with --egress-log"
        ) from None
