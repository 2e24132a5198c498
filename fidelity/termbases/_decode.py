"""Bytes to text: Unicode where it is Unicode, else an older encoding if it can be told for sure."""

from __future__ import annotations

from collections import Counter

from fidelity.errors import InputError
from fidelity.model import Place
from fidelity.protocols import GlossaryFile
from fidelity.termbases._older import older

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
"""Byte order marks. The longer of two that begin alike comes first."""

_ZEROS = 0.2
"""The least share of letters below U+0100 in a table in UTF-16: English, spaces, line ends."""
_ENOUGH = 100_000
"""Bytes from which it is told whether a file is UTF-16."""


def decode(file: GlossaryFile) -> str:
    """Turn the bytes of a text file into text, without a byte order mark.

    Raises:
        InputError: it is not text, is damaged, or its encoding cannot be told.
    """
    if file.encoding:
        return _checked(file, _as_named(file, file.encoding))
    for mark, encoding in _MARKS:
        if file.data.startswith(mark):
            return _checked(file, _strictly(file, encoding))
    if b"\x00" in file.data[:_ENOUGH]:
        return _checked(file, _strictly(file, _width(file.data)))
    try:
        return _checked(file, file.data.decode("utf-8"))
    except UnicodeDecodeError as fault:
        if _mostly_unicode(file.data):
            raise _damaged(file, "UTF-8", fault) from fault
    return _checked(file, older(file))


def _as_named(file: GlossaryFile, encoding: str) -> str:
    try:
        return file.data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        raise _damaged(file, encoding, fault) from fault
    except (LookupError, ValueError) as fault:
        raise InputError(
            Place(file.path),
            f"there is no text encoding “{encoding}”",
            "name one such as utf-8, utf-16, cp1251 or cp1252",
        ) from fault


def _strictly(file: GlossaryFile, encoding: str) -> str:
    try:
        return file.data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        raise _damaged(file, encoding.upper(), fault) from fault


def _checked(file: GlossaryFile, text: str) -> str:
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise InputError(
            Place(file.path, line), "this is not a text file", "save it as UTF-8 text or as XLSX"
        )
    return text


def _damaged(file: GlossaryFile, encoding: str, fault: UnicodeDecodeError) -> InputError:
    line = file.data.count(b"\n", 0, fault.start) + 1
    return InputError(
        Place(file.path, line),
        f"a byte here is not {encoding}, so the text is damaged or in another encoding",
        "save the file as UTF-8, or name its encoding with --encoding",
    )


def _width(data: bytes) -> str:
    """Guess which UTF-16 it is: letters below U+0100 leave zeros on one side only."""
    head = data[:_ENOUGH]
    even, odd = head[::2].count(0), head[1::2].count(0)
    few = max(even, odd) < len(head) / 2 * _ZEROS
    if few or max(even, odd) < 4 * min(even, odd) or len(data) % 2:
        return "utf-8"  # not text in two-byte units; the zero bytes are reported
    return "utf-16-be" if even > odd else "utf-16-le"


def _mostly_unicode(data: bytes) -> bool:
    beyond = Counter(char == "\ufffd" for char in data.decode("utf-8", "replace") if char > "\x7f")
    return beyond[False] > 3 * beyond[True]
