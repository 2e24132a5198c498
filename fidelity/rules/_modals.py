"""Finds modals and verbs of duty and permission, and works out what level each stands at.

The levels are those of the axis *obligation* of the scales, with ability (``can``), possibility
(``might``) and their denials beside them. ``docs/shifts.md`` describes the data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from fidelity import plain_yaml as plain
from fidelity.matching.form_table import FormTable, Hit, longest
from fidelity.matching.lexicons import function_table
from fidelity.matching.sides import Side
from fidelity.model import Tag
from fidelity.rules._denials import clause_of
from fidelity.rules._wordings import Entered, base, data, entered, path_of, wording_table

_FOLDER = "modality"
_LOOSE = ("can", "cannot", "might", "might-not")
"""Readings that words of permission lose in operative text."""
_BEFORE = 60
"""Characters before a modal within which the party that it binds stands."""
_NAMED = re.compile(r"[\w,] ([A-ZА-Я]\w*)")
"""A capital inside a sentence: a name or a month (5 May)."""
_ALONE = ("nobody", "not-any", "neither", "never", "nowhere", "nothing")
"""Classes of negators that stand for a person or thing and so deny the verb from afar."""


@dataclass(frozen=True, slots=True)
class Expression:
    """What the data say of one wording."""

    levels: tuple[str, ...]
    """More than one where the wording alone does not decide."""
    contested: tuple[str, ...]
    """Levels that good texts use it for, but not where words bind."""
    negated: tuple[str, ...]
    """The levels where it is denied."""
    followed: tuple[str, ...]
    """The levels where not it, but what it governs is denied (может не)."""
    weak: bool
    """Whether it only explains a modal of the other side: a noun, an adjective, a looser verb."""
    missed: str
    """Where it is missed if the other side has no modal of any kind: ``true`` on either side,
    ``original`` there only; ``hedge``: whatever became of the action; empty: nowhere."""
    governs: tuple[str, ...] = ()
    """Endings that what it governs must have for it to be missed; empty: any."""


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal in a text, negations counted in."""

    start: int
    """0-based code-point offset into the text."""
    end: int
    text: str
    levels: tuple[str, ...]
    contested: tuple[str, ...]
    weak: bool
    missed: str = ""
    """Where it is missed if the other side has no modal of any kind: ``true`` on either side,
    ``original`` there only; ``hedge``: whatever became of the action; empty: nowhere."""
    governs: tuple[str, ...] = ()
    """Endings that what it governs must have for it to be missed; empty: any."""

    def readings(self, *, binding: bool) -> tuple[str, ...]:
        """List the levels that it may stand at.

        Args:
            binding: whether it stands in operative text, where *may* is a permission and what
                some texts use a word for does not count.
        """
        if not binding:
            return self.levels + self.contested
        return tuple(level for level in self.levels if level not in _LOOSE) or self.levels


_NAMES = {
    "achieve": "a success",
    "advisable": "advice",
    "consider": "a thing considered",
    "decide": "a choice",
    "endeavour": "an effort",
    "if-possible": "a limit to what is possible",
    "intend": "an intention",
    "need": "a necessity",
    "optional": "a free choice",
    "refuse": "a refusal",
    "shall": "a duty",
    "should": "advice",
    "may": "a permission",
    "can": "an ability",
    "might": "a possibility",
    "will": "an announcement",
    "would": "an announcement",
    "need-not": "absence of a duty",
    "should-not": "advice against",
    "must-not": "a prohibition",
    "cannot": "inability",
    "might-not": "a possibility that not",
    "will-not": "an announcement that not",
}


class _Reach(NamedTuple):
    """How far from a modal its negation may stand, in words."""

    before: int
    after: int
    paired: bool
    """Whether one negation is written in two words around the verb (ne … pas)."""


def modals(side: Side) -> list[Modal]:
    """Find the modals of one side, by place."""
    tag = base(side.language)
    idle = [(hit.start, hit.end) for hit in _marks(tag, "idle").search(side.tokens)]
    idle += [name.span(1) for name in _NAMED.finditer(side.text)]
    hits = [
        hit
        for hit in longest(_table(tag).search(side.tokens))
        if not any(start <= hit.start and hit.end <= end for start, end in idle)
    ]
    negators = function_table(side.language, "negator").search(side.tokens)
    read = (_read(side, hit, negators) for hit in hits)
    return [modal for modal in read if modal]


def has_data(tag: Tag) -> bool:
    """Say whether the modals of a language are known."""
    return bool(data(_FOLDER, base(tag)))


@cache
def misses(tag: Tag) -> bool:
    """Say whether the data of a language name modals that are missed."""
    return any(bool(each.missed) for _, each in _entries(base(tag)))


def operative(side: Side, modal: Modal) -> bool:
    """Say whether a modal stands in text that binds: a party or body acts, or a mark shows it."""
    tag = base(side.language)
    if _marks(tag, "register").search(side.tokens):
        return True
    start, _ = clause_of(side.text, modal.start)
    low = max(start, modal.start - _BEFORE)
    return any(low <= hit.start < modal.start for hit in _marks(tag, "actors").search(side.tokens))


@cache
def _marks(tag: Tag, key: str) -> FormTable[bool]:
    listed = entered(data(_FOLDER, tag).get(key, []), key, path_of(_FOLDER, tag))
    return wording_table(((each, True) for each in listed), tag)


@cache
def _table(tag: Tag) -> FormTable[Expression]:
    return wording_table(_entries(tag), tag)


def _entries(tag: Tag) -> Iterator[tuple[Entered, Expression]]:
    path = path_of(_FOLDER, tag)
    for value in plain.items(data(_FOLDER, tag).get("expressions", []), "expressions", path):
        about = plain.keys(value, "an expression", path)
        made = Expression(
            levels=_levels(about, "levels", tag),
            contested=_levels(about, "contested", tag),
            negated=_levels(about, "negated", tag),
            followed=_levels(about, "followed", tag),
            weak=about.get("weak") == "true",
            missed=str(about.get("missed", "")),
            governs=plain.texts(about.get("governs", []), "governs", path),
        )
        for each in entered(about.get("words"), "words", path):
            yield each, made


def _levels(about: dict[str, Any], key: str, tag: Tag) -> tuple[str, ...]:
    return plain.texts(about.get(key, []), key, path_of(_FOLDER, tag))


def _read(side: Side, hit: Hit[Expression], negators: Sequence[Hit[Any]]) -> Modal | None:
    """Count in the negations that belong to a modal."""
    about = hit.values[0]
    text = side.text[hit.start : hit.end]
    own = [negator for negator in negators if hit.start <= negator.start < hit.end]
    others = [negator for negator in negators if negator not in own]
    before = _right_before(side, hit, others)
    follows = bool(about.followed) and _follows(side, hit, others)
    if before and follows and not _reach(base(side.language)).paired:
        return None  # two negations cancel: не может не
    if follows and not before:
        return Modal(hit.start, hit.end, text, about.followed, (), about.weak)
    if about.negated and (before or _denied(side, hit, others)):
        return Modal(hit.start, hit.end, text, about.negated, (), about.weak)
    where = hit.start, hit.end, text
    levels = about.levels, about.contested
    return Modal(*where, *levels, about.weak, "" if before else about.missed, about.governs)


def _right_before(side: Side, hit: Hit[Expression], negators: Sequence[Hit[Any]]) -> bool:
    return any(
        negator.end <= hit.start and not side.text[negator.end : hit.start].strip(" '’")
        for negator in negators
    )


def _follows(side: Side, hit: Hit[Expression], negators: Sequence[Hit[Any]]) -> bool:
    """Say whether the word right after a modal negates what it governs."""
    return any(
        not side.text[hit.end : negator.start].strip()
        for negator in negators
        if negator.start >= hit.end
    )


def _denied(side: Side, hit: Hit[Expression], negators: Sequence[Hit[Any]]) -> bool:
    reach = _reach(base(side.language))
    start, end = clause_of(side.text, hit.start)
    for negator in negators:
        if not start <= negator.start < end:
            continue
        if negator.end <= hit.start:
            alone = negator.values[0].classes[0].id in _ALONE
            if alone or _words(side, negator.end, hit.start) < reach.before:
                return True
        elif _words(side, hit.end, negator.start) < reach.after:
            return True
    return False


def _words(side: Side, start: int, end: int) -> int:
    return len(side.text[start:end].split())


@cache
def _reach(tag: Tag) -> _Reach:
    about = plain.keys(data(_FOLDER, tag).get("negation", {}), "negation", path_of(_FOLDER, tag))
    return _Reach(
        int(about.get("before", 1)), int(about.get("after", 1)), about.get("paired") == "true"
    )


def named(modal: Modal) -> str:
    """Name the levels of a modal in words that a translator knows."""
    return " or ".join(dict.fromkeys(_NAMES.get(level, level) for level in modal.levels))
