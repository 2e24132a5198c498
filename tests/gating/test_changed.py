"""What has changed since a revision, in real git repositories."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from fidelity.errors import UsageError
from fidelity.gating.changed import Changes, concepts, only, read
from fidelity.loading import load_glossary
from fidelity.model import Concept, Context, Finding, Glossary, Place, Span, Term

EN, RU = "press/en/a.md", "press/ru/a.md"


def git(*words: str) -> None:
    """Run git without the user's own settings."""
    subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *words],
        check=True,
        capture_output=True,
    )


def put(file: str, text: str, encoding: str = "utf-8") -> None:
    """Write a file."""
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    Path(file).write_text(text, encoding=encoding, newline="")


def commit() -> None:
    """Commit everything."""
    git("add", "-A")
    git("commit", "-q", "-m", "x")


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a new repository, apart from the user's settings and from one around it."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    git("init", "-q")
    put(EN, "one\ntwo\nthree\nfour\nfive\n")
    put(RU, "раз\nдва\nтри\nчетыре\nпять\n")
    commit()
    return folder


# --- git ------------------------------------------------------------------------------------------


def test_nothing_changed_is_nothing() -> None:
    """No file is listed."""
    assert read("HEAD", [EN, RU]) == Changes()


def test_changed_lines_are_listed_by_file() -> None:
    """Whether they are committed or not."""
    put(RU, "раз\nдва!\nтри\nчетыре!\nпять!\n")
    assert read("HEAD", [EN, RU]).files == {RU: ((2, 2), (4, 5))}
    commit()
    assert read("HEAD~1", [EN, RU]).files == {RU: ((2, 2), (4, 5))}


def test_a_line_that_was_taken_out_counts_for_those_around_it() -> None:
    """A sentence that is missing now can only be noticed beside the gap."""
    put(RU, "раз\nдва\nчетыре\nпять\n")
    assert read("HEAD", [RU]).files == {RU: ((2, 3),)}


def test_a_new_file_has_changed_as_a_whole() -> None:
    """Whether git has been told of it or not."""
    put("b.md", "one\n")
    put("c.md", "one\n")
    git("add", "c.md")
    files = read("HEAD", ["b.md", "c.md"]).files
    assert files["b.md"] is None
    assert files["c.md"] == ((1, 1),)


def test_a_file_without_lines_has_changed_as_a_whole() -> None:
    """What git calls binary: a word processor's file, or text in UTF-16."""
    put("d.txt", "one\n", "utf-16")
    commit()
    assert read("HEAD", ["d.txt"]).files == {}
    put("d.txt", "two\n", "utf-16")
    assert read("HEAD", ["d.txt"]).files == {"d.txt": None}


def test_names_with_odd_letters_are_found() -> None:
    """Spaces, quotation marks, other alphabets, and what git would take for a pattern."""
    odd = ["a b.md", "«речь».md", 'q"uote.md', "star*.md", ":(top)x.md"]
    for name in odd:
        put(name, "one\ntwo\n")
    commit()
    for name in odd:
        put(name, "one\n2\n")
    assert read("HEAD", odd).files == dict.fromkeys(odd, ((2, 2),))


def test_a_file_keeps_the_name_that_the_user_gave_it(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a folder below, and in full."""
    put(RU, "раз!\nдва\nтри\nчетыре\nпять\n")
    monkeypatch.chdir(repository / "press")
    names = ["ru/a.md", "../press/ru/a.md", str(repository / RU)]
    assert read("HEAD", names).files == dict.fromkeys(names, ((1, 1),))


def test_the_users_own_settings_of_git_change_nothing(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pager, colours, a program that shows differences, other marks."""
    config = repository.parent / "config"
    config.write_text(
        "[color]\nui = always\n[diff]\nexternal = false\nnoprefix = true\ncontext = 9\n"
        "interHunkContext = 9\n[core]\npager = false\nquotePath = true\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    put(RU, "раз!\nдва\nтри!\nчетыре\nпять\n")
    assert read("HEAD", [RU]).files == {RU: ((1, 1), (3, 3))}


def test_files_of_several_repositories_are_asked_each_in_its_own(repository: Path) -> None:
    """One within the other, as with submodules."""
    git("init", "-q", "inner")
    put("inner/b.md", "one\n")
    git("-C", "inner", "add", "b.md")
    git("-C", "inner", "commit", "-q", "-m", "x")
    put("inner/b.md", "two\n")
    assert repository.is_dir()
    assert read("HEAD", [EN, "inner/b.md"]).files == {"inner/b.md": ((1, 1),)}


@pytest.mark.parametrize("revision", ["nonesuch", "--output=stolen", "HEAD:press", ""])
def test_a_revision_that_is_none_is_refused_in_one_line(repository: Path, revision: str) -> None:
    """And never taken for an option."""
    with pytest.raises(UsageError) as caught:
        read(revision, [EN])
    assert str(caught.value).startswith(f"--since {revision}: git knows no such revision here")
    assert "\n" not in str(caught.value)
    assert not (repository / "stolen").exists()


def test_a_file_outside_of_any_repository_is_refused_in_one_line(tmp_path: Path) -> None:
    """With what git says of it."""
    outside = tmp_path / "b.md"
    outside.write_text("x")
    with pytest.raises(UsageError) as caught:
        read("HEAD", [str(outside)])
    assert "not a git repository" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_without_git_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody should have to read a traceback for it."""
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(UsageError, match="git, which is not installed"):
        read("HEAD", [EN])


# --- glossaries -----------------------------------------------------------------------------------

TABLE = "en,ru\ntreaty,договор\npact,пакт\n"


def test_a_changed_row_is_a_changed_concept() -> None:
    """The other rows are what they were, though their lines have moved."""
    put("g.csv", TABLE)
    commit()
    put("g.csv", "en,ru\ntruce,перемирие\ntreaty,договор\npact,договорённость\n")
    assert read("HEAD", [], [load_glossary("g.csv")]).concepts == {"line-2", "line-4"}


def test_an_unchanged_glossary_has_no_changed_concept() -> None:
    """Nor does one that lies outside of the repository."""
    put("g.csv", TABLE)
    commit()
    assert read("HEAD", [], [load_glossary("g.csv")]).concepts == frozenset()
    put("../g.csv", TABLE)
    assert read("HEAD", [], [load_glossary("../g.csv")]).concepts == frozenset()


def test_all_concepts_of_a_new_glossary_have_changed() -> None:
    """There was none of them before; the same holds where it could not be read."""
    put("g.csv", TABLE)
    assert read("HEAD", [], [load_glossary("g.csv")]).concepts == {"line-2", "line-3"}
    put("g.csv", "\0")
    commit()
    put("g.csv", TABLE)
    assert read("HEAD", [], [load_glossary("g.csv")]).concepts == {"line-2", "line-3"}


def concept(id_: str, *words: str, line: int = 1) -> Concept:
    """Make a concept of English terms."""
    place = Place("g.yaml", line)
    return Concept(id_, tuple(Term(word, "en", place=place) for word in words), place=place)


def test_a_concept_that_only_moved_has_not_changed() -> None:
    """Places do not count, other words do."""
    old = Glossary("g", (concept("a", "treaty"), concept("b", "pact", line=5)), ("en",))
    new = Glossary("g", (concept("a", "treaty", line=9), concept("b", "deal")), ("en",))
    assert concepts(old, new) == {"b"}


# --- findings -------------------------------------------------------------------------------------


def finding(source: int, target: tuple[int, int], concept: str | None = None) -> Finding:
    """Make a finding in a sentence on one line and its translation over some lines."""
    first, last = target
    context = Context("…", Place(RU, first, 1), Place(RU, last, 9))
    return Finding(
        "r",
        "error",
        "m",
        concept=concept,
        source=Span(Place(EN, source, 5), "x"),
        target=Span(Place(RU, first, 5), "y", context=context),
    )


@pytest.mark.parametrize(
    ("files", "stays"),
    [
        ({}, False),
        ({RU: ((5, 5),)}, True),
        ({RU: ((4, 4),)}, True),
        ({RU: ((1, 2), (6, 9))}, False),
        ({EN: ((3, 3),)}, True),
        ({EN: None}, True),
        ({"other.md": None}, False),
    ],
)
def test_a_finding_stays_where_its_segment_has_changed(
    files: dict[str, tuple[tuple[int, int], ...] | None], *, stays: bool
) -> None:
    """In any of its lines, on either side."""
    one = finding(3, (4, 5))
    assert only([one], Changes(files)) == ((one,) if stays else ())


def test_a_finding_about_a_changed_concept_stays_everywhere() -> None:
    """The texts are what they were, but what they should say is not."""
    one, other = finding(3, (4, 5), "treaty"), finding(3, (4, 5), "pact")
    assert only([one, other], Changes(concepts=frozenset({"treaty"}))) == (one,)


def test_a_finding_in_a_file_without_lines_stays_where_the_file_has_changed() -> None:
    """Nothing more exact is known."""
    place = Place("a.docx")
    one = Finding("r", "error", "m", target=Span(place, "x"))
    assert only([one], Changes({"a.docx": None})) == (one,)
    assert only([one], Changes({"b.docx": None})) == ()
