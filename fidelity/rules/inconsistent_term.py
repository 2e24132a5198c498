"""One concept is rendered in several ways that the glossary does not accept side by side.

A reader takes two names for two things. Where the documents of a set call one concept now this and
now that, this rule names both wordings and where the rarer one stands.

What to do: settle on one rendering. If both may stand side by side, list both as *admitted*.

It stays quiet on inflected forms, on renderings that the glossary admits, and on an abbreviation
beside its full name. It looks at all the documents of a run together.

Why it matters: A reader takes two names for two things.

When to ignore it: where the two wordings stand for two things after all.

Evidence: the terms of the glossary, counted over all documents of the run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fidelity.model import Finding, Level, Span
from fidelity.protocols import Example
from fidelity.rules import _terms
from fidelity.segments import Segment
from fidelity.sides import House, KnownText

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
        usual = min(counts, key=lambda wording: (-counts[wording], wording))
        first = next((each for each in avoided if each.wording != usual), avoided[0])
        times = ", ".join(f"“{wording}” {count}×" for wording, count in sorted(counts.items()))
        yield Finding(
            rule="inconsistent-term",
            level="warning",
            message=f"“{first.source.text}” is rendered in different ways: {times}",
            concept=first.concept,
            segment=first.segment,
            source=first.source,
            target=first.target,
            suggestions=(f"{usual} ({first.glossary})",),
        )


def _by_concept(observations: Iterable[Rendered]) -> Iterator[list[Rendered]]:
    grouped: dict[tuple[str, str], list[Rendered]] = {}
    for each in observations:
        grouped.setdefault((each.glossary, each.concept), []).append(each)
    yield from grouped.values()
