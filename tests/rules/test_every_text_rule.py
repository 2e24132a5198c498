"""What every rule for translated text keeps to: its own examples, whatever the text."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.loading import shipped_glossaries
from fidelity.matching.sides import House
from fidelity.model import Finding
from fidelity.passages import Anchor, Passage
from fidelity.protocols import Example
from fidelity.run_text import check_segment, text_rules
from fidelity.segments import Segment
from fidelity.texts import house_for

RULES = sorted(name for name, rule in text_rules().items() if hasattr(rule, "check"))


def segment(example: Example) -> Segment:
    """Make a segment of an example."""
    source, target = example.pair.split("-")
    texts = [Passage(text, "example", (Anchor(0, 1, 1),)) for text in example[1:]]
    return Segment("example", texts[0], texts[1], source, target)


@cache
def house(pair: str) -> House:
    """Make ready a pair of languages with the shipped glossaries, once."""
    source, target = pair.split("-")
    return house_for(source, target, shipped_glossaries())


def findings(name: str, example: Example) -> list[Finding]:
    """Run one rule over one example."""
    item = segment(example)
    return list(check_segment(item, house(example.pair), text_rules([name])).findings)


def examples(which: str) -> list[object]:
    """List the text examples of every rule, each with the rule's name, as test parameters."""
    return [
        pytest.param(
            name,
            example,
            id=f"{name}-{number}",
            marks=pytest.mark.xdist_group(example.pair),  # its words are loaded in one process
        )
        for name in RULES
        for number, example in enumerate(getattr(text_rules()[name], which), start=1)
        if isinstance(example, Example)
    ]


@pytest.mark.parametrize(("name", "example"), examples("RIGHT"))
def test_a_right_example_is_quiet(name: str, example: Example) -> None:
    """Nothing of level warning or above about a translation that the rule calls right."""
    assert [found for found in findings(name, example) if found.level != "note"] == []


@pytest.mark.parametrize(("name", "example"), examples("WRONG"))
def test_a_wrong_example_is_found(name: str, example: Example) -> None:
    """The rule reports what it calls wrong, under its own name, in plain words, at a place."""
    found = findings(name, example)
    assert found
    for one in found:
        assert one.rule == name
        assert one.message
        assert one.source or one.target


@pytest.mark.parametrize("name", RULES)
@given(source=st.text(max_size=60), target=st.text(max_size=60))
def test_no_text_makes_a_rule_fail(name: str, source: str, target: str) -> None:
    """Whatever stands in a document, a rule answers with findings or with none."""
    item = segment(Example("en-ru", source, target))
    check_segment(item, House("en", "ru"), text_rules([name]))
