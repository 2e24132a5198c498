"""Finds two who changed places: who asked whom, who accused whom.

English says who does it by the order of words, or with *by* in the passive; Russian by cases and by
the agreement of the verb. Where a verb and the two nouns about it have their counterparts on the
other side, and the one who does it there is the one to whom it is done here, they were exchanged.
What may be read in two ways is not reported. Only for English and Russian, either way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from fidelity import plain_yaml as plain
from fidelity.matching.sides import KnownText, Side
from fidelity.morphology import Reading, readings
from fidelity.protocols import Word
from fidelity.rules._counterparts import counterparts
from fidelity.rules._names import named
from fidelity.rules._wordings import base
from fidelity.shelf import table

_PAIRS = frozenset({("en", "ru"), ("ru", "en")})
_ENDS = re.compile(r"[.,;:!?()«»“”\"—–\n]")


@cache
def _words(tag: str) -> Mapping[str, frozenset[str]]:
    """Read the words by which a language's clauses are read."""
    path = table("clauses.yaml")
    about = plain.keys(plain.keys(plain.parsed(path), "the file", path)[tag], tag, path)
    return {name: frozenset(plain.texts(words, name, path)) for name, words in about.items()}


class _Roles(NamedTuple):
    """Who does it and another party to it, as places among the words of a side."""

    agent: int
    other: int


def exchanged(known: KnownText) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Find a verb whose two parties changed places.

    Args:
        known: the segment.

    Returns:
        The stretch from the first of the two to the last on both sides, source and target, as
        code-point offsets; null where nobody did.
    """
    bases = (base(known.source.language), base(known.target.language))
    if bases not in _PAIRS:
        return None
    there = _pairs(known)
    english, russian = known.source, known.target
    if bases[0] == "ru":
        english, russian = russian, english
        there = {two: one for one, two in there.items()}
    parties = {one: two for one, two in there.items() if _nouns(russian.words[two].text)}
    for verb, answer in there.items():
        forms = _verb(russian.words[answer])
        for roles in _english(english, verb, parties) if forms else ():
            others = _Roles(there[roles.agent], there[roles.other])
            if _turned(russian, answer, forms, others):
                spans = (
                    _stretch(english.words, (verb, *roles)),
                    _stretch(russian.words, (answer, *others)),
                )
                return spans if english is known.source else (spans[1], spans[0])
    return None


def _pairs(known: KnownText) -> dict[int, int]:
    """Pair the words of both sides, names by the registers."""
    pairs = dict(counterparts(known.source, known.target).pairs)
    sides = (known.source, known.target)
    source, target = (_places(side, known) for side in sides)
    for id_ in source.keys() & target.keys():
        one, two = source[id_], target[id_]
        if len(one) == len(two) == 1:
            pairs = {a: b for a, b in pairs.items() if b != two[0]}
            pairs[one[0]] = two[0]
    return pairs


def _places(side: Side, known: KnownText) -> dict[str, list[int]]:
    """List where each name of the registers that is one word stands among the words of a side."""
    found: dict[str, list[int]] = {}
    starts = {word.start: place for place, word in enumerate(side.words)}
    for name in named(side, known.house.cache).here:
        place = starts.get(name.start)
        if name.noun and place is not None and side.words[place].end == name.end:
            for id_ in name.ids:
                found.setdefault(id_, []).append(place)
    return found


def _stretch(words: Sequence[Word], places: Sequence[int]) -> tuple[int, int]:
    return words[min(places)].start, words[max(places)].end


def _english(side: Side, verb: int, parties: dict[int, int]) -> list[_Roles]:
    """Read off the order of words who does it, and list all others whom it may concern."""
    words = side.words
    if words[verb].text[0].isupper() or words[verb].text.endswith("ing"):
        return []
    first, passive = verb, False
    while first > 0 and words[first - 1].text.lower() in _words("en")["auxiliaries"]:
        first -= 1
        passive = passive or words[first].text.lower() in _words("en")["passive"]
    subject = _subject(side, first, parties)
    after = list(_after(side, verb, parties))
    if subject is None:
        return []
    if passive:
        return [_Roles(head, subject) for led, head in after if led == "by"][:1]
    return [
        _Roles(subject, head) for led, head in after if not led or led in _words("en")["towards"]
    ]


def _subject(side: Side, verb: int, parties: dict[int, int]) -> int | None:
    """Find the noun that stands before a verb in its clause, outside any prepositional phrase."""
    start = verb
    while start > 0 and not _parted(side, start - 1, start):
        if side.words[start - 1].text.lower() in _words("en")["boundaries"]:
            break
        start -= 1
    if start > 0 and side.words[start - 1].text.lower() in _words("en")["relatives"]:
        return None
    groups = list(_groups(side, start, verb, parties))
    led, head = groups[0] if groups else ("", None)
    return head if not led else None


def _after(side: Side, verb: int, parties: dict[int, int]) -> Iterator[tuple[str, int]]:
    """Yield the parties that follow a verb in its clause, each with the word that leads it."""
    end = verb + 1
    while end < len(side.words) and not _parted(side, end - 1, end):
        if side.words[end].text.lower() in _words("en")["boundaries"]:
            break
        end += 1
    for led, head in _groups(side, verb + 1, end, parties):
        if head is not None:
            yield led, head


def _groups(
    side: Side, start: int, end: int, parties: dict[int, int]
) -> Iterator[tuple[str, int | None]]:
    """Yield the groups of words of a clause: what leads each, and its head, if it has an answer.

    The head is the last word of its group: what follows it belongs to another one.
    """
    led, head, inside = "", None, False
    for place in range(start, end):
        text = side.words[place].text.lower()
        opens = text in _words("en")["prepositions"] or text in _words("en")["articles"]
        if text in _words("en")["pronouns"]:
            return
        if opens and inside:
            yield led, head
            led, head, inside = "", None, False
        if text in _words("en")["prepositions"]:
            led = text
        elif not opens:
            inside = True
            head = place if place in parties else head
    if inside:
        yield led, head


def _parted(side: Side, one: int, other: int) -> bool:
    """Say whether a mark stands between two words that follow each other."""
    return bool(_ENDS.search(side.text[side.words[one].end : side.words[other].start]))


def _verb(word: Word) -> list[Reading]:
    """List the ways to read a word as a finite verb or short participle; none if it is no verb."""
    forms = [form for form in readings("ru", word.text) if form.known]
    fits = all(form.kind in ("VERB", "PRTS") for form in forms)
    turned = word.text.endswith(("ся", "сь")) or _words("ru")["converse"] & {*word.lemmas}
    return forms if fits and not turned else []


def _turned(side: Side, verb: int, forms: Sequence[Reading], roles: _Roles) -> bool:
    """Say whether Russian says the opposite: the one who does it is the one to whom it is done.

    Args:
        side: the Russian side.
        verb: the place of its verb.
        forms: the ways to read the verb.
        roles: those who answer the English ones.
    """
    places = sorted((verb, *roles))
    span = side.text[side.words[places[0]].end : side.words[places[-1]].start]
    if len(set(places)) < len(places) or _ENDS.search(span):
        return False
    leads = _lead(side, roles.agent), _lead(side, roles.other)
    agent, other = (_nouns(side.words[place].text) for place in roles)
    if leads[1] or (leads[0] and leads[0] not in _words("ru")["towards"]) or not (agent and other):
        return False
    if all(form.kind == "PRTS" for form in forms):
        return _instrument(other, agent) and not _instrument(agent, other)
    if not any(_agrees(forms, noun) for noun in other):
        return False
    if not any(noun.case in ("accs", "datv") for noun in agent):
        return False
    if leads[0] or not any(_agrees(forms, noun) for noun in agent):
        return True
    # Both may be the subject by their forms: then the order of words decides, for names alone.
    names = all(side.words[place].text[0].isupper() for place in roles)
    objects = any(noun.case == "accs" for noun in other)
    return names and objects and roles.other < verb < roles.agent


def _lead(side: Side, place: int) -> str:
    """Name what leads a word: a preposition, *and*, or a noun whose it is; empty: nothing does."""
    owned = any(noun.case == "gent" for noun in _nouns(side.words[place].text))
    for before in range(place - 1, max(-1, place - 4), -1):
        if _parted(side, before, before + 1):
            return ""
        text = side.words[before].text.lower()
        found = [reading for reading in readings("ru", text) if reading.known]
        kinds = {reading.kind for reading in found}
        if "PREP" in kinds or text in _words("ru")["coordinators"] or ("NOUN" in kinds and owned):
            return text
        if not any(reading.adjectival or reading.kind == "NUMR" for reading in found):
            return ""
    return ""


def _nouns(word: str) -> list[Reading]:
    """List the ways to read a word as a noun; none where nobody can tell its case for sure."""
    found = [reading for reading in readings("ru", word) if reading.kind == "NOUN"]
    if any(not reading.known or {"Fixd", "Abbr"} & reading.tags for reading in found):
        return []
    return found


def _instrument(agent: Sequence[Reading], patient: Sequence[Reading]) -> bool:
    """Say whether one may be by whom and the other to whom it was done, in the passive."""
    return any(noun.case == "ablt" for noun in agent) and any(
        noun.case == "nomn" for noun in patient
    )


def _agrees(forms: Sequence[Reading], noun: Reading) -> bool:
    """Say whether a noun may be the subject of a verb."""
    return noun.case == "nomn" and any(_fits(form, noun) for form in forms)


def _fits(form: Reading, noun: Reading) -> bool:
    if form.plural or noun.plural:
        return form.plural and noun.plural
    return not (form.gender and noun.gender) or form.gender == noun.gender
