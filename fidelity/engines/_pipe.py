"""A pipeline of programs that is kept running and answers one text after another.

A helper of the engine ``apertium``. Question and answer each end with a null byte, which every
program of the pipeline passes on at once; so texts never run together, as lines would.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import time
import weakref
from collections.abc import Mapping, Sequence

_PATIENCE = 0.5  # seconds that a program may take to end by itself
_FROM_OUTSIDE = frozenset(
    -getattr(signal, name)
    for name in ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP")
    if hasattr(signal, name)  # Windows lacks some; this module must load there too
)


class Broken(Exception):  # noqa: N818  (a state of the pipeline)
    """A program of the pipeline has ended, or its answer makes no sense."""


class Killed(Broken):
    """A program of the pipeline has been ended from outside, so the question is not to blame."""


class Pipe:
    """A running pipeline. It ends with this object.

    Args:
        programs: each with its arguments; each one's output is the next one's input.
        environment: the environment variables.

    Raises:
        OSError: a program cannot be started.
    """

    def __init__(self, programs: Sequence[Sequence[str]], environment: Mapping[str, str]) -> None:
        self._processes: list[subprocess.Popen[bytes]] = []
        self._end = weakref.finalize(self, _end, self._processes)
        try:
            for program in programs:
                self._start(program, dict(environment))
        except OSError:
            self.close()
            raise

    def _start(self, program: Sequence[str], environment: dict[str, str]) -> None:
        before = self._processes[-1].stdout if self._processes else None
        started = subprocess.Popen(  # noqa: S603
            program,
            stdin=before or subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what is said there may quote the question
            env=environment,
            start_new_session=True,  # Ctrl-C is for us to hear, not for it
        )
        self._processes.append(started)
        if before is not None:
            before.close()  # else the next program would never see its end

    @property
    def pids(self) -> tuple[int, ...]:
        """The process ids of the programs, in order."""
        return tuple(process.pid for process in self._processes)

    def close(self) -> bool:
        """End the programs.

        Returns:
            Whether one of them had been ended from outside.
        """
        return bool(self._end())

    def ask(self, question: bytes, seconds: float) -> bytes:
        """Put a question and read the answer, without the null byte.

        After an exception the pipeline has been closed.

        Args:
            question: bytes without a null byte, a few thousand at most.
            seconds: how long to wait.

        Raises:
            Broken: the pipeline has ended.
            Killed: it has been ended from outside.
            TimeoutError: it takes longer.
        """
        try:
            return self._asked(question, time.monotonic() + seconds)
        except TimeoutError:
            self.close()
            raise
        except (Broken, OSError):
            raise (Killed if self.close() else Broken) from None

    def _asked(self, question: bytes, until: float) -> bytes:
        first, last = self._processes[0].stdin, self._processes[-1].stdout
        if first is None or last is None or last.closed:
            raise Broken
        first.write(question + b"\0")
        first.flush()
        answer = b""
        with selectors.DefaultSelector() as selector:
            selector.register(last, selectors.EVENT_READ)
            while not answer.endswith(b"\0"):
                if not selector.select(max(0.0, until - time.monotonic())):
                    raise TimeoutError
                part = os.read(last.fileno(), 1 << 16)
                if not part:
                    raise Broken
                answer += part
        if b"\0" in answer[:-1]:
            raise Broken  # programs that lose their input end every text that is still to come
        return answer[:-1]


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> bool:
    """End the programs: by the end of their input, else by force."""
    for process in processes:
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
    until = time.monotonic() + _PATIENCE
    outside = False
    for process in processes:
        try:
            outside |= process.wait(max(0.0, until - time.monotonic())) in _FROM_OUTSIDE
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    return outside
