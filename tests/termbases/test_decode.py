"""Text encodings: recognised where they can be told for certain, asked for where not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fidelity import termbases
from fidelity.errors import InputError
from fidelity.model import Glossary

RUSSIAN = (
    "en,ru\nceasefire,Прекращение огня\nreset,перезагрузка\nagreement,соглашение; договорённость\n"
)
FRENCH = "en,fr\nstate,État membre\nvery,très\nreset,redémarrage\n"
GERMAN = "en,de\nsize,Größe\nover,über\n"
POLISH = "en,pl\npeace,pokój\nwar,wojną\nsouthern,południowy\n"
UKRAINIAN = "en,uk\npeace,мир\nreset,перезавантаження\nits,її\nhedgehog,їжак\n"


def _read(folder: Path, data: bytes, **flags: str) -> Glossary:
    path = folder / "a.csv"
    path.write_bytes(data)
    return termbases.read(path, **flags)


def _texts(glossary: Glossary) -> list[str]:
    return [term.text for concept in glossary.concepts for term in concept.terms]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "utf-8-sig"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "utf-16-le"),
        (RUSSIAN, "utf-16-be"),
        (RUSSIAN, "utf-32"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "mac_cyrillic"),
        (UKRAINIAN, "cp1251"),
        (UKRAINIAN, "koi8-u"),
        (FRENCH, "cp1252"),
        (FRENCH, "mac_roman"),
        (GERMAN, "cp1252"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        ("en,zh\npeace,和平\nuse,使用\ntreaty,国际条约与协定\n", "gb18030"),
        ("en,ja\nreset,リセット\ntreaty,国際条約と協定\n", "cp932"),
        ("en,el\npeace,ειρήνη\n", "cp1253"),
    ],
)
def test_an_encoding_is_recognised(tmp_path: Path, text: str, encoding: str) -> None:
    """The languages of the header tell which letters to expect."""
    expected = _texts(_read(tmp_path, text.encode("utf-8")))
    assert _texts(_read(tmp_path, text.encode(encoding))) == expected


def test_a_header_in_the_same_old_encoding_is_understood(tmp_path: Path) -> None:
    """A first row «Английский;Русский» proves the encoding that makes it readable."""
    glossary = _read(tmp_path, "Английский;Русский\nreset;сброс\n".encode("cp1251"))
    assert glossary.languages == ("en", "ru")


def test_the_language_cells_of_a_table_tell_the_encoding_too(tmp_path: Path) -> None:
    """Where the header names no language."""
    text = "concept,language,term\na,en,reset\na,ru,перезагрузка\n"
    assert _texts(_read(tmp_path, text.encode("cp1251"))) == ["reset", "перезагрузка"]


def test_the_flags_tell_the_encoding_too(tmp_path: Path) -> None:
    """For a table without a header."""
    glossary = _read(tmp_path, "reset,сброс\n".encode("cp1251"), source="en", target="ru")
    assert _texts(glossary) == ["reset", "сброс"]


def test_a_named_encoding_is_taken(tmp_path: Path) -> None:
    """Without guessing."""
    data = "concept,language,term\na,ru,Ёж\n".encode("koi8-r")
    assert _texts(_read(tmp_path, data, encoding="koi8-r")) == ["Ёж"]


def test_a_named_encoding_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    """At the line of the first byte that does not fit."""
    with pytest.raises(InputError, match=r"a\.csv:2: a byte here is not utf-8"):
        _read(tmp_path, b"en,ru\nreset,\xef\xe5\n", encoding="utf-8")


@pytest.mark.parametrize("name", ["klingon-8", "zip", "hex", "a\x00b"])
def test_a_named_encoding_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    """Python's ways of packing bytes are no text encodings."""
    with pytest.raises(InputError, match="there is no text encoding"):
        _read(tmp_path, b"en,ru\na,b\n", encoding=name)


def test_damaged_unicode_is_not_taken_for_an_older_encoding(tmp_path: Path) -> None:
    """A file cut in the middle of a letter is reported as damaged, at its line."""
    with pytest.raises(InputError, match=r"a\.csv:2: a byte here is not UTF-8"):
        _read(tmp_path, "en,ru\nreset,перезагрузка".encode()[:-1])


@pytest.mark.parametrize(
    "data",
    [
        "concept,language,term\na,xx,перезагрузка\n".encode("cp1251"),
        b"en,ru\nreset,\xb1\xb1\n",
        b"en,ru\nreset,\x98\x98\n",
    ],
)
def test_an_encoding_that_cannot_be_told_is_asked_for(tmp_path: Path, data: bytes) -> None:
    """The advice shows the flag."""
    with pytest.raises(InputError, match=r"cannot be told for certain; .*--encoding cp1251"):
        _read(tmp_path, data)


@pytest.mark.parametrize("word", ["ПЕРЕЗАГРУЗКА", "СОГЛАШЕНИЕ О ПРЕКРАЩЕНИИ ОГНЯ", "ООН, СССР"])
def test_capitals_are_not_taken_for_small_letters_of_another_encoding(
    tmp_path: Path, word: str
) -> None:
    """In KOI8-R and Windows-1251 they change places, so a table of capitals is asked about."""
    with pytest.raises(InputError, match="cannot be told for certain"):
        _read(tmp_path, f"en;ru\nreset;{word}\n".encode("cp1251"))


@pytest.mark.parametrize(
    "data", [b"\x7fELF\x02\x01\x01\x00\x00", b"PK\x03\x04\x14\x00\x00", b"\x00\x01\x02"]
)
def test_a_binary_file_is_not_text(tmp_path: Path, data: bytes) -> None:
    """Zero bytes give it away."""
    with pytest.raises(InputError, match=r"not a text file|UTF-16"):
        _read(tmp_path, data)


def test_the_answer_does_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    """Sets of languages are not walked in the order of their hashes."""
    path = tmp_path / "a.csv"
    path.write_bytes(GERMAN.encode("cp1252"))
    code = f"from fidelity import termbases; print(len(termbases.read({str(path)!r}).concepts))"
    for seed in ("1", "2", "3", "4"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path.cwd())},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == "2"
