"""JSON Lines."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.errors import InputError


def test_a_line_is_a_unit(read: Any) -> None:
    """An object has id, source and target, perhaps languages, and fields that are passed over."""
    found = read(
        "a.jsonl",
        '{"id": "s1", "source": "Reset", "target": "Сброс", "x": [1, {"y": null}]}\n\n'
        ' { "target" : null , "source" : "Button" , "id" : 7 , "from":"EN", "to":"pt_BR" } \n'
        '{"source":"a","target":"  "}',
        source="de",
    )
    assert found.pairs == [("Reset", "Сброс"), ("Button", None), ("a", None)]
    assert [unit.id for unit in found.units] == ["s1", "7", None]
    assert [unit.source.language for unit in found.units] == ["de", "en", "de"]
    assert found.units[1].source.place().line == 3


@pytest.mark.parametrize(
    ("raw", "column", "words"),
    [
        ("[1]", 1, "not JSON"),
        ('{"source": "a"', 15, "not JSON"),
        ('{"source": "a"} x', 17, "not JSON"),
        ('{"source": "a" "target": "b"}', 16, "not JSON"),
        ("{'source': 'a'}", 2, "not JSON"),
        ('{"source": a}', 12, "not JSON"),
        ('{"source": "a\tb"}', 14, "not JSON"),
        ('{"target": "b"}', None, "no source"),
        ('{"source": 5}', 12, "not a text"),
        ('{"source": "a", "target": ["b"]}', 27, "not a text"),
        ('{"source": "\\ud800"}', 12, "half a character"),
        ('{"source": "a\\u0000"}', 12, "zero character"),
        ('{"source": "a", "id": 1.5}', None, "neither text nor number"),
        ('{"source": "a", "from": "no language"}', None, "no language"),
        ('{"source": "a", "from": 5}', None, "no language"),
        ('{"source": "a", "x": ' + "[" * 100_000, None, "beyond"),
        ('{"source": "a", "x": ' + "1" * 10_000 + "}", None, "beyond"),
    ],
)
def test_what_is_broken_is_said(read: Any, raw: str, column: int | None, words: str) -> None:
    """A line that is no such object is refused with line and column."""
    with pytest.raises(InputError, match=words) as fault:
        read("a.jsonl", f'{{"source": "ok"}}\n{raw}\n')
    assert (fault.value.place.line, fault.value.place.column) == (2, column)


PIECES = st.lists(
    st.one_of(
        st.text("абвЁїabZ💥é\u0301 \u00a0{}:,'", min_size=1, max_size=5).map(lambda t: (t, t)),
        st.sampled_from(
            [
                ("\\n", "\n"),
                ('\\"', '"'),
                ("\\\\", "\\"),
                ("\\/", "/"),
                ("\\u0436", "ж"),
                ("\\uD83D\\uDCA5", "💥"),
            ]
        ),
    ),
    max_size=12,
)


@settings(max_examples=80, deadline=None)
@given(PIECES, PIECES)
def test_places_lead_to_the_letters(
    read: Any, lay: Any, one: list[tuple[str, str]], other: list[tuple[str, str]]
) -> None:
    """Every letter of a text stands in the file where its place says."""
    source = lay([('\n{"x": {"source": 1}, "source": "', ""), ("x", "x"), *one, ("y", "y")])
    target = lay([(source.raw + '", "target":"', ""), ("x", "x"), *other, ("y", "y"), ('"}\n', "")])
    assert json.loads(target.raw)["source"] == source.text
    (unit,) = read("p.jsonl", target.raw).units
    source.check(unit.source)
    target.check(unit.target)
