"""Cuts texts into sentences, and knows the abbreviations of diplomatic prose.

A full stop ends a sentence unless what stands before it is an abbreviation, an initial or the
number of a list, or unless the text goes on with a small letter. Which abbreviations there are, and
what may come after each, is data (``data/sentences``); the method is that of Grefenstette and
Tapanainen (1994), "What is a word, what is a sentence?": abbreviations by class and by what comes
next.

Where it cannot be told, nothing is cut: two sentences that are looked at together do no harm, half
a sentence does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from fidelity import plain_yaml as plain
from fidelity import shelf
from fidelity.model import Tag
from fidelity.passages import Passage

_CLOSING = (
    r"(?:[ \u00a0\u202f](?=»(?:\s|\Z))|[\"'»”’›)\]}」』】〉》）］]|\[\d+\]"
    r"|[\u00b9\u00b2\u00b3\u2070-\u2079\ufffc])"
)
_END = re.compile(
    rf"""[.!?…\u061f\u06d4]+{_CLOSING}*(?=\s)   # a mark that other languages share with English
       | [。！？｡]+{_CLOSING}*                   # one that needs no space after it
    """,
    re.VERBOSE,
)
_NEXT = re.compile(r"\s+((?:[\"'«“„‘‹(\[{¿¡—–―-]\s*)*)([^\W_]+(?:[.’'-][^\W_]+)*)?")
"""What comes after: marks that open something, then the first word."""
_BEFORE = re.compile(r"[^\s(\[{\"«“„‘‹/'’]+\Z")
_ROMAN = re.compile(r"[IVXLCМХ]+\Z")
_INITIALS = re.compile(r"[^\W\d_](?:\.-?[^\W\d_])*\Z")
_LIST_NUMBER = re.compile(r"(?:\d{1,3}|[^\W\d_]|[ivxIVX]{1,4})(?:\.\d{1,3})*\Z")
_CLASSES = ("before-word", "before-number", "after-number", "anywhere")
_NEARBY = 40
"""Characters before a full stop in which an abbreviation of several words lies."""


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """The abbreviations of a language, without spaces and last full stop, in lower case."""

    before_word: frozenset[str] = frozenset()
    """What belongs to the next word, so that no sentence ends with it: "H.E.", "им."."""
    before_number: frozenset[str] = frozenset()
    """What belongs to a number, where one follows: "Art.", "ст."."""
    after_number: frozenset[str] = frozenset()
    """What is an abbreviation only after a figure, and may end a sentence: "2024 г.", "10 мин."."""
    anywhere: frozenset[str] = frozenset()
    """What may end a sentence too: "etc.", "долл."."""
    starters: frozenset[str] = frozenset()
    """Words that, with a capital letter, show that a sentence begins: they are no names."""
    inside: frozenset[str] = frozenset()
    """The beginnings of those of several words: "z.b" of "z. B."."""
    ordinals: bool = False
    """Whether a full stop makes an ordinal number of a figure, as in German."""


def sentences(passage: Passage, tag: Tag) -> Iterator[Passage]:
    """Cut a passage into sentences, each a passage of its own, without the space around it.

    Args:
        passage: the text.
        tag: its language; one without data is cut by what all languages have in common.
    """
    spans = boundaries(passage.text, tag)
    if len(spans) == 1 and spans[0] == (0, len(passage.text)):
        yield passage
        return
    for start, end in spans:
        yield passage.part(start, end)


def boundaries(text: str, tag: Tag) -> list[tuple[int, int]]:
    """Say where each sentence begins and ends, as code-point offsets, without the space around it.

    Args:
        text: one paragraph.
        tag: its language.
    """
    known = abbreviations(tag.split("-")[0])
    start = _skip(text, 0)
    spans: list[tuple[int, int]] = []
    for found in _END.finditer(text):
        end = found.end()
        if end > start and _ends(text, start, found, known):
            spans.append((start, end))
            start = _skip(text, end)
    if start < len(text):
        spans.append((start, len(text.rstrip())))
    return [(first, last) for first, last in spans if last > first]


@cache
def abbreviations(language: str) -> Abbreviations:
    """Read the abbreviations of a language.

    Args:
        language: the first part of its tag. One that has no data gets none.

    Raises:
        InputError: the file does not fit its form.
    """
    path = shelf.table("sentences") / f"{language}.yaml"
    if not path.is_file():
        return Abbreviations()
    root: Mapping[str, Any] = plain.keys(plain.parsed(path), "the file", path)

    def entries(key: str) -> frozenset[str]:
        return frozenset(_key(text) for text in plain.texts(root.get(key, []), key, path))

    starters = plain.texts(root.get("starters", []), "starters", path)
    classes = {key: entries(key) for key in _CLASSES}
    return Abbreviations(
        before_word=classes["before-word"],
        before_number=classes["before-number"],
        after_number=classes["after-number"],
        anywhere=classes["anywhere"],
        starters=frozenset(word.split()[0] for word in starters),
        inside=frozenset(
            begun for each in classes.values() for key in each for begun in _beginnings(key)
        ),
        ordinals=root.get("ordinals") == "true",
    )


def _key(text: str) -> str:
    return "".join(text.split()).lower().removesuffix(".")


def _beginnings(key: str) -> Iterator[str]:
    parts = key.split(".")
    return (".".join(parts[:count]) for count in range(2, len(parts) + 1))


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _ends(text: str, start: int, found: re.Match[str], known: Abbreviations) -> bool:
    """Say whether a sentence ends at this mark."""
    after = _NEXT.match(text, found.end())
    if after is None:  # the end of the text, or a mark that needs no space after it
        return True
    opening, word = after[1], after[2] or ""
    # Georgian letters count as small but have no capitals at the beginning of a sentence.
    if word[:1].islower() and word[:1].title() != word[:1]:
        return False
    if found[0][0] != "." or found[0].startswith(".."):
        return True
    return not _abbreviated(text, start, found.start(), word, opening, known)


def _abbreviated(
    text: str, start: int, stop: int, word: str, opening: str, known: Abbreviations
) -> bool:
    """Say whether a full stop belongs to the word before it and ends nothing."""
    before = text[max(start, stop - _NEARBY) : stop]
    token = _BEFORE.search(before)
    if token is None:
        return False
    last = token[0]
    if text[start:stop] == last and _LIST_NUMBER.match(last):
        return True
    if f"{_key(last)}.{word.lower()}" in known.inside:
        return True
    begins = word in known.starters and not opening.strip("—–― ")
    if last.isdigit():
        return known.ordinals and len(last) <= 2 and not begins
    keys = _keys(before, last)
    if any(key in known.before_number for key in keys) and (_is_number(word) or "(" in opening):
        return True
    figure = before[: token.start()].rstrip()[-1:].isdigit()
    if any(key in known.anywhere or (figure and key in known.after_number) for key in keys):
        return not begins
    if any(key in known.before_word for key in keys):
        return True
    return bool(_INITIALS.match(last)) and last[-1].isupper() and not begins


def _keys(before: str, last: str) -> list[str]:
    """List what may stand in the data: the last word, and with it the words before it."""
    keys = [last.lower()]
    words = before.split()
    for count in (2, 3, 4):
        if len(words) >= count and words[-count].endswith("."):
            keys.append(_key("".join(words[-count:])))
        elif len(words) >= count and count == 2:
            keys.append(_key("".join(words[-2:])))
    return keys


def _is_number(word: str) -> bool:
    return word[:1].isdigit() or bool(_ROMAN.match(word)) or len(word) == 1
