"""The report in SARIF."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity import plugins
from fidelity.model import Finding, Place, Report, Span, Unchecked
from fidelity.protocols import View
from fidelity.reports.sarif import write

SCHEMA = Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json"
VALID = jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def run(report: Report, view: View | None = None) -> Any:
    """Write a report, hold it against the schema of the standard, and give its one run."""
    stream = io.StringIO()
    write(report, stream, view=view)
    log = json.loads(stream.getvalue())
    VALID.validate(log)
    (only,) = log["runs"]
    return only


def test_an_audit_of_a_glossary_is_valid(sample: Report, fault: Unchecked) -> None:
    """With findings, evidence and a fault."""
    assert len(run(replace(sample, unchecked=(fault,)))["results"]) == 2


def test_the_place_in_the_translation_is_the_location(translated: Report) -> None:
    """The words, their columns in code points, and the sentence around them."""
    result = run(translated)["results"][0]
    physical = result["locations"][0]["physicalLocation"]
    assert physical == {
        "artifactLocation": {"uri": "press/ru/a.md", "uriBaseId": "%SRCROOT%"},
        "region": {
            "startLine": 12,
            "startColumn": 9,
            "endColumn": 17,
            "snippet": {"text": "осуждает"},
        },
        "contextRegion": {
            "startLine": 12,
            "endLine": 12,
            "snippet": {"text": "Министр осуждает удар."},
        },
    }


def test_the_place_in_the_original_is_a_related_location(translated: Report) -> None:
    """It says what it is."""
    (related,) = run(translated)["results"][0]["relatedLocations"]
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "press/en/a.md"
    assert related["physicalLocation"]["region"]["startLine"] == 10
    assert related["message"]["text"] == "the original: deplores"


def test_columns_count_code_points(translated: Report) -> None:
    """As our places do, whatever plane a character is of."""
    assert run(translated)["columnKind"] == "unicodeCodePoints"


def test_a_finding_without_a_translation_is_located_in_the_original() -> None:
    """So that it can be shown somewhere."""
    finding = Finding("r", "note", "m", source=Span(Place("a.md", 4, 2), "x"))
    (result,) = run(Report((), (finding,), (), ""))["results"]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 4
    assert "relatedLocations" not in result


def test_every_location_has_a_line() -> None:
    """Where a format has none: tools that show findings in a diff drop what has no line."""
    finding = Finding("r", "note", "m", target=Span(Place("a.docx"), "x"))
    (result,) = run(Report((), (finding,), (), ""))["results"]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 1


@pytest.mark.parametrize("level", ["note", "warning", "error"])
def test_levels_are_those_of_the_standard(level: Any) -> None:
    """No table in between."""
    (result,) = run(Report((), (Finding("r", level, "m"),), (), ""))["results"]
    assert result["level"] == level


def test_a_finding_keeps_its_fingerprint(translated: Report) -> None:
    """So that a tool knows it again when lines move."""
    assert run(translated)["results"][0]["partialFingerprints"] == {"fidelity/v1": "e5f6"}


def test_what_was_let_stand_is_suppressed_with_its_reason(translated: Report) -> None:
    """A remark in the document is in the source; all others are none."""
    results = run(translated)["results"]
    assert [result["suppressions"] != [] for result in results] == [False, False, True]
    (suppression,) = results[2]["suppressions"]
    assert suppression["kind"] == "inSource"
    assert suppression["status"] == "accepted"
    assert suppression["justification"] == "the wording of the resolution"
    assert suppression["location"]["physicalLocation"]["region"]["startLine"] == 20


@pytest.mark.parametrize("by", ["settings", "editor", "baseline"])
def test_decisions_elsewhere_are_external(translated: Report, by: Any) -> None:
    """In the settings, in the table of accepted renderings, in the baseline."""
    item = replace(translated.suppressed[0], by=by)
    results = run(replace(translated, suppressed=(item,)))["results"]
    assert results[-1]["suppressions"][0]["kind"] == "external"


def test_each_rule_that_found_something_has_its_page(sample: Report) -> None:
    """Summary, help and level, as the rule says them itself; a result points to its rule."""
    only = run(sample)
    rules = only["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["drifted-meaning", "untidy-term"]
    assert [rules[result["ruleIndex"]]["id"] for result in only["results"]] == [
        result["ruleId"] for result in only["results"]
    ]
    page = plugins.load("rules", "untidy-term").__doc__
    assert page is not None
    assert rules[1]["shortDescription"]["text"] == page.splitlines()[0]
    assert "Why it matters" in rules[1]["help"]["text"]
    assert rules[1]["defaultConfiguration"]["level"] == "note"
    assert rules[1]["name"] == "UntidyTerm"


def test_a_rule_that_is_not_ours_is_named() -> None:
    """A library user may have found something by other means."""
    only = run(Report((), (Finding("house-rule", "note", "m"),), (), ""))
    assert only["tool"]["driver"]["rules"] == [{"id": "house-rule"}]


def test_what_was_not_checked_makes_the_run_unsuccessful(sample: Report, fault: Unchecked) -> None:
    """Nobody takes it for a clean run."""
    view = View(exit=3, reason="1 fault (timeout)")
    (invocation,) = run(replace(sample, unchecked=(fault,)), view)["invocations"]
    assert invocation["executionSuccessful"] is False
    assert (invocation["exitCode"], invocation["exitCodeDescription"]) == (3, "1 fault (timeout)")
    (told,) = invocation["toolExecutionNotifications"]
    assert told["descriptor"] == {"id": "timeout"}
    assert told["message"]["text"] == fault.message
    assert told["locations"][0]["physicalLocation"]["region"] == {"startLine": 5, "startColumn": 10}


def test_a_run_in_which_all_was_checked_is_successful(sample: Report) -> None:
    """Findings are no fault of the run."""
    assert run(sample)["invocations"][0]["executionSuccessful"] is True


def test_paths_are_relative_and_encoded() -> None:
    """They are addresses: what has a meaning in one is encoded, and nothing is absolute."""
    finding = Finding("r", "note", "m", target=Span(Place("/srv/a b/ü#1.md", 1, 1), "x"))
    (result,) = run(Report((), (finding,), (), ""), View(base="/srv"))["results"]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "a%20b/%C3%BC%231.md", "uriBaseId": "%SRCROOT%"}


def test_a_stretch_with_markup_in_it_claims_no_end(translated: Report) -> None:
    """Where the text in the file is longer than what is read, only the beginning is sure."""
    finding = translated.findings[0]
    assert finding.target is not None
    assert finding.target.context is not None
    longer = replace(finding.target.context, last=Place("press/ru/a.md", 12, 60))
    target = replace(finding.target, context=longer)
    result = run(replace(translated, findings=(replace(finding, target=target),)))["results"][0]
    assert "endColumn" not in result["locations"][0]["physicalLocation"]["region"]


@given(st.text(), st.text(min_size=1), st.text(min_size=1).map(lambda text: "/" + text))
def test_any_text_gives_a_valid_log(message: str, words: str, file: str) -> None:
    """Whatever stands in a message, a document or a file name."""
    finding = Finding("r", "note", message, target=Span(Place(file, 1, 1), words))
    run(Report((), (finding,), (), ""))
