"""Files that are derived from others: built once, whole or not at all, whoever else wants them.

A private part of ``fidelity.cache``, which passes ``derived_file`` on.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import hashlib
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_UNUSED = 30 * 24 * 3600.0  # seconds after which a derived file that nobody has used goes
_IN_USE = 3600.0  # seconds for which a file that was used is taken to be in use
_MOST = 2 * 10**9  # bytes of derived files from which those go that were used longest ago


def private_folder(path: Path) -> None:
    """Make a folder that only the user may look into; one that is there is left as it is."""
    if not path.is_dir():
        path.mkdir(mode=0o700, parents=True, exist_ok=True)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock file, so that of several processes one works and the others wait.

    The lock falls when its holder ends, even when it is killed.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold a folder, so that of several processes one changes a file in it and the others wait.

    The folder itself is held, so nothing is left behind in it. Where that cannot be done (Windows,
    some network drives) a lock file among the temporary files stands in.
    """
    handle = _held(folder)
    if handle is None:
        name = hashlib.sha256(str(folder.resolve()).encode(errors="surrogateescape")).hexdigest()
        with locked(Path(tempfile.gettempdir()) / f"fidelity-{name[:16]}.lock"):
            yield
        return
    try:
        yield
    finally:
        os.close(handle)


def _held(folder: Path) -> int | None:
    """Hold a folder until the handle is closed; null where the system cannot."""
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError:
        os.close(handle)
        return None
    except BaseException:  # Ctrl-C while another process holds it
        os.close(handle)
        raise
    return handle


@functools.cache
def _scratch() -> Path:
    """Make a folder that goes when the process ends."""
    path = tempfile.mkdtemp(prefix="fidelity-")
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return Path(path)


def derived_file(
    where: Path | None, name: str, version: str, build: Callable[[Path], None]
) -> Path:
    """Find a file that is derived from others, and derive it first where it is not there.

    The file appears whole or not at all, and of several processes that want it one builds it.

    Args:
        where: the folder; null, or one that cannot be written to: the file goes with the process.
        name: what the file holds, with its ending: ``mueller7.sqlite``.
        version: everything on which the content depends; another version is another file.
        build: writes the file to the path that it is given (same ending).

    Raises:
        Exception: whatever ``build`` raises; nothing is left behind then.
    """
    plain = Path(name)
    tag = re.sub(r"[^\w.+-]", "-", version)
    if tag != version or len(tag) > 40:
        tag = hashlib.sha256(version.encode()).hexdigest()[:16]
    file = f"{plain.stem}-{tag}{plain.suffix}"
    if where is not None and (path := where / file).is_file():
        with contextlib.suppress(OSError):
            os.utime(path)  # so that it does not look unused
        return path
    if where is None or not _writable(where):
        where = _scratch()
    path = where / file
    with locked(where / f"{plain.name}.lock"):
        if not path.is_file():
            _build(path, build)
            _forget(where, keep=path)
    return path


def _writable(where: Path) -> bool:
    try:
        private_folder(where)
        with tempfile.TemporaryFile(dir=where):
            return True
    except OSError:
        return False


def _build(path: Path, build: Callable[[Path], None]) -> None:
    handle, unfinished = tempfile.mkstemp(
        prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent
    )
    os.close(handle)
    try:
        build(Path(unfinished))
        with Path(unfinished).open("rb+") as stream:
            os.fsync(stream.fileno())  # a name must never stand for half a file
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise


def _forget(where: Path, keep: Path) -> None:
    """Delete what nobody has used for long, and what is too much, the longest unused first.

    What goes are derived files of any name, whole or half-built by runs that were killed; all else
    in the folder stays. What was used within the hour stays too, however much it is.
    """
    now = time.time()
    found = sorted(_derived_in(where))
    total = sum(size for _, size, _ in found)
    for used, size, path in found:
        too_much = total > _MOST and used < now - _IN_USE
        if path != keep and (too_much or used < now - _UNUSED):
            with contextlib.suppress(OSError):  # another process holds it, or was quicker
                path.unlink()
                total -= size


def _derived_in(where: Path) -> Iterator[tuple[float, int, Path]]:
    """Yield when each derived file of a folder was last used, its size in bytes, and the file."""
    for lock in where.glob("*.*.lock"):
        name = Path(lock.stem)
        for pattern in (f"{name.stem}-*{name.suffix}", f".{name.stem}-*{name.suffix}"):
            for path in where.glob(pattern):
                with contextlib.suppress(OSError):
                    state = path.stat()
                    yield state.st_mtime, state.st_size, path
