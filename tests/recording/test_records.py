"""From where the answers of an engine come, by mode; and what is kept of them."""

from __future__ import annotations

import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from fidelity.cache import Store
from fidelity.egress import Mode
from fidelity.errors import InputError
from fidelity.model import Candidate, Egress, Fail, Ok, Outcome, Query, Tag
from fidelity.protocols import Engine, Missing
from fidelity.recording import usual_mode
from fidelity.recording.answers import Answers
from fidelity.recording.lock import Lock, read, written
from fidelity.recording.records import Records, fingerprint
from fidelity.testing import engine_contract

GARDEN, TREE = Query("garden", "en", "ru", ("сад",)), Query("tree", "en", "ru")


@dataclass
class Service:
    """An engine that asks a service."""

    answer: Callable[[str], Outcome] = lambda text: Ok((Candidate(text.upper()),))
    id: str = "service:test"
    version: str = "1"
    family: str = "test"
    egress: Egress = "official-service"
    pairs: str = "en and ru"
    sends: str = "the wordings"
    ranks_by_answers: bool = True
    asked: list[str] = field(default_factory=list)

    def serves(self, source: Tag, target: Tag) -> bool:
        """English and Russian only."""
        return {source, target} == {"en", "ru"}

    def run(self, batch: Sequence[Query]) -> list[Outcome]:
        """Answer, and remember what was asked."""
        self.asked += [query.text for query in batch]
        return [
            self.answer(query.text)
            if self.serves(query.source, query.target)
            else Fail("unsupported-pair")
            for query in batch
        ]


def engine_of(records: Records, service: Engine | Missing, **options: object) -> Engine:
    """Give what the run asks in place of the service."""
    kind = service.id.partition(":")[0]
    (found,) = records.of([service], {kind: options})
    assert not isinstance(found, Missing)
    return found


def recorded(*queries: Query, service: Service | None = None, **options: object) -> Lock:
    """Record some answers, and put them through the file."""
    records = Records("missing")
    engine = engine_of(records, service or Service(), **options)
    assert engine.serves("en", "ru")
    engine.run(queries)
    return read(written(records.recorded()), "l")


def test_a_recorded_answer_is_not_asked_for() -> None:
    """With the mode “missing” only what the lock lacks is asked, and then it lacks nothing."""
    service = Service()
    records = Records("missing", recorded(GARDEN))
    outcomes = engine_of(records, service).run([GARDEN, TREE, GARDEN])
    assert service.asked == ["tree"]
    assert [type(each) for each in outcomes] == [Ok, Ok, Ok]
    assert len(records.recorded().outcomes) == 2


def test_a_replay_answers_as_the_service_did() -> None:
    """The standing of wanted wordings included, which is worked out from the answers."""
    service = Service(lambda _text: Ok((Candidate("парк"), Candidate("сад"))))
    first = engine_of(Records("missing"), service).run([GARDEN])
    again = engine_of(Records("recorded", recorded(GARDEN, service=service)), Service())
    assert again.run([GARDEN]) == first
    assert isinstance(first[0], Ok)
    assert [(each.text, each.rank) for each in first[0].wanted] == [("сад", 2)]


def test_a_replay_needs_no_engine() -> None:
    """It is made of the lock alone, and sends nothing."""
    (found,) = Records("recorded", recorded(GARDEN)).of([], {})
    assert (found.id, found.family, found.egress) == ("service:test", "test", "local")


def test_what_is_not_recorded_is_said_to_be_so() -> None:
    """The service is not asked."""
    service = Service()
    engine = engine_of(Records("recorded", recorded(GARDEN)), service)
    assert engine.run([TREE]) == [Fail("not-recorded")]
    assert service.asked == []


def test_an_engine_of_which_nothing_is_recorded_has_recorded_nothing() -> None:
    """Whether it is installed or not; it is no offline engine, so it is not asked unless named."""
    gone = Missing("other:x", "f", "all", "official-service", "all", "pip install other")
    for service in (Service(id="other:x"), gone):
        found = Records("recorded", recorded(GARDEN)).of([service], {})
        (other,) = [each for each in found if each.id == "other:x"]
        assert not isinstance(other, Missing)
        assert other.egress != "local"
        assert other.run([GARDEN]) == [Fail("not-recorded")]


def test_a_pair_that_is_not_served_is_no_miss() -> None:
    """That too is recorded."""
    records = Records("missing")
    engine = engine_of(records, Service())
    assert not engine.serves("en", "la")
    engine.run([GARDEN])
    replay = engine_of(Records("recorded", read(written(records.recorded()), "l")), Service())
    assert not replay.serves("en", "la")
    assert replay.serves("en", "ru")
    assert replay.run([Query("garden", "en", "la")]) == [Fail("unsupported-pair")]


def test_other_settings_are_another_engine() -> None:
    """Another model gives other answers; how long it may take changes none."""
    lock = recorded(GARDEN, model="large", deadline=5)
    same = engine_of(Records("recorded", lock), Service(), model="large", deadline=9)
    other = engine_of(Records("recorded", lock), Service(), model="small")
    assert isinstance(same.run([GARDEN])[0], Ok)
    assert other.run([GARDEN]) == [Fail("not-recorded")]
    assert fingerprint({}) == ""


def test_answers_of_two_states_of_one_engine_are_refused() -> None:
    """As a merge may leave them; which of them holds cannot be told."""
    old, new = recorded(GARDEN), recorded(TREE, service=Service(version="2"))
    both = Lock({**old.sources, **new.sources}, {**old.outcomes, **new.outcomes})
    with pytest.raises(InputError, match="several states: 1 and 2"):
        Records("recorded", both).of([], {})
    records = Records("missing", both)
    engine_of(records, Service(version="2")).run([GARDEN, TREE])
    assert {key[0].version for key in records.recorded().outcomes} == {"2"}


def test_refresh_asks_anew_and_tells_what_changed() -> None:
    """What fails this time stays as it was recorded."""
    service = Service(lambda text: Fail("timeout") if text == "tree" else Fail("not-found"))
    records = Records("refresh", recorded(GARDEN, TREE))
    engine_of(records, service).run([GARDEN, TREE])
    assert service.asked == ["garden", "tree"]
    ((key, old, new),) = records.changes()
    assert (key[1].text, type(old), new) == ("garden", Ok, Fail("not-found"))
    kept = {key[1].text: type(each) for key, each in records.recorded().outcomes.items()}
    assert kept == {"garden": Fail, "tree": Ok}


def test_what_another_run_recorded_stays() -> None:
    """The lock is read again before it is written."""
    records = Records("missing")
    engine_of(records, Service()).run([GARDEN])
    assert len(records.recorded(recorded(TREE)).outcomes) == 2


def test_an_engine_of_this_machine_is_recorded_if_it_is_named() -> None:
    """By its id or its kind."""
    local = Service(egress="local")
    assert Records("missing").of([local], {}) == [local]
    records = Records("missing", named=["service"])
    engine_of(records, local).run([GARDEN])
    lock = records.recorded()
    (replay,) = Records("recorded", lock, named=["service"]).of([local], {})
    assert replay is not local
    assert replay.id == local.id


def test_an_engine_that_raises_fails_on_its_questions_alone() -> None:
    """Nothing of that is kept."""

    def broken(text: str) -> Outcome:
        raise RuntimeError(text)

    records = Records("missing")
    assert engine_of(records, Service(broken)).run([GARDEN]) == [Fail("engine-fault")]
    assert records.recorded().outcomes == {}


def test_an_engine_whose_answers_are_kept_keeps_the_contract() -> None:
    """Whether they come from the engine or from the lock."""
    known: dict[str, Outcome] = {
        text: Ok((Candidate(text.upper()),)) for text in ("garden", "tree")
    }
    service = Service(lambda text: known.get(text, Fail("not-found")))
    for lock in (Lock(), recorded(GARDEN, TREE, service=service)):
        engine = engine_of(Records("missing", lock), service)
        engine_contract(engine, [GARDEN, TREE], Query("pond", "en", "ru"))


# --- the cache of answers -------------------------------------------------------------------------


@dataclass
class Days:
    """A clock that is set by hand."""

    day: float = 20_000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.day * 86_400


def ask_with(path: Path, clock: Days, service: Service, days: float = 30.0) -> list[Outcome]:
    """Ask two questions with a cache, as one run does."""
    with Store(path) as store:
        records = Records("live", answers=Answers(store, days, clock))
        return engine_of(records, service).run([GARDEN, TREE])


def test_an_answer_in_the_cache_is_not_asked_for_until_it_expires(tmp_path: Path) -> None:
    """That a service knows nothing is kept for a week only."""
    clock = Days()
    service = Service(lambda text: Fail("not-found") if text == "tree" else Ok((Candidate("сад"),)))
    path = tmp_path / "cache" / "answers.sqlite"
    first = ask_with(path, clock, service)
    for passed, asked in ((6, []), (2, ["tree"]), (23, ["garden", "tree"])):
        service.asked.clear()
        clock.day += passed
        assert ask_with(path, clock, service) == first
        assert service.asked == asked
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_has_expired_is_deleted(tmp_path: Path) -> None:
    """And not only passed over."""
    clock, path = Days(), tmp_path / "answers.sqlite"
    ask_with(path, clock, Service(lambda _text: Ok((Candidate("nachtigall"),))))
    clock.day += 31
    ask_with(path, clock, Service(lambda _text: Fail("network")))
    content = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"nachtigall" not in content


def test_a_fault_is_never_cached(tmp_path: Path) -> None:
    """The next run asks again."""
    service = Service(lambda _text: Fail("timeout"))
    for _ in range(2):
        ask_with(tmp_path / "a.sqlite", Days(), service)
    assert service.asked == ["garden", "tree"] * 2


def test_a_question_is_kept_as_a_hash_only(tmp_path: Path) -> None:
    """The answer is there, what was asked is not."""
    ask_with(tmp_path / "a.sqlite", Days(), Service(lambda _text: Ok((Candidate("сад"),))))
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert "сад".encode() in content
    assert b"garden" not in content


@pytest.mark.parametrize(
    ("value", "mode"),
    [(None, "live"), ("", "live"), ("false", "live"), ("true", "recorded"), ("1", "recorded")],
)
def test_in_continuous_integration_answers_come_from_the_lock(
    value: str | None, mode: Mode
) -> None:
    """Build servers set the variable CI."""
    assert usual_mode({} if value is None else {"CI": value}) == mode
