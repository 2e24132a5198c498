"""What an office sets once: ``[tool.fidelity]`` in ``pyproject.toml``, or ``fidelity.toml``.

The nearest file upwards from the working folder wins, as a whole; where both lie in one folder,
``fidelity.toml`` does. Every value remembers where it came from, so that ``fidelity config`` can
say so. Keys of services never stand here: a settings file is shared, and a key must not be.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from fidelity._settings_entries import (
    RULE_LEVELS,
    LevelFor,
    RuleLevel,
    levels_for,
    suppressions,
)
from fidelity._settings_file import SettingsFile, nearest, parsed
from fidelity.model import Level, Place, Tag
from fidelity.passages import Suppression

Allow: TypeAlias = Literal["none", "self-hosted", "terms", "sentences"]
"""What may leave the machine, from nothing to whole sentences."""

LEVELS: tuple[Level, ...] = get_args(Level)
ALLOWANCES: tuple[Allow, ...] = get_args(Allow)

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
        if key not in _READERS:
            source.unknown((key,), KEYS)
        name, read = _READERS[key]
        values[name] = read(value, (key,), source)
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


_Reader: TypeAlias = Callable[[object, Sequence[str], SettingsFile], object]


def _text(value: object, keys: Sequence[str], source: SettingsFile) -> str:
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        source.refuse(keys, f"{'.'.join(keys)} must be a text", f'write {keys[-1]} = "…"')
    return value


def _path(value: object, keys: Sequence[str], source: SettingsFile) -> str:
    """Take a path as seen from the settings file; ``~`` is the home folder."""
    named = Path(_text(value, keys, source)).expanduser()
    return Path(os.path.normpath(source.folder / named)).as_posix()


def _folder(value: object, keys: Sequence[str], source: SettingsFile) -> str | Literal[False]:
    return False if value is False else _path(value, keys, source)


def _flag(value: object, keys: Sequence[str], source: SettingsFile) -> bool:
    if not isinstance(value, bool):
        source.refuse(keys, f"{'.'.join(keys)} must be true or false", f"write {keys[-1]} = true")
    return value


def _several(read: _Reader) -> _Reader:
    def read_all(value: object, keys: Sequence[str], source: SettingsFile) -> tuple[object, ...]:
        if not isinstance(value, list):
            source.refuse(keys, f"{'.'.join(keys)} must be a list", f'write {keys[-1]} = ["…"]')
        return tuple(read(each, keys, source) for each in value)

    return read_all


def _one_of(known: Sequence[str]) -> _Reader:
    def read(value: object, keys: Sequence[str], source: SettingsFile) -> str:
        if value not in known:
            problem = f"{'.'.join(keys)} cannot be “{value}”"
            source.refuse(keys, problem, nearest(str(value), known))
        return str(value)

    return read


def _table(value: object, keys: Sequence[str], source: SettingsFile) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        source.refuse(keys, f"{'.'.join(keys)} must be a table", f"write [….{'.'.join(keys)}]")
    return value


def _rules(value: object, keys: Sequence[str], source: SettingsFile) -> Mapping[str, object]:
    levels: dict[str, object] = {}
    for rule, options in _table(value, keys, source).items():
        for option, level in _table(options, (*keys, rule), source).items():
            if option != "level":
                source.unknown((*keys, rule, option), ("level",))
            levels[rule] = _one_of(RULE_LEVELS)(level, (*keys, rule, option), source)
    return levels


def _engines(value: object, keys: Sequence[str], source: SettingsFile) -> Mapping[str, object]:
    return {
        kind: {
            name: _option(name, option, (*keys, kind, name), source)
            for name, option in _table(options, (*keys, kind), source).items()
        }
        for kind, options in _table(value, keys, source).items()
    }


def _option(name: str, value: object, keys: Sequence[str], source: SettingsFile) -> object:
    """Leave an engine's own option as it is, but find paths from the settings file's place."""
    if name == "path":
        return _path(value, keys, source)
    if name == "paths":
        return list(_several(_path)(value, keys, source))  # type: ignore[call-overload]
    return value


_READERS: Mapping[str, tuple[str, _Reader]] = {
    "from": ("source", _text),
    "to": ("target", _text),
    "glossaries": ("glossaries", _several(_path)),
    "shipped-glossaries": ("shipped_glossaries", _flag),
    "engines": ("engines", _several(_text)),
    "fail-on": ("fail_on", _one_of(LEVELS)),
    "allow": ("allow", _one_of(ALLOWANCES)),
    "accept": ("accept", _path),
    "baseline": ("baseline", _path),
    "cache": ("cache", _folder),
    "rules": ("rules", _rules),
    "levels": ("levels", levels_for),
    "suppress": ("suppress", suppressions),
    "engine": ("engine_options", _engines),
}

KEYS: tuple[str, ...] = tuple(_READERS)
"""The names of the settings, as they are written."""
