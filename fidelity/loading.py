"""Reads glossaries: single files, folders, and those that ship with the package."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from fidelity import termbases
from fidelity.errors import InputError
from fidelity.model import Glossary, Place
from fidelity.shelf import shipped


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
    return termbases.read(path, source=source, target=target, encoding=encoding)


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
        _named(termbases.read(file, source=source, target=target, encoding=encoding), file)
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


def shipped_glossaries() -> tuple[Glossary, ...]:
    """Read the glossaries that come with the package."""
    return load_glossaries([shipped("glossaries")])
