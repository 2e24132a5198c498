"""Parts of a document that is a ZIP archive, unpacked within bounds."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from fidelity._archives import DAMAGE, crowded, swollen
from fidelity.errors import InputError
from fidelity.model import Place

_STEP = 2**16
_OLD = b"\xd0\xcf\x11\xe0"
"""The first bytes of Word's older format, and of newer files with a password."""


@contextmanager
def archive(stream: BinaryIO, file: str) -> Iterator[zipfile.ZipFile]:
    """Open an archive after a look at the sizes that it claims.

    Reading stops at the claimed size of a part, so a claim that is too small hides nothing.

    Raises:
        InputError: it is no archive, or would be far larger unpacked than a document.
    """
    begins = stream.read(len(_OLD))
    if begins == _OLD:
        raise InputError(
            Place(file),
            "this is an old Word document or one with a password",
            "save it as DOCX without a password",
        )
    try:
        opened = zipfile.ZipFile(stream)
    except DAMAGE as fault:
        raise damaged(file) from fault
    with opened:
        entries = opened.infolist()
        if crowded(entries):
            raise damaged(file)
        if swollen(entries):
            raise InputError(
                Place(file),
                "the document would be far larger unpacked than a text",
                "save it anew, without pictures",
            )
        yield opened


def part(opened: zipfile.ZipFile, name: str, file: str) -> Iterator[bytes]:
    """Unpack a part piece by piece.

    Raises:
        InputError: it is damaged.
    """
    try:
        with opened.open(name) as stream:
            while piece := stream.read(_STEP):
                yield piece
    except KeyError:
        return
    except DAMAGE as fault:
        raise damaged(file) from fault


def damaged(file: str) -> InputError:
    """Make the error for an archive that cannot be read."""
    return InputError(
        Place(file), "the file is damaged or no DOCX document", "open it in Word and save it anew"
    )
