"""Documented drifts: reading them, judging them, and the ones that are shipped."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fidelity import cases, plugins, shelf, text
from fidelity.errors import InputError
from fidelity.model import Finding, Glossary, Kind, Level, Report, Tag

GOOD = """\
- id: floor
  date: "1999-05-04"
  what-happened: The chair gave the floor, and the interpreter spoke of carpentry.
  sources: [Minutes of the meeting]
  from: en
  to: ru
  term: floor
  wrong: пол
  right: [слово]
  kind: sense
  sentence: The delegate asked for the floor.
  wrong-translation: Делегат попросил пол.
  right-translation: Делегат попросил слова.
"""

PLANNED = {
    *("added-text", "ambiguous-rendering", "attribution-shift", "avoided-term", "drifted-meaning"),
    *("false-friend", "force-shift", "inconsistent-term", "loaded-name", "missing-term"),
    *("modality-shift", "name-shift", "omitted-text", "polarity-shift", "quantity-shift"),
    *("scope-shift", "untranslated-text"),
}
"""Rules that the design names; a case may wait for one of these or for one that is there."""


def write(folder: Path, content: str | bytes, name: str = "mine.yaml") -> Path:
    """Write a file of cases."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def flagging(*renderings: str, level: Level = "error") -> cases.Audit:
    """Make an audit that flags exactly these renderings."""

    def audit(asked: Sequence[Glossary], _source: Tag, target: Tag) -> Report:
        found = [
            Finding("test-rule", level, "means something else", concept=concept.id)
            for glossary in asked
            for concept in glossary.concepts
            for term in concept.in_language(target)
            if term.text in renderings
        ]
        return Report((), tuple(found), (), "")

    return audit


def silent(_sentence: str, _translation: str, _source: Tag, _target: Tag) -> Sequence[Finding]:
    """Find nothing in any sentence."""
    return ()


def marking(*translations: str, level: Level = "error") -> cases.Check:
    """Make a check that flags exactly these translations."""

    def check(sentence: str, translation: str, _source: Tag, _target: Tag) -> Sequence[Finding]:
        assert sentence == "The delegate asked for the floor."
        flags = [Finding("text-rule", level, "says something else")]
        return flags if translation in translations else ()

    return check


def test_a_case_is_read_with_its_place(tmp_path: Path) -> None:
    """Every field arrives, and the place is the line on which the case begins."""
    (case,) = cases.read(write(tmp_path, "# a comment\n" + GOOD), "mine.yaml")
    assert case.id == "floor"
    assert (case.source, case.target) == ("en", "ru")
    assert case.right == ("слово",)
    assert case.date == "1999-05-04"
    assert str(case.place) == "mine.yaml:2:3"
    assert not case.disputed


def test_one_right_rendering_needs_no_list(tmp_path: Path) -> None:
    """A single string is a list of one."""
    (case,) = cases.read(write(tmp_path, GOOD.replace("[слово]", "слово")))
    assert case.right == ("слово",)


def test_a_year_needs_no_quotation_marks(tmp_path: Path) -> None:
    """YAML takes 1999 for a number and no for false; a case means what is written."""
    (case,) = cases.read(
        write(tmp_path, GOOD.replace('"1999-05-04"', "1999").replace("to: ru", "to: no"))
    )
    assert (case.date, case.target) == ("1999", "no")


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("  term: floor\n", "", 1, "“term” is missing"),
        ("term: floor", "tern: floor", 7, "“tern” is no field of a case"),
        ("term: floor", "term:", 7, "“term” has no text"),
        ("term: floor", "term: [floor]", 7, "“term” has no text"),
        ("term: floor", 'term: "\\ud800"', 7, "“term” holds half a character"),
        ("kind: sense", "kind: nonsense", 10, "“nonsense” is no kind"),
        ("id: floor", "id: The Floor", 1, "“The Floor” does not fit “id”"),
        ("from: en", "from: English", 5, "“English” does not fit “from”"),
        ("from: en", "from: qx", 5, "“qx” is no language tag"),
        ("from: en", "from: ru", 6, "both languages are the same"),
        ("1999-05-04", "1999-13-01", 2, "does not fit “date”"),
        ("1999-05-04", "1999-02-30", 2, "there is no day 1999-02-30"),
        ("[слово]", "[]", 9, "“right” is empty"),
        ("[слово]", "[слово, слово]", 9, "“right” repeats itself"),
        ("[слово]", "[слово, пол]", 8, "the wrong rendering is among the right ones"),
        ("[Minutes of the meeting]", "[]", 4, "no source is given"),
        ("[Minutes of the meeting]", "Minutes", 4, "“sources” must be a list"),
        ("kind: sense", "kind: sense\n  disputed: perhaps", 11, "neither true nor false"),
        ("kind: sense", "kind: sense\n  kind: sense", 11, "“kind” stands twice"),
        ("Делегат попросил слова.", "Делегат попросил пол.", 13, "both translations are the same"),
        ("The chair gave", "It\n", 4, "this is not well-formed YAML"),
    ],
)
def test_a_faulty_case_names_the_line(
    tmp_path: Path, old: str, new: str, line: int, problem: str
) -> None:
    """A fault is one line with file, line, what is wrong and what to do."""
    path = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(InputError) as caught:
        cases.read(path, "mine.yaml")
    message = str(caught.value)
    assert message.startswith(f"mine.yaml:{line}:")
    assert problem in message
    assert "; " in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "there is no list of cases"),
        (b"id: floor\n", "there is no list of cases"),
        (b"- floor\n", "this is no case"),
        ("- Räume".encode("latin-1"), "this is not UTF-8"),
        (b"- \x00", "a character that YAML does not allow"),
        (b"[" * 5000, "nested too deep"),
        (b"- &a [*a]\n- *b\n", "not well-formed"),
        (b"#" * 4_000_001, "too large"),
    ],
)
def test_a_file_without_cases_is_one_clear_line(
    tmp_path: Path, content: bytes, problem: str
) -> None:
    """Empty, binary, foreign and hostile files are refused with a reason."""
    with pytest.raises(InputError, match=problem):
        cases.read(write(tmp_path, content))


@given(st.binary(max_size=200) | st.text(alphabet="-:[]{}&*!|>'\"#a \n", max_size=60))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_file_breaks_the_reader(tmp_path: Path, content: str | bytes) -> None:
    """Whatever the bytes, the reader gives cases or says what is wrong."""
    path = write(tmp_path, content)
    with contextlib.suppress(InputError):
        assert cases.read(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A path that is not there, and a folder without cases, are said to be so."""
    with pytest.raises(InputError, match="no such file"):
        cases.run([tmp_path / "nothing.yaml"])
    with pytest.raises(InputError, match="no cases are here"):
        cases.run([tmp_path])


def test_the_same_id_twice_names_both_places(tmp_path: Path) -> None:
    """Ids are unique in a file and among files, because results are told by them."""
    with pytest.raises(InputError, match=r"taken at .*mine\.yaml:1:3"):
        cases.read(write(tmp_path, GOOD + GOOD))
    write(tmp_path, GOOD)
    write(tmp_path, GOOD, "other.yaml")
    with pytest.raises(InputError, match=r"other\.yaml.*taken at .*mine\.yaml:1:3"):
        cases.run([tmp_path], audit=flagging(), check=silent)


def outcome(
    folder: Path, audit: cases.Audit, extra: str = "", check: cases.Check = silent
) -> cases.CaseResult:
    """Judge the one good case."""
    (result,) = cases.run([write(folder, GOOD + extra)], audit=audit, check=check)
    return result


def test_a_case_passes_when_the_wrong_one_alone_is_flagged(tmp_path: Path) -> None:
    """The wrong rendering is found and the right one is not."""
    assert outcome(tmp_path, flagging("пол")).outcome == "passed"
    assert outcome(tmp_path, flagging("пол", level="warning")).outcome == "passed"


def test_a_note_is_not_enough(tmp_path: Path) -> None:
    """Flagged means level warning or error, for the wrong and for the right rendering."""
    missed = outcome(tmp_path, flagging("пол", "слово", level="note"))
    assert missed.outcome == "failed"
    assert missed.message.startswith("not flagged though wrong: “пол”")


def test_a_false_alarm_fails_the_case(tmp_path: Path) -> None:
    """A flagged right rendering fails the case, even a disputed one."""
    alarm = flagging("пол", "слово")
    assert outcome(tmp_path, alarm).outcome == "failed"
    result = outcome(tmp_path, alarm, "  disputed: true\n")
    assert result.outcome == "failed"
    assert result.message.startswith("flagged though right: “слово”")


WRONG, RIGHT = "Делегат попросил пол.", "Делегат попросил слова."


def test_a_case_passes_when_the_wrong_translation_alone_is_flagged(tmp_path: Path) -> None:
    """What the audit cannot see in a word, the rules for texts may see in the sentence."""
    found = outcome(tmp_path, flagging(), check=marking(WRONG, level="warning"))
    assert (found.outcome, found.found_by) == ("passed", ("text-rule",))
    assert outcome(tmp_path, flagging(), check=marking(WRONG, level="note")).outcome == "failed"


def test_a_result_names_every_rule_that_found_what_is_wrong(tmp_path: Path) -> None:
    """Those of the audit and those of the text, and none that found nothing."""
    found = outcome(tmp_path, flagging("пол"), check=marking(WRONG))
    assert found.found_by == ("test-rule", "text-rule")
    assert outcome(tmp_path, flagging("пол")).found_by == ("test-rule",)


def test_a_false_alarm_on_the_right_translation_fails_the_case(tmp_path: Path) -> None:
    """Even though the audit got both renderings right; waiting for that very rule excuses it."""
    alarm = marking(WRONG, RIGHT)
    result = outcome(tmp_path, flagging("пол"), check=alarm)
    assert result.outcome == "failed"
    assert result.message.startswith(f"flagged though right: “{RIGHT}”")
    waits = "  waits-for: text-rule\n"
    assert outcome(tmp_path, flagging("пол"), waits, alarm).outcome == "expected-failure"
    waits = "  waits-for: test-rule\n"
    assert outcome(tmp_path, flagging("пол"), waits, alarm).outcome == "failed"


def test_waiting_excuses_a_false_alarm_of_that_rule_alone(tmp_path: Path) -> None:
    """A case may wait for a rule to become better, but not for one rule because of another."""
    alarm = flagging("пол", "слово")
    assert outcome(tmp_path, alarm, "  waits-for: some-rule\n").outcome == "failed"
    assert outcome(tmp_path, alarm, "  waits-for: test-rule\n").outcome == "expected-failure"


def test_a_disputed_case_may_be_flagged_or_not(tmp_path: Path) -> None:
    """Where it is contested that a rendering is wrong, both answers are good."""
    for audit in (flagging(), flagging("пол")):
        assert outcome(tmp_path, audit, "  disputed: true\n").outcome == "passed"


def test_a_waiting_case_fails_as_expected_until_it_passes(tmp_path: Path) -> None:
    """Passing unexpectedly is told, so that somebody takes out the line."""
    waits = "  waits-for: some-rule\n"
    assert outcome(tmp_path, flagging(), waits).outcome == "expected-failure"
    assert outcome(tmp_path, flagging("пол"), waits).outcome == "unexpected-pass"


def test_the_message_says_what_was_found(tmp_path: Path) -> None:
    """Each rendering and translation has a line with the findings, or says that there was none."""
    message = outcome(tmp_path, flagging("пол"), check=marking(WRONG)).message
    assert "wrong “пол”: error test-rule: means something else" in message
    assert "right “слово”: nothing at level warning or above" in message
    assert "wrong translation: error text-rule: says something else" in message
    assert "right translation: nothing at level warning or above" in message


def test_the_shipped_glossaries_and_rules_look_at_the_sentences() -> None:
    """Unless a project says otherwise: a yes for a no is found without any engine."""
    check = cases.default_check()
    sentence = "The delegation did not sign the treaty."
    wrong = check(sentence, "Делегация подписала договор.", "en", "ru")
    assert "polarity-shift" in [finding.rule for finding in wrong]
    assert not check(sentence, "Делегация не подписала договор.", "en", "ru")


def test_each_pair_is_asked_once(tmp_path: Path) -> None:
    """The audit sees every rendering of a language pair at once, each in a glossary of its own."""
    other = GOOD.replace("id: floor", "id: boden").replace("to: ru", "to: de")
    third = GOOD.replace("id: floor", "id: chair")
    asked: list[tuple[Tag, Tag, list[str]]] = []

    def audit(glossaries: Sequence[Glossary], source: Tag, target: Tag) -> Report:
        asked.append((source, target, [one.concepts[0].id for one in glossaries]))
        return Report((), (), (), "")

    path = write(tmp_path, GOOD + other + third)
    results = cases.run([path], audit=audit, check=silent)
    assert [result.id for result in results] == ["floor", "boden", "chair"]
    assert asked == [
        ("en", "ru", ["floor.wrong", "floor.right-1", "chair.wrong", "chair.right-1"]),
        ("en", "de", ["boden.wrong", "boden.right-1"]),
    ]


def test_the_renderings_stand_side_by_side(tmp_path: Path) -> None:
    """Source, wrong and right are set under one another with their sentences."""
    (case,) = cases.read(write(tmp_path, GOOD), "mine.yaml")
    head, story, *rows = cases.side_by_side(case).splitlines()
    assert head == "mine.yaml:1:3: floor (en → ru, sense)"
    assert story.startswith("1999-05-04: The chair")
    assert rows == [
        "  source  floor  The delegate asked for the floor.",
        "  wrong   пол    Делегат попросил пол.",
        "  right   слово  Делегат попросил слова.",
    ]


def shipped_files() -> list[Path]:
    """List the shipped files of cases."""
    return sorted(shelf.shipped("cases").glob("*.yaml"))


def schema() -> dict[str, Any]:
    """Load the published schema."""
    loaded: dict[str, Any] = json.loads(shelf.table("case.schema.json").read_text("utf-8"))
    return loaded


def test_the_schema_and_the_model_name_the_same_kinds() -> None:
    """The closed list of kinds in the schema is that of the model."""
    assert schema()["items"]["properties"]["kind"]["enum"] == list(get_args(Kind))


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.name)
def test_shipped_cases_fit_the_schema(path: Path) -> None:
    """A text editor with the schema accepts what is shipped, and names it in the first line."""
    jsonschema = pytest.importorskip("jsonschema")
    content = path.read_text(encoding="utf-8")
    jsonschema.validate(yaml.safe_load(content), schema())
    assert content.startswith("# yaml-language-server: $schema=../fidelity/data/case.schema.json\n")


def test_shipped_cases_are_many_and_of_many_kinds() -> None:
    """At least eighty cases, most of all between English and Russian, and a dozen pairs more."""
    found = [case for path in shipped_files() for case in cases.read(path)]
    pairs = [(case.source, case.target) for case in found]
    assert len({case.id for case in found}) == len(found) >= 80
    assert pairs.count(("en", "ru")) + pairs.count(("ru", "en")) >= 30
    assert len(set(pairs)) >= 14
    assert len({case.kind for case in found}) >= 12


def test_shipped_cases_wait_for_rules_that_exist_or_are_planned() -> None:
    """A misspelt rule name would make a case wait for ever."""
    for path in shipped_files():
        for case in cases.read(path, path.name):
            if case.waits_for:
                assert case.waits_for in {*PLANNED, *plugins.names("rules")}, case.place


def test_shipped_cases_show_the_drift_in_their_sentences() -> None:
    """The three sentences differ, and each is written in the script of its language."""
    for path in shipped_files():
        for case in cases.read(path, path.name):
            three = {case.sentence, case.wrong_translation, case.right_translation}
            assert len(three) == 3, case.place
            for wording in (case.wrong, *case.right):
                shared = text.scripts(wording) & text.scripts(case.right_translation)
                assert shared or case.kind == "untranslated", case.place
