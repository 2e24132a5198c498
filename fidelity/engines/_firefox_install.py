"""Installs the translation models of Firefox from Mozilla's own lists.

A helper of the engine ``firefox``. The list is the collection ``translations-models-v2`` of
Mozilla's Remote Settings: one record a file, with the address and the SHA-256 of the packed file
and the SHA-256 of the plain one. Firefox itself loads models of the major version 3.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import re
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fidelity.engines import _download
from fidelity.engines._answers import same_language
from fidelity.engines._firefox_models import home
from fidelity.errors import DownloadError, UsageError
from fidelity.model import Tag
from fidelity.protocols import Progress, no_progress

SOURCE = "https://firefox.settings.services.mozilla.com/v1"
"""Mozilla's Remote Settings; another server with the same lists may stand in for it."""
_COLLECTION = "buckets/main/collections/translations-models-v2/records"
_VERSION = re.compile(r"3\.(\d+)(a\d+)?")
_NAME = re.compile(r"\w[\w.-]*")
_PAIR = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)+")
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_LARGEST = 1 << 29  # bytes of one file; the largest real ones have some 45 MB
_ARCHITECTURES = ("tiny", "base", "base-memory")


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    kind: str
    source: Tag
    target: Tag
    rank: tuple[object, ...]
    location: str
    size: int
    sha256: str
    plain_sha256: str


def offer(pair: str, source: str = SOURCE) -> str:
    """Say in words what ``install`` would do, so that the user can consent to it.

    Raises:
        UsageError: the pair is none, or the package that unpacks the models is missing; nobody is
            asked to consent to what cannot be done.
    """
    _possible(pair)
    host = _download.secure(source).partition("://")[2].partition("/")[0]
    return (
        f"This downloads Mozilla's translation models for {pair} (20 to 80 MB, Mozilla Public "
        f"License 2.0) from {host}. It is told the pair and nothing else; afterwards everything "
        "is translated on this machine."
    )


def install(
    pair: str,
    folder: Path | None = None,
    progress: Progress = no_progress,
    source: str = SOURCE,
    stall: float = _download.STALL,
) -> tuple[Path, ...]:
    """Download the models of a pair of languages, of both directions as far as there are two.

    The user's consent is the caller's business. What is there already is not downloaded again; what
    was cut off goes on where it stopped.

    Args:
        pair: two language tags with a hyphen between them, such as ``en-ru``.
        folder: where the models go; null: the user's data folder.
        progress: told how many bytes are there.
        source: the address of the Remote Settings server.
        stall: seconds without a byte after which a connection counts as dead.

    Returns:
        The folder of each direction.

    Raises:
        UsageError: there is no model for the pair, or the package that unpacks it is missing.
        DownloadError: something could not be downloaded; what has arrived is kept.
    """
    _possible(pair)
    root = source.rstrip("/")
    files = _files(_download.table(f"{root}/{_COLLECTION}", stall))
    chosen = _chosen(pair, files)
    base = _attachments(_download.table(f"{root}/", stall))
    folder = home() if folder is None else folder
    total = sum(file.size for direction in chosen for file in direction)
    before = 0
    places = []
    for direction in chosen:
        name = f"{direction[0].source}-{direction[0].target}"
        tell = _teller(progress, f"downloading firefox {name}", before, total)
        places.append(_installed(direction, folder / name, base, tell, stall))
        before += sum(file.size for file in direction)
    return tuple(places)


def _possible(pair: str) -> None:
    if not _PAIR.fullmatch(pair):
        raise UsageError(f"“{pair}” is no pair of languages; write it as en-ru")
    if importlib.util.find_spec("fxtranslate") is None:
        raise UsageError(
            'models need the package fxtranslate: pip install "fidelity-check[firefox]"'
        )


def _teller(progress: Progress, what: str, before: int, total: int) -> Callable[[int], None]:
    return lambda done: progress(what, before + done, total)


def _installed(
    files: Sequence[_File], place: Path, base: str, tell: Callable[[int], None], stall: float
) -> Path:
    """Download and unpack one direction beside its place, then move it there as a whole."""
    if all(_is(place / file.name, file.plain_sha256) for file in files):
        return place
    growing = place.with_name(f".{place.name}.part")
    growing.mkdir(parents=True, exist_ok=True)
    done = 0
    for file in files:
        plain = growing / file.name
        if not _is(plain, file.plain_sha256):
            packed = growing / f"{file.name}.zst"
            start = done
            _download.fetch(
                f"{base}{file.location}",
                packed,
                file.size,
                file.sha256,
                lambda more, start=start: tell(start + more),  # type: ignore[misc]
                stall,
            )
            plain.write_bytes(_unpacked(packed, file))
            packed.unlink()
        done += file.size
        tell(done)
    wanted = {file.name for file in files}
    for path in growing.iterdir():
        if path.name not in wanted:  # left over from an older version
            path.unlink()
    shutil.rmtree(place, ignore_errors=True)
    growing.rename(place)
    return place


def _is(path: Path, sha256: str) -> bool:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == sha256.lower()
    except OSError:
        return False


def _unpacked(packed: Path, file: _File) -> bytes:
    unpack = importlib.import_module("fxtranslate").discovery.verify_and_decompress
    data = packed.read_bytes()
    try:
        return bytes(unpack(data, file.plain_sha256.lower()))
    except ValueError:
        packed.unlink()
        raise DownloadError(
            f"{file.name} is not the model that the list names: its check sum is wrong"
        ) from None


def _attachments(root: Any) -> str:
    """Find the address under which the files lie."""
    try:
        base = str(root["capabilities"]["attachments"]["base_url"])
    except (KeyError, TypeError):
        raise DownloadError("the server does not say where its files lie") from None
    return base if base.endswith("/") else f"{base}/"


def _files(table: Any) -> list[_File]:
    records = table.get("data") if isinstance(table, Mapping) else None
    if not isinstance(records, list):
        raise DownloadError("the server did not answer with a list of models")
    return [file for record in records if (file := _file(record)) is not None]


def _file(record: Any) -> _File | None:
    """Read one record; null for one that is not for us: other versions, other programs' files."""
    try:
        match = _VERSION.fullmatch(record["version"])
        attachment = record["attachment"]
        architecture = record.get("architecture") or ""
        file = _File(
            name=str(record["name"]).removesuffix(".zst"),
            kind=str(record["fileType"]),
            source=str(record["sourceLanguage"]).replace("_", "-"),
            target=str(record["targetLanguage"]).replace("_", "-"),
            rank=(
                match is not None and match[2] is None,  # a finished one before a preview
                int(match[1]) if match else 0,
                match[2] or "" if match else "",
                _ARCHITECTURES.index(architecture) if architecture in _ARCHITECTURES else -1,
                architecture,
            ),
            location=str(attachment["location"]),
            size=int(attachment["size"]),
            sha256=str(attachment["hash"]),
            plain_sha256=str(record["decompressedHash"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    sound = (
        _NAME.fullmatch(file.name)
        and 0 < file.size <= _LARGEST
        and _SHA256.fullmatch(file.sha256)
        and _SHA256.fullmatch(file.plain_sha256)
        and all(re.fullmatch(r"[A-Za-z0-9-]+", tag) for tag in (file.source, file.target))
    )
    # A filter expression keeps a record for one channel or platform of Firefox.
    return file if match and sound and not record.get("filter_expression") else None


def _chosen(pair: str, files: Iterable[_File]) -> list[list[_File]]:
    """Choose the newest whole set of files for each direction of a pair."""
    sets: dict[tuple[Tag, Tag], dict[tuple[object, ...], dict[str, _File]]] = {}
    for file in files:
        ranks = sets.setdefault((file.source, file.target), {})
        ranks.setdefault(file.rank, {})[file.kind] = file
    chosen = []
    for direction in sorted(sets):
        whole = [rank for rank, kinds in sets[direction].items() if _needed(kinds)]
        if whole and _named(pair, direction):
            chosen.append(_needed(sets[direction][max(whole)]))
    if not chosen:
        others = sorted({tag for direction in sets for tag in direction} - {"en"})
        raise UsageError(
            f"there are no models for {pair}; there are some to or from en for "
            + (" ".join(others) or "no language")
        )
    return chosen


def _needed(kinds: Mapping[str, _File]) -> list[_File]:
    """Take the files without which a model does not run; none where one of them is missing."""
    for names in (("model", "vocab"), ("model", "srcvocab", "trgvocab")):
        if all(name in kinds for name in names):
            return [kinds[name] for name in names]
    return []


def _named(pair: str, direction: tuple[Tag, Tag]) -> bool:
    """Say whether a pair as the user wrote it is meant by a direction or its reverse."""
    parts = pair.split("-")
    for place in range(1, len(parts)):
        tags = "-".join(parts[:place]), "-".join(parts[place:])
        for one, other in (tags, tags[::-1]):
            if same_language(one, direction[0]) and same_language(other, direction[1]):
                return True
    return False
