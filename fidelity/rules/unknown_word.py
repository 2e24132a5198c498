"""A rendering holds a word that no dictionary knows: probably a misprint.

Why it matters: a misprinted rendering is never found in a text, and whoever copies it spreads it.

What to do: take the suggested word, or correct the spelling. Where the word is right and merely
rare, add it to your own glossary's notes for the next editor and to the list of known words
(``fidelity/data/known-words.yaml``), so that nobody is asked again.

When to ignore it: with new words and loanwords that the dictionaries have not caught up with. The
rule is a hint, hence a note.

Evidence: the dictionary or morphology of the language, and how often the word is written
(wordfreq). A word is reported when the dictionary lacks it and a word at least fifty times as
common lies one or two slips away: a letter too many, too few, wrong, or two letters swapped. The
rule stays quiet on capitalised words (names), abbreviations, numbers, words in a foreign alphabet,
compounds of known words, words made with a common prefix, languages without a dictionary, and
languages that join small words to the next one, such as Arabic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from fidelity import shelf, text
from fidelity.model import Concept, Finding, Level, Tag, Term
from fidelity.protocols import Known, Language
from fidelity.rules import _spelling
from fidelity.rules._examples import Row
from fidelity.rules._findings import finding, first_source, rule_name

LEVEL: Level = "note"

RIGHT = (
    (Row("reset", "en", "reset"), Row("reset", "ru", "перезагрузка")),
    (Row("attack", "en", "cyberattack"), Row("attack", "ru", "кибератака")),
    (Row("war", "en", "proxy war"), Row("war", "ru", "прокси-война")),
    (Row("ukraine", "en", "Zelensky government"), Row("ukraine", "ru", "правительство Зеленского")),
    (Row("it", "en", "IT sector"), Row("it", "ru", "IT-сектор")),
    (Row("council", "en", "security council"), Row("council", "de", "Sicherheitsrat")),
)
WRONG = (
    (Row("reset", "en", "reset"), Row("reset", "ru", "перезагрузга")),
    (Row("truce", "en", "moratorium"), Row("truce", "ru", "введение маратория")),
    (Row("truce", "ru", "правительство"), Row("truce", "en", "goverment")),
    (Row("truce", "en", "sovereignty"), Row("truce", "fr", "souverainté")),
)

_PART = re.compile(r"[^-‐‑'’ʼ]+")
"""What stands between the hyphens and apostrophes of a word."""
_SHORTEST = 4
_SHORTEST_PART = 4
_LONGEST_DOTTED = 5
_WRITTEN = 2.0
"""Zipf value that a dictionary word must have to be part of a compound: once in ten million."""
_COMMON = 3.0
"""Zipf value from which a word may be part of a compound without standing in a dictionary."""
_TIMES = 1.7
"""By how much (zipf: powers of ten) the word that was meant must be the commoner: fifty times."""
_CAPITAL_NOUNS = frozenset({"de", "lb"})
"""Languages that write every noun with a capital, which therefore tells nothing."""


@dataclass(frozen=True, slots=True)
class _Lists:
    """What the list of known words says about one language."""

    words: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    joints: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    left_alone: bool = False


@cache
def _known_words() -> Mapping[str, Mapping[str, Sequence[str]]]:
    import yaml

    source = shelf.table("known-words.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Mapping[str, Sequence[str]]] = yaml.safe_load(source)
    return loaded


@cache
def _lists(language: Tag) -> _Lists:
    own = _known_words().get(language.split("-")[0], {})
    shared = _known_words().get("mul", {})
    words = (*own.get("words", ()), *shared.get("words", ()))
    return _Lists(
        words=frozenset(text.normalise(word) for word in words),
        prefixes=tuple(own.get("prefixes", ())),
        joints=tuple(own.get("joints", ())),
        links=tuple(own.get("links", ())),
        left_alone="left-alone" in own,
    )


def audit(concept: Concept, known: Known) -> Iterator[Finding]:
    """Report each word of a rendering that is probably a misprint, with the word it stands for."""
    language = known.language(known.target)
    for term in concept.in_language(known.target):
        for at, word, instead in misprints(term, language):
            mended = f"{term.text[:at]}{instead}{term.text[at + len(word) :]}"
            yield finding(
                rule_name(__name__),
                LEVEL,
                f"no dictionary knows “{word}” in “{term.text}”; did you mean “{instead}”?",
                (term, concept, known.glossary),
                source=first_source(concept, known.source),
                suggestions=(mended,),
            )


def misprints(term: Term, language: Language) -> Iterator[tuple[int, str, str]]:
    """List the words of a term that are probably misprints.

    Args:
        term: a term in the language.
        language: the words of that language.

    Yields:
        Where the word begins in the term (0-based), the word, and the word that it probably stands
        for.
    """
    if _lists(term.language).left_alone:
        return
    for found in language.words(term.text):
        dotted = term.text[found.end : found.end + 1] == "."
        if dotted and len(found.text) <= _LONGEST_DOTTED:
            continue
        if language.knows(found.text) is not False:
            continue
        if _listed(found.text, term.language, language):
            continue
        for match in _PART.finditer(found.text):
            part = match.group()
            if found.text[match.end() :] and part.endswith(_lists(term.language).links):
                continue
            if _worth_asking(part, term.language) and not _explained(part, term.language, language):
                instead = _meant(part, term.language, language)
                if instead is not None:
                    yield found.start + match.start(), part, instead


def _listed(word: str, tag: Tag, language: Language) -> bool:
    """Say whether the list of known words has a word or one of its dictionary forms."""
    lemmas = (lemma for found in language.words(word) for lemma in found.lemmas)
    return any(text.normalise(form) in _lists(tag).words for form in (word, *lemmas))


def _worth_asking(word: str, tag: Tag) -> bool:
    """Leave out short words, numbers, abbreviations, names and words of a foreign alphabet."""
    if len(word) < _SHORTEST or not word.isalpha() or word[1:] != word[1:].lower():
        return False
    if word[0].isupper() and tag.split("-")[0] not in _CAPITAL_NOUNS:
        return False
    return text.scripts(word) == _spelling.script_of(tag)


def _explained(word: str, tag: Tag, language: Language) -> bool:
    """Say whether a word is listed, made of a common prefix and a known word, or a compound."""
    lists = _lists(tag)
    lower = word.lower()
    if _listed(word, tag, language) or language.knows(word) or language.knows(lower):
        return True
    if any(
        lower.startswith(prefix) and _part(lower.removeprefix(prefix), tag, language)
        for prefix in lists.prefixes
    ):
        return True
    return bool(lists.joints) and _compound(lower, tag, language)


def _part(word: str, tag: Tag, language: Language) -> bool:
    """Say whether a stretch of a longer word is a word that people write."""
    if len(word) < _SHORTEST_PART:
        return False
    if text.normalise(word) in _lists(tag).words or _spelling.zipf(word, tag) >= _COMMON:
        return True
    if _spelling.zipf(word, tag) < _WRITTEN:
        return False
    return bool(language.knows(word) or language.knows(word.capitalize()))


def _compound(word: str, tag: Tag, language: Language) -> bool:
    """Say whether a word is two or more known words in one, with or without a joint between."""
    for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        if not _part(word[:at], tag, language):
            continue
        for joint in _lists(tag).joints:
            rest = word[at:].removeprefix(joint) if word[at:].startswith(joint) else ""
            if rest and (_part(rest, tag, language) or _compound(rest, tag, language)):
                return True
    return False


def _meant(word: str, tag: Tag, language: Language) -> str | None:
    """Find the much commoner word that a word is probably a misprint of."""
    lower = word.lower()
    near = _spelling.nearest(lower, tag, language.knows)
    if near is None or _spelling.zipf(near, tag) < _spelling.zipf(lower, tag) + _TIMES:
        return None
    return near.capitalize() if word[0].isupper() else near
