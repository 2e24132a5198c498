"""Dictionaries of FreeDict in TEI answer in both directions."""

from __future__ import annotations

from pathlib import Path

import pytest

from fidelity.engines import _dict_find
from fidelity.engines.dictionary import DictionaryEngine, engines
from fidelity.model import Fail, Ok, Query
from fidelity.protocols import Setup

ENTRIES = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body xml:lang="en">
<entry xml:id="a"><form><orth>treaty</orth></form><gramGrp><pos>n</pos></gramGrp>
<sense n="1"><usg type="dom">law</usg><cit type="trans" xml:lang="de"><quote>Vertrag</quote></cit>
<cit type="trans" xml:lang="de"><quote>Staatsvertrag (zwischen Staaten)</quote></cit>
<cit type="example"><quote>to sign a treaty</quote>
<cit type="trans"><quote>einen Vertrag unterzeichnen</quote></cit></cit></sense></entry>
<entry xml:id="b"><form><orth>cease-fire</orth></form><form><orth>ceasefire</orth></form>
<sense><cit type="trans" xml:lang="de"><quote>Waffen<hi>ruhe</hi></quote></cit></sense></entry>
<entry xml:id="c"><form><orth> </orth></form></entry>
</body></text></TEI>
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


def written(folder: Path, text: str = ENTRIES) -> Path:
    """Write a dictionary where FreeDict's archives have it."""
    path = folder / "eng-deu" / "eng-deu.tei"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    return path


def answers(engine: DictionaryEngine, text: str, pair: str = "en-de") -> list[str]:
    """Look one word up."""
    source, target = pair.split("-")
    (outcome,) = engine.run([Query(text, source, target)])
    assert isinstance(outcome, Ok), outcome
    return [each.text for each in outcome.candidates]


def test_translations_come_in_the_order_of_the_entry(tmp_path: Path) -> None:
    """Without remarks and without what examples are translated with."""
    engine = found(written(tmp_path))

    assert engine.pairs == "en ↔ de"
    assert answers(engine, "treaty") == ["Vertrag", "Staatsvertrag"]


def test_every_spelling_is_a_headword(tmp_path: Path) -> None:
    """Marks within a word do not part it."""
    engine = found(written(tmp_path))

    assert answers(engine, "cease-fire") == answers(engine, "ceasefire") == ["Waffenruhe"]


def test_a_translation_leads_back_to_its_headword(tmp_path: Path) -> None:
    """The dictionary is read in both directions."""
    assert answers(found(written(tmp_path)), "Staatsvertrag", "de-en") == ["treaty"]


def test_it_is_found_in_a_folder_and_is_of_the_family_of_its_source(tmp_path: Path) -> None:
    """The same dictionary in the format of dictd has no second vote."""
    written(tmp_path)
    engine = found(tmp_path)

    assert (engine.id, engine.family) == (
        "dictionary:freedict-eng-deu",
        "dictionary:freedict-deu-eng",
    )


@pytest.mark.parametrize(
    "text",
    [ENTRIES[:500], "<TEI xmlns='http://www.tei-c.org/ns/1.0'/>", "no XML at all"],
    ids=["cut short", "empty", "other"],
)
def test_a_damaged_file_is_named(tmp_path: Path, text: str) -> None:
    """And no question about it ends the run."""
    engine = found(written(tmp_path, text))

    assert engine.run([Query("treaty", "en", "de")]) == [Fail("unreadable")]
    assert engine.problem is not None
    assert "eng-deu.tei" in engine.problem


def test_entities_of_a_file_are_not_expanded(tmp_path: Path) -> None:
    """A few lines of them could fill the memory, or read a file of the machine."""
    declared = '<!DOCTYPE TEI [<!ENTITY a "Bund"><!ENTITY b "&a;&a;&a;">]>'
    text = declared + ENTRIES.partition("?>")[2].replace("Vertrag<", "&b;<", 1)
    (outcome,) = found(written(tmp_path, text)).run([Query("treaty", "en", "de")])

    assert isinstance(outcome, Ok)
    assert not any("Bund" in each.text for each in outcome.candidates)
