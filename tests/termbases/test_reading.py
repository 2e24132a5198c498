"""Reading and writing by file name: what happens before and after a format is chosen."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from fidelity import termbases
from fidelity.errors import InputError, UsageError
from fidelity.model import Concept, Glossary, Term

RESET = Glossary(
    "reset", (Concept("reset", (Term("reset", "en"), Term("перезагрузка", "ru"))),), ("en", "ru")
)


def test_the_ending_chooses_the_format_and_the_stem_names_the_glossary(tmp_path: Path) -> None:
    """Upper-case endings count as well."""
    path = tmp_path / "Protocol.CSV"
    path.write_text("en,ru\nreset,перезагрузка\n", "utf-8")
    glossary = termbases.read(path)
    assert glossary.name == "Protocol"
    assert glossary.languages == ("en", "ru")


def test_the_hash_is_that_of_the_file(tmp_path: Path) -> None:
    """So that a report can say which version it judged."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"en,ru\nreset,x\n")
    assert termbases.read(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_ending_is_listed_with_its_format() -> None:
    """The list is what messages and help texts show."""
    known = termbases.suffixes()
    assert known[".yaml"] == known[".yml"] == "yaml"
    assert {known[end] for end in (".csv", ".tsv", ".tbx", ".xlsx")} == {
        "csv",
        "tsv",
        "tbx",
        "xlsx",
    }


def _problem(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        termbases.read(path)
    assert str(caught.value).startswith(path.as_posix())
    return caught.value.problem


def test_a_missing_file_is_bad_input(tmp_path: Path) -> None:
    """With the file's name."""
    assert _problem(tmp_path / "a.csv") == "there is no such file"


def test_a_folder_is_bad_input(tmp_path: Path) -> None:
    """Even one with the right ending."""
    (tmp_path / "a.csv").mkdir()
    assert _problem(tmp_path / "a.csv") == "this is not a file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    """Opening it would wait for a writer for ever."""
    os.mkfifo(tmp_path / "a.csv")
    assert _problem(tmp_path / "a.csv") == "this is not a file"


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.tbx", "a.xlsx", "a.yaml"])
@pytest.mark.parametrize("data", [b"", b" \n\t\r\n"])
def test_an_empty_file_is_bad_input(tmp_path: Path, name: str, data: bytes) -> None:
    """In every format, also one of nothing but white space."""
    (tmp_path / name).write_bytes(data)
    assert _problem(tmp_path / name) == "the file is empty"


def test_an_unknown_ending_lists_the_known_ones(tmp_path: Path) -> None:
    """The advice names every format."""
    with pytest.raises(InputError, match=r"“\.pdf” is no glossary format; known: \.csv, .*\.yml"):
        termbases.read(tmp_path / "a.pdf")


def test_a_file_without_an_ending_lists_the_known_ones(tmp_path: Path) -> None:
    """The advice is the same."""
    with pytest.raises(InputError, match=r"no ending; known: \.csv"):
        termbases.read(tmp_path / "glossary")


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    """Its size is bounded before it is understood; the file here is sparse."""
    with (tmp_path / "a.csv").open("wb") as stream:
        stream.truncate(termbases.MAX_BYTES + 1)
    assert _problem(tmp_path / "a.csv") == "the file is larger than 64 MiB"


def test_a_file_name_with_a_zero_byte_is_bad_input() -> None:
    """Not a crash."""
    with pytest.raises(InputError, match="cannot be read"):
        termbases.read("a\x00.csv")


@pytest.mark.parametrize("flag", ["source", "target"])
def test_a_flag_that_is_no_language_is_a_usage_error(tmp_path: Path, flag: str) -> None:
    """The message names the flag as the user knows it."""
    (tmp_path / "a.csv").write_text("en,ru\na,b\n")
    option = {"source": "--from", "target": "--to"}[flag]
    with pytest.raises(UsageError, match=f"{option}: “xx” names no language"):
        termbases.read(tmp_path / "a.csv", **{flag: "xx"})


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".tbx", ".xlsx", ".yaml"])
def test_a_written_file_is_read_back(tmp_path: Path, suffix: str) -> None:
    """In every format that can be written."""
    path = tmp_path / f"reset{suffix}"
    termbases.write(RESET, path)
    assert termbases.read(path).concepts == RESET.concepts


def test_writing_replaces_a_file_and_leaves_nothing_else_behind(tmp_path: Path) -> None:
    """The folder holds the new file alone, with the mode of the old one."""
    path = tmp_path / "reset.yaml"
    path.write_text("old")
    path.chmod(0o640)
    termbases.write(RESET, path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["reset.yaml"]
    assert path.stat().st_mode & 0o777 == 0o640
    assert "перезагрузка" in path.read_text("utf-8")


def test_writing_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    """The file behind it is replaced."""
    (tmp_path / "real").mkdir()
    real = tmp_path / "real" / "a.yaml"
    real.write_text("old")
    link = tmp_path / "a.yaml"
    link.symlink_to(real)
    termbases.write(RESET, link)
    assert link.is_symlink()
    assert termbases.read(real).concepts == RESET.concepts


def test_a_file_that_cannot_be_written_is_bad_input_and_leaves_nothing(tmp_path: Path) -> None:
    """As when the folder is missing."""
    with pytest.raises(InputError, match="cannot be written"):
        termbases.write(RESET, tmp_path / "missing" / "a.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_glossary_without_concepts_is_not_written(tmp_path: Path) -> None:
    """Because it could not be read again."""
    with pytest.raises(UsageError, match="no concept"):
        termbases.write(Glossary("empty", (), ("en",)), tmp_path / "a.csv")


def test_the_same_glossary_gives_the_same_bytes(tmp_path: Path) -> None:
    """So that a repository shows changes only where there are any."""
    for suffix in (".csv", ".tsv", ".tbx", ".xlsx", ".yaml"):
        one, two = tmp_path / f"one{suffix}", tmp_path / f"two{suffix}"
        termbases.write(RESET, one)
        termbases.write(RESET, two)
        assert one.read_bytes() == two.read_bytes()


def test_the_named_source_language_comes_first(tmp_path: Path) -> None:
    """Whatever the order of the columns."""
    (tmp_path / "a.csv").write_text("ru,en-GB,fr\nсброс,reset,remise\n", "utf-8")
    assert termbases.read(tmp_path / "a.csv", source="en").languages == ("en-GB", "ru", "fr")
