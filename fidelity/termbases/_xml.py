"""XML from strangers, parsed without fetching, expanding or trusting anything outside the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fidelity.errors import InputError
from fidelity.model import Place
from fidelity.protocols import GlossaryFile
from fidelity.termbases import _words

if TYPE_CHECKING:
    from lxml.etree import _Element


def parse(file: GlossaryFile) -> _Element:
    """Parse a file.

    A DOCTYPE that only names a DTD, as TBX version 2 has, is passed over.

    Raises:
        InputError: it is not well-formed XML, or declares or uses entities of its own.
    """
    from lxml import etree

    try:
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            encoding=file.encoding,
        )
        root = etree.fromstring(file.data, parser)
    except (etree.XMLSyntaxError, LookupError, ValueError) as fault:
        if b"<!ENTITY" in file.data:
            raise _entities(file) from fault
        line, column = getattr(fault, "position", (None, None))
        reason = _words.shown(str(fault).partition(", line ")[0], 90)
        raise InputError(
            Place(file.path, line or None, (column or None) if line else None),
            f"this is not well-formed XML ({reason})",
            "save the file as TBX again, or as XLSX or CSV",
        ) from fault
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise _entities(file)
    for reference in root.iter(etree.Entity):
        raise _entities(file, line_of(reference))
    return root


def _entities(file: GlossaryFile, line: int | None = None) -> InputError:
    return InputError(
        Place(file.path, line),
        "the file uses entities of its own, which are not read for safety",
        "save it with plain characters and without a DOCTYPE",
    )


def line_of(element: _Element) -> int | None:
    """Say in which line an element begins."""
    line = element.sourceline
    return line if isinstance(line, int) else None
