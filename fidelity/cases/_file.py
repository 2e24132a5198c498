"""Reads files of cases. ``fidelity.cases`` is the face of this.

What is there in which field, says ``fidelity/data/case.schema.json``; the reader takes the names of
the fields, the patterns and the closed lists from that file, so that the schema check of a text
editor and ours agree.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias, cast

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from fidelity import shelf
from fidelity.errors import InputError
from fidelity.model import Kind, Place, Tag

Value: TypeAlias = str | bool | tuple[str, ...]

_LARGEST = 4_000_000
"""Bytes; a file of cases is written by hand."""


@dataclass(frozen=True, slots=True)
class Case:
    """One documented drift."""

    id: str
    place: Place
    source: Tag
    target: Tag
    term: str
    wrong: str
    right: tuple[str, ...]
    kind: Kind
    what_happened: str
    sentence: str
    wrong_translation: str
    right_translation: str
    date: str | None = None
    """``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; null for a trap that belongs to no day."""
    sources: tuple[str, ...] = ()
    unsourced: bool = False
    disputed: bool = False
    """Whether it is contested that the rendering is wrong; then nothing need be found."""
    definition: str | None = None
    waits_for: str | None = None
    """The rule without which the wrong rendering cannot be found yet."""


def refuse_twins(cases: Sequence[Case]) -> None:
    """Raise ``InputError`` where two cases have the same id; the message names both places."""
    seen: dict[str, Place] = {}
    for case in cases:
        if case.id in seen:
            raise InputError(
                case.place,
                f"the id “{case.id}” is taken at {seen[case.id]}",
                "give this case another id",
            )
        seen[case.id] = case.place


def read(path: Path, name: str | None = None) -> tuple[Case, ...]:
    """Read a file of cases.

    Args:
        path: the file.
        name: how messages call it; null: as the path is written.

    Raises:
        InputError: the file cannot be read or a case is not as it should be; names the line.
    """
    file = name or path.as_posix()
    root = _compose(_text(path, file), file)
    if not isinstance(root, SequenceNode) or not root.value:
        at = Place(file) if root is None else _place(root, file)
        raise InputError(at, "there is no list of cases", "begin each case with “- id: …”")
    cases = tuple(_case(node, file) for node in root.value)
    refuse_twins(cases)
    return cases


def _text(path: Path, file: str) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise InputError(Place(file), reason, "check the path and its permissions") from None
    if len(data) > _LARGEST:
        raise InputError(Place(file), "the file is too large for cases", "split it")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(Place(file, line), "this is not UTF-8", "save it as UTF-8") from None


def _compose(text: str, file: str) -> Node | None:
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        advice = "check indentation, colons and quotation marks here and in the line above"
        raise InputError(at, "this is not well-formed YAML", advice) from None
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise InputError(
            Place(file, line), "a character that YAML does not allow", "delete it"
        ) from None
    except RecursionError:
        raise InputError(Place(file), "it is nested too deep", "write a plain list") from None


def _place(node: Node, file: str) -> Place:
    return Place(file, node.start_mark.line + 1, node.start_mark.column + 1)


@cache
def _schema() -> Mapping[str, Any]:
    loaded = json.loads(shelf.table("case.schema.json").read_text(encoding="utf-8"))
    return cast("Mapping[str, Any]", loaded["items"])


def _case(node: Node, file: str) -> Case:
    if not isinstance(node, MappingNode):
        raise InputError(_place(node, file), "this is no case", "begin it with “- id: …”")
    fields = _fields(node, file)
    place = _place(node, file)
    for needed in _schema()["required"]:
        if needed not in fields:
            raise InputError(place, f"“{needed}” is missing", f"add a line “{needed}: …”")
    values = {name: _value(name, value, file) for name, value in fields.items()}
    _check_together(values, {name: _place(value, file) for name, value in fields.items()})
    text = cast("Mapping[str, str]", values)
    return Case(
        id=text["id"],
        place=place,
        source=text["from"],
        target=text["to"],
        term=text["term"],
        wrong=text["wrong"],
        right=_tuple(values["right"]),
        kind=cast("Kind", text["kind"]),
        what_happened=text["what-happened"],
        sentence=text["sentence"],
        wrong_translation=text["wrong-translation"],
        right_translation=text["right-translation"],
        date=text.get("date"),
        sources=_tuple(values["sources"]),
        unsourced=values.get("unsourced") is True,
        disputed=values.get("disputed") is True,
        definition=text.get("definition"),
        waits_for=text.get("waits-for"),
    )


def _tuple(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _fields(node: MappingNode, file: str) -> dict[str, Node]:
    known = _schema()["properties"]
    fields: dict[str, Node] = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode) or key.value not in known:
            raise InputError(
                _place(key, file), f"“{key.value}” is no field of a case", _nearest(key.value)
            )
        if key.value in fields:
            raise InputError(_place(key, file), f"“{key.value}” stands twice", "keep one")
        fields[key.value] = value
    return fields


def _nearest(name: object) -> str:
    known = list(_schema()["properties"])
    near = difflib.get_close_matches(str(name), known, n=1)
    return f"did you mean “{near[0]}”" if near else f"the fields are {', '.join(known)}"


def _value(name: str, node: Node, file: str) -> Value:
    """Read one field as its schema describes it; every scalar is text, so 1945 needs no quotes."""
    rule = _schema()["properties"][name]
    options = [option["type"] for option in rule.get("oneOf", (rule,)) if "type" in option]
    if isinstance(node, SequenceNode) and "array" in options:
        items = tuple(_scalar(name, item, file) for item in node.value)
        if name == "right" and not items:
            raise InputError(_place(node, file), "“right” is empty", "give a rendering")
        if len(set(items)) < len(items):
            raise InputError(_place(node, file), f"“{name}” repeats itself", "keep one of each")
        return items
    if options == ["array"]:
        raise InputError(_place(node, file), f"“{name}” must be a list", "write “- …” lines")
    value = _scalar(name, node, file)
    if options == ["boolean"]:
        if value not in ("true", "false"):
            raise InputError(_place(node, file), f"“{name}” is neither true nor false", "say one")
        return value == "true"
    _check_scalar(name, value, rule, _place(node, file))
    return value


def _scalar(name: str, node: Node, file: str) -> str:
    value = node.value.strip() if isinstance(node, ScalarNode) else ""
    if not value or node.tag.endswith(":null"):
        raise InputError(_place(node, file), f"“{name}” has no text", "fill it in")
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise InputError(_place(node, file), f"“{name}” holds half a character", "type it again")
    return str(value)


def _check_scalar(name: str, value: str, rule: Mapping[str, Any], at: Place) -> None:
    if "enum" in rule and value not in rule["enum"]:
        raise InputError(at, f"“{value}” is no {name}", f"use one of {', '.join(rule['enum'])}")
    if "pattern" in rule and not re.search(rule["pattern"], value):
        raise InputError(at, f"“{value}” does not fit “{name}”", rule["description"].rstrip("."))
    if not rule.get("minLength", 0) <= len(value) <= rule.get("maxLength", len(value)):
        raise InputError(at, f"“{name}” is too short or too long", rule["description"].rstrip("."))
    if name in ("from", "to"):
        import langcodes

        if not langcodes.tag_is_valid(value):
            raise InputError(at, f"“{value}” is no language tag", "use a tag such as en or ru")
    if name == "date" and len(value) == len("2009-03-06"):
        _check_day(value, at)


def _check_day(value: str, at: Place) -> None:
    try:
        date.fromisoformat(value)
    except ValueError:
        raise InputError(at, f"there is no day {value}", "correct the date") from None


def _check_together(values: Mapping[str, Value], at: Mapping[str, Place]) -> None:
    """Check what one field means for another."""
    for wrong, field, problem, advice in _contradictions(values):
        if wrong:
            raise InputError(at[field], problem, advice)


def _contradictions(values: Mapping[str, Value]) -> Iterator[tuple[bool, str, str, str]]:
    yield (
        not values["sources"] and values.get("unsourced") is not True,
        "sources",
        "no source is given",
        "name one, or write “unsourced: true”",
    )
    yield (
        values["from"] == values["to"],
        "to",
        "both languages are the same",
        "correct “from” or “to”",
    )
    yield (
        values["wrong"] in _tuple(values["right"]),
        "wrong",
        "the wrong rendering is among the right ones",
        "take it out of one of the two",
    )
    yield (
        values["wrong-translation"] == values["right-translation"],
        "right-translation",
        "both translations are the same",
        "put the right rendering into one of them",
    )
