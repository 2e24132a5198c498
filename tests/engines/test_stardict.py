"""Dictionaries in the format of StarDict answer as those of dictd do."""

from __future__ import annotations

import gzip
import struct
from pathlib import Path

import pytest

from fidelity.engines import _dict_find
from fidelity.engines.dictionary import DictionaryEngine, engines
from fidelity.model import Fail, Ok, Query
from fidelity.protocols import Setup

ENTRIES = [("garden", b"Garten, Gartenanlage\ng\xc3\xa4rtnern"), ("treaty", b"Vertrag")]


@pytest.fixture(autouse=True)
def _nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let only the dictionaries of the test count, not those of the machine."""
    monkeypatch.setattr(_dict_find, "FOLDERS", ())


def write(
    folder: Path,
    entries: list[tuple[str, bytes]],
    told: str = "sametypesequence=m\n",
    packed: bool = False,
) -> Path:
    """Write a dictionary and give its description."""
    folder.mkdir(parents=True, exist_ok=True)
    shape = ">QI" if "idxoffsetbits=64" in told else ">II"
    index, articles = b"", b""
    for word, article in entries:
        index += word.encode() + b"\0" + struct.pack(shape, len(articles), len(article))
        articles += article
    described = folder / "legal.ifo"
    described.write_text(f"StarDict's dict ifo file\nversion=3.0.0\n{told}", "utf-8")
    if packed:
        (folder / "legal.idx.gz").write_bytes(gzip.compress(index))
        (folder / "legal.dict.dz").write_bytes(gzip.compress(articles))
    else:
        (folder / "legal.idx").write_bytes(index)
        (folder / "legal.dict").write_bytes(articles)
    return described


def found(path: Path) -> DictionaryEngine:
    """Name the dictionary in the settings and find it."""
    paths = [{"path": str(path), "from": "en", "to": "de"}]
    listed = engines(Setup(None, options={"paths": paths}))
    (engine,) = (each for each in listed if isinstance(each, DictionaryEngine))
    return engine


def answers(path: Path, text: str, pair: str = "en-de") -> list[str]:
    """Look one word up."""
    source, target = pair.split("-")
    (outcome,) = found(path).run([Query(text, source, target)])
    assert isinstance(outcome, Ok), outcome
    return [each.text for each in outcome.candidates]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("wide", ["", "idxoffsetbits=64\n"])
def test_both_directions_are_answered(tmp_path: Path, packed: bool, wide: str) -> None:
    """Packed or not, with narrow or wide offsets."""
    path = write(tmp_path, ENTRIES, "sametypesequence=m\n" + wide, packed)

    assert answers(path, "garden") == ["Garten", "Gartenanlage", "gärtnern"]
    assert answers(path, "Vertrag", "de-en") == ["treaty"]


def test_markup_is_taken_off(tmp_path: Path) -> None:
    """HTML and XDXF; examples, comments and the transcription are no translations."""
    page = b"<div>Garten</div><ol><li>Park &amp; Garten</li></ol>"
    assert answers(write(tmp_path, [("garden", page)], "sametypesequence=h\n"), "garden") == [
        "Garten",
        "Park & Garten",
    ]
    marked = b"<k>treaty</k>\n<tr>tri:ti</tr>\n<dtrn>Vertrag</dtrn> <ex>a treaty: ein V.</ex>"
    assert answers(write(tmp_path, [("treaty", marked)], "sametypesequence=x\n"), "treaty") == [
        "Vertrag"
    ]


@pytest.mark.parametrize(
    ("told", "article"),
    [
        ("sametypesequence=tm\n", b"tri:ti\0Vertrag"),
        ("", b"ttri:ti\0mVertrag\0"),
        ("", b"W\0\0\0\x03abcmVertrag\0"),
    ],
)
def test_only_fields_of_words_are_read(tmp_path: Path, told: str, article: bytes) -> None:
    """Sounds and transcriptions are passed over, whether the kinds are told once or each time."""
    assert answers(write(tmp_path, [("treaty", article)], told), "treaty") == ["Vertrag"]


def test_a_folder_is_searched_with_its_folders(tmp_path: Path) -> None:
    """StarDict keeps each dictionary in a folder of its own."""
    write(tmp_path / "legal-1.0", ENTRIES)

    assert answers(tmp_path, "treaty") == ["Vertrag"]


@pytest.mark.parametrize(("name", "keep"), [("legal.idx", 12), ("legal.dict", 5), ("legal.ifo", 4)])
def test_a_damaged_file_gives_no_answer_and_is_named(tmp_path: Path, name: str, keep: int) -> None:
    """Cut short anywhere, nothing of it is used."""
    path = write(tmp_path, ENTRIES)
    damaged = tmp_path / name
    damaged.write_bytes(damaged.read_bytes()[:keep])
    engine = found(path)

    assert engine.run([Query("treaty", "en", "de")]) == [Fail("unreadable")]
    assert name in (engine.problem or "")
