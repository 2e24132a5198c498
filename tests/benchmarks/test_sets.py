"""Sets of translations are read in full, or in an even sample."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.sets import rows, segment, spread


def test_a_sample_runs_from_first_to_last() -> None:
    """Sets are sorted by kind, so the first items alone would be of one kind."""
    assert spread(list(range(10)), 5) == [0, 2, 4, 6, 8]


def test_a_sample_larger_than_the_set_is_the_set() -> None:
    """Nothing comes twice."""
    assert spread([1, 2], 5) == [1, 2]
    assert spread([1, 2], None) == [1, 2]


def test_a_file_is_read_by_line(tmp_path: Path) -> None:
    """One object each, up to the limit."""
    path = tmp_path / "set.jsonl"
    path.write_text("".join(json.dumps({"id": number}) + "\n" for number in range(4)), "utf-8")
    assert [row["id"] for row in rows(path, 2)] == [0, 2]


def test_a_segment_has_both_languages() -> None:
    """And the id of its row."""
    made = segment({"id": 7, "src_lang": "en", "tgt_lang": "ru"}, "peace", "мир")
    assert (made.id, made.source.text, made.target.text) == ("7", "peace", "мир")
    assert (made.source_language, made.target_language) == ("en", "ru")
