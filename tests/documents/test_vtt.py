"""WebVTT subtitles."""

from __future__ import annotations

from typing import Any

import pytest

from fidelity.errors import InputError
from fidelity.passages import Passage

SAMPLE = """\
WEBVTT - Заявление

STYLE
::cue { color: red }

NOTE fidelity: ignore missing-term
because the word is quoted

id 1
00:01.000 --> 00:02.500 align:left
<v Иван>Это</v> &lt;перегрузка&gt;,
да & <c.yellow>нет</c> 1 < 2.

NOTE для себя

01:00:03.000 --> 01:00:04.000
до<00:03.500>сле
"""


def test_a_cue_is_a_passage_with_name_and_times(read: Any) -> None:
    """Tags are left out, references resolved, styles and comments are no text."""
    found = read("a.vtt", SAMPLE, source="ru")
    assert [(p.text, p.id, p.time, p.language) for p in found.passages] == [
        ("Это <перегрузка>, да & нет 1 < 2.", "id 1", (1000, 2500), "ru"),
        ("досле", None, (3_603_000, 3_604_000), "ru"),
    ]


def test_every_word_has_its_place(read: Any) -> None:
    """Words after tags and references stand where their places say."""
    passage = read("a.vtt", SAMPLE).passages[0]
    rows = SAMPLE.split("\n")
    for word in ("Это", "перегрузка", "да", "нет"):
        place = passage.place(passage.text.index(word))
        assert rows[place.line - 1][place.column - 1 :].startswith(word)


def test_a_comment_holds_a_suppression_for_the_next_cue(read: Any) -> None:
    """A suppression comes before its cue."""
    found = read("a.vtt", SAMPLE)
    assert [isinstance(item, Passage) for item in found.items] == [False, True, True]
    assert found.suppressions[0].reason == "the word is quoted"
    assert found.suppressions[0].place.line == 6


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("1\n00:01.000 --> 00:02.500\nраз\n", 1),
        ("WEBVTT\n\nраз\nдва\n", 3),
        ("WEBVTT\n\n00:01 --> 00:02.500\nраз\n", 3),
    ],
)
def test_what_is_no_cue_is_said(read: Any, raw: str, line: int) -> None:
    """A file that is none, and a cue without times, are refused with their line."""
    with pytest.raises(InputError) as fault:
        read("a.vtt", raw)
    assert fault.value.place.line == line
