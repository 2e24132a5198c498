"""Finds the parts: a part's name is its module's file name, so there is nothing to register.

Our own modules are listed without being imported; entry points (group ``fidelity.KIND``) are asked
only for a name that is not ours, because reading them costs more than the rest of the start-up.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from types import ModuleType

from fidelity.errors import UsageError

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
