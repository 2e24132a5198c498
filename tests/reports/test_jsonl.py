"""The report for streams."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import jsonschema

from fidelity.model import Report, Unchecked
from fidelity.protocols import View
from fidelity.reports import json as whole
from fidelity.reports.jsonl import write
from fidelity.shelf import table

SCHEMA = json.loads(table("report.schema.json").read_text(encoding="utf-8"))


def lines(report: Report, view: View | None = None) -> list[dict[str, Any]]:
    """Write a report and read it line by line, as a stream is read."""
    stream = io.StringIO()
    write(report, stream, view=view)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_each_line_is_what_the_json_report_says(translated: Report, fault: Unchecked) -> None:
    """The same parts with the same fields, and the schema of each part holds."""
    report = replace(translated, unchecked=(fault,))
    stream = io.StringIO()
    whole.write(report, stream)
    document = json.loads(stream.getvalue())
    by_type: dict[str, list[Any]] = {}
    for line in lines(report):
        by_type.setdefault(line.pop("type"), []).append(line)
    for kind, field in (
        ("finding", "findings"),
        ("unchecked", "unchecked"),
        ("segment", "segments"),
    ):
        assert by_type[kind] == document[field]
        part = {"$ref": f"#/$defs/{kind}", "$defs": SCHEMA["$defs"]}
        for each in by_type[kind]:
            jsonschema.Draft202012Validator(part).validate(each)


def test_a_verdict_is_a_line(sample: Report) -> None:
    """As many as there are renderings."""
    assert sum(line["type"] == "verdict" for line in lines(sample)) == len(sample.verdicts)


def test_the_first_line_says_what_this_is_and_the_last_how_it_ended(sample: Report) -> None:
    """A reader who never sees the last line knows that the report is not whole."""
    first, *_, last = lines(sample, View(exit=1, reason="1 error"))
    assert (first["type"], first["schema"], first["signature"]) == ("run", 1, sample.signature)
    assert (last["type"], last["exit"], last["reason"]) == ("status", 1, "1 error")
    assert last["counts"]["error"] == 1


def test_a_line_break_in_a_text_makes_no_line(sample: Report) -> None:
    """Nor does the separator of lines that JSON lets stand."""
    odd = replace(sample.findings[1], message="a\nb\u2028c")
    stream = io.StringIO()
    write(replace(sample, verdicts=(), findings=(odd,)), stream)
    assert stream.getvalue().count("\n") == 3
