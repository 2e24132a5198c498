"""What several commands do with the lock: read it before they ask, write it afterwards."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from fidelity import recording
from fidelity.commands import _files
from fidelity.commands._console import Console
from fidelity.model import Fail, Outcome
from fidelity.recording.lock import Key, Lock, read, written
from fidelity.recording.records import Records
from fidelity.settings import Settings

__all__ = ["opened", "save"]

_WRITES = frozenset({"missing", "refresh"})


def opened(args: argparse.Namespace, set_: Settings, folder: Path | None) -> Records:
    """Bring flags and settings together, and read the lock where it is used.

    Args:
        args: the flags.
        set_: the settings.
        folder: the folder of the cache; null: none is kept.

    Raises:
        InputError: the lock cannot be used, or could not be written later.
    """
    mode = args.answers or set_.answers or recording.usual_mode(os.environ)
    path = args.lock or set_.lock
    if mode in _WRITES:
        _files.check_writable(path)
    lock = Lock() if mode == "live" else _there(path)
    answers = recording.opened(folder, set_.keep_answers) if mode != "recorded" else None
    return Records(mode, lock, path=path, named=set_.record, answers=answers)


def _there(path: str) -> Lock:
    """Read the lock; one that is not there yet is empty."""
    if not os.path.lexists(path):
        return Lock()
    return read(_files.read_text(path, "the lock"), path)


def save(records: Records, console: Console) -> None:
    """Write the lock, wholly or not at all, where the run was asked to record.

    What another run has recorded in the meantime stays in it.

    Raises:
        InputError: the lock cannot be read again, or not be written.
    """
    if records.mode not in _WRITES:
        return
    before = _there(records.path)
    after = records.recorded(before)
    if after == before:
        return
    _files.write_all([(records.path, written(after))], private=True)
    if not console.quiet:
        for line in _told(records, before, after):
            console.remark(line)


def _told(records: Records, before: Lock, after: Lock) -> Iterator[str]:
    """Say what has changed."""
    changed = list(records.changes())
    for key, old, new in changed:
        yield f"{_asked(key)}: {_said(old)} → {_said(new)}"
    fresh = len(after.outcomes.keys() - before.outcomes.keys())
    yield (
        f"{records.path}: {len(after.outcomes)} outcomes recorded, {fresh} of them new, "
        f"{len(changed)} changed"
    )


def _asked(key: Key) -> str:
    made, query = key
    return f"{made.engine}: {query.text} ({query.source} → {query.target})"


def _said(outcome: Outcome) -> str:
    if isinstance(outcome, Fail):
        return outcome.reason
    return ", ".join(candidate.text for candidate in outcome.candidates)
