"""SubRip subtitles."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.errors import InputError

FIRST = "1\n00:00:01,000 --> 00:00:02,500\n"


def test_a_cue_is_a_passage_with_number_and_times(read: Any) -> None:
    """A passage is named by its cue; line breaks read as spaces, styles are left out."""
    found = read(
        "a.srt",
        f"{FIRST}<i>Это</i> {{\\an8}}перегрузка,\nда & нет < 3.\n\n"
        "2\n01:00:00.5 --> 100:00:01.25 X1:1\n<font color='red'>Сброс</font>\n",
        source="ru",
    )
    assert [(p.text, p.id, p.time, p.kind, p.language) for p in found.passages] == [
        ("Это перегрузка, да & нет < 3.", "1", (1000, 2500), "cue", "ru"),
        ("Сброс", "2", (3_600_500, 360_001_250), "cue", "ru"),
    ]


def test_blank_lines_in_a_cue_and_missing_ones_between_cues(read: Any) -> None:
    """Files are read as players read them."""
    found = read("a.srt", f"{FIRST}раз\n\nдва\n2\n00:00:03,000 --> 00:00:04,000\nтри\n")
    assert found.texts == ["раз два", "три"]


def test_cues_without_numbers(read: Any) -> None:
    """A number may be missing; then the cue has no name."""
    found = read("a.srt", "00:00:01,000 --> 00:00:02,500\nраз\n")
    assert [(p.text, p.id) for p in found.passages] == [("раз", None)]


def test_an_empty_cue_has_no_text(read: Any) -> None:
    """A cue without text is no passage."""
    assert read("a.srt", f"{FIRST}\n2\n00:00:03,000 --> 00:00:04,000\nда\n").texts == ["да"]


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("Привет\n", 1),
        (f"{FIRST}раз\n\n2\n00:00:03,000 -> 00:00:04,000\nдва\n", 6),
        (f"{FIRST}раз\n\n2\n00:xx:03,000 --> 00:00:04,000\nдва\n", 6),
        (FIRST + "раз\n" * 2000, 1),
    ],
)
def test_what_is_no_cue_is_said(read: Any, raw: str, line: int) -> None:
    """A cue whose times are missing or cannot be understood is refused, with its line."""
    with pytest.raises(InputError) as fault:
        read("a.srt", raw)
    assert fault.value.place.line == line


PIECES = st.lists(
    st.one_of(
        st.text("абвЁїabZ💥é.,&<3", min_size=1, max_size=5).map(lambda t: (t, t)),
        st.sampled_from([("<i>", ""), ("</b >", ""), ("{\\an8}", ""), ("<font color=x>", "")]),
        st.sampled_from([(" ", " "), ("  ", " "), ("\n", " "), (" \n ", " ")]),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(PIECES)
def test_places_lead_to_the_letters(read: Any, lay: Any, pieces: list[tuple[str, str]]) -> None:
    """Every letter of a cue stands in the file where its place says."""
    kept = [(FIRST, ""), ("x", "x")]
    for raw, text in pieces:
        before = next((t for _, t in reversed(kept) if t), "")
        kept += [(raw, "" if text == before == " " else text)]
        kept += [("x", "x")] if "\n" in raw else []
    kept += [("x", "x")]
    laid = lay(kept)
    laid.check(read("p.srt", laid.raw + "\n").passages[0])
