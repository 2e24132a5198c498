"""Units of XLIFF 1.2 (OASIS, 2008), also as SDL Trados and memoQ extend it."""

from __future__ import annotations

from collections.abc import Iterator

from fidelity.documents._inline import Codes
from fidelity.documents._xliff import Around, pair, said
from fidelity.documents._xml import Node
from fidelity.errors import InputError
from fidelity.model import Place
from fidelity.passages import Item, State

_CODES = Codes(
    frozenset({"g", "mrk"}),
    frozenset({"bx", "ex", "bpt", "ept", "it"}),
    equivalent="equiv-text",
    kind="ctype",
)
_STATES: dict[str, State] = {
    "new": "initial",
    "needs-translation": "initial",
    "needs-adaptation": "initial",
    "needs-l10n": "initial",
    "needs-review-translation": "translated",
    "needs-review-adaptation": "translated",
    "needs-review-l10n": "translated",
    "translated": "translated",
    "signed-off": "reviewed",
    "final": "final",
}


def units(node: Node, around: Around) -> Iterator[Item]:
    """Yield the segments of a ``trans-unit``.

    Raises:
        InputError: it has no source.
    """
    source, target = node.first("source"), node.first("target")
    if source is None:
        raise InputError(
            Place(around.file, node.line, node.column),
            "the unit has no source",
            "export the file again",
        )
    notes = list(node.all("note"))
    context = node.attributes.get("resname")
    state = _STATES.get(target.attributes.get("state", "")) if target else None
    if state is None and node.attributes.get("approved") == "yes":
        state = "reviewed"
    segmented = node.first("seg-source")
    sources = dict(_segments(segmented)) if segmented else {}
    targets = dict(_segments(target)) if target else {}
    if not sources or (target and target.text().strip() and not targets):
        known = said(notes, context, state, around)
        yield from pair(source, target, _CODES, around, around.id, known)
        return
    locked = _locked(node)
    for name, part in sources.items():
        known = said(notes, context, state, around, locked=name in locked)
        yield from pair(part, targets.get(name), _CODES, around, f"{around.id}/{name}", known)


def _segments(node: Node) -> Iterator[tuple[str, Node]]:
    """Yield the segments that are marked in a text, by name; they may lie inside other tags."""
    for child in node.children:
        if isinstance(child, Node):
            if child.name == "mrk" and child.attributes.get("mtype") == "seg":
                yield child.attributes.get("mid", ""), child
            elif child.name in _CODES.around:
                yield from _segments(child)


def _locked(node: Node) -> set[str]:
    """List the segments that SDL Trados has locked."""
    return {
        segment.attributes.get("id", "")
        for definitions in node.all("seg-defs")
        for segment in definitions.all("seg")
        if segment.attributes.get("locked") == "true"
    }
