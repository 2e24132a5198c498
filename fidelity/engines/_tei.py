"""Reads dictionaries of the FreeDict project in the format in which it keeps them, TEI P5.

An ``entry`` has its spellings in ``form``, the part of speech in ``gramGrp`` and the translations
as ``cit`` of type ``trans`` in its senses (FreeDict HOWTO, "Writing dictionaries in TEI"; chapter 9
of the TEI Guidelines). Examples are ``cit`` of another type, with translations of whole sentences
inside: they are passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fidelity.engines._article import Article, Translation
from fidelity.engines._dictd import Damaged
from fidelity.engines._wording import wordings

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEI = "{http://www.tei-c.org/ns/1.0}"
_STEP = 4096


def articles(path: Path, progress: Callable[[int, int], None]) -> Iterator[Article]:
    """Read every entry; the file is never held as a whole.

    Args:
        path: the file.
        progress: told the bytes read and the bytes in all, now and then.

    Yields:
        An article for each entry that has a headword.

    Raises:
        Damaged: the file cannot be read, or is no TEI.
    """
    from lxml import etree

    number = 0
    try:
        with path.open("rb") as stream:
            size = path.stat().st_size
            # A file may come from anywhere: nothing in it is expanded or fetched.
            safe = {"resolve_entities": False, "no_network": True, "load_dtd": False}
            for _, entry in etree.iterparse(stream, tag=f"{_TEI}entry", **safe):
                if number % _STEP == 0:
                    progress(stream.tell(), size)
                number += 1
                article = _article(entry)
                entry.clear()
                while entry.getprevious() is not None:  # else all entries pile up under the body
                    del entry.getparent()[0]
                if article.heads:
                    yield article
    except (OSError, etree.XMLSyntaxError) as fault:
        raise Damaged(f"{path}: cannot be read ({fault})") from fault
    if not number:
        raise Damaged(f"{path}: has no entries of TEI")


def _article(entry: _Element) -> Article:
    heads = tuple(dict.fromkeys(_texts(entry, "form", "orth")))
    part = next(iter(_texts(entry, "gramGrp", "pos")), None)
    found = (each for cit in entry.iter(f"{_TEI}cit") for each in _translations(cit, part))
    return Article(heads, tuple(dict.fromkeys(found)))


def _translations(cit: _Element, part: str | None) -> Iterator[Translation]:
    outer = (above.get("type") for above in cit.iterancestors(f"{_TEI}cit"))
    if cit.get("type") not in ("trans", "translation") or any(outer):
        return
    remarks = list(_texts(cit.getparent(), "usg"))
    for quote in _texts(cit, "quote"):
        texts, remark = wordings(quote)
        said = "; ".join([*remarks, *([remark] if remark else [])]) or None
        yield from (Translation(text, said, part) for text in texts)


def _texts(above: _Element | None, *names: str) -> Iterator[str]:
    """List what the elements hold that are reached by names from above, on one line each."""
    if above is None:
        return
    for element in above.iterfind("/".join(_TEI + name for name in names)):
        text = " ".join("".join(map(str, element.itertext())).split())
        if text:
            yield text
