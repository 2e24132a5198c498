"""Prints the page of a rule: what it finds, why it matters, what to do, and when it keeps quiet."""

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
    """Add the name of the rule."""
    parser.add_argument("rule", nargs="?", metavar="RULE", help="default: list the rules")


def main(args: argparse.Namespace, console: Console) -> int:
    """Print one page, or the list of the rules with the first line of each.

    Raises:
        UsageError: there is no such rule.
    """
    if args.rule is None:
        rows = [_line(name) for name in parts("rules")]
        console.lines(*aligned(rows, color=console.color))
    elif args.rule not in parts("rules"):
        raise UsageError(f"there is no rule “{args.rule}”; {nearest(args.rule, parts('rules'))}")
    else:
        level = plugins.load("rules", args.rule).LEVEL
        console.lines(f"{args.rule} ({level})", "", _page(args.rule))
    return 0


def _page(name: str) -> str:
    return inspect.cleandoc(plugins.load("rules", name).__doc__ or "")


def _line(name: str) -> list[Cell]:
    first = _page(name).partition("\n")[0]
    return [(name, "bold"), (plugins.load("rules", name).LEVEL, ""), (first, "")]
