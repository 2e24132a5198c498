"""The file ``fidelity.lock``: what engines answered, one outcome a line, to be read in a review.

JSON Lines, sorted, so that two branches which each record something merge line by line. The first
line says that the file is ours, and in which form. A line of an engine says what it is; all others
say how one question ended. A line holds a question and its answers or the reason why there is none:
never a key, an address or a time. The order in which lines are read makes no difference.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn, TypeAlias

from fidelity.errors import InputError
from fidelity.model import Fail, Outcome, Place, Query
from fidelity.recording.outcomes import RECORDED, heard, text_of, told

FORM = 1
"""The form of the file that is written, and the newest that is understood."""

_HEAD = "fidelity-lock"
_USUAL = Query("", "", "")
_ADVICE = "take the line out, or record again with --answers missing"


@dataclass(frozen=True, slots=True)
class Source:
    """An engine whose answers are recorded."""

    id: str
    version: str
    settings: str
    """A fingerprint of the settings that it had; empty where it had none."""
    family: str
    pairs: str
    """For which languages it serves, in words."""
    reads_definitions: bool = False
    ranks_by_answers: bool = False

    @property
    def made(self) -> Made:
        """What its outcomes hang on."""
        return Made(self.id, self.version, self.settings)


@dataclass(frozen=True, slots=True)
class Made:
    """Which engine, in which state, gave an outcome."""

    engine: str
    version: str
    settings: str = ""


Key: TypeAlias = tuple[Made, Query]
"""A query without a text stands for a pair of languages: whether the engine serves it at all."""


@dataclass(frozen=True, slots=True)
class Lock:
    """The content of a lock."""

    sources: Mapping[Made, Source] = field(default_factory=dict)
    outcomes: Mapping[Key, Outcome] = field(default_factory=dict)

    def of(self, engine: str) -> tuple[Source, ...]:
        """List the states of an engine that outcomes are recorded of."""
        return tuple(source for made, source in self.sources.items() if made.engine == engine)

    def renewed(self, other: Lock) -> Lock:
        """Put other outcomes in; those that another state of the same engines gave go."""
        now = {made.engine: made for made in other.sources}

        def stays(made: Made) -> bool:
            return now.get(made.engine, made) == made

        return Lock(
            {made: each for made, each in self.sources.items() if stays(made)}
            | dict(other.sources),
            {key: each for key, each in self.outcomes.items() if stays(key[0])}
            | dict(other.outcomes),
        )

    def without(self, gone: Collection[Key]) -> Lock:
        """Take outcomes out."""
        return Lock(
            self.sources, {key: each for key, each in self.outcomes.items() if key not in gone}
        )


def pair_of(query: Query) -> Query:
    """Name the pair of languages of a query, as it stands in a lock."""
    return Query("", query.source, query.target)


def written(lock: Lock) -> str:
    """Write a lock, in one order only."""
    lines = [_engine_line(source) for source in lock.sources.values()]
    lines += [_line(*key, outcome) for key, outcome in lock.outcomes.items()]
    return "".join(f"{line}\n" for line in (_json({_HEAD: FORM}), *sorted(lines)))


def lines_of(lock: Lock, engine: str) -> str:
    """Write what is recorded of one engine, to tell whether it is what it was."""
    return written(
        Lock(
            {made: each for made, each in lock.sources.items() if made.engine == engine},
            {key: each for key, each in lock.outcomes.items() if key[0].engine == engine},
        )
    )


def recordable(query: Query, outcome: Outcome) -> bool:
    """Say whether an outcome may be kept: it is no passing fault, and can be written as text."""
    if isinstance(outcome, Fail) and outcome.reason not in RECORDED:
        return False
    try:
        _line(Made("", ""), query, outcome).encode()
    except UnicodeEncodeError:  # half a surrogate pair
        return False
    return True


def _engine_line(source: Source) -> str:
    more = {"settings": source.settings} if source.settings else {}
    offers = {
        name: True
        for name, holds in (
            ("ranks-by-answers", source.ranks_by_answers),
            ("reads-definitions", source.reads_definitions),
        )
        if holds
    }
    return _json(
        {
            "engine": source.id,
            "family": source.family,
            "pairs": source.pairs,
            **offers,
            "version": source.version,
            **more,
        }
    )


def _line(made: Made, query: Query, outcome: Outcome) -> str:
    asked: dict[str, object] = {"from": query.source, "to": query.target}
    if query.text:
        asked["text"] = query.text
    if query.wanted:
        asked["wanted"] = list(query.wanted)
    if query.part_of_speech is not None:
        asked["part-of-speech"] = query.part_of_speech
    if query.best != _USUAL.best:
        asked["best"] = query.best
    state = {"settings": made.settings} if made.settings else {}
    return _json(
        {"engine": made.engine, **asked, **told(outcome), "version": made.version, **state}
    )


def _json(content: Mapping[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False)


def read(text: str, path: str) -> Lock:
    """Read a lock.

    Args:
        text: what stands in the file.
        path: its name, for messages.

    Raises:
        InputError: it is no lock, a newer one, or a line of it is damaged or contradicts another.
    """
    rows = [(number, row) for number, row in enumerate(text.split("\n"), 1) if row.strip()]
    if not rows:
        _refuse(path, None, "this lock is empty", "delete it, or get it back from git")
    sources: dict[Made, Source] = {}
    outcomes: dict[Key, Outcome] = {}
    headed = False
    for number, row in rows:
        item = _item(row, path, number)
        if _HEAD in item:
            _check_form(item[_HEAD], path, number)
            headed = True
            continue
        try:
            source, key, outcome = _taken(item)
        except (KeyError, TypeError, ValueError):
            _refuse(path, number, "this line of the lock is not understood", _ADVICE)
        if source is not None:
            _enter(sources, source.made, source, path, number)
        elif key is not None and outcome is not None:
            _enter(outcomes, key, outcome, path, number)
    if not headed:
        _refuse(path, rows[0][0], "the first line of the lock is lost", "get it back from git")
    return Lock(sources, outcomes)


def _refuse(path: str, number: int | None, problem: str, advice: str) -> NoReturn:
    raise InputError(Place(path, number), problem, advice)


def _item(row: str, path: str, number: int) -> dict[str, Any]:
    if row.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
        _refuse(path, number, "a merge was not finished here", "keep the lines of both sides")
    try:
        item = json.loads(row)
    except (ValueError, RecursionError):
        item = None
    if not isinstance(item, dict):
        _refuse(path, number, "this line of the lock is not understood", _ADVICE)
    return item


def _check_form(form: object, path: str, number: int) -> None:
    if isinstance(form, bool) or not isinstance(form, int):
        _refuse(path, number, "this is no lock of fidelity", "name another file with --lock")
    if form != FORM:
        _refuse(path, number, f"the lock has form {form}, and this is {FORM}", "upgrade fidelity")


def _enter(known: dict[Any, Any], key: object, value: object, path: str, number: int) -> None:
    if known.setdefault(key, value) != value:
        _refuse(
            path,
            number,
            "this line of the lock contradicts another one",
            "take one of the two out, or both and record again with --answers missing",
        )


def _taken(item: Mapping[str, Any]) -> tuple[Source | None, Key | None, Outcome | None]:
    """Take a line apart; whatever does not fit raises one of a few faults."""
    made = Made(
        text_of(item["engine"]), text_of(item["version"]), text_of(item.get("settings", ""))
    )
    if "family" in item:
        source = Source(
            made.engine,
            made.version,
            made.settings,
            text_of(item["family"]),
            text_of(item["pairs"]),
            reads_definitions=item.get("reads-definitions") is True,
            ranks_by_answers=item.get("ranks-by-answers") is True,
        )
        return source, None, None
    part, best = item.get("part-of-speech"), item.get("best", _USUAL.best)
    query = Query(
        text=text_of(item.get("text", "")),
        source=text_of(item["from"]),
        target=text_of(item["to"]),
        wanted=tuple(map(text_of, item.get("wanted", ()))),
        part_of_speech=None if part is None else text_of(part),
        best=int(best),
    )
    return None, (made, query), heard(item)
