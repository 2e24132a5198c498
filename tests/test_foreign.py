"""Engines of other packages: listed and asked like ours, and no trouble where they are broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fidelity import cli
from fidelity.asking import back_translate, chosen, installed
from fidelity.errors import UsageError
from fidelity.model import Candidate, Ok
from fidelity.protocols import Engine, Missing
from fidelity.testing import engine_contract

PlugIn = Callable[[str, str, str], Path]

PHRASEBOOK = '''
"""A phrase book, for tests.

It knows one word.
"""
from fidelity.errors import UsageError
from fidelity.model import Candidate, Fail, Ok

class Phrasebook:
    id, family, version, egress = "phrasebook:small", "phrasebook", "1", "local"
    pairs, sends = "ru to en", "nothing"

    def serves(self, source, target):
        return (source, target) == ("ru", "en")

    def run(self, batch):
        known = {"сад": "garden", "дерево": "tree"}
        return [
            Fail("unsupported-pair") if not self.serves(q.source, q.target)
            else Ok((Candidate(known[q.text]),)) if q.text in known
            else Fail("not-found")
            for q in batch
        ]

def engines(setup):
    if setup.options.get("size", "small") != "small":
        raise UsageError("phrasebook: the setting size must be small")
    yield Phrasebook()
'''


def of_kind(kind: str) -> list[Engine | Missing]:
    """List what is there of one kind."""
    return [each for each in installed(cache=None) if each.id.startswith(f"{kind}:")]


def test_an_engine_of_another_package_is_installed(plug_in: PlugIn) -> None:
    """It answers like ours, and by default, because it says that it sends nothing."""
    plug_in("engines", "phrasebook", PHRASEBOOK)
    (engine,) = of_kind("phrasebook")
    assert isinstance(engine, Engine)
    assert engine in chosen([engine], None)
    (answer,) = back_translate(
        "сад", source="ru", target="en", others=(), engines=["phrasebook"], cache=None
    )
    assert answer.outcome == Ok((Candidate("garden"),))


def test_an_engine_of_another_package_can_be_held_to_the_contract(plug_in: PlugIn) -> None:
    """The one that ours keep."""
    from fidelity.model import Query

    plug_in("engines", "phrasebook", PHRASEBOOK)
    (engine,) = of_kind("phrasebook")
    assert isinstance(engine, Engine)
    good = [Query("сад", "ru", "en"), Query("дерево", "ru", "en")]
    engine_contract(engine, good, Query("qwrtzpsdf", "ru", "en"))


def test_the_list_of_engines_has_it(plug_in: PlugIn, capsys: pytest.CaptureFixture[str]) -> None:
    """With the pair of languages it serves, and the direction it lacks."""
    plug_in("engines", "phrasebook", PHRASEBOOK)
    assert cli.main(["engines", "--from", "en", "--to", "ru", "--no-shipped-glossaries"]) == 0
    out = capsys.readouterr().out
    assert [line for line in out.splitlines() if line.startswith("phrasebook:small")]
    (pair,) = [line for line in out.splitlines() if line.startswith("en → ru:")]
    assert "phrasebook" in pair
    cli.main(["engines", "--from", "ru", "--to", "en", "--no-shipped-glossaries"])
    out = capsys.readouterr().out
    assert "phrasebook:small is not asked: it translates from ru into en only" in out


def test_its_own_word_about_a_setting_is_told(plug_in: PlugIn) -> None:
    """As with ours."""
    plug_in("engines", "phrasebook", PHRASEBOOK)
    with pytest.raises(UsageError, match="the setting size must be small"):
        installed(cache=None, options={"phrasebook": {"size": "large"}})


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("raise RuntimeError('secret')", "it fails with RuntimeError when it is loaded"),
        ("import nonesuch_at_all", "it fails with ModuleNotFoundError when it is loaded"),
        ("raise SystemExit(1)", "it fails with SystemExit when it is loaded"),
        ("x = 1", "it fails with AttributeError"),
        ("def engines(setup):\n    raise KeyError('secret')\n    yield", "it fails with KeyError"),
        ("def engines(setup):\n    return ['secret']", "what it offers is no engine of its name"),
        (PHRASEBOOK.replace('"phrasebook:small"', '"deepl:small"'), "no engine of its name"),
        (PHRASEBOOK.replace('"local"', '"secret"'), "no engine of its name"),
    ],
)
def test_a_broken_plug_in_is_missing_with_a_reason(
    plug_in: PlugIn, code: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It hinders nobody else, and nothing of what it raised is told."""
    plug_in("engines", "phrasebook", code)
    (missing,) = of_kind("phrasebook")
    assert isinstance(missing, Missing)
    assert words in missing.how_to_add
    assert cli.main(["engines", "--no-shipped-glossaries"]) == 0
    out, err = capsys.readouterr()
    assert words in out
    assert cli.main(["explain"]) == 0
    out += capsys.readouterr().out
    assert "secret" not in out + err


def test_nobody_takes_the_place_of_one_of_ours(plug_in: PlugIn) -> None:
    """A plug-in of the same name is passed over."""
    plug_in("engines", "vectors", PHRASEBOOK.replace("phrasebook:small", "vectors:small"))
    assert [each.id for each in of_kind("vectors")] == ["vectors:navec"]


CHECK = ("check", "terms.csv", "--no-shipped-glossaries")


@pytest.mark.parametrize("words", [("--engines", "phrasebook"), ()])
def test_a_check_says_which_engine_has_but_the_other_direction(
    plug_in: PlugIn,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
) -> None:
    """In one line beside the report; a run that wants to be quiet has none."""
    plug_in("engines", "phrasebook", PHRASEBOOK)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "terms.csv").write_text("ru,en\nсад,garden\n", encoding="utf-8")
    cli.main([*CHECK, *words])
    told = "phrasebook:small is not asked: it translates from ru into en only"
    assert [line.startswith(told) for line in capsys.readouterr().err.splitlines()].count(True) == 1
    cli.main([*CHECK, *words, "--quiet"])
    assert "phrasebook" not in capsys.readouterr().err


def test_a_check_says_nothing_of_engines_that_it_asks(
    plug_in: PlugIn,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nor of those that nobody would expect for the pair."""
    plug_in("engines", "phrasebook", PHRASEBOOK)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "terms.csv").write_text("en,ru\ngarden,сад\n", encoding="utf-8")
    cli.main([*CHECK, "--engines", "phrasebook"])
    assert "is not asked" not in capsys.readouterr().err
    (tmp_path / "terms.csv").write_text("de,fr\nGarten,jardin\n", encoding="utf-8")
    cli.main([*CHECK, "--engines", "phrasebook"])
    assert "is not asked" not in capsys.readouterr().err
