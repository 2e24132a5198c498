"""The worked example in ``examples/press``, checked by the installed command."""

from __future__ import annotations

import json
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

PRESS = Path(__file__).parents[1] / "examples" / "press"
FILES = ("statement.md", "press-release.docx", "address.srt", "website.xlf")
LEVELS = ("note", "warning", "error")
_ROW = re.compile(
    r"\| (?P<file>[\w.-]+):(?P<line>\d+) \|.*\| (?P<rule>[a-z -]+) \| (?P<level>[a-z–]+) \|"
)


class Planted(NamedTuple):
    """A row of the table in the example's README."""

    file: str
    line: int
    rule: str
    level: str


def planted() -> list[Planted]:
    """Read the drifts that the README says are found."""
    rows = _ROW.finditer((PRESS / "README.md").read_text("utf-8"))
    every = [Planted(row["file"], int(row["line"]), row["rule"], row["level"]) for row in rows]
    return [row for row in every if row.rule != "not found"]


def check(tmp_path: Path, *words: str) -> tuple[int, list[dict[str, Any]], str]:
    """Run the installed command in the folder of the example.

    Returns:
        The exit status, the findings of the JSON report, and the messages of the program.
    """
    program = shutil.which("fidelity", path=str(Path(sys.executable).parent))
    assert program is not None, "the package is not installed"
    report = tmp_path / "report.json"
    done = subprocess.run(
        [program, "check", *words, "--format", f"json={report}"],
        cwd=PRESS,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, json.loads(report.read_text("utf-8"))["findings"], done.stderr


def test_nothing_in_the_faithful_translation_is_a_warning(tmp_path: Path) -> None:
    """All four formats are checked: the settings pair three, and XLIFF holds both languages."""
    status, found, messages = check(tmp_path, "ru", "--fail-on", "warning")

    assert (status, [each for each in found if each["level"] != "note"]) == (0, [])
    assert "64 segments" in messages
    assert "5 tracked changes" in messages


def test_the_drifts_that_the_table_names_are_found(tmp_path: Path) -> None:
    """By the command of the README: each in its file and line, by its rule, at its level."""
    pair = ("--source", "en", "--target", "drifted", "--from", "en", "--to", "ru")

    status, found, messages = check(tmp_path, *pair, "drifted")

    there = {
        (Path(each["target"]["file"]).name, each["target"]["line"], each["rule"], level)
        for each in found
        for level in LEVELS[: LEVELS.index(each["level"]) + 1]
    }
    expected = [(row.file, row.line, row.rule, row.level) for row in planted()]
    assert status == 1, messages
    assert {file for file, *_ in expected} == set(FILES)
    assert [row for row in expected if row not in there] == []


def test_the_word_files_are_those_that_the_script_writes(tmp_path: Path) -> None:
    """To the byte, so that the texts in ``word/`` are what is checked."""
    runpy.run_path(str(PRESS / "build_docx.py"))["main"](tmp_path)

    written = {path.parent.name: path.read_bytes() for path in tmp_path.glob("*/*.docx")}
    kept = {path.parent.name: path.read_bytes() for path in PRESS.glob("*/*.docx")}
    assert len(kept) == 3
    assert written == kept
