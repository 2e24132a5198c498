"""Every rule for translated text keeps what its own examples promise."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from _pytest.mark.structures import ParameterSet

from fidelity.loading import shipped_glossaries
from fidelity.model import Finding
from fidelity.passages import Anchor, Passage
from fidelity.protocols import Example
from fidelity.run_text import check_segment, text_rules
from fidelity.segments import Segment
from fidelity.sides import House
from fidelity.texts import house_for

GRAVE = ("warning", "error")


def examples(what: str) -> Iterator[ParameterSet]:
    """List the examples of all rules with the name of their rule."""
    for name, rule in text_rules().items():
        for number, example in enumerate(getattr(rule, what, ())):
            yield pytest.param(name, example, id=f"{name}-{number}")


def findings(name: str, example: Example) -> list[Finding]:
    """Run one rule over one example."""
    source, target = example.pair.split("-")
    texts = [Passage(text, "example", (Anchor(0, 1, 1),)) for text in example[1:]]
    segment = Segment("example:1", texts[0], texts[1], source, target)
    return list(check_segment(segment, house(source, target), text_rules([name])).findings)


@cache
def house(source: str, target: str) -> House:
    """Make what a run of the pair would know, with the shipped glossaries."""
    return house_for(source, target, shipped_glossaries())


@pytest.mark.parametrize(("name", "example"), list(examples("RIGHT")))
def test_a_right_translation_is_let_be(name: str, example: Example) -> None:
    """No warning and no error from the rule whose example it is."""
    assert [each.message for each in findings(name, example) if each.level in GRAVE] == []


@pytest.mark.parametrize(("name", "example"), list(examples("WRONG")))
def test_a_wrong_translation_is_found(name: str, example: Example) -> None:
    """With both sides quoted where they stand."""
    found = findings(name, example)

    assert found
    for each in found:
        for span, text in ((each.source, example.source), (each.target, example.target)):
            assert span is None or span.start is None or text[span.start : span.end] == span.text
