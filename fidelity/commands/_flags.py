"""The flags that several commands have in common."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from fidelity.settings import ALLOWANCES, MODES
from fidelity.settings.file import nearest


def choice(known: Sequence[str]) -> Callable[[str], str]:
    """Make a flag's type that takes one of a few words, and suggests the nearest one."""

    def one_of(word: str) -> str:
        if word not in known:
            raise argparse.ArgumentTypeError(f"“{word}” is not known; {nearest(word, known)}")
        return word

    return one_of


def seconds(word: str) -> float:
    """Read a number of seconds above 0."""
    try:
        number = float(word)
    except ValueError:
        number = 0.0
    if not 0 < number < 1e9:
        raise argparse.ArgumentTypeError(f"“{word}” is no number of seconds above 0")
    return number


def positive(word: str) -> int:
    """Read a whole number from 1."""
    if not (word.isascii() and word.isdigit() and int(word) > 0):
        raise argparse.ArgumentTypeError(f"“{word}” is not a whole number from 1")
    return int(word)


def add_languages(parser: argparse.ArgumentParser) -> None:
    """Add ``--from`` and ``--to``."""
    parser.add_argument(
        "--from", dest="source", metavar="TAG", help="language translated from, such as en"
    )
    parser.add_argument(
        "--to", dest="target", metavar="TAG", help="language translated into, such as ru"
    )


def add_means(parser: argparse.ArgumentParser) -> None:
    """Add the flags that say with what a question is answered."""
    parser.add_argument(
        "--glossary",
        action="append",
        default=[],
        metavar="PATH",
        help="a glossary to compare with (may be given several times)",
    )
    parser.add_argument(
        "--no-shipped-glossaries",
        action="store_true",
        help="leave out the glossaries that come with fidelity",
    )
    parser.add_argument(
        "--engines",
        metavar="A,B",
        help="ask exactly these engines; default: every offline engine that is installed",
    )
    parser.add_argument(
        "--allow",
        type=choice(ALLOWANCES),
        metavar="WHAT",
        help=f"what may leave this machine: {', '.join(ALLOWANCES)}; default: none",
    )
    parser.add_argument(
        "--egress-log",
        metavar="FILE",
        help="add a line to FILE for all that is sent: when, where, how much; never the text",
    )
    parser.add_argument(
        "--answers",
        type=choice(MODES),
        metavar="FROM",
        help="from where answers of services come: recorded (the lock alone; the default in "
        "continuous integration), missing (asks what the lock lacks, and records it), refresh "
        "(asks and records everything anew), live (past the lock; the default elsewhere)",
    )
    parser.add_argument(
        "--lock", metavar="FILE", help="the file with recorded answers; default: fidelity.lock"
    )
    parser.add_argument(
        "--deadline",
        type=seconds,
        metavar="SECONDS",
        help="how long all questions to services may take together; default: 1800",
    )
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--cache", metavar="DIR", help="the folder for tables and answers")
    place.add_argument("--no-cache", action="store_true", help="keep nothing on disk")
