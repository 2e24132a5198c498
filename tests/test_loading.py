"""Reading glossaries: files, folders, and those that ship."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from fidelity import loading
from fidelity.errors import InputError
from fidelity.loading import load_glossaries, shipped_glossaries
from fidelity.shelf import shipped

ROOT = Path(__file__).parents[1]


def test_a_folder_is_read_in_alphabetical_order(tmp_path: Path) -> None:
    """With the folders in it, and without what is no glossary."""
    (tmp_path / "sub").mkdir()
    for name in ("b.csv", "a.csv", "sub/c.tsv"):
        separator = "\t" if name.endswith("tsv") else ","
        (tmp_path / name).write_text(f"en{separator}ru\npact{separator}пакт\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")

    names = [glossary.name for glossary in load_glossaries([tmp_path])]

    assert names == ["a", "b", "c"]


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    """A folder and a file in it may both be named."""
    (tmp_path / "a.csv").write_text("en,ru\npact,пакт\n", encoding="utf-8")

    assert len(load_glossaries([tmp_path, tmp_path / "a.csv"])) == 1


def test_a_folder_without_a_glossary_is_said(tmp_path: Path) -> None:
    """With the endings that would count."""
    with pytest.raises(InputError, match=r"holds no glossary.*\.yaml"):
        load_glossaries([tmp_path])


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    """An audit of nothing must not pass."""
    with pytest.raises(InputError, match=r"gone\.csv"):
        load_glossaries([tmp_path / "gone.csv"])


def test_the_shipped_glossaries_are_named_after_their_folder() -> None:
    """As findings quote them."""
    names = [glossary.name for glossary in shipped_glossaries()]

    assert "glossaries/diplomacy" in names
    assert all(name.startswith("glossaries/") for name in names)


def test_the_same_glossaries_are_found_from_another_folder(tmp_path: Path) -> None:
    """A user does not stand in our checkout."""
    code = "from fidelity.loading import shipped_glossaries as s;print(*[g.name for g in s()])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == [glossary.name for glossary in shipped_glossaries()]


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let one small glossary be all that ships."""
    folder = tmp_path / "glossaries"
    folder.mkdir()
    original = shipped("glossaries") / "media-attribution.yaml"
    (folder / "one.yaml").write_bytes(original.read_bytes())
    monkeypatch.setattr(loading, "shipped", lambda _name: folder)
    return folder


def test_kept_glossaries_are_those_that_were_read(tmp_path: Path, shelf: Path) -> None:
    """With the place of every term, which an equal term need not share."""
    read = load_glossaries([shelf])
    for _ in range(2):
        kept = shipped_glossaries(tmp_path / "cache")
        assert [repr(one) for one in kept] == [
            repr(one).replace("name='one'", "name='glossaries/one'") for one in read
        ]


def test_kept_glossaries_follow_their_files(tmp_path: Path, shelf: Path) -> None:
    """Whoever changes a shipped glossary finds the change in the next run."""
    before = shipped_glossaries(tmp_path / "cache")
    file = shelf / "one.yaml"
    file.write_text(file.read_text("utf-8").replace("id: ", "id: new-"), encoding="utf-8")
    after = shipped_glossaries(tmp_path / "cache")
    assert [f"new-{each.id}" for each in before[0].concepts] == [
        each.id for each in after[0].concepts
    ]


@pytest.mark.parametrize("damage", ["", "[", "[1]", '{"a": 2}', "[[[1, 2], 3, 4]]", "\x00"])
def test_kept_glossaries_that_are_damaged_are_read_anew(
    tmp_path: Path, shelf: Path, damage: str
) -> None:
    """And kept again."""
    expected = shipped_glossaries(tmp_path)
    (kept,) = tmp_path.glob("glossaries-*.json")
    whole = kept.read_bytes()
    kept.write_text(damage, encoding="utf-8")
    assert shipped_glossaries(tmp_path) == expected == shipped_glossaries(None)
    assert kept.read_bytes() == whole
    assert shelf.is_dir()
