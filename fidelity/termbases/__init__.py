"""Glossary file formats: one module a format.

``read`` and ``write`` choose the module by the ending of the file name.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import stat
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from fidelity import plugins
from fidelity.errors import InputError, UsageError
from fidelity.model import Glossary, Place, Tag
from fidelity.protocols import GlossaryFile
from fidelity.tags import flagged

KIND = "termbases"
MAX_BYTES = 64 * 2**20
"""The largest file that is read. The largest public termbases in TBX are about half of it."""


def read(
    path: str | Path,
    *,
    source: Tag | None = None,
    target: Tag | None = None,
    encoding: str | None = None,
) -> Glossary:
    """Read a glossary file of any known format.

    Args:
        path: the file; its ending says what format it has.
        source: the language translated from, where the user names it.
        target: the language translated into, where the user names it.
        encoding: the text encoding, where the user names it; null: recognise it.

    Returns:
        The glossary, with the hash of the file.

    Raises:
        InputError: the file cannot be read, or not understood; with the place.
        UsageError: ``source`` or ``target`` is no language.
    """
    _format(Path(path))  # before the file is opened: what cannot be read need not be there
    return parse(_bytes(Path(path)), path, source=source, target=target, encoding=encoding)


def parse(
    data: bytes,
    path: str | Path,
    *,
    source: Tag | None = None,
    target: Tag | None = None,
    encoding: str | None = None,
) -> Glossary:
    """Read the bytes of a glossary file, which need not be in the file any more.

    Args:
        data: what stands, or stood, in the file.
        path: its name, whose ending says what format it has.
        source: as for ``read``.
        target: as for ``read``.
        encoding: as for ``read``.

    Raises:
        InputError: it cannot be understood; with the place.
        UsageError: ``source`` or ``target`` is no language.
    """
    flags = flagged(source, "--from"), flagged(target, "--to")
    file = GlossaryFile(Path(path).as_posix(), data, *flags, encoding)
    glossary: Glossary = _format(Path(path)).read(file)
    return replace(glossary, sha256=hashlib.sha256(data).hexdigest())


def write(glossary: Glossary, path: str | Path) -> None:
    """Write a glossary to a file: wholly, or not at all.

    Args:
        glossary: what to write.
        path: the file; its ending says in what format. A file that is there is replaced.

    Raises:
        InputError: the file cannot be written.
        UsageError: there is nothing to write, or the format can only be read.
    """
    module = _format(Path(path))
    if not hasattr(module, "write"):
        raise UsageError(f"glossaries cannot be written as {Path(path).suffix}, only read")
    if not glossary.concepts:
        raise UsageError(f"the glossary {glossary.name} holds no concept: nothing to write")
    _replace(Path(path), module.write(glossary))


def suffixes() -> dict[str, str]:
    """List the file name endings that can be read, each with the name of its format."""
    return plugins.suffixes(KIND)


def _format(path: Path) -> ModuleType:
    return plugins.for_file(KIND, path, "glossary format")


def _bytes(path: Path) -> bytes:
    place = Place(path.as_posix())
    try:
        # A pipe or a device could block or never end, so the kind of file is asked before opening.
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError(place, "this is not a file", "name a glossary file")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError as fault:
        raise InputError(place, "there is no such file", "see how its name is spelled") from fault
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or "its name is not valid"
        raise InputError(place, f"the file cannot be read ({reason})", "mend that") from fault
    if len(data) > MAX_BYTES:
        raise InputError(
            place, f"the file is larger than {MAX_BYTES // 2**20} MiB", "split it into parts"
        )
    if not data.strip():
        raise InputError(place, "the file is empty", "see that it is the file that you mean")
    return data


def _replace(path: Path, data: bytes) -> None:
    """Put new content in place of a file in one step, so that no reader ever sees half of it."""
    target = path.resolve()  # a link stays a link
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        try:
            with part.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            if target.exists():
                shutil.copymode(target, part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as fault:
        raise InputError(
            Place(path.as_posix()),
            f"the file cannot be written ({fault.strerror})",
            "name another folder, or mend that",
        ) from fault
