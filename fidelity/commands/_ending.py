"""What happens with a report once it is there: gated, written in every format, and concluded."""

from __future__ import annotations

import argparse
import io
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from fidelity import plugins
from fidelity.commands import _files
from fidelity.commands._asked import parts
from fidelity.commands._console import Console
from fidelity.errors import UsageError
from fidelity.gating import baseline, changed, gate
from fidelity.gating.suppressions import Remark, Suppressions
from fidelity.model import Report
from fidelity.protocols import View
from fidelity.reports import csv
from fidelity.settings import Settings
from fidelity.settings.file import nearest

_STALE_SHOWN = 10
_TELLING = frozenset({"text", "github", "markdown"})
"""Formats for people, which say themselves how the run ended."""


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
    recorded: baseline.Baseline | None = None
    """The baseline that is written anew, as it was."""


def plan(args: argparse.Namespace, set_: Settings, named: Sequence[str]) -> Plan:
    """Bring flags and settings together, before the long work begins.

    Args:
        args: the flags.
        set_: the settings.
        named: the files and folders to be checked, which must not be written over.

    Raises:
        FidelityError: a format is not known, or a file cannot be read or written.
    """
    outputs = _outputs(args.format or ["text"])
    accept, known = args.accept or set_.accept, args.baseline or set_.baseline
    _check_written(outputs, args.write_baseline, named, accept)
    recorded = _baseline(known) if known else None
    renewed = args.write_baseline if _is_there(args.write_baseline) else None
    policy = gate.Policy(
        fail_on=args.fail_on or set_.fail_on,
        allow_unchecked=args.allow_unchecked,
        exit_zero=args.exit_zero,
        levels=set_.rules,
        levels_for=set_.levels,
        decisions=csv.read(_files.read(accept, "the table of decisions"), accept) if accept else (),
        suppressions=Suppressions(settings=set_.suppress, today=_today(), rules=parts("rules")),
        baseline=recorded,
        base=str(Path.cwd()),
    )
    old = recorded or (_baseline(renewed) if renewed else None)
    return Plan(outputs, policy, args.write_baseline, old)


def looked_at(
    plan: Plan,
    files: Iterable[str],
    remarks: Sequence[Remark] = (),
    changes: changed.Changes | None = None,
    rules: Collection[str] | None = None,
) -> Plan:
    """Tell the gate what the run looked at.

    Args:
        plan: as it was made before the run.
        files: every file under check, as the user named it.
        remarks: what editors wrote beside the segments, each with the segment's id.
        changes: what has changed, where only that is asked for; null: everything counts.
        rules: the rules that were asked; null: all.
    """
    suppressions = replace(
        plan.policy.suppressions,
        remarks=tuple(remarks),
        ran=None if rules is None else frozenset(rules),
    )
    policy = replace(
        plan.policy, checked=frozenset(files), suppressions=suppressions, changes=changes
    )
    return replace(plan, policy=policy)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _is_there(path: str | None) -> bool:
    return path is not None and Path(path).is_file() and Path(path).stat().st_size > 0


def _baseline(path: str) -> baseline.Baseline:
    return baseline.read(_files.read_text(path, "the baseline"), path)


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
    outputs: Sequence[Output], record: str | None, checked: Sequence[str], accept: str | None
) -> None:
    """See before the long work that nothing is written over what is read, nor written twice.

    The table of decisions may be written anew: its decisions are carried over.
    """
    taken = {_files.real(path) for path in checked}
    written = [(output.file, output.format) for output in outputs if output.file is not None]
    written += [(record, "baseline")] if record else []
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
    told = any(output.format in _TELLING and output.file is None for output in plan.outputs)
    if not told and not (console.quiet and ending.exit == 0):
        console.remark(ending.last_line)
    return ending.exit


def _ending(report: Report, plan: Plan) -> tuple[gate.Ending, list[tuple[str, str]]]:
    """Judge the report; where the findings go on record first, by the new record."""
    if plan.write_baseline is None:
        return gate.decide(report, plan.policy), []
    record = gate.record(report, plan.policy, plan.recorded, _today())
    record = replace(record, path=plan.write_baseline)
    ending = gate.decide(report, replace(plan.policy, baseline=record))
    return ending, [(plan.write_baseline, baseline.text(record))]


def _rendered(ending: gate.Ending, output: Output, plan: Plan, console: Console) -> str:
    on_screen = output.file is None
    quiet = on_screen and console.quiet and ending.exit == 0
    view = View(
        exit=ending.exit,
        reason=ending.reason,
        last_line="" if quiet else ending.last_line,
        base=plan.policy.base,
        fail_on=plan.policy.fail_on,
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
