"""HTML."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.errors import InputError
from fidelity.passages import PLACEHOLDER, Passage, Suppression


def test_blocks_are_passages_and_other_tags_shape_text(read: Any) -> None:
    """A block ends a passage; a tag inside one neither ends it nor parts a word."""
    found = read(
        "a.html",
        "<h1>Пере<b>груз</b>ка</h1><p>Один<p>два <i>три</i></p>четыре<ul><li>пять<li>шесть</ul>"
        "<table><tr><td>7<td>8</table><figcaption>девять</figcaption>",
    )
    assert [(p.text, p.kind) for p in found.passages] == [
        ("Перегрузка", "heading"),
        ("Один", "paragraph"),
        ("два три", "paragraph"),
        ("четыре", "paragraph"),
        ("пять", "list item"),
        ("шесть", "list item"),
        ("7", "table cell"),
        ("8", "table cell"),
        ("девять", "caption"),
    ]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a &amp; b", "a & b"),
        ("a &#1073;&#x431; b", "a бб b"),
        ("L&rsquo;&eacute;t&eacute;", "L’été"),
        ("&notit; &nosuch; & c", "¬it; &nosuch; & c"),
        ("1 < 2 <3 a<b>c</b>", "1 < 2 <3 ac"),
        ("a&nbsp;b  \n\t c", "a\u00a0b c"),
        ("a<br>b<br/> c", "a\nb\nc"),
        ("a <!-- x > y --> b <!> c <?php x ?>d", "a b c d"),
        ("use <code>git <b>x</b></code> now", f"use {PLACEHOLDER} now"),
        ("<a title='a > b' href=x>c</a>", "c"),
    ],
)
def test_text_is_what_a_reader_sees(read: Any, raw: str, text: str) -> None:
    """References are resolved, markup is left out, white space is one space."""
    assert read("a.html", f"<p>{raw}</p>").texts == [text]


def test_scripts_and_styles_are_left_out(read: Any) -> None:
    """What is no text of the page is not read, whatever is in it."""
    raw = (
        "<script>if (a < b) '</p><p>no'</script><style>p {}</style><p>да</p>"
        "<template><p>no</p></template><svg><text>no</text></svg>"
    )
    assert read("a.html", raw).texts == ["да"]


def test_the_nearest_lang_attribute_names_the_language(read: Any) -> None:
    """A language holds for an element and what is in it; one that is none is passed over."""
    found = read(
        "a.html",
        '<html lang="en_GB"><p>a<div lang=RU><p>б<p lang="fr">c<p lang="?">д</div>e',
        source="de",
    )
    languages = [(p.text, p.language) for p in found.passages]
    assert languages == [("a", "en-GB"), ("б", "ru"), ("c", "fr"), ("д", "ru"), ("e", "en-GB")]


def test_the_description_of_an_image_is_a_passage(read: Any) -> None:
    """It follows the passage that the image stands in, with its own places."""
    found = read("a.html", '<p>До <img src="x" alt="Фото &quot;министра&quot;"> после</p>')
    assert [(p.text, p.kind) for p in found.passages] == [
        ("До после", "paragraph"),
        ('Фото "министра"', "caption"),
    ]
    place = found.passages[1].place(6)
    assert (place.line, place.column) == (1, 36)


def test_a_comment_holds_a_suppression_for_its_passage(read: Any) -> None:
    """A suppression comes before the passage that it stands in or before."""
    found = read(
        "a.html",
        "<p>раз</p><!-- fidelity: ignore missing-term, force-shift because the\nhouse says so "
        "until 2027-01-31 --><p>два</p><p>три <!--fidelity: ignore x because no--></p>",
    )
    kinds = [item.text if isinstance(item, Passage) else "ignore" for item in found.items]
    assert kinds == ["раз", "ignore", "два", "ignore", "три"]
    first: Suppression = found.suppressions[0]
    assert first.rules == ("missing-term", "force-shift")
    assert (first.reason, first.until) == ("the house says so", "2027-01-31")
    assert (first.place.line, first.place.column) == (1, 11)


@pytest.mark.parametrize(
    "remark",
    [
        "fidelity: ignore missing-term",
        "fidelity: ignore missing-term because",
        "fidelity: ignore because of it",
        "fidelity: ignore a because b until 2027-02-30",
        "fidelity: please stop",
    ],
)
def test_a_remark_that_is_not_understood_is_said(read: Any, remark: str) -> None:
    """A suppression without a reason has no effect, and the user is told."""
    found = read("a.html", f"<p>a</p>\n<!-- {remark} -->")
    assert not found.suppressions
    assert found.notices[0].place.line == 2


def test_what_never_ends_is_said(read: Any) -> None:
    """Text that a browser would swallow is not passed over in silence."""
    found = read("a.html", "<p>a</p>\n b <!-- c\n<p>d</p>")
    assert found.texts == ["a", "b"]
    assert (found.notices[0].place.line, found.notices[0].place.column) == (2, 4)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        ('<?xml version="1.0" encoding="windows-1251"?>', "cp1251"),
        ('<meta charset="utf-16">', "utf-8"),
        ("", "utf-16"),
    ],
)
def test_the_declared_encoding_counts(read: Any, head: str, encoding: str) -> None:
    """A page is read in the encoding that it declares, unless it cannot be so."""
    assert read("a.html", f"{head}<p>Перезагрузка</p>".encode(encoding)).texts == ["Перезагрузка"]


def test_a_declared_encoding_that_is_wrong_is_said(read: Any) -> None:
    """UTF-8 that calls itself Windows-1251 would read as noise."""
    with pytest.raises(InputError, match="declares the encoding windows-1251, but the text is UTF"):
        read("a.html", '<meta charset="windows-1251"><p>Перезагрузка</p>')


@pytest.mark.parametrize("hostile", ["<a", "<!--", "<a b='", "<script>", "&", "<p>", "</p><p><b>"])
def test_hostile_pages_are_read_in_linear_time(read: Any, hostile: str) -> None:
    """A page made to be slow is read all the same: a quadratic reader would not end."""
    read("a.html", "x" + hostile * (400_000 // len(hostile)))


PIECES = st.lists(
    st.one_of(
        st.text("абвЁїabZ💥é\u0301\u00a0;#", min_size=1, max_size=5).map(lambda t: (t, t)),
        st.sampled_from(
            [
                ("&amp;", "&"),
                ("&lt;", "<"),
                ("&#1105;", "ё"),
                ("&#x1F4A5;", "💥"),
                ("&NotEqualTilde;", "≂̸"),
                ("<b>", ""),
                ("</i >", ""),
                ("<a\nhref='<>'>", ""),
                ("<!-- & <p> -->", ""),
                ("<code>x</code>", PLACEHOLDER),
            ]
        ),
        st.sampled_from([" ", "\n", " \n\t "]).map(lambda t: (t, " ")),
    ),
    max_size=15,
)


@settings(max_examples=100, deadline=None)
@given(PIECES)
def test_places_lead_to_the_letters(read: Any, lay: Any, pieces: list[tuple[str, str]]) -> None:
    """Every letter of a passage stands in the file where its place says."""
    kept: list[tuple[str, str]] = [("<p>x", "")]
    kept[0:] = [("<div>\n<p>", ""), ("x", "x")]
    for raw, text in pieces:
        blank = next((t for _, t in reversed(kept) if t), "") == " "
        kept.append((raw, "" if blank and text == " " else text))
    kept += [("!", "!"), ("</p>", "")]
    laid = lay(kept)
    found = read("p.html", laid.raw)
    laid.check(found.passages[0])
