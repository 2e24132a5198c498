"""Document formats: one module a format.

``read`` chooses the module by the ending of the file name.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from fidelity import plugins
from fidelity.errors import InputError
from fidelity.model import Place, Tag
from fidelity.passages import DocumentFile, Item, Notice, Passage, Unit
from fidelity.tags import flagged

KIND = "documents"


def read(
    path: str | Path,
    *,
    source: Tag | None = None,
    target: Tag | None = None,
    encoding: str | None = None,
) -> Iterator[Item]:
    """Read a document of any known format, piece by piece.

    Args:
        path: the file; its ending says what format it has.
        source: the language of the text, or the one translated from; null: the file says it.
        target: of a bilingual file, the language translated into; null: the file says it.
        encoding: the text encoding, where the user names it; null: recognise it.

    Returns:
        Passages of a document in one language, units of a bilingual file, with suppressions and
        notices among them. A file without any text gives a notice that says so. The file is read
        while the result is used: faults further on in it are raised there.

    Raises:
        InputError: the file cannot be read or understood; with the place.
        UsageError: ``source`` or ``target`` is no language.
    """
    module = _format(Path(path))
    _readable(Path(path))
    file = DocumentFile(
        Path(path).as_posix(), flagged(source, "--from"), flagged(target, "--to"), encoding
    )
    return _told(module.read(file), file)


def bilingual(path: str | Path) -> bool:
    """Say whether files with this ending hold texts with their translations.

    Raises:
        InputError: the ending is that of no known format.
    """
    return bool(_format(Path(path)).BILINGUAL)


def embargo(path: str | Path, *, encoding: str | None = None) -> str | None:
    """Read until when a document says that it is under embargo; null where it says nothing.

    Raises:
        InputError: the file cannot be read, or what it says is neither a day nor a moment.
    """
    told = getattr(_format(Path(path)), "embargo", None)
    if told is None:
        return None
    _readable(Path(path))
    until: str | None = told(DocumentFile(Path(path).as_posix(), None, None, encoding))
    return until


def suffixes() -> dict[str, str]:
    """List the file name endings that can be read, each with the name of its format."""
    return plugins.suffixes(KIND)


def _format(path: Path) -> ModuleType:
    return plugins.for_file(KIND, path, "document format")


def _readable(path: Path) -> None:
    place = Place(path.as_posix())
    try:
        # A pipe or a device could block or never end, so the kind of file is asked before opening.
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError(place, "this is not a file", "name a document")
        with path.open("rb"):
            pass
    except FileNotFoundError as fault:
        raise InputError(place, "there is no such file", "see how its name is spelled") from fault
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or "its name is not valid"
        raise InputError(place, f"the file cannot be read ({reason})", "mend that") from fault


def _told(items: Iterator[Item], file: DocumentFile) -> Iterator[Item]:
    """Pass everything on, and say so if there was no text."""
    texts = False
    for item in items:
        texts = texts or isinstance(item, Passage | Unit)
        yield item
    if not texts:
        yield Notice("the file holds no text to check", Place(file.path))
