"""The report in Markdown."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from fidelity.model import Finding, Place, Report, Span, Unchecked
from fidelity.protocols import View
from fidelity.reports._columns import clean
from fidelity.reports.markdown import plain, write

RENDER = MarkdownIt("commonmark").enable("table")


def text(report: Report, view: View | None = None) -> str:
    """Write a report into a string."""
    stream = io.StringIO()
    write(report, stream, view=view)
    return stream.getvalue()


class Shown(HTMLParser):
    """Keeps what a reader sees, and the tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words = ""
        self.tags: set[str] = set()
        self.feed(page)
        self.close()

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self.words += data

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        """Keep the name of the tag."""
        self.tags.add(tag)


def test_both_texts_stand_in_a_table_with_the_words_marked(translated: Report) -> None:
    """As it is rendered."""
    page = RENDER.render(text(translated))
    assert "<td>The Minister <ins><b>deplores</b></ins> the &lt;b&gt;strike&lt;/b&gt;.</td>" in page
    assert "<td>Министр <ins><b>осуждает</b></ins> удар.</td>" in page
    assert "<h3>press/ru/a.md</h3>" in page
    assert "instead: выражает сожаление" in page


def test_it_begins_with_the_last_line(sample: Report) -> None:
    """A reader of a comment wants the end first."""
    page = RENDER.render(text(sample, View(last_line="3 checked. Exit 1: 1 error.")))
    assert page.startswith("<h2>fidelity</h2>\n<p>3 checked. Exit 1: 1 error.</p>")


def test_what_was_not_checked_comes_before_the_findings(sample: Report, fault: Unchecked) -> None:
    """It is graver than what was found."""
    page = RENDER.render(text(replace(sample, unchecked=(fault,))))
    assert page.index(fault.message) < page.index("drifted-meaning")


def test_what_was_let_stand_is_folded_away_with_its_reason(translated: Report) -> None:
    """Nothing is hidden."""
    page = RENDER.render(text(translated))
    assert "<details><summary>1 finding let stand</summary>" in page
    assert "the wording of the resolution" in page


def test_nobody_is_called_and_nothing_is_linked() -> None:
    """GitHub makes mentions and references out of what is rendered: something must part them."""
    assert "@<!-- -->anna" in RENDER.renderInline(plain("@anna"))
    assert "#<!-- -->12" in RENDER.renderInline(plain("#12"))


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_any_text_is_shown_as_it_is(words: str) -> None:
    """No sign in a text becomes markup."""
    finding = Finding("r", "note", f"x{words}x", target=Span(Place("a.md", 1, 1), "y"))
    shown = Shown(RENDER.render(text(Report((), (finding,), (), ""))))
    assert shown.tags == {"h2", "h3", "p", "strong", "code"}
    assert flat(f"line 1, r: x{clean(words)}x") in flat(shown.words)


def flat(text: str) -> str:
    """Leave out how the text is broken into lines, and the spaces at their ends."""
    return re.sub(r"\s+", "", text)
