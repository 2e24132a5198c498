"""The part of the contract of engines that is about sending, for ours and plug-ins' alike.

A private part of ``fidelity.testing``, which passes ``service_contract`` on.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import isfinite
from typing import TypeAlias, get_args

from fidelity.calls import Call, Reply, Withheld
from fidelity.egress import CONNECTIONS, LOOK_UPS, Allowance
from fidelity.model import Fail, Ok, Outcome, Query, Reason
from fidelity.protocols import Engine, Missing, Setup

Offered: TypeAlias = Callable[[Setup], Iterable[Engine | Missing]]
_GARBAGE = (
    b"",
    b"null",
    b"[]",
    b"{}",
    b"0",
    b'"x"',
    b"[[[[[[[[",
    b"[" * 100_000,
    b"<html><body>Welcome</body></html>",
    b"\xff\xfe\x00",
    b'{"data": null, "translations": [{}], "translatedText": 5, "choices": [null]}',
    b"220 x\r\n250 ok\r\n",
)
"""Answers of nothing that any engine speaks to."""


class _Listening:
    """Stands in for the transport: it permits everything, sends nothing and notes each call."""

    def __init__(self, answer: Callable[[Call], Reply | Fail]) -> None:
        self.allowance = Allowance("sentences")
        self.calls: list[Call] = []
        self._answer = answer

    def send(self, call: Call) -> Reply | Fail:
        """Note a call, and answer it."""
        self.calls.append(call)
        return self._answer(call)

    def stop(self) -> None:
        """Do nothing: nothing is under way."""


class _Watch:
    """Notes connections while it is on; Python takes no watch away again, so there is one."""

    def __init__(self) -> None:
        self.on = False
        self.begun = False
        self.seen: list[str] = []

    def hear(self, event: str, _details: object) -> None:
        """Note an event."""
        if self.on and event in CONNECTIONS | LOOK_UPS:
            self.seen.append(event)


_WATCH = _Watch()


def service_contract(
    offered: Offered,
    good: Sequence[Query],
    *,
    options: Mapping[str, object] | None = None,
    key: str | None = None,
) -> None:
    """Check that engines which send something do so through what they are given, and no more.

    Nothing is sent: a stand-in takes the place of the transport. It is checked that without consent
    no connection is tried; that each call says which texts it carries, so that consent can be
    decided on them, and carries neither text nor key in its address; that every call has a
    deadline; and that whatever comes instead of an answer becomes a ``Fail``, also where it raises.

    Args:
        offered: the function ``engines`` of the module.
        good: questions that the engine would put, one at least.
        options: settings of the engine.
        key: the key that the environment holds during the test; null: none.

    Raises:
        AssertionError: something of this does not hold; the message says what, without a text.
    """
    if not good:
        raise AssertionError("the contract needs a good question")
    with _watched() as connections:
        for sender in (None, Withheld()):
            outcomes = _run(_opened(offered, sender, options), good)
            _demand(all(isinstance(each, Fail) for each in outcomes), "it answered without consent")
        _check_calls(offered, good, options, key)
        _check_faults(offered, good, options)
    _demand(not connections, "it opens connections of its own, past what it is given")


def _demand(holds: object, words: str) -> None:
    """Raise where something does not hold, also under ``python -O``."""
    if not holds:
        raise AssertionError(words)


@contextmanager
def _watched() -> Iterator[list[str]]:
    """Note the connections that are tried meanwhile."""
    if not _WATCH.begun:
        _WATCH.begun = True
        sys.addaudithook(_WATCH.hear)
    _WATCH.seen = seen = list[str]()
    _WATCH.on = True
    try:
        yield seen
    finally:
        _WATCH.on = False


def _opened(
    offered: Offered, sender: _Listening | Withheld | None, options: Mapping[str, object] | None
) -> list[Engine]:
    found = offered(Setup(None, options=options or {}, sender=sender))
    engines = [each for each in found if not isinstance(each, Missing)]
    _demand(engines, "it offers no engine with these settings")
    return engines


def _run(engines: Sequence[Engine], good: Sequence[Query]) -> list[Outcome]:
    """Ask all engines; what they raise breaks the contract, and is not told."""
    outcomes: list[Outcome] = []
    raised = None
    for engine in engines:
        try:
            outcomes += engine.run(good)
        except Exception as fault:  # its text may hold what was asked
            raised = type(fault).__name__
    _demand(raised is None, f"run raised {raised}; a fault must be a Fail")
    return outcomes


def _check_calls(
    offered: Offered, good: Sequence[Query], options: Mapping[str, object] | None, key: str | None
) -> None:
    """Look at what would be sent."""
    listening = _Listening(lambda _call: Fail("offline"))
    _run(_opened(offered, listening, options), good)
    _demand(listening.calls, "it sends nothing through what it is given")
    for call in listening.calls:
        carried = _carried(call)
        declared = "\n".join(call.texts)
        for query in good:
            _demand(
                query.text not in carried or query.text in declared,
                "a call carries a text that it does not declare in its texts",
            )
            _demand(query.text not in call.url, "a text stands in the address itself")
        everything = f"{call.url}\n{carried}\n{declared}"
        _demand(key is None or key not in everything, "the key itself stands in a call")
        _demand(
            isfinite(call.manners.deadline) and call.manners.deadline > 0,
            "a call has no deadline",
        )


def _carried(call: Call) -> str:
    """Write out what a call would send beside its address."""
    parts = [dict(call.parameters), call.json, list(call.lines), dict(call.headers)]
    return "\n".join(_strings(parts))


def _strings(value: object) -> Iterator[str]:
    """List every text in a value; JSON that is a text in JSON is opened too."""
    if isinstance(value, str):
        yield value
        try:
            inner = json.loads(value)
        except ValueError:
            return
        if not isinstance(inner, str):
            yield from _strings(inner)
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from (str(name), *_strings(each))
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _strings(each)


def _check_faults(
    offered: Offered, good: Sequence[Query], options: Mapping[str, object] | None
) -> None:
    """See what becomes of every refusal, of answers that are none, and of what is raised."""

    def raising(call: Call) -> Reply:
        raise RuntimeError(call.texts)

    refusals = (_always(Fail(reason)) for reason in get_args(Reason))
    answers = (_always(Reply(200, body, "application/json", "utf-8")) for body in _GARBAGE)
    for fault in (raising, *refusals, *answers):
        outcomes = _run(_opened(offered, _Listening(fault), options), good)
        _demand(
            not any(isinstance(each, Ok) for each in outcomes),
            "it takes for an answer what is none",
        )


def _always(outcome: Reply | Fail) -> Callable[[Call], Reply | Fail]:
    return lambda _call: outcome
