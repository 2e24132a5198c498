"""TMX."""

from __future__ import annotations

from typing import Any

import pytest

from fidelity.errors import InputError
from fidelity.passages import PLACEHOLDER, Suppression, Unit


def memory(*units: str, source: str = "en-US") -> str:
    """Write a memory as its programs do, with a DOCTYPE that names a DTD."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
        f'<tmx version="1.4"><header srclang="{source}"/><body>\n' + "\n".join(units) + "\n"
        "</body></tmx>"
    )


def unit(name: str = "", **texts: str) -> str:
    """Write a unit with a text in each of some languages."""
    named = f' tuid="{name}"' if name else ""
    variants = "".join(
        f'<tuv xml:lang="{tag.replace("_", "-")}"><seg>{text}</seg></tuv>'
        for tag, text in texts.items()
    )
    return f"<tu{named}>{variants}</tu>"


def test_a_unit_pairs_two_languages(read: Any) -> None:
    """The source is the language of the header, the target the only other one."""
    found = read("a.tmx", memory(unit("a", ru="Сброс", en_US="Reset")))
    (only,) = found.units
    assert (only.source.text, only.source.language) == ("Reset", "en-US")
    assert (only.target.text, only.target.language, only.id) == ("Сброс", "ru", "a")


def test_the_languages_that_the_user_names_count(read: Any) -> None:
    """They may also be the other way round, and one of many."""
    raw = memory(unit(en="Reset", fr="Remise", ru="Сброс"))
    assert read("a.tmx", raw, source="ru", target="fr").pairs == [("Сброс", "Remise")]


def test_the_nearest_variant_counts(read: Any) -> None:
    """Among regional variants the nearest is taken; another language never is."""
    raw = memory(unit(en_GB="Colour", en_US="Color", pt_PT="Cor", pt_BR="Cor do Brasil"))
    found = read("a.tmx", raw, source="en-AU", target="pt-BR")
    assert found.pairs == [("Colour", "Cor do Brasil")]
    raw = memory(unit(en="Reset", be="Скід"))
    found = read("a.tmx", raw, source="en", target="ru")
    assert not found.units


def test_units_that_lack_a_language_are_counted(read: Any) -> None:
    """They are passed over, but not in silence."""
    raw = memory(unit(en="a", ru="а"), unit(en="b"), unit(fr="c", ru="ц"))
    found = read("a.tmx", raw, source="en", target="ru")
    assert found.pairs == [("a", "а")]
    assert found.notices[0].message.startswith("2 of the units")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("re<bpt i='1'>&lt;b></bpt>set<ept i='1'>&lt;/b></ept>", "reset"),
        ("a <ph>{1}</ph> b", f"a {PLACEHOLDER} b"),
        ("a<ph type='lb'/>b", "a\nb"),
        ("<hi type='x'>UN</hi> &amp; co", "UN & co"),
        ("a<it pos='begin'>&lt;i></it>b<ut>x</ut>", "ab"),
    ],
)
def test_text_is_what_a_reader_sees(read: Any, raw: str, text: str) -> None:
    """Tags leave nothing, or a placeholder where they stand alone."""
    assert read("a.tmx", memory(unit(en_US=raw, ru="x"))).units[0].source.text == text


def test_texts_inside_codes_are_units(read: Any) -> None:
    """A text inside a tag is a unit of its own."""
    image = "<ph>&lt;img alt='<sub>{}</sub>'></ph>"
    raw = memory(unit("a", en_US="a" + image.format("flag"), ru="б" + image.format("флаг")))
    found = read("a.tmx", raw)
    assert [(u.id, u.source.text, u.target.text) for u in found.units[1:]] == [
        ("a/sub1", "flag", "флаг")
    ]


def test_places_and_notes(read: Any) -> None:
    """A text has its place; a note goes with its unit and can hold a suppression."""
    raw = memory(
        "<tu><note>fidelity: ignore x because of y</note><tuv xml:lang='en-US'><seg>a&amp;b</seg>"
        "</tuv><tuv lang='ru'><seg>а и б</seg></tuv></tu>"
    )
    found = read("a.tmx", raw)
    assert [type(item) for item in found.items] == [Suppression, Unit]
    row = raw.split("\n")[3]
    place = found.units[0].source.place(2)
    assert (place.line, row[place.column - 1 :][:2]) == (4, "b<")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("<xliff/>", "no TMX"),
        (memory("<tu><tuv><seg>a</seg></tuv></tu>"), "language is missing"),
        (memory(unit(en_US="a", ru="б", fr="c")), "several languages"),
        (memory(unit(en_US="a", ru="б"), unit(en_US="a", fr="c")), "several languages"),
        (memory(unit(en="a", ru="б"), source="*all*"), "which language is the source"),
        (memory("<tu><tuv xml:lang='en'>"), "not well-formed"),
    ],
)
def test_what_is_broken_is_said(read: Any, raw: str, words: str) -> None:
    """A file that is broken, or whose languages cannot be told, is refused with the place."""
    with pytest.raises(InputError, match=words) as fault:
        read("a.tmx", raw)
    assert fault.value.place.line
