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
from collections.abc import Iterable, Iterator, Sequence
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
class Rendered:
    """How a concept was rendered at one place."""

    concept: str
    glossary: str
    wording: str
    """The term, in dictionary form."""
    accepted: bool
    segment: str
    source: Span
    target: Span


def observe(segment: Segment, known: KnownText) -> Iterator[Rendered]:
    """Yield how each concept that stands once in the source is rendered."""
    for wanted in _terms.asked(known):
        mine = [m for m in _terms.of_concept(known.target.mentions, wanted) if not m.inside]
        if len(wanted.mentions) != 1 or len(_terms.places(mine)) != 1:
            continue
        # One place may be read as an accepted term and as one to avoid: the accepted one counts.
        mention = next((m for m in mine if m.term.accepted), mine[0])
        first = wanted.mentions[0]
        yield Rendered(
            wanted.concept.id,
            wanted.glossary,
            mention.term.text,
            mention.term.accepted,
            segment.id,
            segment.source.span(first.start, first.end),
            segment.target.span(mention.start, mention.end),
        )


def conclude(observations: Sequence[Rendered], _house: House) -> Iterator[Finding]:
    """Yield a finding for each concept with two renderings of which the glossary avoids one."""
    for several in _by_concept(observations):
        counts = Counter(each.wording for each in several)
        avoided = [each for each in several if not each.accepted]
        if len(counts) < 2 or not avoided:
            continue
        first = avoided[0]
        times = ", ".join(f"“{wording}” {count}×" for wording, count in sorted(counts.items()))
        yield Finding(
            rule="inconsistent-term",
            level="warning",
            message=f"“{first.source.text}” is rendered in different ways: {times}",
            concept=first.concept,
            segment=first.segment,
            source=first.source,
            target=first.target,
            suggestions=tuple(f"{wording} ({first.glossary})" for wording in _usual(several)),
        )


def _usual(several: Iterable[Rendered]) -> tuple[str, ...]:
    """Give the accepted wording that stands most often; none where none of them is accepted."""
    counts = Counter(each.wording for each in several if each.accepted)
    return (min(counts, key=lambda wording: (-counts[wording], wording)),) if counts else ()


def _by_concept(observations: Iterable[Rendered]) -> Iterator[list[Rendered]]:
    grouped: dict[tuple[str, str], list[Rendered]] = {}
    for each in observations:
        grouped.setdefault((each.glossary, each.concept), []).append(each)
    yield from grouped.values()
