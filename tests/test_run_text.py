"""What rules say about one segment, and where it is said to stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import ModuleType

from fidelity.matching.sides import House, KnownText
from fidelity.model import Finding
from fidelity.passages import Anchor, Passage
from fidelity.run_text import Observed, check_segment
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


def counting() -> tuple[ModuleType, list[int]]:
    """Make a rule that counts what it observed, and note how many values it is given at a time."""
    given: list[int] = []

    def condense(observations: Sequence[int]) -> list[int]:
        given.append(len(observations))
        return [sum(observations)]

    def conclude(observations: Sequence[int], _house: House) -> Iterator[Finding]:
        given.append(len(observations))
        yield Finding("counting", "note", str(sum(observations)))

    module = ModuleType("counting")
    module.condense = condense  # type: ignore[attr-defined]
    module.conclude = conclude  # type: ignore[attr-defined]
    return module, given


def test_what_a_rule_observes_is_condensed_as_it_grows() -> None:
    """So that memory does not grow with the documents."""
    module, given = counting()
    seen = Observed({"counting": module})
    for _ in range(10_000):
        seen.add([("counting", 1)])

    (finding,) = seen.concluded(House("en", "ru"))

    assert finding.message == "10000"
    assert max(given) < 2_000


def test_what_a_rule_cannot_condense_is_kept_whole() -> None:
    """A rule of another package may want to see every value at the end."""
    module, _ = counting()
    del module.condense
    seen = Observed({"counting": module})
    seen.add(("counting", 1) for _ in range(5_000))

    (finding,) = seen.concluded(House("en", "ru"))

    assert finding.message == "5000"
