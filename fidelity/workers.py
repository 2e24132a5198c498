"""Checks segments in several processes that work side by side.

The order of the results is that of the segments, so a report is the same however many processes
made it. Segments are handed out in bundles, and only a few bundles are on their way at any time:
memory does not grow with the documents.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice

from fidelity.errors import WorkerError
from fidelity.model import Finding
from fidelity.segments import Segment

_BUNDLE = 64
"""Segments in a bundle: enough that handing them over costs nothing beside checking them."""
_AHEAD = 3
"""Bundles on their way for each process."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What is to be known of one segment once it has been checked."""

    segment: str
    """Its id."""
    pair: tuple[str, str]
    """The tags of its two languages."""
    findings: tuple[Finding, ...]
    observations: tuple[tuple[str, object], ...]
    score: float | None
    """In [0, 1]; null where no score was asked for."""


Check = Callable[[Sequence[Segment]], Iterable[Checked]]

_MANY = 512
"""Segments from which a second process is worth its start."""
_UNASKED = 2
"""Processes that are started, at most, where nobody has said how many: each takes 0.8 GB."""


def as_many_as_pay(segments: Iterable[Segment]) -> tuple[int, Iterator[Segment]]:
    """Say how many processes a run is worth where nobody has said so.

    Args:
        segments: read as far as is needed to know.

    Returns:
        The number, and all of the segments.
    """
    rest = iter(segments)
    first = list(islice(rest, _MANY))
    several = len(first) == _MANY
    return min(_UNASKED, _processors()) if several else 1, chain(first, rest)


def _processors() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def bundled(segments: Iterable[Segment]) -> Iterator[tuple[Segment, ...]]:
    """Put segments together that are checked one after the other, in order."""
    rest = iter(segments)
    while bundle := tuple(islice(rest, _BUNDLE)):
        yield bundle


def checked(segments: Iterable[Segment], make: Callable[[], Check], jobs: int) -> Iterator[Checked]:
    """Check segments, in order.

    Args:
        segments: read as they are needed.
        make: makes the function that checks a bundle of segments; it is pickled, and called once
            in each process.
        jobs: how many processes.

    Raises:
        WorkerError: a process has died, for want of memory perhaps.
    """
    # A fork would take locks over that threads of this process hold; spawning takes nothing over.
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _begin, (make,))
    try:
        yield from _through(pool, segments, jobs)
    except BrokenProcessPool as fault:
        raise WorkerError(
            "a process that was checking texts has died, so not all is checked; "
            "if memory is short, run again with fewer --jobs"
        ) from fault
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _through(
    pool: ProcessPoolExecutor, segments: Iterable[Segment], jobs: int
) -> Iterator[Checked]:
    on_their_way: deque[Future[list[Checked]]] = deque()
    for bundle in bundled(segments):
        on_their_way.append(pool.submit(_bundle, bundle))
        if len(on_their_way) >= _AHEAD * jobs:
            yield from on_their_way.popleft().result()
    for future in on_their_way:
        yield from future.result()


_mine: list[Check] = []
"""In a process that checks for another one: its function, made once. Empty everywhere else."""


def _begin(make: Callable[[], Check]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that hands out work
    _mine.append(make())


def _bundle(segments: Sequence[Segment]) -> list[Checked]:
    return list(_mine[0](segments))
