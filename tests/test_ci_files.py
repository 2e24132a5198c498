"""What other projects build on: the hooks, the action, and the examples in docs/ci.md."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import fidelity
from fidelity import cli, documents, plugins, termbases

ROOT = Path(fidelity.__file__).parent.parent
HOOKS: dict[str, Any] = {
    hook["id"]: hook
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
}
ACTION: Any = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
BLOCKS: list[str] = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
EXAMPLES = [yaml.safe_load(block) for block in BLOCKS]
CLEAN = "ka,hy\nშეთანხმება,համաձայնագիր\n"
UNTIDY = "ka,hy\nშეთანხმება,«համաձայնագիր»\n"
UNIT = """\
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
 <file original="a" source-language="ka" target-language="hy" datatype="plaintext"><body>
  <trans-unit id="1"><source>შეთანხმება</source><target>համաձայնագիր</target></trans-unit>
 </body></file>
</xliff>
"""


# --- hooks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hook", "file", "content"),
    [("fidelity-glossaries", "g.csv", CLEAN), ("fidelity-bilingual", "a.xlf", UNIT)],
)
def test_a_hook_runs_on_a_file_that_it_is_for(
    hook: str, file: str, content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the flags of its entry."""
    monkeypatch.chdir(tmp_path)
    Path(file).write_text(content, encoding="utf-8")
    program, *words = shlex.split(HOOKS[hook]["entry"])
    assert program == "fidelity"
    assert re.search(HOOKS[hook]["files"], file)
    assert cli.main([*words, "--no-shipped-glossaries", file]) == 0


def test_the_hooks_are_for_every_format_that_can_be_checked_by_itself() -> None:
    """But for JSON Lines, which is too often something else."""
    bilingual = re.compile(HOOKS["fidelity-bilingual"]["files"])
    glossary = re.compile(HOOKS["fidelity-glossaries"]["files"])
    tables = {suffix for suffix in documents.suffixes() if glossary.search(f"a{suffix}")}
    for suffix in documents.suffixes():
        alone = documents.bilingual(f"a{suffix}") and suffix not in {".jsonl", ".ndjson", ".pot"}
        assert bool(bilingual.search(f"a{suffix}")) == (alone and suffix not in tables | {".tab"})
    for suffix in termbases.suffixes():
        assert glossary.search(f"glossaries/a{suffix}") or suffix == ".tab"


# --- the action -----------------------------------------------------------------------------------


def test_no_input_becomes_part_of_a_script() -> None:
    """Inputs reach the scripts as variables: a branch may be named like a command."""
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"]


def act(folder: Path, words: str, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the last step of the action as a runner does, with this program as the installed one."""
    program = folder / "temp" / "fidelity" / "bin" / "fidelity"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m fidelity.cli "$@"\n')
    program.chmod(0o755)
    step = ACTION["runs"]["steps"][-1]
    given = {"ARGUMENTS": words, "SARIF": "", "HTML": "", "SUMMARY": "true", **inputs}
    assert set(step["env"]) == set(given)
    runner = {
        "RUNNER_TEMP": str(folder / "temp"),
        "GITHUB_OUTPUT": str(folder / "output"),
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | runner | given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_action_annotates_sums_up_and_fails(tmp_path: Path) -> None:
    """And passes the exit status on."""
    (tmp_path / "g.csv").write_text(UNTIDY, encoding="utf-8")
    words = "g.csv --fail-on note\n--no-shipped-glossaries --no-cache"
    done = act(tmp_path, words, SARIF="out.sarif", HTML="out.html")
    assert done.returncode == 1
    assert done.stdout.startswith("::notice file=g.csv,line=2,col=")
    assert (tmp_path / "output").read_text() == "exit=1\n"
    assert "untidy-term" in (tmp_path / "summary").read_text(encoding="utf-8")
    assert (tmp_path / "out.sarif").exists()
    assert (tmp_path / "out.html").exists()


def test_the_action_passes_a_clean_glossary(tmp_path: Path) -> None:
    """With as little as there can be."""
    (tmp_path / "g.csv").write_text(CLEAN, encoding="utf-8")
    done = act(tmp_path, "g.csv --no-shipped-glossaries --no-cache", SUMMARY="false")
    assert (done.returncode, done.stderr) == (0, "")
    assert not (tmp_path / "summary").exists()


def test_the_action_does_nothing_but_split_its_words(tmp_path: Path) -> None:
    """Neither commands nor patterns in them are carried out."""
    (tmp_path / "g.csv").write_text(CLEAN, encoding="utf-8")
    done = act(tmp_path, "$(touch${IFS}stolen) * ;touch stolen")
    assert done.returncode == 2
    assert not (tmp_path / "stolen").exists()


# --- the documentation ----------------------------------------------------------------------------


def _without_other_programs() -> str:
    """Leave out the lines that call git, pip and gh, which have flags of their own."""
    lines = "\n".join(BLOCKS).splitlines()
    return "\n".join(line for line in lines if not re.search(r"\b(git|pip|gh) ", line))


def words(part: Any) -> list[str]:
    """List every text in a document."""
    if isinstance(part, dict):
        return [word for value in part.values() for word in words(value)]
    if isinstance(part, list):
        return [word for value in part for word in words(value)]
    return [part] if isinstance(part, str) else []


def test_the_examples_name_hooks_inputs_and_formats_that_are_there() -> None:
    """What is copied from the page works."""
    hooks, workflow, pipeline, *_refreshing = EXAMPLES
    assert {hook["id"] for hook in hooks["repos"][0]["hooks"]} == set(HOOKS)
    steps = workflow["jobs"]["check"]["steps"]
    (ours,) = [step["with"] for step in steps if "/fidelity@" in step["uses"]]
    assert set(ours) <= set(ACTION["inputs"])
    formats = re.findall(r"--format (\w+)", " ".join(words(pipeline)))
    assert formats
    assert set(formats) <= set(plugins.names("reports"))


def test_the_examples_that_refresh_a_lock_say_so_on_the_command_line() -> None:
    """For on a build server the lock alone would answer."""
    refreshing = EXAMPLES[3:]
    assert len(refreshing) == 2
    for example in refreshing:
        (line,) = [word for word in words(example) if word.startswith("fidelity check ")]
        assert "--answers refresh" in line


def test_the_examples_use_flags_that_are_there(capsys: pytest.CaptureFixture[str]) -> None:
    """Each is in the help of the command."""
    cli.main(["check", "--help"])
    known = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    used = set(re.findall(r"(?<=\s)--[a-z-]+", _without_other_programs()))
    assert used
    assert used <= known
