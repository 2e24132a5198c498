"""How planted shifts are counted, and what their lists hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.sets import rows
from benchmarks.shifts import LISTS, half, hard, planted
from fidelity.model import Finding
from fidelity.segments import Segment

ITEM = {"id": "1", "src_lang": "en", "tgt_lang": "ru", "source": "Rain fell."}
PAIR = {**ITEM, "drift": "polarity", "right": "Шёл дождь.", "wrong": "Дождь не шёл."}
LONGEST = 50
"""Characters of the longest phrase that makes a shift in a short sentence."""


def denial(item: Segment) -> list[Finding]:
    """Find every denial: enough to count by."""
    if " не " not in item.target.text:
        return []
    return [Finding(rule="polarity-shift", level="warning", message="")]


@pytest.fixture(params=LISTS, ids=lambda path: path.name)
def shipped(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    """The items of one of the lists."""
    return rows(request.param)


def test_a_pair_is_told_apart_where_only_the_wrong_one_is_flagged() -> None:
    """A rule that flags both knows nothing."""
    both = {**PAIR, "id": "2", "right": "Дождь не прекращался."}
    lines = planted([PAIR, both], denial, show=0)
    assert any(line.split()[0] == "polarity" for line in lines)
    overall = next(line for line in lines if line.startswith("  all "))
    assert [part.split(" = ")[0].split()[-1] for part in overall.split("|")] == [
        "2/2",
        "1/2",
        "1/2",
    ]


def test_a_hard_translation_is_counted_with_the_rule_that_flags_it() -> None:
    """Once for each rule."""
    items = [PAIR, {**ITEM, "right": "Дождь не прекращался."}]
    lines = hard(items, denial, show=0)
    assert any("polarity-shift" in line and "1/2" in line for line in lines)


def test_items_are_shown_only_where_asked() -> None:
    """The figures alone give nothing of the held-out half away."""
    assert not any(PAIR["source"] in line for line in planted([PAIR], lambda _: [], show=0))
    assert any(PAIR["source"] in line for line in planted([PAIR], lambda _: [], show=1))


def test_the_command_shows_no_item_of_the_whole() -> None:
    """It takes one half to see items."""
    command = [sys.executable, "-m", "benchmarks.shifts", "--show", "1"]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--half" in done.stderr


def test_there_are_lists() -> None:
    """The tests below speak about something."""
    names = {path.name.split(".")[0] for path in LISTS}
    assert names == {"hard", "hard-2", "hard-3", "shifts", "shifts-2", "shifts-3"}


def test_no_two_lists_share_an_id() -> None:
    """Else an item of one list would stand for an item of another."""
    ids = [row["id"] for path in LISTS for row in rows(path)]
    assert len(set(ids)) == len(ids)


def test_every_item_has_an_id_of_its_own_and_both_halves_are_there(
    shipped: list[dict[str, Any]],
) -> None:
    """The id decides the half."""
    assert len({row["id"] for row in shipped}) == len(shipped)
    assert {half(row) for row in shipped} == {"a", "b"}


def shared(one: str, other: str) -> int:
    """Count the characters that two texts have in common from the start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def test_right_and_wrong_differ_in_one_short_place(shipped: list[dict[str, Any]]) -> None:
    """Start and end are common to both; half of the shorter one, or all of it but one phrase."""
    for row in shipped:
        if "wrong" not in row:
            continue
        right, wrong = row["right"], row["wrong"]
        start = shared(right, wrong)
        end = shared(right[start:][::-1], wrong[start:][::-1])
        short = min(len(right), len(wrong))
        assert right != wrong
        assert start + end >= short / 2 or short - start - end <= LONGEST, row["id"]
