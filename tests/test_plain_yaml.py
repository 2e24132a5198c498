"""Tables of the package: read as YAML once, then from the cache, and never an old one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fidelity import plain_yaml
from fidelity.cache import Store, using
from fidelity.errors import InputError


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A data folder with one table, and a cache that is empty."""
    monkeypatch.setattr(plain_yaml, "_DATA", tmp_path)
    plain_yaml._kept.cache_clear()
    path = tmp_path / "words.yaml"
    path.write_text("no: [yes, 1.50, '']\n", "utf-8")
    return path


def parsed(path: Path) -> object:
    """Read a table as a new process does."""
    plain_yaml._kept.cache_clear()
    with using(path.parent / "cache"):
        return plain_yaml.parsed(path)


def test_a_kept_table_says_what_the_file_says(table: Path) -> None:
    """Every scalar is text, the empty one too, from the file as from the cache."""
    expected = {"no": ["yes", "1.50", ""]}
    assert [parsed(table), parsed(table)] == [expected, expected]
    assert (table.parent / "cache" / "tables.sqlite").is_file()


def test_a_file_that_has_changed_is_read_again(table: Path) -> None:
    """Its time tells, even where its size does not."""
    parsed(table)
    table.write_text("no: [yes, 2.50, '']\n", "utf-8")
    os.utime(table, ns=(1, 1))
    assert parsed(table) == {"no": ["yes", "2.50", ""]}


def test_what_is_kept_amiss_is_not_believed(table: Path) -> None:
    """A cache never makes a run fail."""
    parsed(table)
    state = table.stat()
    with Store(table.parent / "cache" / "tables.sqlite") as store:
        store.put_many([(str(table), f"{state.st_mtime_ns}-{state.st_size}\n{{")])
    assert parsed(table) == {"no": ["yes", "1.50", ""]}


def test_what_json_would_change_is_read_anew(table: Path) -> None:
    """A number for a key would come back as text."""
    plain_yaml._kept.cache_clear()
    with using(table.parent / "cache"):
        for _ in range(2):
            assert plain_yaml.kept(table, lambda _: {1: "one"}) == {1: "one"}


def test_a_file_that_is_no_yaml_is_an_error_at_its_line(table: Path) -> None:
    """Whether or not there is a cache."""
    table.write_text("no: [yes\n- x", "utf-8")
    with pytest.raises(InputError, match="this is not YAML"):
        parsed(table)


def test_outside_of_a_run_nothing_is_kept(monkeypatch: pytest.MonkeyPatch, table: Path) -> None:
    """A command that ends before it has checked anything changes nothing on disk."""
    monkeypatch.setenv("FIDELITY_CACHE", str(table.parent / "cache"))
    assert plain_yaml.parsed(table) == {"no": ["yes", "1.50", ""]}
    assert not (table.parent / "cache").exists()


def test_tables_of_an_office_are_not_kept(
    table: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Only what comes with the package goes into the cache."""
    own = tmp_path_factory.mktemp("office") / "own.yaml"
    own.write_text("a: b\n", "utf-8")
    with using(table.parent / "cache"):
        assert plain_yaml.parsed(own) == {"a": "b"}
    assert not (table.parent / "cache").exists()
