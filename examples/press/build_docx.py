"""Writes the Word files of this example from the texts in ``word/``: ``python build_docx.py``.

A text is plain: the first line is the header of the page, ``#`` a heading, ``| a | b |`` a row of
the table, ``[^1]`` the footnote. ``{--…--}`` and ``{++…++}`` are a deletion and an insertion that
are being tracked. The files are the same to the byte on every machine.
"""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
_MARK = re.compile(r"\{--(?P<del>.*?)--\}|\{\+\+(?P<ins>.*?)\+\+\}|\[\^(?P<note>1)\]")
_NOTE = "[^1]: "
_BY = 'w:author="Editor" w:date="2026-10-14T09:00:00Z"'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
_WIDTH = '<w:tcPr><w:tcW w:w="4500" w:type="dxa"/></w:tcPr>'
_TABLE = (
    '<w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr>'
    '<w:tblGrid><w:gridCol w:w="4500"/><w:gridCol w:w="4500"/></w:tblGrid>'
)
_OTHERS = {"styles": "styles", "header1": "header", "footnotes": "footnotes"}
"""The parts beside the main one, and of what kind each is."""


def main(folder: Path = HERE) -> None:
    """Write the three files.

    Args:
        folder: where their folders ``en``, ``ru`` and ``drifted`` are.
    """
    for text in sorted((HERE / "word").glob("*.txt")):
        path = folder / text.stem / "press-release.docx"
        path.parent.mkdir(exist_ok=True)
        write(text.read_text(encoding="utf-8"), path)


def write(text: str, path: Path) -> None:
    """Write one Word file; one that is there is replaced.

    Args:
        text: the text with its marks.
        path: where to.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts(text).items():
            # A fixed date, and no compression: the file does not depend on day and machine.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), _HEAD + part)


def parts(text: str) -> dict[str, str]:
    """Give the XML of every part of a Word file, by its name in the archive."""
    header, *blocks = (" ".join(block.splitlines()) for block in _blocks(text))
    note = next(block for block in blocks if block.startswith(_NOTE))
    blocks.remove(note)
    body = "".join(_body(blocks)) + "<w:p/>"
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/></w:sectPr>'
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"word/document.xml": "officeDocument"}),
        "word/_rels/document.xml.rels": _relations(
            {f"{name}.xml": kind for name, kind in _OTHERS.items()}
        ),
        "word/document.xml": f"<w:document {_W} {_R}><w:body>{body}{section}</w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/header1.xml": f"<w:hdr {_W}>{_paragraph(header)}</w:hdr>",
        "word/footnotes.xml": _footnotes(note.removeprefix(_NOTE)),
    }


def _blocks(text: str) -> Iterator[str]:
    """Cut a text at blank lines; a row of the table is a block of its own."""
    for block in text.strip().split("\n\n"):
        yield from block.splitlines() if block.startswith("|") else [block]


def _body(blocks: list[str]) -> Iterator[str]:
    for is_row, several in groupby(blocks, lambda block: block.startswith("|")):
        if is_row:
            yield f"<w:tbl>{_TABLE}{''.join(map(_row, several))}</w:tbl>"
        else:
            yield from map(_paragraph, several)


def _row(block: str) -> str:
    cells = (cell.strip() for cell in block.strip("|").split("|"))
    return (
        "<w:tr>" + "".join(f"<w:tc>{_WIDTH}{_paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"
    )


def _paragraph(block: str) -> str:
    text = block.removeprefix("# ")
    style = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' if text != block else ""
    return f"<w:p>{style}{_runs(text)}</w:p>"


def _runs(text: str) -> str:
    """Turn a text with its marks into runs."""
    done, at = "", 0
    for number, mark in enumerate(_MARK.finditer(text), start=100):
        done += _run(text[at : mark.start()])
        if mark["del"] is not None:
            done += f'<w:del w:id="{number}" {_BY}>{_run(mark["del"], "delText")}</w:del>'
        elif mark["ins"] is not None:
            done += f'<w:ins w:id="{number}" {_BY}>{_run(mark["ins"])}</w:ins>'
        else:
            done += f'<w:r>{_RAISED}<w:footnoteReference w:id="1"/></w:r>'
        at = mark.end()
    return done + _run(text[at:])


def _run(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>' if text else ""


def _footnotes(text: str) -> str:
    rules = "".join(
        f'<w:footnote w:type="{kind}" w:id="{id_}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for kind, id_ in (("separator", -1), ("continuationSeparator", 0))
    )
    mark = f"<w:r>{_RAISED}<w:footnoteRef/></w:r>"
    note = f'<w:footnote w:id="1"><w:p>{mark}{_run(" " + text)}</w:p></w:footnote>'
    return f"<w:footnotes {_W}>{rules}{note}</w:footnotes>"


def _content_types() -> str:
    kinds = {"document": "document.main", **_OTHERS}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" '
        f'ContentType="{_TYPE}-officedocument.wordprocessingml.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    defaults = (
        f'<Default Extension="rels" ContentType="{_TYPE}-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'


def _relations(targets: dict[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets.items(), start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _styles() -> str:
    return (
        f'<w:styles {_W}><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:pPr><w:spacing w:after="120"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
        '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style></w:styles>'
    )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
