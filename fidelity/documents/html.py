"""HTML: the text of a page.

Headings, paragraphs, list items, table cells, captions, the title and the descriptions of images
are passages. Scripts, styles and code are left out; inline code leaves a placeholder. Line breaks
and runs of spaces read as one space, as in a browser; ``<br>`` breaks the line. The language is
that of the nearest ``lang`` attribute. A comment can hold a suppression:
``<!-- fidelity: ignore RULE because REASON -->``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fidelity.documents._build import Where
from fidelity.documents._decode import whole
from fidelity.documents._html import passages
from fidelity.passages import DocumentFile, Item

SUFFIXES = (".html", ".htm", ".xhtml")
BILINGUAL = False

_MOST = 32_000_000
"""Characters of the largest page that is read."""
_DECLARED = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)")
_WESTERN = frozenset({"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"})
"""Names under which the HTML standard means Windows-1252."""


def read(file: DocumentFile) -> Iterator[Item]:
    """Yield the passages of a page.

    Raises:
        InputError: it is not text, or its encoding cannot be told.
    """
    text = whole(file, _MOST, _declared)
    yield from passages(text, file.path, Where(text), file.source)


def _declared(head: bytes) -> str | None:
    found = _XML.match(head) or _DECLARED.search(head[:4096])
    name = found[1].decode("ascii", "replace") if found else None
    return "cp1252" if name and name.lower() in _WESTERN else name
