"""Forms on disk: a table that reads them finds what a table in memory finds, whatever befalls."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from fidelity.matching import find
from fidelity.matching.find import TermTable, inflected_table, mentions, term_table
from fidelity.matching.kept_forms import KeptForms
from fidelity.model import Concept, Glossary, Place, Term

TEXTS = (
    "The Security Council met; the council of ministers did not.",
    "An agreement on a cease-fire was reached, and the US agreed with us.",
    "Nothing of the kind.",
)


def glossary(file: str, *wordings: str) -> Glossary:
    """Make a glossary as if it had been read from a file."""
    concepts = tuple(Concept(text, (Term(text, "en"),)) for text in wordings)
    return Glossary(Path(file).stem, concepts, ("en",), sha256="0" * 64, place=Place(file))


@pytest.fixture
def glossaries(monkeypatch: pytest.MonkeyPatch) -> list[Glossary]:
    """Two glossaries that ship, and between them one of the user's with wordings of its own."""
    monkeypatch.setattr(find, "_MANY", 1)
    monkeypatch.setattr(find, "_shelf", lambda: "shelf")
    return [
        glossary("shelf/one.yaml", "Security Council", "council", "US", "agreement"),
        glossary("mine.yaml", "cease-fire", "agreement", "Council of Ministers"),
        glossary("shelf/two.yaml", "agreement", "cease-fire", "council"),
    ]


def found(table: TermTable) -> list[object]:
    """Find the terms of all texts."""
    return [mentions(table, text) for text in TEXTS]


def made(folder: Path) -> list[str]:
    """List the tables in a folder."""
    return [path.name for path in folder.glob("terms-*.sqlite")]


def test_a_table_on_disk_finds_what_one_in_memory_finds(
    tmp_path: Path, glossaries: Sequence[Glossary]
) -> None:
    """In the same order too: that of the glossaries, the user's own among them."""
    expected = found(term_table(glossaries, "en", None))
    assert any(expected)
    assert found(term_table(glossaries, "en", tmp_path)) == expected
    assert found(term_table(glossaries, "en", tmp_path)) == expected
    assert len(made(tmp_path)) == 1


def test_words_with_forms_of_their_own_are_found_in_these_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On disk as in memory; several values of one wording come in the order of the list."""
    entries = [
        ("meet", ("met",), "a past"),
        ("council", (), "a body"),
        ("met", ("met",), "an office"),
        ("council", (), "an organ"),
    ]
    text = "They meet; the councils met."
    expected = [
        (hit.start, hit.values) for hit in inflected_table(entries, "en", None).search(text)
    ]
    assert expected == [(15, ("a body", "an organ")), (24, ("a past", "an office"))]
    monkeypatch.setattr(find, "_MANY", 1)
    for _ in range(2):
        table = inflected_table(entries, "en", tmp_path)
        assert [(hit.start, hit.values) for hit in table.search(text)] == expected


def test_another_term_of_the_users_makes_no_other_file(
    tmp_path: Path, glossaries: list[Glossary]
) -> None:
    """Only the shipped terms are on disk, so a glossary that is being edited leaves none behind."""
    term_table(glossaries, "en", tmp_path)
    glossaries[1] = glossary("mine.yaml", "kind")
    table = term_table(glossaries, "en", tmp_path)
    assert [one.term.text for one in mentions(table, TEXTS[2])] == ["kind"]
    assert len(made(tmp_path)) == 1


@pytest.mark.parametrize("damage", [b"", b"not a table", None])
def test_a_damaged_file_is_built_again(
    tmp_path: Path, glossaries: Sequence[Glossary], damage: bytes | None
) -> None:
    """Emptied, overwritten, or broken in the middle."""
    expected = found(term_table(glossaries, "en", tmp_path))
    (path,) = tmp_path.glob("terms-*.sqlite")
    whole = path.read_bytes()
    path.write_bytes(damage if damage is not None else whole[:4096] + bytes(len(whole) - 4096))
    assert found(term_table(glossaries, "en", tmp_path)) == expected


def test_a_file_that_holds_something_else_is_built_again(tmp_path: Path) -> None:
    """A name alone is not trusted: the file says itself what it holds."""
    first = KeptForms(tmp_path, "terms", ["one"], "method", lambda: [["one", "ones"]])
    second = KeptForms(tmp_path, "terms", ["two"], "method", lambda: [["two"]])
    files = sorted(tmp_path.glob("*.sqlite"))
    assert len(files) == 2
    assert dict(first.rows("ones")) == {"": "\t0"}
    assert not second.rows("ones")
    for path in files[1:]:
        path.write_bytes(files[0].read_bytes())
    assert KeptForms(tmp_path, "terms", ["one"], "method", lambda: [["one"]]).rows("one")
    assert KeptForms(tmp_path, "terms", ["two"], "method", lambda: [["two"]]).rows("two")


def test_where_nothing_can_be_kept_the_forms_are_found_all_the_same(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "cache").write_text("in the way")
    kept = KeptForms(tmp_path / "cache", "terms", ["one"], "method", lambda: [["one", "one day"]])
    assert list(kept.rows("one")) == ["", "day"]
    assert kept.words == {"one"}
