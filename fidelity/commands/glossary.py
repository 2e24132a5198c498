"""Works on glossaries as files: counts what is in them, and writes them in another format."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from fidelity import termbases
from fidelity.commands._console import Console
from fidelity.commands._flags import add_languages
from fidelity.errors import UsageError
from fidelity.loading import load_glossaries, load_glossary
from fidelity.model import Glossary
from fidelity.reports._columns import Cell, aligned, clean, plural


def convert_flags(parser: argparse.ArgumentParser) -> None:
    """Add the two files."""
    endings = ", ".join(sorted(termbases.suffixes()))
    parser.add_argument("old", metavar="A", help="the glossary to read")
    parser.add_argument("new", metavar="B", help=f"the file to write: {endings}")
    add_languages(parser)
    parser.add_argument("--encoding", metavar="NAME", help="text encoding of A")
    parser.add_argument("--force", action="store_true", help="replace B where it is there")


def convert(args: argparse.Namespace, console: Console) -> int:
    """Write a glossary in another format.

    Raises:
        InputError: A cannot be read, or B cannot be written.
        UsageError: B is there, or is A itself.
    """
    if Path(args.new).exists():
        if Path(args.new).samefile(args.old) if Path(args.old).exists() else False:
            raise UsageError(f"{args.new} is the file that is read; name another one")
        if not args.force:
            raise UsageError(f"{args.new} is there already; --force replaces it")
    glossary = load_glossary(
        args.old, source=args.source, target=args.target, encoding=args.encoding
    )
    termbases.write(glossary, args.new)
    if not console.quiet:
        terms = sum(len(concept.terms) for concept in glossary.concepts)
        concepts = plural(len(glossary.concepts), "concept")
        console.remark(f"{args.new}: {concepts}, {plural(terms, 'term')} written")
    return 0


def stats_flags(parser: argparse.ArgumentParser) -> None:
    """Add the glossaries."""
    parser.add_argument("path", nargs="+", metavar="PATH", help="a glossary, or a folder of them")
    add_languages(parser)
    parser.add_argument("--encoding", metavar="NAME", help="text encoding")


def stats(args: argparse.Namespace, console: Console) -> int:
    """Print what each glossary holds, by language, status and domain.

    Raises:
        InputError: a glossary cannot be read.
    """
    found = load_glossaries(
        args.path, source=args.source, target=args.target, encoding=args.encoding
    )
    blocks = ["\n".join(_block(glossary, color=console.color)) for glossary in found]
    console.lines("\n\n".join(blocks))
    return 0


def _block(glossary: Glossary, *, color: bool) -> Iterator[str]:
    terms = [term for concept in glossary.concepts for term in concept.terms]
    languages = Counter(term.language for term in terms)
    for language in glossary.languages:
        languages.setdefault(language, 0)
    file = f" ({glossary.place.file})" if glossary.place else ""
    concepts = plural(len(glossary.concepts), "concept")
    yield f"{clean(glossary.name + file)}: {concepts}, {plural(len(terms), 'term')}"
    rows = [
        *_rows("language", languages),
        *_rows("status", Counter(term.status for term in terms)),
        *_rows("domain", Counter(concept.domain or "none" for concept in glossary.concepts)),
    ]
    yield from aligned(rows, color=color, indent="  ")


def _rows(what: str, counted: Mapping[str, int]) -> Iterable[list[Cell]]:
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [[(what, "dim"), (clean(name), ""), (str(number), "")] for name, number in ordered]
