"""Finds the engines of this machine, chooses among them, and asks them one question.

Which engines there are depends on what is installed; which are asked is the user's choice, and by
default every one that sends nothing.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fidelity import cache as caches
from fidelity import foreign, plugins
from fidelity.calls import Sender
from fidelity.egress import Allow, Allowance
from fidelity.engines._answers import deadline as seconds
from fidelity.engines._transport import BUDGET, Limits, Transport
from fidelity.errors import UsageError
from fidelity.judging.backtranslate import ask
from fidelity.judging.relate import relation
from fidelity.judging.signals import summary
from fidelity.loading import shipped_glossaries
from fidelity.model import Glossary, Ok, Outcome, Query, Relation, Tag
from fidelity.protocols import Engine, Missing, Progress, Setup, no_progress
from fidelity.recording.records import Records
from fidelity.tags import canonical

DEFAULT_CACHE = "default"
"""Stands for the user's cache folder; null in its place means that nothing is kept on disk."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one engine answered to one back-translation."""

    engine: Engine
    outcome: Outcome
    relations: tuple[Relation, ...]
    """How each candidate stands to the term that was named; empty where none was."""
    relation: Relation | None = None
    """How the answer as a whole stands to that term; null where none was named."""


def installed(
    *,
    cache: Path | str | None = DEFAULT_CACHE,
    glossaries: Sequence[Glossary] = (),
    under_check: Iterable[str] = (),
    options: Mapping[str, Mapping[str, object]] | None = None,
    progress: Progress = no_progress,
    sender: Sender | None = None,
    records: Records | None = None,
) -> tuple[Engine | Missing, ...]:
    """List every engine that is installed here, and those that could be added.

    Args:
        cache: the folder for derived tables.
        glossaries: the loaded glossaries; each becomes an engine too.
        under_check: names of the glossaries that are being checked and so may not answer.
        options: settings by kind of engine.
        progress: told when an engine builds its tables.
        sender: the one way by which an engine may send anything; null: none sends anything.
        records: from where answers of services come, and where they are kept; null: nowhere.

    Raises:
        UsageError: a setting of an engine cannot be used.
        InputError: the lock cannot be used.
    """
    found: list[Engine | Missing] = []
    common = Setup(
        cache=cache_folder(cache),
        glossaries=tuple(glossaries),
        under_check=frozenset(under_check),
        progress=progress,
        sender=sender,
    )
    ours = plugins.names("engines")
    for name in ours:
        setup = replace(common, options=(options or {}).get(name, {}))
        found += plugins.load("engines", name).engines(setup)
    for name in plugins.plugged("engines"):
        if name not in ours:
            found += foreign.offered(name, replace(common, options=(options or {}).get(name, {})))
    if records is not None:
        found = records.of(found, options or {})
    return tuple(sorted(found, key=lambda engine: engine.id))


def connection(
    allow: Allow = "none",
    own_hosts: Iterable[str] = (),
    egress_log: Path | str | None = None,
    *,
    deadline: float = math.inf,
    options: Mapping[str, Mapping[str, object]] | None = None,
) -> Sender:
    """Open the way by which engines on the network send what the user permits, and nothing else.

    Args:
        allow: what may leave the machine.
        own_hosts: hosts of the user's own house.
        egress_log: a file to which a line is added for everything that is sent.
        deadline: seconds that all questions to services may take together.
        options: settings by kind of engine; ``budget`` is how many seconds that one may take.

    Raises:
        UsageError: the file cannot be written, or a budget is no number of seconds.
    """
    hosts = frozenset(host.strip().lower() for host in own_hosts)
    budgets = {
        kind: seconds(each, kind, BUDGET, "budget")
        for kind, each in (options or {}).items()
        if "budget" in each
    }
    return Transport(
        Allowance(allow, hosts),
        None if egress_log is None else Path(egress_log),
        limits=Limits(deadline, budgets),
    )


def cache_folder(cache: Path | str | None) -> Path | None:
    """Find the folder that a setting of the cache stands for."""
    if cache == DEFAULT_CACHE:
        return caches.folder(None)
    return None if cache is None else Path(cache)


def chosen(found: Sequence[Engine | Missing], wanted: Sequence[str] | None) -> list[Engine]:
    """Take the engines that were asked for by id or kind; by default all that send nothing.

    Raises:
        UsageError: one is not installed; the message says how to add it.
    """
    there = [engine for engine in found if not isinstance(engine, Missing)]
    if wanted is None:
        return [engine for engine in there if engine.egress == "local"]
    taken: list[Engine] = []
    for name in wanted:
        hits = [engine for engine in there if name in (engine.id, engine.id.split(":")[0])]
        if not hits:
            raise UsageError(f"the engine {name} is not installed here; {_advice(name, found)}")
        taken += [engine for engine in hits if engine not in taken]
    return taken


def one_way(found: Iterable[Engine | Missing], source: Tag, target: Tag) -> tuple[str, ...]:
    """Say which engines know a pair of languages but not the direction in which a check asks.

    Args:
        found: engines; those that are not installed are passed over.
        source: the language of the terms.
        target: the language of the renderings, about which a check asks.

    Returns:
        A line for each, in alphabetical order.
    """
    there = [engine for engine in found if not isinstance(engine, Missing)]
    return tuple(
        sorted(
            f"{engine.id} is not asked: it translates from {source} into {target} only, and a "
            f"check asks what a rendering means in {source}"
            for engine in there
            if not engine.serves(target, source) and engine.serves(source, target)
        )
    )


def _advice(name: str, found: Sequence[Engine | Missing]) -> str:
    """Say how to add a missing engine, or which name was probably meant."""
    for each in found:
        if isinstance(each, Missing) and name in (each.id, each.id.split(":")[0]):
            return each.how_to_add
    names = sorted({word for each in found for word in (each.id, each.id.split(":")[0])})
    near = difflib.get_close_matches(name, names, n=1)
    return f"did you mean {near[0]}?" if near else "fidelity engines lists those that are"


def back_translate(
    text: str,
    *,
    source: str,
    target: str,
    term: str | None = None,
    others: Sequence[Glossary] | None = None,
    engines: Sequence[str] | None = None,
    cache: Path | str | None = DEFAULT_CACHE,
    options: Mapping[str, Mapping[str, object]] | None = None,
    progress: Progress = no_progress,
    sender: Sender | None = None,
    records: Records | None = None,
) -> tuple[Answer, ...]:
    """Ask every engine what a wording means in another language.

    Args:
        text: the wording.
        source: its language.
        target: the language of the answers.
        term: what it should mean; the answers are placed against it.
        others: glossaries that answer too; null: those that ship with the package.
        engines: ids or kinds, exactly these; null: every offline engine installed.
        cache: the folder for derived tables.
        options: settings by kind of engine.
        progress: told when an engine builds its tables.
        sender: what ``connection`` gave; null: nothing leaves the machine.
        records: as for ``installed``.

    Raises:
        UsageError: a tag is no language, or an engine is not there.
    """
    try:
        pair = canonical(source), canonical(target)
    except ValueError as error:
        raise UsageError(str(error)) from None
    compared = shipped_glossaries(cache_folder(cache)) if others is None else tuple(others)
    found = installed(
        cache=cache,
        glossaries=compared,
        options=options,
        progress=progress,
        sender=sender,
        records=records,
    )
    asked = chosen(found, engines)
    query = Query(text, *pair, wanted=(term,) if term else ())
    answers = ask(asked, [query], progress)
    return tuple(
        Answer(
            engine,
            outcome,
            _relations(outcome, term, pair[1]),
            summary(outcome, (term,), pair[1]) if term else None,
        )
        for engine in asked
        if engine.serves(*pair)
        for outcome in (answers.of(engine, query),)
    )


def _relations(outcome: Outcome, term: str | None, tag: Tag) -> tuple[Relation, ...]:
    if term is None or not isinstance(outcome, Ok):
        return ()
    return tuple(relation(candidate.text, term, tag) for candidate in outcome.candidates)
