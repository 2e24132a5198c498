"""Finds the data that ships with the package: glossaries, cases and tables.

In an installed wheel the top-level folders lie inside the package; in an editable install or a
checkout they lie beside it. Both are looked for, in this order.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from fidelity.errors import UsageError

_PACKAGE = Path(__file__).resolve().parent


def shipped(folder: Literal["glossaries", "cases"]) -> Path:
    """Find a folder of shipped data.

    Raises:
        UsageError: the installation is incomplete.
    """
    for parent in (_PACKAGE / "_shipped", _PACKAGE.parent):
        if (found := parent / folder).is_dir():
            return found
    raise UsageError(f"the shipped {folder} are not there: install the package again")


def table(name: str) -> Path:
    """Name a data file of the package itself, such as ``weights.json``."""
    return _PACKAGE / "data" / name
