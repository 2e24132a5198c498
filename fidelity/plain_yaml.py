"""Reads our own data files and an office's additions to them: YAML in which every scalar is text.

So a plain ``no`` is a word, never *false*. What has the wrong shape is reported at the line that
holds the word at fault.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fidelity.errors import InputError
from fidelity.model import Place


def parsed(path: Path) -> object:
    """Parse a file.

    Raises:
        InputError: it cannot be read, or is not YAML.
    """
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
