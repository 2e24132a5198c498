"""Finds what leaves a claim with the one who made it, and compares two sides in that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from fidelity.lexicon.attribution import attribution
from fidelity.lexicon.function_words import FunctionWord, function_words
from fidelity.lexicon.speech_acts import speech_acts
from fidelity.lexicon.wordings import Wording
from fidelity.matching.find import forms_of
from fidelity.matching.form_table import FormTable, Hit, longest
from fidelity.matching.lexicons import function_table, verb_forms
from fidelity.matching.sides import Side
from fidelity.model import Tag

Sort = Literal["hedge", "equivalent", "distancing", "source", "report", "softener"]

_ATTRIBUTING = ("hedge", "equivalent", "source", "distancing")
_NEUTRAL = frozenset({"say", "state", "announce", "report", "tell", "add"})
"""Classes of verbs that say no more than that something was said."""
_SAYING = (_NEUTRAL - {"report"}) | {"claim", "allege", "admit", "argue", "insist", "think"}
"""Classes of verbs by which a person says something, no study and no table."""
_OPENING = _SAYING | {"report", "suggest", "acknowledge", "confirm", "reveal"}
"""Classes of verbs that can stand for a hedge: they leave a claim with the one who made it."""
_DENYING = frozenset({"deny"})
_GUESSING = frozenset({"suggest"})
_DOUBTING, _GRANTING = frozenset({"claim", "allege"}), frozenset({"admit"})
_SURE = frozenset({"admit", "confirm", "reveal", "prove"})
_LOADED = _DOUBTING | _GRANTING
"""Classes of verbs that report with a stance no neutral verb has."""
_BETWEEN = frozenset({"argue", "insist", "acknowledge", "think", "suggest", "deny"})
"""Classes of verbs that good translators put for the ones above."""
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
    return [mark for mark in made if mark.sort != "report" or not _named_so(mark, side)]


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
    if "report" in sorts:
        return Mark("report", hit.start, hit.end, sorts["report"], opens=False)
    return Mark("softener", hit.start, hit.end)


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
        if word in known.informants:
            return True
        name = written[0].isupper() and not speakers.nouns_have_capitals
        if name and len(written) > _SHOUT:
            return word not in known.references
    return False


def _opens_clause(side: Side, end: int) -> bool:
    """Say whether what is said follows as a clause or in quotation marks."""
    known = attribution(side.language)
    for number, (word, _, gap) in enumerate(_following(side, end)):
        if any(sign in gap for sign in '«“„"'):
            return True
        if word in known.conjunctions:
            return True
        if number:
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
    if there or _persons(target) >= _persons(source):
        return None
    speakers = speech_acts(source.language).speakers
    return next(
        (
            mark
            for mark in here
            if mark.sort == "report"
            and mark.opens
            and _classes(mark) <= _SAYING
            and _before(mark, source) in speakers
        ),
        None,
    )


def _persons(side: Side) -> int:
    """Count the words for those who can speak."""
    speakers = speech_acts(side.language).speakers
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


def told(here: list[Mark], there: list[Mark]) -> tuple[Mark, Mark] | None:
    """Pair the verbs that report where one of them takes another stance than the other.

    Verbs of one class are taken away in pairs, then neutral ones with neutral ones; only a single
    verb that is left on each side is compared.
    """
    left, right = _reports(here), _reports(there)
    for same in (_same_class, _both_neutral):
        for one in list(left):
            other = next((each for each in right if same(one, each)), None)
            if other is not None:
                left.remove(one)
                right.remove(other)
    if len(left) != 1 or len(right) != 1 or not (left[0].opens and right[0].opens):
        return None
    if left[0].denied or right[0].denied:
        return None
    return (left[0], right[0]) if _apart(left[0], right[0]) else None


def _exclude(mine: set[str], theirs: set[str]) -> bool:
    """Say whether no reading makes two verbs one: to deny and to admit, to guess and to find."""
    return (
        (mine <= _DENYING and theirs <= _SURE | {"acknowledge"})
        or (mine <= _GUESSING and theirs <= _SURE)
        or (mine <= _NEUTRAL and theirs <= {"confirm"})
    )


def _count(several: list[Mark], sort: Sort) -> int:
    return sum(mark.sort == sort for mark in several)


def _tellings(several: list[Mark]) -> int:
    return sum(mark.sort == "report" and bool(_classes(mark) & _OPENING) for mark in several)


def _reports(several: list[Mark]) -> list[Mark]:
    return [mark for mark in several if mark.sort == "report"]


def _classes(mark: Mark) -> set[str]:
    return set(mark.word.ids) if mark.word else set()


def _stances(mark: Mark) -> set[str | None]:
    return {each.stance for each in mark.word.classes} if mark.word else set()


def _same_class(one: Mark, other: Mark) -> bool:
    return bool(_classes(one) & _classes(other))


def _both_neutral(one: Mark, other: Mark) -> bool:
    return "neutral" in _stances(one) and "neutral" in _stances(other)


def _apart(one: Mark, other: Mark) -> bool:
    """Say whether two verbs differ in whether the writer doubts or grants what is said."""
    pair = _classes(one), _classes(other)
    if any(_exclude(mine, theirs) for mine, theirs in (pair, pair[::-1])):
        return True
    return any(
        mine <= _LOADED and not theirs & _LOADED and not theirs & _BETWEEN
        for mine, theirs in (pair, pair[::-1])
    ) or any(mine & _DOUBTING and theirs <= _SURE for mine, theirs in (pair, pair[::-1]))
