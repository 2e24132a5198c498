"""YAML: the canonical format, made for people who edit glossaries by hand.

``docs/glossary-format.md`` describes it and ``fidelity/data/glossary.schema.json`` defines it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from fidelity.errors import InputError
from fidelity.model import Concept, Glossary, Place, Tag, Term
from fidelity.protocols import GlossaryFile
from fidelity.termbases import _fields, _words, _yaml_write
from fidelity.termbases._decode import decode
from fidelity.termbases._yaml_nodes import (
    Node,
    closed_mapping,
    compose,
    mapping,
    scalar,
    sequence,
)

SUFFIXES = (".yaml", ".yml")

_GLOSSARY = ("glossary", "title", "licence", "languages", "concepts")
_CONCEPT = ("id", "definition", "domain", "note", "source", "severity", "examples", "terms")
_TERM = (
    "text",
    "status",
    "part-of-speech",
    "reason",
    "kind",
    "note",
    "source",
    "profile",
    "valid-from",
    "valid-until",
)
_Word = TypeVar("_Word", bound=str)


@dataclass(frozen=True, slots=True)
class _Values:
    """A set of keys and values; a key that is missing gives null."""

    nodes: Mapping[str, Node]
    place: Place
    """Where it begins."""

    def read(self, key: str, reader: Callable[[str, Place], str | None]) -> str | None:
        """Read one text with a function that may refuse it."""
        node = self.nodes.get(key)
        return None if node is None else reader(scalar(node, f"the value of {key}"), node.place)

    def text(self, key: str) -> str | None:
        """Read one text."""
        return self.read(key, _fields.field_text)

    def word(self, key: str, known: Sequence[_Word]) -> _Word | None:
        """Read one word of a closed list."""

        def one_of(raw: str, place: Place) -> str:
            if raw not in known:
                raise _words.unknown(key, raw, known, place)
            return raw

        return cast("_Word | None", self.read(key, one_of))

    def texts(self, key: str, reader: Callable[[str, Place], str | None]) -> list[str]:
        """Read a list of texts that are all different."""
        node = self.nodes.get(key)
        found: list[str] = []
        for item in sequence(node, f"the value of {key}") if node else ():
            text = reader(scalar(item, f"an item of {key}"), item.place)
            if text in found:
                problem = f"“{_words.shown(text)}” stands in {key} twice"
                raise InputError(item.place, problem, "take one out")
            found += [text] if text else []
        return found

    def need(self, key: str, of: str) -> Node:
        """Give the node of a key that must be there."""
        if key not in self.nodes:
            raise InputError(self.place, f"{of} has no “{key}”", "add it")
        return self.nodes[key]


def read(file: GlossaryFile) -> Glossary:
    """Read a glossary; raise ``InputError`` with the place for anything that cannot be used."""
    top = _values(compose(decode(file), file.path), "the glossary", _GLOSSARY)
    declared = top.texts("languages", _fields.language)
    nodes = sequence(top.need("concepts", "the glossary"), "the list of concepts")
    return _fields.glossary(
        file,
        [_concept(node) for node in nodes],
        name=top.text("glossary"),
        title=top.text("title"),
        licence=top.text("licence"),
        declared=declared,
    )


def write(glossary: Glossary) -> bytes:
    """Write a glossary; what ``read`` makes of the result is the same glossary."""
    return _yaml_write.write_yaml(glossary)


def _values(node: Node, name: str, keys: Sequence[str]) -> _Values:
    return _Values(closed_mapping(node, name, keys), node.place)


def _concept(node: Node) -> Concept:
    values = _values(node, "the concept", _CONCEPT)
    values.need("id", "the concept")
    terms: list[Term] = []
    written: dict[Tag, str] = {}
    by_language = mapping(values.need("terms", "the concept"), "the value of terms")
    for key, (key_node, items) in by_language.items():
        tag = _fields.language(key, key_node.place)
        if tag in written:
            problem = f"{key} and {written[tag]} are the same language"
            raise InputError(key_node.place, problem, "join the two lists")
        written[tag] = key
        for item in sequence(items, f"the list of {key} terms"):
            terms.append(_term(item, tag, terms))
    if not terms:
        raise InputError(values.place, "the concept has no terms", "add one in each language")
    return Concept(
        id=values.read("id", _fields.identifier) or "",
        terms=tuple(terms),
        definition=values.text("definition"),
        domain=values.text("domain"),
        note=values.text("note"),
        source=values.text("source"),
        severity=values.word("severity", _words.SEVERITIES) or _words.USUAL_SEVERITY,
        examples=tuple(values.texts("examples", _fields.field_text)),
        place=values.place,
    )


def _term(node: Node, tag: Tag, earlier: Sequence[Term]) -> Term:
    usual = _fields.usual_status(earlier, tag)
    if node.form == "text":
        text = _fields.term_text(scalar(node, "the term"), node.place)
        return Term(text or "", tag, status=usual, place=node.place)
    values = _values(node, "the term", _TERM)
    place = values.need("text", "the term").place
    part = values.text("part-of-speech")
    first, last = values.read("valid-from", _fields.day), values.read("valid-until", _fields.day)
    _fields.period(first, last, values.place)
    return Term(
        text=values.read("text", _fields.term_text) or "",
        language=tag,
        status=values.word("status", _words.STATUSES) or usual,
        part_of_speech=_words.part_of_speech(part) if part else None,
        reason=values.text("reason"),
        kind=values.word("kind", _words.KINDS),
        note=values.text("note"),
        source=values.text("source"),
        profile=values.text("profile"),
        valid_from=first,
        valid_until=last,
        place=place,
    )
