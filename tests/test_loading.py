"""Reading glossaries: files, folders, and those that ship."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from fidelity.errors import InputError
from fidelity.loading import load_glossaries, shipped_glossaries

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
