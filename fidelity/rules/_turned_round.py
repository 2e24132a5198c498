"""Finds who did it to whom turned round: the subject of one side is the object of the other.

One side is in English, where the subject stands before the verb and the object behind it; the other
is in Russian or Ukrainian, where the case tells them apart. Both keys must speak: the counterpart
of the English subject can be no nominative, and that of the object can. Only plain active clauses
are looked at, and no verb whose object is what English makes the subject (``converse`` in
``data/scope``).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from fidelity import plain_yaml as plain
from fidelity.matching.lexicons import function_table
from fidelity.matching.sides import Side
from fidelity.model import Finding, Tag
from fidelity.morphology import LANGUAGES, Reading, readings
from fidelity.rules._counterparts import counterparts, one_sentence
from fidelity.rules._denials import heads
from fidelity.rules._evidence import line
from fidelity.rules._wordings import base, data, path_of
from fidelity.segments import Segment

RULE = "scope-shift"
_ENGLISH = "en"
_LONG = 20
"""Words from which a sentence has more clauses than can be told apart."""
_BETWEEN = 2
"""Words that may stand between the subject and the verb, and between the verb and the object."""
_SURELY = 0.53
"""Cosine from which two words are surely counterparts."""
_MARKS = frozenset(',;:()"“”«»—–')
_OBJECT = frozenset(("accs", "datv", "ablt"))
_GENDERS = frozenset(("masc", "femn", "neut"))
_REFLEXIVE = ("ся", "сь")


def turned_round(segment: Segment, sides: tuple[Side, Side]) -> Iterator[Finding]:
    """Report a clause whose subject and object have changed places."""
    tags = [base(side.language) for side in sides]
    if _ENGLISH not in tags or not set(tags) & set(LANGUAGES) or not one_sentence(*sides):
        return
    if max(len(side.words) for side in sides) > _LONG:
        return
    pairs = counterparts(*sides)
    plain_, cased = (sides[0], sides[1]) if tags[0] == _ENGLISH else (sides[1], sides[0])
    table = pairs.pairs if tags[0] == _ENGLISH else pairs.back
    near = {here: pairs.likeness[here if plain_ is sides[0] else table[here]] for here in table}
    for verb in sorted(table):
        if near[verb] < _SURELY or not _acts(cased, table[verb]):
            continue
        doer, done = _subject(plain_, table, verb), _object(plain_, table, verb)
        if doer is None or done is None or min(near[doer], near[done]) < _SURELY:
            continue
        places = table[doer], table[done]
        if _is_object(cased, places[0], table[verb]) and _is_subject(cased, places[1], table[verb]):
            first, second = (plain_, cased) if plain_ is sides[0] else (cased, plain_)
            spots = (doer, table[doer]) if plain_ is sides[0] else (table[doer], doer)
            yield _finding(segment, (first, second), spots)
            return


def _subject(side: Side, table: dict[int, int], verb: int) -> int | None:
    """Find the subject of a verb: the paired word before it, if no preposition leads to it."""
    first = side.words[verb].start
    if _MARKS & set(side.text[:first]) or _leads(side, 0, first):
        return None
    before = [place for place in table if place < verb and heads(side.words[place], _ENGLISH)]
    if not before or verb - max(before) > _BETWEEN or _helped(side, max(before), verb):
        return None
    return max(before)


def _object(side: Side, table: dict[int, int], verb: int) -> int | None:
    """Find the object of a verb: the paired word behind it, if no preposition leads to it."""
    behind = [place for place in table if place > verb and heads(side.words[place], _ENGLISH)]
    if not behind or min(behind) - verb > _BETWEEN:
        return None
    start, end = side.words[verb].end, side.words[min(behind)].start
    if _MARKS & set(side.text[start:end]) or _leads(side, start, end):
        return None
    return min(behind)


def _helped(side: Side, first: int, verb: int) -> bool:
    """Say whether a form of *be* stands before a verb, which may then be passive."""
    forms = _words(_ENGLISH, "passive")
    return any(word.text.lower() in forms for word in side.words[first + 1 : verb])


def _leads(side: Side, start: int, end: int) -> bool:
    """Say whether a preposition or a conjunction stands in a stretch of a text."""
    leading = _words(_ENGLISH, "leading-words")
    return any(word.text.lower() in leading for word in side.words_between(start, end))


def _acts(side: Side, place: int) -> bool:
    """Say whether a word is an active verb, its object no subject in English."""
    word = side.words[place]
    found = readings(base(side.language), word.text)
    if not all(each.kind == "VERB" for each in found) or word.text.endswith(_REFLEXIVE):
        return False
    return not set(word.lemmas) & _words(base(side.language), "converse")


def _is_object(side: Side, place: int, verb: int) -> bool:
    """Say whether a word is the object of a verb: no subject of it, nor of another noun."""
    cases = {each.case for each in _nouns(side, place)}
    leader = _leader(side, place)
    counted = bool(leader & {"noun", "numeral", "pronoun"})
    agreeing = _subjects(side, place, verb)
    return bool(cases & _OBJECT) and not (agreeing or counted or _governed(side, place))


def _is_subject(side: Side, place: int, verb: int) -> bool:
    return bool(_subjects(side, place, verb)) and not _governed(side, place)


def _subjects(side: Side, place: int, verb: int) -> list[Reading]:
    """List the readings of a word in which a verb can agree with it."""
    verbs = [each.tags for each in readings(base(side.language), side.words[verb].text)]
    return [
        each
        for each in _nouns(side, place)
        if each.case == "nomn"
        and any(each.plural == ("plur" in tags) and _agrees(each, tags) for tags in verbs)
    ]


def _agrees(noun: Reading, verb: frozenset[str]) -> bool:
    """Say whether the genders of a noun and a verb in the singular go together."""
    genders = verb & _GENDERS
    return noun.plural or not genders or not noun.gender or noun.gender in (*genders, "ms-f")


def _leader(side: Side, place: int) -> set[str]:
    """Name the parts of speech of the word before a noun, its attributes left out."""
    for word in reversed(side.words[:place]):
        if "adjective" not in word.parts_of_speech:
            return (
                set(word.parts_of_speech) - {"verb"}
                if "verb" not in word.parts_of_speech
                else set()
            )
    return set()


def _nouns(side: Side, place: int) -> list[Reading]:
    found = readings(base(side.language), side.words[place].text)
    return [each for each in found if each.kind == "NOUN"] if found[0].known else []


def _governed(side: Side, place: int) -> bool:
    """Say whether a preposition or a negation stands before a word or its attribute."""
    words = side.words[max(0, place - _BETWEEN) : place]
    kinds = {kind for word in words for kind in word.parts_of_speech}
    denied = function_table(side.language, "negator").search(side.tokens)
    return "preposition" in kinds or bool(denied)


@cache
def _words(tag: Tag, key: str) -> frozenset[str]:
    return frozenset(plain.texts(data("scope", tag).get(key, []), key, path_of("scope", tag)))


def _finding(segment: Segment, sides: tuple[Side, Side], spots: tuple[int, int]) -> Finding:
    one, other = (side.words[place] for side, place in zip(sides, spots, strict=True))
    return Finding(
        rule=RULE,
        level="warning",
        message=f"“{one.text}” and “{other.text}”: the one who acts became the one who is acted on",
        kind="scope",
        source=segment.source.span(one.start, one.end),
        target=segment.target.span(other.start, other.end),
        evidence=(
            line("morphology", "grammar", one.text, "subject in one text, object in the other"),
            line("embedding", "embedding", one.text, "subject, verb and object have counterparts"),
        ),
    )
