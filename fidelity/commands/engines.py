"""Lists the engines: which are installed here, for which languages, and what each sends where."""

from __future__ import annotations

import argparse

from fidelity.asking import installed
from fidelity.commands._asked import means, settings
from fidelity.commands._console import Console
from fidelity.commands._flags import add_means
from fidelity.protocols import Engine, Missing
from fidelity.reports._columns import Cell, aligned, clean


def flags(parser: argparse.ArgumentParser) -> None:
    """Add the flags that say where engines are looked for."""
    add_means(parser)


def main(args: argparse.Namespace, console: Console) -> int:
    """Print a line per engine, the installed ones first."""
    set_ = settings()
    with_ = means(args, set_, console.progress())
    found = installed(cache=with_.cache, glossaries=with_.others, options=with_.options)
    ordered = sorted(found, key=lambda engine: (isinstance(engine, Missing), engine.id))
    heads: list[Cell] = [
        (name, "bold") for name in ("engine", "family", "languages", "what it sends", "state")
    ]
    console.lines(*aligned([heads, *map(_row, ordered)], color=console.color))
    return 0


def _row(engine: Engine | Missing) -> list[Cell]:
    state: Cell = ("installed", "green")
    if isinstance(engine, Missing):
        state = (f"not installed: {engine.how_to_add}", "yellow")
    return [
        (clean(engine.id), ""),
        (clean(engine.family), ""),
        (clean(engine.pairs), ""),
        (clean(engine.sends), ""),
        (clean(state[0]), state[1]),
    ]
