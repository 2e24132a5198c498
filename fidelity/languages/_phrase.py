"""Finds out which words of a Russian or Ukrainian term inflect together.

A term stands in its dictionary form: nominative or infinitive. So the head of a noun phrase is its
first noun that can be nominative, agrees with the nominative adjectives before it and is governed
by no preposition. It and what agrees with it inflect, and all that depends on it stays. In a verb
phrase the verb inflects alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fidelity.morphology import Reading

PREDICATES = frozenset({"VERB", "ADJS", "PRTS"})

_NAMES = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn"})

_LIKELY = 0.05
"""Share under which an infinitive is taken to be a coincidence (of 1, among all readings)."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a term, as far as its inflection depends on how it is written."""

    text: str
    """Lower case, typography unified."""
    readings: tuple[Reading, ...]
    """Empty for what never inflects: figures, foreign words, what stands in quotation marks."""
    capital: bool = False
    comma: bool = False
    """Whether a comma stands before it."""

    def has(self, kind: str) -> bool:
        """Say whether the likeliest reading is of a part of speech."""
        return bool(self.readings) and self.readings[0].kind == kind

    @property
    def preposition(self) -> bool:
        """Whether it is a preposition; Ukrainian readings come in no order."""
        return self.has("PREP") or (
            any(reading.kind == "PREP" for reading in self.readings) and not self.nouns
        )

    @property
    def name(self) -> bool:
        """Whether it may be a proper name, which need not depend on the noun before it."""
        return self.capital and any(not r.known or r.tags & _NAMES for r in self.nouns)

    @property
    def nouns(self) -> tuple[Reading, ...]:
        """Its readings as a noun in the nominative."""
        return tuple(r for r in self.readings if r.kind == "NOUN" and r.case == "nomn")

    @property
    def adjectives(self) -> tuple[Reading, ...]:
        """Its readings as an adjective or participle in the nominative."""
        return tuple(r for r in self.readings if r.adjectival and r.case == "nomn")

    @property
    def numerals(self) -> tuple[Reading, ...]:
        """Its readings as a numeral in the nominative."""
        return tuple(r for r in self.readings if r.kind == "NUMR" and r.case == "nomn")


@dataclass(frozen=True, slots=True)
class Group:
    """A noun with the adjectives that agree with it, by their places in the phrase."""

    noun: int
    adjectives: tuple[int, ...] = ()


def heads(tokens: Sequence[Token]) -> Iterator[tuple[tuple[int, ...], int | None]]:
    """Yield the adjectives before the head noun and its place, in each way to see it.

    There are two ways where an adjective may be a noun (раненый) unless it is a noun that only
    looks like an adjective (Рада Безпеки), and where a participle may have an object (ищущие
    убежища лица, but подписавшие стороны соглашения). There is no head (null) where adjectives
    stand alone, or nothing inflects.
    """
    adjectives, head = _head(tokens, -1)
    substantive = [place for place in adjectives if tokens[place].nouns]
    if head is None and substantive:
        last = substantive[-1]
        yield adjectives[: adjectives.index(last)], last
        if any(r.gender in ("femn", "neut") for r in tokens[last].adjectives):
            return
    yield adjectives, head
    active = {"actv", "tran"}
    if head is not None and any(active <= r.tags for p in adjectives for r in tokens[p].adjectives):
        others, later = _head(tokens, head)
        if later is not None and others == adjectives:
            yield others, later


def _head(tokens: Sequence[Token], after: int) -> tuple[tuple[int, ...], int | None]:
    """Find the first head noun after a place; one of unknown gender only if none agrees."""
    for strict in (True, False):
        adjectives: list[int] = []
        governed = False
        for place, token in enumerate(tokens):
            if token.preposition:
                governed = True
            elif governed:
                governed = not any(r.kind in ("NOUN", "NPRO") for r in token.readings)
            elif token.adjectives:
                adjectives.append(place)
            elif place <= after:
                continue
            elif agreeing(tokens, adjectives, token) or (not strict and _unknown(token)):
                return tuple(adjectives), place
            elif token.numerals and not adjectives and (noun := _counted(tokens, place)):
                return (), noun
    return tuple(adjectives), None


def _unknown(token: Token) -> bool:
    """Say whether a noun is not in the dictionary, so that its gender is a guess."""
    return bool(token.nouns) and not any(reading.known for reading in token.nouns)


def _counted(tokens: Sequence[Token], numeral: int) -> int | None:
    """Find the noun that a numeral counts."""
    for place in range(numeral + 1, len(tokens)):
        if any(r.kind == "NOUN" for r in tokens[place].readings) and not tokens[place].adjectives:
            return place
    return None


def agreeing(tokens: Sequence[Token], adjectives: Iterable[int], token: Token) -> list[Reading]:
    """List the readings as a nominative noun with which each adjective can agree."""
    places = list(adjectives)
    return [
        noun
        for noun in token.nouns
        if all(
            any(agree(adjective, noun, several=len(places) > 1) for adjective in adjectives)
            for adjectives in (tokens[place].adjectives for place in places)
        )
    ]


def agree(adjective: Reading, noun: Reading, *, several: bool) -> bool:
    """Say whether two nominatives agree.

    Args:
        adjective: a reading of the adjective.
        noun: a reading of the noun.
        several: whether there are more adjectives: singulars may then share a plural noun.
    """
    if adjective.plural:
        return noun.plural
    genders = ("masc", "femn") if noun.gender == "ms-f" else (noun.gender, "")
    return (not noun.plural or several) and adjective.gender in genders


def lead(tokens: Sequence[Token], adjectives: Sequence[int], head: int | None) -> int | None:
    """Find the verb that leads a phrase; null where an adjective or the head noun comes first."""
    for place, token in enumerate(tokens):
        infinitives = [r.score for r in token.readings if r.kind == "INFN" and r.score >= _LIKELY]
        predicate = head is None and any(map(token.has, PREDICATES))
        if infinitives or predicate:
            if adjectives and adjectives[0] < place:
                return None
            if head is None or place < head:
                return place
            nouns = [reading.score for reading in token.nouns]
            return place if place == head and max(infinitives) >= max(nouns) else None
    return None


def joined(tokens: Sequence[Token], first: int, kinds: Iterable[str]) -> list[int]:
    """List a verb and the verbs that a conjunction or comma puts on one level with it."""
    places = [first]
    for place in range(first + 1, len(tokens)):
        beside = tokens[place].comma or tokens[place - 1].has("CONJ")
        if beside and any(reading.kind in kinds for reading in tokens[place].readings):
            places.append(place)
    return places


def levels(
    tokens: Sequence[Token], adjectives: Sequence[int], head: int
) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
    """Find the nouns on one level with the head, and the adjectives after it.

    Returns:
        Two ways to inflect the phrase: only what must follow the head (its adjectives, and nouns
        joined to it: мир и безопасность), and also names beside it, which may stay as they are
        (город Женева, остров Змеиный).
    """
    own = list(adjectives)
    groups: list[Group] = []
    beside: list[Group] = []
    waiting: list[int] = []
    joins = dependent = waiting_joins = False
    for place in range(head + 1, len(tokens)):
        token = tokens[place]
        if token.preposition:
            break
        joins = joins or token.comma or token.has("CONJ")
        if token.has("CONJ"):
            continue
        if joins and _clause(token, tokens[head]):
            own.append(place)
            joins, dependent = False, True
            continue
        if token.adjectives:
            waiting_joins = waiting_joins or joins
            waiting.append(place)
            continue
        oblique = any(r.kind == "NOUN" and r.case not in ("nomn", "accs") for r in token.readings)
        nominative = agreeing(tokens, waiting, token)
        if nominative and (waiting or (joins and not (oblique and dependent))):
            (groups if waiting_joins or joins else beside).append(Group(place, tuple(waiting)))
            waiting, waiting_joins = [], False
        elif nominative and (token.name if oblique else token.capital or nominative[0].known):
            beside.append(Group(place))
        elif not token.has("ADVB") and not token.has("PRCL"):
            dependent = True
        joins = False
    after = [place for place in waiting if _describes(tokens[place], tokens[head])]
    must = after if len(after) > 1 else [p for p in after if not tokens[p].capital]
    return (
        (Group(head, (*own, *must)), *groups),
        (Group(head, (*own, *after)), *groups, *beside),
    )


def _describes(adjective: Token, head: Token) -> bool:
    """Say whether an adjective agrees with the head that it comes after."""
    return any(
        agree(reading, noun, several=False)
        for reading in adjective.adjectives
        for noun in head.nouns
    )


def _clause(participle: Token, head: Token) -> bool:
    """Say whether a participle after a comma is about the head: лица, ищущие убежища."""
    return any(r.kind == "PRTF" for r in participle.adjectives) and _describes(participle, head)
