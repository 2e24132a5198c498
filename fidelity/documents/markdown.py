"""Markdown: CommonMark with tables and footnotes.

Headings, paragraphs, list items, table cells, footnotes and the descriptions of images are
passages; of a link its text is read. Code is left out, inline code leaves a placeholder; so is what
stands between ``---`` lines at the beginning (front matter), of which only ``embargo-until`` is
understood. HTML in the file is read as HTML.
A comment can hold a suppression: ``<!-- fidelity: ignore RULE because REASON -->``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from fidelity.documents import _front
from fidelity.documents._build import Builder, Where
from fidelity.documents._decode import whole
from fidelity.documents._html import passages
from fidelity.documents._markdown import Point, parser, parts, placed
from fidelity.documents._remarks import remark
from fidelity.errors import InputError
from fidelity.model import Place
from fidelity.passages import PLACEHOLDER, DocumentFile, Item, PassageKind

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

SUFFIXES = (".md", ".markdown", ".mdown")
BILINGUAL = False

_MOST = 16_000_000
"""Characters of the largest file that is read: the parser needs about 20 bytes for each."""
_LONGEST = 100_000
"""Characters of the longest paragraph: the parser takes time quadratic in some."""
_SPACES = " \t"
_MARK = "\ue000"
"""Takes the place of the bracket at a footnote, which the parser would take for a link address."""
_FOOTNOTE = re.compile(r"(?m)^((?:[ \t]{0,3}>)*[ \t]{0,3})\[(?=\^[^\]\s]+\]:)")
_NUMBER = re.compile(rf"{_MARK}\^[^\]\s]+\]:[ \t]*")
_CALL = re.compile(r"(\[\^[^\]\s]+\])|\|")
"""The call of a footnote, which is no text; and a bar, which in a table has a backslash before."""


@dataclass(slots=True)
class _Text:
    """What is needed halfway through a file. It lives within one call of ``read``."""

    file: DocumentFile
    rows: Sequence[str]
    markdown: MarkdownIt
    environment: dict[str, object]
    kinds: list[PassageKind] = field(default_factory=lambda: ["paragraph"])
    cells: list[Token] = field(default_factory=list)


_KINDS: dict[str, PassageKind] = {
    "heading_open": "heading",
    "list_item_open": "list item",
    "th_open": "table cell",
    "td_open": "table cell",
}
_CLOSES = frozenset(kind.replace("_open", "_close") for kind in _KINDS)


def read(file: DocumentFile) -> Iterator[Item]:
    """Yield the passages of a Markdown file.

    Raises:
        InputError: it is not text, its encoding cannot be told, or a paragraph is far too long.
    """
    source = whole(file, _MOST)
    rows = source.split("\n")
    front = _front.FRONT_MATTER.match(source)
    if front:
        source = "\n" * front[0].count("\n") + source[front.end() :]
    environment: dict[str, object] = {}
    markdown = parser()
    tokens = markdown.parse(_FOOTNOTE.sub(rf"\1{_MARK}", source), environment)
    text = _Text(file, rows, markdown, environment)
    heading = ""
    for token in tokens:
        if token.type in _KINDS:
            text.kinds.append(_KINDS[token.type])
            heading = token.markup
        elif token.type in _CLOSES:
            text.kinds.pop()
        elif token.type == "tr_close":
            yield from _row(text)
        elif token.type == "html_block":
            yield from _html(text, token)
        elif token.type == "inline" and text.kinds[-1] == "table cell":
            text.cells.append(token)
        elif token.type == "inline" and token.map:
            hashes = heading if text.kinds[-1] == "heading" and "#" in heading else ""
            where = _where(text, token, hashes)
            yield from _paragraphs(text, token.content, where, text.kinds[-1])


def embargo(file: DocumentFile) -> str | None:
    """Read until when the file is under embargo; null where it does not say.

    Raises:
        InputError: as for ``read``, or what it says is neither a day nor a moment.
    """
    return _front.embargo(whole(file, _MOST), file.path)


def _where(text: _Text, token: Token, hashes: str) -> Where:
    """Say where the content of a block stands; the parser has cut off what is around it."""
    lines = token.content.replace(_MARK, "[").split("\n")
    begin, end = token.map or (0, 0)
    rows = [row.replace(_MARK, "[") for row in text.rows[begin:end]]
    # Rows of nothing but unusual spaces are cut off too.
    skipped = next((number for number, row in enumerate(rows) if lines[0] in row), 0)
    columns = []
    for line, row in zip_longest(lines, rows[skipped : skipped + len(lines)], fillvalue=""):
        bare = line.strip(_SPACES)
        indent = len(line) - len(line.lstrip(_SPACES))
        start = row.rfind(bare)  # what comes before is indentation and marks, after it nothing
        if hashes:
            start = row.find(bare, row.find(hashes) + len(hashes))
        columns.append(max(start, 0) + 1 - indent)
    return Where(token.content, begin + skipped + 1, columns)


def _row(text: _Text) -> Iterator[Item]:
    """Yield the cells of one row of a table."""
    cells, text.cells = text.cells, []
    if not cells or not cells[0].map:
        return
    number = cells[0].map[0]
    contents = [cell.content for cell in cells]
    for content, start in zip(contents, _cell_starts(text.rows[number], contents), strict=True):
        if content:
            where = _in_cell(content, number + 1, start)
            yield from _paragraphs(text, content, where, "table cell")


def _cell_starts(row: str, contents: Sequence[str]) -> list[int]:
    """Find the cells in a row: the 0-based offset of the content of each."""
    bars = [bar.start() for bar in re.finditer(r"(?<!\\)\|", row)]
    spans = list(zip([0, *(bar + 1 for bar in bars)], [*bars, len(row)], strict=True))
    raws = [content.replace("|", "\\|").strip() for content in contents]
    for skipped in (1, 0):  # whether the row begins with a bar
        found = [row[slice(*span)].strip() for span in spans[skipped:]]
        found += [""] * (len(raws) - len(found))
        # The row may stand in a quotation or a list, so marks may come before its first cell.
        first = found[0] == raws[0] if skipped else found[0].endswith(raws[0])
        if first and found[1 : len(raws)] == raws[1:]:
            pairs = zip(raws, spans[skipped:], strict=False)
            starts = [row.rfind(raw, start, end) for raw, (start, end) in pairs]
            return starts + [0] * (len(raws) - len(starts))
    return [max(row.find(raw), 0) for raw in raws]


def _in_cell(content: str, line: int, start: int) -> Callable[[int], Point]:
    def where(offset: int) -> Point:
        return line, start + 1 + offset + content.count("|", 0, offset)

    return where


def _html(text: _Text, token: Token) -> Iterator[Item]:
    first = (token.map or [0])[0]
    columns = [
        len(row) - len(line) + 1 if row.endswith(line) else 1
        for row, line in zip(text.rows[first:], token.content.split("\n"), strict=False)
    ]
    columns.append(1)
    where = Where(token.content, first + 1, columns)
    yield from passages(token.content, text.file.path, where, text.file.source)


def _paragraphs(
    text: _Text, content: str, where: Callable[[int], Point], kind: PassageKind
) -> Iterator[Item]:
    """Yield a block; footnotes without a blank line between them are one block to the parser."""
    if len(content) > _LONGEST:
        raise InputError(
            Place(text.file.path, *where(0)),
            f"the paragraph is longer than {_LONGEST:,} characters",
            "break it with blank lines",
        )
    starts = [0, *(note.start() for note in _NUMBER.finditer(content) if note.start())]
    for start, end in zip(starts, [*starts[1:], len(content)], strict=True):
        note = _NUMBER.match(content, start)
        begin = note.end() if note else start

        def here(at: int, begin: int = begin) -> Point:
            return where(begin + at)

        yield from _paragraph(text, content[begin:end], here, "footnote" if note else kind)


def _paragraph(
    text: _Text, content: str, where: Callable[[int], Point], kind: PassageKind
) -> Iterator[Item]:
    builder = Builder(text.file.path)
    after: list[Item] = []
    for token, at in parts(text.markdown, content, text.environment):
        if token.type == "html_inline":
            if found := _remark(token.content, Place(text.file.path, *where(at))):
                yield found
            elif token.content.lower().startswith("<br"):
                builder.line_end(*where(at))
        elif token.type == "image":
            described = Builder(text.file.path)

            def inside(offset: int, at: int = at + len("![")) -> Point:
                return where(at + offset)

            for inner, position in placed(token.children or (), token.content):
                _add(described, inner, position, token.content, inside)
            if caption := described.passage(language=text.file.source, kind="caption"):
                after.append(caption)
        else:
            _add(builder, token, at, content, where)
    if passage := builder.passage(language=text.file.source, kind=kind):
        yield passage
    yield from after


def _add(
    builder: Builder, token: Token, at: int, content: str, where: Callable[[int], Point]
) -> None:
    """Add one token to a passage; what only shapes the text adds nothing."""
    if token.type == "text":
        _add_text(builder, token.content, at, content, where)
    elif token.type == "text_special":
        builder.stand_in(token.content, *where(at))
    elif token.type == "softbreak":
        builder.blank(*where(at), line_break=True)
    elif token.type == "hardbreak":
        builder.line_end(*where(at))
    elif token.type == "code_inline":
        builder.stand_in(PLACEHOLDER, *where(at))


def _add_text(
    builder: Builder, run: str, at: int, content: str, where: Callable[[int], Point]
) -> None:
    if not content.startswith(run, at):
        if not content.startswith(run, at + 1):
            builder.stand_in(run, *where(at))  # an address that the parser has rewritten
            return
        at += 1  # an address between angle brackets
    done = 0
    for mark in _CALL.finditer(run):
        builder.flow(run[done : mark.start()], *where(at + done))
        if not mark[1]:
            builder.flow(mark[0], *where(at + mark.start()))
        done = mark.end()
    builder.flow(run[done:], *where(at + done))


def _remark(markup: str, place: Place) -> Item | None:
    if not markup.startswith("<!--"):
        return None
    return remark(markup.removeprefix("<!--").removesuffix("-->"), place)
