"""When a finding counts as agreeing with an annotator."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.annotated import Mark, marked_words, marks, right_kind, touches
from fidelity.model import Finding, Place, Span

MARKS = [Mark(0, 4, "Style"), Mark(10, 14, "Accuracy")]


def error(**about: object) -> dict[str, Any]:
    """Make an annotation."""
    return {"severity": "minor", "start": 1, "end": 3, "category": "Style", **about}


def finding(start: int | None, end: int | None, rule: str = "polarity-shift") -> Finding:
    """Make a finding at a place of the translation."""
    span = Span(Place("set"), start=start, end=end)
    return Finding(rule=rule, level="warning", message="", target=span)


def test_remarks_and_annotations_without_a_place_are_left_out() -> None:
    """A neutral remark is no error."""
    row = {"errors": [error(), error(severity="neutral"), error(start=None)]}
    assert marks(row) == [Mark(1, 3, "Style")]


@pytest.mark.parametrize(("start", "end", "found"), [(3, 6, 1), (4, 10, 0), (2, 11, 2), (0, 0, 2)])
def test_a_finding_touches_what_it_overlaps(start: int, end: int, found: int) -> None:
    """Without a place it is about the whole segment."""
    assert len(touches(finding(start, end), MARKS)) == found


def test_a_rule_is_right_in_kind_where_meaning_or_terms_are_marked() -> None:
    """Bad style is not what it is about; figures are a matter of custom, too."""
    assert not right_kind(finding(0, 4), MARKS[:1])
    assert right_kind(finding(0, 14), MARKS)
    custom = [Mark(0, 4, "Locale_conventions")]
    assert right_kind(finding(0, 4, "quantity-shift"), custom)
    assert not right_kind(finding(0, 4), custom)


def test_words_are_marked_where_a_mark_touches_them() -> None:
    """The same word twice is two words."""
    assert marked_words("мир и мир", [Mark(6, 9, "Style")]) == 1
