"""Answers that are kept: recorded in a lock for continuous integration, and cached for a while."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fidelity.cache import Store
from fidelity.egress import Mode
from fidelity.recording.answers import FILE, Answers


def usual_mode(environment: Mapping[str, str]) -> Mode:
    """Say where answers come from where the user does not: in continuous integration, the lock.

    Args:
        environment: the environment variables; build servers set ``CI``.
    """
    on = environment.get("CI", "").strip().lower() not in ("", "0", "false", "no")
    return "recorded" if on else "live"


def opened(folder: Path | None, days: float) -> Answers | None:
    """Open the cache of answers in a folder.

    Args:
        folder: the folder of the cache; null: none is kept.
        days: for how long an answer is kept; 0: not at all.
    """
    return None if folder is None or days <= 0 else Answers(Store(folder / FILE), days)
