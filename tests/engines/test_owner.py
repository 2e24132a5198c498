"""A thread owns what only it may touch."""

from __future__ import annotations

import gc
import threading
import time
from typing import Any

import pytest

from fidelity.engines._owner import Faulty, Owner

LONG = 30.0


class Panic(BaseException):
    """What native code raises."""


def test_all_jobs_run_on_one_thread_and_share_what_they_keep() -> None:
    """Objects are made and used where they belong."""

    def job(kept: dict[str, Any]) -> tuple[int, int]:
        kept["jobs"] = kept.get("jobs", 0) + 1
        return threading.get_ident(), kept["jobs"]

    owner = Owner()
    first, second = (owner.ask(job, LONG) for _ in range(2))
    assert first[0] == second[0] != threading.get_ident()
    assert (first[1], second[1]) == (1, 2)


def test_a_fault_is_reported_without_its_text() -> None:
    """The text may hold what was asked; the owner goes on."""

    def broken(_kept: dict[str, Any]) -> None:
        raise Panic("secret wording")

    owner = Owner()
    with pytest.raises(Faulty) as caught:
        owner.ask(broken, LONG)
    assert (str(caught.value), caught.value.__context__, caught.value.__cause__) == ("", None, None)
    assert owner.ask(lambda _kept: 7, LONG) == 7


def test_a_job_that_takes_too_long_does_not_hold_up_the_next() -> None:
    """The next one gets a thread of its own."""
    release = threading.Event()
    owner = Owner()
    with pytest.raises(TimeoutError):
        owner.ask(lambda _kept: release.wait(LONG), 0.01)
    assert owner.ask(dict, LONG) == {}
    release.set()


def test_the_thread_ends_with_its_owner() -> None:
    """What it kept goes with it, on that thread."""
    gone: list[int] = []

    class Kept:
        def __del__(self) -> None:
            gone.append(threading.get_ident())

    def keep(kept: dict[str, Any]) -> int:
        kept["object"] = Kept()
        return threading.get_ident()

    owner = Owner()
    thread = owner.ask(keep, LONG)
    del owner
    gc.collect()
    until = time.monotonic() + LONG
    while not gone and time.monotonic() < until:
        time.sleep(0.001)
    assert gone == [thread]
