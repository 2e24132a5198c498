"""Reads glossaries: single files, folders, and those that ship with the package."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from fidelity import __version__, termbases
from fidelity import cache as caches
from fidelity.cache import derived_file
from fidelity.errors import InputError
from fidelity.model import Glossary, Place
from fidelity.shelf import shipped
from fidelity.termbases import _kept

IN_USE = "in use"
"""Stands for the cache folder of the run that is on (``fidelity.cache.using``)."""


def load_glossary(
    path: str | Path,
    *,
    source: str | None = None,
    target: str | None = None,
    encoding: str | None = None,
) -> Glossary:
    """Read a glossary file in any known format.

    Args:
        path: the file.
        source: the language of the terms, where the file does not say.
        target: the language of the renderings, where the file does not say.
        encoding: the text encoding, where it cannot be recognised.

    Raises:
        InputError: the file cannot be used; the message names the line.
    """
    read = termbases.read(path, source=source, target=target, encoding=encoding)
    return _named(read, Path(path))


def load_glossaries(
    paths: Sequence[str | Path],
    *,
    source: str | None = None,
    target: str | None = None,
    encoding: str | None = None,
) -> tuple[Glossary, ...]:
    """Read glossary files and all glossaries in folders, in alphabetical order within a folder.

    Raises:
        InputError: a path is not there, a folder holds no glossary, or a file cannot be used.
    """
    files = [file for path in paths for file in _files(Path(path))]
    return tuple(
        load_glossary(file, source=source, target=target, encoding=encoding)
        for file in dict.fromkeys(files)
    )


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    suffixes = termbases.suffixes()
    found = sorted(file for file in path.rglob("*") if file.suffix.lower() in suffixes)
    if not found:
        known = ", ".join(sorted(suffixes))
        raise InputError(
            Place(path.as_posix()), "the folder holds no glossary", f"known endings: {known}"
        )
    yield from found


def _named(glossary: Glossary, file: Path) -> Glossary:
    """Name a shipped glossary after its folder, as findings quote it."""
    if file.resolve().parent == shipped("glossaries").resolve():
        return replace(glossary, name=f"glossaries/{glossary.name}")
    return glossary


def shipped_glossaries(cache: Path | str | None = IN_USE) -> tuple[Glossary, ...]:
    """Read the glossaries that come with the package.

    Args:
        cache: the folder where they are kept in a form that is quicker to read; null: nowhere.
    """
    folder = caches.in_use() if cache == IN_USE else cache
    shelf = shipped("glossaries")
    if folder is None:
        return load_glossaries([shelf])

    def build(path: Path) -> None:
        path.write_text(_kept.packed(load_glossaries([shelf])), encoding="utf-8")

    version = _version(shelf)
    for _ in range(2):
        with contextlib.suppress(OSError, ValueError):
            path = derived_file(Path(folder), "glossaries.json", version, build)
            with _set_right(path):
                return _kept.unpacked(path.read_text("utf-8"))
    return load_glossaries([shelf])


@contextlib.contextmanager
def _set_right(path: Path) -> Iterator[None]:
    """Delete a kept file that cannot be read, so that it is built again."""
    try:
        yield
    except (OSError, ValueError):
        path.unlink(missing_ok=True)
        raise


def _version(shelf: Path) -> str:
    """Name all on which the glossaries hang: their files, and the way in which they are read."""
    known = termbases.suffixes()
    files = [file for file in sorted(shelf.rglob("*")) if file.suffix.lower() in known]
    hashes = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    names = [file.as_posix() for file in files]
    parts = [__version__, _kept.method(), *names, *hashes]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
