"""Writes the Word files of this example: ``python build_docx.py``, in this folder.

The press release has a header, a table, a footnote and, in the translations, corrections that nobody
has accepted yet. The files are the same to the byte on every machine, so a change is always a change
of the text below.

In a text, ``{-…-}`` is a deletion and ``{+…+}`` an insertion that is being tracked; ``{1}`` is the
mark of the footnote.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
_MARK = re.compile(r"\{-(?P<del>.*?)-\}|\{\+(?P<ins>.*?)\+\}|\{(?P<note>1)\}")
_BY = 'w:author="Editor" w:date="2026-10-14T09:00:00Z"'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Release:
    """One press release.

    Attributes:
        language: a BCP 47 tag.
        header: the line at the top of every page.
        title: the heading.
        paragraphs: the text.
        table: rows of two cells.
        footnote: the text of the only footnote.
    """

    language: str
    header: str
    title: str
    paragraphs: tuple[str, ...]
    table: tuple[tuple[str, str], ...]
    footnote: str


ORIGINAL = Release(
    "en",
    "Republic of Lavonia. Ministry of Foreign Affairs",
    "Outcome of the consultations in Geneva",
    (
        "Delegations of Karsenia and Tolmar met in Geneva from 10 to 12 October 2026 under the "
        "auspices of the United Nations.{1} They agreed on an immediate ceasefire, which entered "
        "into force at midnight on 13 October.",
        "The parties undertake not to fortify the positions that they vacate. They shall "
        "exchange all prisoners of war before 1 November.",
        "The delegation of Tolmar stated that no cluster munitions had been used. Lavonia takes "
        "note of that statement.",
        "The time limits that were agreed upon are as follows:",
    ),
    (
        ("Measure", "Time limit"),
        ("Opening of the Sarn crossing point", "72 hours"),
        ("Withdrawal of heavy weapons", "30 days"),
        ("Deployment of 150 unarmed observers", "15 December 2026"),
    ),
    "The consultations were chaired by the Personal Envoy of the Secretary-General, "
    "Ms. Ingrid Solberg.",
)
FAITHFUL = Release(
    "ru",
    "Республика Лавония. Министерство иностранных дел",
    "Итоги консультаций в Женеве",
    (
        "Делегации Карсении и Тольмара провели встречу в Женеве 10–12 октября 2026 года под "
        "эгидой Организации Объединенных Наций.{1} Они договорились о немедленном прекращении "
        "огня, которое вступило в силу в полночь 13 октября.",
        "Стороны {-стремятся-}{+обязуются+} не укреплять оставляемые ими позиции. Они {+должны+} "
        "{-обменяются-}{+обменяться+} всеми военнопленными до 1 ноября.",
        "Делегация Тольмара заявила, что кассетные боеприпасы не применялись. Лавония принимает "
        "это заявление к сведению.",
        "Согласованы следующие сроки:",
    ),
    (
        ("Мера", "Срок"),
        ("Открытие пункта пропуска в Сарне", "72 часа"),
        ("Отвод тяжелых вооружений", "30 дней"),
        ("Размещение 150 невооруженных наблюдателей", "15 декабря 2026 года"),
    ),
    "Консультации прошли под председательством Личного посланника Генерального секретаря "
    "г-жи Ингрид Сульберг.",
)
DRIFTED = Release(
    "ru",
    FAITHFUL.header,
    FAITHFUL.title,
    (
        FAITHFUL.paragraphs[0],
        "Стороны {-обязуются-}{+намерены+} {-не -}укреплять оставляемые ими позиции. Они должны "
        "обменяться всеми военнопленными {-до-}{+после+} 1 ноября.",
        "Делегация Тольмара {-заявила-}{+подтвердила+}, что кассетные боеприпасы не применялись. "
        "Лавония {-принимает это заявление к сведению-}{+приветствует это заявление+}.",
        FAITHFUL.paragraphs[3],
    ),
    (
        *FAITHFUL.table[:1],
        ("Открытие пункта пропуска в Сарне", "72 дня"),
        FAITHFUL.table[2],
        ("Размещение 150 вооруженных наблюдателей", "15 декабря 2026 года"),
    ),
    FAITHFUL.footnote,
)
FILES = {
    "en/press-release.docx": ORIGINAL,
    "ru/press-release.docx": FAITHFUL,
    "drifted/press-release.docx": DRIFTED,
}


def main() -> None:
    """Write the three files beside this script."""
    for name, release in FILES.items():
        write(release, HERE / name)


def write(release: Release, path: Path) -> None:
    """Write one Word file.

    Args:
        release: what to write.
        path: where to; a file that is there is replaced.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts(release).items():
            # A fixed date, and no compression: the file does not depend on day and machine.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), _HEAD + text)


def parts(release: Release) -> dict[str, str]:
    """Give the XML of every part of a Word file, by its name in the archive."""
    names = ("styles", "header1", "footnotes")
    kinds = ("styles", "header", "footnotes")
    return {
        "[Content_Types].xml": _content_types(names, kinds),
        "_rels/.rels": _relations([("officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _relations(
            [(kind, f"{name}.xml") for name, kind in zip(names, kinds, strict=True)]
        ),
        "word/document.xml": f"<w:document {_W} {_R}><w:body>{_body(release)}</w:body></w:document>",
        "word/styles.xml": _styles(release.language),
        "word/header1.xml": f"<w:hdr {_W}>{_paragraph(release.header)}</w:hdr>",
        "word/footnotes.xml": _footnotes(release.footnote),
    }


def _content_types(names: tuple[str, ...], kinds: tuple[str, ...]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in zip(("document", *names), ("document.main", *kinds), strict=True)
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{_REL}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{package}">{each}</Relationships>'


def _body(release: Release) -> str:
    rows = "".join(
        "<w:tr>" + "".join(f"<w:tc>{_WIDTH}{_paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in release.table
    )
    return (
        _paragraph(release.title, "Heading1")
        + "".join(_paragraph(text) for text in release.paragraphs)
        + f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr>{_GRID}{rows}</w:tbl>'
        + "<w:p/>"
        + '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/></w:sectPr>'
    )


_WIDTH = '<w:tcPr><w:tcW w:w="4500" w:type="dxa"/></w:tcPr>'
_GRID = '<w:tblGrid><w:gridCol w:w="4500"/><w:gridCol w:w="4500"/></w:tblGrid>'


def _paragraph(text: str, style: str | None = None) -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{_runs(text)}</w:p>"


def _runs(text: str) -> str:
    """Turn a text with its marks into runs."""
    done, at = "", 0
    for number, mark in enumerate(_MARK.finditer(text), start=100):
        done += _run(text[at : mark.start()])
        if mark["del"] is not None:
            inner = _run(mark["del"], "delText")
            done += f'<w:del w:id="{number}" {_BY}>{inner}</w:del>'
        elif mark["ins"] is not None:
            done += f'<w:ins w:id="{number}" {_BY}>{_run(mark["ins"])}</w:ins>'
        else:
            done += f'<w:r>{_RAISED}<w:footnoteReference w:id="1"/></w:r>'
        at = mark.end()
    return done + _run(text[at:])


_RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'


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


def _styles(language: str) -> str:
    return (
        f"<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:lang w:val="{language}"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:pPr><w:spacing w:after="120"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
        '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style></w:styles>'
    )


if __name__ == "__main__":
    main()
