"""Encodings of documents: recognised, or said to be wrong with the place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fidelity import documents
from fidelity.errors import InputError

RUSSIAN = "Стороны подтвердили «перезагрузку» — и договор о сокращении вооружений."
FRENCH = "Le président a déploré l’été dernier la décision — « regrettable »."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_is_recognised(read: Any, encoding: str) -> None:
    """A Unicode text needs no word about its encoding, with or without a byte order mark."""
    text = f"{RUSSIAN}\n\nIn English: the reset, and some more plain words of it.\n"
    found = read("a.txt", text.encode(encoding))
    assert found.texts[0] == RUSSIAN
    assert found.passages[0].place().column == 1


@pytest.mark.parametrize(
    ("text", "encoding", "language"),
    [
        (RUSSIAN.replace("—", "-"), "cp1251", "ru"),
        (RUSSIAN.replace("—", "-"), "cp1251", None),
        (RUSSIAN.translate(str.maketrans("«»—", '""-')), "koi8-r", "ru"),
        (RUSSIAN.translate(str.maketrans("«»—", '""-')), "cp866", "ru"),
        (FRENCH, "cp1252", "fr"),
        (FRENCH, "mac_roman", "fr"),
        ("Für die Überprüfung der Maßnahmen.", "cp1252", "de"),
        ("Міністр закордонних справ висловив жаль.", "cp1251", "uk"),
        ("The President’s statement — “overload”.", "cp1252", "en"),
        ("中国政府对此表示强烈不满和坚决反对。", "gb18030", "zh"),
    ],
)
def test_older_encodings_are_recognised(
    read: Any, text: str, encoding: str, language: str | None
) -> None:
    """A text from before Unicode is read where its words tell its encoding for certain."""
    assert read("a.txt", text.encode(encoding), source=language).texts == [text]


@pytest.mark.parametrize(
    ("raw", "language"),
    [(b"\xe2 ", "ru"), ("Zürich".encode("cp1252"), "ru"), (bytes(range(128, 256)) * 9, None)],
)
def test_what_cannot_be_told_is_refused(read: Any, raw: bytes, language: str | None) -> None:
    """A text whose encoding is in doubt is not guessed."""
    with pytest.raises(InputError, match=r"cannot be told for certain.*--encoding"):
        read("a.txt", raw, source=language)


def test_the_encoding_that_the_user_names_counts(read: Any) -> None:
    """What the user names needs no proof, except that a text can be nothing but UTF-8."""
    assert read("a.txt", "Цю".encode("cp1251"), encoding="windows-1251").texts == ["Цю"]
    with pytest.raises(InputError, match="you named the encoding cp1251, but the text is UTF-8"):
        read("a.txt", RUSSIAN, encoding="cp1251")


@pytest.mark.parametrize(
    "name", ["nosuch", "base64", "rot13", "punycode", "unicode_escape", "\x00"]
)
def test_an_encoding_that_is_none_is_said(read: Any, name: str) -> None:
    """A name that is no text encoding is refused."""
    with pytest.raises(InputError, match="which there is not"):
        read("a.txt", b"text", encoding=name)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("lines", [3, 60_000])
def test_a_damaged_place_is_named(read: Any, newline: str, lines: int) -> None:
    """Invalid UTF-8 is said with its line, however far down it stands."""
    raw = f"{RUSSIAN}{newline}".encode() * lines + b"\xff\xfe" + RUSSIAN.encode()
    with pytest.raises(InputError, match="not utf-8") as fault:
        read("a.txt", raw)
    assert fault.value.place.line == lines + 1


@pytest.mark.parametrize("lines", [0, 3, 60_000])
def test_a_zero_byte_is_named(read: Any, lines: int) -> None:
    """A file with zero bytes is no text; the line is said."""
    raw = f"{RUSSIAN}\n".encode() * lines + b"a\0b"
    with pytest.raises(InputError, match="zero byte") as fault:
        read("a.txt", raw)
    assert fault.value.place.line == lines + 1


def test_a_line_without_end_is_refused(read: Any) -> None:
    """A line that could fill the memory is no prose."""
    with pytest.raises(InputError, match="longer than 1 million"):
        read("a.txt", "a\n" + "word " * 300_000)


def test_letters_across_the_pieces_that_are_read(read: Any) -> None:
    """A letter of several bytes may lie across the pieces in which a file is read."""
    text = "\n".join(["перезагрузка " * 12 + "да"] * 2500)
    assert "\n".join(read("a.txt", "x" + text).texts)[1:] == text


@pytest.mark.parametrize("raw", [b"", b" \n\t\r\n"])
@pytest.mark.parametrize("suffix", [name for name in documents.suffixes() if name != ".docx"])
def test_an_empty_file_is_said(read: Any, raw: bytes, suffix: str) -> None:
    """An empty file is never one that was checked."""
    with pytest.raises(InputError):
        read(f"a{suffix}", raw)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing file, a folder, a loop of links and an unknown format are said at once."""
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "folder.txt").mkdir()
    for name, words in (
        ("none.txt", "no such file"),
        ("loop.txt", "cannot be read"),
        ("folder.txt", "not a file"),
        ("a.pdf", "“.pdf” is no document format; known: .csv"),
        ("README", "the name has no ending"),
    ):
        with pytest.raises(InputError, match=words):
            documents.read(tmp_path / name)
