"""Shows every setting that holds in this folder, and where it comes from."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator, Mapping

from fidelity import cache, recording
from fidelity.commands._asked import settings
from fidelity.commands._console import Console
from fidelity.reports._columns import Cell, aligned, clean
from fidelity.settings import Settings, schema

_BUILT_IN = "built in"


def flags(parser: argparse.ArgumentParser) -> None:
    """Add the flags."""
    parser.add_argument(
        "--schema",
        action="store_true",
        help="print the JSON Schema of the settings instead, for editors that complete them",
    )


def main(args: argparse.Namespace, console: Console) -> int:
    """Print a line per setting, or the schema.

    Raises:
        InputError: the settings cannot be used.
    """
    if args.schema:
        console.lines(json.dumps(schema(), indent=2, ensure_ascii=False))
        return 0
    rows: list[list[Cell]] = [
        [(key, "bold"), (clean(value), ""), (clean(origin), "dim")]
        for key, value, origin in _values(settings(), os.environ)
    ]
    console.lines(*aligned(rows, color=console.color))
    return 0


def _values(set_: Settings, environment: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Give each setting as it is written, its value, and its origin."""
    plain: list[tuple[str, str]] = [
        ("from", set_.source or "as the file says"),
        ("to", set_.target or "as the file says"),
        ("glossaries", ", ".join(set_.glossaries) or "none"),
        ("shipped-glossaries", _yes(value=set_.shipped_glossaries)),
        ("engines", _engines(set_)),
        ("fail-on", set_.fail_on),
        ("allow", set_.allow),
        ("own-hosts", ", ".join(set_.own_hosts) or "none"),
        ("answers", set_.answers or f"{recording.usual_mode(environment)} (here)"),
        ("lock", set_.lock),
        ("record", ", ".join(set_.record) or "services only"),
        ("keep-answers", f"{set_.keep_answers:g}"),
        ("deadline", f"{set_.deadline:g}"),
        ("accept", set_.accept or "none"),
        ("baseline", set_.baseline or "none"),
    ]
    for key, value in plain:
        yield key, value, _origin(set_, key)
    yield _cache(set_, environment)
    for pairs in set_.pairs:
        yield "pairs", f"{pairs.source} → {pairs.target}", str(pairs.place or _BUILT_IN)
    for rule, level in sorted(set_.rules.items()):
        key = f"rules.{rule}.level"
        yield key, level, _origin(set_, key)
    for each in set_.levels:
        yield f"levels: {_about(each.rule, each.concept, each.path)}", each.level, str(each.place)
    for embargo in set_.embargo:
        yield f"embargo: {embargo.path}", f"until {embargo.until}", _origin(set_, "embargo")
    for entry in set_.suppress:
        said = entry.reason + (f" (until {entry.until})" if entry.until else "")
        about = _about(", ".join(entry.rules), entry.concept, entry.path)
        yield f"suppress: {about}", said, str(entry.place)
    for kind, options in sorted(set_.engine_options.items()):
        for name, option in sorted(options.items()):
            key = f"engine.{kind}.{name}"
            yield key, str(option), _origin(set_, key)


def _cache(set_: Settings, environment: Mapping[str, str]) -> tuple[str, str, str]:
    if not set_.keep_cache:
        return "cache", "nothing is kept", _origin(set_, "cache")
    origin = _origin(set_, "cache")
    if environment.get(cache.VARIABLE):
        origin = f"environment: {cache.VARIABLE}"
    return "cache", str(cache.folder(set_.cache)), origin


def _engines(set_: Settings) -> str:
    if set_.engines is None:
        return "every offline engine that is installed"
    return ", ".join(set_.engines) or "none"


def _about(rule: str | None, concept: str | None, path: str | None) -> str:
    """Name what an entry of a list is about."""
    named = (rule, f"concept {concept}" if concept else None, f"path {path}" if path else None)
    return ", ".join(part for part in named if part)


def _yes(*, value: bool) -> str:
    return "true" if value else "false"


def _origin(set_: Settings, key: str) -> str:
    place = set_.origins.get(key)
    return str(place) if place else _BUILT_IN
