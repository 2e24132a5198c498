"""Which files of a run are under embargo: by their own front matter, and by the settings."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from fidelity import documents
from fidelity.embargo import ends, holds
from fidelity.gating.scope import matches, named
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
    shown = named(Path(file).as_posix(), os.getcwd())  # noqa: PTH109  (a text is wanted)
    hits = [each.until for each in set_.embargo if matches(each.path, shown) and holds(each.until)]
    return _last(hits)


def _last(found: Sequence[str], other: str | None = None) -> str | None:
    """Choose the embargo that is over last."""
    every = [*found, *([other] if other else [])]
    return max(every, key=ends) if every else None
