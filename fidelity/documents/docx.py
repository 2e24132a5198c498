"""DOCX: Word documents.

Paragraphs, headings, list items, table cells, text boxes, headers, footers, footnotes and endnotes
are passages. Of changes that nobody has accepted or rejected, insertions are read and deletions are
not, and a notice says how many there are. Fields are read as they are shown; hidden text, comments
and codes of fields are not read.

The file has no lines: a place names the paragraph instead, counted in the order of the document
(empty ones too), the headers before it and footnotes and footers after it. The format offers no
comments for suppressions, so findings are suppressed in the settings.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fidelity.documents._build import Builder
from fidelity.documents._decode import opened
from fidelity.documents._docx_text import Paragraph, paragraph, paragraphs, revisions
from fidelity.documents._xml import Closed, Node, Opened, steps
from fidelity.documents._zip import archive, damaged, part
from fidelity.model import Place
from fidelity.passages import DocumentFile, Item, Notice, PassageKind

SUFFIXES = (".docx", ".docm", ".dotx")
BILINGUAL = False

_PARTS: tuple[tuple[str, PassageKind], ...] = (
    ("header", "header"),
    ("", "paragraph"),
    ("footnotes", "footnote"),
    ("endnotes", "footnote"),
    ("footer", "footer"),
)
"""Kinds of parts in the order in which they are read; the empty one is the body."""
_LEFT_OUT = frozenset({"Fallback", "del", "moveFrom"})
_NO_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})


@dataclass(slots=True)
class _Document:
    """What is known halfway through a document. It lives within one call of ``read``."""

    file: DocumentFile
    styles: Mapping[str, PassageKind]
    number: int = 0
    """Paragraphs so far."""
    tables: int = 0
    notes: int = 0
    changes: int = 0
    changed: Place | None = None
    builder: Builder | None = None
    """The paragraph whose mark is deleted, so that the next one goes on with it."""
    path: list[str] = field(default_factory=list)
    """Names of the elements that we are in."""
    cells: list[list[int]] = field(default_factory=list)
    """For each table that we are in: its number, row and cell."""


def read(file: DocumentFile) -> Iterator[Item]:
    """Yield the passages of a document; a notice about changes in it comes last.

    Raises:
        InputError: it is damaged, protected, or far larger unpacked than a document.
    """
    with opened(file) as stream, archive(stream, file.path) as document:
        names = _names(document, file.path)
        state = _Document(file, _styles(document, names, file.path))
        for role, kind in _PARTS:
            for number, name in enumerate(names.get(role, ()), 1):
                prefix = f"{role} {number}" if role in {"header", "footer"} else ""
                yield from _part(state, part(document, name, file.path), kind, prefix)
        if state.changed:
            yield Notice(
                f"the document holds {state.changes} tracked changes that nobody has accepted or "
                "rejected: insertions are read, deletions are not",
                state.changed,
            )


def _names(document: zipfile.ZipFile, file: str) -> dict[str, list[str]]:
    """List the parts by what they are: the body, its headers, footers, notes and styles."""
    roots = _related(document, "", "_rels/.rels", file)
    bodies = [name for role, name in roots if role == "officeDocument"]
    if not bodies or bodies[0] not in document.namelist():
        raise damaged(file)
    folder, body = posixpath.split(bodies[0])
    found = {"": [bodies[0]]}
    for role, name in _related(document, folder, f"{folder}/_rels/{body}.rels".lstrip("/"), file):
        if name not in found.setdefault(role, []):
            found[role].append(name)
    return found


def _related(
    document: zipfile.ZipFile, folder: str, name: str, file: str
) -> Iterator[tuple[str, str]]:
    """Yield what a part refers to: the last word of the kind of reference, and the part's name."""
    for step in steps(part(document, name, file), file, frozenset({"Relationship"})):
        if isinstance(step, Node) and step.attributes.get("TargetMode") != "External":
            target = step.attributes.get("Target", "")
            place = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            yield step.attributes.get("Type", "").rpartition("/")[2], posixpath.normpath(place)


def _styles(
    document: zipfile.ZipFile, names: Mapping[str, list[str]], file: str
) -> dict[str, PassageKind]:
    """Say which styles are those of headings and captions; their ids differ by language."""
    kinds: dict[str, PassageKind] = {}
    for name in names.get("styles", ()):
        for step in steps(part(document, name, file), file, frozenset({"style"})):
            if isinstance(step, Node):
                title = step.first("name")
                word = title.attributes.get("val", "").lower() if title else ""
                if word.startswith("heading") or word in {"title", "subtitle"}:
                    kinds[step.attributes.get("styleId", "")] = "heading"
                elif word == "caption":
                    kinds[step.attributes.get("styleId", "")] = "caption"
    return kinds


def _part(
    state: _Document, pieces: Iterator[bytes], kind: PassageKind, prefix: str
) -> Iterator[Item]:
    state.path, state.cells = [], []
    wanted = frozenset({"p", "footnote", "endnote"})
    for step in steps(pieces, state.file.path, wanted):
        if isinstance(step, Opened):
            _enter(state, step)
        elif isinstance(step, Closed):
            _leave(state)
        elif not _LEFT_OUT.intersection(state.path):
            yield from _step(state, step, kind, prefix)
    if state.builder:
        yield from _end(state, state.builder, kind, prefix)


def _enter(state: _Document, step: Opened) -> None:
    state.path.append(step.name)
    if step.name == "tbl":
        state.tables += 1
        state.cells.append([state.tables, 0, 0])
    elif step.name == "tr" and state.cells:
        state.cells[-1][1:] = [state.cells[-1][1] + 1, 0]
    elif step.name == "tc" and state.cells:
        state.cells[-1][2] += 1


def _leave(state: _Document) -> None:
    if state.path.pop() == "tbl" and state.cells:
        state.cells.pop()


def _step(state: _Document, node: Node, kind: PassageKind, prefix: str) -> Iterator[Item]:
    if node.name == "p":
        yield from _paragraph(state, node, kind, prefix)
    elif node.attributes.get("type") not in _NO_NOTES:
        state.notes += 1
        name = f"{node.name} {state.notes}"
        for child in paragraphs(node):
            yield from _paragraph(state, child, kind, name)


def _paragraph(state: _Document, node: Node, kind: PassageKind, name: str) -> Iterator[Item]:
    state.number += 1
    changes = revisions(node)
    if changes:
        state.changes += changes
        state.changed = state.changed or Place(state.file.path, state.number)
    builder = state.builder or Builder(state.file.path)
    state.builder = None
    read = paragraph(node, builder, state.number)
    if kind == "paragraph":
        kind, name = _kind(state, read), _cell(state)
    if read.goes_on:
        state.builder = builder
    else:
        yield from _end(state, builder, kind, name)
    for box in read.boxes:
        yield from _paragraph(state, box, kind, name)


def _end(state: _Document, builder: Builder, kind: PassageKind, name: str) -> Iterator[Item]:
    state.builder = None
    passage = builder.passage(language=state.file.source, kind=kind, id=name or None)
    if passage:
        yield passage


def _kind(state: _Document, read: Paragraph) -> PassageKind:
    styled = state.styles.get(read.style)
    if styled or read.outline:
        return styled or "heading"
    if state.cells:
        return "table cell"
    return "list item" if read.numbered else "paragraph"


def _cell(state: _Document) -> str:
    if not state.cells:
        return ""
    table, row, cell = state.cells[-1]
    return f"table {table}, row {row}, cell {cell}"
