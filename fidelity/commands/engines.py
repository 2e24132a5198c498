"""Lists the engines: which are installed here, what each sends where, and what they are worth."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from fidelity import tags
from fidelity.asking import installed, one_way
from fidelity.commands._asked import PERMITTED, means, permitted_by, settings
from fidelity.commands._console import Console
from fidelity.commands._flags import add_languages, add_means
from fidelity.commands._quality import best, first_to_add, kinds, measurements, unmeasured
from fidelity.egress import Allow
from fidelity.errors import UsageError
from fidelity.model import Tag
from fidelity.protocols import Engine, Missing
from fidelity.reports._columns import Cell, aligned, clean


def flags(parser: argparse.ArgumentParser) -> None:
    """Add the languages, and the flags that say where engines are looked for."""
    add_languages(parser)
    add_means(parser)


def main(args: argparse.Namespace, console: Console) -> int:
    """Print a line per engine, the installed ones first, then what they are worth for each pair.

    Raises:
        UsageError: only one language is named, or one that is none.
    """
    set_ = settings()
    pairs = _pairs(args.source or set_.source, args.target or set_.target)
    with_ = means(args, set_, console.progress())
    found = installed(
        cache=with_.cache,
        glossaries=with_.others,
        options=with_.options,
        sender=with_.sender,
        records=with_.records,
    )
    ordered = sorted(found, key=lambda engine: (isinstance(engine, Missing), engine.id))
    allow = with_.sender.allowance.level
    usable = [
        each for each in found if isinstance(each, Missing) or each.egress in PERMITTED[allow]
    ]
    heads: list[Cell] = [
        (name, "bold") for name in ("engine", "family", "languages", "what it sends", "state")
    ]
    console.lines(*aligned([heads, *(_row(each, allow) for each in ordered)], color=console.color))
    for pair in pairs:
        console.lines("", *_worth(pair, usable))
    return 0


def _pairs(source: str | None, target: str | None) -> list[tuple[Tag, Tag]]:
    """Take the pair that was named, else every pair that was measured."""
    if source is None and target is None:
        named = (pair.partition("-") for pair in sorted(measurements()))
        return [(one, other) for one, _, other in named]
    if source is None or target is None:
        raise UsageError("name both languages: --from en --to ru")
    try:
        return [(tags.canonical(source), tags.canonical(target))]
    except ValueError as error:
        raise UsageError(str(error)) from None


def _worth(pair: tuple[Tag, Tag], found: Sequence[Engine | Missing]) -> list[str]:
    """Say what is installed for a pair, what was measured with it, and what to add first."""
    here = kinds(found, *pair)
    rows = measurements().get(f"{pair[0]}-{pair[1]}", ())
    measured, step = best(here, rows), first_to_add(here, rows, pair)
    return [
        f"{pair[0]} → {pair[1]}: {', '.join(sorted(here)) or 'no engine'}",
        f"   measured: {measured or 'not for this pair with these engines'}",
        *(f"   not measured: {line}" for line in unmeasured(here, pair)),
        *([f"   add first: {step}"] if step else []),
        *(f"   {clean(line)}" for line in one_way(found, *pair)),
    ]


def _row(engine: Engine | Missing, allow: Allow) -> list[Cell]:
    state: Cell = ("installed", "green")
    if not isinstance(engine, Missing) and engine.egress not in PERMITTED[allow]:
        state = (f"asked only with --allow {permitted_by(engine)}", "yellow")
    elif isinstance(engine, Missing):
        state = (f"not installed: {engine.how_to_add}", "yellow")
    return [
        (clean(engine.id), ""),
        (clean(engine.family), ""),
        (clean(engine.pairs), ""),
        (clean(engine.sends), ""),
        (clean(state[0]), state[1]),
    ]
