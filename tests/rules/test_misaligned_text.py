"""Documents that do not run parallel."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.matching.sides import House, KnownText
from fidelity.model import Finding
from fidelity.passages import Anchor, Passage, PassageKind
from fidelity.protocols import Example
from fidelity.rules.misaligned_text import RIGHT, WRONG, Document, Seen, condense, observe
from fidelity.rules.misaligned_text import conclude as said
from fidelity.run_text import check_segment, conclude, text_rules
from fidelity.segments import Segment

ROWS = [
    ("The Council met on 3 May 2025.", "Совет собрался 3 мая 2025 года."),
    ("It heard a report.", "Он заслушал доклад."),
    (
        "The report spoke of 214 persons who had been evacuated from the city and its suburbs.",
        "В докладе говорилось о 214 лицах, эвакуированных из города и его пригородов.",
    ),
    ("Two members abstained.", "Двое членов воздержались."),
    (
        "The next meeting will be held on 17 June at the request of the host country.",
        "Следующее заседание состоится 17 июня по просьбе принимающей страны.",
    ),
    ("No decision was taken.", "Решение принято не было."),
    (
        "The Fund will cover 40 per cent of the costs, and donors will bear the remaining part.",
        "Фонд покроет 40 процентов расходов, а остальную часть возьмут на себя доноры.",
    ),
    ("The President thanked all.", "Председатель поблагодарил всех."),
    (
        "Under resolution 1701 the parties must report to the Secretary-General every 90 days.",
        "Согласно резолюции 1701 стороны должны каждые 90 дней отчитываться перед Генсекретарём.",
    ),
    ("The text was adopted.", "Текст был принят."),
    (
        "Applause followed, and the session was closed at 18 hours.",
        "Заседание закрылось в 18 часов.",
    ),
    ("It was late.", "Было поздно."),
]


def checked(
    rows: Sequence[tuple[str, str]], kind: PassageKind = "segment", tags: str = "en-ru"
) -> list[Finding]:
    """Check the rows of a bilingual file, or of two documents."""
    source, target = tags.split("-")
    rules, house = text_rules(["misaligned-text"]), House(source, target)
    observations: list[tuple[str, object]] = []
    for line, texts in enumerate(rows, start=1):
        sides = [Passage(text, "a.tsv", (Anchor(0, line, 1),), kind=kind) for text in texts]
        item = Segment(str(line), sides[0], sides[1], source, target)
        observations += check_segment(item, house, rules).observations
    return list(conclude(observations, house, rules))


@pytest.mark.parametrize("example", RIGHT)
def test_the_right_examples_are_quiet(example: Example) -> None:
    """A faithful translation, from either language."""
    assert checked([(example.source, example.target)], "paragraph", example.pair) == []


@pytest.mark.parametrize("example", WRONG)
def test_the_wrong_examples_are_found(example: Example) -> None:
    """One side goes on where the other ends."""
    assert len(checked([(example.source, example.target)], "paragraph", example.pair)) == 1


@pytest.mark.parametrize("times", [1, 3])
def test_documents_that_run_parallel_are_left_alone(times: int) -> None:
    """Short and long."""
    assert checked(ROWS * times) == []
    assert checked(ROWS * times, "paragraph") == []


@pytest.mark.parametrize(("shift", "way"), [(1, "1 row too far down"), (2, "2 rows too far down")])
def test_rows_that_slipped_are_an_error_from_where_they_did(shift: int, way: str) -> None:
    """Lengths and figures both say so."""
    sources = [one for one, _ in ROWS * 2]
    targets = [other for _, other in ROWS * 2]
    slipped = [*targets[:4], *["Пустая строка."] * shift, *targets[4:-shift]]

    (found,) = checked(list(zip(sources, slipped, strict=True)))

    assert (found.rule, found.level) == ("misaligned-text", "error")
    assert way in found.message
    assert found.source is not None
    assert found.source.place.line == 5


def test_rows_that_slipped_upwards_are_found_too() -> None:
    """One translation was lost."""
    sources = [one for one, _ in ROWS * 2]
    targets = [other for _, other in ROWS * 2]
    slipped = [*targets[:4], *targets[5:], "Конец."]

    (found,) = checked(list(zip(sources, slipped, strict=True)))

    assert "1 row too far up" in found.message


def test_a_side_that_is_longer_by_half_is_a_warning() -> None:
    """Both ways, and the share is told."""
    longer = [(f"{one} " * 2, other) for one, other in ROWS]

    (found,) = checked(longer, "paragraph")

    assert found.level == "warning"
    assert "the original is" in found.message


def test_a_document_of_which_half_is_missing_is_an_error() -> None:
    """The lengths say so, and so do the sentences without counterpart."""
    half = [*ROWS[:5], *((one, "") for one, _ in ROWS[5:])]

    (found,) = checked(half, "paragraph")

    assert found.level == "error"


def test_units_that_nobody_has_translated_yet_are_left_alone() -> None:
    """A file of a translation program is often half done."""
    assert checked([*ROWS[:5], *((one, "") for one, _ in ROWS[5:])]) == []


def test_languages_that_need_fewer_letters_are_expected_to() -> None:
    """Chinese needs a third of the letters of English."""
    rows = [
        (
            "The Ministry regrets that the talks were not held this week.",
            "外交部对本周未举行会谈表示遗憾。",
        )
    ]

    assert checked(rows * 12, "paragraph", "en-zh") == []


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), max_size=20))
def test_no_document_makes_the_rule_fail(rows: list[tuple[str, str]]) -> None:
    """Nor does it find anything in two sides that are the same."""
    checked(rows)
    assert checked([(one, one) for one, _ in rows], tags="en-nl") == []


def seen(rows: Sequence[tuple[str, str]]) -> list[Seen | Document]:
    """Observe the rows of a bilingual file."""
    made: list[Seen | Document] = []
    for line, texts in enumerate(rows, start=1):
        sides = [Passage(text, "a.tsv", (Anchor(0, line, 1),), kind="segment") for text in texts]
        item = Segment(str(line), sides[0], sides[1], "en", "ru")
        made += observe(item, KnownText(item, House("en", "ru")))
    return made


@pytest.mark.parametrize("shift", [0, 1, 3])
@given(cut=st.integers(min_value=0, max_value=36))
def test_what_is_condensed_on_the_way_says_the_same(shift: int, cut: int) -> None:
    """Wherever it is done, and as often: of a document one value is kept."""
    sources, targets = zip(*(ROWS * 3), strict=True)
    slipped = [*targets[:8], *["Пустая строка."] * shift, *targets[8 : len(targets) - shift]]
    rows, house = seen(list(zip(sources, slipped, strict=True))), House("en", "ru")

    whole = list(said(rows, house))
    once = [*condense(rows[:cut]), *rows[cut:]]

    assert bool(whole) == bool(shift)
    assert list(said(once, house)) == whole
    assert list(said(condense(condense(once)), house)) == whole
    assert len(condense(once)) == 1
