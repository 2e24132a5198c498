"""Checks glossaries and translated texts: runs the rules, and gates the result."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from fidelity import plugins
from fidelity.commands import _embargo, _ending, _recording, _targets
from fidelity.commands._asked import Means, means, settings
from fidelity.commands._console import Console
from fidelity.commands._flags import add_languages, add_means, choice, positive
from fidelity.gating import changed
from fidelity.gating.suppressions import Remark
from fidelity.loading import load_glossaries
from fidelity.model import Glossary, Report
from fidelity.protocols import Progress
from fidelity.run import audit
from fidelity.settings import LEVELS, Settings
from fidelity.stamping import stamped
from fidelity.texts import Checker, TextRun


def flags(parser: argparse.ArgumentParser) -> None:
    """Add the flags of the contract."""
    _targets.add(parser)
    add_languages(parser)
    parser.add_argument(
        "--as",
        dest="kind",
        type=choice(("glossary", "text")),
        metavar="KIND",
        help="what a table is: glossary or text; default: glossary",
    )
    parser.add_argument("--encoding", metavar="NAME", help="text encoding, such as windows-1251")
    add_means(parser)
    parser.add_argument(
        "--prune",
        action="store_true",
        help="take out of the lock what this run did not ask; name all files that share the lock "
        "(with --answers missing or refresh)",
    )
    parser.add_argument(
        "--jobs",
        type=positive,
        default=None,
        metavar="N",
        help="so many processes, of 0.8 GB each, check texts side by side; default: 2 from 512 "
        "segments on, where there are two processors",
    )
    report = parser.add_argument_group("report")
    report.add_argument(
        "--format",
        action="append",
        default=[],
        metavar="F[=FILE]",
        help=f"{', '.join(plugins.names('reports'))}; may be given several times, "
        "at most once without a file; default: text",
    )
    report.add_argument(
        "--scores", action="store_true", help="give each segment of a text a score in the report"
    )
    ending = parser.add_argument_group("what fails the run")
    ending.add_argument(
        "--fail-on",
        type=choice(LEVELS),
        metavar="LEVEL",
        help=f"the lowest level that ends with exit 1: {', '.join(LEVELS)}; default: error",
    )
    ending.add_argument(
        "--allow-unchecked",
        action="store_true",
        help="do not end with exit 3 where something could not be checked",
    )
    ending.add_argument(
        "--exit-zero", action="store_true", help="end with exit 0 where it would be 1"
    )
    ending.add_argument(
        "--baseline", metavar="FILE", help="known findings, which do not fail the run"
    )
    ending.add_argument(
        "--write-baseline", metavar="FILE", help="put the findings of this run on record"
    )
    ending.add_argument(
        "--since",
        metavar="REV",
        help="only findings in what has changed since a revision that git knows",
    )
    ending.add_argument(
        "--accept",
        metavar="FILE",
        help="a table that --format csv wrote, with the rows that an editor accepted",
    )


def main(args: argparse.Namespace, console: Console) -> int:
    """Check glossaries and texts.

    Raises:
        FidelityError: a flag, a setting or a file cannot be used.
    """
    set_ = settings()
    asked = _targets.targets(args, set_)
    plan = _ending.plan(args, set_, _named(args))
    progress = console.progress()
    glossaries = _glossaries(asked, args, set_)
    with_ = means(args, set_, progress)
    _recording.check_prune(with_.records, prune=args.prune)
    every = (*glossaries, *with_.others)
    files = _files(asked, glossaries)
    embargoed = _embargo.of_glossaries((*glossaries, *with_.others), set_)
    silent = _embargo.of_texts(_documents(asked), set_)
    for line in () if console.quiet else _embargo.told(embargoed | silent):
        console.remark(line)
    changes = changed.read(args.since, files, every) if args.since is not None else None
    reports: list[Report] = []
    remarks: tuple[Remark, ...] = ()
    if glossaries:
        audited = _audited(glossaries, args, set_, with_, progress, embargoed)
        for line in () if console.quiet else audited.remarks:
            console.remark(line)
        reports.append(_with_refused(audited, with_))
        _recording.save(with_.records, console, prune=args.prune)
    if asked.texts:
        kept = None if embargoed else with_.cache
        run = _read(asked.texts, every, args, kept, console)
        reports.append(_embargoed(run.report, silent))
        remarks = run.remarks
    if asked.unpaired or asked.unchecked:
        reports.append(_unpaired(asked))
    looked_at = _ending.looked_at(plan, files, remarks, changes, _rules(asked))
    return _ending.conclude(_together(reports), looked_at, console)


def _documents(asked: _targets.Targets) -> Iterator[tuple[str | None, str | None]]:
    return ((file, text.encoding) for text in asked.texts for file in (text.source, text.target))


def _embargoed(report: Report, silent: Mapping[str, str]) -> Report:
    """Say in a report on texts which of them are under embargo."""
    if not silent:
        return report
    named = ",".join(f"{Path(file).name}@{until}" for file, until in sorted(silent.items()))
    return replace(report, signature=f"{report.signature}|embargo:{named}")


def _unpaired(asked: _targets.Targets) -> Report:
    """Report the files that have no counterpart, and the folders that could not be read."""
    return Report((), tuple(stamped(asked.unpaired)), asked.unchecked, "", counts={})


def _rules(asked: _targets.Targets) -> frozenset[str]:
    """Name the rules that have something to say of what is checked."""
    of_glossaries = ("audit",) if asked.glossaries else ()
    of_texts = ("check", "observe") if asked.texts else ()
    return frozenset(
        name
        for name in plugins.names("rules")
        if any(hasattr(plugins.load("rules", name), offer) for offer in of_glossaries + of_texts)
    )


def _files(asked: _targets.Targets, glossaries: Sequence[Glossary]) -> tuple[str, ...]:
    """List every file under check, as findings name it."""
    texts = (file for text in asked.texts for file in (text.source, text.target) if file)
    places = (glossary.place for glossary in glossaries)
    named = (*(place.file for place in places if place), *texts)
    return tuple(Path(file).as_posix() for file in named)


def _glossaries(
    asked: _targets.Targets, args: argparse.Namespace, set_: Settings
) -> tuple[Glossary, ...]:
    if not asked.glossaries:
        return ()
    return load_glossaries(
        asked.glossaries,
        source=args.source or set_.source,
        target=args.target or set_.target,
        encoding=args.encoding,
    )


def _audited(
    glossaries: Sequence[Glossary],
    args: argparse.Namespace,
    set_: Settings,
    with_: Means,
    progress: Progress,
    embargoed: Mapping[str, str],
) -> Report:
    return audit(
        glossaries,
        source=args.source or set_.source,
        target=args.target or set_.target,
        others=with_.others,
        engines=with_.engines,
        cache=with_.cache,
        options=with_.options,
        progress=progress,
        sender=with_.sender,
        records=with_.records,
        embargoed=embargoed,
    )


def _read(
    texts: Sequence[_targets.Text],
    glossaries: Sequence[Glossary],
    args: argparse.Namespace,
    cache: Path | None,
    console: Console,
) -> TextRun:
    """Check the texts, and tell what the readers of the documents noticed."""
    checker = Checker(glossaries, cache=cache, jobs=args.jobs)
    run = checker.run(chain.from_iterable(text.pieces() for text in texts), scores=args.scores)
    if not console.quiet:
        for notice in run.notices:
            console.remark(f"{notice.place}: {notice.message}")
    return run


def _together(reports: Sequence[Report]) -> Report:
    """Make one report of those on the glossaries and on the texts."""
    first, *rest = reports
    for other in rest:
        counts = {
            name: first.counts.get(name, 0) + other.counts.get(name, 0)
            for name in (*first.counts, *other.counts)
        }
        first = replace(
            first,
            findings=first.findings + other.findings,
            unchecked=first.unchecked + other.unchecked,
            scores=first.scores + other.scores,
            signature="|".join(filter(None, (first.signature, other.signature))),
            counts=counts,
        )
    return first


def _with_refused(report: Report, with_: Means) -> Report:
    unchecked = (*report.unchecked, *with_.refused)
    return replace(
        report, unchecked=unchecked, counts={**report.counts, "unchecked": len(unchecked)}
    )


def _named(args: argparse.Namespace) -> list[str]:
    """List the files and folders that the command line names to be checked."""
    return [path for path in (*args.path, args.source_file, args.target_file) if path is not None]
