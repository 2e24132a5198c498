"""What lets a finding stand, for how long, and what is said of a suppression that does nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fidelity.gating.suppressions import Sorted, Suppressions, sort
from fidelity.model import Finding, Place, Span
from fidelity.passages import Suppression

TODAY = "2026-11-24"
FINDING = Finding(
    "force-shift",
    "error",
    "too strong",
    concept="deplore",
    segment="press/en/a.md:3",
    source=Span(Place("press/en/a.md", 3, 5), "deplores"),
    target=Span(Place("press/ru/a.md", 4, 7), "осуждает"),
    fingerprint="f1",
)
REMARK = Suppression(("force-shift",), "as the resolution has it", Place("press/ru/a.md", 2, 1))
ENTRY = Suppression(("force-shift",), "agreed with legal", Place("fidelity.toml", 9))


def beside(*remarks: Suppression, findings: tuple[Finding, ...] = (FINDING,)) -> Sorted:
    """Sort findings where remarks stand beside their segment."""
    pairs = tuple((FINDING.segment or "", remark) for remark in remarks)
    return sort(findings, Suppressions(remarks=pairs, today=TODAY))


def by_settings(
    *entries: Suppression, checked: tuple[str, ...] = ("press/en/a.md", "press/ru/a.md")
) -> Sorted:
    """Sort the finding by entries in the settings."""
    return sort((FINDING,), Suppressions(settings=entries, today=TODAY), checked=checked)


def test_a_remark_lets_the_findings_of_its_segment_stand() -> None:
    """They are kept with the reason and the place of the remark."""
    found = beside(REMARK)
    assert found.left == ()
    (taken,) = found.suppressed
    assert (taken.finding, taken.by) == (FINDING, "document")
    assert (taken.reason, taken.place) == (REMARK.reason, REMARK.place)
    assert found.stale == ()


def test_a_remark_may_stand_in_the_original_too() -> None:
    """Whoever wrote it knows both."""
    assert beside(replace(REMARK, place=Place("press/en/a.md", 2, 1))).left == ()


def test_a_remark_is_about_its_segment_only() -> None:
    """The next sentence is looked at as before."""
    other = replace(FINDING, segment="press/en/a.md:9")
    assert beside(REMARK, findings=(other,)).left == (other,)


def test_a_unit_of_another_file_with_the_same_name_is_left_alone() -> None:
    """Units of bilingual files are often just numbered."""
    place = Place("other.xlf", 8, 1)
    other = replace(FINDING, source=Span(place, "x"), target=Span(place, "y"))
    assert beside(REMARK, findings=(other,)).left == (other,)


def test_a_remark_is_about_the_rules_that_it_names() -> None:
    """Others go on finding."""
    other = replace(FINDING, rule="polarity-shift")
    found = beside(
        replace(REMARK, rules=("force-shift", "polarity-shift")), findings=(FINDING, other)
    )
    assert found.left == ()
    assert beside(REMARK, findings=(other,)).left == (other,)


@pytest.mark.parametrize(
    ("entry", "stands"),
    [
        (ENTRY, True),
        (replace(ENTRY, path="press/ru/*.md"), True),
        (replace(ENTRY, path="press/en/*.md"), True),
        (replace(ENTRY, path="speeches/**"), False),
        (replace(ENTRY, concept="deplore"), True),
        (replace(ENTRY, concept="condemn"), False),
        (replace(ENTRY, rules=("modality-shift",)), False),
        (replace(ENTRY, path="a.md", concept="deplore"), True),
    ],
)
def test_settings_let_stand_what_fits_all_that_they_name(
    entry: Suppression, *, stands: bool
) -> None:
    """The rule, the path of either text, and the concept."""
    found = by_settings(entry)
    assert (found.left == ()) is stands
    assert [taken.by for taken in found.suppressed] == (["settings"] if stands else [])


@pytest.mark.parametrize(
    ("until", "holds"), [("2026-11-23", False), ("2026-11-24", True), (None, True)]
)
def test_a_suppression_holds_to_the_end_of_its_last_day(until: str | None, *, holds: bool) -> None:
    """Then the finding is back, and the suppression is reported."""
    for found in (beside(replace(REMARK, until=until)), by_settings(replace(ENTRY, until=until))):
        assert (found.left == ()) is holds
        assert [line.split(": ")[1] for line in found.stale] == (
            [] if holds else ["expired-suppression"]
        )


def test_a_remark_that_matches_nothing_is_reported() -> None:
    """With its place; one that is repeated for each sentence of a paragraph is reported once."""
    pairs = (("press/en/a.md:3", REMARK), ("press/en/a.md:4", REMARK))
    found = sort((), Suppressions(remarks=pairs, today=TODAY))
    (line,) = found.stale
    assert line.startswith("press/ru/a.md:2:1: stale-suppression: force-shift finds nothing here")


def test_each_rule_of_a_remark_has_to_be_of_use() -> None:
    """The one that is not is named."""
    (line,) = beside(replace(REMARK, rules=("force-shift", "scope-shift"))).stale
    assert "scope-shift finds nothing here" in line


def test_an_entry_of_the_settings_is_reported_only_where_its_files_are_checked() -> None:
    """A run over one file says nothing of the others."""
    entry = replace(ENTRY, path="speeches/**")
    assert by_settings(entry).stale == ()
    (line,) = by_settings(entry, checked=("speeches/2026/b.md",)).stale
    assert line.startswith("fidelity.toml:9: stale-suppression: force-shift")


def test_an_entry_of_the_settings_is_reported_only_where_its_rule_was_asked() -> None:
    """An audit of glossaries asks no rule for texts."""
    for ran, lines in ((frozenset({"untidy-term"}), 0), (frozenset({"force-shift"}), 1)):
        by = Suppressions(settings=(ENTRY,), today=TODAY, ran=ran)
        assert len(sort((), by).stale) == lines


def test_a_misspelled_rule_is_named_with_the_nearest_one() -> None:
    """Else nobody would see why the remark does nothing."""
    by = Suppressions(
        remarks=(("press/en/a.md:3", replace(REMARK, rules=("force-shfit",))),),
        today=TODAY,
        rules=("force-shift", "polarity-shift"),
    )
    (line,) = sort((FINDING,), by).stale
    assert "there is no rule “force-shfit”; did you mean force-shift?" in line
