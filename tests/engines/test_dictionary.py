"""Installed dictionaries answer in both directions, or say why they cannot."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

import pytest

from fidelity.engines import _dict_find
from fidelity.engines.dictionary import DictionaryEngine, engines
from fidelity.errors import UsageError
from fidelity.model import Fail, Ok, Outcome, Query
from fidelity.protocols import Missing, Setup
from fidelity.testing import write_dictionary

MUELLER = [
    (
        "garden",
        """garden
   [↗gɑ:dn]
   1. _n.
      1) сад, огород; kitchen garden грядка
      2) парк
   2. _v. возделывать
""",
    ),
    ("park", "park\n   [pɑ:k] _n. парк; заповедник\n"),
    ("orchard", "orchard\n   [↗ɘ:tʃɜd] _n. сад (фруктовый)\n"),
    ("plantation", "plantation\n   _n. сад\n"),
    ("gardin", "gardin\n   = garden\n"),
    ("round", "round\n   = circle\n"),
    ("circle", "circle\n   = round\n"),
    ("holy day", "holy day\n   _n. праздник\n"),
]
FREEDICT = [
    ("garden", "garden /ɡˈɑːdən/\nGarten <masc>, Garten <masc> [bot.], Gartenanlage <fem>\n"),
    ("garden", "garden /ɡˈɑːdən/ <v>\ngärtnern <v, intr>\n"),
]


@pytest.fixture(autouse=True)
def _nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let only the dictionaries of the test count, not those of the machine."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(_dict_find, "FOLDERS", ("~/.dictd", str(tmp_path / "share")))


def listed(setup: Setup) -> dict[str, DictionaryEngine]:
    """List the dictionaries that are there, by id."""
    return {each.id: each for each in engines(setup) if isinstance(each, DictionaryEngine)}


@pytest.fixture
def mueller(tmp_path: Path) -> DictionaryEngine:
    """Write and find a small dictionary in Mueller's layout."""
    write_dictionary(tmp_path / "share", "mueller7", MUELLER)
    return listed(Setup(tmp_path / "cache"))["dictionary:mueller7"]


def texts(outcome: Outcome) -> list[str]:
    """List the answers."""
    assert isinstance(outcome, Ok)
    return [each.text for each in outcome.candidates]


def ask(engine: DictionaryEngine, text: str, pair: str = "en-ru", *wanted: str) -> Outcome:
    """Ask one question."""
    source, target = pair.split("-")
    (outcome,) = engine.run([Query(text, source, target, wanted)])
    return outcome


# --- answers --------------------------------------------------------------------------------------


def test_translations_come_in_the_order_of_the_dictionary(mueller: DictionaryEngine) -> None:
    """With their part of speech, and 1/rank as their score."""
    outcome = ask(mueller, "Garden")
    assert isinstance(outcome, Ok)
    assert [(each.text, each.score, each.part_of_speech) for each in outcome.candidates] == [
        ("сад", 1.0, "noun"),
        ("огород", 1 / 2, "noun"),
        ("парк", 1 / 3, "noun"),
        ("возделывать", 1 / 4, "verb"),
    ]


def test_only_the_best_are_given_but_all_count_for_a_standing(mueller: DictionaryEngine) -> None:
    """A wanted wording far down the article has its standing; one that is not there has none."""
    (outcome,) = mueller.run([Query("garden", "en", "ru", ("Парк", "лес"), best=2)])
    assert isinstance(outcome, Ok)
    assert texts(outcome) == ["сад", "огород"]
    assert [(each.text, each.rank, each.score) for each in outcome.wanted] == [("Парк", 3, 1 / 3)]


def test_the_other_direction_lists_the_headwords(mueller: DictionaryEngine) -> None:
    """The nearer to the beginning of the article the better, then the more frequent word."""
    assert texts(ask(mueller, "парк", "ru-en")) == ["park", "garden"]
    assert texts(ask(mueller, "сад", "ru-en")) == ["garden", "plantation", "orchard"]


def test_an_article_of_the_query_is_no_hindrance(mueller: DictionaryEngine) -> None:
    """A query of several words is looked up with and then without article or "to"."""
    assert texts(ask(mueller, "the garden")) == texts(ask(mueller, "to garden"))
    assert texts(ask(mueller, "the garden")) == texts(ask(mueller, "garden"))
    assert texts(ask(mueller, "holy day")) == ["праздник"]
    assert ask(mueller, "green garden") == Fail("not-found")


def test_references_are_followed_and_never_for_ever(mueller: DictionaryEngine) -> None:
    """An article that only refers is answered with the other one's translations."""
    assert texts(ask(mueller, "gardin")) == texts(ask(mueller, "garden"))
    assert ask(mueller, "round") == Fail("not-found")


def test_homographs_are_joined_without_repeating(tmp_path: Path) -> None:
    """Two articles of one headword are one answer; the family is that of both directions."""
    write_dictionary(tmp_path / "share", "freedict-eng-deu", FREEDICT)
    engine = listed(Setup(None))["dictionary:freedict-eng-deu"]
    assert texts(ask(engine, "garden", "en-de")) == ["Garten", "Gartenanlage", "gärtnern"]
    assert texts(ask(engine, "der Garten", "de-en")) == ["garden"]


def test_what_is_not_there_is_not_found(mueller: DictionaryEngine) -> None:
    """Unknown words, no words and pairs of other languages are told apart."""
    assert ask(mueller, "перезагрузка", "ru-en") == Fail("not-found")
    assert ask(mueller, " … ") == Fail("empty")
    assert ask(mueller, "garden", "en-de") == Fail("unsupported-pair")
    assert ask(mueller, "garden", "en-en") == Fail("unsupported-pair")


def test_a_region_makes_no_difference(mueller: DictionaryEngine) -> None:
    """British English is English."""
    assert mueller.serves("en-GB", "ru")
    assert mueller.serves("ru", "en-US")
    assert not mueller.serves("en", "uk")
    (outcome,) = mueller.run([Query("garden", "en-GB", "ru-RU")])
    assert texts(outcome)[0] == "сад"


# --- finding --------------------------------------------------------------------------------------


def test_dictionaries_are_known_by_their_names(tmp_path: Path) -> None:
    """Languages and family come from the name; what has another name is left alone."""
    for name in ("freedict-eng-deu", "freedict-deu-eng", "mueller7", "mueller7accent", "jargon"):
        write_dictionary(tmp_path / "share", name, MUELLER)
    found = listed(Setup(None))
    assert {id_: (each.family, each.pairs) for id_, each in found.items()} == {
        "dictionary:freedict-deu-eng": ("dictionary:freedict-deu-eng", "de ↔ en"),
        "dictionary:freedict-eng-deu": ("dictionary:freedict-deu-eng", "en ↔ de"),
        "dictionary:mueller7": ("dictionary:mueller", "en ↔ ru"),
        "dictionary:mueller7accent": ("dictionary:mueller", "en ↔ ru"),
    }
    assert {each.egress for each in found.values()} == {"local"}


def test_the_users_own_dictionary_stands_before_the_systems(tmp_path: Path) -> None:
    """Of two of one name, that in the home folder counts, and that of the settings before both."""
    write_dictionary(tmp_path / "share", "mueller7", MUELLER)
    write_dictionary(tmp_path / "home" / ".dictd", "mueller7", [("tree", "tree\n _n. дерево\n")])
    assert texts(ask(listed(Setup(None))["dictionary:mueller7"], "tree")) == ["дерево"]
    write_dictionary(tmp_path / "own", "mueller7", [("bush", "bush\n _n. куст\n")])
    own = Setup(None, options={"paths": [str(tmp_path / "own")]})
    assert texts(ask(listed(own)["dictionary:mueller7"], "bush")) == ["куст"]


def test_the_settings_name_files_and_their_languages(tmp_path: Path) -> None:
    """A file whose name tells nothing is used with the languages that the settings give."""
    index = write_dictionary(tmp_path / "own", "legal", FREEDICT, compressed=False)
    paths = [{"path": str(index), "from": "en", "to": "de"}]
    engine = listed(Setup(None, options={"paths": paths}))["dictionary:legal"]
    assert (engine.family, engine.pairs) == ("dictionary:legal", "en ↔ de")
    assert texts(ask(engine, "garden", "en-de"))[0] == "Garten"


@pytest.mark.parametrize(
    ("paths", "told"),
    [
        ("somewhere", "must be a list"),
        ([3], "neither a path nor a table"),
        ([{"from": "en", "to": "de"}], "neither a path nor a table"),
        (["{folder}/none.index"], "there are no files"),
        (["{folder}/legal.dict.dz"], "the languages of legal are not known"),
        ([{"path": "{folder}/legal.index", "from": "en"}], "the languages of legal are not known"),
    ],
)
def test_settings_that_cannot_be_met_are_said_to_be_wrong(
    tmp_path: Path, paths: object, told: str
) -> None:
    """What a user names must be there; the message says what to correct."""
    write_dictionary(tmp_path, "legal", FREEDICT)
    if isinstance(paths, list):
        paths = [_filled(entry, tmp_path) for entry in paths]
    with pytest.raises(UsageError, match=told):
        list(engines(Setup(None, options={"paths": paths})))


def _filled(entry: object, folder: Path) -> object:
    if isinstance(entry, str):
        return entry.format(folder=folder)
    if isinstance(entry, dict):
        return {name: _filled(value, folder) for name, value in entry.items()}
    return entry


def test_dictionaries_that_could_be_installed_are_named(tmp_path: Path) -> None:
    """With none on the machine, the packages to add are told; with one, its kind is not."""
    missing = [each for each in engines(Setup(None)) if isinstance(each, Missing)]
    assert {each.id for each in missing} == {"dictionary:mueller7", "dictionary:freedict"}
    assert all("apt install" in each.how_to_add for each in missing)
    write_dictionary(tmp_path / "share", "mueller7", MUELLER)
    assert {each.id for each in engines(Setup(None))} == {
        "dictionary:mueller7",
        "dictionary:freedict",
    }


# --- damage and cache -----------------------------------------------------------------------------


def test_a_dictionary_cut_short_gives_no_answer_and_says_why(tmp_path: Path) -> None:
    """The problem names the file, before and after the first question."""
    index = write_dictionary(tmp_path / "share", "mueller7", MUELLER * 500)
    articles = index.with_suffix(".dict.dz")
    articles.write_bytes(articles.read_bytes()[:1000])
    engine = listed(Setup(tmp_path / "cache"))["dictionary:mueller7"]
    for _ in range(2):
        assert engine.problem is not None
        assert str(articles) in engine.problem
        assert ask(engine, "garden") == Fail("unreadable")
    assert list((tmp_path / "cache").glob("*.sqlite")) == []


def test_an_index_that_points_outside_gives_no_answer_at_all(tmp_path: Path) -> None:
    """Not even for the words whose place is right: who knows what else is wrong."""
    index = write_dictionary(tmp_path / "share", "mueller7", MUELLER)
    index.write_text(index.read_text() + "zebra\tCCCCC\tB\n")
    engine = listed(Setup(tmp_path / "cache"))["dictionary:mueller7"]
    assert ask(engine, "garden") == Fail("unreadable")
    assert engine.problem is not None
    assert "points behind the end" in engine.problem
    assert engine.version


def test_a_dictionary_that_goes_while_in_use_is_unreadable(tmp_path: Path) -> None:
    """It was there when the engines were listed; that is no fault of the run."""
    index = write_dictionary(tmp_path / "share", "mueller7", MUELLER)
    engine = listed(Setup(tmp_path / "cache"))["dictionary:mueller7"]
    index.unlink()
    assert ask(engine, "garden") == Fail("unreadable")
    assert "unreadable" in engine.version
    assert str(index) in (engine.problem or "")


def test_a_healthy_dictionary_has_no_problem(mueller: DictionaryEngine) -> None:
    """Neither before nor after it was asked."""
    assert mueller.problem is None
    ask(mueller, "garden")
    assert mueller.problem is None


def test_the_table_is_kept_and_found_again(tmp_path: Path, mueller: DictionaryEngine) -> None:
    """A second run indexes nothing, and is told so by the silence of the progress."""
    told: list[str] = []
    ask(mueller, "garden")
    setup = Setup(tmp_path / "cache", progress=lambda what, _done, _total: told.append(what))
    again = listed(setup)["dictionary:mueller7"]
    assert texts(ask(again, "garden"))[0] == "сад"
    assert told == []
    assert again.version == mueller.version


def test_a_changed_dictionary_is_indexed_anew(tmp_path: Path, mueller: DictionaryEngine) -> None:
    """The table belongs to the content, and so does the version."""
    ask(mueller, "garden")
    write_dictionary(tmp_path / "share", "mueller7", [("garden", "garden\n   _n. садик\n")])
    told: list[str] = []
    setup = Setup(tmp_path / "cache", progress=lambda what, _done, _total: told.append(what))
    again = listed(setup)["dictionary:mueller7"]
    assert texts(ask(again, "garden")) == ["садик"]
    assert told == ["indexing mueller7"]
    assert again.version != mueller.version


@pytest.mark.parametrize("where", ["head", "pages"])
def test_a_spoilt_table_is_made_anew(tmp_path: Path, mueller: DictionaryEngine, where: str) -> None:
    """Whether the damage shows when it is opened or only when it is asked."""
    ask(mueller, "garden")
    (table,) = (tmp_path / "cache").glob("*.sqlite")
    data = bytearray(table.read_bytes())
    first = 0 if where == "head" else 4096
    data[first:] = b"\xee" * (len(data) - first)
    table.write_bytes(data)
    again = listed(Setup(tmp_path / "cache"))["dictionary:mueller7"]
    assert texts(ask(again, "garden"))[0] == "сад"
    assert again.problem is None


def test_without_a_cache_nothing_stays_behind(tmp_path: Path) -> None:
    """The table goes with the process."""
    write_dictionary(tmp_path / "share", "mueller7", MUELLER)
    process = _run(tmp_path, "none")
    assert process.communicate(timeout=60) == ("сад\n", "")
    assert list((tmp_path / "temporary").iterdir()) == []


def test_two_runs_index_one_dictionary_at_once(tmp_path: Path) -> None:
    """Both get the right answer, and one table is left."""
    write_dictionary(tmp_path / "share", "mueller7", MUELLER * 3000)
    runs = [_run(tmp_path, str(tmp_path / "cache")) for _ in range(3)]
    assert [run.communicate(timeout=60) for run in runs] == [("сад\n", "")] * 3
    assert len(list((tmp_path / "cache").glob("*.sqlite"))) == 1


def _run(tmp_path: Path, cache: str) -> subprocess.Popen[str]:
    """Start another process that looks a word up."""
    code = """
        import sys
        from pathlib import Path
        from fidelity.engines.dictionary import DictionaryEngine, engines
        from fidelity.model import Query
        from fidelity.protocols import Setup
        cache = None if sys.argv[2] == "none" else Path(sys.argv[2])
        for engine in engines(Setup(cache, options={"paths": [sys.argv[1]]})):
            if isinstance(engine, DictionaryEngine) and engine.id == "dictionary:mueller7":
                print(engine.run([Query("garden", "en", "ru")])[0].candidates[0].text)
    """
    (tmp_path / "temporary").mkdir(exist_ok=True)
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", textwrap.dedent(code), str(tmp_path / "share"), cache],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "TMPDIR": str(tmp_path / "temporary")},
    )


def test_threads_share_an_engine(mueller: DictionaryEngine) -> None:
    """The table is built once, and every thread gets its own answers."""
    from concurrent.futures import ThreadPoolExecutor

    batch: Sequence[Query] = [Query("garden", "en", "ru"), Query("park", "en", "ru")] * 50
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(mueller.run, [batch] * 16))
    assert {tuple(map(str, result)) for result in results} == {tuple(map(str, results[0]))}
    assert texts(results[0][1]) == ["парк", "заповедник"]
