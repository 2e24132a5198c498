"""Keeps what was worked out before: answers of engines as text, and derived files.

A cache never makes a run fail: whatever is wrong with a file of the cache, it is set aside or
rebuilt, and where nothing can be kept at all the run goes on without, with one warning to show.
This is the only module that touches sqlite. Values are text; nothing is ever unpickled.
"""

from __future__ import annotations

import contextlib
import contextvars
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Self, TypeVar

from fidelity._derived import derived_file, locked, private_folder

__all__ = [
    "VARIABLE",
    "Damaged",
    "Store",
    "Table",
    "derived_file",
    "folder",
    "in_use",
    "of_run",
    "using",
    "write_table",
]

VARIABLE = "FIDELITY_CACHE"
"""The environment variable that names the folder; it stands over the setting."""

_CHOSEN: contextvars.ContextVar[tuple[Path | None, ...]] = contextvars.ContextVar(
    "cache", default=()
)
_SCHEMA = 1
_OURS = 0x46444C54  # "FDLT": tells our files from any other program's sqlite files
_WAIT = 10.0  # seconds that one process waits for another one's write
_MANY = 500  # keys in one question to sqlite, which allows 999 at least
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})

_T = TypeVar("_T")


class Damaged(Exception):  # noqa: N818  (a state of a file, as in the rest of the messages)
    """A derived table cannot be read: delete it and derive it again."""


def folder(setting: str | None) -> Path:
    """Name the folder of the cache; it need not exist yet.

    Args:
        setting: what the user's settings say, or null for the system's usual place.
    """
    if chosen := os.environ.get(VARIABLE) or setting:
        return Path(chosen).expanduser()
    import platformdirs

    return platformdirs.user_cache_path("fidelity", appauthor=False)


@contextlib.contextmanager
def using(chosen: Path | None) -> Iterator[None]:
    """Let what is derived from shipped data be kept in a folder while a run lasts.

    Such tables are made once a process, by whoever needs them first, so nobody can hand them the
    folder; only where they are kept hangs on it, never what is in them.

    Args:
        chosen: the folder; null: nothing is kept.
    """
    before = _CHOSEN.set((chosen,))
    try:
        yield
    finally:
        _CHOSEN.reset(before)


def in_use() -> Path | None:
    """Name the folder of the run that is on, or the usual one outside of any; null: none."""
    chosen = _CHOSEN.get()
    return chosen[0] if chosen else folder(None)


def of_run() -> Path | None:
    """Name the folder of the run that is on; null where there is none, or it keeps nothing."""
    chosen = _CHOSEN.get()
    return chosen[0] if chosen else None


class Store:
    """A file of text values by key, which several processes may use at once. A context manager.

    Open one for each process; threads of a process may share it.

    Args:
        path: the file. It is created private to the user (mode 0600), its folder too (0700).

    Attributes:
        warning: why nothing, or not everything, is kept, in one line; null while all is well.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.warning: str | None = None
        self._db: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._lock = path.with_name(path.name + ".lock")
        self._turn = threading.RLock()

    def __enter__(self) -> Self:
        """Open the file, or make it; whatever goes wrong becomes the warning."""
        with self._turn:
            self._attempt(lambda _db: None, None)
        return self

    def __exit__(self, *_fault: object) -> None:
        """Close the file; every value that was put is already on disk."""
        with self._turn:
            self._close()

    def get(self, key: str, space: str = "") -> str | None:
        """Look one value up.

        Args:
            key: what the value was put under.
            space: a name space; the same key may stand in several.
        """
        return self.get_many([key], space).get(key)

    def get_many(self, keys: Iterable[str], space: str = "") -> dict[str, str]:
        """Look several values up.

        Returns:
            The values by key; a key that is not there is left out.
        """
        wanted = list(dict.fromkeys(keys))

        def read(db: sqlite3.Connection) -> dict[str, str]:
            found: dict[str, str] = {}
            for first in range(0, len(wanted), _MANY):
                part = wanted[first : first + _MANY]
                marks = ",".join("?" * len(part))
                question = f"SELECT key, value FROM text WHERE space = ? AND key IN ({marks})"  # noqa: S608
                found.update(db.execute(question, (space, *part)))
            return found

        with self._turn:
            return self._attempt(read, {})

    def put_many(self, items: Iterable[tuple[str, str]], space: str = "") -> None:
        """Keep values, all or none of them; an older value of the same key goes."""
        rows = [(space, key, value) for key, value in items]

        def write(db: sqlite3.Connection) -> None:
            with db:
                db.execute("BEGIN IMMEDIATE")
                db.executemany("INSERT OR REPLACE INTO text VALUES (?, ?, ?)", rows)

        if rows:
            with self._turn:
                self._attempt(write, None)

    def drop_below(self, bound: str, space: str = "") -> None:
        """Delete the values of a name space that sort before a text."""

        def delete(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM text WHERE space = ? AND value < ?", (space, bound))

        with self._turn:
            self._attempt(delete, None)

    def _attempt(self, work: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        """Do something with the open file; heal a damaged one once; give up where that fails."""
        for last in (False, True):
            try:
                if self._db is None:
                    if self.warning is not None:
                        return otherwise
                    self._open()
                assert self._db is not None  # noqa: S101
                return work(self._db)
            except sqlite3.Error as fault:
                code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
                if code in _BUSY:
                    self.warning = f"{self.path}: the cache was busy, so some answers are not kept"
                    return otherwise
                if code in _DAMAGE and not last and self._replace():
                    continue
                return self._give_up(str(fault), otherwise)
            except OSError as fault:
                return self._give_up(fault.strerror or type(fault).__name__, otherwise)
            except UnicodeEncodeError:  # half a surrogate pair: no text that could be kept
                return otherwise
        return otherwise

    def _give_up(self, why: str, otherwise: _T) -> _T:
        self._close()
        self.warning = f"{self.path}: nothing is kept in the cache ({why})"
        return otherwise

    def _close(self) -> None:
        if self._db is not None:
            with contextlib.suppress(sqlite3.Error):
                self._db.close()
            self._db = None

    def _open(self) -> None:
        private_folder(self.path.parent)
        with locked(self._lock):
            if not self.path.exists():  # else closing it here would drop sqlite's own locks
                os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
            self._file = _identity(self.path)
            db = sqlite3.connect(
                self.path, timeout=_WAIT, isolation_level=None, check_same_thread=False
            )
            self._db = db
            if _stamp(db) != (_OURS, _SCHEMA):
                _prepare(db)
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")

    def _replace(self) -> bool:
        """Set a file that cannot be used aside, unless another process has done so already."""
        self._close()
        with locked(self._lock):
            if self._file is not None and _identity(self.path) == self._file:
                _set_aside(self.path)
        return True


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except FileNotFoundError:
        return None
    return (state.st_dev, state.st_ino)


def _stamp(db: sqlite3.Connection) -> tuple[int, int]:
    (ours,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return (int(ours), int(version))


def _prepare(db: sqlite3.Connection) -> None:
    """Lay out an empty file, or empty one of ours that another version laid out."""
    with db:
        db.execute("BEGIN IMMEDIATE")
        ours, _version = _stamp(db)
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type='table'")]
        if tables and ours != _OURS:
            fault = sqlite3.DatabaseError("the file belongs to another program")
            fault.sqlite_errorcode = sqlite3.SQLITE_NOTADB
            raise fault
        for table in tables:
            quoted = table.replace('"', '""')
            db.execute(f'DROP TABLE "{quoted}"')
        db.execute(
            "CREATE TABLE text (space TEXT, key TEXT, value TEXT NOT NULL, "
            "PRIMARY KEY (space, key)) WITHOUT ROWID"
        )
        db.execute(f"PRAGMA application_id = {_OURS}")
        db.execute(f"PRAGMA user_version = {_SCHEMA}")


def _set_aside(path: Path) -> None:
    number = 1
    while (broken := path.with_name(f"{path.name}.broken-{number}")).exists():
        number += 1
    path.replace(broken)
    for ending in ("-wal", "-shm"):  # sqlite would read them into the new file
        path.with_name(path.name + ending).unlink(missing_ok=True)


def write_table(path: Path, rows: Iterable[tuple[str, str]]) -> None:
    """Write a table in which a key may have several values, for ``Table`` to read.

    The rows are sorted on disk, so any number of them needs little memory.

    Args:
        path: an empty or missing file.
        rows: key and value; the values of one key keep their order.

    Raises:
        OSError: the table cannot be written.
    """
    try:
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
            for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -32768"):
                db.execute(f"PRAGMA {setting}")
            db.execute("CREATE TEMP TABLE loading (key TEXT, value TEXT)")
            db.execute(
                "CREATE TABLE entry (key TEXT, n INTEGER, value TEXT, "
                "PRIMARY KEY (key, n)) WITHOUT ROWID"
            )
            db.execute("BEGIN")
            db.executemany("INSERT INTO loading VALUES (?, ?)", rows)
            db.execute(
                "INSERT INTO entry SELECT key, rowid, value FROM loading ORDER BY key, rowid"
            )
            db.execute("COMMIT")
            db.execute(f"PRAGMA application_id = {_OURS}")
    except sqlite3.Error as fault:
        raise OSError(None, str(fault)) from fault


class Table:
    """Reads a table that ``write_table`` wrote. Threads may share it.

    Raises:
        Damaged: the file is not such a table.
    """

    def __init__(self, path: Path) -> None:
        self._turn = threading.Lock()
        try:
            self._db = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1",
                uri=True,
                check_same_thread=False,
            )
            ours, _version = _stamp(self._db)
        except sqlite3.Error as fault:
            raise Damaged(str(path)) from fault
        if ours != _OURS:
            raise Damaged(str(path))

    def get(self, key: str) -> tuple[str, ...]:
        """List the values of a key, in the order in which they were written.

        Raises:
            Damaged: the file cannot be read here.
        """
        try:
            with self._turn:
                rows = self._db.execute(
                    "SELECT value FROM entry WHERE key = ? ORDER BY n", (key,)
                ).fetchall()
        except UnicodeEncodeError:  # half a surrogate pair: no key
            return ()
        except sqlite3.Error as fault:
            raise Damaged(str(fault)) from fault
        return tuple(row[0] for row in rows)
