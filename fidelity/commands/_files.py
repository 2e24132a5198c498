"""Reads and writes the files that a command is given by name, apart from glossaries."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from fidelity.errors import InputError
from fidelity.model import Place

MAX_BYTES = 64 * 2**20
"""The largest baseline or table of decisions that is read."""


def real(path: str) -> Path:
    """Follow links as far as they lead; a link that leads round in a circle is itself."""
    return Path(os.path.realpath(path))


def read(path: str, what: str) -> bytes:
    """Read a file.

    Args:
        path: its name.
        what: what it is, for messages: "the baseline".

    Raises:
        InputError: it is not there, cannot be read, or is too large.
    """
    place = Place(path)
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError as fault:
        raise InputError(place, f"{what} is not there", "see how its name is spelled") from fault
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or "its name is not valid"
        raise InputError(place, f"{what} cannot be read ({why})", "mend that") from fault
    if len(data) > MAX_BYTES:
        raise InputError(place, f"{what} is larger than {MAX_BYTES // 2**20} MiB", "split it")
    return data


def read_text(path: str, what: str) -> str:
    """Read a file in UTF-8.

    Raises:
        InputError: as for ``read``, or it is not UTF-8.
    """
    data = read(path, what)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise InputError(Place(path, line), f"{what} is not UTF-8", "save it as UTF-8") from fault


def check_writable(path: str) -> None:
    """See before the long work whether a file can be written at its end.

    Raises:
        InputError: its folder is not there, or it is a folder itself.
    """
    if Path(path).is_dir():
        raise InputError(Place(path), "this is a folder", "name a file")
    folder = Path(path).resolve().parent
    if not folder.is_dir():
        raise InputError(Place(path), "its folder is not there", "make the folder first")


def write_all(files: Sequence[tuple[str, str]], *, private: bool = False) -> None:
    """Write files: all of them wholly, or else none, and then the old ones stay.

    What is no ordinary file (``/dev/stderr``, a pipe) is written to directly.

    Args:
        files: path and text of each.
        private: whether only the user may read a file that was not there.

    Raises:
        InputError: a file cannot be written.
    """
    parts: list[tuple[str, Path, Path]] = []
    try:
        for path, text in files:
            with _clear(path):
                target = Path(path).resolve()  # a link stays a link
                if target.exists() and not target.is_file():
                    _put(target, text, "w")
                    continue
                part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
                parts.append((path, part, target))
                _put(part, text, "x", 0o600 if private else 0o666)
                if target.exists():
                    shutil.copymode(target, part)
        for path, part, target in parts:
            with _clear(path):
                part.replace(target)
    finally:
        for _, part, _ in parts:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def _put(path: Path, text: str, mode: str, bits: int = 0o666) -> None:
    with open(
        path,
        mode,
        encoding="utf-8",
        errors="backslashreplace",
        newline="",
        opener=lambda name, flags: os.open(name, flags, bits),
    ) as stream:
        stream.write(text)
        stream.flush()
        if mode == "x":
            os.fsync(stream.fileno())


@contextlib.contextmanager
def _clear(path: str) -> Iterator[None]:
    """Turn a fault of the system into one clear line."""
    try:
        yield
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or "its name is not valid"
        raise InputError(
            Place(path), f"the file cannot be written ({why})", "name another one, or mend that"
        ) from fault
