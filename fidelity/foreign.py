"""Engines that other installed packages offer, and what becomes of those that are broken."""

from __future__ import annotations

from typing import get_args

from fidelity import plugins
from fidelity.errors import FidelityError
from fidelity.model import Egress
from fidelity.protocols import Engine, Missing, Setup


def offered(name: str, setup: Setup) -> list[Engine | Missing]:
    """List what a plug-in of another package offers; one that is broken is missing, with a reason.

    Nothing of the text of an exception is kept: it may hold anything.

    Args:
        name: the plug-in's name, with which the ids of its engines must begin.
        setup: what its engines may use.

    Raises:
        FidelityError: the plug-in says in so many words that a setting of its own cannot be used.
    """
    try:
        module = plugins.load("engines", name)
    except (Exception, SystemExit) as fault:
        return [_broken(name, f"it fails with {type(fault).__name__} when it is loaded")]
    try:
        found = list(module.engines(setup))
        kept = all(_in_form(each, name) for each in found)
    except FidelityError:
        raise
    except (Exception, SystemExit) as fault:
        return [_broken(name, f"it fails with {type(fault).__name__}")]
    return found if kept else [_broken(name, "what it offers is no engine of its name")]


def _in_form(each: object, name: str) -> bool:
    """Say whether something is an engine, or one that is missing, under the name of its plug-in."""
    return (
        isinstance(each, (Engine, Missing))
        and each.id.startswith(f"{name}:")
        and each.egress in get_args(Egress)
    )


def _broken(name: str, why: str) -> Missing:
    return Missing(
        id=f"{name}:plug-in",
        family=name,
        pairs="none",
        egress="local",
        sends="nothing",
        how_to_add=f"the plug-in cannot be used, because {why}; mend its package or remove it",
    )
