"""The table of accepted renderings keeps reasons and drops what is no longer needed."""

from __future__ import annotations

from benchmarks.accepted import needed


def row(rendering: str, line: str, accepted: str = "", reason: str = "") -> dict[str, str]:
    """Make a row of the table."""
    return {
        "file": "a.yaml",
        "line": line,
        "concept": "treaty",
        "source": "treaty",
        "source language": "en",
        "rendering": rendering,
        "target language": "ru",
        "accepted": accepted,
        "reason": reason,
    }


def test_a_reason_is_kept_when_the_line_has_moved() -> None:
    """The row is of the rendering, not of its line; what passes now has no row."""
    before = [row("договор", "3", "yes", "as in the Charter"), row("трактат", "4", "yes", "old")]

    (kept,) = needed([row("договор", "7"), row("трактат", "8")], {("a.yaml", "7")}, before)

    assert (kept["line"], kept["accepted"], kept["reason"]) == ("7", "yes", "as in the Charter")


def test_a_new_row_waits_for_its_reason() -> None:
    """It accepts nothing until somebody has filled it in."""
    (new,) = needed([row("пакт", "5")], {("a.yaml", "5")}, [])

    assert (new["accepted"], new["reason"]) == ("", "")
