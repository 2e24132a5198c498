"""What a set of engines is worth, and what to add to it first."""

from __future__ import annotations

import pytest

from fidelity.commands._quality import Measured, best, first_to_add, measurements, unmeasured

AREAS = {"embedding": 0.80, "embedding dictionary": 0.85, "embedding firefox": 0.90}
ROWS = tuple(
    Measured(frozenset(kinds.split()), 40, (area, area - 0.05, area + 0.05), 0.5, 0.02, 0.3)
    for kinds, area in AREAS.items()
)
PORTUGUESE = ("en", "pt")


def areas(rows: Measured | None) -> float | None:
    """Name the figures by their area."""
    return rows.area[0] if rows else None


@pytest.mark.parametrize(
    ("here", "area"),
    [
        ("embedding", 0.80),
        ("embedding dictionary", 0.85),
        ("embedding dictionary firefox", 0.90),
        ("dictionary", None),
    ],
)
def test_the_figures_are_those_of_the_largest_part_that_was_measured(
    here: str, area: float | None
) -> None:
    """Of two parts of a size, the better one; never those of an engine that is not there."""
    assert areas(best(here.split(), ROWS)) == area


def test_what_helped_most_is_to_be_added_first() -> None:
    """By what was measured for the pair."""
    step = first_to_add({"embedding"}, ROWS, PORTUGUESE)

    assert step == "fidelity engines install firefox en-pt"


def test_kinds_that_were_never_measured_say_whose_weight_they_have() -> None:
    """So nobody takes a guess for a measurement."""
    assert unmeasured({"embedding", "dictionary", "firefox"}, PORTUGUESE) == []
    assert unmeasured({"ct2", "deepl", "linguee"}, PORTUGUESE) == [
        "linguee: weighed half as much as a dictionary",
        "ct2, deepl: weighed like firefox and apertium together, but less",
    ]


def test_where_nothing_was_measured_a_dictionary_goes_first() -> None:
    """Named as Debian names it."""
    assert first_to_add({"embedding"}, (), ("en", "sv")).endswith(
        "apt install dict-freedict-eng-swe"
    )
    assert first_to_add(set(), (), ("en", "ru")).endswith("apt install mueller7-dict")


def test_where_everything_is_there_nothing_is_to_be_added() -> None:
    """And for a pair without English nothing is known."""
    everything = {"embedding", "dictionary", "firefox"}

    assert first_to_add(everything, ROWS, PORTUGUESE) == ""
    assert first_to_add({"embedding"}, (), ("fr", "de")) == ""


def test_the_shipped_figures_can_be_read() -> None:
    """Each is of a list that is not tiny, and the built-in engine alone is among them."""
    for pair, rows in measurements().items():
        assert pair.startswith("en-")
        assert frozenset({"embedding"}) in [row.engines for row in rows]
        for row in rows:
            assert row.terms > 10
            assert row.area[1] <= row.area[0] <= row.area[2]
            assert f"{row.terms} terms" in str(row)
