"""CTranslate2 models give their best answers with scores, and judge any wording."""

from __future__ import annotations

import importlib.util
import json
import math
import shutil
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from fidelity.engines._ct2_models import models
from fidelity.engines.ct2 import Ct2Engine, engines, tokens
from fidelity.errors import UsageError
from fidelity.model import Fail, Ok, Outcome, Query
from fidelity.protocols import Engine, Missing, Setup
from fidelity.testing import engine_contract

RUNS = importlib.util.find_spec("ctranslate2") is not None
needs_package = pytest.mark.skipif(not RUNS, reason="ctranslate2 is not installed")
MODEL = Path(__file__).parents[1] / "fixtures" / "ct2" / "ru-en"
"""Knows some thirty Russian words by heart; made by ``benchmarks/tables/ct2_model.py``."""
ENTRY = {"path": str(MODEL), "from": "ru", "to": "en"}
GOOD = [
    Query("замок", "ru", "en", ("castle", "lock", "horse")),
    Query("старый дом", "ru", "en", ("old house",)),
    Query("лошадь", "ru", "en", best=1),
]
UNKNOWN = Query("書", "ru", "en")


@pytest.fixture(autouse=True)
def no_argos(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep this machine's own packages out."""
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "none"))


def only(found: Iterable[Engine | Missing]) -> Ct2Engine:
    """Take the one engine that is there."""
    (engine,) = found
    assert isinstance(engine, Ct2Engine)
    return engine


@pytest.fixture
def engine() -> Ct2Engine:
    """Open the small model."""
    return only(engines(Setup(None, options={"models": [ENTRY]})))


def argos(folder: Path, name: str = "translate-ru_en-1_0") -> Path:
    """Lay the small model out as a package of Argos Translate."""
    package = folder / name
    shutil.copytree(MODEL, package / "model")
    (package / "model" / "source.spm").rename(package / "sentencepiece.model")
    (package / "model" / "target.spm").unlink()
    config = json.loads((MODEL / "config.json").read_text())
    config["decoder_start_token"] = "<s>"  # noqa: S105
    (package / "model" / "config.json").write_text(json.dumps(config))
    about = {"from_code": "ru", "to_code": "en", "package_version": "1.0"}
    (package / "metadata.json").write_text(json.dumps(about))
    return package


def texts(outcome: Outcome) -> list[str]:
    """List the candidates, nothing for a failure."""
    return [each.text for each in outcome.candidates] if isinstance(outcome, Ok) else []


@needs_package
def test_it_keeps_the_contract(engine: Ct2Engine) -> None:
    """With a word that has a letter which the model never saw."""
    engine_contract(engine, GOOD, UNKNOWN)


@needs_package
@pytest.mark.parametrize(
    ("word", "meanings"),
    [("замок", {"castle", "lock"}), ("лук", {"onion", "bow"}), ("ключ", {"key", "spring"})],
)
def test_both_meanings_of_a_word_are_among_the_best(
    engine: Ct2Engine, word: str, meanings: set[str]
) -> None:
    """The single best answer would hide that there are two."""
    (outcome,) = engine.run([Query(word, "ru", "en")])
    assert isinstance(outcome, Ok)
    assert set(texts(outcome)[:2]) == meanings
    assert len(outcome.candidates) == 5
    first, second, third = (each.score for each in outcome.candidates[:3])
    assert first is not None
    assert second is not None
    assert third is not None
    assert first - second < 0.3 < second - third


@needs_package
def test_a_wanted_wording_is_scored_like_an_answer(engine: Ct2Engine) -> None:
    """The same scale, whether or not it is among the answers."""
    (outcome,) = engine.run(GOOD[:1])
    assert isinstance(outcome, Ok)
    scores = {each.text: each.score for each in outcome.candidates}
    standing = {each.text: each for each in outcome.wanted}
    assert {text: standing[text].score for text in ("castle", "lock")} == pytest.approx(
        {text: scores[text] for text in ("castle", "lock")}
    )
    horse = standing["horse"]
    assert horse.rank > 2
    assert horse.score < min(standing["castle"].score, standing["lock"].score) - 1
    assert horse.similarity == pytest.approx(math.exp(horse.score))


@needs_package
def test_the_scores_do_not_depend_on_who_is_asked_along(engine: Ct2Engine) -> None:
    """More questions than go into one batch, in two directions."""
    words = ["дом", "окно", "дверь", "старый мост", "новый дом", "лук"] * 8
    queries = [Query(word, "ru", "en", ("house",)) for word in words]
    together = engine.run([*queries, Query("house", "en", "ru")])
    assert together[-1] == Fail("unsupported-pair")
    alone = {query: engine.run([query])[0] for query in queries}
    for query, outcome in zip(queries, together[:-1], strict=True):
        one = alone[query]
        assert isinstance(outcome, Ok)
        assert isinstance(one, Ok)
        assert texts(outcome) == texts(one)
        for many, single in zip(outcome.candidates, one.candidates, strict=True):
            assert many.score == pytest.approx(single.score, abs=1e-5)


@needs_package
def test_a_word_that_the_model_cannot_spell_is_not_found(engine: Ct2Engine) -> None:
    """It would make something up."""
    outcomes = engine.run([UNKNOWN, GOOD[2], Query("дом 書", "ru", "en")])
    assert outcomes[0] == outcomes[2] == Fail("not-found")
    assert texts(outcomes[1]) == ["horse"]


@needs_package
def test_an_argos_package_says_its_languages_itself(tmp_path: Path) -> None:
    """It is a maker of its own."""
    found = only(engines(Setup(None, options={"models": [str(argos(tmp_path))]})))
    assert (found.id, found.family, found.pairs) == ("ct2:argos.en-ru", "argos", "ru → en")
    assert all(isinstance(outcome, Ok) for outcome in found.run(GOOD))


@needs_package
def test_installed_argos_packages_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where Argos Translate keeps them; what else lies there does not matter."""
    argos(tmp_path)
    (tmp_path / "translate-broken").mkdir()
    (tmp_path / "file").touch()
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path))
    assert only(engines(Setup(None))).id == "ct2:argos.en-ru"


def test_the_end_of_a_text_is_marked_where_the_model_learned_it(tmp_path: Path) -> None:
    """Marian's models did, OpenNMT's did not, and some converters leave it to the runtime."""
    (marian,) = models({"models": [ENTRY]})
    assert tokens(["▁д", "ом"], marian) == ["▁д", "ом", "</s>"]
    (package,) = models({"models": [str(argos(tmp_path))]})
    assert tokens(["▁д", "ом"], package) == ["▁д", "ом"]
    native = tmp_path / "native"
    shutil.copytree(MODEL, native)
    config = json.loads((MODEL / "config.json").read_text())
    (native / "config.json").write_text(json.dumps({**config, "add_source_eos": True}))
    (left,) = models({"models": [{**ENTRY, "path": str(native)}]})
    assert tokens(["▁д", "ом"], left) == ["▁д", "ом"]


def test_a_model_of_several_languages_is_told_which() -> None:
    """By a token before the text."""
    (model,) = models({"models": {**ENTRY, "prefix": ">>eng<<"}})
    assert tokens(["▁дом"], model) == [">>eng<<", "▁дом", "</s>"]


@needs_package
def test_both_directions_of_a_maker_are_one_engine() -> None:
    """So that it may be asked both ways; another maker is another vote."""
    back = {"path": str(MODEL), "from": "en", "to": "ru"}
    other = {**ENTRY, "maker": "us"}
    found = list(engines(Setup(None, options={"models": [ENTRY, back, other]})))
    assert [(each.id, each.family, each.pairs) for each in found] == [
        ("ct2:opus-mt.en-ru", "opus-mt", "ru → en, en → ru"),
        ("ct2:us.en-ru", "us", "ru → en"),
    ]


def test_two_models_for_one_direction_are_an_error() -> None:
    """Neither is left out silently."""
    with pytest.raises(UsageError, match="two models of opus-mt for ru → en"):
        list(engines(Setup(None, options={"models": [ENTRY, ENTRY]})))


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (7, "neither a path nor a table"),
        ({"from": "ru", "to": "en"}, "neither a path nor a table"),
        ({"path": "/nowhere", "from": "ru", "to": "en"}, "no model.bin"),
        (str(MODEL), "languages .* are not known"),
        ({"path": str(MODEL), "from": "ru"}, "languages .* are not known"),
    ],
)
def test_an_entry_that_cannot_be_used_is_an_error(entry: object, words: str) -> None:
    """It says what is wrong and what to do."""
    with pytest.raises(UsageError, match=words):
        models({"models": [entry]})


def test_a_model_without_its_pieces_is_an_error(tmp_path: Path) -> None:
    """Converters leave the file behind."""
    shutil.copytree(MODEL, tmp_path / "model")
    (tmp_path / "model" / "target.spm").unlink()
    with pytest.raises(UsageError, match=r"no target\.spm; copy it there"):
        models({"models": [{**ENTRY, "path": str(tmp_path / "model")}]})


@needs_package
@pytest.mark.parametrize("name", ["model.bin", "source.spm", "shared_vocabulary.json"])
def test_a_damaged_model_is_unreadable(tmp_path: Path, name: str) -> None:
    """It fails; it does not crash."""
    shutil.copytree(MODEL, tmp_path / "model")
    path = tmp_path / "model" / name
    path.write_bytes(path.read_bytes()[:200])
    entry = {**ENTRY, "path": str(tmp_path / "model")}
    damaged = only(engines(Setup(None, options={"models": [entry]})))
    assert damaged.run(GOOD) == [Fail("unreadable")] * 3


@needs_package
def test_other_bytes_are_another_version(tmp_path: Path, engine: Ct2Engine) -> None:
    """And the same bytes elsewhere are the same one."""

    def version(folder: Path) -> str:
        entry: dict[str, Any] = {**ENTRY, "path": str(folder)}
        return only(engines(Setup(None, options={"models": [entry]}))).version

    shutil.copytree(MODEL, tmp_path / "model")
    assert version(tmp_path / "model") == engine.version
    with (tmp_path / "model" / "model.bin").open("ab") as file:
        file.write(b"\0")
    assert version(tmp_path / "model") != engine.version


@needs_package
def test_a_late_answer_is_a_timeout_and_the_next_one_may_be_in_time() -> None:
    """What holds it up holds up no other."""
    engine = only(engines(Setup(None, options={"models": [ENTRY]})))
    busy, release = threading.Event(), threading.Event()

    def hold(_kept: dict[str, Any]) -> None:
        busy.set()
        release.wait(60)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(engine._owner.ask, hold, 60.0)
        assert busy.wait(60)
        engine._seconds = 0.01
        assert engine.run(GOOD[:1]) == [Fail("timeout")]
        engine._seconds = 60.0
        outcomes = engine.run(GOOD)
        release.set()
    assert all(isinstance(outcome, Ok) for outcome in outcomes)


@needs_package
def test_threads_may_share_an_engine(engine: Ct2Engine) -> None:
    """Their answers do not get mixed up."""
    expected = engine.run(GOOD)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(engine.run, [GOOD] * 8)) == [expected] * 8


def test_without_a_model_it_says_how_to_add_one() -> None:
    """And without the package, that first."""
    (missing,) = engines(Setup(None))
    assert isinstance(missing, Missing)
    assert missing.how_to_add.startswith("name the folder" if RUNS else "pip install")
