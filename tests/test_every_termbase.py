"""What every glossary format must do: give back what was written, and survive what was not."""

from __future__ import annotations

import io
import random
import zipfile
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from fidelity import plugins
from fidelity.errors import InputError
from fidelity.model import Concept, Glossary, Place, Term
from fidelity.protocols import GlossaryFile, GlossaryFormat
from fidelity.termbases import _fields, _words

FORMATS = plugins.names("termbases")
HERE = Place("test")
TAGS = ("en", "ru", "fr", "zh-Hans", "pt-BR", "sr-Latn", "no", "id", "ast")

_letters = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"])
_awkward = st.sampled_from(
    [
        "null",
        "no",
        "~",
        "=1+1",
        "2009",
        "2009-03-06",
        "- dash",
        "a: b",
        "# sharp",
        "a #b",
        '"quoted"',
        "it's",
        "a;b|c,d\te",
        "line\none",
        "<b>&amp;</b>",
        "]]>",
        "_x0041_",
        "{a}",
        "[a]",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "fidelity: status = forbidden",
        "fidelity: note = x",
        "trailing ",
        " leading",
        "\u2028x",
        "x\u2029",
        "\u00a0x",
        "е\u0308",
        "💥",
        "long " * 60,
    ]
)
_raw = st.one_of(st.text(_letters, max_size=25), _awkward)


def _cleaned(text: str | None) -> bool:
    return text is not None


terms_text = _raw.map(lambda raw: _fields.term_text(raw, HERE)).filter(_cleaned)
field_text = _raw.map(lambda raw: _fields.field_text(raw, HERE))
identifiers = field_text.filter(lambda text: bool(text) and len(str(text).splitlines()) == 1)
parts_of_speech = st.one_of(
    st.none(),
    st.sampled_from(["noun", "verb", "proper noun", "phrase", "other things"]),
)
days = st.one_of(st.none(), st.dates().map(lambda day: day.isoformat()))


@st.composite
def terms(draw: st.DrawFn, language: str) -> Term:
    """Make a term with any of its fields filled."""
    first, last = draw(days), draw(days)
    if first and last:
        first, last = sorted([first, last])
    return Term(
        text=str(draw(terms_text)),
        language=language,
        status=draw(st.sampled_from(_words.STATUSES)),
        part_of_speech=draw(parts_of_speech),
        reason=draw(field_text),
        kind=draw(st.one_of(st.none(), st.sampled_from(_words.KINDS))),
        note=draw(field_text),
        source=draw(field_text),
        profile=draw(field_text),
        valid_from=first,
        valid_until=last,
    )


@st.composite
def concepts(draw: st.DrawFn, identifier: str) -> Concept:
    """Make a concept whose terms stand together by language."""
    tags = draw(st.lists(st.sampled_from(TAGS), min_size=1, max_size=3, unique=True))
    return Concept(
        id=identifier,
        terms=tuple(t for tag in tags for t in draw(st.lists(terms(tag), min_size=1, max_size=3))),
        definition=draw(field_text),
        domain=draw(field_text),
        note=draw(field_text),
        source=draw(field_text),
        severity=draw(st.sampled_from(_words.SEVERITIES)),
        examples=tuple(
            dict.fromkeys(text for text in draw(st.lists(field_text, max_size=4)) if text)
        ),
    )


@st.composite
def glossaries(draw: st.DrawFn) -> Glossary:
    """Make a glossary that uses all of the model."""
    ids = draw(st.lists(identifiers, min_size=1, max_size=3, unique=True))
    made = tuple(draw(concepts(str(identifier))) for identifier in ids)
    declared = draw(st.lists(st.sampled_from(TAGS), max_size=2, unique=True))
    return Glossary(
        name="test",
        concepts=made,
        languages=tuple(dict.fromkeys((*declared, *_fields.in_order(made)))),
        title=draw(field_text),
        licence=draw(field_text),
    )


def _module(name: str) -> GlossaryFormat:
    module: Any = plugins.load("termbases", name)
    assert isinstance(module, GlossaryFormat)
    return module


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(glossary=glossaries())
def test_what_is_written_is_read_back(name: str, glossary: Glossary) -> None:
    """Every field of the model survives every format."""
    module = _module(name)
    data = module.write(glossary)
    back = module.read(GlossaryFile(f"test{module.SUFFIXES[0]}", data))
    assert replace(back, sha256="") == glossary


SAMPLE = Glossary(
    name="sample",
    title="Sample",
    licence="CC0-1.0",
    languages=("en", "ru"),
    concepts=(
        Concept(
            id="reset-of-relations",
            definition="A fresh start after tension; “new page”.",
            severity="critical",
            examples=("They agreed on a reset.",),
            terms=(
                Term("reset", "en", part_of_speech="noun"),
                Term("перезагрузка", "ru"),
                Term("обнуление, новое", "ru", status="deprecated", reason="a game"),
            ),
        ),
        Concept(id="truce", terms=(Term("truce", "en"), Term("перемирие", "ru"))),
    ),
)


def _opens_or_refuses(name: str, data: bytes) -> None:
    module = _module(name)
    for flag in (None, "ru"):
        file = GlossaryFile(f"x{module.SUFFIXES[0]}", data, source=flag and "en", target=flag)
        problem, found = "", None
        try:
            found = module.read(file)
        except InputError as fault:
            problem = str(fault)
        assert "\n" not in problem
        assert found is None or found.concepts
        assert found is None or all(t.text.strip() for one in found.concepts for t in one.terms)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=200))
@example(data=b"\x00")
@example(data=b"\xff\xfe")
@example(data=b"PK\x03\x04")
@example(data=b"PK\x05\x06" + bytes(18))
@example(data=b"en,ru\n")
@example(data=b"[" * 20_000)
@example(data=b"{a: " * 2_000)
@example(data=b"<a>" * 2_000)
@example(data=b'"' * 1_001)
def test_arbitrary_bytes_are_read_or_refused(name: str, data: bytes) -> None:
    """Whatever the bytes are, the reader gives a glossary or one line about what is wrong."""
    _opens_or_refuses(name, data)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 2**32), cuts=st.integers(1, 4))
def test_damaged_files_are_read_or_refused(name: str, seed: int, cuts: int) -> None:
    """A valid file with bytes lost, doubled or changed is read, or refused in one line."""
    chance = random.Random(seed)  # noqa: S311 -- not for secrets
    _opens_or_refuses(name, _damaged(_module(name).write(SAMPLE), chance, cuts))


def _damaged(data: bytes, chance: random.Random, cuts: int) -> bytes:
    """Lose, double or change stretches of bytes."""
    for _ in range(cuts):
        start = chance.randrange(len(data) or 1)
        end = start + chance.choice((0, 1, 1, 3, 30))
        piece = chance.choice(
            (
                b"",
                data[start:end] * 2,
                chance.randbytes(end - start),
                chance.choice((b"\x00", b"\xff", b'"', b"<", b"&a;", b": ", b"\n", b"*a", b"-1")),
            )
        )
        data = data[:start] + piece + data[end:]
    return data


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 2**32), changes=st.integers(1, 4))
def test_rearranged_files_are_read_or_refused(name: str, seed: int, changes: int) -> None:
    """A file whose parts are lost, doubled, moved or renamed is still whole text, XML or ZIP."""
    chance = random.Random(seed)  # noqa: S311 -- not for secrets
    data = _module(name).write(SAMPLE)
    rearranged = {"tbx": _rearranged_xml, "xlsx": _rearranged_zip}.get(name, _rearranged_text)
    _opens_or_refuses(name, rearranged(data, chance, changes))


def _rearranged_text(data: bytes, chance: random.Random, changes: int) -> bytes:
    """Lose, double, move or indent lines, and change single letters."""
    lines = data.decode("utf-8").splitlines(keepends=True)
    for _ in range(changes):
        index = chance.randrange(len(lines))
        line = lines[index]
        cut = chance.randrange(len(line) + 1)
        letter = chance.choice((" ", "\t", '"', "'", ":", "- ", ",", ";", "|", "\n", "ё", "{", "["))
        lines[index : index + 1] = chance.choice(
            (
                [],
                [line, line],
                [line, chance.choice(lines)],
                [f"  {line}"],
                [line.lstrip()],
                [line[:cut] + letter + line[cut:]],
                [line[:cut] + line[cut + 1 :]],
            )
        )
        lines = lines or ["\n"]
    return "".join(lines).encode("utf-8")


def _rearranged_xml(data: bytes, chance: random.Random, changes: int) -> bytes:
    """Lose, double, move, rename or empty elements."""
    root = etree.fromstring(data)
    for _ in range(changes):
        elements = list(root.iter())
        one, other = chance.choice(elements), chance.choice(elements)
        parent = one.getparent()
        change = chance.randrange(6)
        if change == 0 and parent is not None:
            parent.remove(one)
        elif change == 1 and parent is not None:
            parent.append(deepcopy(one))
        elif change == 2:
            other.append(deepcopy(one))
        elif change == 3:
            one.tag = other.tag
        elif change == 4:
            one.text = chance.choice((None, " ", "x", "-1", "99", other.text))
        else:
            for key in one.attrib:
                one.set(key, chance.choice(("", "x", "en", "s", "A1", "XX9", "0", "-1")))
    return etree.tostring(root)


def _rearranged_zip(data: bytes, chance: random.Random, changes: int) -> bytes:
    """Rearrange the XML of one part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    chosen = chance.choice([part for part in parts if "xl/" in part or "Types" in part])
    parts[chosen] = _rearranged_xml(parts[chosen], chance, changes)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return stream.getvalue()
