"""Runs the documented drifts: each says what the audit must find and where it must keep quiet."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from fidelity import cases
from fidelity.cases import CaseResult
from fidelity.commands._console import Console
from fidelity.reports._columns import Style, clean, paint, plural
from fidelity.shelf import shipped

_STYLES: Mapping[str, Style] = {
    "passed": "green",
    "failed": "red",
    "expected-failure": "yellow",
    "unexpected-pass": "red",
}
_BAD = ("failed", "unexpected-pass")


def flags(parser: argparse.ArgumentParser) -> None:
    """Add the files of cases."""
    parser.add_argument(
        "path",
        nargs="*",
        metavar="PATH",
        help="a file of cases, or a folder of them; default: those that come with fidelity",
    )


def main(args: argparse.Namespace, console: Console) -> int:
    """Print a line per case, what was said where a case did not come out, and the sum.

    Returns:
        1 where a case failed, or passed although it was expected to fail, else 0.

    Raises:
        InputError: a file of cases cannot be used.
    """
    paths = [Path(path) for path in args.path] or [shipped("cases")]
    results = cases.run(paths, progress=console.progress())
    for result in results:
        if console.verbose or not console.quiet or result.outcome in _BAD:
            console.lines(*_lines(result, console))
    counted: Counter[str] = Counter(result.outcome for result in results)
    status = 1 if any(counted[outcome] for outcome in _BAD) else 0
    words = ", ".join(f"{number} {word.replace('-', ' ')}" for word, number in counted.items())
    console.lines(f"{plural(len(results), 'case')}: {words}. Exit {status}.")
    return status


def _lines(result: CaseResult, console: Console) -> list[str]:
    word = result.outcome.replace("-", " ")
    head = f"{paint(word, _STYLES[result.outcome], color=console.color)}  {clean(result.id)}"
    head += f"  {', '.join(result.found_by)}" if result.found_by else ""
    if result.outcome not in _BAD and not console.verbose:
        return [head]
    return [head, *(f"    {clean(line)}" for line in result.message.splitlines())]
