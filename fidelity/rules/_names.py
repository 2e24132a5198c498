"""What the rules for names share: which names of the registers stand in a text.

The registers are those of ``fidelity.lexicon.names``. Longest names win: «Папуа-Новая Гвинея» is
not also Guinea. A name inside a name of another sort still counts as said (the country in a
ministry of that country), but need not be said again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from fidelity.lexicon.function_words import FunctionWord
from fidelity.lexicon.names import LANGUAGES, Form, Name, bodies, countries
from fidelity.lexicon.places import places
from fidelity.matching.find import inflected_table
from fidelity.matching.form_table import FormTable, Hit, inside
from fidelity.matching.lexicons import function_table
from fidelity.matching.sides import Side
from fidelity.model import Tag
from fidelity.text import normalise

Sort = Literal["country", "body", "treaty", "place"]

_TREATIES = frozenset({"treaty", "agreement"})
_LONGEST_ABBREVIATION = 8
_GAP = 2
"""Characters that may stand between a currency and its country (долл. США)."""
_SENTENCE_ENDS = ".!?…:)\n"


@dataclass(frozen=True, slots=True)
class Bearer:
    """An entry of a register, under one of its names."""

    id: str
    """The code of a country, the id of a body."""
    sort: Sort
    name: Name
    register: str
    """The file that it stands in."""
    authority: str
    """Whose usage the name follows."""
    rivals: frozenset[str] = frozenset()
    """Ids of entries that are mistaken for it."""
    kin: frozenset[str] = frozenset()
    """Ids of entries that may be named in its stead: the capital for its country."""


@dataclass(frozen=True, slots=True)
class NameHere:
    """A name of the registers where it stands in a text."""

    bearers: tuple[Bearer, ...]
    """Several where the name is shared."""
    start: int
    """0-based code-point offset into the text."""
    end: int
    text: str
    sure: bool
    """False where the word may well be an ordinary one (Того же мнения …)."""

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all that may be meant."""
        return frozenset(bearer.id for bearer in self.bearers)

    @property
    def answers(self) -> frozenset[str]:
        """The ids of all that may be named in its stead, its own among them."""
        return self.ids.union(*(bearer.kin for bearer in self.bearers))

    @property
    def forms(self) -> frozenset[Form]:
        """The forms of the name: long, short …."""
        return frozenset(bearer.name.form for bearer in self.bearers)

    @property
    def sort(self) -> Sort:
        """What sort of thing is named."""
        return self.bearers[0].sort

    @property
    def noun(self) -> bool:
        """Whether the thing itself is named, not what belongs to it or comes from it."""
        return all(b.name.form not in ("adjective", "demonym") for b in self.bearers)


@dataclass(frozen=True, slots=True)
class Named:
    """The names of one side."""

    here: tuple[NameHere, ...]
    """By place, none inside another."""
    said: frozenset[str]
    """The ids of all, and of those inside names of another sort."""


@cache
def bearers() -> tuple[Bearer, ...]:
    """List every entry of the registers under every one of its names."""
    return (*_countries(), *_bodies(), *_places())


def _countries() -> Iterator[Bearer]:
    seats = _seats()
    for country in countries():
        kin = seats.get(country.code, frozenset())
        for name in country.names:
            yield Bearer(country.code, "country", name, "names/countries.yaml", "UNTERM", kin=kin)


def _bodies() -> Iterator[Bearer]:
    for body in bodies():
        sort: Sort = "treaty" if body.kind in _TREATIES else "body"
        rivals = frozenset(body.confusable_with)
        authority = body.source or "UNTERM"
        for name in body.names:
            yield Bearer(body.id, sort, name, "names/bodies.yaml", authority, rivals)


def _places() -> Iterator[Bearer]:
    for place in places():
        kin = frozenset({place.of} if place.of else ())
        for name in place.names:
            yield Bearer(place.id, "place", name, "names/places.yaml", "usual name", kin=kin)


def _seats() -> Mapping[str, frozenset[str]]:
    """Map each state to the capital and the seats that may stand for its government."""
    found: dict[str, frozenset[str]] = {}
    for place in places():
        if place.of:
            found[place.of] = found.get(place.of, frozenset()) | {place.id}
    return found


def covered(language: Tag) -> bool:
    """Say whether the registers have names in a language."""
    return language.partition("-")[0] in LANGUAGES


@cache
def _by_id() -> Mapping[tuple[str, Tag], tuple[Name, ...]]:
    found: dict[tuple[str, Tag], tuple[Name, ...]] = {}
    for bearer in bearers():
        key = (bearer.id, bearer.name.language)
        found[key] = (*found.get(key, ()), bearer.name)
    return found


def names_of(id: str, language: Tag) -> tuple[Name, ...]:  # noqa: A002 -- the word of the registers
    """List the names of an entry in one language, region and script of the tag apart."""
    return _by_id().get((id, language.partition("-")[0]), ())


@cache
def name_table(tag: Tag, folder: Path | None = None) -> FormTable[Bearer]:
    """Build the table of a language's names, in all their forms.

    Args:
        tag: the language; one that the registers lack gives an empty table.
        folder: the cache folder where the forms are kept; null: they are made anew.
    """
    base = tag.partition("-")[0]
    mine = [bearer for bearer in bearers() if bearer.name.language == base]
    return inflected_table(((bearer.name.text, (), bearer) for bearer in mine), base, folder)


@lru_cache(maxsize=4)
def named(side: Side, folder: Path | None = None) -> Named:
    """Find the names of one side of a segment."""
    shouted = side.text.isupper()
    hits = [
        kept
        for hit in name_table(side.language, folder).search(side.tokens)
        if (kept := _spelled(hit, side.text, shouted))
    ]
    money = function_table(side.language.partition("-")[0], "currency").search(side.tokens)
    here: list[NameHere] = []
    inner: list[Hit[Bearer]] = []
    for hit, within in inside(hits):
        if within:
            inner.append(hit)
        else:
            here.append(_here(hit, side, money))
    return Named(tuple(here), frozenset(_said(here, inner)))


def _spelled(hit: Hit[Bearer], text: str, shouted: bool) -> Hit[Bearer] | None:
    """Keep the values of a hit whose capitals are those of the text."""
    values = tuple(b for b in hit.values if shouted or capitals(b.name.text, text[hit.start :]))
    return Hit(hit.start, hit.end, values, hit.glued) if values else None


def capitals(name: str, text: str) -> bool:
    """Say whether what stands in a text begins with capitals as the name does."""
    if name.isupper() and 1 < len(name) <= _LONGEST_ABBREVIATION:
        return text[: len(name)].isupper()
    return not name[:1].isupper() or text[:1].isupper()


def _here(hit: Hit[Bearer], side: Side, money: Sequence[Hit[FunctionWord]]) -> NameHere:
    text = side.text[hit.start : hit.end]
    # A dollar sign says neither United States nor Canada.
    coin = any(each.start <= hit.start <= each.end + _GAP for each in money)
    sure = not (coin or side.text.isupper() or _ordinary(hit, side))
    return NameHere(hit.values, hit.start, hit.end, text, sure)


def _ordinary(hit: Hit[Bearer], side: Side) -> bool:
    """Say whether a name of one word begins a sentence and may be an ordinary word there."""
    if not opens_sentence(side.text, hit.start):
        return False
    wanted = {normalise(bearer.name.text) for bearer in hit.values}
    words = side.words_between(hit.start, hit.end)
    return len(words) == 1 and bool(set(words[0].lemmas) - wanted)


def opens_sentence(text: str, start: int) -> bool:
    """Say whether a capital letter at a place may be due to the place alone."""
    before = text[:start].rstrip(" \t\u00a0«“„\"'(—–-")
    return not before or before[-1] in _SENTENCE_ENDS


def _said(here: Iterable[NameHere], inner: Sequence[Hit[Bearer]]) -> Iterator[str]:
    """List the ids of all names, and of those inside one of another sort."""
    for name in here:
        yield from name.ids
        for hit in inner:
            if name.start <= hit.start and hit.end <= name.end:
                yield from (bearer.id for bearer in hit.values if bearer.sort != name.sort)
