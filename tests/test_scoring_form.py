"""What the form of a translation tells."""

from __future__ import annotations

from fidelity.matching.sides import Side
from fidelity.passages import Anchor, Passage
from fidelity.scoring.form import form


def side(text: str, tag: str) -> Side:
    """Make one side of a segment."""
    return Side(Passage(text, "set", (Anchor(0, 1, 1),)), tag)


def test_misspelt_words_are_seldom_ones_too_and_seldom_ones_are_not_misspelt() -> None:
    """A word that nobody uses, and one that few use."""
    source = side("Совет собрался вчера.", "ru")

    good, odd, misspelt = (
        form(source, side(f"The Council {word} yesterday.", "en"))
        for word in ("met", "palavered", "zqmettx")
    )

    assert (good.unknown, good.rare) == (0, 0)
    assert odd.rare == 1
    assert (misspelt.unknown, misspelt.rare) == (1, 1)
