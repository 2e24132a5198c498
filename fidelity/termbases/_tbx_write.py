"""Writing TBX: version 3, dialect TBX-Basic, style DCA.

DCA and not DCT, because a tool that knows only version 2 then still knows every category: the words
(``termNote type="administrativeStatus"``) are the same in both versions, only the frame around them
has new names. What TBX-Basic has no category for stands in notes that people can read too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from fidelity.model import Concept, Glossary, Status, Tag, Term
from fidelity.termbases import _fields, _words

if TYPE_CHECKING:
    from lxml.etree import _Element

MARK = "fidelity: "
"""How a note begins that our reader turns back: ``fidelity: status = forbidden``."""

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XML_ID = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
"""A safe part of what XML allows as an identifier."""
_STATUS: dict[Status, str] = {
    "preferred": "preferredTerm-admn-sts",
    "admitted": "admittedTerm-admn-sts",
    "deprecated": "deprecatedTerm-admn-sts",
    "forbidden": "deprecatedTerm-admn-sts",
}
_PART_OF_SPEECH = {
    "noun": "noun",
    "verb": "verb",
    "adjective": "adjective",
    "adverb": "adverb",
    "proper noun": "noun",
}


def write_tbx(glossary: Glossary) -> bytes:
    """Write a glossary as TBX. The terms of one language stand together.

    Args:
        glossary: what to write.
    """
    from lxml import etree

    prefixes: Any = {None: _NAMESPACE}
    root = etree.Element(f"{{{_NAMESPACE}}}tbx", nsmap=prefixes)
    root.set("style", "dca")
    root.set("type", "TBX-Basic")
    root.set(_XML_LANG, glossary.languages[0])
    _header(root, glossary)
    body = _add(_add(root, "text"), "body")
    taken = {concept.id for concept in glossary.concepts}
    for number, concept in enumerate(glossary.concepts, 1):
        _entry(body, concept, _xml_id(concept.id, number, taken), glossary.languages[0])
    return etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")


def _header(root: _Element, glossary: Glossary) -> None:
    about = _add(_add(root, "tbxHeader"), "fileDesc")
    if glossary.title:
        _add(_add(about, "titleStmt"), "title", glossary.title)
    if glossary.licence:
        _mark(_add(about, "publicationStmt"), "licence", glossary.licence, "p")
    source = _add(about, "sourceDesc")
    _add(source, "p", f"The glossary {glossary.name}, written by fidelity.")
    if glossary.languages != _fields.in_order(glossary.concepts):
        _mark(source, "languages", " ".join(glossary.languages), "p")


def _entry(body: _Element, concept: Concept, identifier: str, source: Tag) -> None:
    entry = _add(body, "conceptEntry")
    entry.set("id", identifier)
    _add_if(entry, "descrip", concept.domain, "subjectField")
    about = _add(entry, "descripGrp") if concept.definition else entry
    _add_if(about, "descrip", concept.definition, "definition")
    _add_if(about, "admin", concept.source, "source")
    _note(entry, concept.note)
    usual = concept.severity == _words.USUAL_SEVERITY
    _mark(entry, "id", None if identifier == concept.id else concept.id)
    _mark(entry, "severity", None if usual else concept.severity)
    examples = concept.examples
    if not concept.in_language(source):
        # A context belongs to a term; without one in its language it becomes a note of ours.
        for example in examples:
            _mark(entry, "example", example)
        examples = ()
    for tag in dict.fromkeys(term.language for term in concept.terms):
        section = _add(entry, "langSec")
        section.set(_XML_LANG, tag)
        for term in concept.in_language(tag):
            _term(section, term, examples if tag == source else ())
            examples = () if tag == source else examples


def _term(section: _Element, term: Term, examples: Iterable[str]) -> None:
    element = _add(section, "termSec")
    _add(element, "term", term.text)
    _add(element, "termNote", _STATUS[term.status], "administrativeStatus")
    part = term.part_of_speech
    _add_if(element, "termNote", part and _PART_OF_SPEECH.get(part, "other"), "partOfSpeech")
    for example in examples:
        _add(element, "descrip", example, "context")
    _add_if(element, "admin", term.source, "source")
    _add_if(element, "admin", term.profile, "customerSubset")
    _note(element, term.note)
    _mark(element, "status", "forbidden" if term.status == "forbidden" else None)
    _mark(element, "part-of-speech", None if _PART_OF_SPEECH.get(part or "") == part else part)
    _mark(element, "kind", term.kind)
    _mark(element, "reason", term.reason)
    _mark(element, "valid-from", term.valid_from)
    _mark(element, "valid-until", term.valid_until)


def _note(parent: _Element, text: str | None) -> None:
    """Write a note for people; one that looks like ours is wrapped, so that it stays theirs."""
    if text and text.startswith(MARK):
        _mark(parent, "note", text)
    elif text:
        _add(parent, "note", text)


def _mark(parent: _Element, key: str, value: str | None, name: str = "note") -> None:
    """Write a note that our reader turns back; nothing where there is no value."""
    if value:
        _add(parent, name, f"{MARK}{key} = {value}")


def _add_if(parent: _Element, name: str, text: str | None, kind: str) -> None:
    if text:
        _add(parent, name, text, kind)


def _add(parent: _Element, name: str, text: str | None = None, kind: str | None = None) -> _Element:
    from lxml.etree import SubElement

    element = SubElement(parent, f"{{{_NAMESPACE}}}{name}")
    if kind is not None:
        element.set("type", kind)
    element.text = text
    return element


def _xml_id(identifier: str, number: int, taken: set[str]) -> str:
    """Give an id that XML allows: the concept's own, else one made from its number."""
    if _XML_ID.fullmatch(identifier):
        return identifier
    made = f"c{number}"
    while made in taken:
        made += "_"
    taken.add(made)
    return made
