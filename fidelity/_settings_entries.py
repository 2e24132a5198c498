"""The lists of a settings file: levels for certain concepts and paths, and what is let stand."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, get_args

from fidelity._settings_file import SettingsFile, nearest
from fidelity.model import Place
from fidelity.passages import Suppression

RuleLevel: TypeAlias = Literal["note", "warning", "error", "off"]
RULE_LEVELS: tuple[RuleLevel, ...] = get_args(RuleLevel)


@dataclass(frozen=True, slots=True)
class LevelFor:
    """A level for the findings of a rule, on a concept, in some files; null stands for any."""

    level: RuleLevel
    rule: str | None = None
    concept: str | None = None
    path: str | None = None
    """A pattern, as seen from the working folder; see ``fidelity.scope.matches``."""
    place: Place | None = None


def levels_for(value: object, keys: Sequence[str], source: SettingsFile) -> tuple[LevelFor, ...]:
    """Read ``[[levels]]``.

    Raises:
        InputError: an entry is not understood, or says nothing that it is about.
    """
    return tuple(
        _level(entry, place, keys, source)
        for entry, place in _entries(value, keys, source, ("level", "rule", "concept", "path"))
    )


def suppressions(
    value: object, keys: Sequence[str], source: SettingsFile
) -> tuple[Suppression, ...]:
    """Read ``[[suppress]]``.

    Raises:
        InputError: an entry is not understood, or gives no reason.
    """
    known = ("rule", "path", "concept", "reason", "until")
    return tuple(
        _suppression(entry, place, keys, source)
        for entry, place in _entries(value, keys, source, known)
    )


def _entries(
    value: object, keys: Sequence[str], source: SettingsFile, known: Sequence[str]
) -> list[tuple[Mapping[str, str], Place]]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        name = ".".join(keys)
        source.refuse(keys, f"{name} must be a list of tables", f"write [[….{name}]]")
    read: list[tuple[Mapping[str, str], Place]] = []
    for number, entry in enumerate(value):
        place = source.entry(keys, number)
        texts: dict[str, str] = {}
        for key, said in entry.items():
            if key not in known:
                source.refuse_at(
                    place, f"there is no setting “{'.'.join((*keys, key))}”", nearest(key, known)
                )
            text = said.isoformat() if type(said) is date else said
            if not isinstance(text, str) or not text.strip() or "\0" in text:
                source.refuse_at(place, f"{'.'.join(keys)}: {key} must be a text", f'{key} = "…"')
            texts[key] = text
        read.append((texts, place))
    return read


def _level(
    entry: Mapping[str, str], place: Place, keys: Sequence[str], source: SettingsFile
) -> LevelFor:
    level = entry.get("level", "")
    if level not in RULE_LEVELS:
        source.refuse_at(
            place,
            f"{'.'.join(keys)}: level cannot be “{level}”" if level else "the level is missing",
            nearest(level, RULE_LEVELS),
        )
    if len(entry) == 1:
        source.refuse_at(
            place, "this level is for nothing in particular", "name a rule, a concept or a path"
        )
    path = _pattern(entry.get("path"), source)
    return LevelFor(level, entry.get("rule"), entry.get("concept"), path, place)


def _suppression(
    entry: Mapping[str, str], place: Place, keys: Sequence[str], source: SettingsFile
) -> Suppression:
    for key in ("rule", "reason"):
        if key not in entry:
            source.refuse_at(place, f"{'.'.join(keys)}: the {key} is missing", f'add {key} = "…"')
    reason = " ".join(entry["reason"].split())
    if not any(char.isalpha() for char in reason):
        source.refuse_at(place, f"“{reason}” is no reason", "say why the findings may stand")
    until = entry.get("until")
    if until is not None and not _is_day(until):
        source.refuse_at(place, f"“{until}” is no day", "write until = 2027-06-30")
    path = _pattern(entry.get("path"), source)
    return Suppression((entry["rule"],), reason, place, until, path, entry.get("concept"))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _pattern(written: str | None, source: SettingsFile) -> str | None:
    """Take a pattern as seen from the settings file; one without a slash is about a name alone."""
    if written is None or "/" not in written:
        return written
    whole = posixpath.normpath(posixpath.join(source.folder.as_posix(), written))
    return whole + "/" if written.endswith("/") else whole
