"""The command line: finds the command, reads its flags, and ends with one clear line.

Exit status: 0 nothing at the level that fails, 1 findings, 2 wrong usage or a file that cannot be
used, 3 something could not be checked, 70 a fault of this program, 130 interrupted.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib
import re
import sys
import traceback
from collections.abc import Sequence
from types import ModuleType
from typing import NoReturn

from fidelity import __version__
from fidelity.commands import _guard
from fidelity.commands._console import COLORS, Console, open_console
from fidelity.commands._flags import choice
from fidelity.errors import FidelityError, UsageError
from fidelity.settings.file import nearest

COMMANDS: dict[str, tuple[str, str, str, str]] = {
    "check": ("check", "flags", "main", "audit glossaries by back-translation"),
    "back-translate": ("back_translate", "flags", "main", "ask every engine what a wording means"),
    "engines": ("engines", "flags", "main", "list the engines, and how to add each missing one"),
    "engines install": (
        "engines_install",
        "flags",
        "main",
        "download what an engine needs, once you consent",
    ),
    "engines plan": (
        "engines_plan",
        "flags",
        "main",
        "list every wording that would leave the machine, and to which host",
    ),
    "explain": ("explain", "flags", "main", "print the page of a rule or an engine, or list them"),
    "glossary convert": (
        "glossary",
        "convert_flags",
        "convert",
        "write a glossary in another format",
    ),
    "glossary stats": ("glossary", "stats_flags", "stats", "count languages, statuses and domains"),
    "cases": ("cases", "flags", "main", "run the documented drifts"),
    "config": ("config", "flags", "main", "show every setting and where it comes from"),
}
"""For each command its module, its two functions and what it does."""

_DOWNLOADING = frozenset({"engines install"})
"""Commands that reach the network by themselves, with a consent of their own."""
USAGE, INTERNAL, INTERRUPTED = 2, 70, 130
_SELDOM = 200_000, 20, 100
"""How seldom Python looks for garbage while a command runs. The tables of terms are millions of
objects that stay; looking through them again and again took a third of a short run."""


class _Parser(argparse.ArgumentParser):
    """Leaves the wording and the exit to ``main``."""

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print."""
        told = message.removeprefix("argument ")
        raise UsageError(told if "did you mean" in told else f"{told}; see {self.prog} --help")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        argv: the words after the program's name; null: those of the process.

    Returns:
        The exit status.
    """
    console = open_console()
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        return _run(list(sys.argv[1:] if argv is None else argv), console)
    except FidelityError as fault:
        console.remark(f"fidelity: {fault}")
        return fault.status
    except KeyboardInterrupt:
        console.remark("fidelity: interrupted")
        return INTERRUPTED
    except Exception as fault:
        console.remark(f"fidelity: {_internal(fault)}")
        return INTERNAL
    finally:
        gc.set_threshold(*before)


def _internal(fault: Exception) -> str:
    frames = [
        f"{frame.f_globals.get('__name__', '?')}:{line}"
        for frame, line in traceback.walk_tb(fault.__traceback__)
    ]
    ours = [frame for frame in frames if frame.startswith("fidelity.")]
    inner = frames[-1] if frames else "?"
    via = f", called from {ours[-1]}" if ours and ours[-1] != inner else ""
    return (
        f"internal fault: {type(fault).__name__} at {inner}{via}; this is a mistake in fidelity "
        f"{__version__}, not in your files: please report this line to its maintainers"
    )


def _run(words: list[str], console: Console) -> int:
    if not words:
        console.say(_help())
        return USAGE
    if words[0] in ("-h", "--help"):
        console.say(_help())
        return 0
    if words[0] == "--version":
        console.lines(f"fidelity {__version__}")
        return 0
    name, rest = _command(words)
    module, flags, function, summary = COMMANDS[name]
    part = importlib.import_module(f"fidelity.commands.{module}")
    args = _parsed(name, summary, part, flags, rest, console)
    if args is None:
        return 0
    shown = open_console(args.color, quiet=args.quiet, verbose=args.verbose)
    with contextlib.nullcontext() if name in _DOWNLOADING else _guard.guarded():
        status: int = getattr(part, function)(args, shown)
    return status


def _command(words: Sequence[str]) -> tuple[str, list[str]]:
    """Find the command, which may be of two words."""
    for length in (2, 1):
        name = " ".join(words[:length])
        if name in COMMANDS:
            return name, list(words[length:])
    if words[0].startswith("-"):
        raise UsageError(f"there is no option “{words[0]}” before the command; see fidelity --help")
    family = [name for name in COMMANDS if name.startswith(f"{words[0]} ")]
    if family and (len(words) == 1 or words[1].startswith("-")):
        raise UsageError(f"say which: {', '.join(f'fidelity {name}' for name in family)}")
    asked = " ".join(words[: 2 if family else 1])
    raise UsageError(f"there is no command “{asked}”; {nearest(asked, tuple(COMMANDS))}")


def _parsed(
    name: str, summary: str, part: ModuleType, flags: str, rest: Sequence[str], console: Console
) -> argparse.Namespace | None:
    """Read the flags of a command; null where only its help was asked for."""
    parser = _Parser(
        prog=f"fidelity {name}",
        description=summary[0].upper() + summary[1:] + ".",
        allow_abbrev=False,
        add_help=False,
    )
    getattr(part, flags)(parser)
    common = parser.add_argument_group("output")
    common.add_argument("--quiet", action="store_true", help="no progress, no remarks")
    common.add_argument("--verbose", action="store_true", help="show everything")
    common.add_argument(
        "--color",
        type=choice(COLORS),
        default="auto",
        metavar="WHEN",
        help=f"{', '.join(COLORS)}; default: auto",
    )
    common.add_argument("-h", "--help", action="store_true", help="show this page")
    if {"-h", "--help"} & set(rest[: _end(rest)]):
        console.say(parser.format_help())
        return None
    args, unknown = parser.parse_known_intermixed_args(rest)
    if unknown:
        word = unknown[0].partition("=")[0]
        known = re.findall(r"--[a-z-]+", parser.format_usage())
        if word.startswith("-"):
            raise UsageError(f"there is no option “{word}”; {nearest(word, known)}")
        raise UsageError(f"“{word}” is one word too many; see fidelity {name} --help")
    return args


def _end(words: Sequence[str]) -> int:
    return words.index("--") if "--" in words else len(words)


def _help() -> str:
    wide = max(map(len, COMMANDS))
    lines = [f"  {name:{wide}}  {parts[3]}" for name, parts in COMMANDS.items()]
    return "\n".join(
        [
            "usage: fidelity COMMAND …",
            "",
            "Checks that translated diplomatic wording still means what the original means.",
            "",
            *lines,
            "",
            "fidelity COMMAND --help says more; fidelity --version names the version.",
            "Exit status: 0 nothing to report, 1 findings, 2 wrong usage or input,",
            "3 something could not be checked, 70 a fault of this program, 130 interrupted.",
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
