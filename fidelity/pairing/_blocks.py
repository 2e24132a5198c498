"""A document in one language as a row of texts, each with the remarks that hold for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from fidelity.model import Tag
from fidelity.passages import Anchor, Item, Notice, Passage, PassageKind, Suppression, Unit

_LAST = ".!?…。！？؟۔:;"
"""What the text of a cue ends with where no sentence goes on."""
_AFTER = "\"'»”’)]}」』"
_MOST_CUES = 8
"""Cues over which a sentence may run."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, cell or cue, and the remarks that stand before it."""

    passage: Passage
    suppressions: tuple[Suppression, ...] = ()


class Side:
    """One of the two documents while it is read: what was read and is not yet used up.

    Args:
        items: what the reader of the format yields.
        file: the path, as the user named it.
        tag: the language.
    """

    def __init__(self, items: Iterable[Item], file: str, tag: Tag) -> None:
        self._items = iter(items)
        self._waiting: deque[Block] = deque()
        self._last = Passage("", file, (Anchor(0, 1, 1),), tag)
        self.tag = tag
        self.notices: deque[Notice] = deque()

    def passages(self) -> Iterator[Passage]:
        """Read on, and keep what was read until it is taken."""
        before: list[Suppression] = []
        for item in self._items:
            if isinstance(item, Suppression):
                before.append(item)
            elif isinstance(item, Notice):
                self.notices.append(item)
            else:
                passage = item.source if isinstance(item, Unit) else item
                self._waiting.append(Block(replace(passage, language=self.tag), tuple(before)))
                before = []
                yield passage

    def take(self, count: int) -> list[Block]:
        """Take the next texts that were read."""
        return [self._waiting.popleft() for _ in range(count)]

    def nothing(self, kind: PassageKind) -> Passage:
        """Make the empty text that stands where something is missing: after the last one used."""
        place = self._last.place(len(self._last.text))
        return replace(
            self._last,
            text="",
            anchors=(Anchor(0, place.line or 1, place.column or 1),),
            kind=kind,
            id=None,
            time=None,
        )

    def used(self, passage: Passage) -> Passage:
        """Remember which text was used last."""
        self._last = passage
        return passage


def joined(passages: Sequence[Passage], separator: str = "\n") -> Passage:
    """Make one text of several that follow each other; each keeps its places.

    Args:
        passages: at least one.
        separator: what is set between them.
    """
    if len(passages) == 1:
        return passages[0]
    anchors: list[Anchor] = []
    length = 0
    for passage in passages:
        anchors += (Anchor(a.offset + length, a.line, a.column) for a in passage.anchors)
        length += len(passage.text) + len(separator)
    first, last = passages[0], passages[-1]
    time = (first.time[0], last.time[1]) if first.time and last.time else None
    text = separator.join(passage.text for passage in passages)
    return replace(first, text=text, anchors=tuple(anchors), time=time)


def goes_on(blocks: list[Block]) -> bool:
    """Say whether a sentence runs on from these cues into the next one."""
    if not 0 < len(blocks) < _MOST_CUES or blocks[-1].passage.kind != "cue":
        return False
    return not blocks[-1].passage.text.rstrip().rstrip(_AFTER).endswith(tuple(_LAST))
