"""The lists of a settings file: levels for certain concepts and paths, and what is let stand."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fidelity.embargo import ADVICE, Embargo, ends
from fidelity.model import Place
from fidelity.passages import Suppression
from fidelity.settings._kinds import RULE_LEVELS, TEXT, Key, Kind, RuleLevel, one_of, tables
from fidelity.settings.file import SettingsFile


@dataclass(frozen=True, slots=True)
class LevelFor:
    """A level for the findings of a rule, on a concept, in some files; null stands for any."""

    level: RuleLevel
    rule: str | None = None
    concept: str | None = None
    path: str | None = None
    """A pattern, as seen from the working folder; see ``fidelity.gating.scope.matches``."""
    place: Place | None = None


def _pattern(value: object, keys: Sequence[str], source: SettingsFile) -> str:
    """Take a pattern as seen from the settings file; one without a slash is about a name alone."""
    written: str = TEXT.read(value, keys, source)
    if "/" not in written:
        return written
    whole = posixpath.normpath(posixpath.join(source.folder.as_posix(), written))
    return whole + "/" if written.endswith("/") else whole


def _reason(value: object, keys: Sequence[str], source: SettingsFile) -> str:
    reason = " ".join(TEXT.read(value, keys, source).split())
    if not any(char.isalpha() for char in reason):
        source.refuse(keys, f"“{reason}” is no reason", "say why the findings may stand")
    return reason


def _day(value: object, keys: Sequence[str], source: SettingsFile) -> str:
    """Take a day as TOML writes it, or in quotation marks."""
    text = value.isoformat() if type(value) is date else value
    try:
        if isinstance(text, str) and date.fromisoformat(text).isoformat() == text:
            return text
    except ValueError:
        pass
    return source.refuse(keys, f"“{value}” is no day", "write until = 2027-06-30")


def _named(each: LevelFor, keys: Sequence[str], source: SettingsFile) -> None:
    if each.rule is None and each.concept is None and each.path is None:
        source.refuse(
            keys, "this level is for nothing in particular", "name a rule, a concept or a path"
        )


def _suppression(
    rule: str,
    reason: str,
    place: Place,
    until: str | None = None,
    path: str | None = None,
    concept: str | None = None,
) -> Suppression:
    return Suppression((rule,), reason, place, until, path, concept)


def _until(value: object, keys: Sequence[str], source: SettingsFile) -> str:
    """Take the last day of an embargo, or the moment at which it is over."""
    text = value.isoformat() if isinstance(value, date | datetime) else value
    try:
        if isinstance(text, str) and ends(text):
            return text
    except (ValueError, OverflowError):
        pass
    return source.refuse(keys, f"“{value}” is no day", ADVICE)


def _embargo(path: str, until: str, place: Place) -> Embargo:  # noqa: ARG001
    return Embargo(path, until)


def _anything(_each: object, _keys: Sequence[str], _source: SettingsFile) -> None:
    """Each part is seen to by itself."""


_PATTERN = Kind(_pattern, {"type": "string", "minLength": 1})
_ABOUT = {
    "rule": Key("rule", TEXT, "the rule; without it, any"),
    "concept": Key("concept", TEXT, "the id of the concept; without it, any"),
    "path": Key("path", _PATTERN, "a pattern for files, such as press/**/*.md; without it, any"),
}

LEVELS_FOR = tables(
    LevelFor,
    {"level": Key("level", one_of(RULE_LEVELS), "the level of the findings"), **_ABOUT},
    needed=("level",),
    check=_named,
)
"""``[[levels]]``."""

SUPPRESSIONS = tables(
    _suppression,
    {
        **_ABOUT,
        "rule": Key("rule", TEXT, "the rule whose findings may stand"),
        "reason": Key("reason", Kind(_reason, TEXT.schema), "why they may"),
        "until": Key(
            "until",
            Kind(_day, {"type": "string", "format": "date"}),
            "the last day on which they may",
        ),
    },
    needed=("rule", "reason"),
    check=_anything,
)
"""``[[suppress]]``."""

EMBARGOES = tables(
    _embargo,
    {
        "path": Key("path", _PATTERN, "a pattern for files, such as press/2027/**"),
        "until": Key(
            "until",
            Kind(_until, {"type": "string", "minLength": 1}),
            "the last day on which nothing of them may leave, or the moment from which it may",
        ),
    },
    needed=("path", "until"),
    check=_anything,
)
"""``[[embargo]]``."""
