"""YAML as nodes that know their line and column, within the part of YAML that the format allows.

Built from the parser's events instead of its values, because a value has lost its place and its
spelling: a plain ``no`` is the word *no* (or Norwegian) here, never *false*. Anchors and aliases
are refused (nested, they make a small file endless), and so is nesting that no glossary needs (the
library's own builder overflows the stack on it).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from fidelity.errors import InputError
from fidelity.model import Place
from fidelity.termbases import _words

_DEEPEST = 20
"""Levels of nesting; a glossary has seven."""
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True)
class Node:
    """A text, a list, or a set of keys and values."""

    form: Literal["text", "list", "keys"]
    place: Place
    """Where it begins; for text in quotation marks, where the text begins."""
    text: str | None = None
    """Of a text; null where nothing stands there."""
    items: list[Node] = field(default_factory=list)
    """Of a list; of a set of keys and values, each key followed by its value."""


def compose(text: str, path: str) -> Node:
    """Parse one YAML document.

    Args:
        text: the whole file.
        path: for messages.

    Raises:
        InputError: it is not valid YAML, or more than one document, or uses what is not allowed.
    """
    import yaml

    try:
        root = _built(text, path)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
        reason = fault.problem or fault.context or ""
        if "nesting" in reason:  # newer parsers have a limit of their own, met before ours
            raise _too_deep(place) from fault
        raise _invalid(place, reason) from fault
    except (yaml.YAMLError, ValueError) as fault:
        raise _invalid(Place(path), str(fault).splitlines()[0]) from fault
    if root is None:
        raise InputError(Place(path), "the file is empty", "see that it is the file that you mean")
    return root


def mapping(node: Node, name: str) -> dict[str, tuple[Node, Node]]:
    """Read a set of keys and values.

    Args:
        node: the node.
        name: what it is, for messages: "the concept".

    Returns:
        Key to the node of the key and that of the value.

    Raises:
        InputError: it is something else, or a key stands there twice.
    """
    if node.form != "keys":
        problem = f"{name} is not a set of keys and values"
        raise InputError(node.place, problem, "write “key: value”")
    found: dict[str, tuple[Node, Node]] = {}
    for key_node, value in zip(node.items[::2], node.items[1::2], strict=True):
        key = scalar(key_node, "a key")
        if key in found:
            problem = f"the key “{_words.shown(key)}” stands here twice"
            raise InputError(key_node.place, problem, "join the two")
        found[key] = key_node, value
    return found


def closed_mapping(node: Node, name: str, keys: Collection[str]) -> dict[str, Node]:
    """Read a set of keys and values of which all keys are known.

    Args:
        node: the node.
        name: what it is, for messages.
        keys: the keys that may stand in it.

    Raises:
        InputError: it is something else, or a key is unknown or stands there twice.
    """
    found = mapping(node, name)
    for key, (key_node, _) in found.items():
        if key not in keys:
            raise _words.unknown("key", key, keys, key_node.place)
    return {key: value for key, (_, value) in found.items()}


def sequence(node: Node, name: str) -> list[Node]:
    """Read a list; one text alone counts as a list of one.

    Raises:
        InputError: it is neither, or empty.
    """
    if node.form == "text":
        scalar(node, name)
        return [node]
    if node.form == "list" and node.items:
        return node.items
    problem = f"{name} is empty" if node.form == "list" else f"{name} is not a list"
    raise InputError(node.place, problem, "write a list, each item after “- ”")


def scalar(node: Node, name: str) -> str:
    """Read a text, exactly as it stands in the file.

    Raises:
        InputError: it is no text, or empty.
    """
    if node.form != "text":
        raise InputError(node.place, f"{name} is not a text", "write one text here")
    if node.text is None or not node.text.strip():
        raise InputError(node.place, f"{name} is empty", "fill it in or take it out")
    return node.text


def _built(text: str, path: str) -> Node | None:
    """Build nodes from events with a stack of our own, so that no depth can overflow anything."""
    root = Node("list", Place(path))
    open_nodes = [root]
    for event, place in _events(text, path):
        kind = type(event).__name__
        if kind == "ScalarEvent":
            nothing = not event.style and event.value in _NULLS
            node = Node("text", place, None if nothing else event.value)
            open_nodes[-1].items.append(node)
        elif kind in {"SequenceStartEvent", "MappingStartEvent"}:
            node = Node("list" if kind.startswith("Seq") else "keys", place)
            open_nodes[-1].items.append(node)
            open_nodes.append(node)
            if len(open_nodes) > _DEEPEST:
                raise _too_deep(place)
        elif kind in {"SequenceEndEvent", "MappingEndEvent"}:
            open_nodes.pop()
        elif kind == "DocumentStartEvent" and root.items:
            raise InputError(place, "a second document begins here", "make it a file of its own")
    return root.items[0] if root.items else None


def _events(text: str, path: str) -> Iterator[tuple[Any, Place]]:
    """List the parser's events with their places, refusing what the format does not allow."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events: Iterator[Any] = yaml.parse(text, Loader=loader)
    for event in events:
        mark = event.start_mark
        quoted = getattr(event, "style", None) in {'"', "'"}
        place = Place(path, mark.line + 1, mark.column + 1 + quoted)
        if getattr(event, "anchor", None):
            problem = "anchors (&) and aliases (*) of YAML are not used in glossaries"
            advice = "write it out, or put a text that begins with & or * in quotation marks"
            raise InputError(place, problem, advice)
        if getattr(event, "tag", None):
            problem = f"there is a YAML tag (“{_words.shown(event.tag)}”)"
            advice = "take it out, or put a text that begins with ! in quotation marks"
            raise InputError(place, problem, advice)
        yield event, place


def _too_deep(place: Place) -> InputError:
    return InputError(place, "this is nested too deep", "take out the inner brackets")


def _invalid(place: Place, reason: str) -> InputError:
    return InputError(
        place,
        f"this is not valid YAML ({_words.shown(reason, 90)})",
        "check the indentation, and put a text with “: ” or “ #” in quotation marks",
    )
