"""What services call languages, and what they say in place of a translation: ``services.yaml``."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, Literal, cast, get_args

from fidelity import plain_yaml as plain
from fidelity.engines._answers import same_language
from fidelity.model import Reason, Tag
from fidelity.shelf import table

_FILE = table("services.yaml")


@functools.cache
def _data() -> Mapping[str, Any]:
    return plain.keys(plain.parsed(_FILE), "services", _FILE)


@functools.cache
def languages(service: str, side: Literal["source", "target"]) -> Mapping[Tag, str]:
    """List the languages of a service: our tag and the service's code, in alphabetical order.

    Args:
        service: its name in the file.
        side: whether the language is translated from or into.
    """
    entry = plain.keys(_data()["languages"][service], service, _FILE)
    found = {tag: tag for tag in entry["same"]} | entry["other"]
    if side == "target":
        found |= entry.get("target", {})
    return dict(sorted(found.items()))


@functools.cache
def code(service: str, tag: Tag, side: Literal["source", "target"]) -> str | None:
    """Give a service's code for a language; null where it does not know the language.

    A region makes no difference unless the service tells it apart; a script does.
    """
    known = languages(service, side)
    if tag in known:
        return known[tag]
    return next((each for spoken, each in known.items() if same_language(tag, spoken)), None)


def codes(service: str, source: Tag, target: Tag) -> tuple[str, str] | None:
    """Give a service's codes for two languages; null where it lacks one, or they are the same."""
    one, other = code(service, source, "source"), code(service, target, "target")
    same = one == code(service, target, "source")
    return None if one is None or other is None or same else (one, other)


def pairs(service: str) -> str:
    """Say for which languages a service is known to serve, in words."""
    return f"any two of {len(languages(service, 'source'))} languages"


@functools.cache
def _prose() -> tuple[tuple[str, Reason], ...]:
    reasons = plain.keys(_data()["prose"], "prose", _FILE)
    if unknown := set(reasons) - set(get_args(Reason)):
        raise plain.fault(_FILE, unknown.pop(), "this is no reason", "see fidelity.model.Reason")
    return tuple(
        (phrase.casefold(), cast("Reason", reason))
        for reason, phrases in reasons.items()
        for phrase in plain.texts(phrases, reason, _FILE)
    )


def prose(answer: str, asked: str = "") -> Reason | None:
    """Recognise what a service says in place of a translation.

    Args:
        answer: what it said.
        asked: what it was asked: words that stand in there may stand in the answer.
    """
    said, question = answer.casefold(), asked.casefold()
    return next(
        (reason for phrase, reason in _prose() if phrase in said and phrase not in question), None
    )
