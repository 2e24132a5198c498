"""Which files are found to be translations of which."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fidelity.errors import InputError, UsageError
from fidelity.model import Finding, Place, Unchecked
from fidelity.pairing.pair_files import FilePair, find, named
from fidelity.settings import FilePairs

PRESS = FilePairs("press/en/{name}.md", "press/ru/{name}.md", "en", "ru", Place("fidelity.toml", 1))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two statements and their translations."""
    monkeypatch.chdir(tmp_path)
    put("press/en/a.md", "press/ru/a.md", "press/en/2026/03/b.md", "press/ru/2026/03/b.md")
    return tmp_path


def put(*paths: str) -> None:
    """Make files."""
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text("A text.", "utf-8")


def names(*templates: FilePairs, only: list[str] | None = None) -> list[tuple[str, str]]:
    """List the pairs that are found."""
    found = find(templates, only)
    return [(each.source, each.target) for each in found if isinstance(each, FilePair)]


@pytest.mark.usefixtures("office")
def test_files_with_the_same_name_belong_together_however_deep_they_lie() -> None:
    """And the languages are those of the template."""
    assert list(find([PRESS])) == [
        FilePair("press/en/2026/03/b.md", "press/ru/2026/03/b.md", "en", "ru"),
        FilePair("press/en/a.md", "press/ru/a.md", "en", "ru"),
    ]


@pytest.mark.usefixtures("office")
def test_a_missing_translation_is_a_warning_at_the_original() -> None:
    """The message names the file that was expected."""
    put("press/en/c.md")

    (found,) = (each for each in find([PRESS]) if isinstance(each, Finding))

    assert (found.rule, found.level, found.kind) == ("omitted-text", "warning", "omission")
    assert found.source is not None
    assert found.source.place.file == "press/en/c.md"
    assert "press/ru/c.md is not there" in found.message


@pytest.mark.usefixtures("office")
def test_a_missing_original_is_a_warning_at_the_translation() -> None:
    """It may have been renamed."""
    put("press/ru/c.md")

    (found,) = (each for each in find([PRESS]) if isinstance(each, Finding))

    assert (found.rule, found.level, found.kind) == ("added-text", "warning", "addition")
    assert found.target is not None
    assert found.target.place.file == "press/ru/c.md"


@pytest.mark.usefixtures("office")
def test_other_words_stand_for_one_folder() -> None:
    """And for the same in both paths."""
    put("out/2025/en/x.txt", "out/2025/ru/x.txt", "out/2026/en/x.txt")
    template = FilePairs("out/{year}/en/{name}.txt", "out/{year}/ru/{name}.txt")

    assert names(template) == [("out/2025/en/x.txt", "out/2025/ru/x.txt")]


@pytest.mark.usefixtures("office")
def test_the_language_may_stand_in_the_name() -> None:
    """Then the translation is not taken for an original, nor is one of another language."""
    put("t/a.md", "t/a.ru.md", "t/a.uk.md")
    templates = [FilePairs("t/{name}.md", f"t/{{name}}.{tag}.md") for tag in ("ru", "uk")]

    found = list(find(templates))

    assert [each for each in found if isinstance(each, FilePair)] == [
        FilePair("t/a.md", "t/a.ru.md"),
        FilePair("t/a.md", "t/a.uk.md"),
    ]
    assert len(found) == 2


@pytest.mark.usefixtures("office")
def test_only_what_is_asked_for_is_given() -> None:
    """A pair is asked for by either file, or by a folder above one of them."""
    a = ("press/en/a.md", "press/ru/a.md")
    b = ("press/en/2026/03/b.md", "press/ru/2026/03/b.md")

    assert names(PRESS, only=["press/ru/a.md"]) == [a]
    assert names(PRESS, only=["./press/en/2026/"]) == [b]
    assert names(PRESS, only=["."]) == [b, a]
    assert names(PRESS, only=["elsewhere"]) == []


@pytest.mark.usefixtures("office")
def test_a_folder_that_is_not_there_is_said_with_the_line_of_the_settings() -> None:
    """It is a slip in the settings."""
    with pytest.raises(InputError, match=r"fidelity.toml:1: the folder “pres/en” is not there"):
        list(find([FilePairs("pres/en/{name}.md", "press/ru/{name}.md", place=PRESS.place)]))


@pytest.mark.usefixtures("office")
def test_templates_that_fit_no_file_are_said() -> None:
    """A gate that checks nothing must not pass."""
    with pytest.raises(InputError, match="no file fits"):
        list(find([FilePairs("press/en/{name}.docx", "press/ru/{name}.docx")]))


@pytest.mark.usefixtures("office")
def test_links_that_lead_in_a_circle_are_followed_once() -> None:
    """Neither a folder that holds itself nor a file that points to itself holds up the walk."""
    Path("press/en/again").symlink_to("../en")
    Path("press/en/loop.md").symlink_to("loop.md")

    assert names(PRESS) == [
        ("press/en/2026/03/b.md", "press/ru/2026/03/b.md"),
        ("press/en/a.md", "press/ru/a.md"),
    ]


@pytest.mark.usefixtures("office")
def test_a_folder_that_cannot_be_read_is_unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its name and the reason are told, and the rest is checked."""
    scan = os.scandir

    def forbidden(path: str) -> object:
        if str(path).endswith("2026"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", forbidden)
    found = list(find([PRESS]))

    faults = [each for each in found if isinstance(each, Unchecked)]
    assert [fault.place for fault in faults] == [Place("press/en/2026"), Place("press/ru/2026")]
    assert {fault.reason for fault in faults} == {"unreadable"}
    assert FilePair("press/en/a.md", "press/ru/a.md", "en", "ru") in found


@pytest.mark.usefixtures("office")
def test_two_folders_on_the_command_line_are_laid_side_by_side() -> None:
    """By the names of the files in them, braces in the names of folders included."""
    put("{x}/en/a.txt", "{x}/ru/a.txt", "{x}/en/picture.png")

    assert list(named("{x}/en", "{x}/ru/", "en", "ru")) == [
        FilePair("{x}/en/a.txt", "{x}/ru/a.txt", "en", "ru")
    ]


@pytest.mark.usefixtures("office")
def test_a_bilingual_file_in_a_folder_lacks_no_counterpart() -> None:
    """It holds both sides; beside it only what is in one language is paired."""
    put("press/ru/catalogue.xlf", "press/en/terms.po")

    found = list(named("press/en", "press/ru", "en", "ru"))

    assert [each.source for each in found if isinstance(each, FilePair)] == [
        "press/en/2026/03/b.md",
        "press/en/a.md",
    ]
    assert len(found) == 2


@pytest.mark.usefixtures("office")
def test_a_file_and_a_folder_do_not_go_together() -> None:
    """It is said before anything is read."""
    with pytest.raises(UsageError, match="one is a folder"):
        named("press/en/a.md", "press/ru", "en", "ru")
