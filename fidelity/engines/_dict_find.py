"""Finds the dictionaries of this machine, and tells what languages and what source each one has.

A helper of the engine ``dictionary``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from fidelity.engines._dictd import Files
from fidelity.errors import UsageError
from fidelity.model import Tag

FOLDERS = (
    "~/.dictd",
    "~/.local/share/dictd",
    "/usr/local/share/dictd",
    "/usr/share/dictd",
    "~/.stardict/dic",
    "~/.local/share/stardict/dic",
    "/usr/share/stardict/dic",
)
"""Where dictionaries lie; of two of the same name the first one counts."""
_ENDINGS = re.compile(r"\.(index|idx|idx\.gz|ifo|dict|dict\.dz)$")
_CEDICT = re.compile(r"(?:cedict|handedict|cfdict)(?![a-z]).*\.(?:u8|txt)(?:\.gz)?", re.IGNORECASE)
_DEPTH = 2  # StarDict keeps each dictionary in a folder of its own
_OF_CEDICT = {"cedict": "en", "handedict": "de", "cfdict": "fr"}
_TEI = re.compile(r"([a-z]{2,3}-[a-z]{2,3})\.tei")
_FREEDICT = re.compile(r"(?:freedict|fd)-([a-z]{2,3})-([a-z]{2,3})")
"""As the files are named, and as servers name them."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """One installed dictionary."""

    name: str
    """The name of its files without their endings: ``freedict-eng-deu``."""
    files: Files
    source: Tag
    """The language of its headwords."""
    target: Tag
    """The language of its translations."""

    @property
    def mueller(self) -> bool:
        """Whether it is an edition of Mueller's dictionary, which has a layout of its own."""
        return is_mueller(self.name)

    @property
    def layout(self) -> Literal["dictd", "stardict", "cedict", "tei"]:
        """The format of its files."""
        if self.files.articles.suffix == ".tei":
            return "tei"
        if self.files.index == self.files.articles:
            return "cedict"
        return "dictd" if self.files.index.suffix == ".index" else "stardict"

    @property
    def family(self) -> str:
        """Its source: both directions of one, and its editions, share it."""
        return family_of(self.name)


def is_mueller(name: str) -> bool:
    """Say whether a dictionary is an edition of Mueller's, by its name."""
    return name.startswith("mueller")


def family_of(name: str) -> str:
    """Tell the source of a dictionary by its name, from files or from a server alike."""
    if is_mueller(name):
        return "mueller"
    if match := _FREEDICT.fullmatch(name):
        return "freedict-" + "-".join(sorted(match.groups()))
    return name


def installed(options: Mapping[str, object]) -> tuple[Dictionary, ...]:
    """List the dictionaries of this machine, by name.

    Args:
        options: the settings of the engine; ``paths`` is a list of files and folders, each a string
            or a table with ``path``, ``from`` and ``to``.

    Raises:
        UsageError: a path of the settings is not there, or its languages are not known.
    """
    found: dict[str, Dictionary] = {}
    paths = options.get("paths", ())
    if not isinstance(paths, (list, tuple)):
        raise UsageError("dictionary: the setting paths must be a list; put it in square brackets")
    for entry in paths:
        for one in _configured(entry):
            found.setdefault(one.name, one)
    for folder in FOLDERS:
        for one in _inside(Path(folder).expanduser(), None):
            found.setdefault(one.name, one)
    return tuple(sorted(found.values(), key=lambda one: one.name))


def _configured(entry: object) -> Iterator[Dictionary]:
    table = {"path": entry} if isinstance(entry, str) else entry
    if not isinstance(table, Mapping) or not isinstance(table.get("path"), str):
        raise UsageError(
            f"dictionary: {entry!r} in the setting paths is neither a path nor a table with path, "
            "from and to"
        )
    pair = (table.get("from"), table.get("to"))
    languages = (str(pair[0]), str(pair[1])) if all(pair) else None
    path = Path(table["path"]).expanduser()
    if path.is_dir():
        yield from _inside(path, languages)
        return
    if _CEDICT.fullmatch(path.name) and path.is_file():
        yield _chinese(path)
        return
    if _TEI.fullmatch(path.name) and path.is_file():
        yield from _of_freedict(path)
        return
    stem = path.with_name(_ENDINGS.sub("", path.name))
    one = _at(stem, languages)
    if one is None and _files(stem) is None:
        raise UsageError(
            f"dictionary: there are no files {stem}.index and {stem}.dict.dz; "
            "correct the setting paths"
        )
    if one is None:
        raise UsageError(
            f"dictionary: the languages of {stem.name} are not known; "
            "write a table with path, from and to in the setting paths"
        )
    yield one


def _inside(folder: Path, languages: tuple[Tag, Tag] | None) -> Iterator[Dictionary]:
    try:
        here = [path for path in folder.rglob("*") if len(path.relative_to(folder).parts) <= _DEPTH]
    except OSError:
        return
    for path in sorted(here):
        if _CEDICT.fullmatch(path.name):
            yield _chinese(path)
        if _TEI.fullmatch(path.name):
            yield from _of_freedict(path)
    stems = {p.with_suffix("") for p in here if p.suffix in (".index", ".ifo")}
    for stem in sorted(stems):
        if one := _at(stem, languages):
            yield one


def _chinese(path: Path) -> Dictionary:
    """Make a dictionary of one file in the format of CC-CEDICT."""
    name = path.name.partition(".")[0]
    of = next(lang for start, lang in _OF_CEDICT.items() if name.lower().startswith(start))
    return Dictionary(name, Files(path, path), "zh", of)


def _of_freedict(path: Path) -> Iterator[Dictionary]:
    """Make a dictionary of one file of FreeDict, named by its languages."""
    name = f"freedict-{path.stem}"
    if languages := languages_of(name):
        yield Dictionary(name, Files(path, path), *languages)


def _files(stem: Path) -> Files | None:
    for kind in (".index", ".idx", ".idx.gz"):
        index = stem.with_name(stem.name + kind)
        for ending in (".dict.dz", ".dict"):
            articles = stem.with_name(stem.name + ending)
            if index.is_file() and articles.is_file():
                described = stem.with_name(stem.name + ".ifo") if kind != ".index" else None
                return Files(index, articles, described)
    return None


def _at(stem: Path, languages: tuple[Tag, Tag] | None) -> Dictionary | None:
    files = _files(stem)
    languages = languages or languages_of(stem.name)
    if files is None or languages is None:
        return None
    return Dictionary(stem.name, files, *languages)


def languages_of(name: str) -> tuple[Tag, Tag] | None:
    """Tell the languages of headwords and translations by a dictionary's name; null: unknown."""
    if is_mueller(name):
        return ("en", "ru")
    if match := _FREEDICT.fullmatch(name):
        import langcodes

        source, target = (langcodes.standardize_tag(code) for code in match.groups())
        return (source, target)
    return None
