"""Files to text: decoded piece by piece, so that a large file never stands in memory as a whole.

Line breaks of every kind come out as line feeds. Lines are counted as editors count them: a line
ends with a line feed, a carriage return, or both.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from fidelity._encodings import marked, two_byte
from fidelity.documents._older import older
from fidelity.documents._words import shown
from fidelity.errors import InputError
from fidelity.model import Place
from fidelity.passages import DocumentFile

Declared = Callable[[bytes], str | None]
"""Finds the encoding that a file declares, in its first bytes."""

_HEAD = 2**18
"""Bytes from which the encoding is recognised."""
_STEP = 2**16
LONGEST_LINE = 1_000_000
"""Characters that a line may have: more is no prose, and would have to be held in memory."""

_NO_TEXT = frozenset(
    {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7", "mbcs"}
)
"""Encodings of names and of program text, which no document has."""


@contextmanager
def opened(file: DocumentFile) -> Iterator[BinaryIO]:
    """Open a file for reading, and say of any fault of the disk which file it befell.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        with Path(file.path).open("rb") as stream:
            yield stream
    except OSError as fault:
        raise InputError(
            Place(file.path), f"the file cannot be read ({fault.strerror})", "mend that"
        ) from fault


def chunks(file: DocumentFile, declared: Declared = lambda _head: None) -> Iterator[str]:
    """Decode a text file piece by piece.

    Args:
        file: the file.
        declared: finds the encoding that the file itself declares, if its format can.

    Raises:
        InputError: it is empty, not text, damaged, or its encoding cannot be told.
    """
    with opened(file) as stream:
        data = stream.read(_HEAD)
        if not data.strip():
            raise InputError(
                Place(file.path), "the file is empty", "see that it is the file that you mean"
            )
        encoding, mark = _encoding(file, data, declared(data))
        decoder = io.IncrementalNewlineDecoder(
            codecs.getincrementaldecoder(encoding)(), translate=True
        )
        data, line, more = data[mark:], 1, True
        while more:
            more = bool(data)
            text = _decoded(decoder, data, encoding, Place(file.path, line))
            if "\x00" in text:
                raise _no_text(file, line + text.count("\n", 0, text.index("\x00")))
            line += text.count("\n")
            yield text
            data = stream.read(_STEP) if more else b""


def lines(file: DocumentFile, declared: Declared = lambda _head: None) -> Iterator[tuple[int, str]]:
    """Decode a text file line by line.

    Returns:
        The 1-based number of each line, and the line without its end.

    Raises:
        InputError: as ``chunks``; or a line is longer than any line of prose.
    """
    number, rest = 0, ""
    for text in chunks(file, declared):
        *whole, rest = (rest + text).split("\n")
        for line in whole:
            number += 1
            if len(line) > LONGEST_LINE:
                raise _long(file, number)
            yield number, line
        if len(rest) > LONGEST_LINE:
            raise _long(file, number + 1)
    if rest:
        yield number + 1, rest


def whole(file: DocumentFile, most: int, declared: Declared = lambda _head: None) -> str:
    """Decode a whole text file.

    Args:
        file: the file.
        most: the largest size that is read, in characters.
        declared: as for ``chunks``.

    Raises:
        InputError: as ``chunks``; or the file is larger.
    """
    parts, size = [], 0
    for text in chunks(file, declared):
        parts.append(text)
        size += len(text)
        if size > most:
            raise InputError(
                Place(file.path),
                f"the text is longer than {most // 10**6} million characters",
                "split it into parts",
            )
    return "".join(parts)


def _encoding(file: DocumentFile, head: bytes, declared: str | None) -> tuple[str, int]:
    """Say which encoding the file has and how many bytes its byte order mark takes."""
    if there := marked(head):
        return there
    if file.encoding:
        return _trusted(file, file.encoding, head, "you named"), 0
    if b"\x00" in head:
        return _width(file, head), 0
    if declared and not _wide(declared):
        return _trusted(file, declared, head, "the file declares"), 0
    good, bad = _unicode(head)
    if not bad or good > 3 * bad:
        return "utf-8", 0  # a damaged place is reported when it is reached
    tags = frozenset(tag for tag in (file.source, file.target) if tag)
    if found := older(head, tags):
        return found, 0
    raise InputError(
        Place(file.path),
        "the text is not UTF-8, and which encoding it has cannot be told for certain",
        "save it as UTF-8, or name the encoding, for example --encoding cp1251",
    )


def _trusted(file: DocumentFile, encoding: str, head: bytes, who: str) -> str:
    """Check an encoding that somebody named."""
    try:
        name = codecs.lookup(encoding).name
        b"text".decode(encoding)  # refuses what is no text encoding, such as base64
    except (LookupError, ValueError) as fault:
        if not isinstance(fault, UnicodeError):
            raise _unknown(file, encoding, who) from fault
    if name.replace("_", "-") in _NO_TEXT:
        raise _unknown(file, encoding, who)
    good, bad = _unicode(head)
    if good and not bad and name != "utf-8" and not _wide(name):
        raise InputError(
            Place(file.path),
            f"{who} the encoding {encoding}, but the text is UTF-8",
            "correct that, or name --encoding utf-8",
        )
    return name


def _unknown(file: DocumentFile, encoding: str, who: str) -> InputError:
    return InputError(
        Place(file.path),
        f"{who} the encoding “{shown(encoding)}”, which there is not",
        "name one such as --encoding utf-8, utf-16, cp1251 or cp1252",
    )


def _wide(encoding: str) -> bool:
    """Say whether it takes two or more bytes for each letter: then a text in it has zero bytes."""
    return encoding.lower().replace("_", "-").startswith(("utf-16", "utf-32", "ucs-"))


def _width(file: DocumentFile, head: bytes) -> str:
    """Say which UTF-16 it is.

    Raises:
        InputError: none, so it is no text.
    """
    if encoding := two_byte(head):
        return encoding
    raise _no_text(file, head.count(b"\n", 0, head.index(0)) + 1)


def _unicode(head: bytes) -> tuple[int, int]:
    """Count the letters beyond ASCII if the bytes are UTF-8, and the bytes that cannot be."""
    if head.isascii():
        return 0, 0
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(head)
    bad = text.count("\ufffd") - head.count(b"\xef\xbf\xbd")
    return sum(char > "\x7f" for char in text) - bad, bad


def _decoded(
    decoder: io.IncrementalNewlineDecoder, data: bytes, encoding: str, place: Place
) -> str:
    try:
        return decoder.decode(data, final=not data)
    except UnicodeDecodeError as fault:
        before = fault.object[: fault.start].decode(encoding, "replace")
        line = (place.line or 1) + before.replace("\r\n", "\n").replace("\r", "\n").count("\n")
        raise InputError(
            Place(place.file, line),
            f"a byte here is not {encoding}, so the text is damaged or in another encoding",
            "save the file as UTF-8, or name its encoding with --encoding",
        ) from fault
    except UnicodeError as fault:
        raise InputError(place, f"the text is not {encoding}", "save it as UTF-8") from fault


def _no_text(file: DocumentFile, line: int) -> InputError:
    return InputError(
        Place(file.path, line), "there is a zero byte here: this is not text", "save it as UTF-8"
    )


def _long(file: DocumentFile, line: int) -> InputError:
    return InputError(
        Place(file.path, line),
        f"the line is longer than {LONGEST_LINE // 10**6} million characters",
        "break the text into paragraphs",
    )
