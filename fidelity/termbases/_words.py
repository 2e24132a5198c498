"""The closed lists of words that a glossary uses, and how the world spells them."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection
from typing import cast, get_args

from fidelity.errors import InputError
from fidelity.model import Kind, Place, Severity, Status

STATUSES: tuple[Status, ...] = get_args(Status)
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
KINDS: tuple[Kind, ...] = get_args(Kind)
USUAL_SEVERITY: Severity = "major"

_STATUS_WORDS: dict[str, Status] = {
    **{status: status for status in STATUSES},
    "preferredterm": "preferred",
    "admittedterm": "admitted",
    "deprecatedterm": "deprecated",
    "supersededterm": "deprecated",
    "legalterm": "preferred",
    "regulatedterm": "preferred",
    "standardizedterm": "preferred",
    "approved": "preferred",
    "recommended": "preferred",
    "accepted": "admitted",
    "allowed": "admitted",
    "permitted": "admitted",
    "proposed": "admitted",
    "obsolete": "deprecated",
    "superseded": "deprecated",
    "not recommended": "deprecated",
    "prohibited": "forbidden",
    "not allowed": "forbidden",
    "do not use": "forbidden",
    "предпочтительный": "preferred",
    "допустимый": "admitted",
    "устаревший": "deprecated",
    "нерекомендуемый": "deprecated",
    "запрещённый": "forbidden",
    "запрещенный": "forbidden",
}
_PARTS_OF_SPEECH = {
    "n": "noun",
    "v": "verb",
    "adj": "adjective",
    "adv": "adverb",
    "propernoun": "proper noun",
    "существительное": "noun",
    "глагол": "verb",
    "прилагательное": "adjective",
    "наречие": "adverb",
    "словосочетание": "phrase",
}


def status_word(raw: str, place: Place) -> Status:
    """Read an administrative status as the world writes it.

    Raises:
        InputError: the word is unknown. Guessing might let a forbidden term pass.
    """
    word = _word(raw).removesuffix(" admn sts")
    if word in _STATUS_WORDS:
        return _STATUS_WORDS[word]
    raise unknown("status", raw, STATUSES, place)


def severity_word(raw: str, place: Place) -> Severity:
    """Read a severity in any case; raise ``InputError`` for another word."""
    if _word(raw) in SEVERITIES:
        return cast("Severity", _word(raw))
    raise unknown("severity", raw, SEVERITIES, place)


def kind_word(raw: str, place: Place) -> Kind:
    """Read a kind of drift, with hyphen, space or underscore; raise ``InputError`` for another."""
    word = _word(raw).replace(" ", "_")
    if word in KINDS:
        return word
    raise unknown("kind", raw, KINDS, place)


def part_of_speech(text: str) -> str:
    """Read a part of speech: lower case, the usual abbreviations spelled out, others kept."""
    lowered = unicodedata.normalize("NFC", text.lower())
    return _PARTS_OF_SPEECH.get(lowered.rstrip("."), lowered)


def unknown(what: str, word: str, known: Collection[str], place: Place) -> InputError:
    """Make the error for a word that is not on a closed list; it offers the nearest, or the list.

    Args:
        what: what the word should have been, such as "status".
        word: what stands there instead.
        known: the words that may stand there.
        place: where it stands.
    """
    near = difflib.get_close_matches(word[:60].strip().lower(), known, n=1)
    advice = f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"
    return InputError(place, f"unknown {what} “{shown(word)}”", advice)


def shown(text: str, limit: int = 60) -> str:
    """Shorten a quotation from a file so that a message stays one readable line.

    Args:
        text: what stands in the file, whatever it is.
        limit: the longest result, in characters.
    """
    line = "".join(char if char.isprintable() else " " for char in text[: 4 * limit])
    line = " ".join(line.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _word(raw: str) -> str:
    return " ".join(re.split(r"[\s_-]+", raw.replace("\ufeff", "").strip())).casefold()
