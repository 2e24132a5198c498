"""The text of one paragraph of a Word document (ISO/IEC 29500-1, section 17)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from fidelity.documents._build import Builder
from fidelity.documents._xml import Node, Run
from fidelity.passages import PLACEHOLDER

_DELETED = frozenset({"del", "moveFrom"})
_CHANGED = _DELETED | {"ins", "moveTo"}
_LEFT_OUT = _DELETED | {
    "Fallback",  # the same again for older programs
    "instrText",
    "delText",
    "delInstrText",
    "pPr",
    "rPr",
    "sdtPr",
    "annotation",
    "rt",  # how a word is read
    "posOffset",
}
_STANDS_FOR = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
    "sym": PLACEHOLDER,
    "oMath": PLACEHOLDER,
}
_ON = frozenset({None, "1", "true", "on"})


@dataclass(slots=True)
class Paragraph:
    """What a paragraph says beside its text. It is filled while it is read."""

    style: str = ""
    outline: bool = False
    """Whether it stands in the outline of the document, as headings do."""
    numbered: bool = False
    goes_on: bool = False
    """Whether its end is deleted, so that the next paragraph goes on with it."""
    boxes: list[Node] = field(default_factory=list)
    """The paragraphs of text boxes that hang on it."""


def paragraph(node: Node, builder: Builder, number: int) -> Paragraph:
    """Read a paragraph.

    Args:
        node: the paragraph.
        builder: what its text is added to.
        number: of the paragraph; it stands for a line in the places.

    Returns:
        What else it says.
    """
    read = Paragraph()
    _properties(node, read)
    column = 1
    for child in node.children:
        column = _add(child, builder, read, number, column)
    return read


def revisions(node: Node) -> int:
    """Count the tracked changes of text in a paragraph."""
    return sum(
        (child.name in _CHANGED) + revisions(child)
        for child in node.children
        if isinstance(child, Node)
    )


def _properties(node: Node, read: Paragraph) -> None:
    properties = node.first("pPr")
    if properties is None:
        return
    style, level = properties.first("pStyle"), properties.first("outlineLvl")
    read.style = style.attributes.get("val", "") if style else ""
    read.outline = level is not None and level.attributes.get("val", "9") < "9"
    read.numbered = properties.first("numPr") is not None
    mark = properties.first("rPr")
    read.goes_on = mark is not None and any(mark.first(name) for name in _DELETED)


def _add(piece: Node | Run, builder: Builder, read: Paragraph, number: int, column: int) -> int:
    """Add what is in a piece, and say in which column the next one begins."""
    if isinstance(piece, Run) or piece.name in _LEFT_OUT or _hidden(piece):
        return column
    if piece.name == "txbxContent":
        read.boxes.extend(paragraphs(piece))
        return column
    if piece.name == "t":
        for text in _letters(piece):
            builder.add(text, number, column)
            column += len(text)
        return column
    if piece.name in _STANDS_FOR:
        builder.add(_STANDS_FOR[piece.name], number, column)
        return column + 1
    for child in piece.children:
        column = _add(child, builder, read, number, column)
    return column


def _letters(node: Node) -> Iterator[str]:
    text = "".join(run.text for run in node.children if isinstance(run, Run)).replace("\n", " ")
    yield text if node.attributes.get("space") == "preserve" else text.strip(" \t")


def _hidden(node: Node) -> bool:
    properties = node.first("rPr") if node.name == "r" else None
    vanish = properties.first("vanish") if properties else None
    return vanish is not None and vanish.attributes.get("val") in _ON


def paragraphs(node: Node) -> Iterator[Node]:
    """Yield the paragraphs in a note or text box, also those in a table in it."""
    for child in node.children:
        if isinstance(child, Node):
            if child.name == "p":
                yield child
            elif child.name not in _LEFT_OUT:
                yield from paragraphs(child)
