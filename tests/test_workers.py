"""Segments are checked by several processes as by one."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from functools import partial

import pytest

from fidelity import workers
from fidelity.errors import WorkerError
from fidelity.passages import Anchor, Passage
from fidelity.segments import Segment
from fidelity.texts import Checker
from fidelity.workers import Check, Checked, checked

RIGHT = ("The Council condemned the attack.", "Совет осудил нападение.")
WRONG = ("The Council met 12 times.", "Совет собирался 21 раз.")


def segments(count: int) -> Iterator[Segment]:
    """Make segments, every third one wrong."""
    for number in range(count):
        source, target = WRONG if number % 3 == 0 else RIGHT
        yield Segment(
            f"u{number}",
            Passage(source, "en.txt", (Anchor(0, number + 1, 1),)),
            Passage(target, "ru.txt", (Anchor(0, number + 1, 1),)),
            "en",
            "ru",
        )


def test_two_processes_report_what_one_reports() -> None:
    """In the same order, with the same scores and the same signature."""
    rules = ("quantity-shift", "inconsistent-term")
    one, two = (
        Checker((), rules=rules, cache=None, jobs=jobs).run(segments(200), scores=True)
        for jobs in (1, 2)
    )
    assert one.report.findings
    assert two == one


@pytest.mark.parametrize(
    ("count", "processors", "jobs"), [(4, 8, 1), (5, 8, 2), (9, 8, 2), (9, 1, 1)]
)
def test_a_second_process_starts_where_it_pays(
    monkeypatch: pytest.MonkeyPatch, count: int, processors: int, jobs: int
) -> None:
    """From many segments on, and where there is a processor for it; no segment is lost."""
    monkeypatch.setattr(workers, "_MANY", 5)
    monkeypatch.setattr(workers, "_processors", lambda: processors)
    found, several = workers.as_many_as_pay(segments(count))
    assert (found, [each.id for each in several]) == (jobs, [f"u{n}" for n in range(count)])


def test_a_short_text_is_checked_here_where_nobody_says_how_many() -> None:
    """As with one process."""
    one, unsaid = (
        Checker((), rules=("quantity-shift",), cache=None, jobs=jobs).run(segments(9))
        for jobs in (1, None)
    )
    assert unsaid == one


def _dies(several: Sequence[Segment]) -> list[Checked]:
    if any(segment.id == "u70" for segment in several):
        os.kill(os.getpid(), signal.SIGKILL)
    return _passes(several)


def _maker(check: Check) -> Check:
    return check


def test_a_process_that_dies_is_no_silence() -> None:
    """What it had in hand is not checked, and nobody may think it was."""
    with pytest.raises(WorkerError, match="not all is checked") as told:
        list(checked(segments(200), partial(_maker, _dies), 2))
    assert told.value.status == 3


def test_few_segments_are_read_ahead() -> None:
    """The documents need not be in memory."""
    read: list[str] = []

    def watched() -> Iterator[Segment]:
        for segment in segments(5000):
            read.append(segment.id)
            yield segment

    results = checked(watched(), partial(_maker, _passes), 2)
    first = next(results)
    assert first.segment == "u0"
    assert len(read) < 1000
    assert len(list(results)) == 4999


def _passes(several: Sequence[Segment]) -> list[Checked]:
    return [Checked(segment.id, ("en", "ru"), (), (), None) for segment in several]
