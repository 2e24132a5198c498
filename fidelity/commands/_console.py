"""The two streams that a command talks to, and what they can show."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TextIO, TypeAlias

from fidelity.errors import UsageError
from fidelity.protocols import Progress, no_progress
from fidelity.reports._columns import clean, cut

Color: TypeAlias = Literal["auto", "always", "never"]
COLORS: tuple[Color, ...] = ("auto", "always", "never")

_BAR = 24
_EVERY = 0.1
"""Seconds between two drawings of the progress bar."""


@dataclass(frozen=True, slots=True)
class Console:
    """Where a command writes: results to one stream, remarks to the other."""

    out: TextIO
    err: TextIO
    color: bool = False
    quiet: bool = False
    verbose: bool = False

    def say(self, text: str) -> None:
        """Write a result. A reader who has gone away (``| head``) is no fault.

        Raises:
            UsageError: the output cannot be written: the disk is full, for one.
        """
        try:
            self.out.write(text)
            self.out.flush()
        except BrokenPipeError:
            _silence(self.out)
        except OSError as fault:
            _silence(self.out)
            raise UsageError(
                f"the output cannot be written ({fault.strerror}); make room or name another file"
            ) from fault

    def lines(self, *lines: str) -> None:
        """Write results, a line each."""
        self.say("".join(line + "\n" for line in lines))

    def remark(self, text: str) -> None:
        """Write one line beside the results: a warning, or what was done."""
        wipe = "\r\x1b[K" if _terminal(self.err) else ""  # a progress bar may stand there
        with contextlib.suppress(OSError):
            self.err.write(f"{wipe}{clean(text)}\n")
            self.err.flush()

    @property
    def width(self) -> int | None:
        """The columns of the terminal; null where the results do not go to one."""
        return shutil.get_terminal_size().columns if _terminal(self.out) else None

    def progress(self) -> Progress:
        """Give a progress bar, or nothing where nobody would see it."""
        if self.quiet or not _terminal(self.err):
            return no_progress
        return _Bar(self.err)


class _Bar:
    """One line that is drawn over and over, and wiped when the work is done."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._last = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        """Draw the bar; the last step wipes it."""
        now = time.monotonic()
        finished = done >= total
        if not finished and now - self._last < _EVERY:
            return
        self._last = now
        full = _BAR * done // max(total, 1)
        line = f"{'█' * full}{'░' * (_BAR - full)} {done}/{total} {clean(what)}"
        line = "" if finished else cut(line, shutil.get_terminal_size().columns - 1)
        with contextlib.suppress(OSError, UnicodeEncodeError):
            self._stream.write(f"\r\x1b[K{line}")
            self._stream.flush()


def open_console(color: Color = "auto", *, quiet: bool = False, verbose: bool = False) -> Console:
    """Take the process's own streams.

    Args:
        color: what the command line asks for; ``auto`` leaves it to ``colorful``.
        quiet: whether to leave out progress and remarks that change nothing.
        verbose: whether to show everything.
    """
    out, err = _ready(sys.stdout), _ready(sys.stderr)
    shows = colorful(color, os.environ, terminal=_terminal(out))
    return Console(out, err, shows, quiet, verbose)


def colorful(color: Color, environment: Mapping[str, str], *, terminal: bool) -> bool:
    """Decide on colours: the flag, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal.

    Args:
        color: the flag.
        environment: the environment variables; see no-color.org and force-color.org.
        terminal: whether the results go to a terminal.
    """
    if color != "auto":
        return color == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR", "") not in ("", "0"):
        return True
    return terminal and environment.get("TERM") != "dumb"


def _ready(stream: TextIO | None) -> TextIO:
    """Make a stream take every letter: UTF-8 for programs, and no error where a terminal cannot."""
    if stream is None:  # closed by the caller
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        piped = not _terminal(stream) and "PYTHONIOENCODING" not in os.environ
        if piped:
            reconfigure(encoding="utf-8", newline="", errors="backslashreplace")
        else:
            reconfigure(errors="backslashreplace")
    return stream


def _terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:  # already closed
        return False


def _silence(stream: TextIO) -> None:
    """Send the rest nowhere, or Python would complain when it closes the stream."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
