"""For tests of engines, ours and plug-ins': the contract, and a writer of small dictionaries."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import isclose, isfinite
from pathlib import Path
from typing import get_args

from fidelity._service_contract import service_contract
from fidelity.model import Egress, Fail, Ok, Outcome, Query
from fidelity.protocols import Engine

__all__ = ["engine_contract", "service_contract", "write_dictionary"]

_CHUNK = 58315  # bytes of text in a chunk, as dictzip has it
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def engine_contract(
    engine: Engine, good: Sequence[Query], unknown: Query, echoed: Query | None = None
) -> None:
    """Check that an engine keeps the contract that ``fidelity.protocols.Engine`` describes.

    One that sends something has to keep ``service_contract`` too.

    Args:
        engine: the engine.
        good: questions that it can answer, two at least, all different.
        unknown: a question that it cannot answer: a word that is none, or a pair that it does not
            serve where it has an answer to everything.
        echoed: a question to which its source gives the wording itself back; null: there is none.

    Raises:
        AssertionError: it does not; the message says in what.
    """
    _demand(len(set(good)) >= 2, "the contract needs two different good questions at least")
    _described(engine, good[0])
    expected = dict(zip(good, _ask(engine, good), strict=True))
    for query, outcome in expected.items():
        _demand(isinstance(outcome, Ok), f"a good question was not answered: {outcome}")
        _check_answer(query, outcome)
    (outcome,) = _ask(engine, [unknown])
    _demand(isinstance(outcome, Fail), "an unknown wording was answered; it must be a Fail")
    if echoed is not None:
        (outcome,) = _ask(engine, [echoed])
        _demand(outcome == Fail("echo"), "the wording itself is no answer to it")
    _demand(_ask(engine, []) == [], "an empty batch must give an empty list")
    _steady(engine, expected)
    _unspoilt(engine, expected, [*_odd(good[0]), unknown])


def _demand(holds: object, words: str) -> None:
    """Raise where something does not hold, also under ``python -O``."""
    if not holds:
        raise AssertionError(words)


def _described(engine: Engine, query: Query) -> None:
    _demand(isinstance(engine, Engine), "the engine lacks a member of fidelity.protocols.Engine")
    for name in ("id", "family", "version", "pairs", "sends"):
        value = getattr(engine, name)
        _demand(isinstance(value, str), f"{name} must be text")
        _demand(value.strip(), f"{name} must not be empty")
    _demand(engine.id.partition(":")[2], f"the id {engine.id!r} must have the form kind:name")
    _demand(
        engine.egress in get_args(Egress),
        "egress must be one of the four words of fidelity.model.Egress",
    )
    _demand(engine.serves(query.source, query.target), "it must serve the pair of a good question")
    _demand(engine.serves("tlh", "vo") is False, "it must not claim to serve Klingon to Volapük")


def _ask(engine: Engine, batch: Sequence[Query]) -> list[Outcome]:
    """Run a batch; an exception breaks the contract, and its text must not carry the question."""
    name = None
    leaked = False
    try:
        outcomes = engine.run(batch)
    except Exception as fault:  # any exception at all breaks the contract
        name = type(fault).__name__
        leaked = any(query.text and query.text in str(fault) for query in batch)
    if name is not None:  # raised here, so that no traceback carries the text of the fault
        more = ", and its text carries the question" if leaked else ""
        raise AssertionError(f"run raised {name}{more}; a fault must be a Fail")
    _demand(isinstance(outcomes, list), "run must give a list")
    _demand(len(outcomes) == len(batch), "run must give one outcome for each query")
    for outcome in outcomes:
        _demand(isinstance(outcome, (Ok, Fail)), "every outcome must be an Ok or a Fail")
    return outcomes


def _check_answer(query: Query, answer: Outcome) -> None:
    if not isinstance(answer, Ok):
        return
    texts = [candidate.text for candidate in answer.candidates]
    _demand(texts, "an Ok must have a candidate")
    _demand(all(text.strip() for text in texts), "no candidate may be empty")
    _demand(len(set(texts)) == len(texts), "no candidate may come twice")
    _demand(
        len(texts) <= max(1, query.best), "there must not be more candidates than were asked for"
    )
    scores = [each.score for each in answer.candidates if each.score is not None]
    _demand(all(map(isfinite, scores)), "every score must be a finite number")
    _demand(scores == sorted(scores, reverse=True), "candidates must be sorted, best first")
    for standing in answer.wanted:
        _demand(standing.text in query.wanted, "only wanted wordings have a standing")
        _demand(standing.rank >= 1, "ranks begin at 1")
        _demand(-1 <= standing.similarity <= 1, "similarity lies in [-1, 1]")


def _same(one: Outcome, other: Outcome) -> bool:
    """Compare two outcomes; scores may differ as sums do when a batch is added up otherwise."""
    if isinstance(one, Fail) or isinstance(other, Fail):
        return one == other
    texts = [[(each.text, each.sense) for each in answer.candidates] for answer in (one, other)]
    names = [[(each.text, each.rank) for each in answer.wanted] for answer in (one, other)]
    return (
        texts[0] == texts[1]
        and names[0] == names[1]
        and all(map(_close, *map(_scores, (one, other))))
    )


def _scores(answer: Ok) -> list[float | None]:
    return [each.score for each in answer.candidates] + [each.score for each in answer.wanted]


def _close(one: float | None, other: float | None) -> bool:
    return one == other if one is None or other is None else isclose(one, other, abs_tol=1e-5)


def _steady(engine: Engine, expected: Mapping[Query, Outcome]) -> None:
    """Check that an answer depends on its question alone."""
    queries = list(expected)
    shuffled = random.Random(20090306).sample(queries, len(queries))  # noqa: S311
    batches = {
        "the same batch got other outcomes": [queries],
        "the order of a batch changed an outcome": [
            shuffled,
            queries[::-1],
            [*queries, queries[0]],
        ],
        "a question asked alone got another outcome": [[query] for query in queries],
    }
    for words, tried in batches.items():
        for batch in tried:
            for query, outcome in zip(batch, _ask(engine, batch), strict=True):
                _demand(_same(outcome, expected[query]), words)


def _odd(query: Query) -> list[Query]:
    texts = (
        "",
        " \t\n",
        "x" * 10_000,
        "слово " * 2_000,
        "a\0b",
        "🙂🕊️",
        "\ud800",
        "%s{}'\";--",
        "ё" * 400,
    )
    odd = [replace(query, text=text, wanted=()) for text in texts]
    return [*odd, replace(query, source="tlh", target="vo"), replace(query, best=0)]


def _unspoilt(engine: Engine, expected: Mapping[Query, Outcome], odd: Sequence[Query]) -> None:
    """Check that a bad question spoils no other, wherever it stands."""
    good = list(expected)
    for bad in odd:
        outcomes = _ask(engine, [bad, good[0], bad, good[1]])
        told = repr(bad.text[:20])
        for query, outcome in zip(good[:2], outcomes[1::2], strict=True):
            _demand(_same(outcome, expected[query]), f"{told} spoilt the other questions")
        _demand(_same(outcomes[0], outcomes[2]), f"{told} got two outcomes in one batch")
        _check_answer(bad, outcomes[0])
        if isinstance(outcomes[0], Ok):
            _demand(bad.text.strip(), "where nothing was asked nothing may be answered")
            _demand(bad.source != "tlh", "a pair that is not served was answered")


def write_dictionary(
    folder: Path, name: str, articles: Iterable[tuple[str, str]], *, compressed: bool = True
) -> Path:
    """Write a small dictionary in the format of dictd, for tests.

    Args:
        folder: where; it is made if it is not there.
        name: the name of the files without endings.
        articles: headwords with their articles; the article begins with the headword.
        compressed: write ``.dict.dz`` as dictzip does, else ``.dict``.

    Returns:
        The index; the articles lie beside it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    data, lines = bytearray(), []
    for head, article in articles:
        written = article.encode()
        lines.append(f"{head.lower()}\t{_number(len(data))}\t{_number(len(written))}\n")
        data += written
    index = folder / f"{name}.index"
    index.write_text("".join(sorted(lines)), encoding="utf-8", newline="")
    if compressed:
        (folder / f"{name}.dict.dz").write_bytes(_dictzip(bytes(data)))
    else:
        (folder / f"{name}.dict").write_bytes(data)
    return index


def _number(value: int) -> str:
    """Write a number to the base 64, as a dictd index has it."""
    digits = _DIGITS[value % 64]
    while value := value // 64:
        digits = _DIGITS[value % 64] + digits
    return digits


def _dictzip(data: bytes) -> bytes:
    """Compress as dictzip does: gzip with the length of each chunk in its header."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    chunks = [
        packer.compress(data[first : first + _CHUNK]) + packer.flush(zlib.Z_FULL_FLUSH)
        for first in range(0, len(data), _CHUNK)
    ]
    sizes = struct.pack(f"<HHH{len(chunks)}H", 1, _CHUNK, len(chunks), *map(len, chunks))
    extra = b"RA" + struct.pack("<H", len(sizes)) + sizes
    head = b"\x1f\x8b\x08\x04\0\0\0\0\x02\x03" + struct.pack("<H", len(extra)) + extra
    end = packer.flush(zlib.Z_FINISH)
    return (
        head + b"".join(chunks) + end + struct.pack("<LL", zlib.crc32(data), len(data) & 0xFFFFFFFF)
    )
