"""What several commands do with the lock: read it before they ask, write it afterwards."""

from __future__ import annotations

import argparse
import os
from collections.abc import Collection, Iterator
from pathlib import Path

from fidelity import recording
from fidelity._derived import alone_in
from fidelity.commands import _files
from fidelity.commands._console import Console
from fidelity.errors import UsageError
from fidelity.model import Fail, Outcome
from fidelity.recording.lock import Key, Lock, read, written
from fidelity.recording.records import Records
from fidelity.settings import Settings

__all__ = ["check_prune", "opened", "save"]

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


def check_prune(records: Records, *, prune: bool) -> None:
    """See before the long work that what is taken out of the lock is taken out of one.

    Raises:
        UsageError: this run does not write the lock.
    """
    if prune and records.mode not in _WRITES:
        raise UsageError("--prune changes the lock, so it needs --answers missing or refresh")


def save(records: Records, console: Console, *, prune: bool = False) -> None:
    """Write the lock, wholly or not at all, where the run was asked to record.

    What another run has recorded in the meantime stays in it: between the last look at the file
    and its being written no other process writes it.

    Args:
        records: what this run heard.
        console: where remarks go.
        prune: whether to take out what this run did not ask.

    Raises:
        InputError: the lock cannot be read again, or not be written.
    """
    if records.mode not in _WRITES:
        return
    with alone_in(Path(records.path).resolve().parent):
        before = _there(records.path)
        after = records.recorded(before)
        idle = records.unasked(after)
        if prune and idle and not records.failed:
            after = after.without(idle)
        if after != before:
            _files.write_all([(records.path, written(after))], private=True)
    if not console.quiet:
        for line in (*_told(records, before, after), *_idle(records, idle, prune=prune)):
            console.remark(line)


def _idle(records: Records, idle: Collection[Key], *, prune: bool) -> Iterator[str]:
    """Say what in the lock this run did not ask."""
    if not idle:
        return
    what = f"{records.path}: {len(idle)} recorded outcomes were not asked for in this run"
    if not prune:
        yield f"{what}; with all files of the lock together, --prune takes them out"
    elif records.failed:
        yield f"{what}, and stay, because not everything could be asked"
    else:
        yield f"{what}, and were taken out"


def _told(records: Records, before: Lock, after: Lock) -> Iterator[str]:
    """Say what has changed."""
    if after == before:
        return
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
