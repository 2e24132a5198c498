"""What rules say about one segment, and where it is said to stand."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from fidelity.matching.sides import House, KnownText
from fidelity.model import Finding
from fidelity.passages import Anchor, Passage
from fidelity.run_text import check_segment
from fidelity.segments import Segment

SEGMENT = Segment(
    "u1",
    Passage("He urges calm at once.", "en.md", (Anchor(0, 3, 1),)),
    Passage("Он призывает к спокойствию.", "ru.md", (Anchor(0, 5, 1),)),
    "en",
    "ru",
)


def rule() -> ModuleType:
    """Make a rule that quotes the original alone."""

    def check(segment: Segment, _known: KnownText) -> Iterator[Finding]:
        yield Finding("omitted-text", "warning", "left out", source=segment.source_span(14, 21))

    module = ModuleType("omitted_text")
    module.check = check  # type: ignore[attr-defined]
    return module


def test_a_finding_stands_on_both_sides() -> None:
    """What was left out is looked for in the translation, where no words are quoted."""
    outcome = check_segment(SEGMENT, House("en", "ru"), {"omitted-text": rule()})
    (finding,) = outcome.findings
    assert finding.segment == "u1"
    assert finding.source is not None
    assert finding.source.text == "at once"
    assert finding.target is not None
    assert (str(finding.target.place), finding.target.text) == ("ru.md:5:1", None)
    assert (finding.target.start, finding.target.end) == (None, None)
    assert finding.target.context is not None
    assert finding.target.context.text == "Он призывает к спокойствию."
