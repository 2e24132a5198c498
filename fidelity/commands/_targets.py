"""Sorts what ``fidelity check`` is given: glossaries to audit, and texts to check."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from fidelity import documents, termbases
from fidelity.errors import InputError, UsageError
from fidelity.model import Finding, Place, Tag, Unchecked
from fidelity.pairing import pair_files
from fidelity.pairing.pair_files import FilePair, Found
from fidelity.pairing.pairs import Piece, segments_of, segments_of_pair
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
    unpaired: tuple[Finding, ...] = ()
    """Files without a counterpart."""
    unchecked: tuple[Unchecked, ...] = ()
    """Folders that could not be read."""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that name what is to be checked."""
    parser.add_argument(
        "path",
        nargs="*",
        metavar="PATH",
        help="a glossary, a bilingual file, a text that the settings pair with its translation, "
        "or a folder of them; default: all pairs of the settings",
    )
    parser.add_argument(
        "--source",
        dest="source_file",
        metavar="FILE",
        help="a text, or a folder of texts; --target names the translation",
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
    pairs = list(_named_pairs(args, from_, to))
    alone: list[Path] = []
    lone: list[str] = []
    for path in map(Path, args.path):
        files = _alone(path)
        alone += files
        if not files or path.is_dir():
            lone.append(path.as_posix())
    if set_.pairs and (lone or not (args.path or pairs)):
        pairs += pair_files.find(set_.pairs, lone or None)
    _refuse_lone([path for path in lone if not Path(path).is_dir()], pairs)
    texts = [file for file in alone if _is_text(file, args.kind)]
    found = Targets(
        tuple(dict.fromkeys(file.as_posix() for file in alone if file not in texts)),
        tuple(
            dict.fromkeys(
                [
                    *(Text(file.as_posix(), None, from_, to, args.encoding) for file in texts),
                    *(_text(pair, args.encoding, from_, to) for pair in _of(pairs, FilePair)),
                ]
            )
        ),
        tuple(_of(pairs, Finding)),
        tuple(_of(pairs, Unchecked)),
    )
    if found == Targets((), ()):
        raise _nothing(args.path)
    return found


_Kind = TypeVar("_Kind")


def _of(found: Sequence[Found], kind: type[_Kind]) -> Iterator[_Kind]:
    return (each for each in found if isinstance(each, kind))


def _text(pair: FilePair, encoding: str | None, from_: Tag | None, to: Tag | None) -> Text:
    return Text(
        pair.source,
        pair.target,
        pair.source_language or from_,
        pair.target_language or to,
        encoding,
    )


def _named_pairs(args: argparse.Namespace, from_: Tag | None, to: Tag | None) -> Iterator[Found]:
    """List what ``--source`` and ``--target`` name."""
    if args.source_file is None and args.target_file is None:
        return iter(())
    if args.source_file is None or args.target_file is None:
        missing = "--source" if args.source_file is None else "--target"
        raise UsageError(f"a text and its translation belong together; {missing} is missing")
    return pair_files.named(args.source_file, args.target_file, from_, to)


def _refuse_lone(paths: Sequence[str], pairs: Sequence[Found]) -> None:
    """See that every text in one language that was named has its translation."""
    paired = {
        os.path.normpath(file)
        for pair in _of(pairs, FilePair)
        for file in (pair.source, pair.target)
    }
    told = {
        os.path.normpath(span.place.file)
        for finding in _of(pairs, Finding)
        for span in (finding.source, finding.target)
        if span
    }
    for path in paths:
        if os.path.normpath(path) not in paired | told:
            raise InputError(
                Place(path),
                "this text is in one language, and the settings pair it with no translation",
                "name both: --source FILE --target FILE, or add [[pairs]] to the settings",
            )


def _nothing(paths: Sequence[str]) -> UsageError | InputError:
    if paths:
        return InputError(
            Place(Path(paths[0]).as_posix()),
            "the folder holds neither a glossary nor a bilingual file",
            "name a document and its translation with --source and --target",
        )
    return UsageError(
        "nothing to check; name a glossary, a bilingual file, or --source and --target"
    )


def _alone(path: Path) -> list[Path]:
    """List the files that can be checked by themselves: the path, or those of a folder."""
    if path.is_dir():
        return [file for file in _walk(path) if _complete(file)]
    one_sided = path.suffix.lower() in documents.suffixes() and not _complete(path)
    return [] if one_sided else [path]


def _walk(folder: Path) -> Sequence[Path]:
    """List the files below a folder in alphabetical order; links to folders are not followed."""
    return sorted(
        file
        for file in folder.rglob("*")
        if file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )


def _complete(file: Path) -> bool:
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
