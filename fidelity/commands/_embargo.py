"""Which files of a run are under embargo: by their own front matter, and by the settings."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from fidelity import documents
from fidelity.embargo import ends, holds
from fidelity.gating.scope import matches
from fidelity.model import Glossary
from fidelity.settings import Settings


def of_glossaries(glossaries: Iterable[Glossary], set_: Settings) -> dict[str, str]:
    """Name the glossaries that are under embargo, each with its last day."""
    found = {}
    for glossary in glossaries:
        until = _by_settings(glossary.place.file, set_) if glossary.place else None
        if until is not None:
            found[glossary.name] = until
    return found


def of_texts(files: Iterable[tuple[str | None, str | None]], set_: Settings) -> dict[str, str]:
    """Name the documents that are under embargo, each with its last day.

    Args:
        files: names of documents, each with the encoding that the user named.
        set_: the settings.

    Raises:
        InputError: a document cannot be read, or names a day that is none.
    """
    found = {}
    for file, encoding in files:
        if file is None:
            continue
        own = documents.embargo(file, encoding=encoding)
        until = _last([own] if own and holds(own) else [], _by_settings(file, set_))
        if until is not None:
            found[file] = until
    return found


def told(embargoed: Mapping[str, str]) -> list[str]:
    """Say which files are under embargo, and what that means."""
    return [
        f"{name} is under embargo until {until}: nothing of it leaves this machine, whatever "
        "--allow says"
        for name, until in sorted(embargoed.items())
    ]


def _by_settings(file: str, set_: Settings) -> str | None:
    hits = [each.until for each in set_.embargo if holds(each.until) and _meant(each.path, file)]
    return _last(hits)


def _meant(pattern: str, file: str) -> bool:
    """Say whether a pattern means a file, by whatever way the file is reached.

    A link to a file under embargo is under embargo, and so is one below the folder in which the
    command is run. Where letters differ in case only, some systems see one file; so the file counts
    as meant.
    """
    names = {_alike(os.path.abspath(file)), _alike(os.path.realpath(file))}  # noqa: PTH100
    if "/" not in pattern:
        return any(matches(_alike(pattern), name) for name in names)
    end = "/" if pattern.endswith("/") else ""
    fixed = re.split(r"[*?]", pattern, maxsplit=1)[0].rpartition("/")[0]
    rest = pattern[len(fixed) :].lstrip("/") if fixed else pattern
    whole = (
        os.path.abspath(pattern) + end,  # noqa: PTH100  (a link must not be followed)
        f"{os.path.realpath(fixed or os.curdir)}/{rest}",
    )
    return any(matches(_alike(each), name) for each in whole for name in names)


def _alike(path: str) -> str:
    """Write a path in one way, whatever the case of its letters and the marks on them."""
    return unicodedata.normalize("NFC", Path(path).as_posix() + "/" * path.endswith("/")).casefold()


def _last(found: Sequence[str], other: str | None = None) -> str | None:
    """Choose the embargo that is over last."""
    every = [*found, *([other] if other else [])]
    return max(every, key=ends) if every else None
