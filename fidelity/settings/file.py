"""The text of a settings file: parses it, and finds the line of a key that a message is about."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

from fidelity.errors import InputError
from fidelity.model import Place

_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_NAME = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_PART = re.compile(_NAME)
_KEY = re.compile(rf"\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=")
_HEADER = re.compile(r"\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_QUOTES = re.compile(r'"""|\'\'\'')


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """The text of a settings file and how messages name it."""

    shown: str
    """The path as seen from the working folder."""
    text: str
    head: tuple[str, ...] = ()
    """The tables that our keys lie in."""

    @property
    def folder(self) -> Path:
        """The folder of the file, as seen from the working folder."""
        return Path(self.shown).parent

    def place(self, keys: Sequence[str]) -> Place:
        """Name the line that sets a key, or else the line of the table around it."""
        wanted = (*self.head, *keys)
        lines: dict[tuple[str, ...], int] = {}
        for line, found in _assignments(self.text):
            for length in range(1, len(found) + 1):
                lines.setdefault(found[:length], line)
        for length in range(len(wanted), 0, -1):
            if wanted[:length] in lines:
                return Place(self.shown, lines[wanted[:length]])
        return Place(self.shown)

    def within(self, keys: Sequence[str], number: int) -> SettingsFile:
        """Leave out what stands before one of several tables of the same name.

        Args:
            keys: the name of the tables, written ``[[name]]``.
            number: which of them, from 0. Where they are written in another way, all is left.
        """
        wanted = (*self.head, *keys)
        begins = [
            line
            for line, found in _assignments(self.text)
            if found == wanted and self._line(line).startswith("[[")
        ]
        if number >= len(begins):
            return self
        after = self.text.split("\n")[begins[number] - 1 :]
        return replace(self, text="\n" * (begins[number] - 1) + "\n".join(after))

    def _line(self, number: int) -> str:
        return self.text.split("\n")[number - 1].lstrip()

    def refuse(self, keys: Sequence[str], problem: str, advice: str) -> NoReturn:
        """Raise the error about one key.

        Raises:
            InputError: always.
        """
        one_line = " ".join(problem.split())  # a quoted key may hold a line break
        raise InputError(self.place(keys), one_line, " ".join(advice.split()))

    def unknown(self, keys: Sequence[str], known: Sequence[str]) -> NoReturn:
        """Raise the error about a key that there is not, with the nearest one that there is.

        Raises:
            InputError: always.
        """
        self.refuse(keys, f"there is no setting “{'.'.join(keys)}”", nearest(keys[-1], known))


def nearest(word: str, known: Sequence[str]) -> str:
    """Advise on a word that is not known: the nearest one that is, or else all of them."""
    begun = [each for each in known if word and each.startswith(word)]
    near = begun or difflib.get_close_matches(word, known, n=1)
    return f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"


def parsed(path: Path, shown: str, head: tuple[str, ...]) -> tuple[Mapping[str, Any], SettingsFile]:
    """Read a TOML file and take our table out of it.

    Args:
        path: the file.
        shown: how messages name it.
        head: the tables that ours lies in; empty where the whole file is ours.

    Returns:
        Our table, empty where it is not there, and the text for messages.

    Raises:
        InputError: the file cannot be read or is no TOML.
    """
    source = SettingsFile(shown, _text(path, shown), head)
    if head and head[-1] not in source.text:
        return {}, source  # another project's file need not even be valid
    try:
        document: Any = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as fault:
        raise _not_toml(source, str(fault)) from fault
    except RecursionError as fault:
        raise InputError(Place(shown), "it is nested too deeply", "make it flat") from fault
    for part in head:
        document = document.get(part, {}) if isinstance(document, dict) else {}
    if not isinstance(document, dict):
        source.refuse((), "this must be a table", f"write [{'.'.join(head)}]")
    return document, source


def _text(path: Path, shown: str) -> str:
    try:
        data = path.read_bytes()
    except OSError as fault:
        problem = f"the settings cannot be read ({fault.strerror})"
        raise InputError(Place(shown), problem, "make the file readable") from fault
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise InputError(Place(shown, line), "this is not UTF-8", "save it as UTF-8") from fault


def _not_toml(source: SettingsFile, message: str) -> InputError:
    at = _AT.search(message)
    line = int(at[1]) if at and at[1] else source.text.rstrip("\n").count("\n") + 1
    column = int(at[2]) if at and at[2] else None
    problem = f"this is not valid TOML ({_AT.sub('', message)})"
    return InputError(Place(source.shown, line, column), problem, "mend the line")


def _assignments(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Scan for table headers and keys; tomllib itself keeps no line numbers."""
    table: tuple[str, ...] = ()
    inside: str | None = None
    for line, content in enumerate(text.split("\n"), start=1):
        began_inside = inside is not None
        for quotes in _QUOTES.findall(content):
            if inside is None:
                inside = quotes
            elif inside == quotes:
                inside = None
        if began_inside:
            continue
        if header := _HEADER.match(content):
            table = _parts(header[1])
            yield line, table
        elif key := _KEY.match(content):
            yield line, (*table, *_parts(key[1]))


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(map(_name, _PART.findall(dotted)))


def _name(part: str) -> str:
    """Read one part of a key as TOML does, escapes included."""
    try:
        (name,) = tomllib.loads(f"{part} = 0")
    except tomllib.TOMLDecodeError:  # a quotation mark too many; the file was refused already
        return part
    return name
