"""Reads dictionaries in the format of dictd: an index and a file of articles.

The index has a line for each headword, with the offset and the length of its article as numbers
to the base 64; the articles stand one after the other in a file that may be compressed with
dictzip, which is gzip with a table of chunks in its header (``man dictd``, ``man dictzip``).
"""

from __future__ import annotations

import gzip
import hashlib
import io
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_DIGITS = {ord(digit): value for value, digit in enumerate(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
)}  # fmt: skip
_LONGEST = 1 << 22  # bytes of one article; the longest real ones have some 100 000
_ALLOWED = (
    0.01  # share of articles that may be unreadable as UTF-8 before the file is taken as such
)


class Damaged(Exception):  # noqa: N818  (said in messages: "the file is damaged")
    """A dictionary's file cannot be used; the text names the file and says why, in one line."""


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a dictionary."""

    index: Path
    articles: Path
    described: Path | None = None
    """What tells how the articles are to be read; null where the format needs no telling."""


def fingerprint(files: Files) -> str:
    """Hash the bytes of a dictionary: the same dictionary anywhere has the same one.

    Raises:
        Damaged: a file cannot be read.
    """
    total = hashlib.sha256()
    for path in filter(None, (files.index, files.articles, files.described)):
        with _readable(path) as stream:
            total.update(hashlib.file_digest(stream, "sha256").digest())
    return total.hexdigest()


def _readable(path: Path) -> io.BufferedReader:
    try:
        return path.open("rb")
    except OSError as fault:
        raise Damaged(f"{path}: cannot be read ({fault.strerror})") from fault


def suspect(files: Files) -> str | None:
    """Say what is wrong with a dictionary as far as that shows without reading it through.

    Returns:
        One line that names the file; null where nothing shows.
    """
    try:
        with _readable(files.articles) as stream:
            expected = _dictzip_size(stream)
        actual = files.articles.stat().st_size
        with _readable(files.index):
            pass
    except Damaged as damage:
        return str(damage)
    if expected is not None and actual < expected:
        return f"{files.articles}: the file is cut short ({actual} of {expected} bytes)"
    return None


def _dictzip_size(stream: IO[bytes]) -> int | None:
    """Add up the chunks that the header of a dictzip file tells of; null for another file."""
    head = stream.read(12)
    if len(head) < 12 or head[:2] != b"\x1f\x8b" or not head[3] & 4:
        return None
    extra = stream.read(struct.unpack("<H", head[10:12])[0])
    if extra[:2] != b"RA" or len(extra) < 10:
        return None
    (count,) = struct.unpack("<H", extra[8:10])
    if len(extra) < 10 + 2 * count:
        return None
    if head[3] & 8:  # the file name, up to a NUL
        while stream.read(1) not in (b"\0", b""):
            pass
    chunks: tuple[int, ...] = struct.unpack(f"<{count}H", extra[10 : 10 + 2 * count])
    return stream.tell() + sum(chunks) + 8  # and the check sum and the size


def read(
    files: Files, progress: Callable[[int, int], None]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Read every article once, in the order of the file.

    Args:
        files: the dictionary.
        progress: told the articles read and the articles in all, now and then.

    Yields:
        The words under which the index has the article, and its text. Articles about the
        dictionary itself are left out, and a few that are not UTF-8.

    Raises:
        Damaged: a file cannot be read, or the two do not fit each other. Nothing that was yielded
            before is to be used then.
    """
    try:
        lines = files.index.read_bytes().split(b"\n")
    except OSError as fault:
        raise Damaged(f"{files.index}: cannot be read ({fault.strerror})") from fault
    places = _places(files.index, lines)
    spoilt = 0
    with _readable(files.articles) as raw:
        stream = gzip.GzipFile(fileobj=raw) if files.articles.suffix == ".dz" else raw
        for number, (members, data) in enumerate(_cut(files.articles, stream, places)):
            if number % 8192 == 0:
                progress(number, len(places))
            words = tuple(
                lines[member].split(b"\t", 1)[0].decode("utf-8", "replace") for member in members
            )
            if words[0].startswith(("00-database", "00database")):
                continue
            try:
                text = data.decode("utf-8")
            except UnicodeDecodeError:
                spoilt += 1
                continue
            yield (words, text)
    if spoilt > _ALLOWED * len(places):
        raise Damaged(
            f"{files.articles}: the text is not UTF-8 ({spoilt} of {len(places)} articles)"
        )


def _places(index: Path, lines: Sequence[bytes]) -> list[int]:
    """Read the offsets: one number a line, offset and line number in one, so that they sort."""
    places = []
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        fields = line.rstrip(b"\r").split(b"\t")
        if len(fields) not in (3, 4) or not fields[1] or not fields[2]:
            raise Damaged(f"{index}: line {number + 1} is no line of an index")
        try:
            offset, size = _number(fields[1]), _number(fields[2])
        except KeyError:
            raise Damaged(f"{index}: line {number + 1} has no numbers to the base 64") from None
        if size > _LONGEST or offset >= 1 << 40:
            raise Damaged(f"{index}: line {number + 1} points outside of the articles")
        places.append(offset << 56 | size << 32 | number)
    if not places:
        raise Damaged(f"{index}: the index is empty")
    places.sort()
    return places


def _number(digits: bytes) -> int:
    value = 0
    for digit in digits:
        value = value << 6 | _DIGITS[digit]
    return value


def _cut(
    path: Path, stream: gzip.GzipFile | IO[bytes], places: Iterable[int]
) -> Iterator[tuple[list[int], bytes]]:
    """Cut the articles out of a stream that is read once from front to end.

    Only the article at hand is in memory, also where articles overlap.
    """
    buffer, start = b"", 0
    last: tuple[int, int] | None = None
    members: list[int] = []
    data = b""
    try:
        for place in places:
            offset, size, number = place >> 56, place >> 32 & 0xFFFFFF, place & 0xFFFFFFFF
            if (offset, size) == last:
                members.append(number)
                continue
            if last is not None:
                yield (members, data)
            buffer, start = _forward(path, stream, buffer, start, offset, size)
            data, members, last = buffer[:size], [number], (offset, size)
        yield (members, data)
        while stream.read(1 << 20):  # the check sum stands at the end
            pass
    except (EOFError, zlib.error, gzip.BadGzipFile, OSError) as fault:
        raise Damaged(f"{path}: the file is cut short or spoilt ({fault})") from fault


def _forward(
    path: Path, stream: gzip.GzipFile | IO[bytes], buffer: bytes, start: int, offset: int, size: int
) -> tuple[bytes, int]:
    """Move the buffer on, so that it begins at the offset and holds the whole article."""
    buffer, start = buffer[offset - start :], start + min(len(buffer), offset - start)
    while start < offset:
        skipped = len(stream.read(min(offset - start, 1 << 20)))
        if not skipped:
            raise Damaged(f"{path}: the index points behind the end of the file")
        start += skipped
    while len(buffer) < size:
        more = stream.read(size - len(buffer))
        if not more:
            raise Damaged(f"{path}: the index points behind the end of the file")
        buffer += more
    return (buffer, start)
