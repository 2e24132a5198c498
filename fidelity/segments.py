"""A text and its translation, side by side: what every rule for translated text looks at."""

from __future__ import annotations

from dataclasses import dataclass

from fidelity.model import Span, Tag
from fidelity.passages import Passage


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, cell, cue or unit of the source, and what stands for it in the translation."""

    id: str
    """The id of the JSON Lines item or of the unit, else ``file:line`` of the source."""
    source: Passage
    target: Passage
    """Its text is empty where nothing was translated."""
    source_language: Tag
    target_language: Tag
    notes: tuple[str, ...] = ()
    """What authors and translators remark on it in a bilingual file."""

    def source_span(self, start: int, end: int) -> Span:
        """Make the span of a finding on the source side, from code-point offsets."""
        return self.source.span(start, end)

    def target_span(self, start: int, end: int) -> Span:
        """Make the span of a finding on the target side, from code-point offsets."""
        return self.target.span(start, end)
