"""Which texts of two documents are found to belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from fidelity.engines.embedding import sentence_encoder
from fidelity.pairing import align as module
from fidelity.pairing._steps import STEPS, Step, cheapest
from fidelity.pairing.align import Means, align
from fidelity.pairing.lengths import MOST, cost, costs, ratio
from fidelity.passages import Anchor, Passage, PassageKind

Cost = dict[Step, NDArray[np.float64]]


def passage(
    text: str, kind: PassageKind = "paragraph", time: tuple[int, int] | None = None
) -> Passage:
    """Make a text."""
    return Passage(text, "a.txt", (Anchor(0, 1, 1),), kind=kind, time=time)


def steps(left: Sequence[str], right: Sequence[str], means: Means | None = None) -> list[Step]:
    """Align two lists of paragraphs."""
    return list(align(map(passage, left), map(passage, right), means or Means()))


def priced(rows: int, columns: int, seed: int) -> Cost:
    """Make up what every step costs."""
    draw = np.random.default_rng(seed)
    found: Cost = {}
    for step in STEPS:
        size = [max(0, side - taken + 1) for side, taken in zip((rows, columns), step, strict=True)]
        if 0 in step:
            size = [rows if step[0] else columns]
        found[step] = draw.integers(0, 50, size).astype(float)
    return found


def total(way: Sequence[Step], costs: Cost) -> float:
    """Add up what a way costs."""
    row = column = 0
    result = 0.0
    for step in way:
        at = column if step[0] == 0 else row if step[1] == 0 else (row, column)
        result += float(costs[step][at])
        row, column = row + step[0], column + step[1]
    return result


def ways(rows: int, columns: int) -> Iterator[list[Step]]:
    """List every way there is."""
    if not rows and not columns:
        yield []
    for step in STEPS:
        if step[0] <= rows and step[1] <= columns:
            yield from ([step, *rest] for rest in ways(rows - step[0], columns - step[1]))


@given(st.integers(0, 4), st.integers(0, 4), st.integers(0, 2**31))
def test_the_way_that_is_found_is_the_cheapest_of_all(rows: int, columns: int, seed: int) -> None:
    """By comparison with every way there is."""
    costs = priced(rows, columns, seed)

    found = cheapest(costs, rows, columns)

    assert sum(step[0] for step in found) == rows
    assert sum(step[1] for step in found) == columns
    assert total(found, costs) == min(total(way, costs) for way in ways(rows, columns))


@given(
    st.lists(st.text(min_size=1, max_size=30), max_size=12),
    st.lists(st.text(min_size=1, max_size=30), max_size=12),
    st.integers(2, 7),
)
def test_every_text_is_taken_once_whatever_the_window(
    left: list[str], right: list[str], window: int
) -> None:
    """And the same input gives the same result."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "WINDOW", window)
        found = steps(left, right)

        assert set(found) <= set(STEPS)
        assert sum(step[0] for step in found) == len(left)
        assert sum(step[1] for step in found) == len(right)
        assert found == steps(left, right)


def test_no_more_is_read_than_a_window_needs() -> None:
    """Two documents without end are aligned as they come."""
    read: list[int] = []

    def endless() -> Iterator[Passage]:
        for number in count():
            read.append(number)
            yield passage(f"Paragraph {number}. " + "word " * (number * 7 % 23))

    found = list(islice(align(endless(), endless(), Means()), 400))

    assert found == [(1, 1)] * 400
    assert len(read) <= 2 * (400 + module.WINDOW)


PLAIN = [
    "The Council met on 3 May to discuss the situation.",
    "All members took the floor.",
    "The representative of the host country said that 214 persons had been evacuated so far.",
    "He thanked the neighbouring states.",
    "The next meeting will be held on 17 June, at the request of two members of the Council.",
]


@pytest.mark.parametrize("missing", range(len(PLAIN)))
def test_a_text_that_is_missing_is_left_alone(missing: int) -> None:
    """Its neighbours are paired with their own counterparts."""
    right = [text for at, text in enumerate(PLAIN) if at != missing]
    expected = [(1, 0) if at == missing else (1, 1) for at in range(len(PLAIN))]

    assert steps(PLAIN, right, Means(encode=sentence_encoder("en", "en"))) == expected


def test_two_sentences_that_became_one_are_taken_together() -> None:
    """As translators often do."""
    left = [*PLAIN[:3], "The parties agreed to a pause.", "It begins at noon.", *PLAIN[3:]]
    right = [*PLAIN[:3], "The parties agreed to a pause, which begins at noon.", *PLAIN[3:]]

    assert steps(left, right) == [(1, 1), (1, 1), (1, 1), (2, 1), (1, 1), (1, 1)]


def test_meaning_decides_where_lengths_cannot() -> None:
    """Sentences of the same length, of which one was left out."""
    left = [
        "The ambassador arrived in the capital.",
        "The price of wheat has risen sharply.",
        "Doctors treated the wounded children.",
        "The parliament dissolved the assembly.",
    ]
    right = [
        "Посол прибыл в столицу государства.",
        "Врачи оказали помощь раненым детям.",
        "Парламент распустил это собрание.",
    ]

    found = steps(left, right, Means(ratio("en", "ru"), sentence_encoder("en", "ru")))

    assert found == [(1, 1), (1, 0), (1, 1), (1, 1)]


def test_headings_hold_documents_together() -> None:
    """A heading faces a heading even where a paragraph is nearer in length."""
    left = [passage("Background", "heading"), passage("Short text.")]
    right = [passage("Text short."), passage("Hintergrund", "heading"), passage("Ein Text hier.")]

    assert list(align(iter(left), iter(right), Means())) == [(0, 1), (1, 1), (1, 1)]


def test_cues_that_are_on_the_screen_together_belong_together() -> None:
    """Of several that would fit by length."""
    left = [
        passage("Good evening.", "cue", (0, 900)),
        passage("Welcome back.", "cue", (5000, 5900)),
    ]
    right = [passage("Bienvenue à vous.", "cue", (5000, 5900))]

    assert list(align(iter(left), iter(right), Means(ratio("en", "fr")))) == [(1, 0), (1, 1)]


@given(st.integers(1, 2000), st.integers(1, 2000), st.floats(0.3, 3))
def test_the_two_ways_of_working_out_a_cost_agree(one: int, other: int, expected: float) -> None:
    """For one pair, and for a table of them."""
    table = costs(np.array([one], float), np.array([other], float), expected)

    assert table[0, 0] == pytest.approx(cost(one, other, expected))
    assert 0 <= table[0, 0] <= MOST


@pytest.mark.parametrize("pair", [("en", "ru"), ("ru", "en"), ("en", "zh"), ("zh", "ru")])
def test_a_translation_of_the_expected_length_costs_nothing(pair: tuple[str, str]) -> None:
    """In languages that need more letters, and in those that need fewer."""
    assert cost(1000, round(1000 * ratio(*pair)), ratio(*pair)) < 0.1
    assert cost(1000, round(3000 * ratio(*pair)), ratio(*pair)) == MOST
