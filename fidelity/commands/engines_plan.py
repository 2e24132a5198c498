"""Lists every wording that a check would send, and to which host, before anything is sent."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from fidelity.commands import _embargo
from fidelity.commands._asked import means, settings
from fidelity.commands._console import Console
from fidelity.commands._flags import add_languages, add_means
from fidelity.loading import load_glossaries
from fidelity.planning import Planned, planned
from fidelity.reports._columns import Cell, aligned, clean
from fidelity.run import audit


def flags(parser: argparse.ArgumentParser) -> None:
    """Add the glossaries, the languages and the engines."""
    parser.add_argument("path", nargs="+", metavar="PATH", help="glossaries, as for check")
    add_languages(parser)
    parser.add_argument("--encoding", metavar="NAME", help="text encoding, such as windows-1251")
    add_means(parser)


def main(args: argparse.Namespace, console: Console) -> int:
    """Print a line per wording and engine. Nothing is sent.

    Raises:
        FidelityError: a flag, a setting or a file cannot be used.
    """
    set_ = settings()
    source, target = args.source or set_.source, args.target or set_.target
    glossaries = load_glossaries(args.path, source=source, target=target, encoding=args.encoding)
    progress = console.progress()
    with_ = means(args, set_, progress)
    embargoed = _embargo.of_glossaries((*glossaries, *with_.others), set_)
    found = planned(
        with_.sender.allowance,
        lambda sender: audit(
            glossaries,
            source=source,
            target=target,
            others=with_.others,
            engines=with_.engines,
            cache=with_.cache,
            options=with_.options,
            progress=progress,
            sender=sender,
            records=with_.records,
            embargoed=embargoed,
        ),
    )
    for line in _embargo.told(embargoed):
        console.remark(line)
    for refused in with_.refused:
        console.remark(refused.message)
    console.lines(*_told(found, with_.sender.allowance.level, color=console.color))
    return 0


def _told(found: Sequence[Planned], allow: str, *, color: bool) -> list[str]:
    """Say what would be sent where, the hosts one after another."""
    if not found:
        return [f"nothing would leave this machine (--allow {allow})"]
    rows: list[list[Cell]] = [
        [(each.host, "bold"), (each.engine, ""), (clean(each.text), "")] for each in found
    ]
    hosts = len({each.host for each in found})
    told = "1 host" if hosts == 1 else f"{hosts} hosts"
    return [
        *aligned(rows, color=color),
        "",
        f"{len(found)} wordings would go to {told} (--allow {allow}); nothing was sent",
        "as control questions, what one of these engines answers may be put to another one too",
    ]
