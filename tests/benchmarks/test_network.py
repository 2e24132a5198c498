"""The measurement of engines on the network counts what it says it counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.network import answer, judged, queries, run, servers, sound, state, words
from fidelity.judging.backtranslate import Answers
from fidelity.model import Candidate, Fail, Ok, Outcome, Query

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]


def test_every_word_has_an_answer_of_its_own() -> None:
    """Or an answer to another question could pass for right."""
    made = words(500)
    for target in ("en", "ru"):
        assert len({answer(word, target) for word in made}) == len(made) == 500


def test_a_service_that_fails_takes_no_answer_from_another(tmp_path: Path) -> None:
    """With an empty cache, and with a full one."""
    with servers(3) as peers:
        for _ in range(2):
            answers = run([peer.url for peer in peers], 30, tmp_path)
            assert len(answers.outcomes["loopback0:127.0.0.1"]) == 60
            assert judged(answers, "loopback2") == (0, 0)


def test_what_is_lost_or_mixed_up_is_counted() -> None:
    """A failure is lost, the answer to another question is wrong."""
    first, second, third = queries(3)[:3]
    mixed = Ok((Candidate(answer(second.text, second.target) + "x"),))
    right = Ok((Candidate(answer(third.text, third.target)),))
    heard: dict[Query, Outcome] = {first: Fail("timeout"), second: mixed, third: right}
    assert judged(Answers({"loopback0:x": heard}), "loopback1") == (1, 1)


def test_damage_is_seen(tmp_path: Path) -> None:
    """In a lock, and whether a cache is there."""
    lock = tmp_path / "l"
    assert state(lock) == 0
    lock.write_text('{"fidelity-lock": 1}\n{"eng')
    assert state(lock) == -1
    assert sound(tmp_path / "c") == "not there yet"
