"""The lock: a sorted file of outcomes that merges, and that is refused in one clear line."""

from __future__ import annotations

import contextlib
import json
import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.errors import InputError
from fidelity.model import Candidate, Fail, Ok, Outcome, Query, Standing
from fidelity.recording.lock import (
    FORM,
    Lock,
    Made,
    Source,
    read,
    recordable,
    written,
)
from fidelity.recording.outcomes import RECORDED

SOURCE = Source("deepl:api", "1", "", "deepl", "many", ranks_by_answers=True)
GARDEN = (SOURCE.made, Query("garden", "en", "ru"))
TREE = (SOURCE.made, Query("tree", "en", "ru", part_of_speech="noun"))
LOCK = Lock(
    {SOURCE.made: SOURCE},
    {
        GARDEN: Ok((Candidate("сад"), Candidate("огород", -0.25, "for vegetables", "noun"))),
        TREE: Fail("not-found"),
        (SOURCE.made, Query("", "en", "la")): Fail("unsupported-pair"),
    },
)

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
numbers = st.floats(allow_nan=False, allow_infinity=False)
candidates = st.builds(Candidate, texts, st.none() | numbers, st.none() | texts, st.none() | texts)
standings = st.builds(Standing, texts, numbers, st.integers(1, 99), numbers)
outcomes = st.one_of(
    st.sampled_from(sorted(RECORDED)).map(Fail),
    st.builds(Ok, st.lists(candidates, min_size=1).map(tuple), st.lists(standings).map(tuple)),
)
queries = st.builds(
    Query, texts, texts, texts, st.lists(texts).map(tuple), st.none() | texts, st.integers(1, 99)
)
made = st.builds(Made, texts, texts, texts)


@given(st.dictionaries(st.tuples(made, queries), outcomes))
def test_what_was_written_is_read_again(recorded: dict[tuple[Made, Query], Outcome]) -> None:
    """Whatever stands in the texts, and one outcome always takes one line."""
    text = written(Lock({}, recorded))
    assert read(text, "l").outcomes == recorded
    assert text.count("\n") == len(recorded) + 1


def test_a_line_can_be_read_in_a_review() -> None:
    """A plain answer is a plain word; what is usual is left out."""
    head, engine, pair, garden, tree = written(LOCK).splitlines()
    assert head == '{"fidelity-lock": 1}'
    assert engine.startswith('{"engine": "deepl:api", "family": "deepl", "pairs": "many", ')
    asked = '{"engine": "deepl:api", "from": "en", "to": '
    assert pair == f'{asked}"la", "failure": "unsupported-pair", "version": "1"}}'
    assert garden.startswith(
        f'{asked}"ru", "text": "garden", "answers": ["сад", {{"text": "огород"'
    )
    assert tree == (
        f'{asked}"ru", "text": "tree", "part-of-speech": "noun", "failure": "not-found", '
        '"version": "1"}'
    )


def test_the_order_of_lines_makes_no_difference() -> None:
    """So two branches can be merged by putting the lines of both together."""
    lines = written(LOCK).splitlines(keepends=True)
    mixed = random.Random(7).sample([*lines, *lines], 2 * len(lines))  # noqa: S311
    assert written(read("".join(mixed), "l")) == written(LOCK)


def test_a_new_state_of_an_engine_takes_the_place_of_the_old_one() -> None:
    """What the old one answered goes; other engines stay."""
    other = Made("mymemory:api", "1")
    before = Lock(LOCK.sources, {**LOCK.outcomes, (other, Query("a", "en", "ru")): Fail("echo")})
    new = Source("deepl:api", "2", "", "deepl", "many")
    key = (new.made, Query("garden", "en", "ru"))
    after = before.renewed(Lock({new.made: new}, {key: Fail("echo")}))
    assert {key_[0] for key_ in after.outcomes} == {new.made, other}


def changed(change: Callable[[list[str]], None]) -> str:
    """Damage the lock."""
    lines = written(LOCK).splitlines()
    change(lines)
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("damage", "place", "words"),
    [
        (lambda rows: rows.clear(), "l:", "empty"),
        (lambda rows: rows.pop(0), "l:1:", "first line"),
        (lambda rows: rows.__setitem__(0, '{"fidelity-lock": 2}'), "l:1:", "upgrade fidelity"),
        (lambda rows: rows.__setitem__(0, '{"fidelity-lock": "x"}'), "l:1:", "no lock"),
        (lambda rows: rows.__setitem__(3, rows[3][:40]), "l:4:", "not understood"),
        (lambda rows: rows.insert(2, "<<<<<<< HEAD"), "l:3:", "merge was not finished"),
        (lambda rows: rows.append("[" * 100_000), "l:6:", "not understood"),
        (lambda rows: rows.append('{"engine": "e"}'), "l:6:", "not understood"),
        (lambda rows: rows.append(rows[4].replace("not-found", "network")), "l:6:", "understood"),
        (lambda rows: rows.append(rows[4].replace("not-found", "echo")), "l:6:", "contradicts"),
    ],
)
def test_a_damaged_lock_is_refused_with_its_line(
    damage: Callable[[list[str]], None], place: str, words: str
) -> None:
    """One line that says where and what to do."""
    with pytest.raises(InputError) as refused:
        read(changed(damage), "l")
    assert str(refused.value).startswith(place)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing else is raised."""
    with contextlib.suppress(InputError):
        read(text, "l")


@given(st.recursive(st.none() | st.text() | st.integers(), st.lists))
def test_any_value_in_a_line_is_read_or_refused(value: object) -> None:
    """Whatever the kind of value."""
    for name in ("engine", "version", "text", "wanted", "answers", "failure", "best", "family"):
        item = {"engine": "e", "version": "1", "from": "en", "to": "ru", "answers": ["a"]}
        line = json.dumps({**item, name: value})
        with contextlib.suppress(InputError):
            read(f'{{"fidelity-lock": {FORM}}}\n{line}', "l")


@pytest.mark.parametrize("reason", ["timeout", "network", "quota", "no-consent", "not-recorded"])
def test_a_passing_fault_is_not_recorded(reason: str) -> None:
    """It would be one for good."""
    assert not recordable(GARDEN[1], Fail(reason))  # type: ignore[arg-type]


def test_half_a_character_is_not_recorded() -> None:
    """It cannot be written as text."""
    assert not recordable(Query("\ud800", "en", "ru"), Fail("not-found"))
    assert recordable(Query("a", "en", "ru"), Fail("not-found"))
