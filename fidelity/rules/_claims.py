"""Finds what leaves a claim with the one who made it, and compares two sides in that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from fidelity.lexicon.attribution import attribution, roles
from fidelity.lexicon.function_words import FunctionWord, function_words
from fidelity.lexicon.speech_acts import speech_acts
from fidelity.lexicon.wordings import Wording
from fidelity.matching.find import forms_of
from fidelity.matching.form_table import FormTable, Hit, longest
from fidelity.matching.lexicons import function_table, verb_forms
from fidelity.matching.sides import Side
from fidelity.model import Tag
from fidelity.rules._meeting import unmet

Sort = Literal["hedge", "equivalent", "distancing", "source", "report", "softener", "unsettled"]

_ATTRIBUTING = ("hedge", "equivalent", "source", "distancing")
NEUTRAL = frozenset({"say", "state", "announce", "report", "tell", "add"})
"""Classes of verbs that say no more than that something was said."""
SAYING = (NEUTRAL - {"report"}) | {"claim", "allege", "admit", "argue", "insist", "think"}
"""Classes of verbs by which a person says something, no study and no table."""
_OPENING = SAYING | {"report", "suggest", "acknowledge", "confirm", "reveal"}
"""Classes of verbs that can stand for a hedge: they leave a claim with the one who made it."""
_LEAVING = SAYING | {"report", "promise", "warn", "point-out", "stress", "explain", "recall"}
"""Classes of verbs that leave the words after them with the one who said them."""
_CAUSING = frozenset({"attribute"})
"""Classes of verbs by which somebody names a cause, no clause after them."""
_AHEAD = 5
"""How many words after *according to* may stand before the name of the source."""
_ENDS = re.compile("[.;:!?\n]")
_SHOUT = 2  # letters; a name of one or two capitals is as often a number or a title


@dataclass(frozen=True, slots=True)
class Mark:
    """One wording that attributes a claim."""

    sort: Sort
    start: int
    end: int
    word: FunctionWord | None = None
    """The verb, where it is one that reports."""
    opens: bool = True
    """Whether it may be missed: a source that names an informant, a verb that opens a clause."""
    denied: bool = False
    """Whether a negative word stands right before it."""


def marks(side: Side) -> list[Mark]:
    """List the marks of a side by place, the longest where several overlap."""
    found = longest(_table(side.language).search(side.tokens))
    negators = function_table(side.language, "negator").search(side.tokens)
    ends = {each.end for each in negators}
    made = [
        replace(mark, denied=_after(side, mark, ends))
        for mark in (_mark(hit, side) for hit in found)
    ]
    named = ("report", "unsettled")  # the United States, in May
    return [mark for mark in made if mark.sort not in named or not _named_so(mark, side)]


def _after(side: Side, mark: Mark, ends: set[int]) -> bool:
    """Say whether one of some words ends right before a mark."""
    return len(side.text[: mark.start].rstrip()) in ends


def _named_so(mark: Mark, side: Side) -> bool:
    """Say whether a capital inside a sentence makes a name of a verb's form (United States)."""
    before = side.text[: mark.start].rstrip(" «“„\"'(–—-")
    return side.text[mark.start].isupper() and before[-1:].isalnum()


@cache
def _table(tag: Tag) -> FormTable[tuple[Sort, FunctionWord | None]]:
    known, words = attribution(tag), function_words(tag)
    verbs = words.of("reporting") if words else ()
    rows: list[tuple[Wording | FunctionWord, Sort, FunctionWord | None]] = [
        *((wording, "unsettled", None) for wording in known.unsettled),
        *((wording, "softener", None) for wording in known.softeners),
        *((wording, "equivalent", None) for wording in known.equivalents),
        *((wording, "hedge", None) for wording in known.hedges),
        *((wording, "distancing", None) for wording in known.distancing),
        *((wording, "source", None) for wording in known.sources),
        *((verb, "report", verb) for verb in verbs),
    ]
    forms = forms_of([wording.text for wording, _, _ in rows], tag)
    return FormTable(
        (wording.forms or (*each, *(verb_forms(wording.text, tag) if verb else ())), (sort, verb))
        for each, (wording, sort, verb) in zip(forms, rows, strict=True)
    )


def _mark(hit: Hit[tuple[Sort, FunctionWord | None]], side: Side) -> Mark:
    """Choose among the sorts of one wording: the one that is missed least wins last."""
    sorts = dict(hit.values)
    opens = "report" in sorts and _opens_clause(side, hit.end)
    if opens:
        return Mark("report", hit.start, hit.end, sorts["report"])
    for sort in ("hedge", "distancing", "source"):
        if sort in sorts:
            known = sort != "source" or _informed(side, hit)
            return Mark(sort, hit.start, hit.end, opens=known)
    if "equivalent" in sorts:
        return Mark("equivalent", hit.start, hit.end, opens=_opens_clause(side, hit.end))
    verb = sorts.get("report")
    if verb and ("softener" not in sorts or set(verb.ids) & _OPENING):
        return Mark("report", hit.start, hit.end, verb, opens=False)
    return Mark("softener" if "softener" in sorts else "unsettled", hit.start, hit.end)


def _following(side: Side, end: int) -> Iterator[tuple[str, str, str]]:
    """Yield the words after a place within its sentence: normalised, as written, what is before."""
    cut = side.tokens
    last = end
    for word, (start, stop) in zip(cut.words, cut.spans, strict=True):
        if start < end:
            continue
        gap = side.text[last:start]
        if _ENDS.search(gap):
            return
        yield word, side.text[start:stop], gap
        last = stop


def _informed(side: Side, hit: Hit[tuple[Sort, FunctionWord | None]]) -> bool:
    """Say whether somebody is named on whose word something is told, no article or plan."""
    known = attribution(side.language)
    speakers = speech_acts(side.language)
    if " ".join(side.text[hit.start : hit.end].lower().split()) in known.voices:
        return True
    for number, (word, written, gap) in enumerate(_following(side, hit.end)):
        if number == _AHEAD or "," in gap or word in known.references or word.isdigit():
            return False
        if word in known.informants or word in speaking(side.language):
            return True
        name = written[0].isupper() and not speakers.nouns_have_capitals
        if name and len(written) > _SHOUT:
            return word not in known.references
    return False


@cache
def speaking(tag: Tag) -> frozenset[str]:
    """List all forms of the words for those who speak, by their role."""
    words = [word for several in roles(tag).values() for word in several]
    return frozenset(form for forms in forms_of(words, tag) for form in forms)


def _opens_clause(side: Side, end: int) -> bool:
    """Say whether what is said follows as a clause or in quotation marks."""
    known = attribution(side.language)
    number = 0
    for word, _, gap in _following(side, end):
        if any(sign in gap for sign in '«“„"') or word in known.conjunctions:
            return True
        if word not in known.fillers:
            number += 1
        if number > 1:
            return False
    return False


def lost(here: list[Mark], there: list[Mark]) -> Mark | None:
    """Name a hedge or source of one side that nothing on the other side stands for.

    Args:
        here: the marks of the side that has it.
        there: the marks of the other side.

    Returns:
        The mark; null where what is there beyond its own counterparts may explain it.
    """
    attributed = [mark for mark in here if mark.sort in _ATTRIBUTING]
    missed = [mark for mark in attributed if mark.opens]
    if not missed:
        return None
    explained = sum(mark.sort in _ATTRIBUTING for mark in there)
    explained += max(0, _count(there, "softener") - _count(here, "softener"))
    explained += max(0, _tellings(there) - _tellings(here))
    if any(mark.sort != "source" for mark in attributed):
        explained += max(0, _count(there, "unsettled") - _count(here, "unsettled"))
    if len(attributed) <= explained:
        return None
    fewer = [mark for mark in missed if _count(here, mark.sort) > _count(there, mark.sort)]
    return (fewer or missed)[0]


def added(here: list[Mark], there: list[Mark]) -> Mark | None:
    """Name a hedge of one side where nothing on the other side leaves anything open."""
    if any(mark.sort != "report" for mark in there):
        return None
    mark = lost(here, there)
    return mark if mark and mark.sort in ("hedge", "distancing") else None


def unsaid(here: list[Mark], source: Side, there: list[Mark], target: Side) -> Mark | None:
    """Name the verb by which somebody says something where the other side reports nothing.

    Somebody has to be missing too: fewer of those who speak or act are named there.
    """
    here, there = unmet(here, there, lambda one, other: classes(one) & classes(other))
    if there or _persons(target) >= _persons(source):
        return None
    speakers = speech_acts(source.language).speakers | speaking(source.language)
    return next(
        (
            mark
            for mark in here
            if mark.sort == "report"
            and ((mark.opens and classes(mark) <= _LEAVING) or classes(mark) & _CAUSING)
            and _before(mark, source) in speakers
        ),
        None,
    )


def _persons(side: Side) -> int:
    """Count the words for those who can speak."""
    speakers = speech_acts(side.language).speakers | speaking(side.language)
    return sum(word in speakers for word in side.tokens.words)


def _before(mark: Mark, side: Side) -> str:
    """Give the word before a mark, words such as *also* and *has* left out; empty: none."""
    adverbs = speech_acts(side.language).adverbs
    words = (
        word
        for word, (_, end) in zip(side.tokens.words, side.tokens.spans, strict=True)
        if end <= mark.start and word not in adverbs
    )
    last = ""
    for last in words:  # noqa: B007
        pass
    return last


def _count(several: list[Mark], sort: Sort) -> int:
    return sum(mark.sort == sort for mark in several)


def _tellings(several: list[Mark]) -> int:
    return sum(mark.sort == "report" and bool(classes(mark) & _OPENING) for mark in several)


def classes(mark: Mark) -> set[str]:
    """Name the classes of the verb that a mark is; none for other marks."""
    return set(mark.word.ids) if mark.word else set()
