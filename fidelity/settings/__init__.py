"""What an office sets once: ``[tool.fidelity]`` in ``pyproject.toml``, or ``fidelity.toml``.

The nearest file upwards from the working folder wins, as a whole; where both lie in one folder,
``fidelity.toml`` does. Every value remembers where it came from, so that ``fidelity config`` can
say so. Keys of services never stand here: a settings file is shared, and a key must not be.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from fidelity.egress import ALLOWANCES, MODES, Allow, Mode
from fidelity.embargo import Embargo
from fidelity.model import Level, Place, Tag
from fidelity.passages import Suppression
from fidelity.settings._kinds import (
    COUNT,
    FLAG,
    FOLDER,
    LEVELS,
    LEVELS_OF_RULES,
    OPTIONS_OF_ENGINES,
    PATH,
    PLACEHOLDER,
    TEXT,
    FilePairs,
    Key,
    RuleLevel,
    checked_pairs,
    object_schema,
    one_of,
    several,
    tables,
)
from fidelity.settings.entries import EMBARGOES, LEVELS_FOR, SUPPRESSIONS, LevelFor
from fidelity.settings.file import SettingsFile, parsed

__all__ = [
    "ALLOWANCES",
    "KEYS",
    "LEVELS",
    "MODES",
    "PLACEHOLDER",
    "Allow",
    "FilePairs",
    "RuleLevel",
    "Settings",
    "load",
    "schema",
]

_FILES = {"fidelity.toml": (), "pyproject.toml": ("tool", "fidelity")}
"""The files that are looked for, in this order, and the tables in them that are ours."""
_SECRET = re.compile(
    r"(?:^|[-_.])(?:api-?)?(?:key|token|secret|password|passphrase|credential)s?(?:$|[-_.])", re.I
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Every value that can be set; each default is what happens where nothing is set."""

    source: Tag | None = None
    target: Tag | None = None
    glossaries: tuple[str, ...] = ()
    shipped_glossaries: bool = True
    engines: tuple[str, ...] | None = None
    """Exactly these; null: every offline engine that is installed."""
    fail_on: Level = "error"
    allow: Allow = "none"
    own_hosts: tuple[str, ...] = ()
    """Hosts of the user's own house: to ask them is self-hosted."""
    answers: Mode | None = None
    """From where answers of services come; null: in continuous integration from the lock."""
    lock: str = "fidelity.lock"
    record: tuple[str, ...] = ()
    """Engines of this machine whose answers are recorded too."""
    keep_answers: float = 30.0
    """Days for which answers of services are kept in the cache; 0: not at all."""
    deadline: float = 1800.0
    """Seconds that all questions to services may take together; 0: any number."""
    embargo: tuple[Embargo, ...] = ()
    """Files of which nothing leaves the machine, each with its last day."""
    accept: str | None = None
    baseline: str | None = None
    cache: str | None = None
    """The folder; null: the user's usual place."""
    keep_cache: bool = True
    """False where the settings say ``cache = false``."""
    rules: Mapping[str, RuleLevel] = field(default_factory=dict)
    """The level of a rule's findings, by the rule's name."""
    levels: tuple[LevelFor, ...] = ()
    """Levels for certain concepts and paths; the last one that applies holds."""
    suppress: tuple[Suppression, ...] = ()
    """Findings that are let stand, each with its reason."""
    engine_options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """Settings by kind of engine."""
    pairs: tuple[FilePairs, ...] = ()
    """Which files are translations of which."""
    origins: Mapping[str, Place] = field(default_factory=dict)
    """Where each value was set, by the key as it is written, tables joined by dots; a key that is
    not there has its default."""


def load(folder: Path) -> Settings:
    """Read the settings that hold in a folder.

    Args:
        folder: where to begin; the folders above it are looked through too.

    Returns:
        The settings. Paths that the file names from its own place are given as seen from
        ``folder``.

    Raises:
        InputError: the file cannot be read, is no TOML, or says something that is not known.
    """
    here = folder.resolve()
    for parent in (here, *here.parents):
        for name, head in _FILES.items():
            path = parent / name
            if path.is_file():
                shown = Path(os.path.relpath(path, here)).as_posix()
                table, source = parsed(path, shown, head)
                if table or not head:
                    return _settings(table, source)
    return Settings()


def _settings(table: Mapping[str, Any], source: SettingsFile) -> Settings:
    """Turn a table of settings into values, and refuse whatever is not known."""
    _refuse_secrets(table, (), source)
    values: dict[str, object] = {}
    origins: dict[str, Place] = {}
    for key, value in table.items():
        if key not in _KEYS:
            source.unknown((key,), KEYS)
        values[_KEYS[key].field] = _KEYS[key].kind.read(value, (key,), source)
        for leaf in _leaves((key,), value):
            origins[".".join(leaf)] = source.place(leaf)
    if values.get("cache") is False:
        values |= {"cache": None, "keep_cache": False}
    return replace(Settings(origins=origins), **values)  # type: ignore[arg-type]


def _leaves(keys: tuple[str, ...], value: object) -> Iterator[tuple[str, ...]]:
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from _leaves((*keys, key), below)
    else:
        yield keys


def _refuse_secrets(value: object, keys: tuple[str, ...], source: SettingsFile) -> None:
    if isinstance(value, Mapping):
        for key, below in value.items():
            if _SECRET.search(key):
                source.refuse(
                    (*keys, key),
                    f"“{key}” looks like a secret, and settings files are shared",
                    "take it out of the file and set it in the environment",
                )
            _refuse_secrets(below, (*keys, key), source)
    elif isinstance(value, list):
        for below in value:
            _refuse_secrets(below, keys, source)


_PAIRS = tables(
    FilePairs,
    {
        "source": Key("source", PATH, "where the originals lie, with {name} for what differs"),
        "target": Key("target", PATH, "where their translations lie, with the same {name}"),
        "from": Key("source_language", TEXT, "the language of the originals"),
        "to": Key("target_language", TEXT, "the language of the translations"),
    },
    needed=("source", "target"),
    check=checked_pairs,
)

_KEYS: Mapping[str, Key] = {
    "from": Key("source", TEXT, "the language translated from, such as en"),
    "to": Key("target", TEXT, "the language translated into, such as ru"),
    "glossaries": Key("glossaries", several(PATH), "glossary files that are loaded beside ours"),
    "shipped-glossaries": Key("shipped_glossaries", FLAG, "whether ours are loaded"),
    "engines": Key("engines", several(TEXT), "exactly these; without it, all that are installed"),
    "fail-on": Key("fail_on", one_of(LEVELS), "the least level of a finding that fails the run"),
    "allow": Key("allow", one_of(ALLOWANCES), "what may leave the machine"),
    "own-hosts": Key("own_hosts", several(TEXT), "hosts of your own house, asked as self-hosted"),
    "answers": Key("answers", one_of(MODES), "from where answers of services come"),
    "lock": Key("lock", PATH, "the file with the recorded answers"),
    "record": Key("record", several(TEXT), "engines of this machine that are recorded too"),
    "keep-answers": Key("keep_answers", COUNT, "days that answers stay in the cache; 0: none"),
    "deadline": Key("deadline", COUNT, "seconds for all questions to services; 0: any"),
    "embargo": Key("embargo", EMBARGOES, "files of which nothing may leave until a day"),
    "accept": Key("accept", PATH, "a table of renderings that an editor accepted"),
    "baseline": Key("baseline", PATH, "a file of findings that were there before"),
    "cache": Key("cache", FOLDER, "where tables and verdicts are kept; false: nowhere"),
    "rules": Key("rules", LEVELS_OF_RULES, "the level of a rule's findings, by its name"),
    "levels": Key("levels", LEVELS_FOR, "levels for certain concepts and files"),
    "suppress": Key("suppress", SUPPRESSIONS, "findings that are let stand, and why"),
    "engine": Key("engine_options", OPTIONS_OF_ENGINES, "settings by kind of engine"),
    "pairs": Key("pairs", _PAIRS, "which files are translations of which"),
}

KEYS: tuple[str, ...] = tuple(_KEYS)
"""The names of the settings, as they are written."""


def schema() -> dict[str, object]:
    """Make the JSON Schema of ``fidelity.toml`` and of the table ``[tool.fidelity]``.

    It is kept in ``data/settings.schema.json``, for editors that complete and check settings.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of fidelity",
        **object_schema(_KEYS),
    }
