"""Bytes to text: Unicode where it is Unicode, else an older encoding if it can be told for sure."""

from __future__ import annotations

from collections import Counter

from fidelity._encodings import marked, two_byte
from fidelity.errors import InputError
from fidelity.model import Place
from fidelity.protocols import GlossaryFile
from fidelity.termbases._older import older

_ENOUGH = 100_000
"""Bytes from which it is told whether a file is UTF-16."""


def decode(file: GlossaryFile) -> str:
    """Turn the bytes of a text file into text, without a byte order mark.

    Raises:
        InputError: it is not text, is damaged, or its encoding cannot be told.
    """
    if file.encoding:
        return _checked(file, _as_named(file, file.encoding))
    if there := marked(file.data):
        return _checked(file, _strictly(file, there[0]))
    if b"\x00" in file.data[:_ENOUGH]:
        # Where it is no text in units of two bytes, the zero bytes are reported.
        wide = two_byte(file.data[:_ENOUGH]) if len(file.data) % 2 == 0 else None
        return _checked(file, _strictly(file, wide or "utf-8"))
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


def _mostly_unicode(data: bytes) -> bool:
    beyond = Counter(char == "\ufffd" for char in data.decode("utf-8", "replace") if char > "\x7f")
    return beyond[False] > 3 * beyond[True]
