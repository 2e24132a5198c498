"""Prints the page of a rule or an engine.

That of a rule says what it finds, why it matters, what to do, and when it keeps quiet; that of an
engine, what it is, what it sends where, what it costs, and how far to trust it.
"""

from __future__ import annotations

import argparse
import inspect

from fidelity import plugins
from fidelity.commands._asked import parts
from fidelity.commands._console import Console
from fidelity.errors import UsageError
from fidelity.reports._columns import Cell, aligned
from fidelity.settings.file import nearest


def flags(parser: argparse.ArgumentParser) -> None:
    """Add the name of the rule or the engine."""
    parser.add_argument(
        "name", nargs="?", metavar="RULE|ENGINE", help="default: list the rules and the engines"
    )


def main(args: argparse.Namespace, console: Console) -> int:
    """Print one page, or the list of the rules and the engines with the first line of each.

    Raises:
        UsageError: there is no such rule or engine.
    """
    name: str | None = args.name
    rules, engines = parts("rules"), parts("engines")
    if name is None:
        console.lines(*aligned([_rule(each) for each in rules], color=console.color), "")
        console.lines(*aligned([_engine(each) for each in engines], color=console.color))
    elif name in rules:
        level = plugins.load("rules", name).LEVEL
        console.lines(f"{name} ({level})", "", _page("rules", name))
    elif name in engines:
        console.lines(f"# {name}", "", _page("engines", name).replace("::\n", ":\n"))
    else:
        raise UsageError(
            f"there is no rule or engine “{name}”; {nearest(name, (*rules, *engines))}"
        )
    return 0


def _page(kind: str, name: str) -> str:
    try:
        return inspect.cleandoc(plugins.load(kind, name).__doc__ or "")
    except (Exception, SystemExit) as fault:
        if name in plugins.names(kind):
            raise
        return f"a plug-in that fails with {type(fault).__name__} when it is loaded"


def _rule(name: str) -> list[Cell]:
    first = _page("rules", name).partition("\n")[0]
    return [(name, "bold"), (plugins.load("rules", name).LEVEL, ""), (first, "")]


def _engine(name: str) -> list[Cell]:
    return [(name, "bold"), (_page("engines", name).partition("\n")[0], "")]
