"""From HTML to passages: which elements hold a passage of their own, and what is no text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from fidelity.documents._build import Builder, rows_of
from fidelity.documents._html_pieces import Piece, attributes, pieces, resolved
from fidelity.documents._remarks import remark
from fidelity.model import Place, Tag
from fidelity.passages import PLACEHOLDER, Item, Notice, PassageKind
from fidelity.tags import canonical

_PLAIN = (
    "address article aside blockquote body center col colgroup details dialog dir div dl fieldset "
    "figure footer form frame frameset head header hgroup hr html legend link main menu meta nav "
    "ol optgroup option p pre search section select summary table tbody tfoot thead tr ul textarea"
)
_BLOCKS: dict[str, PassageKind | None] = {
    **dict.fromkeys(_PLAIN.split()),
    **dict.fromkeys(["h1", "h2", "h3", "h4", "h5", "h6", "title"], "heading"),
    **dict.fromkeys(["li", "dt", "dd"], "list item"),
    **dict.fromkeys(["td", "th"], "table cell"),
    **dict.fromkeys(["caption", "figcaption"], "caption"),
}
"""Elements that end a passage, each with the kind of the passages in it."""
_EMPTY = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "frame",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_CODE = frozenset(["code", "kbd", "samp", "var"])
_LEFT_OUT = frozenset(["template", "svg", "math", "object", "rt", "rp", "datalist"])
_REPLACED = (
    frozenset({"li"}),
    frozenset({"dt", "dd"}),
    frozenset({"td", "th"}),
    frozenset({"tr"}),
    frozenset({"option"}),
)
"""Elements whose end tag may be missing where one of the same group begins."""


@dataclass(frozen=True, slots=True)
class _Open:
    """A block element that has begun and not ended."""

    name: str
    language: Tag | None
    kind: PassageKind


@dataclass(slots=True)
class _Page:
    """What is known halfway through a page. It lives within one call of ``passages``."""

    text: str
    file: str
    where: Callable[[int], tuple[int, int]]
    stack: list[_Open]
    builder: Builder
    names: Counter[str] = field(default_factory=Counter)
    hidden: str = ""
    """The element whose content is left out, where we are in one."""
    depth: int = 0
    before: list[Item] = field(default_factory=list)
    """Remarks in the passage that is being built, or before it."""
    after: list[Item] = field(default_factory=list)
    """Descriptions of its images."""


def passages(
    text: str, file: str, where: Callable[[int], tuple[int, int]], language: Tag | None
) -> Iterator[Item]:
    """Yield the passages of some HTML, with suppressions before and image descriptions after each.

    Args:
        text: the HTML.
        file: the file it is from, for the places.
        where: gives line and column of an offset into the text.
        language: the language where no ``lang`` attribute names one.
    """
    page = _Page(text, file, where, [_Open("", language, "paragraph")], Builder(file))
    for piece in pieces(text):
        if piece.kind == "text":
            if not page.hidden:
                kept = any(one.name == "pre" for one in page.stack[-2:])
                _add(page, page.builder, piece.start, piece.end, kept=kept)
        elif piece.kind == "start":
            yield from _start(page, piece)
        elif piece.kind == "end":
            yield from _end(page, piece)
        elif piece.kind == "comment":
            _comment(page, piece)
        else:
            place = Place(file, *where(piece.start))
            page.after.append(
                Notice("what begins here never ends, so the rest of the file is not read", place)
            )
    yield from _flush(page)
    yield from page.before


def _add(page: _Page, builder: Builder, start: int, end: int, *, kept: bool = False) -> None:
    """Add a stretch of text; its line breaks are kept or read as spaces."""
    for run, offset, verbatim in resolved(page.text, start, end):
        if not verbatim:
            builder.stand_in(run, *page.where(offset))
            continue
        done = offset
        for line in rows_of(run):
            bare = line.removesuffix("\n")
            row, column = page.where(done)
            builder.flow(bare, row, column)
            if bare != line and kept:
                builder.line_end(row, column + len(bare))
            elif bare != line:
                builder.blank(row, column + len(bare), line_break=True)
            done += len(line)


def _start(page: _Page, piece: Piece) -> Iterator[Item]:
    name = piece.name
    if page.hidden and not (page.hidden in _CODE and name in _BLOCKS):
        page.depth += name == page.hidden
        return
    page.hidden = ""
    if name in _BLOCKS:
        yield from _flush(page)
        if name not in _EMPTY:
            _open(page, piece)
    elif name == "br":
        page.builder.line_end(*page.where(piece.start))
    elif name in _CODE or name in _LEFT_OUT:
        page.hidden, page.depth = name, 1
        if name in _CODE:
            page.builder.stand_in(PLACEHOLDER, *page.where(piece.start))
    elif name == "img":
        _description(page, piece)


def _open(page: _Page, piece: Piece) -> None:
    top = page.stack[-1]
    if top.name == "p" or any({top.name, piece.name} <= group for group in _REPLACED):
        _close(page)
        top = page.stack[-1]
    named = attributes(page.text, piece) if "lang" in _tag(page, piece).lower() else {}
    language, _ = named.get("lang", named.get("xml:lang", ("", 0)))
    kind = _BLOCKS[piece.name] or top.kind
    page.stack.append(_Open(piece.name, _language(language) or top.language, kind))
    page.names[piece.name] += 1


def _end(page: _Page, piece: Piece) -> Iterator[Item]:
    if page.hidden and not (page.hidden in _CODE and piece.name in _BLOCKS):
        page.depth -= piece.name == page.hidden
        page.hidden = page.hidden if page.depth > 0 else ""
        return
    page.hidden = ""
    if piece.name in _BLOCKS:
        yield from _flush(page)
        if page.names[piece.name]:
            while page.stack[-1].name != piece.name:
                _close(page)
            _close(page)


def _close(page: _Page) -> None:
    page.names[page.stack.pop().name] -= 1


def _comment(page: _Page, piece: Piece) -> None:
    inner = page.text[piece.start + 4 : piece.end].removesuffix("-->")
    if found := remark(inner, Place(page.file, *page.where(piece.start))):
        page.before.append(found)


def _description(page: _Page, piece: Piece) -> None:
    """Keep the description of an image: it is read aloud in place of the image."""
    value, start = attributes(page.text, piece).get("alt", ("", 0))
    builder = Builder(page.file)
    _add(page, builder, start, start + len(value))
    if passage := builder.passage(language=page.stack[-1].language, kind="caption"):
        page.after.append(passage)


def _flush(page: _Page) -> Iterator[Item]:
    """End the passage that is being built."""
    top = page.stack[-1]
    passage = page.builder.passage(language=top.language, kind=top.kind)
    page.builder = Builder(page.file)
    if passage or page.after:
        yield from page.before
        page.before = []
    if passage:
        yield passage
    yield from page.after
    page.after = []


def _language(name: str) -> Tag | None:
    """Read a language; one that is none is passed over, as browsers do."""
    try:
        return canonical(name) if name.strip() else None
    except ValueError:
        return None


def _tag(page: _Page, piece: Piece) -> str:
    return page.text[piece.start : piece.end]
