"""The cache keeps text, survives what happens to files, and never makes a run fail."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity import _derived, cache
from fidelity.cache import Damaged, Store, Table, derived_file, write_table

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def python(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start another process that runs a piece of Python."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Name a store in a folder that does not exist yet."""
    return tmp_path / "cache" / "answers.sqlite"


# --- values ---------------------------------------------------------------------------------------


def test_a_value_outlives_the_store(path: Path) -> None:
    """What one run puts, the next run gets."""
    with Store(path) as store:
        store.put_many([("reset", "перезагрузка")])
    with Store(path) as store:
        assert store.get("reset") == "перезагрузка"
        assert store.get("overload") is None
        assert store.warning is None


def test_values_below_a_bound_can_be_dropped(path: Path) -> None:
    """In one name space; so what begins with a time can expire."""
    with Store(path) as store:
        for space in ("a", "b"):
            store.put_many([("old", "0007 x"), ("new", "0012 x")], space)
        store.drop_below("0010", "a")
        assert store.get_many(["old", "new"], "a") == {"new": "0012 x"}
        assert store.get("old", "b") == "0007 x"


def test_spaces_are_kept_apart(path: Path) -> None:
    """The same key may stand in several name spaces, and a later value replaces an earlier one."""
    with Store(path) as store:
        store.put_many([("k", "one")], space="a")
        store.put_many([("k", "two")], space="b")
        store.put_many([("k", "three")], space="b")
        assert [store.get("k", space) for space in ("a", "b", "")] == ["one", "three", None]


def test_many_keys_are_looked_up_at_once(path: Path) -> None:
    """More keys than sqlite takes in one question are no matter; the unknown ones are left out."""
    with Store(path) as store:
        store.put_many((str(number), f"value {number}") for number in range(0, 4000, 2))
        found = store.get_many(str(number) for number in range(4000))
    assert found == {str(number): f"value {number}" for number in range(0, 4000, 2)}


@settings(max_examples=50)
@given(items=st.dictionaries(TEXT, TEXT, max_size=5), space=TEXT)
def test_any_text_comes_back_unchanged(
    tmp_path_factory: pytest.TempPathFactory, items: dict[str, str], space: str
) -> None:
    """Keys, values and name spaces may be any text, with NUL, quotes and all."""
    with Store(tmp_path_factory.mktemp("store") / "s.sqlite") as store:
        store.put_many(items.items(), space)
        assert store.get_many(items, space) == items


def test_half_a_surrogate_pair_is_simply_not_kept(path: Path) -> None:
    """What is no text cannot be kept, and spoils nothing else."""
    with Store(path) as store:
        store.put_many([("\ud800", "x")])
        store.put_many([("good", "y")])
        assert store.get("\ud800") is None
        assert store.get("good") == "y"


def test_the_files_are_private(path: Path) -> None:
    """Only the user may read the file, or look into the folder that was made for it."""
    with Store(path) as store:
        store.put_many([("k", "v")])
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert set(modes.values()) == {0o600}
    assert path.name in modes
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


# --- files that cannot be used --------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [b"not a database at all, but long enough to look like one" * 40, b"SQLite format 3\x00 cut"],
    ids=["foreign", "cut"],
)
def test_a_file_that_is_no_database_is_set_aside(path: Path, content: bytes) -> None:
    """The run goes on with a new file; the old one stays for whoever wants to look at it."""
    path.parent.mkdir()
    path.write_bytes(content)
    (path.parent / (path.name + ".broken-1")).write_bytes(b"from an earlier run")
    with Store(path) as store:
        store.put_many([("k", "v")])
        assert store.get("k") == "v"
        assert store.warning is None
    assert (path.parent / (path.name + ".broken-2")).read_bytes() == content


def test_a_database_of_another_program_is_set_aside_untouched(path: Path) -> None:
    """Somebody else's data is neither emptied nor written into."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE letters (body TEXT)")
        db.execute("INSERT INTO letters VALUES ('dear')")
        db.commit()
    before = path.read_bytes()
    with Store(path) as store:
        store.put_many([("k", "v")])
        assert store.get("k") == "v"
    assert (path.parent / (path.name + ".broken-1")).read_bytes() == before


def test_a_store_of_another_version_is_emptied(path: Path) -> None:
    """A file that an older or newer version laid out is laid out anew."""
    with Store(path) as store:
        store.put_many([("k", "old")])
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
        db.execute("ALTER TABLE text RENAME TO wording")
        db.commit()
    with Store(path) as store:
        assert store.get("k") is None
        store.put_many([("k", "new")])
        assert store.get("k") == "new"
        assert store.warning is None
    with closing(sqlite3.connect(path)) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_schema")]
    assert tables == ["text"]


def test_a_store_with_a_spoilt_page_is_rebuilt_while_in_use(path: Path) -> None:
    """Damage that shows only when a value is read costs the values, not the run."""
    with Store(path) as store:
        store.put_many((f"key {number}", "value" * 50) for number in range(2000))
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))
    with Store(path) as store:
        assert store.get("key 1") is None
        store.put_many([("key 1", "again")])
        assert store.get("key 1") == "again"
        assert store.warning is None


def test_two_stores_heal_one_spoilt_file_without_losing_the_new_one(path: Path) -> None:
    """Whoever notices second takes the new file; it does not set that aside, too."""
    path.parent.mkdir()
    with Store(path) as first:
        first.put_many((f"key {number}", "value" * 50) for number in range(2000))
    with Store(path) as first, Store(path) as second:
        with path.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xff" * (path.stat().st_size - 4096))
        first.put_many([("key 1", "again")])
        assert second.get("key 1") == "again"
    assert len(list(path.parent.glob("*.broken-*"))) == 1


def test_a_folder_that_cannot_be_made_means_no_cache_and_one_warning(tmp_path: Path) -> None:
    """The run goes on; the warning names the file and says that nothing is kept."""
    (tmp_path / "file").write_text("in the way")
    path = tmp_path / "file" / "cache" / "answers.sqlite"
    with Store(path) as store:
        store.put_many([("k", "v")])
        assert store.get("k") is None
        assert store.warning is not None
        assert str(path) in store.warning
        assert "nothing is kept" in store.warning
        assert "\n" not in store.warning


def test_a_full_disk_means_no_cache_and_one_warning(path: Path) -> None:
    """A process that may write 200 KB at most goes on when the store is full."""
    code = """
        import resource, sys
        from pathlib import Path
        from fidelity.cache import Store
        with Store(Path(sys.argv[1])) as store:
            store.put_many([("small", "kept")])
            resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
            for number in range(100):
                store.put_many([(str(number), "x" * 10_000)])
            print(store.warning)
            print(store.get("small"))
    """
    process = python(code, path)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert "nothing is kept" in out.splitlines()[0]
    with Store(path) as store:
        assert store.get("small") == "kept"


# --- several processes ----------------------------------------------------------------------------


def test_processes_write_at_once(path: Path) -> None:
    """Four processes that start together on a missing file lose nothing of each other's."""
    code = """
        import sys
        from pathlib import Path
        from fidelity.cache import Store
        with Store(Path(sys.argv[1])) as store:
            for number in range(60):
                store.put_many([(f"{sys.argv[2]} {number}", "v")])
            assert store.warning is None, store.warning
    """
    writers = [python(code, path, name) for name in "abcd"]
    assert [(writer.communicate(timeout=60)[1], writer.returncode) for writer in writers] == [
        ("", 0)
    ] * 4
    with Store(path) as store:
        found = store.get_many(f"{name} {number}" for name in "abcd" for number in range(60))
    assert len(found) == 240


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_writer_leaves_a_whole_store(path: Path) -> None:
    """Batches are there whole or not at all when the writer is killed at any moment."""
    code = """
        import itertools, sys
        from pathlib import Path
        from fidelity.cache import Store
        with Store(Path(sys.argv[1])) as store:
            print("ready", flush=True)
            for batch in itertools.count():
                store.put_many([(f"{sys.argv[2]} {batch} {n}", "v" * 500) for n in range(20)])
    """
    for delay in (0.0, 0.01, 0.05, 0.13, 0.31):
        writer = python(code, path, delay)
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(delay)
        os.kill(writer.pid, signal.SIGKILL)
        writer.communicate()
    with Store(path) as store:
        assert store.warning is None
        store.put_many([("after", "well")])
        assert store.get("after") == "well"
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        batches = db.execute(
            "SELECT count(*) FROM text WHERE value = ? GROUP BY rtrim(key, '0123456789')",
            ("v" * 500,),
        ).fetchall()
    assert batches
    assert set(batches) == {(20,)}


# --- the folder -----------------------------------------------------------------------------------


def test_the_environment_stands_over_the_setting(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """FIDELITY_CACHE, then the setting, then the user's cache folder of the system."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "env"))
    assert cache.folder("setting") == tmp_path / "env"
    monkeypatch.setenv(cache.VARIABLE, "")
    assert cache.folder("~/setting") == Path.home() / "setting"
    monkeypatch.delenv(cache.VARIABLE)
    assert cache.folder(None).name == "fidelity"


def test_a_run_says_where_things_are_kept_while_it_lasts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A run inside a run has a folder of its own, or none."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "env"))
    with cache.using(tmp_path / "run"):
        with cache.using(None):
            assert cache.in_use() is None
        assert cache.in_use() == tmp_path / "run"
    assert cache.in_use() == tmp_path / "env"


# --- derived files --------------------------------------------------------------------------------


def test_a_derived_file_is_built_once_for_each_version(tmp_path: Path) -> None:
    """The same version is found again; another one is built beside it, with the same ending."""
    built: list[str] = []

    def build(path: Path) -> None:
        built.append(path.suffix)
        path.write_text(f"content {len(built)}")

    first = derived_file(tmp_path / "new", "table.npy", "1", build)
    again = derived_file(tmp_path / "new", "table.npy", "1", build)
    other = derived_file(tmp_path / "new", "table.npy", "a/b " * 30, build)
    assert first == again != other
    assert (first.read_text(), other.read_text()) == ("content 1", "content 2")
    assert built == [".npy", ".npy"]
    assert {first.parent, other.parent} == {tmp_path / "new"}
    assert stat.S_IMODE(first.stat().st_mode) == 0o600


def test_a_build_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    """Half a file is never taken for a whole one."""

    def build(path: Path) -> None:
        path.write_text("half")
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        derived_file(tmp_path, "table.npy", "1", build)
    assert [path.suffix for path in tmp_path.iterdir()] == [".lock"]


@pytest.mark.parametrize("where", ["nowhere", "unwritable"])
def test_without_a_folder_a_derived_file_goes_with_the_process(tmp_path: Path, where: str) -> None:
    """With no folder, or one that cannot be written to, a file of this process alone is built."""
    (tmp_path / "file").write_text("in the way")
    code = """
        import sys
        from pathlib import Path
        from fidelity.cache import derived_file
        where = None if sys.argv[1] == "nowhere" else Path(sys.argv[2]) / "file" / "folder"
        paths = {derived_file(where, "t.txt", "1", lambda p: p.write_text("x")) for _ in range(2)}
        path, = paths
        assert path.read_text() == "x"
        print(path)
    """
    process = python(code, where, tmp_path)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert not Path(out.strip()).exists()


def test_two_processes_build_one_derived_file_once(tmp_path: Path) -> None:
    """Of two runs that want the same file at once, one builds and the other waits."""
    code = """
        import sys, time
        from pathlib import Path
        from fidelity.cache import derived_file
        def build(path):
            with (Path(sys.argv[1]) / "builds").open("a") as log:
                log.write("x")
            for _ in range(20):
                with path.open("a") as file:
                    file.write("line\\n")
                time.sleep(0.02)
        print(len(derived_file(Path(sys.argv[1]), "t.txt", "1", build).read_text().splitlines()))
    """
    runs = [python(code, tmp_path) for _ in range(2)]
    assert [run.communicate(timeout=60) for run in runs] == [("20\n", "")] * 2
    assert (tmp_path / "builds").read_text() == "x"


def of_size(size: int) -> Callable[[Path], None]:
    """Make what builds a file of so many bytes."""

    def build(path: Path) -> None:
        path.write_bytes(b"x" * size)

    return build


def test_a_derived_file_goes_when_no_run_has_used_it_for_a_month(tmp_path: Path) -> None:
    """Of whatever name: a pair that nobody checks any more is not built again either."""
    old, recent = (derived_file(tmp_path, "table.npy", version, of_size(1)) for version in "12")
    other = derived_file(tmp_path, "vectors.npy", "1", of_size(1))
    mine = tmp_path / "mine-1.npy"
    mine.write_bytes(b"x")
    for path in (old, other, mine):
        os.utime(path, (0, 0))
    derived_file(tmp_path, "table.npy", "3", of_size(1))
    assert [path.exists() for path in (old, recent, other, mine)] == [False, True, False, True]


def test_of_too_much_what_was_used_longest_ago_goes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Until it is little enough; what was used within the hour and what was just built stay."""
    monkeypatch.setattr(_derived, "_MOST", 250)
    hours = {"a": 5, "b": 9, "c": 2, "d": 0}
    paths = {name: derived_file(tmp_path, f"{name}.bin", "1", of_size(100)) for name in hours}
    for name, path in paths.items():
        used = path.stat().st_mtime - hours[name] * 3600
        os.utime(path, (used, used))
    derived_file(tmp_path, "a.bin", "1", of_size(100))  # a run uses it again
    derived_file(tmp_path, "e.bin", "1", of_size(100))
    assert {name: path.exists() for name, path in paths.items()} == {
        "a": True, "b": False, "c": False, "d": True,
    }  # fmt: skip


# --- tables ---------------------------------------------------------------------------------------


def test_a_table_keeps_several_values_of_a_key_in_order(tmp_path: Path) -> None:
    """Values come back in the order in which they were written, whatever lies between."""

    def rows() -> Iterator[tuple[str, str]]:
        for number in range(3):
            yield ("b", f"b{number}")
            yield ("a", f"a{2 - number}")

    write_table(tmp_path / "t.sqlite", rows())
    table = Table(tmp_path / "t.sqlite")
    assert table.get("a") == ("a2", "a1", "a0")
    assert table.get("b") == ("b0", "b1", "b2")
    assert table.get("c") == ()


@pytest.mark.parametrize("content", [None, b"", b"rubbish" * 1000])
def test_a_table_that_is_none_is_said_to_be_damaged(tmp_path: Path, content: bytes | None) -> None:
    """A missing, empty or foreign file is told apart from an empty table."""
    path = tmp_path / "t.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Damaged):
        Table(path)
