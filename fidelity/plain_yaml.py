"""Reads our own data files and an office's additions to them: YAML in which every scalar is text.

So a plain ``no`` is a word, never *false*. What has the wrong shape is reported at the line that
holds the word at fault.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from fidelity.cache import Store, of_run
from fidelity.errors import InputError
from fidelity.model import Place

_DATA = Path(__file__).resolve().parent / "data"


def parsed(path: Path) -> object:
    """Parse a file.

    Raises:
        InputError: it cannot be read, or is not YAML.
    """
    return kept(path, _read)


def kept(path: Path, read: Callable[[Path], object]) -> object:
    """Read a file; one that comes with the package from the cache, in a tenth of the time.

    That is so while a run is on: what only asks for a list of engines, say, leaves nothing behind.
    There it lies as JSON. What JSON would change (a date, a number for a key) is read anew.

    Args:
        path: the file.
        read: reads and parses it; its errors are passed on. Each file has one way of being read.
    """
    folder = of_run() if path.is_relative_to(_DATA) else None
    if folder is None:
        return read(path)
    stamp = _stamp(path)
    with contextlib.suppress(ValueError):
        known = _kept(folder).get(str(path), "")
        if stamp and known.startswith(stamp):
            return json.loads(known[len(stamp) :])
    value = read(path)
    with contextlib.suppress(ValueError, TypeError):
        written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        if stamp and json.loads(written) == value:
            _kept(folder)[str(path)] = f"{stamp}{written}"
            with Store(folder / _FILE) as store:
                store.put_many([(str(path), f"{stamp}{written}")])
    return value


_FILE = "tables.sqlite"


def _stamp(path: Path) -> str:
    """Name the state of a file, in a line; nothing where there is none."""
    try:
        state = path.stat()
    except OSError:
        return ""
    return f"{state.st_mtime_ns}-{state.st_size}\n"


@cache
def _kept(folder: Path) -> dict[str, str]:
    """Read all tables that are kept: the stamp of the file, and its content as JSON."""
    with Store(folder / _FILE) as store:
        return store.get_many(map(str, sorted(_DATA.rglob("*.yaml"))))


def _read(path: Path) -> object:
    import yaml

    name = path.as_posix()
    try:
        return yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506 - makes text only
    except (OSError, UnicodeDecodeError) as fault:
        problem = f"it cannot be read ({fault})"
        raise InputError(Place(name), problem, "name a file in UTF-8") from fault
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
        raise InputError(place, f"this is not YAML: {fault.problem}", "correct the line") from fault


def keys(value: object, name: str, path: Path) -> dict[str, Any]:
    """Take a set of keys and values.

    Args:
        value: what was parsed.
        name: what it is, for messages.
        path: the file, for messages.

    Raises:
        InputError: it is something else.
    """
    if isinstance(value, dict):
        return value
    raise fault(path, name, f"{name}: keys and values are missing", "write “key: value”")


def items(value: object, name: str, path: Path) -> list[Any]:
    """Take a list; arguments and errors as for ``keys``."""
    if isinstance(value, list):
        return value
    raise fault(path, name, f"{name}: a list is missing", "write “[one, two]”")


def texts(value: object, name: str, path: Path) -> tuple[str, ...]:
    """Take a list of texts; arguments and errors as for ``keys``."""
    return tuple(text(item, name, path) for item in items(value, name, path))


def text(value: object, name: str, path: Path) -> str:
    """Take a text that is not empty; arguments and errors as for ``keys``."""
    if isinstance(value, str) and value:
        return value
    raise fault(path, name, f"{name} is missing", "write it after the key and a colon")


def fault(path: Path, word: str, problem: str, advice: str) -> InputError:
    """Make an error whose place is the first line that holds a word, or its last part.

    Args:
        path: the file.
        word: the word at fault.
        problem: as for ``InputError``.
        advice: as for ``InputError``.
    """
    last = word.rsplit(maxsplit=1)[-1]
    lines = path.read_text("utf-8").splitlines()
    line = next((number for number, line in enumerate(lines, 1) if last in line), None)
    return InputError(Place(path.as_posix(), line), problem, advice)
