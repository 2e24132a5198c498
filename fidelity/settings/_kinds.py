"""The kinds of values that settings have: how each is read, refused, described in the schema."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from fidelity.model import Level, Place, Tag
from fidelity.settings.file import SettingsFile, nearest

RuleLevel: TypeAlias = Literal["note", "warning", "error", "off"]

LEVELS: tuple[Level, ...] = get_args(Level)
RULE_LEVELS: tuple[RuleLevel, ...] = get_args(RuleLevel)

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""What stands for the part that the names of an original and of its translation share."""

_Read: TypeAlias = Callable[[object, Sequence[str], SettingsFile], Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value."""

    read: _Read
    """Turns what TOML says at some key into the value, or refuses it."""
    schema: Mapping[str, object]
    """The JSON Schema of what may be written."""


@dataclass(frozen=True, slots=True)
class Key:
    """A setting."""

    field: str
    """The name of the value in the program."""
    kind: Kind
    about: str
    """What it says, for the schema."""


@dataclass(frozen=True, slots=True)
class FilePairs:
    """Where originals lie and where their translations do, as ``[[pairs]]`` says it."""

    source: str
    """A path in which ``{name}`` stands for any path, and ``{other}`` for one file or folder."""
    target: str
    """A path with the same placeholders."""
    source_language: Tag | None = None
    target_language: Tag | None = None
    place: Place | None = None
    """Where the settings say it."""


def object_schema(keys: Mapping[str, Key], needed: Sequence[str] = ()) -> dict[str, object]:
    """Make the JSON Schema of a table of settings."""
    properties = {name: {"description": key.about, **key.kind.schema} for name, key in keys.items()}
    required = {"required": list(needed)} if needed else {}
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        **required,
    }


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
            levels[rule] = _RULE_LEVEL.read(level, (*keys, rule, option), source)
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
        return list(several(PATH).read(value, keys, source))
    return value


def several(kind: Kind) -> Kind:
    """Make the kind of a list of values of one kind."""

    def read(value: object, keys: Sequence[str], source: SettingsFile) -> tuple[object, ...]:
        if not isinstance(value, list):
            source.refuse(keys, f"{'.'.join(keys)} must be a list", f'write {keys[-1]} = ["…"]')
        return tuple(kind.read(each, keys, source) for each in value)

    return Kind(read, {"type": "array", "items": kind.schema})


def _count(value: object, keys: Sequence[str], source: SettingsFile) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not 0 <= value < 1e9:  # type: ignore[operator]
        source.refuse(keys, f"{'.'.join(keys)} must be a number", f"write {keys[-1]} = 30")
    return float(value)  # type: ignore[arg-type]


def one_of(known: Sequence[str]) -> Kind:
    """Make the kind of a word from a closed list."""

    def read(value: object, keys: Sequence[str], source: SettingsFile) -> str:
        if value not in known:
            problem = f"{'.'.join(keys)} cannot be “{value}”"
            source.refuse(keys, problem, nearest(str(value), known))
        return str(value)

    return Kind(read, {"enum": list(known)})


def tables(
    make: Callable[..., Any],
    keys: Mapping[str, Key],
    *,
    needed: Sequence[str],
    check: Callable[[Any, Sequence[str], SettingsFile], None],
) -> Kind:
    """Make the kind of a setting that is written several times, each time as a table.

    Args:
        make: makes the value from its fields and the ``place`` where it was set.
        keys: what may stand in the table.
        needed: what must.
        check: refuses a value of which the parts do not fit.
    """

    def one(value: object, name: Sequence[str], source: SettingsFile) -> object:
        table = _table(value, name, source)
        for key in table:
            if key not in keys:
                source.unknown((*name, key), tuple(keys))
        for key in needed:
            if key not in table:
                source.refuse(name, f"{'.'.join(name)} says no “{key}”", f'write {key} = "…"')
        values = {
            keys[key].field: keys[key].kind.read(each, (*name, key), source)
            for key, each in table.items()
        }
        made = make(**values, place=source.place(name))
        check(made, name, source)
        return made

    def read(value: object, name: Sequence[str], source: SettingsFile) -> tuple[object, ...]:
        if not isinstance(value, list):
            source.refuse(name, f"{'.'.join(name)} must be a list", f"write [[….{name[-1]}]]")
        return tuple(one(each, name, source.within(name, at)) for at, each in enumerate(value))

    return Kind(read, {"type": "array", "items": object_schema(keys, needed)})


def checked_pairs(pairs: FilePairs, name: Sequence[str], source: SettingsFile) -> None:
    """See that the names of originals and translations can be made from each other.

    Raises:
        InputError: one of them has a part that the other has not, or is no template.
    """
    parts = {}
    for key, template in (("source", pairs.source), ("target", pairs.target)):
        parts[key] = set(PLACEHOLDER.findall(template))
        if re.search(r"[{}]", PLACEHOLDER.sub("", template)):
            problem = f"“{template}” is not understood: what stands in braces must be one word"
            source.refuse((*name, key), problem, "write {name}")
    if lost := sorted(parts["source"] ^ parts["target"]):
        key = "target" if lost[0] in parts["source"] else "source"
        word = f"{{{lost[0]}}}"
        source.refuse((*name, key), f"“{word}” stands in one of the two only", f"write {word} here")
    if pairs.source == pairs.target:
        source.refuse((*name, "target"), "originals and translations are the same", "correct one")


TEXT = Kind(_text, {"type": "string", "minLength": 1})
PATH = Kind(_path, {"type": "string", "minLength": 1})
FOLDER = Kind(_folder, {"anyOf": [PATH.schema, {"const": False}]})
COUNT = Kind(_count, {"type": "number", "minimum": 0, "exclusiveMaximum": 1e9})
FLAG = Kind(_flag, {"type": "boolean"})
_RULE_LEVEL = one_of(RULE_LEVELS)
LEVELS_OF_RULES = Kind(
    _rules,
    {
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "properties": {"level": _RULE_LEVEL.schema},
            "additionalProperties": False,
        },
    },
)
OPTIONS_OF_ENGINES = Kind(_engines, {"type": "object", "additionalProperties": {"type": "object"}})
