"""Lists are read and judged item by item."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.items import Item, Remembering, judged, read
from fidelity.model import Candidate, Egress, Fail, Ok, Outcome, Query, Tag


@dataclass
class Table:
    """A dictionary of a few words."""

    words: dict[str, str]
    asked: list[Query] = field(default_factory=list)
    id: str = "dictionary:test"
    family: str = "dictionary:test"
    version: str = "1"
    egress: Egress = "local"
    pairs: str = "en and ru"
    sends: str = "nothing"

    def serves(self, source: Tag, target: Tag) -> bool:
        """English and Russian only."""
        return {source, target} == {"en", "ru"}

    def run(self, batch: Sequence[Query]) -> list[Outcome]:
        """Look up."""
        self.asked += batch
        return [
            Ok((Candidate(self.words[q.text]),)) if q.text in self.words else Fail("not-found")
            for q in batch
        ]


def test_a_table_gives_a_right_and_a_wrong_item_for_each_term(tmp_path: Path) -> None:
    """Of several right renderings the first one."""
    path = tmp_path / "terms.en-ru.tsv"
    path.write_text("term\tgood\twrong\tkind\ngarden\tсад;огород\tград\tnear_homonym\n", "utf-8")

    assert read(path) == [
        Item("garden", "сад", ("en", "ru"), False, "near_homonym"),
        Item("garden", "град", ("en", "ru"), True, "near_homonym"),
    ]


def test_disputed_cases_are_left_out(tmp_path: Path) -> None:
    """Nobody can say what would be right there."""
    case = {
        "term": "сад",
        "right": ["garden"],
        "wrong": "sad",
        "src_lang": "ru",
        "tgt_lang": "en",
        "drift": "false_friend",
        "disputed": False,
    }
    path = tmp_path / "cases.jsonl"
    path.write_text(f"{json.dumps(case)}\n{json.dumps({**case, 'disputed': True})}\n", "utf-8")

    assert [(i.rendering, i.pair, i.drifted) for i in read(path)] == [
        ("garden", ("ru", "en"), False),
        ("sad", ("ru", "en"), True),
    ]


def test_every_item_gets_the_verdict_on_its_own_rendering() -> None:
    """In the order of the list, whatever its pair."""
    items = [
        Item("garden", "сад", ("en", "ru"), False, "sense"),
        Item("garden", "jardin", ("en", "fr"), False, "sense"),
        Item("garden", "град", ("en", "ru"), True, "sense"),
    ]
    engine = Remembering(Table({"сад": "garden", "град": "hail", "garden": "сад"}))
    found = judged(items, [engine], ())

    assert [i.verdict.rendering.text for i in found if i.verdict] == ["сад", "jardin", "град"]
    assert found[1].score == 0.5
    assert found[0].score < 0.5 < found[2].score


def test_a_question_is_put_once_for_all_sets_of_engines() -> None:
    """Measuring the next set costs nothing for the engines of the one before."""
    table = Table({"сад": "garden"})
    engine = Remembering(table)
    for _ in range(2):
        judged([Item("garden", "сад", ("en", "ru"), False, "sense")], [engine], ())

    assert len(table.asked) == len(set(table.asked))
