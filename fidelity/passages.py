"""Pieces of text as they stand in documents, each knowing where every one of its characters stands.

A format of ``fidelity/documents`` yields these values in the order of the file. Nothing here reads
a file: the types are what the readers, the pairing of texts and the rules have in common.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Literal, NamedTuple, Protocol, TypeAlias, runtime_checkable

from fidelity.model import Context, Place, Span, Tag

PassageKind: TypeAlias = Literal[
    "paragraph",
    "heading",
    "list item",
    "table cell",
    "caption",
    "cue",
    "footnote",
    "header",
    "footer",
    "segment",
]
"""What a passage is in its document; a *segment* is one side of a unit of a bilingual file."""

State: TypeAlias = Literal["initial", "translated", "reviewed", "final"]
"""How far a translation is, in the words of XLIFF 2.1."""

PLACEHOLDER = "\ufffc"
"""Stands in a text for something that is no text: a code, an image, a field. Unicode calls it the
object replacement character."""


class Anchor(NamedTuple):
    """From here on the text runs as in the file, up to the next anchor."""

    offset: int
    """0-based code-point offset into the text of the passage."""
    line: int
    """1-based."""
    column: int
    """1-based, in code points."""


_OFFSET = attrgetter("offset")


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of text in one language: a paragraph, a cell, a cue, one side of a unit."""

    text: str
    """What a reader sees: entities and escapes resolved, markup left out."""
    file: str
    """The path as the user named it, with forward slashes."""
    anchors: tuple[Anchor, ...]
    """Where the text stands, by rising offset; the first is at 0. A text that stands in the file
    as it is has one, any shift (an entity, a tag, a line break) begins another."""
    language: Tag | None = None
    """The language that the file or the user names; null where neither does."""
    kind: PassageKind = "paragraph"
    id: str | None = None
    """What the format calls the passage: a cue number, "table 2, row 3, cell 1"."""
    time: tuple[int, int] | None = None
    """Begin and end of a cue, in milliseconds."""

    def place(self, offset: int = 0) -> Place:
        """Say where in the file a character of the text stands.

        Args:
            offset: 0-based code-point offset; the length of the text stands for its end.

        Raises:
            IndexError: the offset does not lie within the text.
        """
        anchor = self._anchor(offset)
        return Place(self.file, anchor.line, anchor.column + offset - anchor.offset)

    def span(self, start: int, end: int) -> Span:
        """Make the span of a finding about a stretch of the text.

        Args:
            start: 0-based code-point offset of its first character.
            end: offset past its last character.

        Raises:
            IndexError: the stretch does not lie within the text.
        """
        if not start <= end <= len(self.text):
            raise IndexError(f"{start}:{end} is outside 0:{len(self.text)}")
        context = Context(self.text, self.place(), self.place(len(self.text)))
        return Span(self.place(start), self.text[start:end], start, end, context)

    def part(self, start: int, end: int) -> Passage:
        """Cut out a stretch, such as one sentence, as a passage of its own.

        Its offsets count from the beginning of the stretch; everything else stays.

        Args:
            start: 0-based code-point offset of its first character.
            end: offset past its last character.

        Raises:
            IndexError: the stretch does not lie within the text.
        """
        first = self.span(start, end).place
        inner = (
            Anchor(anchor.offset - start, anchor.line, anchor.column)
            for anchor in self.anchors
            if start < anchor.offset < end
        )
        anchors = (Anchor(0, first.line or 1, first.column or 1), *inner)
        return replace(self, text=self.text[start:end], anchors=anchors)

    def _anchor(self, offset: int) -> Anchor:
        if not 0 <= offset <= len(self.text):
            raise IndexError(f"{offset} is outside 0:{len(self.text)}")
        if len(self.anchors) == 1:
            return self.anchors[0]
        return self.anchors[bisect_right(self.anchors, offset, key=_OFFSET) - 1]


@dataclass(frozen=True, slots=True)
class Unit:
    """A text and its translation, as a bilingual file pairs them."""

    source: Passage
    target: Passage | None
    """Null where there is no translation yet."""
    id: str | None = None
    """What the format calls the unit; null where it has no names for them."""
    notes: tuple[str, ...] = ()
    """What authors and translators remark on it."""
    context: str | None = None
    """Where the text is used, as far as the file tells."""
    state: State | None = None
    """How far the translation is; null where the file does not say."""
    locked: bool = False
    """Whether the file says that the translation must not be changed."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """An editor's word that findings are to be left out, and why.

    In a document it holds for the passage or unit that comes after it; in the settings, for the
    files and the concept that it names.
    """

    rules: tuple[str, ...]
    """Names of rules, as the editor wrote them."""
    reason: str
    place: Place
    until: str | None = None
    """The last day on which it holds, ``YYYY-MM-DD``; null: for good."""
    path: str | None = None
    """In the settings, a pattern for the names of files; null: any."""
    concept: str | None = None
    """In the settings, the concept that the findings are about; null: any."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the file that its reader should tell the user, and that stops nothing."""

    message: str
    """One line, without the place."""
    place: Place


Item: TypeAlias = Passage | Unit | Suppression | Notice
"""What the reader of a format yields, in the order of the file."""


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A document and what the user said about it."""

    path: str
    source: Tag | None = None
    """The language of the text; of a bilingual file, the language translated from."""
    target: Tag | None = None
    """Of a bilingual file, the language translated into."""
    encoding: str | None = None
    """A text encoding that the user named; null: recognise it."""


@runtime_checkable
class DocumentFormat(Protocol):
    """A module of ``fidelity/documents``: one file format. Its docstring is its documentation."""

    @property
    def SUFFIXES(self) -> tuple[str, ...]:  # noqa: N802 -- a constant of the module
        """File name endings with the dot, lower case."""

    @property
    def BILINGUAL(self) -> bool:  # noqa: N802 -- a constant of the module
        """Whether a file holds texts with their translations."""

    def read(self, file: DocumentFile) -> Iterator[Item]:
        """Yield what is in the file; raise ``InputError`` with the place where it is broken."""
