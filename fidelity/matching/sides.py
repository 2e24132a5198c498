"""What a rule may know of one segment, worked out when it is first asked for.

A rule that only looks for forbidden wordings never wakes the morphology, and one that compares
numbers never searches the glossaries.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from fidelity.languages import language
from fidelity.matching.find import Mention, TermTable, mentions
from fidelity.matching.form_table import Tokens, tokens
from fidelity.model import Concept, Glossary, Tag, Term, Verdict
from fidelity.passages import Passage
from fidelity.protocols import Word
from fidelity.segments import Segment

_QUOTED = re.compile('«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|"[^"]*"|「[^「」]*」|『[^『』]*』')

Judge = Callable[[Concept, Term, str], "Verdict | None"]
"""Asks the engines what a rendering, in dictionary form, of a concept's source term means; null
where no engine can say."""


@dataclass(frozen=True)
class House:
    """What is the same for all segments of a run."""

    source: Tag
    target: Tag
    glossaries: tuple[Glossary, ...] = ()
    """All that are loaded, the user's own first: they win over the shipped ones."""
    tables: Mapping[Tag, TermTable] = field(default_factory=dict)
    """The terms of each of the two languages."""
    profile: str | None = None
    """Whose house it is (``names.profiles``): its own wordings are no finding."""
    today: str = ""
    """The day for which statuses hold, ``YYYY-MM-DD``; empty: any."""
    judge: Judge | None = None
    """Null: no engine may be asked."""
    cache: Path | None = None
    """The folder where derived tables are kept; null: they are made anew."""


class Side:
    """One side of a segment: its text and what can be found in it.

    Args:
        passage: the text and its places.
        tag: the language.
        table: the terms of the loaded glossaries; null where there are none.
    """

    def __init__(self, passage: Passage, tag: Tag, table: TermTable | None = None) -> None:
        self.passage = passage
        self.text = passage.text
        self.language = tag
        self._table = table

    @cached_property
    def tokens(self) -> Tokens:
        """The text cut for searching a ``FormTable``."""
        return tokens(self.text)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words with all their dictionary forms; figures are words, punctuation is not."""
        return language(self.language).words(self.text)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Every glossary term that stands here in some form, by place."""
        return mentions(self._table, self.tokens) if self._table is not None else ()

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """Where quotations stand, marks included: what is said there is somebody else's."""
        return tuple(match.span() for match in _QUOTED.finditer(self.text))

    def in_quotation(self, start: int, end: int) -> bool:
        """Say whether a stretch lies within quotation marks."""
        return any(first < start and end < last for first, last in self.quoted)

    def words_between(self, start: int, end: int) -> tuple[Word, ...]:
        """List the words that lie within a stretch of the text."""
        return tuple(word for word in self.words if start <= word.start and word.end <= end)


class KnownText:
    """What a rule may look at beside the segment itself.

    Args:
        segment: the segment.
        house: what is the same for the whole run.
    """

    def __init__(self, segment: Segment, house: House) -> None:
        self.segment = segment
        self.house = house
        self.source = Side(
            segment.source, segment.source_language, house.tables.get(segment.source_language)
        )
        self.target = Side(
            segment.target, segment.target_language, house.tables.get(segment.target_language)
        )
