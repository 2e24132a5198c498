"""What the two generations of XLIFF share: from a pair of elements to a unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fidelity.documents._inline import Codes, asides, passage
from fidelity.documents._remarks import remark
from fidelity.documents._xml import Node
from fidelity.model import Place, Tag
from fidelity.passages import Item, Notice, Passage, State, Suppression, Unit


@dataclass(frozen=True, slots=True)
class Around:
    """What holds for a unit."""

    file: str
    id: str
    source: Tag
    target: Tag | None
    preserve: bool
    """Whether line breaks belong to the text."""
    locked: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What a unit says about all its segments."""

    notes: tuple[str, ...]
    context: str | None
    state: State | None
    locked: bool
    remarks: tuple[Suppression | Notice, ...] = ()
    """What its notes say to this program."""


def said(
    notes: Sequence[Node],
    context: str | None,
    state: State | None,
    around: Around,
    *,
    locked: bool = False,
) -> Said:
    """Gather what holds for a segment.

    Args:
        notes: the elements with the notes of its unit.
        context: the name of what it is used for.
        state: how far its translation is.
        around: what holds for its unit.
        locked: whether the segment itself is locked.
    """
    found = (remark(note.text(), Place(around.file, note.line, note.column)) for note in notes)
    return Said(
        tuple(note.text().strip() for note in notes),
        context,
        state,
        around.locked or locked,
        tuple(one for one in found if one),
    )


def pair(
    source: Node,
    target: Node | None,
    codes: Codes,
    around: Around,
    name: str,
    said: Said,
) -> Iterator[Item]:
    """Yield the unit of a source and its target, and one for each text inside their codes."""
    yield from _one(source, target, codes, around, name, said)
    inner = list(asides(source, codes))
    other: list[Node] = list(asides(target, codes)) if target else []
    for number, node in enumerate(inner):
        counterpart = other[number] if len(other) == len(inner) else None
        yield from _one(node, counterpart, codes, around, f"{name}/sub{number + 1}", said)


def _one(
    source: Node,
    target: Node | None,
    codes: Codes,
    around: Around,
    name: str,
    said: Said,
) -> Iterator[Item]:
    def side(node: Node, language: Tag | None) -> Passage | None:
        own = node.attributes.get("space")
        preserve = around.preserve if own is None else own == "preserve"
        return passage(node, codes, around.file, language, name, preserve=preserve)

    text = side(source, around.source)
    if text:
        yield from said.remarks
        translation = side(target, around.target) if target else None
        yield Unit(text, translation, name, said.notes, said.context, said.state, said.locked)
