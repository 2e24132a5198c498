"""The file that keeps what was there before."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.errors import InputError
from fidelity.gating.baseline import Baseline, Entry, read, renew, stale
from fidelity.gating.baseline import text as text_of
from fidelity.model import Context, Finding, Level, Place, Span


def finding(
    level: Level, fingerprint: str = "n1", rule: str = "untidy-term", file: str | None = None
) -> Finding:
    """Make a finding."""
    target = Span(Place(file, 3), "x") if file else None
    return Finding(
        rule, level, "a stray space", concept="treaty", target=target, fingerprint=fingerprint
    )


ENTRY = st.builds(Entry, *[st.text(min_size=1, max_size=8)] * 6)


@given(st.lists(ENTRY, max_size=6))
def test_a_baseline_is_read_as_it_was_written(entries: list[Entry]) -> None:
    """Whatever stands in the reasons, the file gives it back."""
    base = Baseline(tuple(entries), "b.json")
    assert read(text_of(base), "b.json") == base


def test_a_baseline_has_a_line_per_finding_and_is_sorted() -> None:
    """Two versions of the file compare well."""
    found = [finding("note", "b"), finding("note", "a"), finding("note", "c", "a-rule")]
    text = text_of(renew(found, None, "2026-11-24"))
    first, *entries, last = text.splitlines()
    assert (first, last) == ('{"schema": 1, "findings": [', "]}")
    assert [json.loads(entry.rstrip(",")) for entry in entries] == [
        {
            "fingerprint": fingerprint,
            "rule": rule,
            "concept": "treaty",
            "file": "",
            "date": "2026-11-24",
            "reason": "",
        }
        for fingerprint, rule in [("c", "a-rule"), ("a", "untidy-term"), ("b", "untidy-term")]
    ]


def test_a_baseline_holds_no_text_under_check() -> None:
    """The file may be public where the glossary is not."""
    place = Place("press/ru/a.md", 3, 9)
    context = Context("Министр осуждает удар.", Place("press/ru/a.md", 3, 1), place)
    source = Span(Place("press/en/a.md", 3, 14), "deplores", 13, 21, context)
    target = Span(place, "осуждает", 8, 16, context)
    about = replace(
        finding("error"), message="осуждает, not deplores", source=source, target=target
    )
    text = text_of(renew([about], None, "2026-11-24"))
    for word in ("осуждает", "deplores", "Министр"):
        assert word not in text


def test_writing_anew_keeps_dates_and_reasons_and_drops_what_is_gone() -> None:
    """The record of a finding that is still there is not lost."""
    kept = Entry("n1", "untidy-term", "treaty", "", "2026-01-31", "quoted from a treaty")
    gone = Entry("n9", "untidy-term", "treaty", "", "2026-01-31")
    renewed = renew([finding("note")], Baseline((kept, gone)), "2026-11-24")
    assert renewed.entries == (kept,)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "b.json:1:2: this is not valid JSON"),
        ("[]", "this is not a baseline"),
        ('{"schema": 2, "findings": []}', "a newer fidelity wrote this baseline (schema 2)"),
        ('{"schema": 1}', "this is not a baseline"),
        ('{"schema": 1, "findings": [{"fingerprint": 1}]}', "entry 1 is not understood"),
        ('{"schema": 1, "findings": [{"rule": "x"}]}', "entry 1 has no fingerprint"),
        ('{"schema": 1, "findings": [{"fingerprint": "x", "text": "y"}]}', "is not understood"),
    ],
)
def test_a_baseline_that_is_not_understood_is_refused(text: str, words: str) -> None:
    """One line says what is wrong."""
    with pytest.raises(InputError) as caught:
        read(text, "b.json")
    assert words in str(caught.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["schema", "findings", "fingerprint", "rule"]), inner)
    ),
    max_leaves=8,
)


@given(JSON.map(json.dumps) | st.text(max_size=20))
def test_any_text_is_a_baseline_or_refused(text: str) -> None:
    """No content of the file makes the program fall over."""
    try:
        read(text, "b.json")
    except InputError as refused:
        message = str(refused)
    else:
        message = ""
    assert "\n" not in message


def test_an_entry_remembers_its_file() -> None:
    """As seen from the working folder, so that the record can be shared."""
    found = [finding("note", file="/office/press/./ru/a.md")]
    (entry,) = renew(found, None, "2026-11-24", base="/office").entries
    assert entry.file == "press/ru/a.md"


SHARED = Baseline(
    (
        Entry("n1", "untidy-term", "treaty", "a.csv", "2026-01-31"),
        Entry("n2", "untidy-term", "treaty", "b.csv", "2026-01-31"),
    ),
    "known.json",
)


def test_only_entries_on_files_under_check_are_stale() -> None:
    """One record serves several glossaries: a run over one says nothing about the others."""
    (line,) = stale(SHARED, present=(), checked={"a.csv"})
    assert "(n1)" in line


def test_an_entry_without_a_file_is_stale_wherever_it_is_missed() -> None:
    """It belongs to every run."""
    everywhere = Baseline((Entry("n1", "some-rule", "", "", "2026-01-31"),))
    assert len(stale(everywhere, present=(), checked=())) == 1


def test_writing_anew_keeps_the_entries_on_other_files() -> None:
    """A run over one glossary must not throw away what is known of the others."""
    renewed = renew([], SHARED, "2026-11-24", checked={"a.csv"})
    assert [entry.fingerprint for entry in renewed.entries] == ["n2"]


def test_a_finding_that_moved_to_another_file_keeps_its_date() -> None:
    """The file may have been renamed; the entry follows."""
    (entry,) = renew(
        [finding("note", file="c.csv")],
        Baseline(SHARED.entries[:1]),
        "2026-11-24",
        checked={"c.csv"},
    ).entries
    assert (entry.file, entry.date) == ("c.csv", "2026-01-31")
