"""Outcomes of questions as JSON, in the lock and in the cache: answers, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from fidelity.model import ABSTENTIONS, Candidate, Fail, Ok, Outcome, Reason, Standing

RECORDED: frozenset[Reason] = ABSTENTIONS | {"too-long"}
"""The reasons that are recorded: another time would bring no other."""


def told(outcome: Outcome) -> dict[str, object]:
    """Write an outcome as JSON: answers, and the standing of wanted wordings; or a reason."""
    if isinstance(outcome, Fail):
        return {"failure": outcome.reason}
    found: dict[str, object] = {"answers": [_answer(each) for each in outcome.candidates]}
    if outcome.wanted:
        found["standings"] = [
            [each.text, each.score, each.rank, each.similarity] for each in outcome.wanted
        ]
    return found


def _answer(candidate: Candidate) -> object:
    more = {
        "score": candidate.score,
        "sense": candidate.sense,
        "part-of-speech": candidate.part_of_speech,
    }
    given = {name: value for name, value in more.items() if value is not None}
    return {"text": candidate.text, **given} if given else candidate.text


def heard(item: Mapping[str, Any]) -> Outcome:
    """Read an outcome that ``told`` wrote.

    Raises:
        KeyError: something is lacking.
        TypeError: something is of another kind.
        ValueError: a reason is not known, or there is no answer.
    """
    if "failure" in item:
        if item["failure"] not in RECORDED:
            raise ValueError
        return Fail(cast("Reason", item["failure"]))
    candidates = tuple(_candidate(each) for each in item["answers"])
    if not candidates:
        raise ValueError
    return Ok(candidates, tuple(_standing(each) for each in item.get("standings", ())))


def _candidate(written_: object) -> Candidate:
    if isinstance(written_, str):
        return Candidate(written_)
    if not isinstance(written_, Mapping):
        raise TypeError
    score, sense, part = (written_.get(name) for name in ("score", "sense", "part-of-speech"))
    return Candidate(
        text_of(written_["text"]),
        None if score is None else float(score),
        None if sense is None else text_of(sense),
        None if part is None else text_of(part),
    )


def _standing(written_: Iterable[Any]) -> Standing:
    text, score, rank, similarity = written_
    return Standing(text_of(text), float(score), int(rank), float(similarity))


def text_of(value: object) -> str:
    """Take a text.

    Raises:
        TypeError: it is none.
    """
    if not isinstance(value, str):
        raise TypeError
    return value
