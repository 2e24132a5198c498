"""Downloads what an engine needs: by name, after the user's consent, and never on the way."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Protocol, cast

from fidelity import plugins
from fidelity.asking import installed
from fidelity.commands._asked import parts
from fidelity.commands._console import Console
from fidelity.errors import DownloadError, UsageError
from fidelity.protocols import Missing, Progress
from fidelity.settings.file import nearest

UNFINISHED = 3


class _Installer(Protocol):
    """A module of ``fidelity/engines`` that can install something."""

    SOURCE: str

    def home(self) -> Path:
        """Name the folder into which it installs."""

    def offer(self, pair: str, source: str) -> str:
        """Say in words what installing would do."""

    def install(
        self, pair: str, folder: Path | None, progress: Progress, source: str
    ) -> tuple[Path, ...]:
        """Install, and name the folders."""


def flags(parser: argparse.ArgumentParser) -> None:
    """Add the engine, the pair of languages and the consent."""
    parser.add_argument("engine", metavar="ENGINE", help="the kind of engine: firefox")
    parser.add_argument("pair", metavar="PAIR", help="two languages, such as en-ru: both ways")
    parser.add_argument("--yes", action="store_true", help="consent to the download beforehand")
    parser.add_argument("--folder", metavar="DIR", help="where it goes; default: your data folder")
    parser.add_argument(
        "--server", metavar="URL", help="another server that holds the same lists and files"
    )


def main(args: argparse.Namespace, console: Console) -> int:
    """Say what would be downloaded, ask, and download it.

    Returns:
        0 where everything is in place, 3 where it is not: no consent, or a fault of the network.
        What has arrived by then is kept, and the same command goes on from there.

    Raises:
        UsageError: there is nothing to install under this name, or nobody can be asked.
    """
    module = _installer(args.engine)
    source = args.server or module.SOURCE
    console.remark(module.offer(args.pair, source))
    if not (args.yes or _consents(console)):
        console.remark("nothing was downloaded")
        return UNFINISHED
    folder = Path(args.folder).expanduser() if args.folder else module.home()
    try:
        places = module.install(args.pair, folder, console.progress(), source)
    except DownloadError as fault:
        console.remark(f"fidelity: {fault}")
        return UNFINISHED
    except OSError as fault:
        raise UsageError(
            f"{folder} cannot be written ({fault.strerror}); name another one with --folder"
        ) from None
    console.lines(*(f"installed {place}" for place in places))
    if folder != module.home():
        console.remark(f"for your settings: [tool.fidelity.engine.{args.engine}] models = [DIR]")
    return 0


def _installer(name: str) -> _Installer:
    """Find the engine's module.

    Raises:
        UsageError: there is none, or it downloads nothing; the message says what to do instead.
    """
    kinds = parts("engines")
    able = [kind for kind in kinds if hasattr(plugins.load("engines", kind), "install")]
    if name in able:
        return cast("_Installer", plugins.load("engines", name))
    if name not in kinds:
        raise UsageError(f"there is no kind of engine “{name}”; {nearest(name, able)}")
    found = [each for each in installed(cache=None) if each.id.split(":")[0] == name]
    how = next((f"; {each.how_to_add}" for each in found if isinstance(each, Missing)), "")
    raise UsageError(f"fidelity downloads nothing for {name}, only for {', '.join(able)}{how}")


def _consents(console: Console) -> bool:
    """Ask the user. Where nobody sits at the terminal, nothing counts as consent.

    Raises:
        UsageError: there is no terminal to ask at.
    """
    if not sys.stdin or not sys.stdin.isatty():
        raise UsageError("nobody can be asked here; consent to the download with --yes")
    console.err.write("Download it? [y/N] ")
    console.err.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes")
