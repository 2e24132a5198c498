"""Chinese dictionaries in the format of CC-CEDICT answer in both directions."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from fidelity.engines import _dict_find
from fidelity.engines.dictionary import DictionaryEngine, engines
from fidelity.model import Fail, Ok, Query
from fidelity.protocols import Setup

LINES = """# a dictionary of five entries
條約 条约 [tiao2 yue1] /treaty; pact/CL:項|项[xiang4]/
談判 谈判 [tan2 pan4] /to negotiate/negotiation (formal talks)/
和約 和约 [he2 yue1] /peace treaty/
李 李 [Li3] /surname Li/plum/
协定 协定 [xie2 ding4] /(to reach) an agreement/
"""


@pytest.fixture(autouse=True)
def _nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let only the dictionaries of the test count, not those of the machine."""
    monkeypatch.setattr(_dict_find, "FOLDERS", ())


def found(path: Path) -> DictionaryEngine:
    """Name the dictionary in the settings and find it."""
    listed = engines(Setup(None, options={"paths": [str(path)]}))
    (engine,) = (each for each in listed if isinstance(each, DictionaryEngine))
    return engine


def answers(engine: DictionaryEngine, text: str, pair: str = "zh-en") -> list[str]:
    """Look one word up."""
    source, target = pair.split("-")
    (outcome,) = engine.run([Query(text, source, target)])
    assert isinstance(outcome, Ok), outcome
    return [each.text for each in outcome.candidates]


@pytest.fixture
def engine(tmp_path: Path) -> DictionaryEngine:
    """Write and find a small dictionary."""
    (tmp_path / "cedict_ts.u8").write_text(LINES, "utf-8")
    return found(tmp_path)


def test_both_writings_are_headwords(engine: DictionaryEngine) -> None:
    """A measure word is no translation."""
    assert engine.pairs == "zh ↔ en"
    assert answers(engine, "条约") == answers(engine, "條約") == ["treaty", "pact"]


def test_english_leads_to_chinese(engine: DictionaryEngine) -> None:
    """With or without "to"; the simplified writing first."""
    assert answers(engine, "treaty", "en-zh") == ["条约", "條約"]
    assert "谈判" in answers(engine, "negotiate", "en-zh")


def test_remarks_and_surnames_are_no_translations(engine: DictionaryEngine) -> None:
    """What stands in brackets tells the sense."""
    assert answers(engine, "谈判") == ["negotiate", "negotiation"]
    assert answers(engine, "李") == ["plum"]


def test_a_compressed_file_is_read_too(tmp_path: Path) -> None:
    """As it comes from its site; German and French ones by their names."""
    (tmp_path / "handedict.u8.gz").write_bytes(
        gzip.compress("條約 条约 [tiao2 yue1] /Vertrag/\n".encode())
    )
    german = found(tmp_path / "handedict.u8.gz")

    assert (german.pairs, answers(german, "条约", "zh-de")) == ("zh ↔ de", ["Vertrag"])


def test_a_file_of_another_form_gives_no_answer_and_is_named(tmp_path: Path) -> None:
    """A name alone makes no dictionary."""
    path = tmp_path / "cedict.txt"
    path.write_text("nothing\nof the kind\n", "utf-8")
    engine = found(path)

    assert engine.run([Query("条约", "zh", "en")]) == [Fail("unreadable")]
    assert "cedict.txt" in (engine.problem or "")
