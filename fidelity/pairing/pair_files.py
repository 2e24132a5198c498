"""Finds which files are translations of which, by the templates of the settings.

A template is a path with words in braces. ``{name}`` stands for any path, over as many folders as
there are: ``press/en/{name}.md`` takes in ``press/en/2026/march/talks.md``. Every other word, such
as ``{year}``, stands for one file or folder name, or a part of one. A word that stands in both
templates stands for the same in both.

A file that has no counterpart is a finding and not a fault: the folders could be read, and what
they show is that a text is missing. It is a warning, because the original of a statement is usually
there before its translation.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from fidelity import documents
from fidelity.errors import InputError, UsageError
from fidelity.model import Finding, Place, Span, Tag, Unchecked
from fidelity.settings import PLACEHOLDER, FilePairs

ANY_DEPTH = "name"
"""The placeholder that may run over several folders."""


@dataclass(frozen=True, slots=True)
class FilePair:
    """An original and its translation, both of which are there."""

    source: str
    target: str
    source_language: Tag | None = None
    """Null: neither the settings nor the user named it."""
    target_language: Tag | None = None


Found: TypeAlias = FilePair | Finding | Unchecked
"""A pair; a file without a counterpart; a folder that cannot be read."""


def named(source: str, target: str, from_: Tag | None, to: Tag | None) -> Iterator[Found]:
    """Find the pairs that ``--source`` and ``--target`` name: two files, or two folders.

    In two folders, files belong together that have the same name in the same place.

    Args:
        source: the original, or the folder of originals.
        target: the translation, or the folder of translations.
        from_: the language of the originals.
        to: the language of the translations.

    Raises:
        UsageError: one is a folder and the other is not.
        InputError: as for ``find``.
    """
    folders = [Path(path).is_dir() for path in (source, target)]
    if folders[0] != folders[1]:
        raise UsageError(
            f"--source {source} and --target {target}: one is a folder and the other is not; "
            "name two files or two folders"
        )
    if not all(folders):
        return iter((FilePair(source, target, from_, to),))
    originals, translations = (
        os.path.normpath(path).replace(os.sep, "/").replace("{", "{{").replace("}", "}}")
        + f"/{{{ANY_DEPTH}}}"
        for path in (source, target)
    )
    return find([FilePairs(originals, translations, from_, to)])


def find(templates: Sequence[FilePairs], only: Sequence[str] | None = None) -> Iterator[Found]:
    """Find the pairs of files that templates describe, in alphabetical order of the originals.

    Args:
        templates: where originals and translations lie.
        only: files and folders that are asked for; a pair is given if one of its files is there or
            lies there. Null: all pairs.

    Raises:
        InputError: a folder that a template names is not there, or no file fits the template.
    """
    wanted = None if only is None else [Path(os.path.normpath(path)) for path in only]
    given: set[tuple[str, str]] = set()
    seen: set[str] = set()
    targets = [_Template(pairs.target) for pairs in templates]
    for pairs in templates:
        originals, faults = _files(pairs.source, pairs.place)
        translations, others = _files(pairs.target, pairs.place)
        for fault in (*faults, *others):
            if fault.message not in seen:
                seen.add(fault.message)
                yield fault
        matched = _matched(pairs, originals, translations, targets)
        if not matched and not faults and not others:
            raise InputError(
                pairs.place or Place(pairs.source),
                f"no file fits “{pairs.source}” or “{pairs.target}”",
                "correct the paths",
            )
        for found in matched:
            source, target = found
            if found in given or not _asked(found, wanted):
                continue
            given.add(found)
            if source in originals and target in translations:
                yield FilePair(source, target, pairs.source_language, pairs.target_language)
            elif source in originals:
                yield _no_translation(source, target)
            else:
                yield _no_original(source, target)


def _matched(
    pairs: FilePairs,
    originals: Sequence[str],
    translations: Sequence[str],
    targets: Sequence[_Template],
) -> list[tuple[str, str]]:
    """List the two names of every pair of which at least one file is there, in order."""
    source, target = _Template(pairs.source), _Template(pairs.target)
    names = set()
    for path in originals:
        # "a.ru.md" fits "{name}.md" too. What fits a closer template is what that one says.
        closer = any(each.fixed > source.fixed and each.fits(path) for each in targets)
        if (words := source.fits(path)) and not closer:
            names.add((path, target.fill(words)))
    for path in translations:
        closer = source.fixed > target.fixed and source.fits(path) is not None
        if (words := target.fits(path)) and not closer:
            names.add((source.fill(words), path))
    return sorted(names)


class _Template:
    """A template, ready to be compared with paths.

    Args:
        text: as the settings write it.
    """

    def __init__(self, text: str) -> None:
        self._parts = re.split(r"(\{\{|\}\}|\{[a-z][a-z0-9_]*\})", text)
        self.fixed = sum(len(part) for part in self._parts if not PLACEHOLDER.fullmatch(part))
        known: set[str] = set()
        self._pattern = re.compile("".join(self._piece(part, known) for part in self._parts))

    @staticmethod
    def _piece(part: str, known: set[str]) -> str:
        found = PLACEHOLDER.fullmatch(part)
        if not found:
            return re.escape({"{{": "{", "}}": "}"}.get(part, part))
        word = found[1]
        if word in known:
            return f"(?P={word})"
        known.add(word)
        return f"(?P<{word}>{'.+' if word == ANY_DEPTH else '[^/]+'})"

    def fits(self, path: str) -> dict[str, str] | None:
        """Say what stands for each word in a path; null where it does not fit."""
        found = self._pattern.fullmatch(path)
        return found.groupdict() or {"": ""} if found else None

    def fill(self, words: dict[str, str]) -> str:
        """Make the path in which these stand for the words."""
        return "".join(
            words[found[1]]
            if (found := PLACEHOLDER.fullmatch(part))
            else {"{{": "{", "}}": "}"}.get(part, part)
            for part in self._parts
        )


def _files(template: str, place: Place | None) -> tuple[list[str], list[Unchecked]]:
    """List the files that may fit a template, and the folders that cannot be read."""
    head, mark, tail = template.replace("{{", "\0").replace("}}", "\1").partition("{")
    head, tail = (each.replace("\0", "{").replace("\1", "}") for each in (head, tail))
    if not mark:
        return ([head] if Path(head).exists() else []), []
    root = head.rpartition("/")[0] or ("/" if head.startswith("/") else ".")
    if not Path(root).is_dir():
        problem = f"the folder “{root}” is not there, and [[pairs]] names it"
        raise InputError(place or Place(root), problem, "correct the path")
    faults: list[Unchecked] = []
    files = _walk(Path(root), faults)
    return [file for file in files if not tail.endswith("}") or _one_sided(file)], faults


def _one_sided(file: str) -> bool:
    """Say whether a file can be read and is in one language: XLIFF needs no counterpart."""
    known = Path(file).suffix.lower() in documents.suffixes()
    return known and not documents.bilingual(file)


def _walk(root: Path, faults: list[Unchecked]) -> list[str]:
    """List all files in a folder and below; links are followed, but into no folder twice."""
    entered: set[tuple[int, int]] = set()
    files: list[str] = []

    def unread(fault: OSError) -> None:
        folder = Path(fault.filename).as_posix()
        message = f"the folder {folder} was not checked: it cannot be read ({fault.strerror})"
        faults.append(Unchecked("unreadable", message, place=Place(folder)))

    for folder, below, names in os.walk(root, onerror=unread, followlinks=True):
        status = Path(folder).stat()
        if (status.st_dev, status.st_ino) in entered:
            below.clear()
            continue
        entered.add((status.st_dev, status.st_ino))
        below[:] = sorted(name for name in below if not name.startswith("."))
        files += (
            os.path.normpath(Path(folder, name)).replace(os.sep, "/")
            for name in names
            if not name.startswith(".") and _ordinary(Path(folder, name))
        )
    return sorted(files)


def _ordinary(path: Path) -> bool:
    """Say whether it is a file; a link that leads nowhere or in a circle is none."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def _asked(pair: tuple[str, str], wanted: Sequence[Path] | None) -> bool:
    if wanted is None:
        return True
    return any(
        asked == Path(path) or asked in Path(path).parents or asked == Path()
        for asked in wanted
        for path in pair
    )


def _no_translation(source: str, target: str) -> Finding:
    return Finding(
        "omitted-text",
        "warning",
        f"{source} has no translation: {target} is not there",
        kind="omission",
        source=Span(Place(source)),
    )


def _no_original(source: str, target: str) -> Finding:
    return Finding(
        "added-text",
        "warning",
        f"{target} translates nothing: {source} is not there",
        kind="addition",
        target=Span(Place(target)),
    )
