"""What other checkers say is brought to one form, whatever files they write."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.peers.__main__ import elsewhere, misses, misses_any
from benchmarks.peers.catalogue import Entry, entry_at, of_fidelity, of_lint, of_pofilter, po
from benchmarks.recognition import Occurrence
from benchmarks.sets import segment
from fidelity.documents import po as reader
from fidelity.model import Concept, Term
from fidelity.passages import DocumentFile, Unit

ENTRIES = [Entry("Talks began.", "Переговоры начались."), Entry('"Peace"\n\\', "«Мир»")]
CONCEPT = Concept("7", (Term("consul", "en"), Term("консул", "ru")))


def test_a_catalogue_holds_the_texts_as_they_were(tmp_path: Path) -> None:
    """Quotation marks, breaks and backslashes come back."""
    path = tmp_path / "set.po"
    path.write_text(po(ENTRIES, "ru"), "utf-8")
    found = reader.read(DocumentFile(str(path), source="en"))
    units = [
        (item.source.text, item.target.text)
        for item in found
        if isinstance(item, Unit) and item.target
    ]
    assert units == [(entry.source, entry.target) for entry in ENTRIES]


def test_every_line_of_a_catalogue_belongs_to_its_entry() -> None:
    """Whatever line of an entry a checker names."""
    lines = po(ENTRIES, "ru").splitlines()
    for number in range(len(ENTRIES)):
        first = lines.index(f'msgctxt "{number}"') + 1
        assert {entry_at(line) for line in range(first, first + 3)} == {number}


def test_only_warnings_and_errors_of_l10n_lint_count() -> None:
    """It has remarks, too."""
    issues = [
        {"line": 7, "severity": "error", "rule": "a", "message": "b"},
        {"line": 11, "severity": "info", "rule": "a", "message": "b"},
    ]
    assert of_lint(json.dumps({"issues": issues})) == {0: ["a: b"]}


def test_the_checks_that_failed_stand_before_an_entry_of_pofilter() -> None:
    """An entry may fail several."""
    report = '# (pofilter) one: x\n# (pofilter) two: y\nmsgctxt "3"\nmsgid "a"\nmsgstr "b"\n'
    assert of_pofilter(report) == {3: ["one: x", "two: y"]}


def test_our_findings_are_told_by_unit() -> None:
    """Notes and findings about the whole file do not count."""
    findings = [
        {"segment": "1|Talks", "level": "warning", "rule": "a", "message": "b", "concept": "7"},
        {"segment": "0|Peace", "level": "note", "rule": "a", "message": "b"},
        {"segment": None, "level": "error", "rule": "a", "message": "b"},
    ]
    assert of_fidelity(json.dumps({"findings": findings})) == {1: ["a: b (7)"]}


def test_a_remark_about_another_concept_is_no_alarm_about_this_one() -> None:
    """Each checker names the concept in its own way."""
    one = Occurrence(segment({"id": 1, "src_lang": "en", "tgt_lang": "ru"}, "", ""), CONCEPT, True)
    assert misses(one, ["required-term-missing: Required term 'консул' is missing"])
    assert misses(one, ["missing-term: no accepted rendering (7)"])
    assert not misses(one, ["missing-term: no accepted rendering (8)"])
    assert misses_any(one, ["missing-term: no accepted rendering (8)"])
    assert not misses_any(one, ["end-stop-mismatch: 'консул'"])


def test_the_translation_of_another_segment_does_not_hold_the_rendering() -> None:
    """Else nothing would be missing."""
    items = [
        segment({"id": number, "src_lang": "en", "tgt_lang": "ru"}, "consul", "консул")
        for number in range(4)
    ]
    found = [Occurrence(item, CONCEPT, item.id != "3") for item in items]
    assert [other.id if other else None for other in elsewhere(found[:3], items)] == ["3"] * 3
