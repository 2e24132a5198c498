"""The report for programs."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from fidelity.model import Place, Report, Score, Span, Unchecked
from fidelity.protocols import View
from fidelity.reports.json import write
from fidelity.shelf import table

SCHEMA = json.loads(table("report.schema.json").read_text(encoding="utf-8"))


def text(report: Report, view: View | None = None) -> str:
    """Write a report into a string."""
    stream = io.StringIO()
    write(report, stream, view=view)
    return stream.getvalue()


def document(report: Report, view: View | None = None) -> Any:
    """Write a report, hold it against the schema, and read it back."""
    found = json.loads(text(report, view))
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    return found


def test_the_schema_itself_is_valid() -> None:
    """It is a JSON Schema of the draft that it names."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_a_full_report_fits_the_schema(sample: Report, fault: Unchecked) -> None:
    """With findings, verdicts of every kind, and a fault."""
    found = document(
        replace(sample, unchecked=(fault,)), View(exit=3, reason="1 fault", base="/somewhere")
    )
    assert list(found) == list(SCHEMA["properties"])
    assert found["status"] == {"exit": 3, "reason": "1 fault"}


def test_an_empty_report_fits_the_schema() -> None:
    """A library may write a report without having run a command."""
    assert document(Report((), (), (), ""))["status"] == {"exit": None, "reason": ""}


def test_the_schema_refuses_fields_that_are_not_documented(sample: Report) -> None:
    """So that a field cannot be added without the schema being brought up to date."""
    found = json.loads(text(sample))
    for part in (found, found["tool"], found["verdicts"][0], found["findings"][0]["target"]):
        part["extra"] = 1
        assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(found)
        del part["extra"]
    assert jsonschema.Draft202012Validator(SCHEMA).is_valid(found)


def test_a_verdict_has_the_fields_of_the_contract(sample: Report) -> None:
    """Words, languages, status, and the evidence line by line."""
    found = document(sample)["verdicts"][0]
    assert list(found) == [
        "concept",
        "source",
        "rendering",
        "verdict",
        "probability",
        "kind",
        "meaning",
        "evidence",
    ]
    assert found["source"] == {"lang": "en", "text": "reset"}
    assert found["rendering"] == {"lang": "ru", "text": "перегрузка", "status": "preferred"}
    assert found["evidence"][1]["answers"] == ["overload", "overwork"]


def test_a_finding_names_both_places(sample: Report) -> None:
    """Lines and columns count from 1; without a segment, the place stands for it."""
    found = document(sample)["findings"][0]
    assert found["target"] == {
        "file": "house/button.csv",
        "line": 3,
        "column": 7,
        "start": None,
        "end": None,
        "text": "перегрузка",
    }
    assert found["segment"] == "house/button.csv:3"


def test_the_same_findings_in_another_order_give_the_same_bytes(
    sample: Report, fault: Unchecked
) -> None:
    """Neither the order of the work nor that of the files shows."""
    both = (fault, replace(fault, engine="service:a"))
    shuffled = replace(
        sample,
        verdicts=sample.verdicts[::-1],
        findings=sample.findings[::-1],
        unchecked=both[::-1],
    )
    assert text(shuffled) == text(replace(sample, unchecked=both))


def test_numbers_are_rounded_and_nought_has_no_sign(sample: Report) -> None:
    """The last digits of a sum would differ from machine to machine."""
    found = document(sample)["verdicts"][1]
    assert found["probability"] == 0.031235
    assert str(found["evidence"][0]["points"]) == "0.0"


def test_letters_are_written_as_they_are(sample: Report) -> None:
    """A person can read the file."""
    assert "перегрузка" in text(sample)


def test_counts_are_given_even_where_the_report_brings_none(sample: Report) -> None:
    """A report that was made by hand counts itself."""
    counts = document(sample)["counts"]
    assert (counts["renderings"], counts["drifted"], counts["cannot-tell"]) == (3, 1, 1)
    assert (counts["error"], counts["note"], counts["accepted"]) == (1, 1, 0)


@pytest.mark.parametrize(
    ("base", "shown"), [("/office/desk/work", "in/a.csv"), ("/office/desk/x", "../work/in/a.csv")]
)
def test_no_path_is_absolute(sample: Report, base: str, shown: str) -> None:
    """Files are named as seen from the working folder, or by their name alone."""
    span = Span(Place("/office/desk/work/in/a.csv", 1, 1), "x")
    for segment in (None, "/office/desk/work/in/a.csv:1"):
        drift = replace(sample.findings[0], target=span, segment=segment)
        found = replace(sample, findings=(drift,))
        finding = document(found, View(base=base))["findings"][0]
        assert (finding["target"]["file"], finding["segment"]) == (shown, f"{shown}:1")
        assert "/office" not in text(found)


def test_a_segment_that_has_an_id_keeps_it(sample: Report) -> None:
    """A unit of a text is known by its own name."""
    found = replace(sample, findings=(replace(sample.findings[0], segment="unit-7"),))
    assert document(found)["findings"][0]["segment"] == "unit-7"


def test_a_finding_in_a_translation_names_its_segment_by_the_original(translated: Report) -> None:
    """With the offsets of the words in the sentence, on both sides."""
    found = document(translated)["findings"][0]
    assert found["segment"] == "press/en/a.md:10"
    assert (found["source"]["start"], found["source"]["end"]) == (13, 21)
    assert found["target"]["text"] == "осуждает"


def test_segments_have_scores_where_they_are_asked_for(translated: Report) -> None:
    """As many as the report has; and the segments are counted."""
    found = document(translated)
    assert found["segments"] == [{"id": "press/en/a.md:10", "score": 0.25}]
    assert found["counts"]["segments"] == 7


def test_segments_are_named_as_seen_from_the_working_folder(translated: Report) -> None:
    """A segment without an id is named after its place, which must not be told in full."""
    origin = translated.findings[0].source
    assert origin is not None
    place = replace(origin.place, file="/office/desk/en.md")
    finding = replace(
        translated.findings[0], segment="/office/desk/en.md:10", source=replace(origin, place=place)
    )
    scores = (Score("/office/desk/en.md:10", 1.0),)
    found = document(replace(translated, findings=(finding,), scores=scores), View(base="/office"))
    assert found["findings"][0]["segment"] == "desk/en.md:10"
    assert found["segments"][0]["id"] == "desk/en.md:10"
