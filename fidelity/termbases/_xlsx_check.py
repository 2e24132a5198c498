"""What a workbook from a stranger must pass before its reader sees it.

The reader of the sheets reserves room for every cell up to the farthest one and copies a shared
text into every cell that names it, and if memory runs out it ends the whole process. So the size of
what it would make is found out first, from an archive that has been unpacked within bounds.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fidelity._archives import DAMAGE, crowded, swollen
from fidelity.errors import InputError
from fidelity.model import Place

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_CELLS = 2_000_000
"""Cells up to the farthest one, used or not."""
_MOST_CHARACTERS = 100_000_000
"""Characters in all cells together."""
_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")


def checked(data: bytes, path: str) -> bytes:
    """Unpack a workbook within bounds, check it, and pack it anew without compression.

    The sizes in an archive's directory are mere claims. Unpacking here stops at the claimed size
    and compares the checksum, and the reader then gets only what was seen.

    Args:
        data: the file.
        path: for messages.

    Raises:
        InputError: it is no workbook, or larger than a glossary can be.
    """
    try:
        parts = _parts(data)
        cells, characters = _extent(list(parts.values()))
    except _TooLarge as fault:
        raise refused(path, "the workbook would be far larger unpacked than a glossary") from fault
    except _DAMAGE as fault:
        raise refused(path, "the file is damaged or no XLSX workbook") from fault
    if cells > _MOST_CELLS:
        raise refused(path, "a cell stands far outside the table")
    if characters > _MOST_CHARACTERS:
        raise refused(path, "the table holds far more text than a glossary")
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return result.getvalue()


def refused(path: str, problem: str) -> InputError:
    """Make the error for a workbook that cannot be read."""
    return InputError(Place(path), problem, "save the table as a new XLSX or CSV file")


class _TooLarge(Exception):  # noqa: N818 -- never leaves this module
    """The directory of the archive claims too much."""


_DAMAGE = (
    *DAMAGE,
    SyntaxError,  # of the XML
    IndexError,  # a cell names a text that is not there
)


def _parts(data: bytes) -> dict[str, bytes]:
    """Unpack the parts that hold the table; pictures and macros are left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if swollen(entries) or crowded(entries):
            raise _TooLarge
        return {
            entry.filename: archive.read(entry)
            for entry in entries
            if entry.filename.lower().endswith((".xml", ".rels"))
        }


def _extent(parts: Sequence[bytes]) -> tuple[int, int]:
    """Say how many cells the largest sheet spans, and how many characters all shared texts give."""
    lengths = [
        sum(len(text) for text in element.itertext())
        for part in parts
        if b"<sst" in part or b":sst" in part
        for ended, element in _elements(part)
        if ended and _local(element) == "si"
    ]
    cells = characters = 0
    for part in parts:
        row = column = bottom = right = 0
        for ended, element in _elements(part):
            name = _local(element)
            if name == "row" and not ended:
                row, column = int(element.get("r") or row + 1), 0
            elif name == "c" and not ended:
                row, column = _position(element.get("r"), row, column)
                bottom, right = max(bottom, row), max(right, column)
            elif name == "v" and ended:
                parent = element.getparent()
                if parent is not None and parent.get("t") == "s":
                    characters += lengths[int(element.text or 0)]
        cells = max(cells, bottom * right)
    return cells, characters


def _position(reference: str | None, row: int, column: int) -> tuple[int, int]:
    """Read a reference such as ``AB12``; without one, a cell stands right of the last."""
    if reference is None:
        return row, column + 1
    found = _REFERENCE.fullmatch(reference.upper())
    if not found:
        raise ValueError(reference)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _elements(part: bytes) -> Iterator[tuple[bool, _Element]]:
    """List the elements of a part as they begin (false) and end (true), keeping none of them."""
    from lxml import etree

    events = etree.iterparse(
        io.BytesIO(part),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for event, element in events:
        yield event == "end", element
        if event == "end" and _local(element) in {"row", "si"}:
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]
