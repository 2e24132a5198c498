"""What every document format must do: keep to the file, and survive what is none."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fidelity import documents, plugins
from fidelity.errors import InputError
from fidelity.passages import DocumentFile, DocumentFormat, Item, Passage, Suppression, Unit

FORMATS = plugins.names("documents")
DOCS = Path(__file__).parent.parent / "docs" / "document-formats.md"

_DOCX = {
    "_rels/.rels": '<Relationships><Relationship Type="a/officeDocument" Target="w/d.xml"/>'
    "</Relationships>",
    "w/_rels/d.xml.rels": '<Relationships><Relationship Type="a/footnotes" Target="f.xml"/>'
    '<Relationship Type="a/header" Target="h.xml"/></Relationships>',
    "w/d.xml": "<w:document><w:body><w:p><w:pPr><w:numPr/><w:rPr><w:del/></w:rPr></w:pPr><w:ins>"
    "<w:r><w:t>The reset</w:t><w:br/></w:r></w:ins></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t>"
    "</w:r><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p></w:tc></w:tr></w:tbl>"
    "</w:body></w:document>",
    "w/f.xml": "<w:footnotes><w:footnote><w:p><w:r><w:t>n</w:t></w:r></w:p></w:footnote>"
    "</w:footnotes>",
    "w/h.xml": "<w:hdr><w:p><w:r><w:t>h</w:t></w:r></w:p></w:hdr>",
}
SAMPLES = {
    "csv": 'id,source,target\n1,"a ""b""\nc",«г»\n2,x,\n',
    "html": '<html lang="ru"><title>a &amp; b</title><!-- fidelity: ignore x because of y -->'
    "<p>Пере<b>груз</b>ка<br>x <code>c</code><img alt='d &lt;'><ul><li>e<li>f</ul><pre>g\nh</pre>",
    "jsonl": '{"id": 1, "source": "a \\"b\\" \\u0436", "target": "г"}\n{"source": "c", "to": "ru"}',
    "markdown": "---\na: b\n---\n# H *e* #\n\n- l [k](u 't')\n  > q `c` &amp; \\*\n\n"
    "|a|b|\n|-|-|\n|c\\||d|\n\n<div>e</div>\n\n[^1]: note\n\n"
    "x![i *j*](k) <!-- fidelity: ignore x because of y --> z\n",
    "po": 'msgid ""\nmsgstr "Language: ru\\n"\n\n# fidelity: ignore x because of y\n#, fuzzy\n'
    'msgctxt "c"\nmsgid "a\\n"\n"b"\nmsgid_plural "d"\nmsgstr[0] "г"\nmsgstr[1] ""\n',
    "srt": "1\n00:00:01,000 --> 00:00:02,000\n<i>Это</i> сброс.\nДа\n\n"
    "2\n00:00:03,000 --> 00:00:04,000\nx\n",
    "text": "Первый абзац.\n\nВторой  абзац.\n",
    "tmx": '<tmx version="1.4"><header srclang="en"/><body><tu tuid="a"><note>n</note>'
    '<tuv xml:lang="en"><seg>re<bpt>x<sub>s</sub></bpt>set<ph/></seg></tuv>'
    '<tuv xml:lang="ru"><seg>сброс &amp; x</seg></tuv></tu></body></tmx>',
    "tsv": "source\ttarget\na\t«г»\n",
    "vtt": "WEBVTT\n\nNOTE fidelity: ignore x because of y\n\nid\n00:01.000 --> 00:02.000\n"
    "<v A>Это</v> &lt;\nx\n",
    "xliff": '<xliff version="2.1" srcLang="en" trgLang="ru"><file id="f"><unit id="u"><notes>'
    '<note>n</note></notes><segment state="final"><source>re<pc id="1">set</pc> &amp; '
    '<ph id="2"/></source><target>сброс</target></segment></unit></file></xliff>',
}


def sample(name: str) -> bytes:
    """Give a small file of a format that holds most of what the format has."""
    if name != "docx":
        return SAMPLES[name].encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for part, content in _DOCX.items():
            archive.writestr(part, content)
    return stream.getvalue()


def load(name: str) -> DocumentFormat:
    """Load a format."""
    module = plugins.load("documents", name)
    assert isinstance(module, DocumentFormat)
    return module


def texts(items: list[Item]) -> Iterator[Passage]:
    """Yield every passage among some items, the sides of units too."""
    for item in items:
        if isinstance(item, Passage):
            yield item
        elif isinstance(item, Unit):
            yield item.source
            if item.target:
                yield item.target


def check(items: list[Item], text: str, name: str) -> None:
    """See that what was read keeps to the file."""
    rows = None
    if name != "docx":
        rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for passage in texts(items):
        offsets = [anchor.offset for anchor in passage.anchors]
        assert offsets[0] == 0
        assert offsets == sorted(set(offsets))
        assert passage.text.strip()
        for offset in range(len(passage.text) + 1):
            place = passage.place(offset)
            assert place.line is not None
            assert place.column is not None
            assert place.line >= 1
            assert place.column >= 1
            if rows is not None and offset < len(passage.text):
                assert place.line <= len(rows)
                assert place.column <= len(rows[place.line - 1]) + 1
    for item in items:
        if isinstance(item, Suppression):
            assert item.rules
            assert item.reason


def attempt(path: Path, raw: bytes, name: str) -> list[Item]:
    """Read some bytes: there are passages, or an error for the user in one line."""
    path.write_bytes(raw)
    try:
        items = list(load(name).read(DocumentFile(str(path), "en", "ru")))
    except InputError as fault:
        assert "\n" not in str(fault)  # noqa: PT017 -- it may or may not be raised
        return []
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if name == "docx" or "\0" not in text:  # else it was read in another encoding
        check(items, text, name)
    return items


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_a_module_with_a_page(name: str) -> None:
    """A format says what it is, in its docstring and in the documentation."""
    module = load(name)
    assert module.__doc__
    assert module.SUFFIXES
    assert all(suffix == suffix.lower() and suffix[0] == "." for suffix in module.SUFFIXES)
    page = DOCS.read_text("utf-8")
    assert all(f"`{suffix}`" in page for suffix in module.SUFFIXES)


def test_an_ending_belongs_to_one_format() -> None:
    """No two formats claim one ending."""
    claimed = [suffix for name in FORMATS for suffix in load(name).SUFFIXES]
    assert sorted(claimed) == sorted(documents.suffixes())


@pytest.mark.parametrize("name", FORMATS)
def test_samples_are_read(name: str, tmp_path: Path) -> None:
    """The sample gives passages, or units if the format is bilingual, and keeps to the file."""
    module = load(name)
    path = tmp_path / f"sample{module.SUFFIXES[0]}"
    found = attempt(path, sample(name), name)
    kinds = {type(item) for item in found}
    assert (Unit if module.BILINGUAL else Passage) in kinds
    assert (Passage if module.BILINGUAL else Unit) not in kinds
    assert documents.bilingual(path) == module.BILINGUAL
    assert list(documents.read(path, source="en", target="ru")) == found


@pytest.mark.parametrize("name", FORMATS)
@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(raw=st.binary(max_size=200))
def test_arbitrary_bytes(name: str, tmp_path: Path, raw: bytes) -> None:
    """Any bytes give passages or an error for the user."""
    attempt(tmp_path / "a", raw, name)


@pytest.mark.parametrize("name", FORMATS)
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32), times=st.integers(1, 5), char=st.characters())
def test_mutated_samples(name: str, tmp_path: Path, seed: int, times: int, char: str) -> None:
    """A sample with stretches deleted, doubled, moved or overwritten is read or refused."""
    inside = None
    if name == "docx":
        inside = random.Random(seed).choice([*_DOCX, None])  # noqa: S311
    raw = _DOCX[inside].encode() if inside else sample(name)
    raw = _mutated(raw, seed, times, char.encode("utf-8", "surrogatepass"))
    if inside:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for part, content in _DOCX.items():
                archive.writestr(part, raw if part == inside else content)
        raw = stream.getvalue()
    attempt(tmp_path / "a", raw, name)


def _mutated(raw: bytes, seed: int, times: int, insert: bytes) -> bytes:
    """Change some bytes at random, repeatably."""
    choose = random.Random(seed)  # noqa: S311 -- repeatable, not secret
    for _ in range(times):
        one, two = sorted(choose.randrange(len(raw) + 1) for _ in range(2))
        two = min(two, one + choose.choice([0, 1, 4, 30]))
        other = choose.randrange(len(raw) + 1)
        raw = (
            choose.choice(
                [
                    raw[:one] + raw[two:],
                    raw[:two] + raw[one:],
                    raw[:one] + insert + raw[two:],
                    raw[:other] + raw[one:two] + raw[other:],
                    raw[:one]
                    + choose.choice([b"<", b">", b'"', b"\\", b"&", b"\n", b"\r"])
                    + raw[one:],
                ]
            )
            or b"x"
        )
    return raw
