"""Finds a claim whose speaker was exchanged: the author submits, the Committee found.

Who speaks is known by his role (``data/attribution/roles.yaml``). A speaker counts as exchanged
where one claim is attributed on each side, the two roles have no word in common, and neither is
named anywhere on the other side.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from fidelity.lexicon.attribution import roles
from fidelity.lexicon.names import countries
from fidelity.lexicon.places import places
from fidelity.matching.find import forms_of
from fidelity.matching.form_table import FormTable, Hit, longest
from fidelity.matching.sides import Side
from fidelity.model import Tag
from fidelity.rules._claims import SAYING, Mark, classes
from fidelity.rules._wordings import base

_AFTER, _BEFORE = 40, 60
"""Letters from a wording that names a source to the one who is named, and from the one who speaks
to his verb."""
_ENDS = re.compile("[.,;:!?()\n]")
_REPORTING = SAYING | {
    "confirm", "reveal", "deny", "establish", "prove", "conclude", "suggest",
    "report", "point-out", "stress", "warn", "explain", "promise", "recall",
}  # fmt: skip
_OFFICE = "office-"
"""How the roles begin that say what a minister or ministry is for."""

Spans = tuple[tuple[int, int], tuple[int, int]]


class _Voice(NamedTuple):
    start: int
    end: int
    roles: frozenset[str]


def exchanged(here: list[Mark], source: Side, there: list[Mark], target: Side) -> Spans | None:
    """Find who speaks in the source and who speaks for him in the translation.

    Args:
        here: the marks of the source.
        source: the source.
        there: the marks of the translation.
        target: the translation.

    Returns:
        Where they are named, code-point offsets; null where nothing was exchanged.
    """
    for sorts in (("source",), ("report",), ("source", "report")):
        first = _voices([mark for mark in here if mark.sort in sorts], source)
        second = _voices([mark for mark in there if mark.sort in sorts], target)
        if len(first) == len(second) == 1 and _differ(first[0], second[0], source, target):
            return first[0][:2], second[0][:2]
    return None


def _differ(one: _Voice, other: _Voice, source: Side, target: Side) -> bool:
    """Say whether two who speak have no role in common, and neither is named by the other side.

    Two States that are both named on both sides changed places: one speaks, and then the other.
    """
    if one.roles & other.roles:
        return False
    offices = [_offices(each.roles) for each in (one, other)]
    if any(offices) and not all(offices):  # the Minister of Finance, and then the Minister
        return False
    named = [bool(one.roles & _named(target)), bool(other.roles & _named(source))]
    states = all(role.isupper() for role in one.roles | other.roles)
    return all(named) if states and any(named) else not any(named)


def _offices(roles_of_one: frozenset[str]) -> frozenset[str]:
    return frozenset(role for role in roles_of_one if role.startswith(_OFFICE))


def _named(side: Side) -> frozenset[str]:
    return frozenset(role for hit in _hits(side) for role in hit.values)


def _hits(side: Side) -> list[Hit[str]]:
    return longest(_table(base(side.language)).search(side.tokens))


def _voices(marks: list[Mark], side: Side) -> list[_Voice]:
    """List those who are named with each claim; a claim without one has none."""
    hits = _hits(side)
    found = [_voice(mark, hits, side.text) for mark in marks if _attributes(mark)]
    return [each for each in found if each is not None]


def _attributes(mark: Mark) -> bool:
    if mark.sort == "report":
        return mark.opens and bool(classes(mark) & _REPORTING)
    return mark.sort == "source"


def _voice(mark: Mark, hits: list[Hit[str]], text: str) -> _Voice | None:
    if mark.sort == "source":
        near = [hit for hit in hits if 0 <= hit.start - mark.end <= _AFTER]
        hit = near[0] if near else None
        gap = text[mark.end : hit.start] if hit else ""
    else:
        near = [hit for hit in hits if 0 <= mark.start - hit.end <= _BEFORE]
        hit = near[-1] if near else None
        gap = text[hit.end : mark.start] if hit else ""
    if hit is None or hit.glued or _ENDS.search(gap):
        return None
    return _Voice(hit.start, hit.end, frozenset(hit.values))


@cache
def _table(tag: Tag) -> FormTable[str]:
    entries = [(word, role) for role, words in roles(tag).items() for word in words]
    entries += _states(tag)
    forms = forms_of([word for word, _ in entries], tag)
    return FormTable((each, role) for each, (_, role) in zip(forms, entries, strict=True))


def _states(tag: Tag) -> list[tuple[str, str]]:
    """List the names of countries and their capitals, each with the code of the country."""
    capitals = [(place.in_language(tag, "short"), place.of) for place in places()]
    named = [(country.in_language(tag), country.code) for country in countries()]
    return [
        (name.text, code)
        for names, code in (*named, *capitals)
        for name in names
        if code and name.form in ("short", "long")
    ]
