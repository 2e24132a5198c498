"""Finds the speech acts of a text: the words of the scales of force, where they do something.

A word of force is *sure* where it is a verb or formula that performs an act ("demands", "expresses
concern"), and *spoken* where the one who acts stands before it or the clause begins with it. A noun
or a doubtful use is kept as a mention: it explains a word of the other side but never accuses one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from fidelity.languages import language
from fidelity.lexicon.scales import Expression, load, strengthened
from fidelity.lexicon.speech_acts import SpeechActs, speech_acts
from fidelity.lexicon.wordings import Wording
from fidelity.matching.find import forms_of
from fidelity.matching.form_table import FormTable, Hit, Tokens, longest, tokens
from fidelity.matching.lexicons import function_table, scale_table
from fidelity.matching.sides import Side
from fidelity.model import Tag
from fidelity.passages import Anchor, Passage
from fidelity.rules._separated import separated
from fidelity.rules._speakers import belongs, names

AXES = (
    "tone", "bindingness", "commitment", "recognition", "apology", "support",
    "caution", "confidence", "agreement", "denial",
)  # fmt: skip
"""The axes whose words are speech acts."""

_NEAR, _SPEAKER, _CARRIER, _WIDE = 3, 12, 6, 8
"""How many words away these can stand: a word that strengthens it, who speaks, a verb that carries
it, and a strengthening word that may or may not belong to it."""
_NOBODY = {"nobody", "nothing", "neither", "not-any"}  # classes that deny a verb as its subject
_OF = 2
"""How many words may say what the speaker is of (участники митинга)."""
_BREAK = re.compile("[.;:!?…。；：！？\n]")
_BETWEEN = re.compile("[,.;:!?()…。，；：！？\n]")
_NOT = re.compile("n['’]t\\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Act:
    """One word of force in a text, on one axis."""

    expression: Expression
    levels: tuple[str, ...]
    """Where it stands, a word that strengthens it counted in."""
    loose: tuple[str, ...]
    """The same, and where it would stand if a strengthening word farther off belonged to it."""
    start: int
    end: int
    place: float
    """Where in the text it begins, in [0, 1]."""
    sure: bool
    spoken: bool
    negated: bool

    @property
    def axis(self) -> str:
        """The axis of its expression."""
        return self.expression.axis


def acts(side: Side) -> tuple[Act, ...]:
    """List the words of force of one side, by place; of a word on two axes, one for each."""
    apart = separated(side, AXES)
    starts = {hit.start for hit in apart}
    whole_ones = scale_table(side.language, *AXES).search(side.tokens)
    hits = longest([*apart, *(hit for hit in whole_ones if hit.start not in starts)])
    if not hits:
        return ()
    reading = _Reading(side)
    return tuple(act for hit in hits if not reading.masked(hit) for act in reading.acts(hit))


def whole(text: str, tag: Tag) -> tuple[Act, ...]:
    """List what a term says by itself: the acts that it consists of, a strengthening word aside."""
    side = Side(Passage(text, "", (Anchor(0, 1, 1),)), tag)
    found = acts(side)
    words = len(side.tokens.words)
    return tuple(
        act
        for act in found
        if words - len(tokens(text[act.start : act.end]).words)
        <= (_NEAR if act.levels != act.expression.levels else 0)
    )


def holds(text: Tokens, wordings: tuple[Wording, ...], tag: Tag) -> bool:
    """Say whether any of some wordings stands in a text."""
    return bool(_table(tag, wordings).search(text))


def carrying(side: Side) -> list[int]:
    """List where words stand that carry an act and say nothing of its force (express, voice)."""
    wordings = speech_acts(side.language).carriers
    return [hit.start for hit in _table(side.language, wordings).search(side.tokens)]


@cache
def _table(tag: Tag, wordings: tuple[Wording, ...]) -> FormTable[Wording]:
    free = [each.text for each in wordings if not each.forms]
    inflected = dict(zip(free, forms_of(free, tag), strict=True))
    return FormTable((each.forms or inflected[each.text], each) for each in wordings)


class _Reading:
    """One text, read for its speech acts."""

    def __init__(self, side: Side) -> None:
        self.known: SpeechActs = speech_acts(side.language)
        self.cut = side.tokens
        self.size = max(len(side.text), 1)
        self._tag = side.language
        self._first = {start: number for number, (start, _) in enumerate(self.cut.spans)}
        self._last = {end: number for number, (_, end) in enumerate(self.cut.spans)}
        self._masks = self._places(self.known.no_acts)
        self._adverbs = self._places(self.known.strengthening_adverbs)
        self._adjectives = self._places(self.known.strengthening_adjectives)
        self._strongest = self._places(self.known.strongest)
        self._carriers = self._places(self.known.carriers)
        negators = function_table(self._tag, "negator").search(self.cut)
        classes = [{each.id for each in hit.values[0].classes} for hit in negators]
        reach = [_SPEAKER if _NOBODY & each else _NEAR for each in classes]
        self._negators = list(zip(map(self._words, negators), reach, strict=True))

    def masked(self, hit: Hit[Expression]) -> bool:
        """Say whether a hit is part of a wording that is no speech act, or of another word."""
        first, last = self._words(hit)
        return hit.glued or any(one <= first and last <= other for one, other in self._masks)

    def acts(self, hit: Hit[Expression]) -> Iterator[Act]:
        """Make the acts of one hit."""
        first, last = self._words(hit)
        values = self._senses(hit, first)
        for axis in dict.fromkeys(value.axis for value in values):
            mine = [value for value in values if value.axis == axis]
            levels = tuple(dict.fromkeys(level for value in mine for level in value.levels))
            noun = all(value.part_of_speech == "noun" for value in mine)
            spoken = self._spoken(first)
            sure = self._carried(first, last) if noun else self._performed(mine[0], first, last)
            stronger = strengthened(load().axis(axis), levels)
            marked = self._strengthened(first, last, noun=noun)
            yield Act(
                expression=mine[0],
                levels=stronger if marked else levels,
                loose=stronger if marked else self._loose(levels, stronger, first, last),
                start=hit.start,
                end=hit.end,
                place=hit.start / self.size,
                sure=sure,
                spoken=spoken,
                negated=self._negated(first),
            )

    def _words(self, hit: Hit[Any]) -> tuple[int, int]:
        """Turn the place of a hit into the numbers of its first and last word."""
        return self._first[hit.start], self._last[hit.end]

    def _places(self, wordings: tuple[Wording, ...]) -> list[tuple[int, int]]:
        return [self._words(hit) for hit in _table(self._tag, wordings).search(self.cut)]

    def _gap(self, number: int) -> str:
        """What stands between a word and the one before it."""
        before = self.cut.spans[number - 1][1] if number else 0
        return self.cut.text[before : self.cut.spans[number][0]]

    def _joined(self, first: int, last: int, parting: re.Pattern[str] = _BREAK) -> bool:
        """Say whether two words stand in one clause."""
        low, high = sorted((first, last))
        return not any(parting.search(self._gap(number)) for number in range(low + 1, high + 1))

    def _senses(self, hit: Hit[Expression], first: int) -> list[Expression]:
        """Choose between noun and verb where one form is both."""
        nouns = [value for value in hit.values if value.part_of_speech == "noun"]
        others = [value for value in hit.values if value.part_of_speech != "noun"]
        if not (nouns and others):
            return list(hit.values)
        return others if self._verb_here(first) else nouns

    def _verb_here(self, first: int) -> bool:
        before = self.cut.words[first - 1] if first else ""
        if not before or _BREAK.search(self._gap(first)):
            return True
        if before in self.known.noun_marks and not _BETWEEN.search(self._gap(first)):
            return False
        known = self.known
        return not known.verb_marks or before in known.verb_marks or self._names_speaker(first - 1)

    def _names_speaker(self, number: int) -> bool:
        """Say whether a word can be the subject of a speech act: a listed one or a name."""
        word = self.cut.words[number]
        if word in self.known.speakers:
            return True
        if not self.cut.text[self.cut.spans[number][0]].isupper() or word in self.known.adverbs:
            return False
        if word in names(self._tag):
            return True
        # Any word that opens a sentence has a capital: only names count, and words unknown to a
        # dictionary.
        opens = number == 0 or bool(_BREAK.search(self._gap(number)))
        if self.known.nouns_have_capitals:
            return False
        return not opens or not language(self._tag).knows(word)

    def _spoken(self, first: int) -> bool:
        """Say whether the clause begins with the act or names who acts."""
        for number in range(first - 1, max(first - _SPEAKER, 0) - 1, -1):
            if _BREAK.search(self._gap(number + 1)):
                return self._only_adverbs(number + 1, first)
            if self._names_speaker(number):
                return True
        return first < _SPEAKER and self._only_adverbs(0, first)

    def _only_adverbs(self, low: int, high: int) -> bool:
        words, known = self.cut.words[low:high], self.known
        return all(word in known.adverbs or word.isdigit() or len(word) == 1 for word in words)

    def _speaker_beside(self, first: int) -> bool:
        """Say whether who acts stands right before the verb, adverbs and what he is of left out."""
        number, nouns = first, 0
        while number and not _BETWEEN.search(self._gap(number)):
            number -= 1
            if self._names_speaker(number):
                return True
            if self.cut.words[number] in self.known.coordinators:
                return self._spoken(number)
            if self.cut.words[number] not in self.known.adverbs:
                nouns += 1
                if nouns > _OF or not belongs(
                    self.cut.text[slice(*self.cut.spans[number])], self._tag
                ):
                    return False
        return self._only_adverbs(number, first) and self._opens(number)

    def _opens(self, number: int) -> bool:
        """Say whether a clause begins with a word."""
        return number == 0 or bool(_BETWEEN.search(self._gap(number)))

    def _performed(self, value: Expression, first: int, last: int) -> bool:
        """Say whether a verb or formula is a speech act where it stands."""
        if self.cut.words[last].endswith(self.known.attributive_endings):
            return False
        after = self.known.only_before.get(value.text)
        if after is not None and not self._followed(last, after):
            return False
        if value.text in self.known.needs_speaker:
            return self._speaker_beside(first)
        return True

    def _followed(self, last: int, after: frozenset[str]) -> bool:
        if last + 1 == len(self.cut.words):
            return False
        word = self.cut.words[last + 1]
        endings = tuple(each[1:] for each in after if each.startswith("-"))
        return word in after or (bool(endings) and word.endswith(endings))

    def _carried(self, first: int, last: int) -> bool:
        """Say whether a verb makes an act of a noun (express concern, concern was expressed)."""
        return any(
            self._joined(one, first, _BETWEEN)
            for low, high in self._carriers
            for one in (low, high)
            if 0 < first - high <= _CARRIER or 0 < low - last <= _NEAR
        )

    def _strengthened(self, first: int, last: int, *, noun: bool) -> bool:
        beside = self._adjectives if noun else self._adverbs
        for low, high in beside:
            if 0 < first - high <= _NEAR and self._joined(high, first, _BETWEEN):
                return True
            if not noun and low == last + 1 and self._joined(last, low, _BETWEEN):
                return True
        return any(self._joined(low, first) for low, _ in self._strongest)

    def _loose(
        self, levels: tuple[str, ...], stronger: tuple[str, ...], first: int, last: int
    ) -> tuple[str, ...]:
        """Add the strengthened levels where a strengthening word stands anywhere near."""
        near = any(
            abs(low - first) <= _WIDE or abs(high - last) <= _WIDE
            for low, high in (*self._adverbs, *self._adjectives)
        )
        return tuple(dict.fromkeys((*levels, *stronger))) if near else levels

    def _negated(self, first: int) -> bool:
        """Say whether a word before an act denies it; a negative subject does from farther off."""
        near = self.cut.spans[max(first - _NEAR, 0)][0]
        return bool(_NOT.search(self.cut.text[near : self.cut.spans[first][0]])) or any(
            first - reach <= one and other < first and self._joined(other, first, _BETWEEN)
            for (one, other), reach in self._negators
        )
