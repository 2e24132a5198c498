"""TBX: both versions, both styles, and what a hostile file gets."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from fidelity import termbases
from fidelity.errors import InputError
from fidelity.model import Concept, Glossary, Term

V2 = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en-US">
  <martifHeader><fileDesc><titleStmt><title>Peace terms</title></titleStmt>
    <sourceDesc><p>Exported.</p></sourceDesc></fileDesc></martifHeader>
  <text><body>
    <termEntry id="IATE-42">
      <descripGrp>
        <descrip type="subjectField">international relations</descrip>
      </descripGrp>
      <descrip type="subjectField">law</descrip>
      <note>About wars.</note>
      <langSet xml:lang="en">
        <descripGrp>
          <descrip type="definition">An end of fighting.</descrip>
          <admin type="source">Handbook, p. 7</admin>
        </descripGrp>
        <tig>
          <term>cease-fire</term>
          <termNote type="partOfSpeech">noun</termNote>
          <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
          <descripGrp>
            <descrip type="context">A cease-fire came into force.</descrip>
            <admin type="source">Newspaper</admin>
          </descripGrp>
          <admin type="source">Agreement of 1994</admin>
        </tig>
        <tig><term>truce</term></tig>
      </langSet>
      <langSet xml:lang="ru_RU">
        <descrip type="definition">Окончание боёв.</descrip>
        <ntig>
          <termGrp>
            <term id="t3">прекращение
              огня</term>
            <termNote type="administrativeStatus">admittedTerm-admn-sts</termNote>
          </termGrp>
          <note>In agreements.</note>
          <descrip type="context">Объявлено прекращение огня.</descrip>
        </ntig>
        <tig>
          <term>  перемирие</term>
          <termNote type="administrativeStatus">supersededTerm-admn-sts</termNote>
          <termNote type="usageNote">Longer.</termNote>
        </tig>
        <tig>
          <term>мир</term>
          <termNote type="normativeAuthorization">deprecatedTerm</termNote>
          <descrip type="reliabilityCode">3</descrip>
        </tig>
      </langSet>
    </termEntry>
    <termEntry><langSet xml:lang="fr"><tig><term> </term></tig></langSet></termEntry>
  </body></text>
</martif>
"""

V3_DCT = """\
<?xml version="1.0" encoding="UTF-8"?>
<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
     xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
  <tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
  <text><body>
    <conceptEntry id="c1">
      <min:subjectField>diplomacy</min:subjectField>
      <descripGrp><basic:definition>A new start.</basic:definition>
        <basic:source>Guide</basic:source></descripGrp>
      <langSec xml:lang="en"><termSec>
        <term>reset</term>
        <min:partOfSpeech>noun</min:partOfSpeech>
        <basic:context>They agreed on a reset.</basic:context>
      </termSec></langSec>
      <langSec xml:lang="ru"><termSec>
        <term>перегрузка</term>
        <min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus>
        <note>Means overload.</note>
      </termSec>
      <termSec><term>перезагрузка</term></termSec></langSec>
    </conceptEntry>
  </body></text>
</tbx>
"""


def _read(folder: Path, text: str, **flags: str) -> Glossary:
    path = folder / "stem.tbx"
    path.write_text(text, "utf-8")
    return termbases.read(path, **flags)


def _refused(folder: Path, text: str) -> str:
    with pytest.raises(InputError) as caught:
        _read(folder, text)
    return str(caught.value).removeprefix(f"{folder.as_posix()}/stem.tbx")


def _entry(inside: str, doctype: str = "") -> str:
    entry = f"<termEntry id='a'>\n{inside}\n</termEntry>"
    return f"{doctype}<martif><text><body>{entry}</body></text></martif>"


EN = "<langSet xml:lang='en'><tig><term>x</term></tig></langSet>"


def test_version_2_is_read_with_all_synonyms(tmp_path: Path) -> None:
    """From ``tig`` and ``ntig``; the DTD that it names is passed over."""
    glossary = _read(tmp_path, V2)
    assert (glossary.title, glossary.name) == ("Peace terms", "stem")
    assert glossary.languages == ("en", "ru-RU")
    concept = glossary.concepts[0]
    assert [(term.text, term.status) for term in concept.terms] == [
        ("cease-fire", "preferred"),
        ("truce", "admitted"),
        ("прекращение огня", "admitted"),
        ("  перемирие", "deprecated"),
        ("мир", "deprecated"),
    ]


def test_version_2_categories_arrive_in_their_fields(tmp_path: Path) -> None:
    """The source language's definition is kept, with its source; that of a context is nobody's."""
    concept = _read(tmp_path, V2).concepts[0]
    assert concept.id == "IATE-42"
    assert (concept.definition, concept.source) == ("An end of fighting.", "Handbook, p. 7")
    assert concept.domain == "international relations; law"
    assert concept.note == "About wars."
    assert concept.examples == ("A cease-fire came into force.",)
    first, _, third, fourth, _ = concept.terms
    assert (first.part_of_speech, first.source) == ("noun", "Agreement of 1994")
    assert (third.note, fourth.note) == ("In agreements.", "Longer.")


def test_the_user_may_say_which_language_is_the_source(tmp_path: Path) -> None:
    """Its definition and contexts are then the ones that are kept."""
    concept = _read(tmp_path, V2, source="ru").concepts[0]
    assert concept.definition == "Окончание боёв."
    assert concept.examples == ("Объявлено прекращение огня.",)


def test_version_3_in_dct_style_is_read(tmp_path: Path) -> None:
    """Where categories are elements with namespaces."""
    concept = _read(tmp_path, V3_DCT).concepts[0]
    assert (concept.id, concept.domain) == ("c1", "diplomacy")
    assert (concept.definition, concept.source) == ("A new start.", "Guide")
    assert concept.examples == ("They agreed on a reset.",)
    assert [(term.text, term.status, term.note) for term in concept.terms] == [
        ("reset", "preferred", None),
        ("перегрузка", "deprecated", "Means overload."),
        ("перезагрузка", "preferred", None),
    ]


def test_version_3_in_dca_style_is_read(tmp_path: Path) -> None:
    """Where categories are attributes, as in version 2."""
    text = (
        '<tbx style="dca" xmlns="urn:iso:std:iso:30042:ed-2"><text><body><conceptEntry id="c">'
        '<langSec xml:lang="en"><termSec><term>x</term><termNoteGrp>'
        '<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termNoteGrp>'
        "</termSec></langSec></conceptEntry></body></text></tbx>"
    )
    assert _read(tmp_path, text).concepts[0].terms[0].status == "deprecated"


def test_places_are_lines_of_the_file(tmp_path: Path) -> None:
    """Of the entry and of the term."""
    concept = _read(tmp_path, V2).concepts[0]
    assert concept.place is not None
    assert concept.place.line == 7
    assert [term.place.line for term in concept.terms if term.place] == [19, 28, 34, 42, 47]


def test_line_numbers_hold_beyond_65535(tmp_path: Path) -> None:
    """Where older XML libraries stopped counting."""
    glossary = _read(tmp_path, _entry("\n" * 70_000 + EN))
    assert glossary.concepts[0].terms[0].place is not None
    assert glossary.concepts[0].terms[0].place.line == 70_002


def test_text_that_is_only_laid_out_in_lines_is_joined(tmp_path: Path) -> None:
    """Lines that are indented like the XML around them; other line ends belong to the text."""
    inside = f"<descrip type='definition'>\n    A new\n    start.\nOf relations.\n  </descrip>{EN}"
    assert _read(tmp_path, _entry(inside)).concepts[0].definition == "A new start.\nOf relations."


def test_markup_inside_a_term_is_read_through(tmp_path: Path) -> None:
    """Comments are not text."""
    inside = (
        "<langSet xml:lang='en'><tig><term>new <hi>start</hi><!-- no --></term></tig></langSet>"
    )
    assert _read(tmp_path, _entry(inside)).concepts[0].terms[0].text == "new start"


def test_an_entry_without_an_id_is_named_after_its_line(tmp_path: Path) -> None:
    """As a row of a table is."""
    text = _entry(EN).replace(" id='a'", "")
    assert _read(tmp_path, text).concepts[0].id == "line-1"


def test_an_unknown_status_is_refused(tmp_path: Path) -> None:
    """It might mean that the term is forbidden."""
    inside = EN.replace(
        "</term>", "</term>\n<termNote type='administrativeStatus'>notForUse</termNote>"
    )
    assert _refused(tmp_path, _entry(inside)).startswith(":3: unknown status “notForUse”; known:")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<html/>", ":1: this is XML but not TBX: it begins with <html>"),
        ("<martif>", ":1:"),
        ("not xml", ":1:1: this is not well-formed XML (Start tag expected"),
        ("<martif><text/></martif>", ": there is no term in it"),
        (_entry("<langSet><tig><term>x</term></tig></langSet>"), ":2: a language section does not"),
        (_entry(EN.replace("'en'", "'xx'")), ":2: “xx” names no language"),
        (_entry(EN).replace("</body>", f"<termEntry id='a'>{EN}</termEntry></body>"), ":3: the id"),
    ],
)
def test_a_faulty_file_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    """In one line."""
    assert _refused(tmp_path, text).startswith(message)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE martif [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE martif [<!ENTITY e "text">]>',
        '<!DOCTYPE martif [<!ENTITY % p SYSTEM "http://127.0.0.1/x.dtd"> %p;]>',
        f'<!DOCTYPE martif [<!ENTITY l0 "ha">{LAUGHS}]>',
    ],
)
@pytest.mark.parametrize(
    "term", ["<term>x</term>", "<term>&e;</term>", "<term>&l9;</term>", "<term id='&l9;'>x</term>"]
)
def test_entities_are_refused(tmp_path: Path, doctype: str, term: str) -> None:
    """External, internal and nested ones, used or not, in text or attribute: nothing is read."""
    found = _refused(tmp_path, _entry(EN.replace("<term>x</term>", term), doctype))
    assert "entities of its own" in found
    assert "\n" not in found


def test_an_entity_that_only_the_dtd_knows_is_refused(tmp_path: Path) -> None:
    """Leaving it out would change the term without a word."""
    doctype = '<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">'
    found = _refused(tmp_path, _entry(EN.replace(">x<", ">a&nbsp;b<"), doctype))
    assert found.startswith(":2: the file uses entities of its own")


def test_endless_nesting_is_refused(tmp_path: Path) -> None:
    """The parser has bounds of its own, and they stay on."""
    assert "not well-formed XML" in _refused(tmp_path, "<martif>" + "<a>" * 100_000)


def _written(folder: Path, *terms: Term) -> etree._Element:
    glossary = Glossary(
        "g", (Concept("a", terms),), tuple(dict.fromkeys(t.language for t in terms))
    )
    termbases.write(glossary, folder / "out.tbx")
    return etree.fromstring((folder / "out.tbx").read_bytes())


def test_forbidden_is_deprecated_for_others_and_forbidden_for_us(tmp_path: Path) -> None:
    """A note carries the difference; another tool sees a deprecated term."""
    root = _written(tmp_path, Term("перегрузка", "ru", status="forbidden"))
    core = {"t": "urn:iso:std:iso:30042:ed-2"}
    assert root.xpath("//t:termNote/text()", namespaces=core) == ["deprecatedTerm-admn-sts"]
    assert root.xpath("//t:termSec/t:note/text()", namespaces=core) == [
        "fidelity: status = forbidden"
    ]
    assert termbases.read(tmp_path / "out.tbx").concepts[0].terms[0].status == "forbidden"


def test_a_status_that_another_tool_has_lifted_stays_lifted(tmp_path: Path) -> None:
    """Our note alone does not forbid a term that is preferred by now."""
    text = V3_DCT.replace("Means overload.", "fidelity: status = forbidden").replace(
        "deprecatedTerm-admn-sts", "preferredTerm-admn-sts"
    )
    assert _read(tmp_path, text).concepts[0].terms[1].status == "preferred"


def test_a_written_file_is_tbx_basic_version_3(tmp_path: Path) -> None:
    """With one section a language, and ids that XML allows."""
    root = _written(tmp_path, Term("a", "en"), Term("b", "ru"), Term("c", "ru"))
    assert (root.get("type"), root.get("style")) == ("TBX-Basic", "dca")
    names = [etree.QName(element).localname for element in root.iter()]
    assert [names.count(name) for name in ("conceptEntry", "langSec", "termSec")] == [1, 2, 3]


@pytest.mark.parametrize("identifier", ["1", "a b", "1:2", "é", "#"])
def test_an_id_that_xml_does_not_allow_comes_back_whole(tmp_path: Path, identifier: str) -> None:
    """Another stands in its place in the file."""
    concepts = tuple(Concept(name, (Term("x", "en"),)) for name in (identifier, "c1"))
    termbases.write(Glossary("g", concepts, ("en",)), tmp_path / "out.tbx")
    back = termbases.read(tmp_path / "out.tbx")
    assert [concept.id for concept in back.concepts] == [identifier, "c1"]
