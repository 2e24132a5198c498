"""The path of a check of translated text: from segments to findings. Nothing here prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import ModuleType

from fidelity import plugins
from fidelity.cache import using
from fidelity.drifts import one_for_each
from fidelity.matching import meaning
from fidelity.matching.sides import House, KnownText
from fidelity.model import Finding
from fidelity.segments import Segment

_PENDING = 1024
"""Observations of a rule from which they are condensed."""


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


def check_segment(segment: Segment, house: House, rules: Mapping[str, ModuleType]) -> Outcome:
    """Run every rule over one segment."""
    return check_known(KnownText(segment, house), rules)


def check_known(known: KnownText, rules: Mapping[str, ModuleType]) -> Outcome:
    """Run every rule over a segment of which something may be known already."""
    segment, house = known.segment, known.house
    findings: list[Finding] = []
    observations: list[tuple[str, object]] = []
    with using(house.cache), meaning.one_thread():
        for name, rule in rules.items():
            if hasattr(rule, "check"):
                findings += (_placed(finding, segment) for finding in rule.check(segment, known))
            if hasattr(rule, "observe"):
                observations += ((name, seen) for seen in rule.observe(segment, known))
    return Outcome(known, tuple(one_for_each(findings)), tuple(observations))


def _placed(finding: Finding, segment: Segment) -> Finding:
    """Say where a finding stands, on both sides: a side that it does not quote is still there.

    What was left out of the translation is looked for in the translation, not in the original.
    """
    source = finding.source or replace(segment.source_span(0, 0), text=None, start=None, end=None)
    target = finding.target or replace(segment.target_span(0, 0), text=None, start=None, end=None)
    return replace(finding, segment=segment.id, source=source, target=target)


class Observed:
    """What rules have observed so far, condensed as it grows.

    Args:
        rules: the rules, by name.
    """

    def __init__(self, rules: Mapping[str, ModuleType]) -> None:
        self._rules = rules
        self._seen: dict[str, list[object]] = {}
        self._limits: dict[str, int] = {}

    def add(self, observations: Iterable[tuple[str, object]]) -> None:
        """Take in what was observed in one more segment.

        Args:
            observations: each with the name of its rule.
        """
        for name, observation in observations:
            several = self._seen.setdefault(name, [])
            several.append(observation)
            if len(several) >= self._limits.get(name, _PENDING):
                self._condense(name, several)

    def _condense(self, name: str, several: list[object]) -> None:
        condense = getattr(self._rules[name], "condense", None)
        if condense is not None:
            several[:] = condense(tuple(several))
        # Where as much is left (many documents), it is not gone through again for each segment.
        self._limits[name] = _PENDING + 2 * len(several)

    def concluded(self, house: House) -> Iterator[Finding]:
        """Let the rules say what they found in all of it."""
        for name, several in self._seen.items():
            yield from self._rules[name].conclude(several, house)


def conclude(
    observations: Iterable[tuple[str, object]], house: House, rules: Mapping[str, ModuleType]
) -> Iterator[Finding]:
    """Let the rules that look at whole sets of documents say what they found."""
    seen = Observed(rules)
    seen.add(observations)
    return seen.concluded(house)
