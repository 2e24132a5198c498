"""Finds the CTranslate2 models of this machine and tells how to put a text to each.

A helper of the engine ``ct2``. Two layouts are known: a converted model of OPUS-MT (``model.bin``
with ``source.spm`` and ``target.spm`` beside it) and an unpacked package of Argos Translate
(``metadata.json``, ``sentencepiece.model`` and the model in ``model/``).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fidelity.engines._answers import listed
from fidelity.errors import UsageError
from fidelity.model import Tag

END = "</s>"


@dataclass(frozen=True, slots=True)
class Model:
    """One direction."""

    source: Tag
    target: Tag
    maker: str
    """Models of one maker count as one vote."""
    folder: Path
    """Where ``model.bin`` lies."""
    source_pieces: Path
    target_pieces: Path
    prefix: tuple[str, ...] = ()
    """Tokens before every text, such as ``>>rus<<`` for a model of several target languages."""

    def fingerprint(self) -> str:
        """Hash the bytes of the model: the same model anywhere has the same one.

        Raises:
            OSError: a file cannot be read.
        """
        total = hashlib.sha256()
        vocabularies = sorted(self.folder.glob("*vocabulary.*"))
        for path in (
            self.folder / "model.bin",
            self.source_pieces,
            self.target_pieces,
            *vocabularies,
        ):
            with path.open("rb") as stream:
                total.update(hashlib.file_digest(stream, "sha256").digest())
        return total.hexdigest()

    def ends(self) -> bool:
        """Say whether the text must end with ``</s>``.

        A model of Marian has learned it so. A converter may have written that CTranslate2 adds it;
        models of OpenNMT, which Argos are, never saw it.
        """
        config = _json(self.folder / "config.json")
        if not isinstance(config, dict):
            return self.maker != "argos"
        end = config.get("eos_token", END)
        return not config.get("add_source_eos") and config.get("decoder_start_token") == end

    def vocabulary(self) -> frozenset[str] | None:
        """Read the pieces that the model knows on its source side; null where it does not say."""
        for name in ("source_vocabulary", "shared_vocabulary"):
            found = _json(self.folder / f"{name}.json")
            if isinstance(found, list):
                return frozenset(map(str, found))
            plain = self.folder / f"{name}.txt"
            if plain.is_file():
                return frozenset(plain.read_text(encoding="utf-8").split("\n"))
        return None


def models(options: Mapping[str, object]) -> tuple[Model, ...]:
    """List the models of the settings, then the packages that Argos Translate has installed.

    Raises:
        UsageError: an entry of the setting ``models`` cannot be used.
    """
    found = [_configured(entry) for entry in listed(options, "ct2")]
    directions: dict[tuple[str, Tag, Tag], Model] = {}
    for model in found:
        direction = (model.maker, model.source, model.target)
        if direction in directions:
            raise UsageError(
                f"ct2: two models of {model.maker} for {model.source} → {model.target}; "
                "take one out of the setting models, or name another maker"
            )
        directions[direction] = model
    for model in _argos_installed():
        directions.setdefault((model.maker, model.source, model.target), model)
    return tuple(directions.values())


def _configured(entry: object) -> Model:
    table: Mapping[str, Any] | None = (
        {"path": entry} if isinstance(entry, str) else entry if isinstance(entry, Mapping) else None
    )
    if table is None or not isinstance(table.get("path"), str):
        raise UsageError(
            f"ct2: {entry!r} in the setting models is neither a path nor a table with path, from "
            "and to"
        )
    folder = Path(table["path"]).expanduser()
    if (model := _argos(folder)) is not None:
        return model
    if not (folder / "model.bin").is_file():
        raise UsageError(
            f"ct2: {folder} holds no model.bin; name the folder of a model that has been converted "
            "for CTranslate2, or of an unpacked Argos package"
        )
    pieces = [folder / "source.spm", folder / "target.spm"]
    if (shared := folder / "sentencepiece.model").is_file():
        pieces = [shared, shared]
    for path in pieces:
        if not path.is_file():
            raise UsageError(
                f"ct2: {folder} holds no {path.name}; copy it there from the original model"
            )
    if not all(isinstance(table.get(key), str) for key in ("from", "to")):
        raise UsageError(
            f"ct2: the languages of {folder} are not known; write a table with path, from and to "
            "in the setting models"
        )
    maker = str(table.get("maker", "opus-mt"))
    prefix = tuple(str(table.get("prefix", "")).split())
    return Model(table["from"], table["to"], maker, folder, pieces[0], pieces[1], prefix)


def _argos(folder: Path) -> Model | None:
    """Read an unpacked package of Argos Translate; null where there is none."""
    about = _json(folder / "metadata.json")
    pieces = folder / "sentencepiece.model"
    inside = folder / "model"
    if not isinstance(about, dict) or not pieces.is_file() or not (inside / "model.bin").is_file():
        return None
    pair = about.get("from_code"), about.get("to_code")
    if not all(isinstance(code, str) for code in pair):
        return None
    ours = {"zt": "zh-Hant", "pb": "pt-BR"}  # codes of Argos that are no language tags
    source, target = (ours.get(code, code) for code in map(str, pair))
    return Model(source, target, "argos", inside, pieces, pieces)


def _argos_installed() -> Iterator[Model]:
    data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    named = os.environ.get("ARGOS_PACKAGES_DIR") or f"{data}/argos-translate/packages"
    try:
        folders = sorted(Path(named).expanduser().iterdir())
    except OSError:
        return
    for folder in folders:
        if model := _argos(folder):
            yield model


def _json(path: Path) -> Any:
    """Read a JSON file; null where there is none that can be read."""
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
