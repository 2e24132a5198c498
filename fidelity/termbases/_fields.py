"""What every glossary format shares: how texts are cleaned and a glossary is put together."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from fidelity.errors import InputError
from fidelity.model import Concept, Glossary, Place, Status, Tag, Term
from fidelity.protocols import GlossaryFile
from fidelity.tags import canonical, matches
from fidelity.termbases import _words

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no XML or YAML file can hold; in a glossary it is always damage."""
_EDGE = r"[\s\ufeff]"
_NOTHING = re.compile(rf"{_EDGE}*")
_LEADING = re.compile(rf"\A{_EDGE}+")
_TRAILING = re.compile(rf"(?<!\s)(?<!\ufeff){_EDGE}+\Z")
_AROUND_BREAK = re.compile(r"(?<![^\S\n])[^\S\n]*\n[^\S\n]*")
"""A line end with the white space on both sides of it: the layout of the file, not of the text."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def term_text(raw: str, place: Place) -> str | None:
    """Clean the text of a term: composed letters (NFC), no byte order mark, no line ends around it.

    Stray spaces stay, because a rule reports them.

    Returns:
        The text; null where there is nothing but white space.

    Raises:
        InputError: it holds a character that cannot stand in a text.
    """
    text = _composed(raw, place)
    return None if _NOTHING.fullmatch(text) else without_line_ends_around(text)


def field_text(raw: str, place: Place) -> str | None:
    """Clean the text of any other field: as a term's, without white space around it.

    Returns:
        The text; null where there is none.

    Raises:
        InputError: it holds a character that cannot stand in a text.
    """
    text = _composed(raw, place)
    edge = _LEADING.search(text)
    text = text[edge.end() :] if edge else text
    edge = _TRAILING.search(text)
    return (text[: edge.start()] if edge else text) or None


def without_line_ends_around(text: str) -> str:
    """Take away line ends at both ends of a text, with all white space there, and order marks."""
    if edge := _LEADING.search(text):
        text = _edge(edge[0]) + text[edge.end() :]
    if edge := _TRAILING.search(text):
        text = text[: edge.start()] + _edge(edge[0])
    return text


def identifier(raw: str, place: Place) -> str | None:
    """Clean a concept's id.

    Returns:
        The id; null where there is none.

    Raises:
        InputError: it runs over a line end, so no report could quote it.
    """
    text = field_text(raw, place)
    if text and len(text.splitlines()) > 1:
        raise InputError(place, "the id runs over more than one line", "write it on one line")
    return text


def day(raw: str, place: Place) -> str | None:
    """Read a date.

    Raises:
        InputError: it is not a day of the calendar written ``YYYY-MM-DD``.
    """
    text = field_text(raw, place)
    if text is None:
        return None
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        pass  # falls through: the shape is right, the day is not
    raise InputError(place, f"“{_words.shown(text)}” is not a date", "write it as YYYY-MM-DD")


def period(first: str | None, last: str | None, place: Place) -> None:
    """Raise ``InputError`` if a status ends before it begins."""
    if first and last and first > last:
        raise InputError(
            place, f"the status holds from {first} until {last}", "put the earlier day first"
        )


def language(raw: str, place: Place) -> Tag:
    """Read a language tag; raise ``InputError`` with the place for what is none."""
    try:
        return canonical(raw.strip().strip("\ufeff"))
    except ValueError as fault:
        problem, _, advice = str(fault).partition("; ")
        raise InputError(place, _words.shown(problem), advice) from fault


def usual_status(earlier: Iterable[Term], tag: Tag) -> Status:
    """Give the status of a term that states none: preferred for the first usable one of a language.

    Args:
        earlier: the terms that stand before it in its concept.
        tag: its language.
    """
    usable = any(term.accepted for term in earlier if term.language == tag)
    return "admitted" if usable else "preferred"


def glossary(
    file: GlossaryFile,
    concepts: Sequence[Concept],
    *,
    name: str | None = None,
    title: str | None = None,
    licence: str | None = None,
    declared: Sequence[Tag] = (),
) -> Glossary:
    """Put a glossary together from what was read, and see that it can be used.

    The source language is the one that the user names, else the first that the file declares, else
    the first that appears.

    Args:
        file: the file that was read.
        concepts: in the order of the file.
        name: what the file calls itself; null: the stem of the file name.
        title: for people.
        licence: an SPDX identifier or a sentence.
        declared: the languages that the file declares, source language first.

    Raises:
        InputError: two concepts share an id, or there is no concept at all.
    """
    if not concepts:
        raise InputError(
            Place(file.path), "there is no term in it", "see that it is the file that you mean"
        )
    first: dict[str, Concept] = {}
    for concept in concepts:
        if concept.id in first:
            line = (first[concept.id].place or Place(file.path)).line
            raise InputError(
                concept.place or Place(file.path),
                f"the id “{_words.shown(concept.id)}” is used twice, first in line {line}",
                "give each concept an id of its own",
            )
        first[concept.id] = concept
    return Glossary(
        name=name or PurePath(file.path).stem,
        concepts=tuple(concepts),
        languages=_languages(file, concepts, declared),
        title=title,
        licence=licence,
        place=Place(file.path),
    )


def in_order(concepts: Iterable[Concept]) -> tuple[Tag, ...]:
    """List the languages that concepts use, in order of appearance."""
    return tuple(dict.fromkeys(term.language for concept in concepts for term in concept.terms))


def _languages(
    file: GlossaryFile, concepts: Sequence[Concept], declared: Sequence[Tag]
) -> tuple[Tag, ...]:
    known = dict.fromkeys((*declared, *in_order(concepts)))
    wanted = canonical(file.source) if file.source else None
    first = [tag for tag in known if wanted and matches(wanted, tag)][:1]
    return tuple(dict.fromkeys((*first, *known)))


def _composed(raw: str, place: Place) -> str:
    if bad := _UNPRINTABLE.search(raw):
        raise InputError(
            place,
            f"there is a control character (U+{ord(bad[0]):04X}) in the text",
            "take it out, or name the encoding with --encoding",
        )
    text = unicodedata.normalize("NFC", raw).replace("\r\n", "\n").replace("\r", "\n")
    return _AROUND_BREAK.sub("\n", text) if "\n" in text else text


def _edge(space: str) -> str:
    """Keep stray spaces at the end of a text, but not a line's end with its indentation."""
    return "" if "\n" in space else space.replace("\ufeff", "")
