"""Which findings are about one drift, and which of them stays."""

from __future__ import annotations

import pytest

from fidelity.drifts import one_for_each
from fidelity.model import Finding, Level
from fidelity.passages import Anchor, Passage

SOURCE = Passage("He urges calm at once.", "en.md", (Anchor(0, 3, 1),))
TARGET = Passage("Он призывает к спокойствию.", "ru.md", (Anchor(0, 5, 1),))


def saying(rule: str, level: Level, source: tuple[int, int], target: tuple[int, int]) -> Finding:
    """Make what a rule says of some words."""
    return Finding(
        rule,
        level,
        "said",
        source=SOURCE.span(*source),
        target=TARGET.span(*target),
        suggestions=(rule,),
    )


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

    (finding,) = one_for_each(list(told.values()))

    assert (finding.rule, finding.level) == (kept, "warning")
    assert set(finding.suggestions) == set(rules)


def test_a_denial_that_a_word_of_scope_holds_is_one_finding() -> None:
    """“Not yet” that became “already”: the denial is lost, and the word of scope says how."""
    told = {
        "polarity-shift": saying("polarity-shift", "error", (0, 8), (12, 13)),
        "scope-shift": saying("scope-shift", "warning", (0, 5), (3, 11)),
    }

    (finding,) = one_for_each(list(told.values()))

    assert (finding.rule, finding.level) == ("scope-shift", "error")


@pytest.mark.parametrize(
    ("rule", "source", "target"),
    [("added-text", (0, 22), (3, 11)), ("omitted-text", (3, 8), (0, 27))],
)
def test_what_is_lost_or_added_is_not_told_again(
    rule: str, source: tuple[int, int], target: tuple[int, int]
) -> None:
    """A strengthening word is part of what became stronger, on the side where it stands."""
    told = {
        rule: saying(rule, "warning", source, target),
        "force-shift": saying("force-shift", "warning", (3, 13), (0, 11)),
    }

    (finding,) = one_for_each(list(told.values()))

    assert finding.rule == "force-shift"


def test_a_missing_rendering_is_named_beside_a_longer_loss() -> None:
    """A clause that holds the term was left out: who reads by terms wants to see the term."""
    told = {
        "omitted-text": saying("omitted-text", "warning", (9, 22), (0, 27)),
        "missing-term": saying("missing-term", "warning", (9, 13), (0, 27)),
    }

    found = one_for_each(list(told.values()))

    assert [finding.rule for finding in found] == ["omitted-text", "missing-term"]


def test_two_drifts_are_two_findings() -> None:
    """Other words of either side are another matter, and so is what two rules of a kind say."""
    apart = {
        "missing-term": saying("missing-term", "note", (9, 13), (3, 11)),
        "force-shift": saying("force-shift", "note", (3, 8), (3, 11)),
        "scope-shift": saying("scope-shift", "note", (3, 8), (3, 11)),
    }

    found = one_for_each(list(apart.values()))

    assert [finding.rule for finding in found] == list(apart)
