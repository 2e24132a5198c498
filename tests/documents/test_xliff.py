"""XLIFF 1.2 and 2.x."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.errors import InputError
from fidelity.passages import PLACEHOLDER, Suppression, Unit

OPEN_1 = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
    '<file original="a.docx" source-language="en" target-language="ru"><body>\n'
)
CLOSE_1 = "</body></file></xliff>"
OPEN_2 = (
    '<xliff version="2.1" srcLang="en" trgLang="ru" '
    'xmlns="urn:oasis:names:tc:xliff:document:2.0">\n<file id="f1">\n'
)
CLOSE_2 = "</file></xliff>"


def one(read: Any, body: str) -> Unit:
    """Read the only unit of an XLIFF 1.2 file."""
    unit: Unit = read("a.xlf", OPEN_1 + body + CLOSE_1).units[0]
    return unit


def two(read: Any, body: str) -> Unit:
    """Read the only unit of an XLIFF 2.1 file."""
    unit: Unit = read("a.xlf", OPEN_2 + body + CLOSE_2).units[0]
    return unit


def test_a_unit_has_id_languages_state_and_notes(read: Any) -> None:
    """What the file says about a unit goes with it."""
    unit = one(
        read,
        '<trans-unit id="7" resname="button"><source>Reset</source>'
        '<target state="signed-off">Сброс</target><note>short</note></trans-unit>',
    )
    assert (unit.source.text, unit.source.language, unit.source.id) == ("Reset", "en", "7")
    assert unit.target is not None
    assert (unit.target.text, unit.target.language) == ("Сброс", "ru")
    assert (unit.id, unit.context, unit.state, unit.notes) == (
        "7",
        "button",
        "reviewed",
        ("short",),
    )


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("re<g id='1'>set</g>ting", "resetting"),
        ("a<bpt id='1'>&lt;b></bpt>b<ept id='1'>&lt;/b></ept>c", "abc"),
        ("a <x id='1'/> b <ph id='2'>&lt;img></ph>", f"a {PLACEHOLDER} b {PLACEHOLDER}"),
        ("a <x id='1' equiv-text='{0}'/> b", "a {0} b"),
        ("a<x id='1' equiv-text='&lt;b>'/>b<x id='2' ctype='lb'/>c", "ab\nc"),
        ("a &amp; <![CDATA[<b> &amp;]]> &#1105;", "a & <b> &amp; ё"),
        ("<mrk mtype='protected'>UN</mrk> %d {name}", "UN %d {name}"),
        ("a\n      b", "a b"),
        ("  a  b ", "  a  b "),
    ],
)
def test_text_of_version_1(read: Any, raw: str, text: str) -> None:
    """Tags that surround text leave nothing; those that stand alone leave what they stand for."""
    unit = one(read, f'<trans-unit id="1"><source>{raw}</source></trans-unit>')
    assert unit.source.text == text
    assert unit.target is None


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("re<pc id='1'>set</pc>ting", "resetting"),
        ("a<sc id='1'/>b<ec startRef='1'/>c", "abc"),
        ("a <ph id='1'/> b <ph id='2' equiv='{0}'/>", f"a {PLACEHOLDER} b {{0}}"),
        ("a<ph id='1' subType='xlf:lb'/>b<cp hex='0001'/>", f"a\nb{PLACEHOLDER}"),
        ("<mrk id='m1' type='term'>UN</mrk><sm id='m2'/>x<em startRef='m2'/>", "UNx"),
    ],
)
def test_text_of_version_2(read: Any, raw: str, text: str) -> None:
    """The same holds for the tags of XLIFF 2."""
    body = f'<unit id="1"><segment><source>{raw}</source></segment></unit>'
    assert two(read, body).source.text == text


def test_line_breaks_that_are_to_be_preserved(read: Any) -> None:
    """``xml:space`` on the unit, or on the text itself, keeps line breaks."""
    body = '<trans-unit id="1" xml:space="preserve"><source>a\n  b</source></trans-unit>'
    assert one(read, body).source.text == "a\n  b"


def test_segments_of_version_1(read: Any) -> None:
    """A unit that is cut into segments gives one unit for each."""
    found = read(
        "a.xlf",
        f'{OPEN_1}<trans-unit id="2"><source>A. B.</source><seg-source>'
        '<mrk mtype="seg" mid="1">A.</mrk> <g id="1"><mrk mtype="seg" mid="2">B.</mrk></g>'
        '</seg-source><target><mrk mtype="seg" mid="1">А.</mrk><mrk mtype="seg" mid="2"/></target>'
        '<sdl:seg-defs xmlns:sdl="x"><sdl:seg id="2" locked="true"/></sdl:seg-defs></trans-unit>'
        + CLOSE_1,
    )
    assert found.pairs == [("A.", "А."), ("B.", None)]
    assert [(unit.id, unit.locked) for unit in found.units] == [("2/1", False), ("2/2", True)]


def test_segments_of_version_2(read: Any) -> None:
    """Segments of XLIFF 2 are units with states of their own; spaces between them are none."""
    found = read(
        "a.xlf",
        f'{OPEN_2}<unit id="u"><segment id="s" state="final"><source>A.</source>'
        "<target>А.</target></segment><ignorable><source> </source></ignorable>"
        "<segment><source>B.</source></segment></unit>" + CLOSE_2,
    )
    assert [(u.id, u.state) for u in found.units] == [("u/s", "final"), ("u/2", None)]


def test_suggestions_are_not_read(read: Any) -> None:
    """Texts from memories in the file are no part of the translation."""
    body = (
        '<trans-unit id="1"><source>A</source><target>А</target>'
        "<alt-trans><source>B</source><target>Б</target></alt-trans></trans-unit>"
    )
    assert len(read("a.xlf", OPEN_1 + body + CLOSE_1).units) == 1
    body = (
        '<unit id="1"><mtc:matches xmlns:mtc="m"><mtc:match><source>B</source></mtc:match>'
        "</mtc:matches><segment><source>A</source></segment></unit>"
    )
    assert read("a.xlf", OPEN_2 + body + CLOSE_2).pairs == [("A", None)]


def test_texts_inside_codes_are_units(read: Any) -> None:
    """A text inside a tag, such as the description of an image, is translated on its own."""
    image = '<ph id="1">&lt;img alt="<sub>{}</sub>"></ph>'
    found = read(
        "a.xlf",
        f'{OPEN_1}<trans-unit id="1"><source>a{image.format("flag")}</source>'
        f"<target>б{image.format('флаг')}</target></trans-unit>" + CLOSE_1,
    )
    assert [(u.id, u.source.text, u.target.text) for u in found.units] == [
        ("1", f"a{PLACEHOLDER}", f"б{PLACEHOLDER}"),
        ("1/sub1", "flag", "флаг"),
    ]


def test_what_is_not_to_be_translated_is_locked(read: Any) -> None:
    """``translate="no"`` holds for everything in a group, unless the unit says otherwise."""
    found = read(
        "a.xlf",
        f'{OPEN_1}<group translate="no"><trans-unit id="1"><source>a</source></trans-unit>'
        '<trans-unit id="2" translate="yes"><source>b</source></trans-unit></group>'
        '<trans-unit id="3"><source>c</source></trans-unit>' + CLOSE_1,
    )
    assert [unit.locked for unit in found.units] == [True, False, False]


def test_units_of_several_files_have_different_names(read: Any) -> None:
    """Names hold within one file element; from the second on they say which."""
    unit = '<unit id="1"><segment><source>a</source></segment></unit>'
    found = read("a.xlf", f'{OPEN_2}{unit}</file><file id="f2">{unit}{CLOSE_2}')
    assert [unit.id for unit in found.units] == ["1", "f2/1"]


def test_a_note_holds_a_suppression_for_its_unit(read: Any) -> None:
    """A suppression comes before each segment of its unit."""
    found = read(
        "a.xlf",
        f'{OPEN_2}<unit id="1"><notes><note>fidelity: ignore x because of y</note></notes>'
        "<segment><source>a</source></segment><segment><source>b</source></segment></unit>"
        + CLOSE_2,
    )
    assert [type(item) for item in found.items] == [Suppression, Unit, Suppression, Unit]


@pytest.mark.parametrize(
    ("raw", "line", "words"),
    [
        (f'{OPEN_1}<trans-unit id="1">\n<source>a</trans-unit>{CLOSE_1}', 5, "mismatched tag"),
        (f'{OPEN_1}<trans-unit id="1"><target>a</target></trans-unit>{CLOSE_1}', 4, "no source"),
        (f"{OPEN_1}<trans-unit><source>a</source></trans-unit>{CLOSE_1}", 4, "no id"),
        (f'{OPEN_1}<trans-unit id="1"><source>a</source>', 4, "not well-formed"),
        ("<tmx/>", 1, "no XLIFF"),
        ('<xliff version="3.0"/>', 1, "3.0"),
        ('<xliff version="2.0" srcLang="??"/>', 1, "no language"),
        ('<xliff version="2.0"/>', 1, "language is missing"),
        ('<xliff version="1.2"><trans-unit id="1"/></xliff>', 1, "outside"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><xliff version="1.2">&a;</xliff>', 1, "entities"),
        ('<!DOCTYPE x SYSTEM "http://a.b/c.dtd"><xliff>&a;</xliff>', 1, "entities"),
        ("<a>" * 1000, 1, "too deep"),
    ],
)
def test_what_is_broken_is_said(read: Any, raw: str, line: int, words: str) -> None:
    """A file that is broken, none, or an attack is refused in one line with the place."""
    with pytest.raises(InputError, match=words) as fault:
        read("a.xlf", raw)
    assert fault.value.place.line == line
    assert "\n" not in str(fault.value)


def test_billion_laughs_are_refused(read: Any) -> None:
    """Entities that multiply are never expanded."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    with pytest.raises(InputError, match="entities of its own"):
        read("a.xlf", f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><xliff>&l9;</xliff>')


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1251"])
def test_encodings(read: Any, encoding: str) -> None:
    """The encoding is the declared one, or that of the byte order mark."""
    raw = OPEN_1.replace("UTF-8", encoding.removesuffix("-sig"))
    raw += '<trans-unit id="1"><source>a</source><target>Сброс</target></trans-unit>' + CLOSE_1
    assert read("a.xlf", raw.encode(encoding)).pairs == [("a", "Сброс")]


PIECES = st.lists(
    st.one_of(
        st.text("абвЁїabZ💥é\u0301 \u00a0;", min_size=1, max_size=5).map(lambda t: (t, t)),
        st.sampled_from(
            [
                ("&amp;", "&"),
                ("&#1105;", "ё"),
                ("&#x1F4A5;", "💥"),
                ("<![CDATA[", ""),
                ("<g id='1'>q</g>", "q"),
                ("<mrk\nmtype='x'>", ""),
                ("<!-- & -->", ""),
                ("<x id='1'/>", PLACEHOLDER),
                ("<x id='1' equiv-text='{0}'/>", "{0}"),
            ]
        ),
    ),
    max_size=12,
)


@settings(max_examples=100, deadline=None)
@given(PIECES, st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
def test_places_lead_to_the_letters(
    read: Any, lay: Any, pieces: list[tuple[str, str]], encoding: str
) -> None:
    """Every letter of a unit stands in the file where its place says."""
    kept = [(OPEN_1.partition("\n")[2], ""), ('<trans-unit id="1"><source>', ""), ("x", "x")]
    for raw, text in pieces:
        if raw == "<![CDATA[":
            kept += [(raw, ""), ("<&>", "<&>"), ("]]>", "")]
        elif raw.startswith("<mrk"):
            kept += [(raw, ""), ("ы", "ы"), ("</mrk>", "")]
        elif raw.startswith("<g"):
            kept += [("<g id='1'>", ""), ("q", "q"), ("</g>", "")]
        else:
            kept += [(raw, text)]
    kept += [("</source></trans-unit>" + CLOSE_1, "")]
    laid = lay(kept)
    found = read("p.xlf", laid.raw.encode(encoding))
    laid.check(found.units[0].source)
