"""The gate as a user meets it: a text, its translation, and what lets findings stand."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

import fidelity
from fidelity import cli

ROOT = Path(fidelity.__file__).parent.parent
GLOSSARY = """\
glossary: house
title: House
licence: CC0-1.0
languages: [en, ru]
concepts:
  - id: truce
    definition: A halt in fighting.
    source: the house's style guide
    terms:
      en: [truce]
      ru:
        - перемирие
        - {text: замирение, status: forbidden, reason: not used by this house}
"""
EN = "# Statement\n\nThe truce holds in the north.\n"
RU = "# Заявление\n\nНа севере держится замирение.\n"
REMARK = "<!-- fidelity: ignore avoided-term because the paper of record wrote so{} -->\n"
TEXTS = ("--source", "en.md", "--target", "ru.md", "--from", "en", "--to", "ru")
HOUSE = ("--glossary", "house.yaml", "--no-shipped-glossaries")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs limits of the kernel")


@dataclass(frozen=True)
class Run:
    """How a run ended."""

    exit: int
    out: str
    err: str


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a text and a translation that uses a forbidden word."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for name, text in (("house.yaml", GLOSSARY), ("en.md", EN), ("ru.md", RU)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def check(folder: Path, capsys: pytest.CaptureFixture[str]) -> Check:
    """Give the command, run inside this process."""
    assert folder.is_dir()
    return Check(capsys)


class Check:
    """Checks the two texts and collects what was printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str) -> Run:
        """Run with these words more."""
        status = cli.main(["check", *TEXTS, *HOUSE, *words])
        said = self._capsys.readouterr()
        return Run(status, said.out, said.err)


def remark(folder: Path, until: str = "") -> None:
    """Put a remark before the paragraph of the translation."""
    text = RU.replace("На", REMARK.format(until) + "На")
    (folder / "ru.md").write_text(text, encoding="utf-8")


def settings(folder: Path, text: str) -> None:
    """Write the settings."""
    (folder / "fidelity.toml").write_text(text, encoding="utf-8")


def test_a_forbidden_word_fails_the_run(check: Check) -> None:
    """Both sentences are shown, with the words in question."""
    run = check()
    assert run.exit == 1
    assert "source  en.md:3:5   The >>truce<< holds in the north." in run.out
    assert "target  ru.md:3:20  На севере держится >>замирение<<." in run.out


def test_a_remark_in_the_document_lets_it_stand(check: Check, folder: Path) -> None:
    """And the last line counts it."""
    remark(folder)
    run = check()
    assert run.exit == 0
    assert "1 suppressed" in run.out


def test_a_remark_that_is_over_lets_nothing_stand(check: Check, folder: Path) -> None:
    """It is reported beside the finding."""
    remark(folder, " until 2020-01-31")
    run = check()
    assert run.exit == 1
    assert run.err.startswith("ru.md:3:1: expired-suppression: avoided-term")


def test_a_remark_that_is_of_no_use_is_reported(check: Check, folder: Path) -> None:
    """The text was mended, the remark forgotten."""
    remark(folder)
    path = folder / "ru.md"
    path.write_text(path.read_text("utf-8").replace("замирение", "перемирие"), encoding="utf-8")
    run = check()
    assert run.exit == 0
    assert run.err.startswith("ru.md:3:1: stale-suppression: avoided-term finds nothing here")


def test_a_remark_without_a_reason_has_no_effect_and_is_told(check: Check, folder: Path) -> None:
    """Nothing is let stand without one."""
    remark(folder)
    path = folder / "ru.md"
    text = path.read_text("utf-8").replace(" because the paper of record wrote so", "")
    path.write_text(text, encoding="utf-8")
    run = check()
    assert run.exit == 1
    assert "ru.md:3:1: this remark is not understood" in run.err


def test_the_settings_let_it_stand(check: Check, folder: Path) -> None:
    """In SARIF the result is suppressed, with the reason."""
    settings(folder, '[[suppress]]\nrule = "avoided-term"\npath = "*.md"\nreason = "as agreed"\n')
    assert check("--format", "sarif=out.sarif").exit == 0
    (result,) = json.loads((folder / "out.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert [each["justification"] for each in result["suppressions"]] == ["as agreed"]


def test_a_rule_that_there_is_not_is_refused_in_the_settings(check: Check, folder: Path) -> None:
    """With the line and the nearest one."""
    settings(folder, '\n[[suppress]]\nrule = "avoided-terms"\nreason = "as agreed"\n')
    run = check()
    assert run.exit == 2
    assert run.err == (
        "fidelity: fidelity.toml:2: there is no rule “avoided-terms”; did you mean avoided-term?\n"
    )


def test_the_settings_set_levels_for_files(check: Check, folder: Path) -> None:
    """A folder of old texts can be read without failing."""
    settings(folder, '[[levels]]\nlevel = "note"\npath = "ru.md"\n')
    run = check()
    assert run.exit == 0
    assert "1 note, below the level that fails" in run.out


def test_a_baseline_lets_known_findings_of_texts_stand(check: Check, folder: Path) -> None:
    """It holds no text, and knows the finding again when lines move."""
    assert check("--write-baseline", "b.json").exit == 0
    record = (folder / "b.json").read_text("utf-8")
    assert "замирение" not in record
    assert "north" not in record
    for name in ("en.md", "ru.md"):
        path = folder / name
        path.write_text("# 1\n\n" + path.read_text("utf-8"), encoding="utf-8")
    assert check("--baseline", "b.json").exit == 0


def test_a_baseline_is_not_stale_for_files_that_were_not_checked(
    check: Check, folder: Path
) -> None:
    """One record serves many texts."""
    check("--write-baseline", "b.json")
    (folder / "ru2.md").write_text(RU.replace("замирение", "перемирие"), encoding="utf-8")
    words = ["--target" if word == "--target" else word for word in TEXTS]
    words[words.index("ru.md")] = "ru2.md"
    words[words.index("en.md")] = "en2.md"
    (folder / "en2.md").write_text(EN, encoding="utf-8")
    assert cli.main(["check", *words, *HOUSE, "--baseline", "b.json"]) == 0
    (folder / "ru.md").write_text(RU.replace("замирение", "перемирие"), encoding="utf-8")
    assert "stale-baseline: avoided-term on truce" in check("--baseline", "b.json").err


def test_a_baseline_of_a_newer_version_ends_with_2(check: Check, folder: Path) -> None:
    """In one line."""
    (folder / "b.json").write_text('{"schema": 9, "findings": []}')
    run = check("--baseline", "b.json")
    assert (run.exit, run.out) == (2, "")
    assert run.err == (
        "fidelity: b.json: a newer fidelity wrote this baseline (schema 9); update fidelity\n"
    )


# --- what changed ---------------------------------------------------------------------------------


def commit() -> None:
    """Commit everything, in a repository that is made where there is none."""
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    for words in (("init", "-q"), ("add", "-A"), (*who, "commit", "-q", "-m", "x")):
        subprocess.run(["git", *words], check=True, capture_output=True)


def test_since_a_revision_only_what_changed_fails(check: Check, folder: Path) -> None:
    """Nothing, then the sentence."""
    commit()
    run = check("--since", "HEAD")
    assert run.exit == 0
    assert "1 outside what changed" in run.out
    path = folder / "en.md"
    path.write_text(EN.replace("north", "far north"), encoding="utf-8")
    assert check("--since", "HEAD").exit == 1


def test_since_a_revision_a_changed_concept_counts_everywhere(check: Check, folder: Path) -> None:
    """A word was forbidden today; the texts are those of yesterday."""
    path = folder / "house.yaml"
    path.write_text(
        GLOSSARY.replace("forbidden", "admitted").replace(", reason: not used by this house", "")
    )
    commit()
    path.write_text(GLOSSARY, encoding="utf-8")
    assert check("--since", "HEAD").exit == 1


def test_since_a_revision_that_there_is_not_ends_with_2(check: Check, folder: Path) -> None:
    """Before anything is checked."""
    assert folder.is_dir()
    commit()
    run = check("--since", "nonesuch")
    assert (run.exit, run.out) == (2, "")
    assert run.err.startswith("fidelity: --since nonesuch: git knows no such revision here")


# --- reports that cannot be written ---------------------------------------------------------------


LIMITED = """
import resource, sys
from fidelity import cli
resource.setrlimit(resource.RLIMIT_FSIZE, (1500, 1500))
sys.exit(cli.main())
"""


def process(*words: str, start: tuple[str, str] = ("-m", "fidelity.cli")) -> subprocess.Popen[str]:
    """Start the command as a process of its own."""
    return subprocess.Popen(
        [sys.executable, *start, "check", *TEXTS, *HOUSE, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


@on_linux
def test_a_report_that_does_not_fit_on_the_disk_leaves_the_old_ones(folder: Path) -> None:
    """All of them, though some of the new ones would have fitted; and no half one lies about."""
    for name in ("a.json", "b.html", "c.xml"):
        (folder / name).write_text("old")
    before = {path.name for path in folder.iterdir()}
    formats = ("--format", "junit=c.xml", "--format", "json=a.json", "--format", "html=b.html")
    started = process(*formats, "--no-cache", start=("-c", LIMITED))
    _, err = started.communicate(timeout=120)
    assert started.returncode == 2
    assert err.startswith("fidelity: ")
    assert "the file cannot be written (File too large)" in err
    assert err.count("\n") == 1
    assert {(folder / name).read_text() for name in ("a.json", "b.html", "c.xml")} == {"old"}
    assert {path.name for path in folder.iterdir()} == before


@on_linux
def test_ctrl_c_while_reports_are_written_leaves_the_old_ones(folder: Path) -> None:
    """A pipe that nobody reads holds the command up in the middle of writing."""
    (folder / "a.json").write_text("old")
    os.mkfifo(folder / "pipe")
    started = process("--format", "json=a.json", "--format", "html=pipe")
    while not list(folder.glob(".a.json.*.part")):
        assert started.poll() is None
        time.sleep(0.01)
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=120)
    assert (started.returncode, out, err) == (130, "", "fidelity: interrupted\n")
    assert (folder / "a.json").read_text() == "old"
    assert not list(folder.glob(".a.json.*"))
