"""What rules say about one segment, and where it is said to stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import ModuleType

import pytest

from fidelity.matching.sides import House, KnownText
from fidelity.model import Finding, Level
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


def saying(name: str, level: Level, source: tuple[int, int], target: tuple[int, int]) -> ModuleType:
    """Make a rule that always says the same of the same words."""

    def check(segment: Segment, _known: KnownText) -> Iterator[Finding]:
        yield Finding(
            name,
            level,
            "said",
            source=segment.source_span(*source),
            target=segment.target_span(*target),
            suggestions=(name,),
        )

    module = ModuleType(name)
    module.check = check  # type: ignore[attr-defined]
    return module


@pytest.mark.parametrize(
    ("rules", "kept"),
    [
        (("missing-term", "force-shift"), "force-shift"),
        (("force-shift", "avoided-term"), "avoided-term"),
        (("drifted-meaning", "missing-term"), "drifted-meaning"),
    ],
)
def test_one_drift_is_one_finding(rules: tuple[str, str], kept: str) -> None:
    """What says most exactly what is wrong stays, with the gravest level and all suggestions."""
    levels: tuple[Level, Level] = ("warning", "note")
    told = {
        name: saying(name, level, (3, 8), (3, 11))
        for name, level in zip(rules, levels, strict=True)
    }

    (finding,) = check_segment(SEGMENT, House("en", "ru"), told).findings

    assert (finding.rule, finding.level) == (kept, "warning")
    assert set(finding.suggestions) == set(rules)


def test_a_denial_that_a_word_of_scope_holds_is_one_finding() -> None:
    """“Not yet” that became “already”: the denial is lost, and the word of scope says how."""
    told = {
        "polarity-shift": saying("polarity-shift", "error", (0, 8), (12, 13)),
        "scope-shift": saying("scope-shift", "warning", (0, 5), (3, 11)),
    }

    (finding,) = check_segment(SEGMENT, House("en", "ru"), told).findings

    assert (finding.rule, finding.level) == ("scope-shift", "error")


def test_a_missing_rendering_is_named_beside_a_longer_loss() -> None:
    """A clause that holds the term was left out: who reads by terms wants to see the term."""
    told = {
        "omitted-text": saying("omitted-text", "warning", (9, 22), (0, 27)),
        "missing-term": saying("missing-term", "warning", (9, 13), (0, 27)),
    }

    found = check_segment(SEGMENT, House("en", "ru"), told).findings

    assert [finding.rule for finding in found] == ["omitted-text", "missing-term"]


def test_two_drifts_are_two_findings() -> None:
    """Other words of either side are another matter, and so is what two rules of a kind say."""
    apart = {
        "missing-term": saying("missing-term", "note", (9, 13), (3, 11)),
        "force-shift": saying("force-shift", "note", (3, 8), (3, 11)),
        "scope-shift": saying("scope-shift", "note", (3, 8), (3, 11)),
    }

    found = check_segment(SEGMENT, House("en", "ru"), apart).findings

    assert [finding.rule for finding in found] == list(apart)


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
