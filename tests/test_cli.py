"""The command line as a user meets it: what is printed where, and how each run ends.

The glossaries here are in Georgian and Armenian, which no engine serves: nothing heavy is loaded,
every rendering is "cannot tell", and the rules about the glossary as data find what they find.
"""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

import fidelity
from fidelity import cli
from fidelity.commands import _files
from fidelity.commands._asked import consented
from fidelity.commands._console import Color, Console, colorful
from fidelity.commands._ending import Output, Plan, conclude
from fidelity.errors import InputError, UsageError
from fidelity.gating import gate
from fidelity.model import (
    Egress,
    Fail,
    Finding,
    Level,
    Outcome,
    Place,
    Query,
    Report,
    Span,
    Term,
    Unchecked,
    Verdict,
)
from fidelity.protocols import Missing
from fidelity.reports.csv import read

ROOT = Path(fidelity.__file__).parent.parent
CLEAN = "ka,hy\nშეთანხმება,համաձայնագիր\n"
UNTIDY = "ka,hy\nშეთანხმება,«համաձայնագիր»\n"
FLAGS = """--from --to --as --glossary --no-shipped-glossaries --engines --allow --egress-log
--format --fail-on --allow-unchecked --exit-zero --baseline --write-baseline --accept --encoding
--quiet --verbose --color --cache --no-cache"""
PLAIN = ("--no-shipped-glossaries", "--no-cache")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full and signals")


@dataclass(frozen=True)
class Run:
    """How a run ended."""

    exit: int
    out: str
    err: str


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a clean and an untidy glossary, with no settings from outside."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FIDELITY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    (tmp_path / "clean.csv").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "untidy.csv").write_text(UNTIDY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def fidelity_(folder: Path, capsys: pytest.CaptureFixture[str]) -> Fidelity:
    """Give the command, run inside this process."""
    assert folder.is_dir()
    return Fidelity(capsys)


class Fidelity:
    """Runs the command and collects what it printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str) -> Run:
        """Run with these words."""
        status = cli.main(words)
        said = self._capsys.readouterr()
        return Run(status, said.out, said.err)

    def check(self, *words: str) -> Run:
        """Run ``check`` with no glossaries but those named, and no cache."""
        return self("check", *words, *PLAIN)


def process(*words: str, **options: object) -> subprocess.Popen[str]:
    """Start the command as a process of its own."""
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "fidelity.cli", *words],
        **{
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "text": True,
            "encoding": "utf-8",
            **options,
        },
    )


def ended(started: subprocess.Popen[str]) -> Run:
    """Wait for a process."""
    out, err = started.communicate(timeout=60)
    return Run(started.returncode, out or "", err or "")


# --- help and mistakes in the words ---------------------------------------------------------------


def test_the_command_alone_prints_help_and_ends_with_2(fidelity_: Fidelity) -> None:
    """Nothing was asked, so nothing was checked, and no script takes that for success."""
    run = fidelity_()
    assert run.exit == 2
    assert "audit glossaries by back-translation" in run.out


def test_help_and_version_end_with_0(fidelity_: Fidelity) -> None:
    """They are answers."""
    assert fidelity_("--help").exit == 0
    assert fidelity_("--version") == Run(0, f"fidelity {fidelity.__version__}\n", "")


@pytest.mark.parametrize("command", list(cli.COMMANDS))
def test_every_command_explains_itself(fidelity_: Fidelity, command: str) -> None:
    """Its help names it and the flags that all have."""
    run = fidelity_(*command.split(), "--help")
    assert run.exit == 0
    assert run.out.startswith(f"usage: fidelity {command}")
    assert "--color" in run.out


def test_the_flags_of_the_contract_are_there(fidelity_: Fidelity) -> None:
    """Those that make sense for an audit."""
    page = fidelity_("check", "--help").out
    for flag in [
        "--from",
        "--to",
        "--as",
        "--glossary",
        "--no-shipped-glossaries",
        "--engines",
        "--allow",
        "--jobs",
        "--format",
        "--fail-on",
        "--allow-unchecked",
        "--exit-zero",
        "--baseline",
        "--write-baseline",
        "--accept",
        "--encoding",
        "--quiet",
        "--verbose",
        "--color",
        "--cache",
        "--no-cache",
    ]:
        assert f"{flag} " in page or f"{flag}]" in page, flag


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("chek x", "fidelity: there is no command “chek”; did you mean check?"),
        ("glossary konvert", "there is no command “glossary konvert”; did you mean glossary conv"),
        ("glossary", "say which: fidelity glossary convert, fidelity glossary stats"),
        ("--colour check", "there is no option “--colour” before the command"),
        ("check clean.csv --formt json", "there is no option “--formt”; did you mean --format?"),
        ("check clean.csv --fail-on eror", "--fail-on: “eror” is not known; did you mean error?"),
        ("check clean.csv --allow self", "--allow: “self” is not known; did you mean self-hosted?"),
        ("check clean.csv --format jsn", "--format: “jsn” is not known; did you mean json?"),
        ("check clean.csv --format json=", "the name of the file is missing"),
        ("check clean.csv --format text --format json", "write --format json=FILE"),
        ("check", "nothing to check; name a glossary, a bilingual file, or --source and --target"),
        ("check clean.csv --from", "--from: expected one argument"),
        ("check clean.csv --cache x --no-cache", "not allowed with argument --cache"),
        ("explain untidy-tem", "there is no rule or engine “untidy-tem”; did you mean untidy-ter"),
        ("explain untidy-term more", "“more” is one word too many"),
        ("back-translate слово", "say from which language into which: --from ru --to en"),
    ],
)
def test_a_mistake_is_answered_with_one_line_and_2(
    fidelity_: Fidelity, words: str, line: str
) -> None:
    """What is wrong, and the nearest word that there is."""
    run = fidelity_(*words.split())
    assert (run.exit, run.out) == (2, "")
    assert line in run.err
    assert run.err.startswith("fidelity: ")
    assert run.err.count("\n") == 1


def test_flags_may_stand_between_the_paths(fidelity_: Fidelity) -> None:
    """As in every other program."""
    run = fidelity_.check("clean.csv", "--fail-on", "note", "untidy.csv")
    assert run.exit == 1
    assert "2 renderings checked" in run.out


# --- what cannot be read --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("nope.csv", "fidelity: nope.csv: there is no such file"),
        ("text.docx", "fidelity: text.docx: this text is in one language"),
        ("clean.csv --baseline nope.json", "fidelity: nope.json: the baseline is not there"),
        ("clean.csv --accept nope.csv", "fidelity: nope.csv: the table of decisions is not there"),
        ("clean.csv --accept clean.csv", "fidelity: clean.csv:1: the column “concept” is missing"),
        ("clean.csv --baseline clean.csv", "fidelity: clean.csv:1:1: this is not valid JSON"),
        ("clean.csv --glossary nope.csv", "fidelity: nope.csv: there is no such file"),
        ("clean.csv --from xx-nonsense-tag", "fidelity: "),
        ("clean.csv --engines nonesuch", "fidelity: the engine nonesuch is not installed here"),
        ("clean.csv --format json=no/x.json", "fidelity: no/x.json: its folder is not there"),
        ("clean.csv --format json=.", "fidelity: .: this is a folder"),
        ("clean.csv --format json=clean.csv", "fidelity: clean.csv would be overwritten"),
        ("clean.csv --write-baseline clean.csv", "fidelity: clean.csv would be overwritten"),
        ("clean.csv --format json=x --format csv=./x", "fidelity: ./x would be overwritten"),
    ],
)
def test_what_cannot_be_used_is_named_in_one_line_with_2(
    fidelity_: Fidelity, folder: Path, words: str, line: str
) -> None:
    """The file, what is wrong, what to do; and nothing is changed on disk."""
    (folder / "text.docx").write_bytes(b"PK")
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    run = fidelity_.check(*words.split())
    assert (run.exit, run.out) == (2, "")
    assert run.err.startswith(line)
    assert run.err.count("\n") == 1
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_settings_that_cannot_be_used_end_with_2(fidelity_: Fidelity, folder: Path) -> None:
    """With the line, also where only a rule's name is wrong."""
    (folder / "fidelity.toml").write_text('[rules.untidy-tern]\nlevel = "off"\n')
    line = "fidelity: fidelity.toml:2: there is no rule “untidy-tern”; did you mean untidy-term?\n"
    assert fidelity_.check("clean.csv") == Run(2, "", line)


# --- exits and settings ---------------------------------------------------------------------------


def test_a_clean_glossary_ends_with_0(fidelity_: Fidelity) -> None:
    """The last line says so."""
    assert fidelity_.check("clean.csv") == Run(
        0,
        "1 rendering checked: 0 faithful, 0 drifted, 1 cannot tell, 0 unchecked. "
        "Exit 0: nothing was found.\n",
        "",
    )


def test_findings_end_with_1_from_the_level_that_fails(fidelity_: Fidelity) -> None:
    """A note fails only where notes are to fail; --exit-zero takes that back."""
    assert fidelity_.check("untidy.csv").exit == 0
    run = fidelity_.check("untidy.csv", "--fail-on", "note")
    assert run.exit == 1
    assert run.out.startswith("untidy.csv:2:")
    assert run.out.endswith("Exit 1: 1 note.\n")
    assert fidelity_.check("untidy.csv", "--fail-on", "note", "--exit-zero").exit == 0


def test_the_settings_hold_and_the_command_line_stands_over_them(
    fidelity_: Fidelity, folder: Path
) -> None:
    """An office sets a level once; one run can still ask for another."""
    (folder / "fidelity.toml").write_text('fail-on = "note"\n')
    assert fidelity_.check("untidy.csv").exit == 1
    assert fidelity_.check("untidy.csv", "--fail-on", "warning").exit == 0


def test_a_rule_gets_another_level_or_none(fidelity_: Fidelity, folder: Path) -> None:
    """By the settings."""
    settings = folder / "fidelity.toml"
    settings.write_text('[rules.untidy-term]\nlevel = "error"\n')
    assert fidelity_.check("untidy.csv").exit == 1
    settings.write_text('[rules.untidy-term]\nlevel = "off"\n')
    assert "untidy-term" not in fidelity_.check("untidy.csv").out


def test_quiet_says_nothing_where_there_is_nothing_to_say(fidelity_: Fidelity) -> None:
    """And still says why a run fails."""
    assert fidelity_.check("clean.csv", "--quiet") == Run(0, "", "")
    run = fidelity_.check("untidy.csv", "--quiet", "--fail-on", "note")
    assert run.out.endswith("Exit 1: 1 note.\n")


def test_verbose_lists_verdicts_and_the_signature(fidelity_: Fidelity) -> None:
    """Everything that there is."""
    out = fidelity_.check("clean.csv", "--verbose").out
    assert "cannot tell  no evidence  შეთანხმება (ka) → համաձայնագիր (hy)" in out
    assert f"fidelity:{fidelity.__version__}|lang:ka-hy" in out


def test_config_shows_each_value_and_its_origin(fidelity_: Fidelity, folder: Path) -> None:
    """Set values with file and line, the others as built in, the environment by its name."""
    (folder / "fidelity.toml").write_text(
        'from = "en"\n[rules.untidy-term]\nlevel = "off"\n[engine.dictionary]\npaths = ["d"]\n'
    )
    lines = [line.split() for line in fidelity_("config").out.splitlines()]
    assert ["from", "en", "fidelity.toml:1"] in lines
    assert ["fail-on", "error", "built", "in"] in lines
    assert ["rules.untidy-term.level", "off", "fidelity.toml:3"] in lines
    assert ["engine.dictionary.paths", "['d']", "fidelity.toml:5"] in lines
    assert ["cache", str(folder / "cache"), "environment:", "FIDELITY_CACHE"] in lines


# --- reports and records --------------------------------------------------------------------------


def test_several_reports_can_be_written_at_once(fidelity_: Fidelity, folder: Path) -> None:
    """One to the screen, the others to files; nothing else is left behind."""
    run = fidelity_.check("untidy.csv", "--format", "text", "--format", "json=r.json")
    assert run.out.startswith("untidy.csv:2:")
    assert json.loads((folder / "r.json").read_text("utf-8"))["status"]["exit"] == 0
    assert not list(folder.glob(".*"))


def test_json_on_the_screen_is_nothing_but_json(fidelity_: Fidelity) -> None:
    """The last line goes to the other stream."""
    run = fidelity_.check("untidy.csv", "--format", "json", "--fail-on", "note")
    assert json.loads(run.out)["status"] == {"exit": 1, "reason": "1 note"}
    assert run.err.endswith("Exit 1: 1 note.\n")


def test_the_report_does_not_tell_where_it_was_made(fidelity_: Fidelity, folder: Path) -> None:
    """An absolute path on the command line is written as seen from the working folder."""
    run = fidelity_.check(str(folder / "untidy.csv"), "--format", "json")
    assert str(folder) not in run.out
    assert json.loads(run.out)["findings"][0]["target"]["file"] == "untidy.csv"


def test_a_baseline_lets_known_findings_stand(fidelity_: Fidelity, folder: Path) -> None:
    """Written once, read from then on; when the finding is mended, the entry is stale."""
    words = ("untidy.csv", "--fail-on", "note")
    assert fidelity_.check(*words, "--write-baseline", "b.json").exit == 0
    run = fidelity_.check(*words, "--baseline", "b.json")
    assert run.exit == 0
    assert "1 in the baseline" in run.out
    (folder / "untidy.csv").write_text(CLEAN, encoding="utf-8")
    assert (
        "b.json: stale-baseline: untidy-term" in fidelity_.check(*words, "--baseline", "b.json").err
    )


def test_writing_a_baseline_anew_keeps_its_reasons(fidelity_: Fidelity, folder: Path) -> None:
    """What people wrote into the file is not lost, even where only --write-baseline is given."""
    path = folder / "b.json"
    fidelity_.check("untidy.csv", "--write-baseline", "b.json")
    path.write_text(path.read_text("utf-8").replace('"reason": ""', '"reason": "quoted"'), "utf-8")
    fidelity_.check("untidy.csv", "--write-baseline", "b.json")
    assert '"reason": "quoted"' in path.read_text("utf-8")


# --- what happens with a report: exits that need a fault or a drift -------------------------------


def drifted() -> Report:
    """Make a report with one drifted rendering."""
    place = Place("g.csv", 2, 8)
    verdict = Verdict(
        "pact", Term("treaty", "en", place=place), Term("пакт", "ru", place=place), "drifted", 0.9
    )
    finding = Finding(
        "drifted-meaning",
        "error",
        "means something else",
        concept="pact",
        source=Span(place, "treaty"),
        target=Span(place, "пакт"),
        fingerprint="f",
    )
    return Report((verdict,), (finding,), (), "signature")


def unchecked(level: Level | None = None) -> Report:
    """Make a report with a fault, and a finding where a level is given."""
    fault = Unchecked("timeout", "one rendering was not checked by x:y: timeout", engine="x:y")
    findings = (Finding("untidy-term", level, "m", fingerprint="f"),) if level else ()
    return Report((), findings, (fault,), "signature")


def concluded(report: Report, plan: Plan, *, quiet: bool = False) -> Run:
    """Bring a report to its end on a console of its own."""
    out, err = io.StringIO(), io.StringIO()
    return Run(
        conclude(report, plan, Console(out, err, quiet=quiet)), out.getvalue(), err.getvalue()
    )


SCREEN = (Output("text", None),)


def test_a_fault_ends_with_3_even_beside_an_error() -> None:
    """The last line says both."""
    run = concluded(unchecked("error"), Plan(SCREEN, gate.Policy()))
    assert run.exit == 3
    assert "-  unchecked  one rendering was not checked by x:y: timeout" in run.out
    assert run.out.endswith(
        "Exit 3: 1 fault (timeout) kept something from being checked; 1 error.\n"
    )


def test_faults_can_be_allowed() -> None:
    """Then the findings decide."""
    policy = gate.Policy(allow_unchecked=True)
    assert concluded(unchecked("error"), Plan(SCREEN, policy)).exit == 1
    assert concluded(unchecked("note"), Plan(SCREEN, policy)).exit == 0


def test_an_editor_accepts_a_rendering_in_the_table(folder: Path) -> None:
    """The table goes out, comes back with a decision, and is written anew with it."""
    table = folder / "review.csv"
    outputs = (*SCREEN, Output("csv", "review.csv"))
    assert concluded(drifted(), Plan(outputs, gate.Policy())).exit == 1
    table.write_text(table.read_text("utf-8").replace(",,\n", ",yes,house usage\n"), "utf-8")
    policy = gate.Policy(decisions=read(table.read_bytes(), "review.csv"))
    run = concluded(drifted(), Plan(outputs, policy))
    assert run.exit == 0
    assert "1 accepted" in run.out
    assert len(read(table.read_bytes(), "review.csv")) == 1


def test_where_one_file_cannot_be_written_no_file_is(folder: Path) -> None:
    """The old report stays, and no half of a new one lies about."""
    old = folder / "old.json"
    old.write_text("old")
    outputs = (Output("json", "old.json"), Output("csv", "no/r.csv"))
    with pytest.raises(InputError, match=r"^no/r\.csv: the file cannot be written"):
        concluded(drifted(), Plan(outputs, gate.Policy()))
    assert old.read_text() == "old"
    assert not list(folder.glob(".*"))


def test_a_link_stays_a_link_and_keeps_its_mode(folder: Path) -> None:
    """The file behind it is replaced."""
    real = folder / "real.txt"
    real.write_text("old")
    real.chmod(0o640)
    (folder / "link.txt").symlink_to("real.txt")
    _files.write_all([("link.txt", "новое")])
    assert (folder / "link.txt").is_symlink()
    assert real.read_text("utf-8") == "новое"
    assert real.stat().st_mode & 0o777 == 0o640


# --- consent --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Distant:
    """An engine that would send what it is asked somewhere."""

    id: str
    egress: Egress
    family: str = "x"
    version: str = "1"
    pairs: str = "any"
    sends: str = "it sends each term to example.org"

    def serves(self, source: str, target: str) -> bool:
        """Serve every pair."""
        return source != target

    def run(self, batch: Sequence[Query]) -> list[Outcome]:
        """Know nothing."""
        return [Fail("not-found") for _ in batch]


HERE, HOUSE, FAR = (
    Distant("a:1", "local"),
    Distant("b:1", "self-hosted"),
    Distant("c:1", "official-service"),
)
FOUND = (HERE, HOUSE, FAR, Missing("d:1", "d", "any", "local", "nothing", "install d"))


@pytest.mark.parametrize(
    ("allow", "ids"),
    [
        ("none", ("a:1",)),
        ("self-hosted", ("a:1", "b:1")),
        ("terms", ("a:1", "b:1", "c:1")),
        ("sentences", ("a:1", "b:1", "c:1")),
    ],
)
def test_only_what_is_allowed_is_asked(allow: str, ids: tuple[str, ...]) -> None:
    """Each step of the ladder adds engines; nothing is refused that was not named."""
    assert consented(None, allow, FOUND) == (ids, ())  # type: ignore[arg-type]


def test_an_engine_that_was_named_and_may_not_be_asked_is_a_fault() -> None:
    """It is reported with what would permit it, and the others are asked."""
    engines, (refused,) = consented(["a", "c:1"], "self-hosted", FOUND)
    assert engines == ("a:1",)
    assert (refused.reason, refused.engine) == ("no-consent", "c:1")
    assert "it sends each term to example.org; permit it with --allow terms" in refused.message


def test_a_name_that_is_not_there_is_left_for_the_run_to_answer() -> None:
    """It is not lost on the way."""
    assert consented(["z:9"], "none", FOUND) == (("z:9",), ())


# --- other commands -------------------------------------------------------------------------------


def test_explain_lists_the_rules_and_prints_a_page(fidelity_: Fidelity) -> None:
    """The page is the rule's own docstring, under its name and level."""
    listed = fidelity_("explain").out
    assert "untidy-term" in listed
    page = fidelity_("explain", "untidy-term").out
    first = next(line for line in listed.splitlines() if line.startswith("untidy-term"))
    assert page.startswith("untidy-term (note)\n\n")
    assert first.split(maxsplit=2)[2] in page


def test_engines_lists_what_is_here_and_how_to_add_the_rest(fidelity_: Fidelity) -> None:
    """A line each, under headings."""
    run = fidelity_("engines", "--no-shipped-glossaries")
    head, *lines = run.out.split("\n\n")[0].splitlines()
    assert head.split() == ["engine", "family", "languages", "what", "it", "sends", "state"]
    assert any(line.startswith("embedding:") for line in lines)
    states = (r"installed$", "not installed: ", r"asked only with --allow [a-z-]+$")
    assert all(re.search("|".join(states), line.rstrip()) for line in lines)


def test_engines_tells_what_they_are_worth_for_each_pair(fidelity_: Fidelity) -> None:
    """What is installed, what was measured with it, and what to add first."""
    run = fidelity_("engines", "--no-shipped-glossaries", "--from", "en", "--to", "ru")
    _, pair = run.out.split("\n\n")
    here, measured, *more = pair.splitlines()
    assert here.startswith("en → ru: ")
    assert "embedding, " in here
    assert re.match(r"   measured: finds \d+% of wrong renderings, calls \d+% of right", measured)
    assert all(line.startswith("   add first: ") for line in more)


def test_engines_says_where_nothing_was_measured(fidelity_: Fidelity) -> None:
    """Rather than a figure of another pair."""
    run = fidelity_("engines", "--no-shipped-glossaries", "--from", "ka", "--to", "hy")
    assert run.out.splitlines()[-1] == "   measured: not for this pair with these engines"


@pytest.mark.parametrize("words", [("--from", "en"), ("--from", "en", "--to", "!")])
def test_engines_needs_two_languages_or_none(fidelity_: Fidelity, words: tuple[str, ...]) -> None:
    """A mistake is one line and 2."""
    run = fidelity_("engines", *words)
    assert (run.exit, len(run.err.splitlines())) == (2, 1)


def test_a_loaded_glossary_translates_back(fidelity_: Fidelity) -> None:
    """A line per engine that serves the pair."""
    words = ("back-translate", "համաձայնագիր", "--from", "hy", "--to", "ka", "--glossary")
    run = fidelity_(*words, "clean.csv", *PLAIN)
    assert (run.exit, run.err) == (0, "")
    assert run.out.split(maxsplit=1)[0] == "termbase:clean"
    assert "შეთანხმება" in run.out


def test_back_translation_without_an_engine_says_so(fidelity_: Fidelity) -> None:
    """No engine serves the pair: that is no answer, and no empty page."""
    run = fidelity_("back-translate", "x", "--from", "hy", "--to", "ka", *PLAIN)
    assert (run.exit, run.out) == (2, "")
    assert "no engine that may be asked serves hy to ka" in run.err


def test_stats_count_languages_statuses_and_domains(fidelity_: Fidelity) -> None:
    """For each glossary."""
    lines = [line.split() for line in fidelity_("glossary", "stats", "clean.csv").out.splitlines()]
    assert ["language", "hy", "1"] in lines
    assert ["status", "preferred", "2"] in lines
    assert ["domain", "none", "1"] in lines


def test_convert_writes_another_format_and_replaces_nothing_unasked(
    fidelity_: Fidelity, folder: Path
) -> None:
    """A file that is there stays, unless it is to be replaced."""
    run = fidelity_("glossary", "convert", "clean.csv", "new.tbx")
    assert (run.exit, run.err) == (0, "new.tbx: 1 concept, 2 terms written\n")
    assert "համաձայնագիր" in (folder / "new.tbx").read_text("utf-8")
    assert fidelity_("glossary", "convert", "clean.csv", "new.tbx").exit == 2
    assert fidelity_("glossary", "convert", "clean.csv", "new.tbx", "--force").exit == 0
    assert fidelity_("glossary", "convert", "clean.csv", "clean.csv", "--force").exit == 2


# --- colours, pipes, signals, faults --------------------------------------------------------------


@pytest.mark.parametrize(
    ("color", "environment", "terminal", "shows"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_when_there_is_colour(
    color: Color, environment: dict[str, str], terminal: bool, shows: bool
) -> None:
    """The flag stands over NO_COLOR, that over FORCE_COLOR, that over the terminal."""
    assert colorful(color, environment, terminal=terminal) is shows


def test_a_pipe_gets_no_colour_unless_it_is_forced(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a process of its own, as in a script."""
    assert "\x1b" not in ended(process("check", "untidy.csv", *PLAIN, cwd=folder)).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[36mnote\x1b[0m" in ended(process("check", "untidy.csv", *PLAIN, cwd=folder)).out


def test_a_pipe_gets_utf8_whatever_the_locale(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Letters that the locale does not have are no fault."""
    monkeypatch.setenv("LC_ALL", "POSIX")
    monkeypatch.setenv("PYTHONCOERCECLOCALE", "0")
    monkeypatch.setenv("PYTHONUTF8", "0")
    run = ended(process("check", "untidy.csv", *PLAIN, cwd=folder))
    assert run.exit == 0
    assert "«համաձայնագիր»" in run.out


@on_linux
def test_a_reader_who_goes_away_is_no_fault(folder: Path) -> None:
    """``fidelity check … | head -0`` is quiet, and the gate still says 1."""
    reading, writing = os.pipe()
    os.close(reading)
    started = process(
        "check", "untidy.csv", "--fail-on", "note", *PLAIN, cwd=folder, stdout=writing
    )
    os.close(writing)
    assert ended(started) == Run(1, "", "")


@on_linux
def test_a_full_disk_ends_with_2_and_one_line(folder: Path) -> None:
    """On the screen's side and on the file's; what was there before stays."""
    with Path("/dev/full").open("w") as full:
        run = ended(process("check", "clean.csv", *PLAIN, cwd=folder, stdout=full))
    assert run.exit == 2
    assert run.err.startswith("fidelity: the output cannot be written (No space left on device)")
    assert run.err.count("\n") == 1
    (folder / "old.json").write_text("old")
    words = ("clean.csv", "--format", "json=old.json", "--format", "csv=/dev/full")
    run = ended(process("check", *words, *PLAIN, cwd=folder))
    assert run.exit == 2
    assert run.err.startswith("fidelity: /dev/full: the file cannot be written (No space left")
    assert (folder / "old.json").read_text() == "old"
    assert not list(folder.glob(".*"))


@on_linux
def test_a_folder_that_takes_no_files_ends_with_2(fidelity_: Fidelity) -> None:
    """The process file system takes none, not even from the administrator."""
    run = fidelity_.check("clean.csv", "--format", "json=/proc/report.json")
    assert (run.exit, run.out) == (2, "")
    assert run.err.startswith("fidelity: /proc/report.json: the file cannot be written")


@on_linux
def test_interruption_ends_with_130_and_one_line(folder: Path) -> None:
    """Ctrl-C while a file is being read, which the test holds open as long as it likes."""
    pipe = folder / "baseline.json"
    os.mkfifo(pipe)
    started = process("check", "clean.csv", "--baseline", str(pipe), *PLAIN, cwd=folder)
    held = _opened(pipe, started)
    try:
        started.send_signal(signal.SIGINT)
        assert ended(started) == Run(130, "", "fidelity: interrupted\n")
    finally:
        os.close(held)


def _opened(pipe: Path, started: subprocess.Popen[str]) -> int:
    """Open a named pipe for writing as soon as the process reads from it."""
    for _ in range(3000):
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            assert started.poll() is None, ended(started)
            time.sleep(0.01)
    pytest.fail("the process never opened the pipe")


def test_an_internal_fault_ends_with_70_and_tells_no_secret(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plug-in that falls over: one line names the type and the place, never the message."""
    site = folder / "site"
    (site / "broken-1.dist-info").mkdir(parents=True)
    (site / "broken-1.dist-info" / "METADATA").write_text("Name: broken\nVersion: 1\n")
    (site / "broken-1.dist-info" / "entry_points.txt").write_text(
        "[fidelity.reports]\nbroken = broken_report\n"
    )
    (site / "broken_report.py").write_text(
        'SUFFIX = ".x"\n\n'
        "def write(report, stream, *, color=False, view=None):\n"
        '    raise RuntimeError("embargoed text " + report.verdicts[0].rendering.text)\n'
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), str(site)]))
    words = ("clean.csv", "--format", "broken", "--verbose", *PLAIN)
    run = ended(process("check", *words, cwd=folder))
    assert (run.exit, run.out) == (70, "")
    assert run.err.startswith("fidelity: internal fault: RuntimeError at broken_report:4, called")
    assert "please report this line" in run.err
    assert run.err.count("\n") == 1
    assert "embargoed" not in run.err
    assert "համաձայնագիր" not in run.err


def test_the_module_can_be_run_like_the_command(folder: Path) -> None:
    """``python -m fidelity`` is the same."""
    run = subprocess.run(
        [sys.executable, "-m", "fidelity", "--version"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (0, f"fidelity {fidelity.__version__}\n")


def _all_of(terminal: int) -> Iterator[bytes]:
    """Read a terminal that nobody writes to any more; a single read may bring a part only."""
    try:
        while piece := os.read(terminal, 4096):
            yield piece
    except OSError:  # Linux says so where the other end is closed
        return


@on_linux
def test_progress_is_drawn_on_a_terminal_and_nowhere_else() -> None:
    """One line, drawn over, and wiped at the end; none in a file, none where quiet is asked for."""
    master, slave = os.openpty()
    with open(slave, "w", encoding="utf-8") as terminal:  # noqa: PTH123
        progress = Console(io.StringIO(), terminal).progress()
        progress("building tables", 1, 2)
        progress("building tables", 2, 2)
        silent = Console(io.StringIO(), terminal, quiet=True).progress()
        silent("hidden", 1, 2)
    drawn = b"".join(_all_of(master)).decode()
    os.close(master)
    assert "1/2 building tables" in drawn
    assert drawn.endswith("\r\x1b[K")
    assert "hidden" not in drawn
    file = io.StringIO()
    Console(io.StringIO(), file).progress()("building tables", 1, 2)
    assert file.getvalue() == ""


def test_a_remark_is_one_line_that_no_file_can_forge() -> None:
    """Line breaks and escapes in a file name are shown, not obeyed."""
    err = io.StringIO()
    Console(io.StringIO(), err).remark("a\nb\x1b[2J")
    assert err.getvalue() == "a\\x0ab\\x1b[2J\n"


def test_usage_errors_are_what_the_console_raises_on_a_full_disk() -> None:
    """The console leaves the exit to the command line."""
    if sys.platform == "linux":
        with Path("/dev/full").open("w") as full, pytest.raises(UsageError):
            Console(full, io.StringIO()).say("x")
