"""Remembers the verdicts on an unchanged glossary, so that a second audit takes no time.

The key covers everything that a verdict hangs on: the concepts, the other glossaries, the engines
and their versions, the weights and this package's own version. What is kept is what a report shows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeAlias

from fidelity import __version__
from fidelity.cache import Store
from fidelity.judging.weights import group, weights_for
from fidelity.model import Evidence, Glossary, Tag, Term, Unchecked, Verdict
from fidelity.protocols import Engine

_SPACE = "verdicts"
Judged: TypeAlias = tuple[tuple[Verdict, ...], tuple[Unchecked, ...]]


def remembered(
    folder: Path | None,
    glossary: Glossary,
    others: Sequence[Glossary],
    engines: Sequence[Engine],
    pair: tuple[Tag, Tag],
    judge: Callable[[], Judged],
) -> Judged:
    """Give the verdicts of an earlier, equal run, or judge and remember.

    Args:
        folder: the cache folder; null: remember nothing. Nor is anything remembered that an engine
            has a part in whose answers may be others next time.
        glossary: the glossary under check.
        others: the other loaded glossaries.
        engines: those that are asked.
        pair: source and target language.
        judge: judges anew. Only a whole result, with nothing unchecked, is kept.
    """
    if folder is None or not all(map(_lasting, engines)):
        return judge()
    key = _key(glossary, others, engines, pair)
    with Store(folder / "verdicts.sqlite") as store:
        text = store.get(key, _SPACE)
        known = None if text is None else _restored(text, glossary, pair)
        if known is not None:
            return known, ()
        verdicts, unchecked = judge()
        if not unchecked:
            store.put_many([(key, _kept(verdicts))], _SPACE)
    return verdicts, unchecked


def _lasting(engine: Engine) -> bool:
    """Say whether an engine's answers stay as they are: those of a service may not."""
    if hasattr(engine, "recording"):
        return engine.recording is not None
    return engine.egress == "local"


def _key(
    glossary: Glossary,
    others: Sequence[Glossary],
    engines: Sequence[Engine],
    pair: tuple[Tag, Tag],
) -> str:
    digest = hashlib.sha256()
    weights = weights_for(group(*pair)).version
    for part in (__version__, weights, *pair, *map(_state, engines)):
        digest.update(part.encode() + b"\0")
    # What was read from a file also hangs on the flags it was read with, so its hash is not enough.
    digest.update(f"{glossary.name}\0{glossary.concepts!r}\0".encode())
    for other in others:
        digest.update(f"{other.name}\0{other.sha256 or repr(other.concepts)}\0".encode())
    return digest.hexdigest()


def _state(engine: Engine) -> str:
    return f"{engine.id} {engine.version} {getattr(engine, 'recording', '')}"


def _kept(verdicts: Sequence[Verdict]) -> str:
    return json.dumps(
        [
            [
                verdict.concept,
                verdict.source.text,
                verdict.rendering.text,
                verdict.verdict,
                verdict.probability,
                verdict.kind,
                verdict.meaning,
                [list(asdict(line).values()) for line in verdict.evidence],
            ]
            for verdict in verdicts
        ],
        ensure_ascii=False,
    )


def _restored(text: str, glossary: Glossary, pair: tuple[Tag, Tag]) -> tuple[Verdict, ...] | None:
    """Put remembered verdicts together with the terms as they were read this time."""
    terms: dict[tuple[str, Tag, str], Term] = {}
    for concept in glossary.concepts:
        for term in concept.terms:
            terms.setdefault((concept.id, term.language, term.text), term)
    try:
        return tuple(_verdict(row, terms, pair) for row in json.loads(text))
    except (ValueError, KeyError, TypeError):
        return None  # written by something else: judge anew


def _verdict(
    row: list[Any], terms: dict[tuple[str, Tag, str], Term], pair: tuple[Tag, Tag]
) -> Verdict:
    concept, source, rendering, word, probability, kind, meaning, lines = row
    return Verdict(
        concept=concept,
        source=terms[concept, pair[0], source],
        rendering=terms[concept, pair[1], rendering],
        verdict=word,
        probability=probability,
        kind=kind,
        meaning=meaning,
        evidence=tuple(
            Evidence(engine, family, query, tuple(answers), *rest)
            for engine, family, query, answers, *rest in lines
        ),
    )
