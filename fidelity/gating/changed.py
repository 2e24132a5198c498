"""What has changed since a revision: lines of files, and concepts of glossaries. Asks git.

Nothing leaves the machine: git is only asked about what lies in the repository.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from fidelity import termbases
from fidelity.errors import FidelityError, UsageError
from fidelity.model import Concept, Finding, Glossary, Span

Lines: TypeAlias = tuple[tuple[int, int], ...]
"""Stretches of lines, each by its first and its last one, 1-based."""

_HUNK = re.compile(rb"^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_BINARY = re.compile(rb"^Binary files ", re.MULTILINE)
_NUMBERED = re.compile(r"line-\d+")
_DIFF = ("diff", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames")


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed."""

    files: Mapping[str, Lines | None] = field(default_factory=dict)
    """The changed lines of each changed file, by the name that the user gave it; null: all of it,
    because it is new or has no lines."""
    concepts: frozenset[str] = frozenset()
    """The ids of the concepts that are new or not what they were."""


def only(findings: Iterable[Finding], changes: Changes) -> tuple[Finding, ...]:
    """Keep the findings in what has changed.

    A finding stays if a line of its segment has changed, in the original or in the translation, or
    if it is about a concept that has changed.
    """
    return tuple(finding for finding in findings if _touched(finding, changes))


def _touched(finding: Finding, changes: Changes) -> bool:
    if finding.concept in changes.concepts:
        return True
    spans = (finding.source, finding.target)
    if not any(spans):
        return True  # it has no place, so nothing can be said
    return any(_changed(span, changes) for span in spans if span)


def _changed(span: Span, changes: Changes) -> bool:
    if span.place.file not in changes.files:
        return False
    lines = changes.files[span.place.file]
    first = span.context.first.line if span.context else span.place.line
    last = span.context.last.line if span.context else span.place.line
    if lines is None or first is None or last is None:
        return True
    return any(begin <= last and first <= end for begin, end in lines)


def concepts(old: Glossary | None, new: Glossary) -> frozenset[str]:
    """Name the concepts of a glossary that are new or not what they were.

    Args:
        old: the glossary as it was; null: it was not there.
        new: the glossary as it is.
    """
    before = {_lasting(concept) for concept in old.concepts} if old else set()
    return frozenset(concept.id for concept in new.concepts if _lasting(concept) not in before)


def _lasting(concept: Concept) -> Concept:
    """A row of a table is named after its line, which may move."""
    return replace(concept, id="") if _NUMBERED.fullmatch(concept.id) else concept


def read(revision: str, files: Iterable[str], glossaries: Iterable[Glossary] = ()) -> Changes:
    """Ask git what has changed since a revision.

    Args:
        revision: anything that git takes for a commit: a branch, a tag, a hash, ``HEAD~2``.
        files: the files under check, as the user named them.
        glossaries: every glossary that is used, as it is now.

    Raises:
        UsageError: git is not there, knows no such revision, or a file is in no repository.
    """
    repositories: dict[Path, _Repository] = {}
    lines: dict[str, Lines | None] = {}
    for file in dict.fromkeys(files):
        repository = _repository(file, revision, repositories)
        inside = repository.inside(file)
        if inside not in repository.tracked:
            lines[file] = None
        elif inside in repository.changed:
            lines[file] = repository.lines(inside)
    changed: set[str] = set()
    for glossary in glossaries:
        changed |= _concepts(glossary, revision, repositories)
    return Changes(lines, frozenset(changed))


def _concepts(
    glossary: Glossary, revision: str, repositories: dict[Path, _Repository]
) -> frozenset[str]:
    if glossary.place is None:
        return frozenset()
    file = glossary.place.file
    try:
        repository = _repository(file, revision, repositories)
    except UsageError:  # a glossary that lies elsewhere has no history here
        return frozenset()
    inside = repository.inside(file)
    if inside in repository.tracked and inside not in repository.changed:
        return frozenset()
    return concepts(_before(glossary, file, repository.content(inside)), glossary)


def _before(glossary: Glossary, file: str, data: bytes | None) -> Glossary | None:
    """Read a glossary as it was; one that could not be read has changed as a whole."""
    if data is None:
        return None
    source, target = (*glossary.languages, None, None)[:2]
    try:
        return termbases.parse(data, file, source=source, target=target)
    except FidelityError:
        return None


@dataclass(frozen=True, slots=True)
class _Repository:
    """One git repository, and how it stood at the revision."""

    root: Path
    commit: str
    tracked: Collection[str]
    changed: Collection[str]

    def inside(self, file: str) -> str:
        """Name a file as git does, from the root."""
        return Path(os.path.relpath(Path(file).resolve(), self.root)).as_posix()

    def lines(self, inside: str) -> Lines | None:
        """List the changed lines of a file; null: all of them."""
        only_this = ("--", f":(top,literal){inside}")
        flags = ("--unified=0", "--inter-hunk-context=0", self.commit, *only_this)
        said = _git(self.root, *_DIFF, *flags)
        return None if _BINARY.search(said) else tuple(_hunks(said))

    def content(self, inside: str) -> bytes | None:
        """Give a file as it was; null: it was not there."""
        try:
            return _git(self.root, "cat-file", "blob", f"{self.commit}:{inside}")
        except _GitError:
            return None


def _hunks(said: bytes) -> Iterator[tuple[int, int]]:
    """Read the new side of each change; what was only taken out counts for the lines around it."""
    for hunk in _HUNK.finditer(said):
        first, count = int(hunk[1]), int(hunk[2] or 1)
        yield (first, first + count - 1) if count else (first, first + 1)


def _repository(file: str, revision: str, known: dict[Path, _Repository]) -> _Repository:
    """Open the repository that a file lies in, once; a folder may be one within another."""
    folder = Path(file).resolve().parent
    if folder not in known:
        try:
            top = _git(folder, "rev-parse", "--show-toplevel")
        except _GitError as fault:
            raise UsageError(f"--since {revision}: git cannot tell of {file}: {fault}") from fault
        root = Path(os.fsdecode(top.removesuffix(b"\n"))).resolve()
        known[folder] = known[root] = known.get(root) or _opened(root, revision)
    return known[folder]


def _opened(root: Path, revision: str) -> _Repository:
    wanted = f"{revision}^{{commit}}"
    try:
        commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    except _GitError as fault:
        raise UsageError(
            f"--since {revision}: git knows no such revision here; name another one, or fetch it "
            "(a shallow clone does not hold it)"
        ) from fault
    at = commit.decode().strip()
    tracked = _names(_git(root, "ls-files", "-z"))
    changed = _names(_git(root, *_DIFF, "--name-only", "-z", at, "--"))
    return _Repository(root, at, tracked, changed)


def _names(said: bytes) -> frozenset[str]:
    return frozenset(os.fsdecode(name) for name in said.split(b"\0") if name)


class _GitError(Exception):
    """Git ended with a fault; its first line says which."""


def _git(folder: Path, *words: str) -> bytes:
    command: Sequence[str] = ("git", "-C", str(folder), *words)
    environment = os.environ | {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(command, capture_output=True, env=environment, check=False)  # noqa: S603
    except FileNotFoundError as fault:
        raise UsageError("--since asks git, which is not installed here; install it") from fault
    if done.returncode:
        said = done.stderr.decode(errors="replace").splitlines() or [""]
        raise _GitError(said[0].removeprefix("fatal: "))
    return done.stdout
