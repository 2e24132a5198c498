"""Checks glossaries and translated texts: runs the rules, and gates the result."""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from fidelity import gate, plugins
from fidelity._settings_file import nearest
from fidelity.commands import _files, _targets
from fidelity.commands._asked import Means, means, parts, settings
from fidelity.commands._console import Console
from fidelity.commands._flags import add_languages, add_means, choice
from fidelity.errors import UsageError
from fidelity.loading import load_glossaries
from fidelity.model import Glossary, Report
from fidelity.protocols import Progress, View
from fidelity.reports import csv
from fidelity.run import audit
from fidelity.settings import LEVELS, Settings
from fidelity.texts import Checker

_STALE_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Output:
    """One report that is asked for."""

    format: str
    file: str | None
    """Null: the standard output."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens with a report once it is there."""

    outputs: tuple[Output, ...]
    policy: gate.Policy
    write_baseline: str | None = None
    recorded: gate.Baseline | None = None
    """The baseline that is written anew, as it was."""


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
    plan = _plan(args, set_)
    progress = console.progress()
    glossaries = _glossaries(asked, args, set_)
    with_ = means(args, set_, progress)
    reports = []
    if glossaries:
        reports.append(_with_refused(_audited(glossaries, args, set_, with_, progress), with_))
    if asked.texts:
        reports.append(_read(asked.texts, (*glossaries, *with_.others), args, with_, console))
    return conclude(_together(reports), plan, console)


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
    )


def _read(
    texts: Sequence[_targets.Text],
    glossaries: Sequence[Glossary],
    args: argparse.Namespace,
    with_: Means,
    console: Console,
) -> Report:
    """Check the texts, and tell what the readers of the documents noticed."""
    checker = Checker(glossaries, cache=with_.cache)
    run = checker.run(chain.from_iterable(text.pieces() for text in texts), scores=args.scores)
    if not console.quiet:
        for notice in run.notices:
            console.remark(f"{notice.place}: {notice.message}")
    return run.report


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
            signature=f"{first.signature}|{other.signature}",
            counts=counts,
        )
    return first


def _with_refused(report: Report, with_: Means) -> Report:
    unchecked = (*report.unchecked, *with_.refused)
    return replace(
        report, unchecked=unchecked, counts={**report.counts, "unchecked": len(unchecked)}
    )


def _plan(args: argparse.Namespace, set_: Settings) -> Plan:
    outputs = _outputs(args.format or ["text"])
    accept, baseline = args.accept or set_.accept, args.baseline or set_.baseline
    _check_written(outputs, args.write_baseline, _named(args), accept)
    known = _baseline(baseline) if baseline else None
    renewed = args.write_baseline if _is_there(args.write_baseline) else None
    policy = gate.Policy(
        fail_on=args.fail_on or set_.fail_on,
        allow_unchecked=args.allow_unchecked,
        exit_zero=args.exit_zero,
        levels=set_.rules,
        decisions=csv.read(_files.read(accept, "the table of decisions"), accept) if accept else (),
        baseline=known,
    )
    return Plan(
        outputs, policy, args.write_baseline, known or (_baseline(renewed) if renewed else None)
    )


def _named(args: argparse.Namespace) -> list[str]:
    """List the files and folders that the command line names to be checked."""
    return [path for path in (*args.path, args.source_file, args.target_file) if path is not None]


def _is_there(path: str | None) -> bool:
    return path is not None and Path(path).is_file() and Path(path).stat().st_size > 0


def _baseline(path: str) -> gate.Baseline:
    return gate.read_baseline(_files.read_text(path, "the baseline"), path)


def _outputs(formats: Iterable[str]) -> tuple[Output, ...]:
    outputs = []
    for asked in formats:
        name, separator, file = asked.partition("=")
        if name not in plugins.names("reports") and name not in parts("reports"):
            raise UsageError(f"--format: “{name}” is not known; {nearest(name, parts('reports'))}")
        if separator and not file:
            raise UsageError(f"--format {asked}: the name of the file is missing")
        outputs.append(Output(name, file or None))
    to_screen = [output.format for output in outputs if output.file is None]
    if len(to_screen) > 1:
        raise UsageError(
            f"--format {to_screen[1]}: only one report can go to the standard output; "
            f"write --format {to_screen[1]}=FILE"
        )
    return tuple(outputs)


def _check_written(
    outputs: Sequence[Output], baseline: str | None, checked: Sequence[str], accept: str | None
) -> None:
    """See before the long work that nothing is written over what is read, nor written twice.

    The table of decisions may be written anew: its decisions are carried over.
    """
    taken = {_files.real(path) for path in checked}
    written = [(output.file, output.format) for output in outputs if output.file is not None]
    written += [(baseline, "baseline")] if baseline else []
    for file, format_ in written:
        path = _files.real(file)
        decisions = {_files.real(accept)} if accept and format_ != "csv" else set()
        if path in taken | decisions and (path.is_file() or not path.exists()):
            raise UsageError(f"{file} would be overwritten; name another file")
        taken.add(path)
        _files.check_writable(file)


def conclude(report: Report, plan: Plan, console: Console) -> int:
    """Gate a report, write it in every format that is asked for, and give the exit status.

    Args:
        report: what the run found.
        plan: the reports that are asked for, and by what to judge.
        console: where a report without a file goes.

    Raises:
        InputError: a file cannot be written; then none of them is.
    """
    ending, files = _ending(report, plan)
    screen = None
    for output in plan.outputs:
        if output.file is None:
            screen = _rendered(ending, output, plan, console)
        else:
            files.append((output.file, _rendered(ending, output, plan, console)))
    _files.write_all(files)
    if not console.quiet:
        _remark_stale(ending.stale, console)
    if screen is not None:
        console.say(screen)
    on_screen = any(output.format == "text" and output.file is None for output in plan.outputs)
    if not on_screen and not (console.quiet and ending.exit == 0):
        console.remark(ending.last_line)
    return ending.exit


def _ending(report: Report, plan: Plan) -> tuple[gate.Ending, list[tuple[str, str]]]:
    """Judge the report; where the findings go on record first, by the new record."""
    if plan.write_baseline is None:
        return gate.decide(report, plan.policy), []
    found = gate.decide(report, replace(plan.policy, baseline=None)).report.findings
    today = datetime.now(UTC).date().isoformat()
    record = replace(gate.renew_baseline(found, plan.recorded, today), path=plan.write_baseline)
    ending = gate.decide(report, replace(plan.policy, baseline=record))
    return ending, [(plan.write_baseline, gate.baseline_text(record))]


def _rendered(ending: gate.Ending, output: Output, plan: Plan, console: Console) -> str:
    on_screen = output.file is None
    quiet = on_screen and console.quiet and ending.exit == 0
    view = View(
        exit=ending.exit,
        reason=ending.reason,
        last_line="" if quiet else ending.last_line,
        base=str(Path.cwd()),
        width=console.width if on_screen else None,
        verbose=console.verbose,
        decisions=plan.policy.decisions,
    )
    stream = io.StringIO(newline="")
    module = plugins.load("reports", output.format)
    module.write(ending.report, stream, color=console.color and on_screen, view=view)
    return stream.getvalue()


def _remark_stale(stale: Sequence[str], console: Console) -> None:
    for line in stale[:_STALE_SHOWN]:
        console.remark(line)
    if len(stale) > _STALE_SHOWN:
        console.remark(f"… and {len(stale) - _STALE_SHOWN} more like these")
