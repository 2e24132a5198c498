"""Rule-based translation on this machine by Apertium, a program of its own.

**What it is.** Every pair of languages that is installed for Apertium. On Debian and Ubuntu::

    apt install apertium apertium-eng-spa

The settings may say where the data lie and how patient to be::

    [tool.fidelity.engine.apertium]
    data = "/usr/local/share/apertium"
    deadline = 10   # seconds that one answer may take

**Key and cost.** None.

**Languages.** English is paired with Spanish, Catalan, Galician, Esperanto and a few more; there is
no pair of English and Russian. Others are Russian with Ukrainian and Belarusian, and many pairs of
related languages.

**What it answers.** One translation, made from dictionaries and grammar rules: about one
millisecond each, after a tenth of a second for the start. The programs of a pair are kept running
(some 100 MB of memory for each direction in use); after a crash they are started again, and the
question is put once more. A wording with a word that its dictionaries lack gets no answer; so does
one at which the programs crash every time, and one that comes back as it was.

**How far to trust it.** It has its own dictionaries, so it errs otherwise than neural models do. It
knows no context: it takes many nouns for verbs and the other way round.

**Terms of use.** Apertium and its data are under the GNU General Public License; they are run where
the user installed them, and are no part of this package.

**Privacy.** Nothing leaves the machine.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
import shlex
import shutil
import subprocess
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from fidelity.engines._answers import answered, deadline, question, same_language
from fidelity.engines._apertium import read, without_marks
from fidelity.engines._pipe import Broken, Killed, Pipe
from fidelity.errors import UsageError
from fidelity.model import Egress, Fail, Outcome, Query, Tag
from fidelity.protocols import Engine, Missing, Setup

_METHOD = "1"  # raised whenever the same question may get another answer from the same data
_SENDS = "nothing: it is translated by a program on this machine"
_DEADLINE = 10.0
_MODE = re.compile(r"([a-z]{2,3})(?:_([A-Z]{2}))?-([a-z]{2,3})(?:_([A-Z]{2}))?")
_FLUSHING = "apertium-wblank-mode"  # writes a mode out so that every program flushes at null bytes
_SPECIAL = re.compile(r"([\[\]^$/\\<>{}])")
_STOP = b".[]"
"""A full stop that the programs know to be none of the text's: it ends the sentence."""


def engines(setup: Setup) -> Iterable[Engine | Missing]:
    """List an engine for each pair of languages that is installed, and what to install.

    Raises:
        UsageError: a setting cannot be used.
    """
    seconds = deadline(setup.options, "apertium", _DEADLINE)
    folder = _data(setup.options)
    found = _modes(folder) if folder and shutil.which(_FLUSHING) else {}
    pairs: dict[tuple[Tag, ...], dict[tuple[Tag, Tag], Path]] = {}
    for (source, target), mode in found.items():
        pairs.setdefault(tuple(sorted((source, target))), {})[source, target] = mode
    for directions in pairs.values():
        yield ApertiumEngine(directions, seconds)
    if not found:
        yield Missing(
            id="apertium:pairs",
            family="apertium",
            pairs="en ↔ es, en ↔ ca, ru ↔ uk and others; not en ↔ ru",
            egress="local",
            sends=_SENDS,
            how_to_add="install Apertium 3.8 or newer and a pair of languages; on Debian and "
            "Ubuntu: apt install apertium apertium-eng-spa",
        )


def _data(options: Mapping[str, object]) -> Path | None:
    """Find the folder with the modes: ``apertium -l`` lists the same ones."""
    if (setting := options.get("data")) is not None:
        folder = Path(str(setting)).expanduser()
        if not (folder / "modes").is_dir():
            raise UsageError(f"apertium: {folder} has no folder modes; correct the setting data")
        return folder
    program = shutil.which("apertium")
    if program is None:
        return None
    beside = Path(program).resolve().parent.parent / "share" / "apertium"
    return Path(os.environ.get("APERTIUM_DATADIR") or beside)


def _modes(folder: Path) -> dict[tuple[Tag, Tag], Path]:
    """List the installed directions; of several variants the plain one counts."""
    found: dict[tuple[Tag, Tag], Path] = {}
    for path in sorted(folder.glob("modes/*.mode"), key=lambda path: (len(path.stem), path.stem)):
        if match := _MODE.fullmatch(path.stem):
            source, target = _tag(match[1]), _tag(match[3])
            found.setdefault((source, target), path)
    return dict(sorted(found.items()))


def _tag(code: str) -> Tag:
    import langcodes

    return langcodes.standardize_tag(code)


class ApertiumEngine:
    """One pair of languages. Its programs are started when they are first asked.

    Args:
        directions: the mode of each direction; one may be missing.
        seconds: how long one answer may take.
    """

    family = "apertium"
    egress: Egress = "local"
    sends = _SENDS

    def __init__(
        self, directions: Mapping[tuple[Tag, Tag], Path], seconds: float = _DEADLINE
    ) -> None:
        self.id = "apertium:" + "-".join(sorted(next(iter(directions))))
        self.pairs = ", ".join(f"{source} → {target}" for source, target in directions)
        self._directions = {pair: _Direction(mode) for pair, mode in directions.items()}
        self._seconds = seconds

    @functools.cached_property
    def version(self) -> str:
        """The method and a hash of the programs and data of each direction."""
        prints = [each.fingerprint()[:12] for each in self._directions.values()]
        return "+".join((_METHOD, *prints))

    def serves(self, source: Tag, target: Tag) -> bool:
        """Say whether this direction is installed."""
        return self._direction(source, target) is not None

    def _direction(self, source: Tag, target: Tag) -> _Direction | None:
        for (one, other), direction in self._directions.items():
            if same_language(source, one) and same_language(target, other):
                return direction
        return None

    def run(self, batch: Sequence[Query]) -> list[Outcome]:
        """Translate each query."""
        return [self._answer(query) for query in batch]

    def _answer(self, query: Query) -> Outcome:
        direction = self._direction(query.source, query.target)
        if direction is None:
            return Fail("unsupported-pair")
        text = question(query)
        if isinstance(text, Fail):
            return text
        try:
            answer = direction.translate(without_marks(text), self._seconds)
        except TimeoutError:
            return Fail("timeout")
        except Broken:
            return Fail("engine-fault")
        plain = answer if isinstance(answer, Fail) else read(answer, escaped=True)
        return Fail(plain.reason) if isinstance(plain, Fail) else answered(query, [(plain, None)])


class _Direction:
    """The programs of one direction; they are started when first asked, and after a crash."""

    def __init__(self, mode: Path) -> None:
        self._mode = mode
        self._turn = threading.Lock()
        self._pipe: Pipe | None = None

    def fingerprint(self) -> str:
        """Hash the mode and the programs and data files that it names."""
        total = hashlib.sha256()
        mode = self._mode.read_text(encoding="utf-8") if self._mode.is_file() else ""
        total.update(mode.encode())
        programs = [shutil.which(stage.split()[0]) for stage in mode.split("|") if stage.split()]
        for path in [*filter(None, programs), *re.findall(r"'([^']+)'", mode)]:
            if Path(path).is_file():
                with Path(path).open("rb") as stream:
                    total.update(hashlib.file_digest(stream, "sha256").digest())
        return total.hexdigest()

    def translate(self, text: str, seconds: float) -> str | Fail:
        """Translate a text, with marks at what is not known.

        Programs that end get a second try. Where they crash again but are well otherwise, the text
        is at fault, and they have no answer to it.

        Raises:
            Broken: the programs do not run, or somebody keeps ending them.
            TimeoutError: it takes too long.
        """
        sent = _SPECIAL.sub(r"\\\1", text).encode() + _STOP
        with self._turn:
            try:
                return self._ask(sent, seconds)
            except Broken:
                pass
            try:
                return self._ask(sent, seconds)
            except Killed:
                raise
            except Broken:
                self._ask(_STOP, seconds)
                return Fail("empty")

    def _ask(self, sent: bytes, seconds: float) -> str:
        pipe, self._pipe = self._pipe, None
        if pipe is None:
            pipe = _started(self._mode, seconds)
        answer = pipe.ask(sent, seconds)
        try:
            text = _unstopped(answer)
        except Broken:
            if pipe.close():
                raise Killed from None
            raise
        self._pipe = pipe
        return text


def _unstopped(answer: bytes) -> str:
    """Take the end mark off an answer; an answer without it has not come all the way."""
    end = _STOP[-2:]
    if not answer.endswith(end):
        raise Broken
    try:
        return answer.removesuffix(end).decode()
    except UnicodeDecodeError:
        raise Broken from None


def _started(mode: Path, seconds: float) -> Pipe:
    """Start the programs of a mode, each flushing at null bytes."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    try:
        written = subprocess.run(  # noqa: S603
            [shutil.which(_FLUSHING) or _FLUSHING, "-z", str(mode)],
            capture_output=True,
            timeout=seconds,
            check=True,
        )
        return Pipe(_programs(written.stdout.decode()), environment)
    except subprocess.TimeoutExpired:
        raise TimeoutError from None
    except (OSError, ValueError, subprocess.CalledProcessError):
        raise Broken from None


def _programs(line: str) -> list[list[str]]:
    """Split a mode into programs; ``$1`` asks for marks, ``$2`` for nothing."""
    stages = [shlex.split(stage) for stage in line.split("|")]
    given = {"$1": "-g", "$2": ""}
    return [[word for part in stage if (word := given.get(part, part))] for stage in stages]
