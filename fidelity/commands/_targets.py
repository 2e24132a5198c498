"""Sorts what ``fidelity check`` is given: glossaries to audit, and texts to check."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fidelity import documents, termbases
from fidelity.errors import InputError, UsageError
from fidelity.model import Place, Tag
from fidelity.pairs import Piece, segments_of, segments_of_pair
from fidelity.settings import Settings

_TABLES = frozenset({".csv", ".tsv", ".tab", ".xlsx"})
"""Endings that a glossary and a table of translations share; a glossary is meant by default."""


@dataclass(frozen=True, slots=True)
class Text:
    """A bilingual file, or a document and its translation."""

    source: str
    target: str | None
    """Null: the file holds both."""
    from_: Tag | None
    to: Tag | None
    encoding: str | None = None

    def pieces(self) -> Iterator[Piece]:
        """Read it.

        Raises:
            InputError: a file cannot be read or understood.
            UsageError: a language is missing.
        """
        if self.target is None:
            return segments_of(
                self.source, source=self.from_, target=self.to, encoding=self.encoding
            )
        if self.from_ is None or self.to is None:
            flag = "--from" if self.from_ is None else "--to"
            raise UsageError(
                f"{self.source}: name the languages of the two files; {flag} is missing"
            )
        return segments_of_pair(
            self.source, self.target, source=self.from_, target=self.to, encoding=self.encoding
        )


@dataclass(frozen=True, slots=True)
class Targets:
    """What is to be checked."""

    glossaries: tuple[str, ...]
    texts: tuple[Text, ...]


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that name what is to be checked."""
    parser.add_argument(
        "path", nargs="*", metavar="PATH", help="a glossary, a bilingual file, or a folder of them"
    )
    parser.add_argument(
        "--source",
        dest="source_file",
        metavar="FILE",
        help="a text; --target names its translation",
    )
    parser.add_argument(
        "--target", dest="target_file", metavar="FILE", help="the translation of --source"
    )


def targets(args: argparse.Namespace, set_: Settings) -> Targets:
    """Sort the arguments.

    Raises:
        UsageError: nothing is named, or only one of two files.
        InputError: a path is not there, or its ending is that of no format.
    """
    from_, to = args.source or set_.source, args.target or set_.target
    texts = [Text(*_pair(args), from_, to, args.encoding)] if _named(args) else []
    glossaries: list[str] = []
    for path in args.path:
        for file in _files(Path(path)):
            if _is_text(file, args.kind):
                texts.append(Text(file.as_posix(), None, from_, to, args.encoding))
            else:
                glossaries.append(file.as_posix())
    if not texts and not glossaries:
        raise UsageError(
            "nothing to check; name a glossary, a bilingual file, or --source and --target"
        )
    return Targets(tuple(dict.fromkeys(glossaries)), tuple(dict.fromkeys(texts)))


def _named(args: argparse.Namespace) -> bool:
    return args.source_file is not None or args.target_file is not None


def _pair(args: argparse.Namespace) -> tuple[str, str]:
    if args.source_file is None or args.target_file is None:
        missing = "--source" if args.source_file is None else "--target"
        raise UsageError(f"a text and its translation belong together; {missing} is missing")
    return args.source_file, args.target_file


def _files(path: Path) -> Iterator[Path]:
    """List a file, or the files of a folder that can be checked by themselves."""
    if not path.is_dir():
        yield path
        return
    found = [file for file in _walk(path) if _alone(file)]
    if not found:
        raise InputError(
            Place(path.as_posix()),
            "the folder holds neither a glossary nor a bilingual file",
            "name a document and its translation with --source and --target",
        )
    yield from found


def _walk(folder: Path) -> Sequence[Path]:
    """List the files below a folder in alphabetical order; links to folders are not followed."""
    return sorted(
        file
        for file in folder.rglob("*")
        if file.is_file() and not any(part.startswith(".") for part in file.parts[1:])
    )


def _alone(file: Path) -> bool:
    """Say whether a file is a glossary or holds texts with their translations."""
    suffix = file.suffix.lower()
    return suffix in termbases.suffixes() or (
        suffix in documents.suffixes() and documents.bilingual(file)
    )


def _is_text(file: Path, kind: str | None) -> bool:
    suffix = file.suffix.lower()
    text, glossary = suffix in documents.suffixes(), suffix in termbases.suffixes()
    if kind is not None and text and glossary:
        return kind == "text"
    return text and not (glossary and suffix in _TABLES)
