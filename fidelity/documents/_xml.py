"""XML from strangers, read piece by piece and without trusting anything in it.

The standard library's expat instead of lxml, because it tells line *and* column of every run of
text, so that a finding can point at a letter after an entity, and because it reads a stream. It
fetches nothing; a file that declares entities of its own is refused before one can be used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from fidelity.errors import InputError
from fidelity.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.parsers.expat import XMLParserType

_DEEPEST = 256
_LARGEST = 2**24
"""Bytes of the largest tag that is read. The parser looks at an unfinished one again and again."""
_MOST = 500_000
"""Pieces of one wanted element: more is an attack, or no document that people work with."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text as it stands in the file, on one line; a line feed may only come last."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Node:
    """An element with everything in it. Prefixes of names are left out."""

    name: str
    attributes: Mapping[str, str]
    line: int
    column: int
    children: list[Node | Run] = field(default_factory=list)

    def all(self, name: str) -> Iterator[Node]:
        """Yield the children that are elements of this name."""
        return (one for one in self.children if isinstance(one, Node) and one.name == name)

    def first(self, name: str) -> Node | None:
        """Give the first child of this name."""
        return next(self.all(name), None)

    def text(self) -> str:
        """Give all text in the element, that of elements in it included."""
        pending: list[Node | Run] = [self]
        found = []
        while pending:
            one = pending.pop()
            if isinstance(one, Run):
                found.append(one.text)
            else:
                pending.extend(reversed(one.children))
        return "".join(found)


@dataclass(frozen=True, slots=True)
class Opened:
    """An element begins that is not wanted as a whole."""

    name: str
    attributes: Mapping[str, str]
    line: int


@dataclass(frozen=True, slots=True)
class Closed:
    """It ends."""

    name: str


Step: TypeAlias = Opened | Closed | Node


@dataclass(slots=True)
class _Watch:
    """What the parser has told so far. It lives within one call of ``steps``."""

    parser: XMLParserType
    file: str
    wanted: frozenset[str]
    told: list[Step] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    """The wanted element that we are in, and those in it that have not ended."""
    depth: int = 0
    pieces: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        attributes = {_local(key): value for key, value in attributes.items()}
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        self.depth += 1
        if self.depth > _DEEPEST:
            self.refuse("elements lie too deep in each other", "see that the file is what you mean")
        if not self.nodes and name not in self.wanted:
            self.told.append(Opened(name, attributes, line))
            return
        node = Node(name, attributes, line, column)
        if self.nodes:
            self._keep(node)
        self.nodes.append(node)

    def end(self, name: str) -> None:
        self.depth -= 1
        if not self.nodes:
            self.told.append(Closed(_local(name)))
            return
        node = self.nodes.pop()
        if not self.nodes:
            self.told.append(node)
            self.pieces = 0

    def text(self, text: str) -> None:
        if self.nodes:
            line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
            self._keep(Run(text, line, column))

    def _keep(self, piece: Node | Run) -> None:
        self.nodes[-1].children.append(piece)
        self.pieces += 1
        if self.pieces > _MOST:
            self.refuse("one element is far too large", "see that the file is what you mean")

    def entity(self, *_declaration: object) -> None:
        self.refuse(
            "the file uses entities of its own, which are not read for safety",
            "save it with plain characters and without a DOCTYPE",
        )

    def refuse(self, problem: str, advice: str) -> NoReturn:
        raise InputError(Place(self.file, self.parser.CurrentLineNumber), problem, advice)


def steps(
    chunks: Iterable[str] | Iterable[bytes], file: str, wanted: frozenset[str]
) -> Iterator[Step]:
    """Read XML.

    Args:
        chunks: the text, decoded whatever the file declares; or bytes that declare their encoding.
        file: for messages.
        wanted: names of the elements that are needed as a whole, with all that is in them.

    Returns:
        The wanted elements, and where elements around them begin and end, in the order of the file.

    Raises:
        InputError: it is not well-formed, or declares or uses entities of its own.
    """
    from xml.parsers import expat

    parser: XMLParserType | None = None
    for chunk in chunks:
        if parser is None:
            # Text was decoded already, so the encoding that the file declares says nothing.
            parser = expat.ParserCreate("utf-8" if isinstance(chunk, str) else None)
            watch = _watched(parser, file, wanted)
            sent = 0
        data = chunk.encode() if isinstance(chunk, str) else chunk
        sent += len(data)
        yield from _parsed(watch, data, last=False)
        if sent - max(parser.CurrentByteIndex, 0) > _LARGEST:
            watch.refuse("one tag is far too large", "see that the file is what you mean")
    if parser is not None:
        yield from _parsed(watch, b"", last=True)


def _watched(parser: XMLParserType, file: str, wanted: frozenset[str]) -> _Watch:
    watch = _Watch(parser, file, wanted)
    parser.StartElementHandler = watch.start
    parser.EndElementHandler = watch.end
    parser.CharacterDataHandler = watch.text
    parser.EntityDeclHandler = watch.entity
    parser.SkippedEntityHandler = watch.entity
    return watch


def _parsed(watch: _Watch, data: bytes, *, last: bool) -> list[Step]:
    from xml.parsers import expat

    try:
        watch.parser.Parse(data, last)
    except (expat.ExpatError, LookupError, ValueError) as fault:
        line, column = watch.parser.ErrorLineNumber, watch.parser.ErrorColumnNumber + 1
        code = getattr(fault, "code", None)
        reason = expat.ErrorString(code) if isinstance(code, int) else "unknown encoding"
        raise InputError(
            Place(watch.file, line, column),
            f"this is not well-formed XML ({reason})",
            "save the file again with the program it is from",
        ) from fault
    told, watch.told = watch.told, []
    return told


def _local(name: str) -> str:
    return name.rpartition(":")[2]
