"""What several commands are asked in the same way: flags, settings, glossaries and engines."""

from __future__ import annotations

import argparse
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fidelity import asking, cache, plugins
from fidelity.calls import Sender
from fidelity.commands import _recording
from fidelity.egress import ALLOWANCES, Allow
from fidelity.errors import InputError
from fidelity.loading import load_glossaries, shipped_glossaries
from fidelity.model import Egress, Glossary, Place, Unchecked
from fidelity.protocols import Engine, Missing, Progress
from fidelity.recording.records import Records
from fidelity.settings import Settings, load
from fidelity.settings.file import nearest

PERMITTED: Mapping[Allow, frozenset[Egress]] = {
    "none": frozenset({"local"}),
    "self-hosted": frozenset({"local", "self-hosted"}),
    "terms": frozenset({"local", "self-hosted", "official-service", "unofficial-service"}),
    "sentences": frozenset({"local", "self-hosted", "official-service", "unofficial-service"}),
}
"""Which engines may be asked about single terms, by what may leave the machine."""


@dataclass(frozen=True, slots=True)
class Means:
    """With what a question is answered."""

    others: tuple[Glossary, ...]
    engines: tuple[str, ...] | None
    """Exactly these; null: every offline engine that is installed."""
    cache: Path | None
    options: Mapping[str, Mapping[str, object]]
    refused: tuple[Unchecked, ...]
    """The engines that were asked for by name and may not be asked."""
    sender: Sender
    """The one way by which engines send what is allowed."""
    records: Records
    """From where answers of services come, and where they are kept."""


def settings() -> Settings:
    """Read the settings that hold here, and see that the parts they name are there.

    Raises:
        InputError: they cannot be read, or name a rule or an engine that is not there.
    """
    found = load(Path.cwd())
    for key, place in found.origins.items():
        table, _, rest = key.partition(".")
        kind = {"rules": "rules", "engine": "engines"}.get(table)
        if kind and rest:
            _known(kind, rest.split(".")[0], place)
    for each in found.levels:
        if each.rule is not None and each.place is not None:
            _known("rules", each.rule, each.place)
    for entry in found.suppress:
        for rule in entry.rules:
            _known("rules", rule, entry.place)
    return found


def parts(kind: str) -> tuple[str, ...]:
    """List all parts of a kind, ours and those of other packages."""
    return tuple(sorted({*plugins.names(kind), *plugins.plugged(kind)}))


def _known(kind: str, name: str, place: Place) -> None:
    if name not in plugins.names(kind) and name not in parts(kind):
        what = "rule" if kind == "rules" else "kind of engine"
        raise InputError(place, f"there is no {what} “{name}”", nearest(name, parts(kind)))


def cache_folder(args: argparse.Namespace, set_: Settings) -> Path | None:
    """Find the folder of the cache: the flag, then the environment, then the settings."""
    if args.cache:
        return Path(args.cache).expanduser()
    if args.no_cache or not set_.keep_cache:
        return None
    return cache.folder(set_.cache)


def means(args: argparse.Namespace, set_: Settings, progress: Progress) -> Means:
    """Bring flags and settings together, and load the glossaries to compare with.

    Raises:
        InputError: a glossary cannot be used.
        UsageError: a shipped glossary is not there.
    """
    folder = cache_folder(args, set_)
    named = [*set_.glossaries, *args.glossary]
    others = load_glossaries(named) if named else ()
    if set_.shipped_glossaries and not args.no_shipped_glossaries:
        others += shipped_glossaries(folder)
    wanted = set_.engines if args.engines is None else _names(args.engines)
    allow = args.allow or set_.allow
    sender = asking.connection(
        allow,
        set_.own_hosts,
        args.egress_log,
        deadline=args.deadline or set_.deadline or math.inf,
        options=set_.engine_options,
    )
    records = _recording.opened(args, set_, folder)
    if wanted is None and allow == "none":
        return Means(others, None, folder, set_.engine_options, (), sender, records)
    found = asking.installed(
        cache=folder,
        glossaries=others,
        options=set_.engine_options,
        progress=progress,
        sender=sender,
        records=records,
    )
    engines, refused = consented(wanted, allow, found)
    return Means(others, engines, folder, set_.engine_options, refused, sender, records)


def _names(listed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in listed.split(",") if name.strip())


def consented(
    wanted: Sequence[str] | None, allow: Allow, found: Sequence[Engine | Missing]
) -> tuple[tuple[str, ...], tuple[Unchecked, ...]]:
    """Leave out the engines that would send more than may leave the machine.

    Args:
        wanted: ids or kinds of engines; null: all that are installed.
        allow: what may leave the machine.
        found: every engine that is installed, or could be.

    Returns:
        The engines that may be asked, and a fault for each that was asked for by name and may not.
        A name that is not there stays, for the run to answer.
    """
    installed = [engine for engine in found if not isinstance(engine, Missing)]
    if wanted is None:
        free = (engine for engine in installed if engine.egress in PERMITTED[allow])
        return tuple(engine.id for engine in free if recording(engine) != ""), ()
    engines: list[str] = []
    refused: dict[str, Unchecked] = {}
    for name in wanted:
        hits = [engine for engine in installed if name in (engine.id, engine.id.split(":")[0])]
        may = [
            engine
            for engine in hits
            if engine.egress in PERMITTED[allow] or recording(engine) is not None
        ]
        engines += [engine.id for engine in may]
        engines += [] if hits else [name]
        refused |= {engine.id: _refused(engine) for engine in hits if engine not in may}
    return tuple(dict.fromkeys(engines)), tuple(refused.values())


def recording(engine: Engine) -> str | None:
    """Give the fingerprint of the recording that an engine replays; empty where it holds nothing.

    Returns:
        Null for an engine that answers by itself.
    """
    found: str | None = getattr(engine, "recording", None)
    return found


def permitted_by(engine: Engine) -> Allow:
    """Name the least that the user has to allow for an engine to be asked."""
    return next(allow for allow in ALLOWANCES if engine.egress in PERMITTED[allow])


def _refused(engine: Engine) -> Unchecked:
    enough = permitted_by(engine)
    return Unchecked(
        reason="no-consent",
        message=f"{engine.id} was not asked: {engine.sends}; permit it with --allow {enough}",
        engine=engine.id,
    )
