"""Processes in which the models of Firefox translate side by side.

A helper of the engine ``firefox``. Its runtime holds up all other threads of a process while it
translates, so a second core is of use to another process only. Each answers one question after
another, and no answer depends on what was asked before; so it does not matter which one is asked.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import threading
import time
from pathlib import Path

from fidelity.engines._firefox_models import Model
from fidelity.engines._owner import Faulty
from fidelity.engines._pipe import Broken, Pipe

_PROGRAM = Path(__file__).with_name("_firefox_worker.py")
_MOST = 4
"""Processes for one direction at most: each takes some 60 MB."""


def at_once() -> int:
    """Say how many questions can be worked on at once; 1 where no other process can be used."""
    if os.name != "posix" or not sys.executable or not _PROGRAM.is_file():
        return 1
    return min(_MOST, os.cpu_count() or 1)


class Workers:
    """The processes of one direction. They start when they are needed, and end with this object.

    Args:
        model: the model of the direction.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._turn = threading.Lock()
        self._idle: list[Pipe] = []

    def ask(self, text: str, seconds: float) -> str:
        """Translate a text in a process that nobody else asks. Threads may share this object.

        Args:
            text: one sentence, without a null byte.
            seconds: how long the answer may take.

        Raises:
            TimeoutError: it takes longer; the process is ended.
            Faulty: the process has ended, or could not be started.
        """
        until = time.monotonic() + seconds
        try:
            pipe = self._taken()
            answer = pipe.ask(text.encode(), until - time.monotonic())
        except (Broken, OSError) as fault:
            if isinstance(fault, TimeoutError):
                raise
            raise Faulty from None
        with self._turn:
            self._idle.append(pipe)
        return answer.decode(errors="replace")

    def _taken(self) -> Pipe:
        with self._turn:
            if self._idle:
                return self._idle.pop()
        return Pipe([_command(self._model)], _environment())


def _command(model: Model) -> list[str]:
    spec = importlib.util.find_spec("fxtranslate")
    places = (spec.submodule_search_locations if spec else None) or []
    folder = str(Path(next(iter(places), "")).parent)
    files = (model.weights, model.source_vocabulary, model.target_vocabulary)
    return [sys.executable, "-I", str(_PROGRAM), folder, *(str(path.absolute()) for path in files)]


def _environment() -> dict[str, str]:
    """Give the process what it needs to start, and no secret of ours."""
    kept = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LANG")
    return {name: os.environ[name] for name in kept if name in os.environ}
