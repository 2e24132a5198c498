"""Dictionary files are read whole and right, or said to be damaged."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.engines._dictd import Damaged, Files, fingerprint, read, suspect
from fidelity.testing import write_dictionary

ARTICLES = [(f"word{number}", f"word{number}\n   _n. слово {number}\n") for number in range(2000)]


def files(index: Path) -> Files:
    """Name the two files of a dictionary after its index."""
    packed = index.with_suffix(".dict.dz")
    return Files(index, packed if packed.exists() else index.with_suffix(".dict"))


def everything(one: Files) -> list[tuple[tuple[str, ...], str]]:
    """Read all articles."""
    return list(read(one, lambda _done, _total: None))


@pytest.fixture
def whole(tmp_path: Path) -> Files:
    """Write a dictionary of more than one chunk."""
    return files(write_dictionary(tmp_path, "mueller7", ARTICLES))


@pytest.mark.parametrize("compressed", [True, False])
def test_every_article_is_read_with_its_words(tmp_path: Path, *, compressed: bool) -> None:
    """The articles come in the order of the file, which is not that of the index."""
    index = write_dictionary(tmp_path, "d", ARTICLES, compressed=compressed)
    assert everything(files(index)) == [((head,), text) for head, text in ARTICLES]
    assert suspect(files(index)) is None


def test_a_file_packed_with_gzip_alone_is_read_too(tmp_path: Path) -> None:
    """Without the table of chunks it is a .dict.dz all the same."""
    index = write_dictionary(tmp_path, "d", ARTICLES, compressed=False)
    index.with_suffix(".dict.dz").write_bytes(
        gzip.compress(index.with_suffix(".dict").read_bytes())
    )
    assert len(everything(files(index))) == len(ARTICLES)
    assert suspect(files(index)) is None


def test_words_that_share_an_article_come_together(tmp_path: Path) -> None:
    """Two lines of the index that point to the same place are one article."""
    index = write_dictionary(tmp_path, "d", [("grey", "grey\n   _a. серый\n")])
    index.write_text("gray\tA\tX\n" + "grey\tA\tX\n" + "green\tA\tE\n")
    assert everything(files(index)) == [
        (("green",), "grey"),
        (("gray", "grey"), "grey\n   _a. серый\n"),
    ]


@settings(max_examples=60)
@given(places=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 63)), min_size=1, unique=True))
def test_overlapping_articles_are_cut_right(
    tmp_path_factory: pytest.TempPathFactory, places: list[tuple[int, int]]
) -> None:
    """However the places lie to one another, each article is what stands there."""
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    content = bytes(range(32, 32 + 91)) + bytes(range(32, 32 + 33))
    folder = tmp_path_factory.mktemp("d")
    (folder / "d.dict").write_bytes(content)
    (folder / "d.index").write_text(
        "".join(f"{o} {n}\t{digits[o]}\t{digits[n]}\n" for o, n in places)
    )
    assert sorted(everything(Files(folder / "d.index", folder / "d.dict"))) == sorted(
        ((f"{o} {n}",), content[o : o + n].decode()) for o, n in places
    )


def test_articles_about_the_dictionary_itself_are_left_out(tmp_path: Path) -> None:
    """Its licence and its web address are no words."""
    about = [
        ("00-database-info", "about it"),
        ("00databaseurl", "http://"),
        ("word", "word\nслово"),
    ]
    assert everything(files(write_dictionary(tmp_path, "d", about))) == [(("word",), "word\nслово")]


def test_a_file_cut_short_is_seen_without_reading_it(whole: Files) -> None:
    """The header of a dictzip file tells how long it is."""
    data = whole.articles.read_bytes()
    whole.articles.write_bytes(data[: len(data) * 2 // 3])
    told = suspect(whole)
    assert told is not None
    assert str(whole.articles) in told
    assert "cut short" in told


@pytest.mark.parametrize("keep", [0, 1, 11, 30, 2000, -30, -5, -1])
def test_a_file_cut_short_anywhere_is_damaged(whole: Files, keep: int) -> None:
    """Also where every article is there and only the check sum is not."""
    whole.articles.write_bytes(whole.articles.read_bytes()[:keep])
    with pytest.raises(Damaged, match=r"mueller7\.dict\.dz"):
        everything(whole)


def test_a_spoilt_byte_is_damage(whole: Files) -> None:
    """The check sum finds what the packing does not."""
    data = bytearray(whole.articles.read_bytes())
    data[len(data) // 2] ^= 0x55
    whole.articles.write_bytes(data)
    with pytest.raises(Damaged, match=r"mueller7\.dict\.dz"):
        everything(whole)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("word\tCCCCCC\tC", "points behind the end"),
        ("word\tA\tCCC", "points behind the end"),
        ("word\tCCCCCCCCCCCCCCCC\tC", "line 1 points outside"),
        ("word\tA\t//////", "line 1 points outside"),
        ("word\tA", "line 1 is no line of an index"),
        ("word\tA\t", "line 1 is no line of an index"),
        ("word\tA\tB\tC\tD", "line 1 is no line of an index"),
        ("word\t%\t!", "line 1 has no numbers"),
        ("\x00\x01\x02 rubbish", "line 1 is no line of an index"),
        ("", "the index is empty"),
    ],
)
def test_an_index_that_does_not_fit_is_damage(tmp_path: Path, line: str, told: str) -> None:
    """The message names the file, the line and what is wrong with it."""
    index = write_dictionary(tmp_path, "d", [("word", "word\nслово")])
    index.write_text(line + "\n")
    with pytest.raises(Damaged, match=told) as caught:
        everything(files(index))
    assert str(tmp_path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_fourth_column_is_the_word_as_it_was(tmp_path: Path) -> None:
    """Some indexes keep the word with its capitals; carriage returns do no harm."""
    index = write_dictionary(tmp_path, "d", [("word", "word\nслово")], compressed=False)
    index.write_bytes(b"word\tA\tE\tWord\r\n\r\n")
    assert everything(files(index)) == [(("word",), "word")]


def test_a_few_articles_that_are_no_utf8_are_left_out(tmp_path: Path) -> None:
    """One spoilt article in many is dropped, not guessed at."""
    index = write_dictionary(tmp_path, "d", ARTICLES, compressed=False)
    data = bytearray(index.with_suffix(".dict").read_bytes())
    data[data.index("слово 77\n".encode())] = 0xFF
    index.with_suffix(".dict").write_bytes(data)
    read_all = everything(files(index))
    assert len(read_all) == len(ARTICLES) - 1
    assert ("word77",) not in [words for words, _ in read_all]


def test_a_file_in_another_encoding_is_damage(tmp_path: Path) -> None:
    """A dictionary in KOI8-R would give rubbish for every word."""
    index = write_dictionary(tmp_path, "d", ARTICLES, compressed=False)
    text = index.with_suffix(".dict").read_bytes().decode()
    lines, data = [], b""
    for head, article in ARTICLES:
        assert article in text
        packed = article.encode("koi8-r")
        lines.append((head, len(data), len(packed)))
        data += packed
    index.with_suffix(".dict").write_bytes(data.ljust(len(text.encode())))
    with pytest.raises(Damaged, match="not UTF-8"):
        everything(files(index))


def test_the_fingerprint_is_that_of_the_content(tmp_path: Path, whole: Files) -> None:
    """The same files elsewhere have the same one; a changed file has another."""
    copy = files(write_dictionary(tmp_path / "copy", "other-name", ARTICLES))
    assert fingerprint(copy) == fingerprint(whole)
    copy.index.write_text(copy.index.read_text() + "more\tA\tB\n")
    assert fingerprint(copy) != fingerprint(whole)


def test_a_file_that_is_not_there_is_damage(whole: Files) -> None:
    """It may be taken away between finding and reading it."""
    whole.articles.unlink()
    assert str(whole.articles) in str(suspect(whole))
    for ask in (everything, fingerprint):
        with pytest.raises(Damaged, match="cannot be read"):
            ask(whole)


@settings(max_examples=100)
@given(
    index=st.binary(max_size=60)
    | st.lists(st.sampled_from([b"a", b"\t", b"A", b"C", b"\n"])).map(b"".join),
    articles=st.binary(max_size=60) | st.binary(max_size=60).map(gzip.compress),
    ending=st.sampled_from([".dict", ".dict.dz"]),
)
def test_any_bytes_are_read_or_said_to_be_damaged(
    tmp_path_factory: pytest.TempPathFactory, index: bytes, articles: bytes, ending: str
) -> None:
    """No content of the two files makes any other fault."""
    folder = tmp_path_factory.mktemp("d")
    one = Files(folder / "d.index", folder / f"d{ending}")
    one.index.write_bytes(index)
    one.articles.write_bytes(articles)
    told = suspect(one)
    try:
        words = [words for words, _ in everything(one)]
    except Damaged as damage:
        told, words = str(damage), []
    assert all(words)
    assert told is None or (str(folder) in told and "\n" not in told)
