"""The editor's table, and how it is read back."""

from __future__ import annotations

import csv as tables
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.errors import InputError
from fidelity.model import Place, Report, Term, Verdict
from fidelity.protocols import View
from fidelity.reports.csv import COLUMNS, evidence_hash, read, write


def text(report: Report, view: View | None = None) -> str:
    """Write a report into a string."""
    stream = io.StringIO(newline="")
    write(report, stream, view=view)
    return stream.getvalue()


def rows(table: str) -> list[dict[str, str]]:
    """Read a table as a spreadsheet program does."""
    return list(tables.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline="")))


def accepted(table: str, word: str = "yes", reason: str = "house usage") -> str:
    """Fill in the last two columns of the first row, as an editor does."""
    header, first, *rest = table.split("\r\n")
    assert first.endswith(",,")
    return "\r\n".join([header, f"{first[:-1]}{word},{reason}", *rest])


def test_there_is_a_row_per_verdict_with_every_column(sample: Report) -> None:
    """Faithful and undecided ones too, and the last two columns are left to the editor."""
    found = rows(text(sample))
    assert list(found[0]) == list(COLUMNS)
    assert [row["verdict"] for row in found] == ["drifted", "faithful", "cannot-tell"]
    assert found[0] == {
        "file": "house/button.csv",
        "line": "3",
        "concept": "reset",
        "source": "reset",
        "source language": "en",
        "rendering": "перегрузка",
        "target language": "ru",
        "status": "preferred",
        "verdict": "drifted",
        "probability": "0.970",
        "kind": "near_homonym",
        "meaning": "overload",
        "answers": "embedding:use-m3: overload, congestion, excess (unrelated) | "
        "vectors:navec: overload, overwork (unrelated)",
        "evidence hash": evidence_hash(sample.verdicts[0]),
        "accepted": "",
        "reason": "",
    }


def test_the_table_begins_with_a_byte_order_mark(sample: Report) -> None:
    """Without it Excel would take UTF-8 for something else."""
    assert text(sample).encode().startswith(b"\xef\xbb\xbf")


def test_nothing_is_accepted_in_a_fresh_table(sample: Report) -> None:
    """A table that no editor has touched changes nothing."""
    assert read(text(sample).encode(), "r.csv") == ()


@pytest.mark.parametrize("word", ["yes", "Y", "1", "да", "x", "Х", " ДА "])
def test_an_accepted_row_is_read_back(sample: Report, word: str) -> None:
    """With what it is about, the evidence that the editor saw, the reason and the line."""
    (found,) = read(accepted(text(sample), word).encode(), "r.csv")
    assert found.rendering == ("reset", "reset", "en", "перегрузка", "ru")
    assert found.evidence == evidence_hash(sample.verdicts[0])
    assert (found.reason, found.file) == ("house usage", "house/button.csv")
    assert found.place == Place("r.csv", 2)


@pytest.mark.parametrize("word", ["no", "0", "нет", ""])
def test_a_row_can_be_left_open(sample: Report, word: str) -> None:
    """No is as good as nothing."""
    assert read(accepted(text(sample), word).encode(), "r.csv") == ()


@pytest.mark.parametrize(
    ("separator", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16")]
)
def test_a_spreadsheet_may_save_the_table_in_its_own_way(
    sample: Report, separator: str, encoding: str
) -> None:
    """Commas, semicolons or tabs; UTF-8 or UTF-16; lines ended as on Windows."""
    saved = io.StringIO(newline="")
    again = tables.writer(saved, delimiter=separator, lineterminator="\r\n")
    table = accepted(text(sample)).removeprefix("\ufeff")
    again.writerows(tables.reader(io.StringIO(table, newline="")))
    (found,) = read(saved.getvalue().encode(encoding), "r.csv")
    assert found.rendering == ("reset", "reset", "en", "перегрузка", "ru")
    assert found.evidence == evidence_hash(sample.verdicts[0])


def test_columns_may_stand_in_another_order(sample: Report) -> None:
    """An editor may move and add columns."""
    found = rows(accepted(text(sample)))
    saved = io.StringIO(newline="")
    again = tables.DictWriter(saved, ["mine", *reversed(COLUMNS)], restval="?")
    again.writeheader()
    again.writerows(found)
    assert len(read(saved.getvalue().encode(), "r.csv")) == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: accepted(t, "yes", ""), "r.csv:2: a rendering is accepted without a reason"),
        (lambda t: accepted(t, "yes", "  "), "r.csv:2: a rendering is accepted without a reason"),
        (lambda t: accepted(t, "maybe"), "r.csv:2: “maybe” under accepted is not understood"),
        (lambda t: t.replace("accepted", "ok"), "r.csv:1: the column “accepted” is missing"),
        (lambda t: t[:0], "r.csv: the table is empty"),
        (lambda t: t + '"', "r.csv:5: the row cannot be read"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(sample: Report, change: object, words: str) -> None:
    """One line names the row and what is wrong with it."""
    assert callable(change)
    with pytest.raises(InputError) as caught:
        read(change(text(sample)).encode(), "r.csv")
    assert str(caught.value).startswith(words)


def test_a_table_in_an_old_encoding_is_refused_with_its_line(sample: Report) -> None:
    """Excel's plain CSV would lose letters; the message says what to choose instead."""
    with pytest.raises(InputError) as caught:
        read(text(sample).removeprefix("\ufeff").encode("cp1251", "replace"), "r.csv")
    assert str(caught.value).startswith("r.csv:2: this is not UTF-8; save it as “CSV UTF-8”")


def test_decisions_are_carried_over_into_a_new_table(sample: Report) -> None:
    """Writing the table anew loses no editor's work."""
    decisions = read(accepted(text(sample)).encode(), "r.csv")
    again = rows(text(sample, View(decisions=decisions)))
    assert [(row["accepted"], row["reason"]) for row in again] == [
        ("yes", "house usage"),
        ("", ""),
        ("", ""),
    ]


def test_a_stale_decision_is_carried_over_as_its_reason_only(sample: Report) -> None:
    """The editor sees what was thought before, and decides again."""
    decisions = read(accepted(text(sample)).encode(), "r.csv")
    changed = replace(sample.verdicts[0], evidence=sample.verdicts[0].evidence[:1])
    now = replace(sample, verdicts=(changed,))
    (row,) = rows(text(now, View(decisions=decisions)))
    assert (row["accepted"], row["reason"]) == ("", "house usage")


def test_the_hash_cannot_be_taken_for_a_number(sample: Report) -> None:
    """Sixteen digits with an e among them would come back from Excel as something else."""
    for verdict in sample.verdicts:
        assert evidence_hash(verdict)[0] == "h"
        assert len(evidence_hash(verdict)) == 17


def test_the_hash_does_not_hang_on_the_order_of_the_engines(sample: Report) -> None:
    """Whichever engine answers first, the editor saw the same."""
    first = sample.verdicts[0]
    turned = replace(first, evidence=first.evidence[::-1])
    assert evidence_hash(turned) == evidence_hash(first)


TERM = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@'\t\r\n＝;,\""),
    min_size=1,
    max_size=12,
)


@given(TERM, TERM)
def test_no_cell_is_a_formula_and_every_term_comes_back(source: str, rendering: str) -> None:
    """A spreadsheet calculates nothing, and the decision is still about the same words."""
    verdict = Verdict("c", Term(source, "en"), Term(rendering, "ru"), "drifted", 0.9)
    table = text(Report((verdict,), (), (), ""))
    (row,) = rows(table)
    assert not row["source"].startswith(("=", "+", "-", "@", "\t", "\r"))
    (found,) = read(accepted_anywhere(table).encode(), "r.csv")
    assert found.rendering[1] == source.strip()
    assert found.rendering[3] == rendering.strip()


def accepted_anywhere(table: str) -> str:
    """Accept the only row, whose cells may run over several lines."""
    assert table.endswith(",,\r\n")
    return table[:-3] + "yes,usage\r\n"


@given(st.binary(max_size=60) | st.text(st.sampled_from('accepted,reason;\t"\n\r=x'), max_size=60))
def test_any_bytes_are_read_or_refused_in_one_line(data: bytes | str) -> None:
    """No content of the table makes the program fall over."""
    try:
        read(data if isinstance(data, bytes) else data.encode(), "r.csv")
    except InputError as refused:
        message = str(refused)
    else:
        message = ""
    assert "\n" not in message
