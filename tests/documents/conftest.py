"""What the tests of document formats share: files, and files laid out piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from fidelity import documents
from fidelity.model import Place
from fidelity.passages import Item, Notice, Passage, Suppression, Unit

Piece = tuple[str, str]
"""What stands in the file, and what it stands for; the same text twice where it is verbatim."""


@dataclass(frozen=True)
class Laid:
    """A file made of pieces, and what a reader must make of it."""

    raw: str
    text: str
    places: list[tuple[int, int]]

    def check(self, passage: Passage | None) -> None:
        """See that a passage has this text and that each of its letters has its place."""
        assert passage is not None
        assert passage.text == self.text
        for offset, (character, (line, column)) in enumerate(
            zip(self.text, self.places, strict=True)
        ):
            if not character.isspace():
                assert passage.place(offset) == Place(passage.file, line, column), character


@pytest.fixture(scope="session")
def lay() -> Callable[[Iterable[Piece]], Laid]:
    """Lay out a file from pieces."""

    def laid(pieces: Iterable[Piece]) -> Laid:
        raw, text, places = "", "", []
        for source, meaning in pieces:
            for number, character in enumerate(meaning):
                at = raw + source[:number] if source == meaning else raw
                places.append((at.count("\n") + 1, len(at) - (at.rfind("\n") + 1) + 1))
                text += character
            raw += source
        return Laid(raw, text, places)

    return laid


@dataclass(frozen=True)
class Found:
    """What was read from a file, by kind."""

    items: list[Item]
    passages: list[Passage]
    units: list[Unit]
    suppressions: list[Suppression]
    notices: list[Notice]

    @property
    def texts(self) -> list[str]:
        """The texts of the passages."""
        return [passage.text for passage in self.passages]

    @property
    def pairs(self) -> list[tuple[str, str | None]]:
        """The texts of the units."""
        return [
            (unit.source.text, unit.target.text if unit.target else None) for unit in self.units
        ]


Read = Callable[..., Found]


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Write a file and read it as a document."""
    folder = tmp_path_factory.mktemp("documents")

    def reading(
        name: str,
        content: str | bytes,
        *,
        source: str | None = None,
        target: str | None = None,
        encoding: str | None = None,
    ) -> Found:
        path = Path(folder) / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        items = list(documents.read(path, source=source, target=target, encoding=encoding))
        return Found(
            items,
            [item for item in items if isinstance(item, Passage)],
            [item for item in items if isinstance(item, Unit)],
            [item for item in items if isinstance(item, Suppression)],
            [item for item in items if isinstance(item, Notice)],
        )

    return reading
