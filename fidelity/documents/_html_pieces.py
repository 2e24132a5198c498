"""Cuts HTML into tags, comments and text.

Our own instead of the standard library's parser, which takes time quadratic in the length of a
hostile file. The cuts are those of the HTML standard (section 13.2.5, "Tokenization"); every
pattern here runs over the text once and never back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from html.entities import html5
from typing import Literal, TypeAlias

PieceKind: TypeAlias = Literal["text", "start", "end", "comment", "unfinished"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of HTML."""

    kind: PieceKind
    start: int
    end: int
    name: str = ""
    """Of a tag, in lower case."""


_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*+)"
    r"(?:[^=>]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+>"
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s/>=]++)(?:\s*+=\s*+(?:\"(?P<two>[^\"]*+)\"|'(?P<one>[^']*+)'|(?P<bare>[^\s>]++)))?+"
)
_COMMENT_END = re.compile(r"--!?>")
_REFERENCE = re.compile(
    r"&(?:#(?:[0-9]{1,9}|[xX][0-9a-fA-F]{1,8});?|([A-Za-z][A-Za-z0-9]{1,31});?)"
)
_RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "textarea"})
"""Elements in which a tag is no tag. What is in them is no text of the page."""


def pieces(text: str) -> Iterator[Piece]:
    """Cut a text into pieces, in order; what is no text, tag or comment is left out.

    Args:
        text: the HTML.

    Returns:
        The pieces. One that is unfinished is the last: it begins there and never ends.
    """
    at = 0
    while at < len(text):
        start = text.find("<", at)
        start = len(text) if start < 0 else start
        if start > at:
            yield Piece("text", at, start)
        if start == len(text):
            return
        piece = _markup(text, start)
        if piece is None:
            yield Piece("text", start, start + 1)
            at = start + 1
            continue
        yield piece
        at = piece.end
        if piece.kind == "start" and piece.name in _RAW:
            close = re.compile(rf"</{piece.name}(?=[\s/>])", re.IGNORECASE).search(text, at)
            if close is None:
                yield Piece("unfinished", piece.start, len(text), piece.name)
                return
            at = close.start()


def _markup(text: str, start: int) -> Piece | None:
    """Read the tag or comment at ``<``; null where it is but a character."""
    if text.startswith("<!--", start):
        if text.startswith((">", "->"), start + 4):
            return Piece("comment", start, text.index(">", start) + 1)
        end = _COMMENT_END.search(text, start + 4)
        return Piece("comment", start, end.end()) if end else _unfinished(text, start)
    mark, letter = text[start + 1 : start + 2], text[start + 1 : start + 3].removeprefix("/")[:1]
    if letter.isascii() and letter.isalpha():
        tag = _TAG.match(text, start)
        if not tag:
            return _unfinished(text, start)
        return Piece("end" if tag["close"] else "start", start, tag.end(), tag["name"].lower())
    if mark in {"!", "?"} or (mark == "/" and letter):
        last = text.find(">", start)
        return Piece("comment", start, last + 1) if last > 0 else _unfinished(text, start)
    return None


def _unfinished(text: str, start: int) -> Piece:
    return Piece("unfinished", start, len(text))


def attributes(text: str, piece: Piece) -> dict[str, tuple[str, int]]:
    """List the attributes of a start tag: name in lower case to raw value and its offset."""
    found: dict[str, tuple[str, int]] = {}
    begin = piece.start + 1 + len(piece.name)
    for match in _ATTRIBUTE.finditer(text, begin, piece.end - 1):
        group = next((name for name in ("two", "one", "bare") if match[name] is not None), None)
        value = (match[group], match.start(group)) if group else ("", match.end())
        found.setdefault(match["name"].lower(), value)
    return found


def resolved(text: str, start: int, end: int) -> Iterator[tuple[str, int, bool]]:
    """Resolve the character references in a stretch of text.

    Returns:
        Runs of text, each with its offset and whether it stands there as it is.
    """
    at = start
    for match in _REFERENCE.finditer(text, start, end):
        if match.start() < at:
            continue
        value, length = _reference(match)
        if length:
            if match.start() > at:
                yield text[at : match.start()], at, True
            yield value, match.start(), False
            at = match.start() + length
    if at < end:
        yield text[at:end], at, True


def _reference(match: re.Match[str]) -> tuple[str, int]:
    """Give what a character reference stands for and how long it is; 0 where it is none."""
    if match[1] is None:
        return unescape(match[0]), len(match[0])
    name = match[0][1:]
    for length in range(len(name), 1, -1):  # "&notit;" begins with the old reference "&not"
        if value := html5.get(name[:length]):
            return value, length + 1
    return "", 0
