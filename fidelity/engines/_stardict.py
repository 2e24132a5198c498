"""Reads dictionaries in the format of StarDict: a description, an index and a file of articles.

The description (``.ifo``) tells of which kinds the fields of an article are; the index (``.idx``,
also ``.idx.gz``) has headwords with the offset and the length of their articles; the articles stand
in a file that may be compressed with dictzip. A file of synonyms (``.syn``) is not read. Format:
"Format for StarDict dictionary files" of the StarDict project, versions 2.4.2 and 3.0.0.
"""

from __future__ import annotations

import gzip
import html
import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from fidelity.engines._dictd import Damaged, Files

_TEXT = "mtxghw"
"""Kinds of fields that hold words: plain, phonetic, XDXF, Pango, HTML, wiki."""
_PHONETIC = "ty"
_BREAK = re.compile(r"<\s*/?\s*(?:br|p|div|li|ol|ul|tr|dtrn|def|blockquote|k)\b[^<>]*>", re.I)
_LEFT_OUT = re.compile(r"<\s*(k|ex|co|tr|abr)\b[^<>]*>.*?<\s*/\s*\1\s*>", re.I | re.S)
"""In XDXF the headword, examples, comments, the transcription and abbreviations."""
_TAG = re.compile(r"<[^<>]*>")


def read(
    files: Files, progress: Callable[[int, int], None]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Read every article once, in the order of the index.

    Args:
        files: the dictionary.
        progress: told the articles read and the articles in all, now and then.

    Yields:
        The headword, and the lines of its article without markup.

    Raises:
        Damaged: a file cannot be read, or they do not fit each other.
    """
    told = _described(files.described) if files.described else {}
    articles = _whole(files.articles)
    entries = list(_entries(files.index, told.get("idxoffsetbits") == "64"))
    for number, (word, offset, size) in enumerate(entries):
        if number % 8192 == 0:
            progress(number, len(entries))
        if offset + size > len(articles):
            raise Damaged(f"{files.index}: the index points behind the end of {files.articles}")
        try:
            fields = _fields(articles[offset : offset + size], told.get("sametypesequence", ""))
            yield (word,), "\n".join(_plain(kind, text) for kind, text in fields)
        except UnicodeDecodeError as fault:
            raise Damaged(f"{files.articles}: the text is not UTF-8") from fault


def _described(path: Path) -> Mapping[str, str]:
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise Damaged(f"{path}: cannot be read ({fault})") from fault
    if not lines or not lines[0].startswith("StarDict's dict ifo file"):
        raise Damaged(f"{path}: is no description of a StarDict dictionary")
    pairs = (line.partition("=") for line in lines[1:])
    return {name.strip(): value.strip() for name, _, value in pairs}


def _whole(path: Path) -> bytes:
    """Read a file, and unpack it where it is packed."""
    try:
        data = path.read_bytes()
        return gzip.decompress(data) if path.suffix in (".gz", ".dz") else data
    except (OSError, EOFError, zlib.error) as fault:
        raise Damaged(f"{path}: cannot be read, or is cut short ({fault})") from fault


def _entries(path: Path, wide: bool) -> Iterator[tuple[str, int, int]]:
    data, place = _whole(path), 0
    shape = struct.Struct(">QI" if wide else ">II")
    while place < len(data):
        end = data.find(b"\0", place)
        if end < 0 or end + 1 + shape.size > len(data):
            raise Damaged(f"{path}: the index is cut short")
        offset, size = shape.unpack_from(data, end + 1)
        yield data[place:end].decode("utf-8", "replace"), offset, size
        place = end + 1 + shape.size


def _fields(data: bytes, kinds: str) -> Iterator[tuple[str, str]]:
    """Take an article apart; where its kinds are not told once for all, each field begins with it.

    A field of a small letter ends with a NUL, one of a capital begins with its length; the last of
    a told sequence has neither.
    """
    place, told = 0, list(kinds)
    while place < len(data):
        kind = told.pop(0) if kinds else chr(data[place])
        place += 0 if kinds else 1
        last = bool(kinds) and not told
        if last:
            begin, place = place, len(data)
            field = data[begin:]
        elif kind.isupper():
            (size,) = struct.unpack_from(">I", data.ljust(place + 4, b"\0"), place)
            field, place = data[place + 4 : place + 4 + size], place + 4 + size
        else:
            end = data.find(b"\0", place)
            end = len(data) if end < 0 else end
            field, place = data[place:end], end + 1
        if kind in _TEXT and kind not in _PHONETIC:
            yield kind, field.decode("utf-8")
        if last:
            return


def _plain(kind: str, text: str) -> str:
    """Take the markup off, one line for what stood on a line of its own."""
    if kind in "xgh":
        text = _LEFT_OUT.sub(" ", text) if kind == "x" else text
        text = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
