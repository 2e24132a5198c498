"""The report in JUnit XML."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from fidelity.model import Finding, Level, Place, Report, Span, Unchecked
from fidelity.protocols import View
from fidelity.reports.junit import write

VALID = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / "junit.xsd"))


def suites(report: Report, view: View | None = None) -> etree._Element:
    """Write a report, hold it against the schema, and give its root."""
    stream = io.StringIO()
    write(report, stream, view=view)
    root = etree.fromstring(stream.getvalue().encode())
    VALID.assertValid(root)
    return root


def test_a_file_is_a_suite_and_a_finding_a_case(translated: Report) -> None:
    """What was let stand is a case too, one that was skipped."""
    root = suites(translated)
    assert [(suite.get("name"), suite.get("tests")) for suite in root] == [("press/ru/a.md", "3")]
    assert [case.get("name") for case in root.iter("testcase")] == [
        "force-shift at press/ru/a.md:12:9",
        "omitted-text at press/ru/a.md:14:1",
        "force-shift at press/ru/a.md:21:4",
    ]


@pytest.mark.parametrize(
    ("level", "fail_on", "fails"),
    [("error", "error", True), ("warning", "error", False), ("warning", "note", True)],
)
def test_only_what_fails_the_run_is_a_failed_case(
    level: Level, fail_on: Level, fails: bool
) -> None:
    """The rest is passed, with its words as output."""
    report = Report((), (Finding("r", level, "m"),), (), "")
    root = suites(report, View(fail_on=fail_on))
    assert root.get("failures") == str(int(fails))
    assert (root.find(".//system-out") is None) == fails


def test_a_failure_quotes_both_texts(translated: Report) -> None:
    """The page of a build server shows nothing but this."""
    failure = suites(translated).findtext(".//failure")
    assert failure is not None
    assert "source press/en/a.md:10:14: The Minister >>deplores<< the <b>strike</b>." in failure
    assert "target press/ru/a.md:12:9: Министр >>осуждает<< удар." in failure
    assert "instead: выражает сожаление" in failure


def test_what_was_not_checked_is_an_error(sample: Report, fault: Unchecked) -> None:
    """Not a failure: nothing was found, nor was anything right."""
    root = suites(replace(sample, findings=(), unchecked=(fault,)))
    assert (root.get("errors"), root.get("failures")) == ("1", "0")
    error = root.find(".//error")
    assert error is not None
    assert (error.get("type"), error.get("message")) == ("timeout", fault.message)


def test_what_was_let_stand_is_skipped(translated: Report) -> None:
    """With the reason."""
    skipped = suites(translated).find(".//skipped")
    assert skipped is not None
    assert "the wording of the resolution" in str(skipped.get("message"))


def test_a_clean_run_has_one_case_that_passed() -> None:
    """Build servers take a report without cases for a broken one."""
    root = suites(Report((), (), (), ""))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("1", "0", "0")


@given(st.text(), st.text(min_size=1))
def test_any_text_gives_valid_xml(message: str, file: str) -> None:
    """Characters that XML cannot hold, and markup, come from documents every day."""
    finding = Finding("r", "error", message, target=Span(Place(file, 1, 1), message))
    suites(Report((), (finding,), (Unchecked("timeout", message),), ""))
