"""English: inflection by dictionary and rule, possessives, contractions, hyphens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from fidelity import plain_yaml as plain_data
from fidelity import shelf
from fidelity.languages import _dictionary
from fidelity.languages._split import APOSTROPHES, split
from fidelity.protocols import Word
from fidelity.text import normalise

_LANGUAGE = "en"

_DOTTED = "(?:[A-Za-z]\\.){2,}"
"""An abbreviation with full stops: U.N."""

_PLURAL_POSSESSIVE = f"(?:[^\\W\\d_]|-)+s[{APOSTROPHES}](?![^\\W\\d_])"

_CLITICS = {
    "n't": ("not",),
    "'re": ("be",),
    "'ve": ("have",),
    "'ll": ("will",),
    "'d": ("would", "have"),
    "'m": ("be",),
    "'s": ("be", "have"),
}
"""Endings that are words of their own, with their lemmas."""

_BEFORE_IS = frozenset(
    (
        "it",
        "he",
        "she",
        "that",
        "this",
        "there",
        "here",
        "what",
        "who",
        "where",
        "when",
        "how",
        "why",
    )
)
"""Words after which 's is a verb; after any other it is taken for the possessive."""

_STEMS = {"ca": "can", "wo": "will", "sha": "shall", "ai": "be"}
"""What is left of a verb before n't, where it is no word."""

_PAST = {
    "bade": "bid",
    "bent": "bend",
    "bit": "bite",
    "bore": "bear",
    "bound": "bind",
    "broke": "break",
    "drunk": "drink",
    "felt": "feel",
    "gone": "go",
    "ground": "grind",
    "left": "leave",
    "rose": "rise",
    "rung": "ring",
    "shook": "shake",
    "shot": "shoot",
    "swore": "swear",
    "thought": "think",
    "won": "win",
    "wound": "wind",
}
"""Past forms that are also words of their own, so that the dictionary does not give their verb."""

_PREPOSITIONS = frozenset(
    ("of", "for", "on", "in", "to", "against", "with", "without", "between", "among", "by", "at",
     "from", "under", "over", "into", "as", "per", "through", "within", "upon", "towards")
)  # fmt: skip
"""Words after the head of a noun phrase."""

_ARTICLES = frozenset(("a", "an", "the"))
_DETERMINERS = ("the", "this", "that", "its", "his", "her", "our", "their", "any")
"""What stands in a text where a term has an article: “table a motion”, “tabled the motion”."""

_ENDINGS = (("ves", "f"), ("ves", "fe"), ("es", "is"), ("es", ""), ("s", ""), ("ing", ""),
            ("ing", "e"), ("ed", ""), ("ed", "e"))  # fmt: skip
"""Rules for the lemma of a form whose other lemma the dictionary has."""


def words(text: str) -> tuple[Word, ...]:
    """Split a text into words.

    A possessive is one word with the lemma of its noun (president's); a contraction is two (don't:
    do, n't); a hyphenated word is one, and ``ceasefire`` is among the lemmas of cease-fire. There
    is no tagger, so parts of speech are empty.
    """
    return tuple(Word(text[start:end], start, end, found) for start, end, found in _pieces(text))


def _pieces(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield each word's offsets and lemmas."""
    for word, start, end in split(text, f"{_DOTTED}|{_PLURAL_POSSESSIVE}"):
        plain = normalise(word)
        clitic = next((c for c in _CLITICS if plain.endswith(c)), None)
        if clitic is None or len(plain) == len(clitic):
            yield start, end, _lemmas(word)
            continue
        middle = end - len(clitic)
        stem = normalise(text[start:middle])
        if clitic == "'s" and stem not in _BEFORE_IS:
            yield start, end, ("let",) if stem == "let" else _lemmas(text[start:middle])
            continue
        own = (_STEMS[stem],) if clitic == "n't" and stem in _STEMS else ()
        yield start, middle, own or _lemmas(text[start:middle])
        yield middle, end, _CLITICS[clitic]


@lru_cache(maxsize=65536)
def _lemmas(word: str) -> tuple[str, ...]:
    """List the lemmas of a word: the dictionary's first, then its homonyms'."""
    plain = normalise(word).rstrip("'")
    if re.fullmatch(_DOTTED, plain):
        return plain, plain.replace(".", "")
    found = dict.fromkeys(_dictionary.lemmas(_LANGUAGE, word.rstrip(APOSTROPHES)))
    first, hyphen, last = plain.rpartition("-")
    if hyphen:
        found = dict.fromkeys(f"{first}-{lemma}" for lemma in _lemmas(last)) | found
        closed = (first + last).replace("-", "")
        if _dictionary.knows(_LANGUAGE, closed):
            found |= dict.fromkeys(_dictionary.lemmas(_LANGUAGE, closed))
    elif plain not in found:
        found |= dict.fromkeys(_by_rule(plain, next(iter(found))))
    if plain in _PAST:
        found[_PAST[plain]] = None
    if _dictionary.is_lemma(_LANGUAGE, plain):
        found[plain] = None
    return tuple(found)


def _by_rule(form: str, lemma: str) -> Iterator[str]:
    """Yield the other lemmas that a form may have by rule (leaves: leave, leaf)."""
    for ending, own in _ENDINGS:
        made = form.removesuffix(ending) + own
        fits = form.endswith(ending) and len(made) > 2 and made != lemma
        if fits and _dictionary.is_lemma(_LANGUAGE, made):
            yield made


def forms(term: str) -> frozenset[str]:
    """List the inflected forms of a term, normalised.

    The last noun before a preposition takes the plural, and the phrase the possessive; the first
    word, if it can be a verb, takes the verb's forms. Nothing says which of the two the term is, so
    both are listed. An article inside the term stands for any determiner. A plural that means
    something else than its singular (hostilities) stays a plural.
    """
    plain = normalise(term)
    bare = plain.removeprefix("to ")
    parts = bare.split(" ")
    stops = [place for place, part in enumerate(parts) if part in _PREPOSITIONS and place]
    head = (stops[0] if stops else len(parts)) - 1
    found = {plain, bare}
    only = parts[head] in _plurals()
    for form in {parts[head]} if only else _noun_forms(parts[head]):
        phrase = " ".join([*parts[:head], form, *parts[head + 1 :]])
        found |= {phrase, _possessive(phrase)}
    for form in () if only and not head else _verb_forms(parts[0]):
        found.add(" ".join([form, *parts[1:]]))
    return frozenset(found | {other for phrase in found for other in _determined(phrase)})


@cache
def _plurals() -> frozenset[str]:
    """Read which plurals have a meaning of their own."""
    path = shelf.table("plural-nouns.yaml")
    return frozenset(plain_data.keys(plain_data.parsed(path), "the file", path)[_LANGUAGE])


def _determined(phrase: str) -> Iterator[str]:
    """Yield a phrase with other determiners in the place of the first article inside it."""
    parts = phrase.split(" ")
    place = next((at for at, part in enumerate(parts) if at and part in _ARTICLES), None)
    if place is None or place + 1 == len(parts):
        return
    article = "an" if parts[place + 1][0] in "aeiou" else "a"
    for word in (*_DETERMINERS, article):
        yield " ".join([*parts[:place], word, *parts[place + 1 :]])


def _possessive(phrase: str) -> str:
    """Add the possessive ending, which stands at the end of the whole phrase."""
    return phrase + ("'" if phrase.endswith("s") else "'s")


def _noun_forms(word: str) -> frozenset[str]:
    """List singular and plural of a noun."""
    if not word[-1:].isalpha():
        return frozenset({word})
    first, hyphen, last = word.rpartition("-")
    nouns = {form for form in _dictionary.variants(_LANGUAGE, last) if _nominal(form, last)}
    if nouns == {last} and not last.endswith("s"):
        nouns.add(_plural(last))
    return frozenset(first + hyphen + form for form in nouns)


def _nominal(form: str, word: str) -> bool:
    """Say whether a form can be a noun's: not a possessive, nor one that only verbs have."""
    return form == word or not ("'" in form or form.endswith(("ing", "ed", "er", "est", "eth")))


def _plural(noun: str) -> str:
    """Make a regular plural."""
    if re.search("[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _verb_forms(word: str) -> frozenset[str]:
    """List the forms of a word that the dictionary has as a verb."""
    found = _dictionary.variants(_LANGUAGE, word)
    found |= {past for past, verb in _PAST.items() if verb == word}
    is_verb = any(form.endswith("ing") and form != word for form in found)
    return found if is_verb else frozenset()


def knows(word: str) -> bool | None:
    """Say whether a dictionary holds a word, or a word list as a common one."""
    plain = re.sub(f"(?<=s)[{APOSTROPHES}]$|[{APOSTROPHES}]s$", "", word.strip())
    return _dictionary.knows(_LANGUAGE, plain)
