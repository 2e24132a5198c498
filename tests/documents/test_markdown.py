"""Markdown."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.errors import InputError
from fidelity.passages import PLACEHOLDER, Passage

SAMPLE = """\
---
title: not read
---
# Заявление *министра* #

Стороны выразили [сожаление](http://example.org "не текст") о `code`
и <b>призвали</b> всех.[^1]

> - первый
>   пункт
>   1. второй

| En | Ru |
|----|----|
| reset \\| x | сброс |

    code

```
code
```

Подпись
-------

<div lang="fr">L'été</div>

[^1]: Слово
[^2]: Два слова
"""


def test_blocks_are_passages(read: Any) -> None:
    """Headings, paragraphs, list items, cells and footnotes are passages; code is left out."""
    found = read("a.md", SAMPLE, source="ru")
    assert [(p.text, p.kind, p.language) for p in found.passages] == [
        ("Заявление министра", "heading", "ru"),
        (f"Стороны выразили сожаление о {PLACEHOLDER} и призвали всех.", "paragraph", "ru"),
        ("первый пункт", "list item", "ru"),
        ("второй", "list item", "ru"),
        ("En", "table cell", "ru"),
        ("Ru", "table cell", "ru"),
        ("reset | x", "table cell", "ru"),
        ("сброс", "table cell", "ru"),
        ("Подпись", "heading", "ru"),
        ("L'été", "paragraph", "fr"),
        ("Слово", "footnote", "ru"),
        ("Два слова", "footnote", "ru"),
    ]


def test_every_word_has_its_place(read: Any) -> None:
    """Words in lists, quotations, tables and HTML stand where their places say."""
    found = read("a.md", SAMPLE)
    rows = SAMPLE.split("\n")
    for passage in found.passages:
        at = 0
        for word in passage.text.split():
            at = passage.text.index(word, at)
            if word in {"|", PLACEHOLDER}:
                continue
            place = passage.place(at)
            assert rows[place.line - 1][place.column - 1 :].startswith(word), word


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("\\*not\\* emphasis\\", "*not* emphasis\\"),
        ("5 * 3 _ 2 snake_case_word", "5 * 3 _ 2 snake_case_word"),
        ("**bold*** ~~struck~~ ~", "bold* struck ~"),
        ("&copy; &#1105; &nosuch;", "© ё &nosuch;"),
        ("<https://example.org/а> [x][] [y]", "https://example.org/а x [y]"),
        ("[a [b](c) d](e)", "[a b d](e)"),
        ("[a *b* ![c](d) e!](f) g", "a b e! g"),
        ("раз  \nдва\\\nтри", "раз\nдва\nтри"),
        ("раз<br>два", "раз\nдва"),
        ("外交部\n发言人", "外交部发言人"),
    ],
)
def test_text_is_what_a_reader_sees(read: Any, raw: str, text: str) -> None:
    """Marks that shape the text are left out; marks that do not stay."""
    assert read("a.md", f"{raw}\n\n[x]: http://a.b 'c'\n").passages[0].text == text


def test_the_description_of_an_image_is_a_passage(read: Any) -> None:
    """It follows the paragraph that the image stands in."""
    found = read("a.md", "До ![Фото *министра*](x.png) после\n")
    assert [(p.text, p.kind) for p in found.passages] == [
        ("До после", "paragraph"),
        ("Фото министра", "caption"),
    ]
    assert found.passages[1].place(5).column == 12


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        ("| 1 | 1 |", [3, 7]),
        ("1 | 1", [1, 5]),
        ("> | 1 | 1 |", [5, 9]),
        ("1. | 1 | 1 |", [6, 10]),
        ("| \\| | 1 |", [3, 8]),
        ("|1|1", [2, 4]),
    ],
)
def test_cells_are_found_in_their_row(read: Any, row: str, columns: list[int]) -> None:
    """Cells that read alike, or like the marks before the table, have their own places."""
    marks = "> " if row.startswith(">") else "   " if row.startswith("1.") else ""
    found = read("a.md", f"{row}\n{marks}|-|-|\n")
    assert [p.place().column for p in found.passages] == columns


def test_front_matter_is_not_taken_for_a_rule(read: Any) -> None:
    """Only settings between the lines are front matter, not a text between two rules."""
    assert read("a.md", "---\n\nтекст\n\n---\n").texts == ["текст"]
    assert read("a.md", "---\nтекст\n---\n").texts == ["текст"]
    assert read("a.md", "+++\na = 1\n+++\nтекст\n").passages[0].place().line == 4


def test_a_comment_holds_a_suppression_for_its_passage(read: Any) -> None:
    """A suppression comes before the passage that it stands in or before."""
    found = read(
        "a.md",
        "раз\n\n<!-- fidelity: ignore missing-term because it is quoted -->\n\nдва\n\n"
        "> три <!-- fidelity: ignore x because of y --> четыре\n",
    )
    kinds = [item.text if isinstance(item, Passage) else "ignore" for item in found.items]
    assert kinds == ["раз", "ignore", "два", "ignore", "три четыре"]
    assert [(s.place.line, s.place.column) for s in found.suppressions] == [(3, 1), (7, 7)]


def test_a_paragraph_without_end_is_refused(read: Any) -> None:
    """A paragraph that would keep the parser busy for minutes is no prose."""
    with pytest.raises(InputError, match="longer than 100,000") as fault:
        read("a.md", "# a\n\n> " + "[" * 200_000)
    assert (fault.value.place.line, fault.value.place.column) == (3, 3)


def test_a_page_of_nothing_but_code_says_so(read: Any) -> None:
    """A file without text is no fault, and the user is told."""
    found = read("a.md", "```\ncode\n```\n")
    assert [notice.message for notice in found.notices] == ["the file holds no text to check"]


WORD = st.text("абвЁїabZ💥é.,;1", min_size=1, max_size=5)
INLINE = st.one_of(
    WORD.map(lambda t: [(t, t)]),
    st.sampled_from(
        [
            [("\\*", "*")],
            [("&amp;", "&")],
            [("&#x1F4A5;", "💥")],
            [("<b>", "")],
            [("`x*`", PLACEHOLDER), (".", ".")],
            [("<!-- * -->", "")],
        ]
    ),
    WORD.map(lambda t: [("[", ""), ("q" + t + "!", "q" + t + "!"), (f'](<u {t}!> "{t}!")', "")]),
    WORD.map(lambda t: [("x ", "x "), ("**", ""), (f"q{t}q", f"q{t}q"), ("**", ""), (" x", " x")]),
    WORD.map(lambda t: [("![", ""), (t, ""), ("](u)", "")]),
    st.sampled_from([[(" ", " ")], [("  ", " ")], [("\n", " ")]]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(INLINE, max_size=10), st.sampled_from(["", "# ", "> ", "- ", "1. > "]))
def test_places_lead_to_the_letters(
    read: Any, lay: Any, pieces: list[list[tuple[str, str]]], mark: str
) -> None:
    """Every letter of a passage stands in the file where its place says."""
    kept = [("\n", ""), (mark, ""), ("x", "x")]
    quiet = {"> ": "> ", "- ": "  ", "1. > ": "   > "}
    for part in pieces:
        for raw, text in part:
            if "\n" in raw and mark == "# ":
                continue
            before = next((t for _, t in reversed(kept) if t), "")
            blank = text == " " and before == " "
            # A letter keeps marks from meaning something else at the beginning of a line.
            if raw == "\n" and kept[-1][0].endswith(" "):
                kept.append(("x", "x"))  # two spaces would break the line
                blank = False
            more = [(quiet.get(mark, ""), ""), ("x", "x")] if raw == "\n" else []
            kept += [(raw, "" if blank else text), *more]
    kept += [("x", "x")]
    laid = lay(kept)
    found = read("p.md", laid.raw)
    laid.check(found.passages[0])
