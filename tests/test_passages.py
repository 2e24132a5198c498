"""Passages: text that knows where it stands."""

from __future__ import annotations

import pytest

from fidelity.model import Place, Span
from fidelity.passages import Anchor, Passage

SHIFTED = Passage("a & b\nc", "f.html", (Anchor(0, 3, 5), Anchor(3, 3, 12), Anchor(6, 4, 1)))


def test_place_counts_on_from_the_last_anchor() -> None:
    """A character stands as far from its anchor in the file as in the text."""
    places = [SHIFTED.place(offset) for offset in (0, 2, 3, 5, 6)]
    assert places == [Place("f.html", *at) for at in ((3, 5), (3, 7), (3, 12), (3, 14), (4, 1))]


def test_place_of_the_end() -> None:
    """The length of the text stands for its end."""
    assert SHIFTED.place(7) == Place("f.html", 4, 2)


@pytest.mark.parametrize("offset", [-1, 8])
def test_no_place_outside(offset: int) -> None:
    """An offset that is not in the text is a fault of the caller."""
    with pytest.raises(IndexError):
        SHIFTED.place(offset)


def test_span_is_what_a_finding_quotes() -> None:
    """A span has place, text and offsets."""
    assert SHIFTED.span(2, 5) == Span(Place("f.html", 3, 7), "& b", 2, 5)


@pytest.mark.parametrize(("start", "end"), [(2, 1), (0, 8), (-1, 2)])
def test_no_span_outside(start: int, end: int) -> None:
    """A stretch that is not in the text is a fault of the caller."""
    with pytest.raises(IndexError):
        SHIFTED.span(start, end)


@pytest.mark.parametrize(("start", "end"), [(0, 7), (1, 4), (3, 7), (4, 5), (2, 2), (7, 7)])
def test_part_keeps_the_places(start: int, end: int) -> None:
    """The letters of a part stand where they stood; its offsets begin anew."""
    part = SHIFTED.part(start, end)
    assert part.text == SHIFTED.text[start:end]
    for offset in range(end - start):
        assert part.place(offset) == SHIFTED.place(start + offset)


def test_a_span_keeps_the_segment_that_it_is_cut_from() -> None:
    """Its text and where it begins and ends, for those who read a report."""
    passage = Passage("one\ntwo", "a.md", (Anchor(0, 3, 5), Anchor(4, 4, 1)))
    context = passage.part(2, 7).span(2, 4).context
    assert context is not None
    assert context.text == "e\ntwo"
    assert (str(context.first), str(context.last)) == ("a.md:3:7", "a.md:4:4")


def test_two_spans_of_the_same_words_are_equal_whatever_is_around_them() -> None:
    """The segment is for readers; findings are told apart by place and words."""
    passage = Passage("one two", "a.md", (Anchor(0, 1, 1),))
    assert passage.span(0, 3) == Span(Place("a.md", 1, 1), "one", 0, 3)
