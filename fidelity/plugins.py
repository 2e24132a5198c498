"""Finds the parts: a part's name is its module's file name, so there is nothing to register.

Our own modules are listed without being imported; entry points (group ``fidelity.KIND``) are asked
only for a name that is not ours, because reading them costs more than the rest of the start-up.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from functools import cache
from pathlib import Path
from types import ModuleType

from fidelity.errors import InputError, UsageError
from fidelity.model import Place

KINDS = ("languages", "termbases", "documents", "engines", "rules", "reports")


def names(kind: str) -> tuple[str, ...]:
    """List the parts of a kind that come with the package, by name, in alphabetical order.

    Args:
        kind: one of ``KINDS``.

    Returns:
        Names as users write them: with dashes where the file has underscores.
    """
    package = importlib.import_module(f"fidelity.{kind}")
    return tuple(
        sorted(
            module.name.replace("_", "-")
            for module in pkgutil.iter_modules(package.__path__)
            if not module.name.startswith("_")
        )
    )


def plugged(kind: str) -> tuple[str, ...]:
    """List the parts of a kind that other installed packages offer, in alphabetical order."""
    from importlib.metadata import entry_points

    return tuple(sorted({point.name for point in entry_points(group=f"fidelity.{kind}")}))


def suffixes(kind: str) -> dict[str, str]:
    """List the file name endings that the formats of a kind read, each with the name of its format.

    Args:
        kind: ``termbases`` or ``documents``.
    """
    return {
        suffix: name
        for name in (*plugged(kind), *names(kind))
        for suffix in load(kind, name).SUFFIXES
    }


@cache
def _own(kind: str) -> dict[str, str]:
    return {suffix: name for name in names(kind) for suffix in load(kind, name).SUFFIXES}


def for_file(kind: str, path: Path, what: str) -> ModuleType:
    """Choose the format of a file by the ending of its name.

    Formats of other packages are asked only for an ending that is not ours.

    Args:
        kind: ``termbases`` or ``documents``.
        path: the file; it need not be there.
        what: what the formats are called in messages: "document format".

    Raises:
        InputError: the ending is that of no known format.
    """
    suffix = path.suffix.lower()
    name = _own(kind).get(suffix) or suffixes(kind).get(suffix)
    if name is None:
        problem = f"“{suffix}” is no {what}" if suffix else "the name has no ending"
        known = ", ".join(sorted(suffixes(kind)))
        raise InputError(Place(path.as_posix()), problem, f"known: {known}")
    return load(kind, name)


def load(kind: str, name: str) -> ModuleType:
    """Import a part.

    Args:
        kind: one of ``KINDS``.
        name: the part's name, with dashes.

    Raises:
        UsageError: nothing of that name is there; the message lists the nearest names.
    """
    if name in names(kind):
        return importlib.import_module(f"fidelity.{kind}.{name.replace('-', '_')}")
    from importlib.metadata import entry_points

    for point in entry_points(group=f"fidelity.{kind}"):
        if point.name == name:
            module = point.load()
            if not isinstance(module, ModuleType):
                raise UsageError(
                    f"the plug-in {kind}/{name} is not a module; its package must be mended"
                )
            return module
    known = sorted({*names(kind), *plugged(kind)})
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"
    raise UsageError(f"there is no {kind}/{name}; {hint}")
