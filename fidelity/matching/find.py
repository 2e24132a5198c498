"""Finds the terms of glossaries in texts: all forms of all terms in one pass.

A table is built once for a language from all glossaries. Building asks the morphology for every
form of every term, so the forms are kept in the cache, and a search is a walk over the words of the
text alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from fidelity import __version__, languages, morphology, shelf
from fidelity import cache as caches
from fidelity.cache import Store
from fidelity.languages import language
from fidelity.matching.form_table import FormTable, Hit, Tokens, inside
from fidelity.matching.kept_forms import Found, KeptForms, rows_of
from fidelity.model import Concept, Glossary, Tag, Term
from fidelity.tags import matches
from fidelity.text import fingerprint

T = TypeVar("T")

IN_USE = "in use"
"""Stands for the cache folder of the run that is on (``fidelity.cache.using``)."""

_MANY = 500
"""Shipped wordings from which their forms are read from disk: fewer are entered as soon."""
_LONGEST_ABBREVIATION = 8
"""Letters up to which a word in capitals is taken for an abbreviation, which small letters do not
stand for (WHO, who)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One term of one concept, as the table holds it."""

    concept: Concept
    glossary: str
    """The name of the glossary, as findings quote it."""
    term: Term


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text where a term stands in some form."""

    concept: Concept
    glossary: str
    term: Term
    start: int
    """0-based code-point offset into the text."""
    end: int
    text: str
    """As it stands there."""
    inside: bool
    """Whether it is part of a longer mention (Council in Security Council)."""
    glued: bool
    """Whether a hyphen joins it to a neighbour."""


TermTable = FormTable[Entry]


def term_table(
    glossaries: Sequence[Glossary], tag: Tag, cache: Path | str | None = IN_USE
) -> TermTable:
    """Build the table of all terms of one language, accepted and avoided.

    Args:
        glossaries: where the terms stand.
        tag: the language; a term whose tag is more or less narrow belongs to it too (pt, pt-BR).
        cache: the folder where the forms are kept; null: they are made anew.
    """
    entries: list[Entry] = []
    shipped: dict[str, None] = {}
    for glossary in glossaries:
        found = list(_entries(glossary, tag))
        entries += found
        if _ships(glossary):
            shipped.update((entry.term.text, None) for entry in found)
    folder = caches.in_use() if cache == IN_USE else cache
    listed = [(entry.term.text, (), entry) for entry in entries]
    if folder is not None and len(shipped) >= _MANY:
        return _kept_table(listed, list(shipped), f"terms-{tag}", Path(folder))
    return _table(listed, tag, folder)


def _table(
    entries: Sequence[tuple[str, Sequence[str], T]], tag: Tag, folder: Path | str | None
) -> FormTable[T]:
    """Build a table in memory; as ``inflected_table``."""
    free = list(dict.fromkeys(wording for wording, forms, _ in entries if not forms))
    inflected = dict(zip(free, forms_of(free, tag, folder), strict=True))
    return FormTable((forms or inflected[wording], value) for wording, forms, value in entries)


def _entries(glossary: Glossary, tag: Tag) -> Iterator[Entry]:
    """List the terms of a glossary that belong to a language."""
    serves: dict[Tag, bool] = {}
    for concept in glossary.concepts:
        for term in concept.terms:
            other = term.language
            if other not in serves:
                serves[other] = matches(tag, other) or matches(other, tag)
            if serves[other]:
                yield Entry(concept, glossary.name, term)


def _ships(glossary: Glossary) -> bool:
    """Say whether a glossary comes with the package, so that it stays the same for long."""
    file = glossary.place.file if glossary.place and glossary.sha256 else ""
    return file.rpartition("/")[0] == _shelf()


@cache
def _shelf() -> str:
    return shelf.shipped("glossaries").as_posix()


def _kept_table(
    entries: Sequence[tuple[str, Sequence[str], T]], kept: Sequence[str], name: str, folder: Path
) -> FormTable[T]:
    """Build a table of which some wordings lie on disk, cut into words.

    Args:
        entries: wordings, the only forms of each that count (none: all that it has), and values.
        kept: the wordings of which all forms lie on disk, each once.
        name: what they are, and after a dash their language; the name of the file begins with it.
        folder: where.
    """
    tag = name.partition("-")[2]
    entered: dict[str, list[tuple[int, T]]] = {wording: [] for wording in kept}
    own: list[tuple[int, tuple[str, Sequence[str], T]]] = []
    for place, entry in enumerate(entries):
        wording, forms, value = entry
        if forms or wording not in entered:
            own.append((place, entry))
        else:
            entered[wording].append((place, value))
    free = [wording for _, (wording, forms, _) in own if not forms]
    inflected = dict(zip(free, forms_of(free, tag, folder), strict=True))
    cut = rows_of([forms or inflected[wording] for _, (wording, forms, _) in own])
    others = {
        first: {
            rest: [(own[number][0], own[number][1][2]) for number in numbers]
            for rest, numbers in rests.items()
        }
        for first, rests in cut.items()
    }
    method = fingerprint(__version__, _method(), tag)
    there = KeptForms(folder, name, kept, method, lambda: forms_of(kept, tag, folder))
    return FormTable(roots=Found(there, list(entered.values()), others))


def inflected_table(
    entries: Iterable[tuple[str, Sequence[str], T]], tag: Tag, cache: Path | str | None = IN_USE
) -> FormTable[T]:
    """Build a table of shipped wordings of one language.

    Args:
        entries: wordings in dictionary form, the only forms of each that count (none: all that it
            has), and the value that a hit gives.
        tag: their language.
        cache: the folder where the forms are kept; null: they are made anew.
    """
    listed = list(entries)
    free = list(dict.fromkeys(wording for wording, forms, _ in listed if not forms))
    folder = caches.in_use() if cache == IN_USE else cache
    if folder is not None and len(free) >= _MANY:
        return _kept_table(listed, free, f"words-{tag}", Path(folder))
    return _table(listed, tag, folder)


def forms_of(
    wordings: Sequence[str], tag: Tag, cache: Path | str | None = IN_USE
) -> list[list[str]]:
    """List the inflected forms of each wording, itself among them.

    Args:
        wordings: in dictionary form.
        tag: their language.
        cache: the folder where the answers are kept, so that only new wordings take time; null:
            nowhere.
    """
    folder = caches.in_use() if cache == IN_USE else cache
    if folder is None or not wordings:
        return [_inflected(wording, tag) for wording in wordings]
    space = fingerprint(__version__, _method(), tag)
    with Store(Path(folder) / "forms.sqlite") as store:
        kept = store.get_many(wordings, space)
        known: dict[str, list[str]] = {text: json.loads(forms) for text, forms in kept.items()}
        new = {
            wording: _inflected(wording, tag)
            for wording in dict.fromkeys(wordings)
            if wording not in known
        }
        written = ((text, json.dumps(forms, ensure_ascii=False)) for text, forms in new.items())
        store.put_many(written, space)
    return [(known.get(wording) or new[wording]) for wording in wordings]


def _inflected(wording: str, tag: Tag) -> list[str]:
    return sorted({wording, *language(tag).forms(wording)})


@cache
def _method() -> str:
    """Name the way in which forms are made: with another one, other forms are kept."""
    parts = sorted(Path(languages.__file__).parent.glob("*.py"))
    tables = map(shelf.table, ("plural-nouns.yaml", "participles.yaml"))
    texts = [path.read_bytes() for path in (*parts, Path(morphology.__file__), *tables)]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


def mentions(table: TermTable, text: str | Tokens) -> tuple[Mention, ...]:
    """Find the terms of a text.

    Returns:
        The mentions by place, those inside longer ones marked so; several at one place where
        several concepts share a wording.
    """
    hits = table.search(text)
    if not hits:
        return ()
    plain = text if isinstance(text, str) else text.text
    shouted = plain.isupper()
    kept: list[Hit[Entry]] = []
    entries: list[list[Entry]] = []
    for hit in hits:
        fitting = [entry for entry in hit.values if _spelled(entry, hit, plain, shouted)]
        if fitting:
            kept.append(hit)
            entries.append(fitting)
    return tuple(
        [
            Mention(
                entry.concept,
                entry.glossary,
                entry.term,
                hit.start,
                hit.end,
                plain[hit.start : hit.end],
                within,
                hit.glued,
            )
            for (hit, within), fitting in zip(inside(kept), entries, strict=True)
            for entry in fitting
        ]
    )


def _spelled(entry: Entry, hit: Hit[Entry], text: str, shouted: bool) -> bool:
    """Say whether small and capital letters are as the term asks.

    An abbreviation stands in capitals, a name of one word begins with one. A text in capitals says
    nothing about either.
    """
    term = entry.term.text
    if shouted or not term[:1].isupper() or " " in term:
        return True
    found = text[hit.start : hit.end]
    if term.isupper() and 1 < len(term) <= _LONGEST_ABBREVIATION:
        return found[:2].isupper()
    return found[:1].isupper()
