"""TBX (ISO 30042): the exchange format of termbases, versions 2 and 3, in both of its styles.

Version 2 has ``martif/termEntry/langSet/tig``, version 3 ``tbx/conceptEntry/langSec/termSec``. In
the DCA style a category is an attribute (``<termNote type="partOfSpeech">``), in the DCT style an
element (``<min:partOfSpeech>``). Categories that have no place in our model are left out.

TBX has no *forbidden*: such a term is written as deprecated, with a note that is turned back in
reading. The same kind of note carries whatever else TBX-Basic has no category for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fidelity.errors import InputError
from fidelity.model import Concept, Glossary, Place, Status, Tag, Term
from fidelity.protocols import GlossaryFile
from fidelity.tags import canonical, matches
from fidelity.termbases import _fields, _words
from fidelity.termbases._tbx_write import MARK, write_tbx
from fidelity.termbases._xml import line_of, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

SUFFIXES = (".tbx",)

_ENTRY = frozenset({"termEntry", "conceptEntry"})
_LANGUAGE = frozenset({"langSet", "langSec"})
_TERM = frozenset({"tig", "ntig", "termSec"})
_BY_TYPE = frozenset({"descrip", "termNote", "admin"})
_GROUPS = frozenset({"descripGrp", "termNoteGrp", "adminGrp", "termGrp"})
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CORE = "{urn:iso:std:iso:30042"
"""How the namespace of the format's skeleton begins; version 2 has none."""
_WRAPPED = re.compile(r"(?<![ \t])[ \t]*\n[ \t]+")
"""A line end before an indented line; one before any other line is part of the text."""
_MARKED = re.compile(rf"{MARK}([a-z-]+) = (.*)", re.DOTALL)
_CONTEXTS = ("context", "example", "sampleSentence")


@dataclass(frozen=True, slots=True)
class _Fact:
    """One thing that an element says, in either style."""

    category: str
    text: str
    line: int | None


@dataclass(frozen=True, slots=True)
class _Level:
    """What one element of a level (entry, language or term) says."""

    path: str
    element: _Element
    facts: tuple[_Fact, ...]
    language: Tag | None = None
    """Null for the entry itself."""

    def every(self, *categories: str) -> list[str]:
        """List the texts of some categories, in the order of the file."""
        return [
            text
            for fact in self.facts
            if fact.category in categories
            if (text := _fields.field_text(fact.text, Place(self.path, fact.line)))
        ]

    def place(self, *categories: str) -> Place:
        """Say where the first fact of some categories stands, or else the element."""
        lines = (fact.line for fact in self.facts if fact.category in categories)
        return Place(self.path, next(lines, line_of(self.element)))

    def notes(self) -> list[str]:
        """List the notes that are for people."""
        found = ((text, _MARKED.fullmatch(text)) for text in self.every("note", "usageNote"))
        return [mark[2] if mark else text for text, mark in found if not mark or mark[1] == "note"]

    def marks(self, key: str) -> list[str]:
        """List what our own notes say under a key."""
        found = (_MARKED.fullmatch(text) for text in self.every("note"))
        return [mark[2] for mark in found if mark and mark[1] == key]

    def mark(self, key: str) -> str | None:
        """Give what our own note says under a key; null where there is none."""
        return next(iter(self.marks(key)), None)


def read(file: GlossaryFile) -> Glossary:
    """Read a glossary; raise ``InputError`` with the place for anything that cannot be used."""
    root = parse(file)
    if _local(root) not in {"martif", "tbx"}:
        raise InputError(
            Place(file.path, line_of(root)),
            f"this is XML but not TBX: it begins with <{_words.shown(_local(root))}>",
            "name a TBX file",
        )
    header = _Level(file.path, root, tuple(_header(root)))
    place = Place(file.path)
    declared = [_fields.language(tag, place) for tag in (header.mark("languages") or "").split()]
    entries = [_entry(element, file) for element in root.iter() if _local(element) in _ENTRY]
    source = _source(file, declared, entries)
    concepts = [found for levels in entries if (found := _concept(levels, source))]
    return _fields.glossary(
        file,
        concepts,
        title=next(iter(header.every("title")), None),
        licence=header.mark("licence"),
        declared=declared,
    )


def write(glossary: Glossary) -> bytes:
    """Write a glossary; what ``read`` makes of the result is the same glossary."""
    return write_tbx(glossary)


def _header(root: _Element) -> Iterator[_Fact]:
    """List the title and the paragraphs of the header; paragraphs may be our own notes."""
    for element in root.iter():
        if _local(element) == "title":
            yield _Fact("title", _text(element), line_of(element))
        elif _local(element) == "p":
            yield _Fact("note", _text(element), line_of(element))


def _entry(entry: _Element, file: GlossaryFile) -> list[_Level]:
    """List the levels of an entry: itself, then each language, each followed by its terms."""
    levels = [_Level(file.path, entry, tuple(_facts(entry)))]
    for section in entry:
        if _local(section) not in _LANGUAGE:
            continue
        raw = section.get(_XML_LANG) or section.get("lang")
        place = Place(file.path, line_of(section))
        if raw is None:
            raise InputError(place, "a language section does not name its language", "add xml:lang")
        tag = _fields.language(raw, place)
        levels.append(_Level(file.path, section, tuple(_facts(section)), tag))
        levels += (
            _Level(file.path, element, tuple(_facts(element)), tag)
            for element in section
            if _local(element) in _TERM
        )
    return levels


def _source(
    file: GlossaryFile, declared: Iterable[Tag], entries: Iterable[list[_Level]]
) -> Tag | None:
    """Say which language definitions and contexts are taken from: the source language."""
    if file.source:
        return canonical(file.source)
    used = (level.language for levels in entries for level in levels if level.every("term"))
    return next(iter(declared), None) or next(used, None)


def _concept(levels: list[_Level], source: Tag | None) -> Concept | None:
    """Read an entry; null where it holds no term."""
    terms: list[Term] = []
    for level in levels:
        if term := _term(level, terms):
            terms.append(term)
    if not terms:
        return None
    own, place = levels[0], levels[0].place()
    ours = [own, *(level for level in levels if _same(level.language, source))]
    defining = next((level for level in (*ours, *levels) if level.every("definition")), own)
    sources = own.every("source") or defining.every("source of definition")
    above_terms = [level for level in levels if _local(level.element) not in _TERM]
    severity = own.mark("severity")
    examples = (*own.marks("example"), *(text for one in ours for text in one.every(*_CONTEXTS)))
    name = own.mark("id") or own.element.get("id") or ""
    return Concept(
        id=_fields.identifier(name, place) or f"line-{place.line}",
        terms=tuple(terms),
        definition=next(iter(defining.every("definition")), None),
        domain="; ".join(dict.fromkeys(own.every("subjectField"))) or None,
        note="\n".join(text for level in above_terms for text in level.notes()) or None,
        source="; ".join(dict.fromkeys(sources)) or None,
        severity=_words.severity_word(severity, place) if severity else _words.USUAL_SEVERITY,
        examples=tuple(dict.fromkeys(examples)),
        place=place,
    )


def _term(level: _Level, earlier: Iterable[Term]) -> Term | None:
    """Read a term; null where the level has none."""
    fact = next((fact for fact in level.facts if fact.category == "term"), None)
    if fact is None or level.language is None:
        return None
    place = Place(level.path, fact.line)
    text = _fields.term_text(fact.text, place)
    if text is None:
        return None
    kind = level.mark("kind")
    first, last = (
        _fields.day(found, place) if (found := level.mark(key)) else None
        for key in ("valid-from", "valid-until")
    )
    _fields.period(first, last, place)
    part = level.mark("part-of-speech") or next(iter(level.every("partOfSpeech")), None)
    return Term(
        text,
        level.language,
        status=_status(level) or _fields.usual_status(earlier, level.language),
        part_of_speech=None if part in {None, "other"} else _words.part_of_speech(part),
        reason=level.mark("reason"),
        kind=_words.kind_word(kind, place) if kind else None,
        note="\n".join(level.notes()) or None,
        source="; ".join(dict.fromkeys(level.every("source"))) or None,
        profile="; ".join(dict.fromkeys(level.every("customerSubset"))) or None,
        valid_from=first,
        valid_until=last,
        place=place,
    )


def _status(level: _Level) -> Status | None:
    for category in ("administrativeStatus", "normativeAuthorization"):
        if words := level.every(category):
            status = _words.status_word(words[0], level.place(category))
            # Another tool may have lifted the ban since: then the status is what it says.
            ours = status == "deprecated" and level.mark("status") == "forbidden"
            return "forbidden" if ours else status
    return None


def _same(tag: Tag | None, source: Tag | None) -> bool:
    return tag is not None and source is not None and matches(source, tag)


def _facts(element: _Element, group: str | None = None) -> Iterator[_Fact]:
    """List what the children of an element say, those in groups too.

    Args:
        element: of any level.
        group: within a group, the category that the group is about.
    """
    for child in element:
        name = _local(child)
        if name in _GROUPS:
            about = next((c for part in child if (c := _category(part)) != "source"), None)
            yield from _facts(child, None if name == "termGrp" else about)
        elif category := _category(child):
            # The source of a definition or context is not the source of the term or concept.
            apart = category == "source" and group is not None
            yield _Fact(f"source of {group}" if apart else category, _text(child), line_of(child))


def _category(element: _Element) -> str | None:
    """Name the category of an element in either style; null for the skeleton of the format."""
    name = _local(element)
    if name in _BY_TYPE:
        return element.get("type")
    if name in {"term", "note"}:
        return name
    foreign = str(element.tag).startswith("{") and not str(element.tag).startswith(_CORE)
    return name if foreign else None


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: _Element) -> str:
    """Give the text of an element, its lines joined where the file was only laid out in lines."""
    text = "".join(str(part) for part in element.itertext())
    return _WRAPPED.sub(" ", _fields.without_line_ends_around(text)) if "\n" in text else text
