"""One concept is rendered in several ways, and the glossary accepts not all of them.

Why it matters: a reader takes two names for two things.

What to do: settle on one accepted rendering. If both may stand side by side, list both as
*admitted* in the glossary.

When to ignore it: where the two wordings stand for two things after all. The rule stays quiet on
inflected forms, on renderings that the glossary admits, and on an abbreviation beside its full
name.

Evidence: the terms of the glossary, counted over all the documents of a run. The finding stands
where the first wording stands that the glossary does not accept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fidelity.matching.sides import House, KnownText
from fidelity.model import Finding, Level, Span
from fidelity.protocols import Example
from fidelity.rules import _terms
from fidelity.segments import Segment

LEVEL: Level = "warning"

RIGHT: tuple[Example, ...] = ()
WRONG: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Avoided:
    """Where a wording stands that the glossary does not accept."""

    segment: str
    source: Span
    target: Span


@dataclass(frozen=True, slots=True)
class Rendered:
    """How a concept was rendered at one place, or at all so far."""

    concept: str
    glossary: str
    accepted: Mapping[str, int]
    """How often each accepted term stands there, in dictionary form."""
    others: Mapping[str, int]
    """How often each other one stands there."""
    avoided: Avoided | None
    """The first place of another one; null where there is none."""


def observe(segment: Segment, known: KnownText) -> Iterator[Rendered]:
    """Yield how each concept that stands once in the source is rendered."""
    for wanted in _terms.asked(known):
        mine = [m for m in _terms.of_concept(known.target.mentions, wanted) if not m.inside]
        if len(wanted.mentions) != 1 or len(_terms.places(mine)) != 1:
            continue
        # One place may be read as an accepted term and as one to avoid: the accepted one counts.
        mention = next((m for m in mine if m.term.accepted), mine[0])
        first = wanted.mentions[0]
        once, accepted = {mention.term.text: 1}, mention.term.accepted
        place = Avoided(
            segment.id,
            segment.source.span(first.start, first.end),
            segment.target.span(mention.start, mention.end),
        )
        yield Rendered(
            wanted.concept.id,
            wanted.glossary,
            once if accepted else {},
            {} if accepted else once,
            None if accepted else place,
        )


def condense(observations: Iterable[Rendered]) -> list[Rendered]:
    """Count how each concept was rendered: what is kept grows with the glossaries alone."""
    found: dict[tuple[str, str], list[Rendered]] = {}
    for each in observations:
        found.setdefault((each.glossary, each.concept), []).append(each)
    return [_sum(several) for several in found.values()]


def _sum(several: Sequence[Rendered]) -> Rendered:
    accepted: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for each in several:
        accepted.update(each.accepted)
        others.update(each.others)
    avoided = next((each.avoided for each in several if each.avoided), None)
    return Rendered(several[0].concept, several[0].glossary, accepted, others, avoided)


def conclude(observations: Iterable[Rendered], _house: House) -> Iterator[Finding]:
    """Yield a finding for each concept with two renderings of which the glossary avoids one."""
    for each in condense(observations):
        counts = Counter(each.accepted)
        counts.update(each.others)
        if len(counts) < 2 or each.avoided is None:
            continue
        first = each.avoided
        times = ", ".join(f"“{wording}” {count}×" for wording, count in sorted(counts.items()))
        yield Finding(
            rule="inconsistent-term",
            level="warning",
            message=f"“{first.source.text}” is rendered in different ways: {times}",
            concept=each.concept,
            segment=first.segment,
            source=first.source,
            target=first.target,
            suggestions=tuple(f"{wording} ({each.glossary})" for wording in _usual(each.accepted)),
        )


def _usual(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Give the accepted wording that stands most often; none where none of them is accepted."""
    return (min(counts, key=lambda wording: (-counts[wording], wording)),) if counts else ()
