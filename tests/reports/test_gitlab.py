"""The code quality report of GitLab."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from fidelity.model import Finding, Level, Report, Unchecked
from fidelity.reports.gitlab import write

SCHEMA = Path(__file__).parent / "schemas" / "gitlab-code-quality.schema.json"
VALID = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def issues(report: Report) -> list[dict[str, Any]]:
    """Write a report and hold it against the schema."""
    stream = io.StringIO()
    write(report, stream)
    found = json.loads(stream.getvalue())
    VALID.validate(found)
    return list(found)


def test_a_finding_is_an_issue_at_its_place(translated: Report) -> None:
    """With both texts in its description."""
    first = issues(translated)[0]
    assert first["check_name"] == "force-shift"
    assert first["location"] == {"path": "press/ru/a.md", "lines": {"begin": 12}}
    assert first["fingerprint"] == "e5f6"
    assert ">>deplores<<" in first["description"]


@pytest.mark.parametrize(
    ("level", "severity"), [("error", "critical"), ("warning", "minor"), ("note", "info")]
)
def test_levels_become_severities(level: Level, severity: str) -> None:
    """An error stands out above all else."""
    (issue,) = issues(Report((), (Finding("r", level, "m"),), (), ""))
    assert issue["severity"] == severity


def test_what_was_not_checked_is_an_issue(sample: Report, fault: Unchecked) -> None:
    """Or a merge request would look clean."""
    (issue,) = issues(replace(sample, findings=(), unchecked=(fault,)))
    assert (issue["check_name"], issue["severity"]) == ("unchecked", "major")
    assert fault.message in issue["description"]


def test_no_two_issues_share_a_fingerprint(translated: Report) -> None:
    """GitLab would show one of them only."""
    twice = replace(translated, findings=(*translated.findings, *translated.findings))
    stamps = [issue["fingerprint"] for issue in issues(twice)]
    assert len(set(stamps)) == len(stamps) == 4


def test_nothing_found_is_an_empty_list() -> None:
    """As GitLab wants it."""
    assert issues(Report((), (), (), "")) == []
