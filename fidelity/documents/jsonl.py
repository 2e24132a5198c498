"""JSON Lines: one unit a line, an object with ``source`` and ``target``.

``id`` names the unit; ``from`` and ``to`` name the languages where the user does not. A target that
is missing or null is a translation that is not there yet. Other fields are passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fidelity.documents._decode import lines
from fidelity.documents._words import shown
from fidelity.errors import InputError
from fidelity.model import Place, Tag
from fidelity.passages import Anchor, DocumentFile, Item, Passage, Unit
from fidelity.tags import canonical

SUFFIXES = (".jsonl", ".ndjson")
BILINGUAL = True

_SPACE = re.compile(r"[ \t\r]*+")
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u.{4}|.)")
_UNFIT = re.compile("[\x00\ud800-\udfff]")
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class _Value:
    """The value of a field, and where it stands in its line: 0-based offsets."""

    value: Any
    start: int
    end: int


def read(file: DocumentFile) -> Iterator[Item]:
    """Yield the units of a file.

    Raises:
        InputError: a line is no such object; with line and column.
    """
    for number, line in lines(file):
        if line.strip():
            yield _unit(line, number, file)


def _unit(line: str, number: int, file: DocumentFile) -> Unit:
    place = Place(file.path, number)
    try:
        fields = _object(line)
    except json.JSONDecodeError as fault:
        raise InputError(
            Place(file.path, number, fault.pos + 1),
            f"this is not JSON ({fault.msg})",
            'write one object a line: {"id": "1", "source": "…", "target": "…"}',
        ) from fault
    except (ValueError, RecursionError) as fault:
        raise InputError(
            place, "this JSON is beyond all bounds", "see that it is the file that you mean"
        ) from fault
    name = _name(fields, place)
    sides = [
        _side(fields, role, tag, _Line(line, number, file.path), name)
        for role, tag in (
            ("source", _language(fields, "from", file.source, place)),
            ("target", _language(fields, "to", file.target, place)),
        )
    ]
    if sides[0] is None:
        raise InputError(place, "there is no source", 'write it: "source": "…"')
    return Unit(sides[0], sides[1], name)


def _object(line: str) -> dict[str, _Value]:
    """Read an object and note where its values stand."""
    fields: dict[str, _Value] = {}
    at = _expect(line, _skip(line, 0), "{")
    if line[at : at + 1] == "}":
        at = _skip(line, at + 1)
    else:
        while True:
            if line[at : at + 1] != '"':
                raise json.JSONDecodeError("Expecting a name in quotation marks", line, at)
            key, at = _DECODER.raw_decode(line, at)
            start = _expect(line, _skip(line, at), ":")
            value, end = _DECODER.raw_decode(line, start)
            fields[key] = _Value(value, start, end)
            at = _skip(line, end)
            if line[at : at + 1] == "}":
                at = _skip(line, at + 1)
                break
            at = _expect(line, at, ",")
    if at < len(line):
        raise json.JSONDecodeError("Extra data", line, at)
    return fields


def _expect(line: str, at: int, mark: str) -> int:
    if line[at : at + 1] != mark:
        raise json.JSONDecodeError(f"Expecting “{mark}”", line, at)
    return _skip(line, at + 1)


def _skip(line: str, at: int) -> int:
    found = _SPACE.match(line, at)
    return found.end() if found else at


def _name(fields: Mapping[str, _Value], place: Place) -> str | None:
    name = fields["id"].value if "id" in fields else None
    if name is None or isinstance(name, str):
        return name
    if isinstance(name, int) and not isinstance(name, bool):
        return str(name)
    raise InputError(place, "the id is neither text nor number", "write it in quotation marks")


def _language(
    fields: Mapping[str, _Value], role: str, usual: Tag | None, place: Place
) -> Tag | None:
    name = fields[role].value if role in fields else None
    if name is None:
        return usual
    try:
        return canonical(name if isinstance(name, str) else "")
    except ValueError as fault:
        raise InputError(
            place, f"“{role}” is no language: {shown(str(name))}", "write en, ru or zh-Hans"
        ) from fault


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    number: int
    file: str


def _side(
    fields: Mapping[str, _Value], role: str, language: Tag | None, line: _Line, name: str | None
) -> Passage | None:
    found = fields.get(role)
    if found is None or found.value is None:
        return None
    place = Place(line.file, line.number, found.start + 1)
    text = found.value
    if not isinstance(text, str):
        raise InputError(place, f"the {role} is not a text", "write it in quotation marks")
    if _UNFIT.search(text):
        raise InputError(
            place, f"the {role} holds half a character or a zero character", "mend the text"
        )
    if not text.strip():
        return None
    raw = line.text[found.start + 1 : found.end - 1]
    anchors = tuple(_anchors(raw, line.number, found.start + 2))
    return Passage(text, line.file, anchors, language, "segment", name)


def _anchors(raw: str, line: int, column: int) -> Iterator[Anchor]:
    """Say where the letters of a string stand: each escape is one of them."""
    offset = end = 0
    if not raw.startswith("\\"):
        yield Anchor(0, line, column)
    for escape in _ESCAPE.finditer(raw):
        start = escape.start()
        if start > end > 0:
            yield Anchor(offset, line, column + end)
        offset += start - end
        yield Anchor(offset, line, column + start)
        offset += 1
        end = escape.end()
    if len(raw) > end > 0:
        yield Anchor(offset, line, column + end)
