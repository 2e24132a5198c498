"""Word documents."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from fidelity.errors import InputError
from fidelity.passages import Item, Notice, Passage

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def relations(**targets: str) -> str:
    """Write a part that refers to others: what they are, and where."""
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{REL}{kind.rstrip("0123456789")}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items())
    )
    return f"<Relationships>{rows}</Relationships>"


def docx(body: str, **parts: str) -> bytes:
    """Write a Word document with a body and perhaps headers, footers, notes and styles."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", relations(officeDocument="word/document.xml"))
        archive.writestr(
            "word/_rels/document.xml.rels", relations(**{name: f"{name}.xml" for name in parts})
        )
        archive.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {W}>{content}</w:{name}>")
    return stream.getvalue()


def p(*runs: str, properties: str = "") -> str:
    """Write a paragraph; a run that is no XML is plain text."""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    """Write a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_paragraphs_have_numbers_for_lines(read: Any) -> None:
    """Paragraphs are counted, empty ones too; runs make one text; columns count its letters."""
    found = read("a.docx", docx(p("Первый") + p() + p("Вто", "рой абзац")), source="ru")
    assert found.texts == ["Первый", "Второй абзац"]
    place = found.passages[1].place(7)
    assert (place.line, place.column, found.passages[1].language) == (3, 8, "ru")


def test_tracked_changes(read: Any) -> None:
    """Insertions are read, deletions are not, moved text is read where it is now."""
    found = read(
        "a.docx",
        docx(
            p("чисто")
            + p(
                "Стороны ",
                f"<w:ins>{r('решительно ')}</w:ins>",
                "<w:del><w:r><w:delText>мягко </w:delText></w:r></w:del>",
                f"<w:moveFrom>{r('вчера ')}</w:moveFrom>",
                "осудили",
                f"<w:moveTo>{r(' вчера')}</w:moveTo>",
            )
        ),
    )
    assert found.texts == ["чисто", "Стороны решительно осудили вчера"]
    (notice,) = found.notices
    assert notice.message.startswith("the document holds 4 tracked changes")
    assert notice.place.line == 2


def test_a_document_without_changes_has_no_notice(read: Any) -> None:
    """Nothing is said where there is nothing to say."""
    assert not read("a.docx", docx(p("a"))).notices


def test_a_deleted_paragraph_end_joins_paragraphs(read: Any) -> None:
    """Where the end of a paragraph is deleted, the next one goes on with it."""
    mark = "<w:rPr><w:del/></w:rPr>"
    found = read("a.docx", docx(p("раз ", properties=mark) + p("два") + p("три")))
    assert found.texts == ["раз два", "три"]
    assert [found.passages[0].place(at).line for at in (0, 4)] == [1, 2]


def test_headers_footers_notes_and_tables(read: Any) -> None:
    """Every part of a document is read and says what it is."""
    line = f'<w:footnote w:type="separator">{p("-")}</w:footnote>'
    note = f"{line}<w:footnote>{p('сноска')}</w:footnote>"
    row = "<w:tr>" + "".join(f"<w:tc>{p(text)}</w:tc>" for text in "ab") + "</w:tr>"
    found = read(
        "a.docx",
        docx(
            p("тело") + f"<w:tbl>{row}{row}</w:tbl>" + p("конец"),
            footer1=p("низ"),
            header1=p("верх"),
            footnotes=note,
        ),
    )
    assert [(item.text, item.kind, item.id) for item in found.passages] == [
        ("верх", "header", "header 1"),
        ("тело", "paragraph", None),
        ("a", "table cell", "table 1, row 1, cell 1"),
        ("b", "table cell", "table 1, row 1, cell 2"),
        ("a", "table cell", "table 1, row 2, cell 1"),
        ("b", "table cell", "table 1, row 2, cell 2"),
        ("конец", "paragraph", None),
        ("сноска", "footnote", "footnote 1"),
        ("низ", "footer", "footer 1"),
    ]


def test_headings_and_list_items(read: Any) -> None:
    """A heading is known by the name of its style, whatever the id, or by its outline level."""
    styles = '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    found = read(
        "a.docx",
        docx(
            p("a", properties='<w:pStyle w:val="1"/>')
            + p("b", properties='<w:outlineLvl w:val="2"/>')
            + p("c", properties="<w:numPr/>")
            + p("d", properties='<w:pStyle w:val="Text"/>'),
            styles=styles,
        ),
    )
    assert [item.kind for item in found.passages] == [
        "heading",
        "heading",
        "list item",
        "paragraph",
    ]


@pytest.mark.parametrize(
    ("run", "text"),
    [
        (f"<w:hyperlink>{r('ссылка')}</w:hyperlink>", "ссылка"),
        (
            f"<w:sdt><w:sdtPr>{r('no')}</w:sdtPr><w:sdtContent>{r('поле')}</w:sdtContent></w:sdt>",
            "поле",
        ),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t> c</w:t></w:r>", "a\nb\tc"),
        ("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t></w:r>", "co\u2011op"),
        (f"<w:r><w:instrText>PAGE</w:instrText></w:r>{r('7')}", "7"),
        (r("тайна", "<w:vanish/>") + r("явь", '<w:vanish w:val="0"/>'), "явь"),
        (r("&amp; &lt;"), "& <"),
    ],
)
def test_text_is_what_a_reader_sees(read: Any, run: str, text: str) -> None:
    """Fields show their result; hidden text and codes are not read."""
    assert read("a.docx", docx(p(run))).texts == [text]


def test_text_boxes(read: Any) -> None:
    """A text box is read once, after the paragraph that it hangs on."""
    box = f"<w:txbxContent>{p('рамка')}</w:txbxContent>"
    run = (
        f"<w:r><mc:AlternateContent xmlns:mc='m'><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert read("a.docx", docx(p("текст", run))).texts == ["текст", "рамка"]


def archive(**parts: bytes) -> bytes:
    """Write an archive of some parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts.items():
            opened.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"text", "damaged or no DOCX"),
        (b"PK\x03\x04" + b"\0" * 100, "damaged or no DOCX"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "password"),
        (archive(other=b"x"), "damaged or no DOCX"),
        (docx("<w:p>"), "not well-formed"),
        (docx(p("a")).replace(b"word/document.xml", b"word/documenx.xml"), "damaged or no DOCX"),
        (archive(word__document=b"\0" * 3_000_000), "far larger"),
    ],
)
def test_what_is_broken_is_said(read: Any, raw: bytes, words: str) -> None:
    """A damaged or protected file, and one that swells, are refused in one line."""
    with pytest.raises(InputError, match=words):
        read("a.docx", raw)


def test_a_part_that_is_longer_than_it_claims_is_refused(read: Any) -> None:
    """A false size in the archive's directory does not get more read than it says."""
    raw = bytearray(docx(p("a" * 5000)))
    entry = raw.rfind(b"PK\x01\x02", 0, raw.rfind(b"word/document.xml"))
    raw[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    with pytest.raises(InputError):
        read("a.docx", bytes(raw))


def test_items_come_in_the_order_of_the_document(read: Any) -> None:
    """The notice about changes comes last."""
    found = read("a.docx", docx(p(f"<w:ins>{r('a')}</w:ins>") + p("b")))
    kinds: list[type[Item]] = [type(item) for item in found.items]
    assert kinds == [Passage, Passage, Notice]
