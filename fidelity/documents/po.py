"""PO: gettext catalogues.

Every message that has a text is a unit; of a message with plural forms, each form is one, beside
the singular or the plural of the original. A unit is named by the context and the original of its
message. A fuzzy translation counts as not yet translated. Obsolete messages are not read. A
translator's comment can hold a suppression: ``# fidelity: ignore RULE because REASON``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fidelity.documents._build import Builder
from fidelity.documents._decode import lines
from fidelity.documents._po_read import Entry, Piece, entries, plain, resolve
from fidelity.documents._remarks import remark
from fidelity.documents._words import shown
from fidelity.model import Place, Tag
from fidelity.passages import DocumentFile, Item, Passage, Unit
from fidelity.tags import canonical
from fidelity.text import fingerprint

SUFFIXES = (".po", ".pot")
BILINGUAL = True

_CHARSET = re.compile(rb"charset=([\w.:-]+)", re.IGNORECASE)
_LONGEST_NAME = 80
_SCRIPTS = {"latin": "-Latn", "cyrillic": "-Cyrl"}


@dataclass(frozen=True, slots=True)
class _Languages:
    source: Tag | None
    target: Tag | None


def read(file: DocumentFile) -> Iterator[Item]:
    """Yield the units of a catalogue.

    Raises:
        InputError: it is broken; with the place.
    """
    languages = _Languages(file.source, file.target)
    for entry in entries(lines(file, _declared), file.path):
        if not plain(entry.strings["msgid"]) and "msgctxt" not in entry.strings:
            languages = _header(plain(entry.strings.get("msgstr", ())), file)
            continue
        yield from _units(entry, file.path, languages)


def _declared(head: bytes) -> str | None:
    found = _CHARSET.search(head[:8192])
    name = found[1].decode("ascii") if found else None
    return None if name == "CHARSET" else name  # what templates say before they are filled in


def _header(text: str, file: DocumentFile) -> _Languages:
    fields = {
        key.strip().lower(): value.strip()
        for key, colon, value in (line.partition(":") for line in text.split("\n"))
        if colon
    }
    return _Languages(
        _language(fields.get("x-source-language")) or file.source,
        _language(fields.get("language")) or file.target,
    )


def _language(name: str | None) -> Tag | None:
    """Read a language as gettext writes it: ``sr@latin``, ``pt_BR.UTF-8``."""
    bare, _, modifier = (name or "").partition("@")
    script = _SCRIPTS.get(modifier.lower(), "")
    try:
        return canonical(bare.partition(".")[0] + script) if bare else None
    except ValueError:
        return None


def _units(entry: Entry, file: str, languages: _Languages) -> Iterator[Item]:
    context = plain(entry.strings["msgctxt"]) if "msgctxt" in entry.strings else None
    name = _name(context, plain(entry.strings["msgid"]))
    found = [remark(comment, Place(file, number)) for number, comment in entry.comments]
    single = sum(keyword.startswith("msgstr") for keyword in entry.strings) == 1
    for keyword, pieces in entry.strings.items():
        if not keyword.startswith("msgstr"):
            continue
        form = keyword.removeprefix("msgstr")
        # Where a language has one form for all numbers, it stands beside the plural.
        plural = "msgid_plural" in entry.strings and (form != "[0]" or single)
        original = entry.strings["msgid_plural" if plural else "msgid"]
        source = _passage(original, file, languages.source, name + form)
        target = _passage(pieces, file, languages.target, name + form)
        if source:
            yield from filter(None, found)
            yield Unit(
                source,
                target,
                name + form,
                tuple(comment for _, comment in entry.comments if comment),
                context,
                "initial" if entry.fuzzy or not target else "translated",
            )


def _name(context: str | None, original: str) -> str:
    """Name a message as gettext tells them apart; a long name ends with a fingerprint."""
    name = " ".join((original if context is None else f"{context}|{original}").split())
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{shown(name, _LONGEST_NAME)} {fingerprint(context or '', original)[:8]}"


def _passage(pieces: list[Piece], file: str, language: Tag | None, name: str) -> Passage | None:
    builder = Builder(file)
    resolve(pieces, builder)
    return builder.segment(language, name)
