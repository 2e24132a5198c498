"""Plain text."""

from __future__ import annotations

import textwrap
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

WORDS = (
    "The Secretary-General deplored the violence in the territory and called upon all parties to "
    "exercise the utmost restraint. He recalled that every civilian must be protected under "
    "international humanitarian law, and that those who are responsible must be held to account."
)


def test_a_blank_line_ends_a_paragraph(read: Any) -> None:
    """Blank lines, also with spaces on them, part paragraphs."""
    found = read("a.txt", "Первый абзац.\n\nВторой.\n \t\nТретий.")
    assert found.texts == ["Первый абзац.", "Второй.", "Третий."]
    assert [str(p.place()).rpartition("a.txt:")[2] for p in found.passages] == ["1:1", "3:1", "5:1"]


def test_lines_of_a_text_that_is_not_broken_to_a_width_are_paragraphs(read: Any) -> None:
    """One sentence a line, as in files of sentences, stays one passage a line."""
    found = read("a.txt", "He deplores it.\nThe Council met on Monday, 6 March, in Geneva.\nYes.\n")
    assert len(found.texts) == 3


def test_lines_broken_to_a_width_are_joined(read: Any) -> None:
    """A paragraph broken to a width reads as one, its breaks as spaces."""
    broken = textwrap.fill(WORDS, 72)
    found = read("a.txt", f"{broken}\n\n{broken}\n")
    assert found.texts == [WORDS, WORDS]
    last = found.passages[1].place(WORDS.index("account"))
    row = f"{broken}\n\n{broken}".split("\n")[last.line - 1]
    assert row[last.column - 1 :].startswith("account")


def test_short_lines_between_broken_paragraphs_stay_apart(read: Any) -> None:
    """In a text broken to a width, a line with room left ends its paragraph."""
    broken = textwrap.fill(WORDS, 72)
    found = read("a.txt", f"Statement\n6 March 2009\n\n{broken}\n\n{broken}\n")
    assert found.texts == ["Statement", "6 March 2009", WORDS, WORDS]


def test_a_line_break_in_chinese_is_no_space(read: Any) -> None:
    """Where words are written without spaces, a broken line adds none."""
    line = (
        "外交部发言人表示中国政府对此表示强烈不满和坚决反对并已向有关方面提出严正交涉"
        "敦促其立即纠正错误停止干涉中国内政"
    )
    found = read("a.txt", "\n".join([line, line, line, "以免", ""]))
    assert found.texts == [line * 3 + "以免"]


def test_the_language_is_the_one_named(read: Any) -> None:
    """A plain text is in the language that the user names."""
    assert read("a.txt", "Да", source="ru").passages[0].language == "ru"


def test_other_line_ends_count_as_in_an_editor(read: Any) -> None:
    """Lines end with a line feed, a carriage return, or both; nothing else ends one."""
    found = read("a.txt", "раз\r\n\r\nдва\r\rтри\u2028четыре\x0cпять\n\nшесть")
    assert [p.place().line for p in found.passages] == [1, 3, 5, 7]


LETTERS = st.text("абвЁїabZ💥é\u0301\u00a0.,«", min_size=1, max_size=6).filter(str.strip)
SPACES = st.sampled_from([" ", "  ", "\t", " \t "])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(LETTERS, SPACES, st.booleans()), min_size=1, max_size=12))
def test_places_lead_to_the_letters(
    read: Any, lay: Any, words: list[tuple[str, str, bool]]
) -> None:
    """Every letter of a passage stands in the file where its place says."""
    pieces: list[tuple[str, str]] = [("   ", "")]
    laid = []
    for word, space, ends in words:
        pieces += [(word, word)]
        if ends:
            laid.append(lay(pieces))
            pieces = [(lay(pieces).raw + "\n\n", "")]
        else:
            pieces += [(space, " ")]
    if not words[-1][2]:
        laid.append(lay(pieces[:-1]))
        pieces = [(lay(pieces).raw, "")]
    found = read("p.txt", lay(pieces).raw)
    assert len(found.passages) == len(laid)
    for passage, expected in zip(found.passages, laid, strict=True):
        expected.check(passage)
