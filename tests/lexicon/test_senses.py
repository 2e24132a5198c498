"""Words of several senses: what the reader makes of a file, and what it refuses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fidelity import cache
from fidelity.errors import InputError
from fidelity.lexicon.senses import Company, read_words, sense_files, sense_words

FILE = """
from: en
to: ru
groups:
  papers: [visa, passport]
words:
  - word: issue
    part-of-speech: {part}
    senses:
      - means: hand out
        with: {{{kind}: [{company}, licence]}}
        ru: [выдавать, выдать]
      - means: question
        ru: [вопрос]
    examples:
      - {{source: They issue visas., right: Они выдают визы., wrong: Они вопрос визы.}}
"""


def written(
    folder: Path, part: str = "verb", kind: str = "object", company: str = "':papers'"
) -> tuple[Path, ...]:
    """Write a file of one word."""
    path = folder / "one.yaml"
    path.write_text(FILE.format(part=part, kind=kind, company=company), encoding="utf-8")
    return (path,)


def test_a_group_stands_for_its_members(tmp_path: Path) -> None:
    """A word names kinds of words that many words keep company with."""
    (word,) = read_words(written(tmp_path), "en", "ru")

    assert word.senses[0].company == (Company("object", ("visa", "passport", "licence")),)
    assert word.senses[1].company == ()
    assert word.examples[0].right == "Они выдают визы."


def test_a_file_may_use_the_groups_of_another_one(tmp_path: Path) -> None:
    """Groups belong to the direction, not to the file."""
    groups = tmp_path / "groups.yaml"
    groups.write_text("from: en\nto: ru\ngroups: {money: [bond]}\n", encoding="utf-8")

    (word,) = read_words((groups, *written(tmp_path, company="':money'")), "en", "ru")

    assert word.senses[0].company[0].wordings == ("bond", "licence")


def test_a_word_of_two_files_has_the_senses_of_both(tmp_path: Path) -> None:
    """Each file may know senses that the other does not; what both know is one sense."""
    (first,) = written(tmp_path)
    other = tmp_path / "other.yaml"
    text = FILE.format(part="verb", kind="near", company="border")
    other.write_text(text.replace("ru: [вопрос]", "ru: [номер]"), encoding="utf-8")

    (word,) = read_words((first, other), "en", "ru")

    assert [sense.renderings[0] for sense in word.senses] == ["выдавать", "вопрос", "номер"]
    assert [company.kind for company in word.senses[0].company] == ["object", "near"]


def test_a_file_of_another_direction_says_nothing(tmp_path: Path) -> None:
    """The renderings are those of one language."""
    assert read_words(written(tmp_path), "en", "uk") == ()
    assert sense_words("is", "ru") == ()


def test_what_is_kept_in_the_cache_is_what_the_files_say(tmp_path: Path) -> None:
    """Reading the files anew takes half a second, so their words are kept."""
    read = read_words(sense_files(), "en", "ru")

    sense_words.cache_clear()
    with cache.using(tmp_path):
        first = sense_words("en", "ru")
        sense_words.cache_clear()
        again = sense_words("en", "ru")
    sense_words.cache_clear()

    assert list(tmp_path.glob("senses-en-ru*"))
    assert first == again == tuple(replace(word, examples=()) for word in read)


def test_script_and_region_make_no_difference() -> None:
    """British English has the words of English."""
    assert sense_words("en-GB", "ru-RU") == sense_words("en", "ru")


@pytest.mark.parametrize(
    ("fault", "named"),
    [
        ({"part": "particle"}, "particle is no part of speech"),
        ({"kind": "beside"}, "no company of the kind beside"),
        ({"company": "':weapons'"}, "no group weapons"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(
    tmp_path: Path, fault: dict[str, str], named: str
) -> None:
    """An editor is told what to mend."""
    with pytest.raises(InputError, match=named):
        read_words(written(tmp_path, **fault), "en", "ru")
