"""The text of an element whose tags stand for the codes of another format (XLIFF, TMX)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fidelity.documents._build import Builder
from fidelity.documents._xml import Node, Run
from fidelity.model import Tag
from fidelity.passages import PLACEHOLDER, Passage

_TAG = re.compile(r"\s*</?[A-Za-z][^<>]*>\s*")


@dataclass(frozen=True, slots=True)
class Codes:
    """What the elements in a text mean.

    One that is not listed stands for something: it leaves a placeholder, or the text that the file
    says it is equivalent to.
    """

    around: frozenset[str]
    """They only surround text, which is read."""
    ends: frozenset[str]
    """They are the beginning or end of formatting: nothing is read."""
    equivalent: str
    """The attribute with the equivalent text."""
    kind: str
    """The attribute that tells a line break."""


_BREAKS = frozenset({"lb", "x-br", "x-html-br", "fmt:lb", "xlf:lb"})


@dataclass(frozen=True, slots=True)
class _Other:
    """Text for which something else stands in the file."""

    text: str
    line: int
    column: int


def passage(
    node: Node,
    codes: Codes,
    file: str,
    language: Tag | None,
    id: str | None = None,  # noqa: A002 -- the name of the field
    *,
    preserve: bool = False,
) -> Passage | None:
    """Read the text of an element.

    Args:
        node: the element.
        codes: what the elements in it mean.
        file: for the places.
        language: of the text.
        id: of the unit.
        preserve: whether line breaks belong to the text; else they and the spaces around them are
            layout, and read as one space.

    Returns:
        The text with its places; null where there is none.
    """
    found = list(_runs(node, codes))
    laid_out = not preserve and any(isinstance(run, Run) and "\n" in run.text for run in found)
    builder = Builder(file)
    for run in found:
        if isinstance(run, _Other):
            builder.stand_in(run.text, run.line, run.column)
        elif not laid_out:
            builder.add(run.text, run.line, run.column)
        elif run.text == "\n":
            builder.blank(run.line, run.column, line_break=True)
        else:
            builder.flow(run.text, run.line, run.column)
    return builder.segment(language, id)


def asides(node: Node, codes: Codes) -> Iterator[Node]:
    """Yield the texts that stand inside codes, such as the description in an image's tag."""
    for child in node.children:
        if isinstance(child, Node):
            if child.name == "sub":
                yield child
            else:
                yield from asides(child, codes)


def _runs(node: Node, codes: Codes) -> Iterator[Run | _Other]:
    for child in node.children:
        if isinstance(child, Run):
            yield child
        elif child.name in codes.around:
            yield from _runs(child, codes)
        elif child.name not in codes.ends:
            yield _Other(_stands_for(child, codes), child.line, child.column)


def _stands_for(node: Node, codes: Codes) -> str:
    """Say what is read where a code stands alone."""
    equivalent = node.attributes.get(codes.equivalent)
    if node.attributes.get(codes.kind) in _BREAKS:
        return "\n"
    if equivalent is not None and _TAG.fullmatch(equivalent):
        return "\n" if re.match(r"\s*<br\b", equivalent) else ""
    return PLACEHOLDER if equivalent is None else equivalent
