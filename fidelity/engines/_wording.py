"""Wordings as dictionaries write them: when two are the same, and what brackets in one stand for.

A helper of the engines that look words up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from fidelity.languages import language as known_language
from fidelity.model import Standing, Tag

_SAME = str.maketrans(
    {
        "ё": "е",
        "\u0300": None,  # stress marks: what composes with its letter has done so before
        "\u0301": None,
        "\u00ad": None,
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "‐": "-",
        "‑": "-",
    }
)
_EDGES = " .,:;!?…«»„“”\"'"
_LEADING = {
    "en": frozenset({"a", "an", "the", "to"}),
    "de": frozenset({"der", "die", "das", "ein", "eine"}),
    "fr": frozenset({"le", "la", "les", "un", "une"}),
    "es": frozenset({"el", "la", "los", "las", "un", "una"}),
    "it": frozenset({"il", "lo", "la", "gli", "le", "un", "una"}),
    "pt": frozenset({"o", "a", "os", "as", "um", "uma"}),
}
_MOST = 6  # wordings that one piece with brackets is written out to
_ALTERNATIVE = re.compile(r"(?:или|or|oder|ou|o)\s+(.+)")
_WORDS = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*(?: [^\W\d_]+(?:[-'’][^\W\d_]+)*)?")
_REMARKS = (
    "о об обо от для в во на с со из к ко у по при за под над до без через как часто обыкн иногда",
    "редко особ преим тж также только тк не употр кого кому чего чему что когда если чей чья чье",
    "of for with in on at to by from as esp also usually often not used about between",
    "von für mit an auf zu bei als auch meist nur über zum zur im am",
    "de à en pour par du des sur con por para",
)
_REMARK = frozenset(word for line in _REMARKS for word in line.split())
"""Words that begin a remark in brackets, never a part that may be left out."""


def key(text: str) -> str:
    """Reduce a wording to what makes it the same as another one: letters without case and stress.

    Stands in until ``fidelity.text.normalise`` may take over; Russian ё counts as е.
    """
    folded = unicodedata.normalize("NFC", text.casefold()).translate(_SAME)
    return " ".join(folded.split()).strip(_EDGES)


def bare(key_: str, language: Tag) -> str:
    """Take the article, or the English "to", off the front of a wording of several words.

    Args:
        key_: a wording as ``key`` gives it.
        language: its language; for one whose articles we do not know nothing is taken off.
    """
    first, _, rest = key_.partition(" ")
    if rest and first in _LEADING.get(language.partition("-")[0], ()):
        return rest
    if key_.startswith("l'") and language.partition("-")[0] in ("fr", "it"):
        return key_[2:]
    return key_


def lookups(text: str, language: Tag) -> tuple[str, ...]:
    """List the keys under which a wording may be found, the exact one first.

    English words may stand without the accents that some write on borrowed ones.
    """
    exact = key(text)
    forms = [exact, bare(exact, language)]
    if not exact.isascii() and language.partition("-")[0] == "en":  # détente, attaché
        forms += map(_unaccented, tuple(forms))
    return tuple(dict.fromkeys(filter(None, forms)))


def with_lemmas(text: str, language: Tag) -> tuple[str, ...]:
    """List the keys under which a dictionary may have a wording: as it stands, then its headword.

    Dictionaries list sanction, not sanctions. Only single words are brought to dictionary form: a
    phrase would fall apart.
    """
    words = known_language(language).words(text)
    lemmas = words[0].lemmas if len(words) == 1 else ()
    return tuple(dict.fromkeys((*lookups(text, language), *map(key, lemmas))))


def _unaccented(text: str) -> str:
    letters = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def standings(answers: Iterable[str], wanted: Iterable[str], language: Tag) -> tuple[Standing, ...]:
    """Tell the standing of those wanted wordings that are among the answers.

    Args:
        answers: all answers, best first, whatever number of them was asked for.
        wanted: the wordings whose standing is asked for.
        language: the language of both.

    Returns:
        For each one found its rank, and 1/rank as its score: a list has no other scale.
    """
    ranks: dict[str, int] = {}
    for rank, answer in enumerate(answers, 1):
        for form in lookups(answer, language):
            ranks.setdefault(form, rank)
    found = []
    for text in wanted:
        hits = [ranks[form] for form in lookups(text, language) if form in ranks]
        if hits:
            found.append(Standing(text, 1 / hits[0], hits[0], 1.0))
    return tuple(found)


def wordings(piece: str) -> tuple[tuple[str, ...], str | None]:
    """Write out what a piece with brackets stands for.

    ``ударять(ся)`` is two words, ``(joint) statement`` is two wordings, ``грудная (или молочная)
    железа`` as well; any other bracket is a remark.

    Args:
        piece: one translation as it stands in an article, without commas outside brackets.

    Returns:
        The wordings, the plainest first, and the remarks.
    """
    if "(" not in piece:
        return ((" ".join(piece.split()),), None)
    parts = re.split(r"\(([^()]*)\)", piece)
    variants, remarks = [parts[0]], []
    for inner, after in zip(parts[1::2], parts[2::2], strict=True):
        extended = _extended(variants, inner.strip(), after)
        if extended is None:
            remarks.append(inner.strip())
        variants = [text + after for text in dict.fromkeys([*variants, *(extended or ())])][:_MOST]
    texts = dict.fromkeys(" ".join(re.sub(r"[()]", " ", text).split()) for text in variants)
    return (tuple(text for text in texts if text), "; ".join(filter(None, remarks)) or None)


def _extended(variants: list[str], inner: str, after: str) -> list[str] | None:
    """Write the bracket out after each variant; null where it is a remark."""
    before = variants[0]
    if inner in ("ся", "сь", "-ся", "-сь"):
        return [text.rstrip() + inner.lstrip("-") for text in variants]
    one = re.fullmatch(r"-?[^\W\d_]+", inner)
    if one and (before[-1:].isalpha() or inner.startswith("-")):
        ending = inner if len(inner) > 4 else inner.lstrip("-")  # (-ка) ends a word, (-гость) adds
        return [text.rstrip() + ending for text in variants]
    if one and after[:1].isalpha():
        return [text + inner for text in variants]
    if alternative := _ALTERNATIVE.fullmatch(inner):
        count = len(alternative[1].split())
        return [_replaced(text, count, alternative[1]) for text in variants]
    plain = _WORDS.fullmatch(inner) and inner.casefold().split()[0] not in _REMARK
    if plain and any(char.isalpha() for char in after):
        return [f"{text}{inner}" for text in variants]
    return None


def _replaced(text: str, count: int, other: str) -> str:
    words = text.split()
    return " ".join([*words[: max(0, len(words) - count)], other])
