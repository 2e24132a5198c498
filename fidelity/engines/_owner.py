"""A thread that owns objects which only the thread that made them may touch.

A helper of the engines that run a model inside this process.
"""

from __future__ import annotations

import queue
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

_Kept = dict[str, Any]
_Jobs = queue.SimpleQueue[Any]
_T = TypeVar("_T")


class Faulty(Exception):  # noqa: N818  (a state of the engine, as in the rest of the messages)
    """The job failed. The fault itself is dropped, because its text may hold what was asked."""


class Owner:
    """Runs jobs one after another on a thread of its own, which ends with this object.

    The thread starts with the first job. It is a daemon, so a native call that does not return
    cannot keep the program from ending.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._jobs: _Jobs | None = None

    def ask(self, job: Callable[[_Kept], _T], seconds: float) -> _T:
        """Run a job and wait for it. Threads may share an owner.

        Args:
            job: given what earlier jobs have kept; objects in there never leave the thread.
            seconds: how long to wait.

        Raises:
            TimeoutError: it takes longer. Its thread is left to itself, and the next job gets
                another one, which has kept nothing yet.
            Faulty: it raised something.
        """
        future: Future[_T] = Future()
        with self._turn:
            if self._jobs is None:
                self._jobs = self._started()
            jobs = self._jobs
            jobs.put((job, future))
        try:
            return future.result(seconds)
        except TimeoutError:
            with self._turn:
                if self._jobs is jobs:
                    self._jobs = None
                    jobs.put(None)
            raise

    def _started(self) -> _Jobs:
        jobs: _Jobs = queue.SimpleQueue()
        threading.Thread(target=_work, args=(jobs,), daemon=True).start()
        weakref.finalize(self, jobs.put, None)
        return jobs


def _work(jobs: _Jobs) -> None:
    kept: _Kept = {}
    while (entry := jobs.get()) is not None:
        job, future = entry
        try:
            future.set_result(job(kept))
        except BaseException:  # native code panics with what is no Exception
            future.set_exception(Faulty())
        del entry, job, future  # else the last job keeps its engine, and so this thread, alive
