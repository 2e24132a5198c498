"""The path of a check of translated text: from segments to findings. Nothing here prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import ModuleType

from fidelity import plugins
from fidelity.cache import using
from fidelity.matching import meaning
from fidelity.matching.sides import House, KnownText
from fidelity.model import Finding, Level, Span
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
    return Outcome(known, tuple(_one_for_each(findings)), tuple(observations))


def _one_for_each(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Keep one finding of several about one drift: what says most exactly what it is.

    Two findings are about one drift where they stand at the same words of both sides and one of
    them is of a rule of terms. The one that stays has the gravest level of all, and their evidence.
    """
    ranked = sorted(findings, key=lambda finding: _rank(finding.rule))
    kept: list[Finding] = []
    for finding in ranked:
        place = next((n for n, each in enumerate(kept) if _same_drift(each, finding)), None)
        if place is None:
            kept.append(finding)
        else:
            kept[place] = _joined(kept[place], finding)
    order = {id(finding): number for number, finding in enumerate(findings)}
    yield from sorted(kept, key=lambda finding: order.get(id(finding), len(order)))


_LISTED = ("avoided-term", "false-friend")
"""Rules that know a rendering by name: nothing says more exactly what is wrong with it."""
_GENERAL = ("drifted-meaning", "missing-term")
"""Rules that only know that something else should stand there."""


def _rank(rule: str) -> int:
    if rule in _LISTED:
        return _LISTED.index(rule)
    return 3 + _GENERAL.index(rule) if rule in _GENERAL else 2


def _same_drift(one: Finding, other: Finding) -> bool:
    if _rank(one.rule) == _rank(other.rule):
        return False
    return _overlap(one.source, other.source) and _overlap(one.target, other.target)


def _overlap(one: Span | None, other: Span | None) -> bool:
    """Say whether two spans share words; a span that quotes nothing may be anywhere."""
    first, second = _stretch(one), _stretch(other)
    if first is None or second is None:
        return first is not second
    return first[0] < second[1] and second[0] < first[1]


def _stretch(span: Span | None) -> tuple[int, int] | None:
    if span is None or span.start is None or span.end is None:
        return None
    return span.start, span.end


def _joined(kept: Finding, other: Finding) -> Finding:
    grave = max((kept.level, other.level), key=_LEVELS.index)
    suggestions = tuple(dict.fromkeys((*kept.suggestions, *other.suggestions)))
    evidence = (*kept.evidence, *other.evidence)
    return replace(kept, level=grave, suggestions=suggestions, evidence=evidence)


_LEVELS: tuple[Level, ...] = ("note", "warning", "error")


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
