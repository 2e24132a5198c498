"""The report as a page."""

from __future__ import annotations

import io
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from fidelity.model import Finding, Place, Report, Span, Unchecked
from fidelity.protocols import View
from fidelity.reports.html import write

LOADING = ("src", "href", "srcset", "data", "action", "poster", "background")


def text(report: Report, view: View | None = None) -> str:
    """Write a report into a string."""
    stream = io.StringIO()
    write(report, stream, view=view)
    return stream.getvalue()


def page(report: Report, view: View | None = None) -> etree._Element:
    """Write a report and parse it as a browser would."""
    return html.document_fromstring(text(report, view))


def words(part: etree._Element) -> str:
    """Give what a reader sees of a part."""
    return " ".join("".join(str(each) for each in part.itertext()).split())


def test_both_texts_stand_side_by_side_with_the_words_marked(translated: Report) -> None:
    """The original first, each with its place."""
    article = page(translated).find(".//article")
    assert article is not None
    original, rendering = article.findall(".//div[@class='texts']/div")
    assert words(original) == (
        "original, press/en/a.md:10:14The Minister deplores the <b>strike</b>."
    )
    assert words(rendering) == "translation, press/ru/a.md:12:9Министр осуждает удар."
    assert [mark.text for mark in article.iter("mark")] == ["deplores", "осуждает"]
    assert "Instead: выражает сожаление" in words(article)


def test_what_was_left_out_is_marked_in_the_original_alone(translated: Report) -> None:
    """The translation is there to be read."""
    article = page(translated).findall(".//article")[1]
    assert [mark.text for mark in article.iter("mark")] == ["at once"]
    assert "Он призывает к спокойствию." in words(article)


def test_a_finding_in_a_glossary_quotes_both_terms(sample: Report) -> None:
    """With the evidence folded away."""
    article = page(sample).find(".//article")
    assert article is not None
    assert [mark.text for mark in article.iter("mark")] == ["reset", "перегрузка"]
    assert "overload, congestion, excess, …" in words(article)


def test_nothing_is_loaded_and_nothing_runs(translated: Report, fault: Unchecked) -> None:
    """It can be opened from a mail, on a machine without a network."""
    root = page(replace(translated, unchecked=(fault,)), View(verbose=True))
    assert not list(root.iter("script", "link", "img", "iframe", "object", "base", "form"))
    assert not [
        name for each in root.iter(etree.Element) for name in each.attrib if name in LOADING
    ]
    assert "url(" not in text(translated)
    assert "@import" not in text(translated)
    policy = root.find(".//meta[@http-equiv='Content-Security-Policy']")
    assert policy is not None
    assert str(policy.get("content")).startswith("default-src 'none'")


def test_what_was_not_checked_comes_first(sample: Report, fault: Unchecked) -> None:
    """A reader must not take the page for a clean one."""
    shown = words(page(replace(sample, unchecked=(fault,))))
    assert shown.index(fault.message) < shown.index("drifted-meaning")


def test_what_was_let_stand_is_there_with_its_reason(translated: Report) -> None:
    """Folded away, but not hidden."""
    assert "the wording of the resolution" in words(page(translated))


def test_it_says_how_the_run_ended(sample: Report) -> None:
    """The last line of the command is the first of the page."""
    root = page(sample, View(last_line="3 checked. Exit 1: 1 error."))
    assert words(root.findall(".//p")[0]) == "3 checked. Exit 1: 1 error."


def test_verbose_lists_every_verdict(sample: Report) -> None:
    """Those that are no finding too."""
    assert "truce → перемирие: faithful" in words(page(sample, View(verbose=True)))
    assert "truce → перемирие" not in words(page(sample))


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C"]), max_size=40))
def test_no_text_becomes_markup(said: str) -> None:
    """Whatever stands in a document or in its name."""
    finding = Finding("r", "note", f"({said})", target=Span(Place(said or "a", 1, 1), said))
    root = page(Report((), (finding,), (), ""))
    article = root.find(".//article")
    assert article is not None
    assert {str(each.tag) for each in article.iter()} <= {
        "article",
        "p",
        "span",
        "code",
        "div",
        "mark",
    }
    assert f"({said})".split() == words(article.findall(".//p")[0]).split()[2:]
