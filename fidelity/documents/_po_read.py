"""The lines of a gettext catalogue, gathered to entries. The format is that of GNU gettext 0.22."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from fidelity.documents._build import Builder
from fidelity.documents._words import shown
from fidelity.errors import InputError
from fidelity.model import Place
from fidelity.passages import PLACEHOLDER

_KEYWORD = re.compile(r"\s*(msgctxt|msgid_plural|msgid|msgstr(?:\[\d{1,2}\])?)\s*(?=\")", re.ASCII)
_STRING = re.compile(r"\s*\"((?:[^\"\\]|\\.)*+)\"\s*")
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(.))")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
MOST_LINES = 20_000
"""Lines of one entry: more is a file of another kind."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between the quotation marks of one line, escapes unresolved."""

    raw: str
    line: int
    column: int


@dataclass(slots=True)
class Entry:
    """One message. It is filled while it is read and left alone then."""

    strings: dict[str, list[Piece]] = field(default_factory=dict)
    """By keyword: ``msgid``, ``msgstr[0]`` …"""
    comments: list[tuple[int, str]] = field(default_factory=list)
    """Those of translators and authors, each with its line."""
    fuzzy: bool = False
    size: int = 0

    def complete(self) -> bool:
        """Say whether a translation has begun, so that another keyword begins another entry."""
        return any(keyword.startswith("msgstr") for keyword in self.strings)


def entries(lines: Iterable[tuple[int, str]], file: str) -> Iterator[Entry]:
    """Gather the lines of a catalogue to entries.

    Raises:
        InputError: a line is none of a catalogue, or an entry is incomplete; with the place.
    """
    entry = Entry()
    keyword = ""
    for number, line in lines:
        bare = line.strip()
        if bare.startswith(("#~", "#|")):
            continue
        found = _KEYWORD.match(line)
        opens = bare.startswith("#") or (
            found is not None and found[1] in {"msgctxt", "msgid"} and "msgid" in entry.strings
        )
        if opens and entry.strings:
            yield _whole(entry, file)
            entry, keyword = Entry(), ""
        entry.size += 1
        if entry.size > MOST_LINES and bare:
            raise InputError(
                Place(file, number), "the message is far too long", "see that the file is a PO file"
            )
        if bare.startswith("#"):
            _comment(entry, number, bare)
        elif found:
            keyword = _begin(entry, found[1], Place(file, number, found.start(1) + 1))
            entry.strings[keyword].append(_piece(line, found.end(), number, file))
        elif bare:
            if not (keyword and bare.startswith('"')):
                raise InputError(
                    Place(file, number),
                    f"this is neither a comment nor a message: “{shown(bare, 40)}”",
                    "begin the line with msgid, msgstr or #, and put the text in quotation marks",
                )
            entry.strings[keyword].append(_piece(line, 0, number, file))
    if entry.strings:
        yield _whole(entry, file)


def resolve(pieces: Iterable[Piece], builder: Builder) -> None:
    """Add a string to a passage, its escapes resolved."""
    for piece in pieces:
        done = 0
        for escape in _ESCAPE.finditer(piece.raw):
            builder.add(piece.raw[done : escape.start()], piece.line, piece.column + done)
            builder.put(_character(escape), piece.line, piece.column + escape.start())
            done = escape.end()
        builder.add(piece.raw[done:], piece.line, piece.column + done)


def plain(pieces: Iterable[Piece]) -> str:
    """Give a string with its escapes resolved."""
    return "".join(_ESCAPE.sub(_character, piece.raw) for piece in pieces)


def _character(escape: re.Match[str]) -> str:
    if escape[3] is not None:
        return _LETTERS.get(escape[3], escape[3])
    code = int(escape[1], 8) if escape[1] else int(escape[2], 16)
    return chr(code) if 0 < code < 0x80 else PLACEHOLDER  # a byte of an unknown encoding


def _comment(entry: Entry, number: int, bare: str) -> None:
    if bare.startswith("#,"):
        entry.fuzzy = entry.fuzzy or "fuzzy" in re.split(r"[\s,]+", bare)
    elif not bare.startswith("#:"):
        entry.comments.append((number, bare.removeprefix("#").removeprefix(".").strip()))


def _begin(entry: Entry, keyword: str, place: Place) -> str:
    """Begin another string of the entry."""
    if keyword == "msgstr" and "msgid_plural" in entry.strings:
        keyword = "msgstr[0]"
    if keyword in entry.strings:
        raise InputError(
            place, f"{keyword} stands twice in one message", "delete one, or begin another message"
        )
    if keyword.startswith("msgstr") and "msgid" not in entry.strings:
        raise InputError(place, f"there is no msgid before this {keyword}", "write its original")
    entry.strings[keyword] = []
    return keyword


def _piece(line: str, start: int, number: int, file: str) -> Piece:
    found = _STRING.fullmatch(line, start)
    if not found:
        raise InputError(
            Place(file, number, start + 1),
            "the text here does not end with the quotation mark that it should",
            'close it, and write \\" for quotation marks in it',
        )
    return Piece(found[1], number, found.start(1) + 1)


def _whole(entry: Entry, file: str) -> Entry:
    if not entry.complete():
        first = next(iter(entry.strings.values()))[0]
        raise InputError(
            Place(file, first.line),
            "the message that begins here has no msgstr",
            'write one: msgstr ""',
        )
    return entry
