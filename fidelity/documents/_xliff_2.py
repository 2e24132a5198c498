"""Units of XLIFF 2.0 to 2.2 (OASIS; ISO 21720)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from fidelity.documents._inline import Codes
from fidelity.documents._xliff import Around, pair, said
from fidelity.documents._xml import Node
from fidelity.errors import InputError
from fidelity.model import Place
from fidelity.passages import Item, State

_CODES = Codes(
    frozenset({"pc", "mrk"}),
    frozenset({"sc", "ec", "sm", "em"}),
    equivalent="equiv",
    kind="subType",
)
_STATES: dict[str, State] = {state: state for state in get_args(State)}


def units(node: Node, around: Around) -> Iterator[Item]:
    """Yield the segments of a ``unit``.

    Raises:
        InputError: a segment has no source.
    """
    notes = [note for notes in node.all("notes") for note in notes.all("note")]
    segments = list(node.all("segment"))
    for number, segment in enumerate(segments, 1):
        source = segment.first("source")
        if source is None:
            raise InputError(
                Place(around.file, segment.line, segment.column),
                "the segment has no source",
                "export the file again",
            )
        state = _STATES.get(segment.attributes.get("state", ""))
        known = said(notes, node.attributes.get("name"), state, around)
        name = segment.attributes.get("id") or (str(number) if len(segments) > 1 else None)
        whole = f"{around.id}/{name}" if name else around.id
        yield from pair(source, segment.first("target"), _CODES, around, whole, known)
