"""Installs and runs the checkers, each as a program of its own."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.peers.catalogue import Entry, of_fidelity, of_lint, of_pofilter, po

PACKAGES = {"l10n-lint": "l10n-lint==1.23.30", "pofilter": "translate-toolkit==3.20.4"}


@dataclass(frozen=True)
class Terms:
    """Terms as each checker can be told them."""

    required: Sequence[tuple[str, str]] = ()
    """Terms with the rendering that must stand in the translation."""
    forbidden: Sequence[str] = ()
    """Words that must not stand there."""
    glossary: Path | None = None
    """The same as a file for ours; null: the shipped glossaries."""


@dataclass(frozen=True)
class Said:
    """What a run came to."""

    flags: Mapping[int, Sequence[str]] = field(default_factory=dict)
    wall: float = 0.0
    """Seconds."""
    cpu: float = 0.0
    """Seconds of processor time."""


Program = Callable[[Sequence[Entry], str, str, Terms], Said]
"""Checks entries from one language into another."""


def installed(folder: Path) -> dict[str, Path]:
    """Install the peers from PyPI into environments of their own, unless they are there.

    Args:
        folder: where the environments are.

    Returns:
        The program of each.

    Raises:
        subprocess.CalledProcessError: PyPI cannot be reached.
    """
    found = {}
    for name, package in PACKAGES.items():
        home = folder / name
        program = home / "bin" / name
        if not program.is_file():
            venv.create(home, with_pip=True)
            pip: list[str | Path] = [
                home / "bin" / "python",
                "-m",
                "pip",
                "install",
                "--quiet",
                package,
            ]
            subprocess.run(pip, check=True)
        found[name] = program
    return found


def programs(folder: Path) -> dict[str, Program]:
    """Name all programs, ours first."""
    found = installed(folder)
    work = folder / "work"
    work.mkdir(exist_ok=True)
    return {
        "fidelity": lambda *about: _fidelity(work, *about),
        "l10n-lint": lambda *about: _lint(found["l10n-lint"], work, *about),
        "pofilter": lambda *about: _pofilter(found["pofilter"], work, *about),
    }


Command = list[str | Path]


def _timed(command: Command, folder: Path) -> tuple[str, float, float]:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done.stdout, wall, cpu


def _written(work: Path, entries: Sequence[Entry], tag: str) -> Path:
    path = work / "set.po"
    path.write_text(po(entries, tag), "utf-8")
    return path


def _fidelity(work: Path, entries: Sequence[Entry], source: str, target: str, terms: Terms) -> Said:
    path, report = _written(work, entries, target), work / "report.json"
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "fidelity",
        "check",
        path,
        "--from",
        source,
        "--to",
        target,
    ]
    command += ["--quiet", "--exit-zero", "--format", f"json={report}"]
    if terms.glossary is not None:
        command += ["--glossary", terms.glossary, "--no-shipped-glossaries"]
    report.unlink(missing_ok=True)
    _, wall, cpu = _timed(command, Path.cwd())
    return Said(of_fidelity(report.read_text("utf-8")), wall, cpu)


def _lint(
    program: Path, work: Path, entries: Sequence[Entry], _source: str, target: str, terms: Terms
) -> Said:
    path, config = _written(work, entries, target), work / "l10n-lint.toml"
    required = ", ".join(
        f"{{source = {_quoted(term)}, target = {_quoted(rendering)}}}"
        for term, rendering in terms.required
    )
    forbidden = ", ".join(map(_quoted, terms.forbidden))
    config.write_text(
        f"[tool.l10n-lint]\nrequired-terms = [{required}]\nforbidden-terms = [{forbidden}]\n",
        "utf-8",
    )
    command: list[str | Path] = [
        program,
        "--config",
        config,
        "--language",
        target,
        "--format",
        "json",
        path,
    ]
    out, wall, cpu = _timed(command, work)
    return Said(of_lint(out), wall, cpu)


def _quoted(text: str) -> str:
    """Write a text as TOML and JSON both do."""
    return json.dumps(text, ensure_ascii=False)


def _pofilter(
    program: Path, work: Path, entries: Sequence[Entry], _source: str, target: str, _terms: Terms
) -> Said:
    path, out = _written(work, entries, target), work / "failed.po"
    out.unlink(missing_ok=True)
    command: Command = [program, "--progress=none", "--language", target, path, out]
    _, wall, cpu = _timed(command, work)
    return Said(of_pofilter(out.read_text("utf-8")) if out.is_file() else {}, wall, cpu)
