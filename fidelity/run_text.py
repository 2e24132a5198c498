"""The path of a check of translated text: from segments to findings. Nothing here prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import ModuleType

from fidelity import plugins
from fidelity.cache import using
from fidelity.matching.sides import House, KnownText
from fidelity.model import Finding
from fidelity.segments import Segment


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules say about one segment."""

    known: KnownText
    findings: tuple[Finding, ...]
    observations: tuple[tuple[str, object], ...]
    """What rules remember of it for the end of the run, each with the rule's name."""


def text_rules(names: Sequence[str] | None = None) -> dict[str, ModuleType]:
    """Load the rules that look at translated text, by name.

    Args:
        names: exactly these; null: all that come with the package.

    Raises:
        UsageError: there is no rule of that name.
    """
    wanted = plugins.names("rules") if names is None else names
    loaded = {name: plugins.load("rules", name) for name in wanted}
    return {
        name: module
        for name, module in loaded.items()
        if hasattr(module, "check") or hasattr(module, "observe")
    }


def check_segment(segment: Segment, house: House, rules: dict[str, ModuleType]) -> Outcome:
    """Run every rule over one segment."""
    known = KnownText(segment, house)
    findings: list[Finding] = []
    observations: list[tuple[str, object]] = []
    with using(house.cache):
        for name, rule in rules.items():
            if hasattr(rule, "check"):
                findings += (_placed(finding, segment) for finding in rule.check(segment, known))
            if hasattr(rule, "observe"):
                observations += ((name, seen) for seen in rule.observe(segment, known))
    return Outcome(known, tuple(findings), tuple(observations))


def _placed(finding: Finding, segment: Segment) -> Finding:
    """Say where a finding stands, on both sides: a side that it does not quote is still there.

    What was left out of the translation is looked for in the translation, not in the original.
    """
    source = finding.source or replace(segment.source_span(0, 0), text=None, start=None, end=None)
    target = finding.target or replace(segment.target_span(0, 0), text=None, start=None, end=None)
    return replace(finding, segment=segment.id, source=source, target=target)


def conclude(
    observations: Iterable[tuple[str, object]], house: House, rules: dict[str, ModuleType]
) -> Iterator[Finding]:
    """Let the rules that look at whole sets of documents say what they found."""
    seen: dict[str, list[object]] = {}
    for name, observation in observations:
        seen.setdefault(name, []).append(observation)
    for name, several in seen.items():
        yield from rules[name].conclude(several, house)
