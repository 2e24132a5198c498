"""XLIFF 1.2 and 2.x: translations in progress.

Each segment is a unit with its notes and its state; a unit that is cut into segments gives one for
each, named ``unit/segment``. Tags that surround text leave nothing, tags that stand alone leave the
text that the file says they are equivalent to, else a placeholder. Suggestions from memories and
glossaries in the file are not read. A note can hold a suppression for its unit:
``fidelity: ignore RULE because REASON``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from fidelity.documents._decode import chunks
from fidelity.documents._words import shown
from fidelity.documents._xliff import Around
from fidelity.documents._xliff_1 import units as units_1
from fidelity.documents._xliff_2 import units as units_2
from fidelity.documents._xml import Closed, Node, Opened, steps
from fidelity.documents._xml_file import declared, language
from fidelity.errors import InputError
from fidelity.model import Place, Tag
from fidelity.passages import DocumentFile, Item

SUFFIXES = (".xlf", ".xliff", ".sdlxliff", ".mqxliff")
BILINGUAL = True

_INHERITED = ("translate", "space")
"""What holds for everything in an element."""


@dataclass(slots=True)
class _Path:
    """Where we are in the file. It lives within one call of ``read``."""

    file: DocumentFile
    open: list[Mapping[str, str]] = field(default_factory=list)
    """What holds in each element that has begun."""
    units: Callable[[Node, Around], Iterator[Item]] | None = None
    source: Tag | None = None
    target: Tag | None = None
    prefix: str = ""
    files: int = 0


def read(file: DocumentFile) -> Iterator[Item]:
    """Yield the units of a file.

    Raises:
        InputError: it is broken, or no XLIFF of a version that is known; with the place.
    """
    path = _Path(file)
    for step in steps(chunks(file, declared), file.path, frozenset({"trans-unit", "unit"})):
        if isinstance(step, Opened):
            _enter(path, step)
        elif isinstance(step, Closed):
            path.open.pop()
        else:
            yield from _unit(path, step)


def _enter(path: _Path, step: Opened) -> None:
    inherited = dict(path.open[-1]) if path.open else {}
    inherited.update({key: step.attributes[key] for key in _INHERITED if key in step.attributes})
    place = Place(path.file.path, step.line)
    if not path.open:
        _root(path, step, place)
    elif step.name == "file":
        path.files += 1
        if path.units is units_1:
            path.source = language(step.attributes.get("source-language"), place)
            path.target = _target(path.file, step.attributes.get("target-language"), place)
        name = step.attributes.get("id") or step.attributes.get("original") or str(path.files)
        # Names of units hold within one part of the file only.
        path.prefix = f"{shown(name)}/" if path.files > 1 else ""
    path.open.append(inherited)


def _root(path: _Path, step: Opened, place: Place) -> None:
    if step.name != "xliff":
        raise InputError(place, "this is no XLIFF file", "see that it is the file that you mean")
    version = step.attributes.get("version", "")
    if version.startswith("1."):
        path.units = units_1
    elif version.startswith("2."):
        path.units = units_2
        path.source = language(step.attributes.get("srcLang"), place)
        path.target = _target(path.file, step.attributes.get("trgLang"), place)
    else:
        raise InputError(
            place, f"the XLIFF version “{shown(version)}” is not known", "save it as 1.2 or 2.1"
        )


def _target(file: DocumentFile, name: str | None, place: Place) -> Tag | None:
    return language(name, place) if name else file.target


def _unit(path: _Path, node: Node) -> Iterator[Item]:
    place = Place(path.file.path, node.line, node.column)
    if path.units is None or path.source is None:
        raise InputError(
            place, "the unit stands outside of a file element", "export the file again"
        )
    name = node.attributes.get("id")
    if name is None:
        raise InputError(place, "the unit has no id", "export the file again")
    holds = {**(path.open[-1] if path.open else {}), **node.attributes}
    yield from path.units(
        node,
        Around(
            path.file.path,
            path.prefix + name,
            path.source,
            path.target,
            preserve=holds.get("space") == "preserve",
            locked=holds.get("translate") == "no"
            or holds.get("locked", "no") not in {"no", "false", ""},
        ),
    )
