"""The few ways in which a run can end early, each with one clear line for the user.

Faults of the world that leave the rest of a run intact (an engine that does not answer) are values,
not exceptions: see ``fidelity.model.Fail`` and ``fidelity.model.Unchecked``.
"""

from __future__ import annotations

from fidelity.model import Place


class FidelityError(Exception):
    """The root of everything that this package raises on purpose. ``str()`` is one line."""

    status = 2
    """The exit status of a command that ends so."""


class UsageError(FidelityError):
    """The command line or the settings ask for something that cannot be done. Exit 2."""


class DownloadError(FidelityError):
    """Something that was asked for could not be downloaded. Exit 3: it may work the next time."""

    status = 3


class WorkerError(FidelityError):
    """A process that did part of the work has died. Exit 3: not all is checked."""

    status = 3


class InputError(FidelityError):
    """A file cannot be used. Exit 2.

    Args:
        place: the file and, where known, the line and column.
        problem: what is wrong, in words for an editor, without a final full stop.
        advice: what to do about it, without a final full stop.
    """

    def __init__(self, place: Place, problem: str, advice: str) -> None:
        """Join the parts to one line: ``file:line:column: problem; advice``."""
        super().__init__(f"{place}: {problem}; {advice}")
        self.place = place
        self.problem = problem
        self.advice = advice
