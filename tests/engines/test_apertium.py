"""Apertium answers one question after another, and its crashes stay its own."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import signal
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fidelity.engines._pipe import Broken, Killed, Pipe
from fidelity.engines.apertium import ApertiumEngine, engines
from fidelity.errors import UsageError
from fidelity.model import Fail, Ok, Outcome, Query
from fidelity.protocols import Engine, Missing, Setup
from fidelity.testing import engine_contract

MODES = Path("/usr/share/apertium/modes")
needs_spanish = pytest.mark.skipif(
    not (MODES / "eng-spa.mode").exists() or not (MODES / "spa-eng.mode").exists(),
    reason="the package apertium-eng-spa is not installed",
)
needs_ukrainian = pytest.mark.skipif(
    not (MODES / "ukr-rus.mode").exists(), reason="the package apertium-rus-ukr is not installed"
)
needs_shell = pytest.mark.skipif(shutil.which("sh") is None, reason="there is no shell")
GOOD = [
    Query("overload", "en", "es", ("sobrecarga", "recarga")),
    Query("preocupación grave", "es", "en"),
    Query("garden", "en", "es", best=1),
]
UNKNOWN = Query("qwrtzpsdf", "en", "es")
LONG = 30.0


def named(name: str, found: Iterable[Engine | Missing]) -> ApertiumEngine:
    """Take the engine of one pair."""
    (engine,) = (each for each in found if each.id == name)
    assert isinstance(engine, ApertiumEngine)
    return engine


@pytest.fixture(scope="module")
def spanish() -> ApertiumEngine:
    """Start the programs of English and Spanish once."""
    return named("apertium:en-es", engines(Setup(None)))


def texts(outcome: Outcome) -> list[str]:
    """List the candidates, nothing for a failure."""
    return [each.text for each in outcome.candidates] if isinstance(outcome, Ok) else []


def pipelines(engine: ApertiumEngine) -> list[tuple[int, ...]]:
    """List the programs of the running pipelines by process id."""
    pipes = [direction._pipe for direction in engine._directions.values()]
    return [pipe.pids for pipe in pipes if pipe is not None]


def alive(pid: int) -> bool:
    """Say whether a program of ours is still there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@needs_spanish
def test_it_keeps_the_contract(spanish: ApertiumEngine) -> None:
    """In both directions."""
    engine_contract(spanish, GOOD, UNKNOWN)


@needs_ukrainian
def test_russian_and_ukrainian_keep_the_contract() -> None:
    """Whatever crashes meanwhile."""
    engine = named("apertium:ru-uk", engines(Setup(None)))
    good = [Query("договор", "ru", "uk"), Query("санкции", "ru", "uk")]
    engine_contract(engine, good, Query("qwrtzpsdf", "ru", "uk"))


@needs_spanish
def test_terms_are_translated_one_by_one(spanish: ApertiumEngine) -> None:
    """As lines of one text they would run together."""
    words = ["reset", "overload", "deterrence", "regret"]
    outcomes = spanish.run([Query(word, "en", "es") for word in words])
    assert [text for outcome in outcomes for text in texts(outcome)] == [
        "reinicialización",
        "sobrecarga",
        "disuasión",
        "remordimiento",
    ]


@needs_spanish
@pytest.mark.parametrize("text", ["qwrtzpsdf", "a qwrtzpsdf garden", "*qwrtzpsdf", "@qwrtzpsdf"])
def test_an_unknown_word_is_not_found(spanish: ApertiumEngine, text: str) -> None:
    """A half-translated phrase would look like a wrong one."""
    assert spanish.run([Query(text, "en", "es")]) == [Fail("not-found")]


@needs_spanish
@pytest.mark.parametrize(
    "text",
    ["[garden]", "garden^", "<garden>", "{garden}", "*garden", "#garden", "@garden", "gar\0"],
)
def test_signs_of_its_own_stream_are_only_signs(spanish: ApertiumEngine, text: str) -> None:
    """They neither vanish into it nor break it."""
    outcome = spanish.run([Query(text, "en", "es")])[0]
    assert outcome == Fail("not-found") or "jardín" in texts(outcome)[0].casefold()
    assert texts(spanish.run(GOOD[2:])[0]) == ["jardín"]


@needs_spanish
@pytest.mark.parametrize("which", ["first", "middle", "last", "all"])
def test_killed_programs_are_started_again(spanish: ApertiumEngine, which: str) -> None:
    """No question is lost, no answer is another one's, and the survivors do not wait for ever."""
    expected = spanish.run(GOOD)
    for pids in pipelines(spanish):
        places = {"first": pids[:1], "middle": pids[4:5], "last": pids[-1:], "all": pids}
        for pid in places[which]:
            os.kill(pid, signal.SIGKILL)
    assert spanish.run(GOOD) == expected


@needs_spanish
def test_being_killed_over_and_over_harms_no_other_question(spanish: ApertiumEngine) -> None:
    """Each outcome is the right one or a fault, never another question's answer."""
    queries = [Query(word, "en", "es") for word in ("garden", "tree", "house", "river")] * 25
    expected = spanish.run(queries)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(spanish.run, queries)
        for place in itertools.cycle((-1, 4, 0, -2)):
            time.sleep(0.02)
            if asked.done():
                break
            for pids in pipelines(spanish):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pids[place], signal.SIGKILL)
        outcomes = asked.result(LONG)
    for outcome, right in zip(outcomes, expected, strict=True):
        assert outcome in (right, Fail("engine-fault"))
    assert spanish.run(queries) == expected


@needs_ukrainian
def test_a_word_that_crashes_the_programs_has_no_answer() -> None:
    """The tagger of Debian 12 crashes on some words; the words beside them are answered."""
    engine = named("apertium:ru-uk", engines(Setup(None)))
    words = ["договір", "санкції", "уряд", "договір"]
    outcomes = engine.run([Query(word, "uk", "ru") for word in words])
    assert texts(outcomes[0]) == texts(outcomes[3]) == ["договор"]
    assert all(outcome == Fail("empty") or texts(outcome) for outcome in outcomes)


@needs_spanish
def test_a_late_answer_is_a_timeout_and_the_next_one_may_be_in_time() -> None:
    """The deadline holds for each answer."""
    hasty = named("apertium:en-es", engines(Setup(None, options={"deadline": 1e-9})))
    assert hasty.run(GOOD) == [Fail("timeout")] * 3
    hasty._seconds = LONG
    assert texts(hasty.run(GOOD)[0]) == ["sobrecarga"]


@needs_spanish
def test_threads_may_share_an_engine(spanish: ApertiumEngine) -> None:
    """Their answers do not get mixed up."""
    expected = spanish.run(GOOD)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(spanish.run, [GOOD] * 8)) == [expected] * 8


@needs_spanish
def test_the_programs_end_with_the_engine() -> None:
    """Nothing is left running."""
    engine = named("apertium:en-es", engines(Setup(None)))
    engine.run(GOOD)
    pids = [pid for pipeline in pipelines(engine) for pid in pipeline]
    assert len(pids) > 2
    assert all(map(alive, pids))
    del engine
    assert not any(map(alive, pids))


def installation(folder: Path, **modes: str) -> Path:
    """Make a folder of modes, each a command of the shell."""
    (folder / "modes").mkdir(parents=True)
    for name, command in modes.items():
        (folder / "modes" / f"{name.replace('__', '-')}.mode").write_text(command)
    return folder


@needs_spanish
def test_every_installed_pair_is_found(tmp_path: Path) -> None:
    """Both directions are one engine; variants and other modes are none of their own."""
    data = installation(
        tmp_path,
        eng__spa="cat",
        spa__eng="cat",
        spa__eng_US="cat",
        fra__oci_aran="",
        eng__tagger="",
    )
    found = list(engines(Setup(None, options={"data": str(data)})))
    assert [(each.id, each.pairs) for each in found] == [("apertium:en-es", "en → es, es → en")]
    assert found[0].family == "apertium"


@needs_spanish
def test_programs_that_do_not_run_are_a_fault(tmp_path: Path) -> None:
    """That is no honest "I do not know"."""
    data = installation(tmp_path, eng__spa="no-such-program 'x'")
    engine = named("apertium:en-es", engines(Setup(None, options={"data": str(data)})))
    assert engine.run(GOOD[:1]) == [Fail("engine-fault")]
    assert engine.run([GOOD[1]]) == [Fail("unsupported-pair")]


@needs_spanish
def test_other_data_are_another_version(tmp_path: Path) -> None:
    """The mode stays the same, the file that it names does not."""
    file = tmp_path / "data.bin"
    data = installation(tmp_path / "share", eng__spa=f"cat '{file}'")
    versions = set()
    for content in ("one", "two", "two"):
        file.write_text(content)
        versions.add(named("apertium:en-es", engines(Setup(None, options={"data": data}))).version)
    assert len(versions) == 2


def test_a_folder_without_modes_is_an_error(tmp_path: Path) -> None:
    """It is named."""
    with pytest.raises(UsageError, match="no folder modes"):
        list(engines(Setup(None, options={"data": str(tmp_path)})))


def test_without_a_pair_it_says_how_to_add_one(tmp_path: Path) -> None:
    """Also where the program itself is there."""
    (missing,) = engines(Setup(None, options={"data": str(installation(tmp_path))}))
    assert isinstance(missing, Missing)
    assert "apt install apertium" in missing.how_to_add


# --- the pipeline by itself -----------------------------------------------------------------------


def pipe(*programs: str) -> Pipe:
    """Start a pipeline of commands of the shell."""
    return Pipe([["sh", "-c", program] for program in programs], os.environ)


@needs_shell
def test_a_pipeline_answers_what_it_is_asked() -> None:
    """One answer for one question."""
    cats = pipe("exec cat", "exec cat")
    assert [cats.ask(text, LONG) for text in (b"one", b"two\nlines", b"")] == [
        b"one",
        b"two\nlines",
        b"",
    ]


@needs_shell
@pytest.mark.parametrize("command", ["true", "head -c 2", r"printf 'a\0b\0'; cat"])
def test_a_pipeline_that_ends_or_says_too_much_is_broken(command: str) -> None:
    """Then no answer can be trusted to be the question's own."""
    with pytest.raises(Broken) as caught:
        pipe("exec cat", command, "exec cat").ask(b"long question", LONG)
    assert type(caught.value) is Broken


@needs_shell
@pytest.mark.parametrize(("sign", "fault"), [("KILL", Killed), ("TERM", Killed), ("ABRT", Broken)])
def test_a_crash_is_told_from_an_end_from_outside(sign: str, fault: type[Broken]) -> None:
    """The question may be to blame for the one, and not for the other."""
    with pytest.raises(Broken) as caught:
        pipe("exec cat", f"kill -{sign} $$", "exec cat").ask(b"question", LONG)
    assert type(caught.value) is fault


@needs_shell
def test_a_pipeline_that_says_nothing_is_late() -> None:
    """It is not waited for any longer, and it is ended."""
    sleeping = pipe("exec cat", "exec sleep 30")
    with pytest.raises(TimeoutError):
        sleeping.ask(b"question", 0.05)
    assert not any(map(alive, sleeping.pids))


def test_a_program_that_is_not_there_leaves_nothing_running() -> None:
    """The ones before it are ended."""
    with pytest.raises(FileNotFoundError):
        Pipe([["cat"], ["no-such-program"]], os.environ)
