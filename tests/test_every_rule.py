"""What every rule must offer, and that its own examples come out as they say."""

from __future__ import annotations

import pytest

from fidelity import plugins, protocols
from fidelity.languages import language
from fidelity.model import Finding
from fidelity.rules._examples import Example, glossaries, known

RULES = plugins.names("rules")
LEVELS = ("note", "warning", "error")


def findings(name: str, example: Example) -> list[Finding]:
    """Run one rule over one example."""
    rule = plugins.load("rules", name)
    if getattr(rule, "NEEDS_ENGINES", False):
        from fidelity.run import audit

        glossary, others = glossaries(example)
        return list(audit(glossary, others=others, rules=[name]).findings)
    look = known(example, language)
    return [found for concept in look.glossary.concepts for found in rule.audit(concept, look)]


def examples(which: str) -> list[object]:
    """List the glossary examples of every rule, each with the rule's name, as test parameters."""
    return [
        pytest.param(name, example, id=f"{name}-{number}")
        for name in RULES
        for number, example in enumerate(getattr(plugins.load("rules", name), which), start=1)
        if not isinstance(example, protocols.Example)
    ]


def test_there_are_rules() -> None:
    """The four rules about a glossary as data are found by their file names."""
    assert {"conflicting-status", "duplicate-concept", "unknown-word", "untidy-term"} <= set(RULES)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_has_its_page(name: str) -> None:
    """The docstring begins with a one-line summary and says what to do and on what evidence."""
    page = plugins.load("rules", name).__doc__ or ""
    summary, blank, *rest = page.splitlines()
    assert 20 <= len(summary) <= 100
    assert summary.endswith(".")
    assert blank == ""
    for part in ("Why it matters:", "What to do:", "When to ignore it:", "Evidence:"):
        assert any(line.startswith(part) for line in rest), f"the page of {name} lacks “{part}”"


@pytest.mark.parametrize("name", RULES)
def test_a_rule_has_a_level_and_examples(name: str) -> None:
    """Every rule has a level of SARIF and at least one example of each sort."""
    rule = plugins.load("rules", name)
    assert rule.LEVEL in LEVELS
    if hasattr(rule, "conclude") and not hasattr(rule, "check"):
        return  # it looks at several segments; its tests stand beside it
    assert rule.RIGHT
    assert rule.WRONG


@pytest.mark.parametrize(("name", "example"), examples("RIGHT"))
def test_a_right_example_is_quiet(name: str, example: Example) -> None:
    """The rule says nothing about an example that it calls right."""
    assert findings(name, example) == []


@pytest.mark.parametrize(("name", "example"), examples("WRONG"))
def test_a_wrong_example_is_found(name: str, example: Example) -> None:
    """The rule reports an example that it calls wrong, under its own name, at a place."""
    found = findings(name, example)
    assert found
    for one in found:
        assert one.rule == name
        assert one.level in LEVELS
        assert one.message
        assert one.target is not None
        assert one.target.place.line is not None
