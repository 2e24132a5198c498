"""Runs one rule for translated text over a pair of sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fidelity.matching.sides import House
from fidelity.model import Finding
from fidelity.passages import Anchor, Passage
from fidelity.run_text import check_segment, text_rules
from fidelity.segments import Segment


@pytest.fixture(scope="session")
def found() -> Callable[[str, str, str, str], list[Finding]]:
    """Give a function of rule, pair, source and target that lists what the rule finds."""

    def run(rule: str, pair: str, source: str, target: str) -> list[Finding]:
        first, second = pair.split("-")
        texts = [Passage(text, "sample", (Anchor(0, 1, 1),)) for text in (source, target)]
        segment = Segment("sample:1", texts[0], texts[1], first, second)
        outcome = check_segment(segment, House(first, second), text_rules([rule]))
        return list(outcome.findings)

    return run
