"""Inflects a Russian or Ukrainian term as a whole, so that its words keep agreeing.

What inflects with what is found by ``_phrase``; here it is done: прекращение огня → прекращением
огня, ядерное оружие → ядерного оружия.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import product

from fidelity.languages._phrase import (
    PREDICATES,
    Group,
    Token,
    agree,
    agreeing,
    heads,
    joined,
    lead,
    levels,
)
from fidelity.morphology import ARCHAIC, VOWELS, Reading, compound, paradigm

_FIXED_TAGS = frozenset({"Supr", "actv", "pssv", "past", "pres", "compc", "comps"})
"""What an adjective or participle keeps while it follows its noun."""

_VARYING = frozenset(
    ("nomn", "gent", "datv", "accs", "ablt", "loct", "plur", "masc", "femn", "neut", "anim")
)
"""Tags that the words of a pair (политический и правовой) must share in each form."""

_VERBAL = frozenset(("1per", "2per", "3per", "past", "impr", "excl", "actv", "pssv"))
"""Tags that the verbs of a pair (признавать и уважать) must share as well."""


Form = dict[int, str]
"""The words of some places of a phrase."""

Table = dict[tuple[str, bool], list[Form]]
"""Forms by case, and by whether the number is another than in the dictionary form."""


def word_forms(language: str, token: Token) -> frozenset[str]:
    """List the forms of a single word: every homonym whose dictionary form or plural it is."""
    base = [r for r in token.readings if r.kind == "INFN" or r.case == "nomn"]
    if not base or any(map(token.has, PREDICATES)):
        base += [r for r in token.readings if r.kind in PREDICATES] or token.readings
    pair = compound(language, token.text)
    # государство-член inflects twice; where the first ends in a consonant (кризис-менеджер), it may
    # stay as it is, as the guess of the dictionary has it.
    sure = pair and token.text.partition("-")[0][-1] in VOWELS
    known = [reading for reading in base if reading.known] or ([] if sure else base)
    forms = {
        form.word
        for reading in known
        for form in paradigm(language, reading)
        if not reading.adjectival or _follows(form, reading)
    }
    return frozenset(forms | pair | {token.text})


def _follows(form: Reading, reading: Reading) -> bool:
    """Say whether a form is of the same adjective or participle, not of another of its verb."""
    if reading.kind == "PRTF":
        return form.kind in ("PRTF", "PRTS") and _same(form, reading)
    return form.kind in ("ADJF", "ADJS", "COMP", "NPRO")


def _same(form: Reading, reading: Reading) -> bool:
    """Say whether voice, tense and degree are the same (высший and высочайший are two)."""
    if "Supr" in reading.tags and not form.word.startswith(reading.word[:-2]):
        return False
    return form.tags & _FIXED_TAGS == reading.tags & _FIXED_TAGS


def phrase_forms(language: str, tokens: Sequence[Token]) -> Iterator[list[str]]:
    """Yield every form of a phrase, as its words in order."""
    texts = [token.text for token in tokens]
    for form in _forms(language, tokens):
        yield [form.get(place, text) for place, text in enumerate(texts)]


def _forms(language: str, tokens: Sequence[Token]) -> Iterator[Form]:
    """Decide what kind of phrase it is."""
    for adjectives, head in heads(tokens):
        first = lead(tokens, adjectives, head)
        if first is not None:
            verbs = [r.kind for r in tokens[first].readings if r.kind == "INFN"] or PREDICATES
            yield from _together(language, tokens, joined(tokens, first, verbs), verbs)
        elif head is not None:
            yield from _noun_phrase(language, tokens, adjectives, head)
        elif adjectives:
            yield from _together(language, tokens, adjectives, ("ADJF", "PRTF", "NPRO"))


def _together(
    language: str, tokens: Sequence[Token], places: Sequence[int], kinds: Collection[str]
) -> Iterator[Form]:
    """Inflect some words so that each form has the same person, number, case … throughout."""
    tables: list[dict[frozenset[str], list[str]]] = []
    for place in places:
        table: dict[frozenset[str], list[str]] = {}
        base = [r for r in tokens[place].readings if r.kind in kinds]
        for reading in [r for r in base if r.kind == "INFN" or r.case == "nomn"] or base:
            varying = _VARYING if reading.adjectival else _VARYING | _VERBAL
            for form in _current(language, reading):
                if reading.adjectival and not (
                    _follows(form, reading) and (form.kind != "ADJF" or _same(form, reading))
                ):
                    continue
                key = (form.tags & varying) | {form.kind.replace("PRT", "ADJ")}
                if form.case == "accs" and form.word.endswith(("го", "х")):
                    key |= {"anim"}  # the Ukrainian dictionary does not say
                table.setdefault(key, []).append(form.word)
        tables.append(table)
    for key in tables[0]:
        for words in product(*(table.get(key, ()) for table in tables)):
            yield dict(zip(places, words, strict=True))


def _noun_phrase(
    language: str, tokens: Sequence[Token], adjectives: Sequence[int], head: int
) -> Iterator[Form]:
    """Inflect the head and what stands on one level with it."""
    numerals = [place for place in range(head) if tokens[place].numerals]
    if numerals and not adjectives:
        yield from _numeral_phrase(language, tokens, numerals, head)
        return
    for groups in set(levels(tokens, adjectives, head)):
        # Of two things, both may become many, but not one of them many and the other one.
        turns = len({_plural(tokens[group.noun]) for group in groups}) == 1
        tables = [_group(language, tokens, group) for group in groups]
        for key in (key for key in tables[0] if turns or not key[1]):
            for parts in product(*(table.get(key, ()) for table in tables)):
                yield {place: word for part in parts for place, word in part.items()}


def _plural(token: Token) -> bool:
    """Say whether a noun stands in the plural."""
    return any(reading.plural for reading in token.nouns)


def _group(language: str, tokens: Sequence[Token], group: Group) -> Table:
    """Inflect a noun with its adjectives."""
    table: Table = {}
    noun, places = tokens[group.noun], group.adjectives
    candidates = agreeing(tokens, places, noun) or noun.nouns
    for reading in candidates:
        for form in _current(language, reading):
            if "Surn" in form.tags and form.gender != reading.gender and not form.plural:
                continue  # Лавров and Лаврова are one entry and two people
            key = (form.case, form.plural != reading.plural)
            options = (_adjectives(language, tokens[place], form, reading) for place in places)
            for words in product(*options):
                entry = dict(zip(places, words, strict=True))
                table.setdefault(key, []).append({**entry, group.noun: form.word})
    return table or {("nomn", False): [{}]}


def _current(language: str, reading: Reading) -> Iterator[Reading]:
    """List the forms of a word that are in use today."""
    for form in paradigm(language, reading):
        if form.tags & ARCHAIC <= reading.tags:
            yield form


def _adjectives(language: str, token: Token, form: Reading, noun: Reading) -> set[str]:
    """List the forms of an adjective that go with a form of its noun.

    Args:
        language: ``ru`` or ``uk``.
        token: the adjective as it stands in the term.
        form: the form of the noun.
        noun: the noun as it stands in the term.
    """
    words: set[str] = set()
    agreeing = [a for a in token.adjectives if agree(a, noun, several=True)]
    for adjective in agreeing or token.adjectives:
        # северная и южная Кореи: a singular beside a plural noun stays singular.
        plural = form.plural if adjective.plural == noun.plural else adjective.plural
        own = adjective.gender if form.gender == noun.gender else ""  # повірений, повірена
        gender = "" if plural else own or form.gender.replace("ms-f", "masc")
        case = form.case.replace("voct", "nomn")
        if case == "accs" and (plural or gender == "masc"):
            case = "gent" if _animate(language, form) else "nomn"
        words.update(
            other.word
            for other in _current(language, adjective)
            if other.kind == adjective.kind
            and _same(other, adjective)
            and (other.case, other.plural) == (case, plural)
            and (plural or other.gender == gender)
        )
    return words


def _animate(language: str, accusative: Reading) -> bool:
    """Say whether an accusative is spelled as the genitive: so do its adjectives then."""
    beside = {"nomn": False, "gent": False}
    for form in paradigm(language, accusative):
        if form.plural == accusative.plural and form.case in beside:
            beside[form.case] |= form.word == accusative.word
    if beside["nomn"] != beside["gent"]:
        return beside["gent"]
    return "anim" in accusative.tags


def _numeral_phrase(
    language: str, tokens: Sequence[Token], numerals: Sequence[int], noun: int
) -> Iterator[Form]:
    """Inflect a numeral with what it counts: два государства → двумя государствами."""
    yield {}
    between = [
        place
        for place in range(numerals[-1] + 1, noun)
        if any(reading.adjectival for reading in tokens[place].readings)
    ]
    for reading in tokens[noun].readings:
        if reading.kind != "NOUN" or reading.case not in ("nomn", "gent"):
            continue
        for form in _current(language, reading):
            if not form.plural or form.case not in ("gent", "datv", "ablt", "loct"):
                continue
            options = [_numeral(language, tokens[place], form) for place in numerals]
            options += [_plurals(language, tokens[place], form.case) for place in between]
            for words in product(*options):
                yield {**dict(zip([*numerals, *between], words, strict=True)), noun: form.word}


def _plurals(language: str, token: Token, case: str) -> set[str]:
    """List the plural forms of an adjective in a case, from a form of it in any case."""
    return {
        form.word
        for adjective in token.readings
        if adjective.adjectival
        for form in _current(language, adjective)
        if form.plural and form.case == case and _same(form, adjective)
    }


def _numeral(language: str, token: Token, noun: Reading) -> set[str]:
    """List the forms of a numeral that go with a plural form of the noun it counts."""
    return {
        form.word
        for numeral in token.numerals
        for form in _current(language, numeral)
        if form.case == noun.case and form.gender in ("", numeral.gender)
    }
