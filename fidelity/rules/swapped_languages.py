"""A document is not in the language that it is checked as: the two are the wrong way round, say.

Why it matters: every other rule reads the original by the grammar of one language and the
translation by that of the other. If the files were mixed up, nothing they say holds.

What to do: exchange ``--source`` and ``--target``, or correct the languages in the settings or in
the head of the file. If the translation is still in the language of the original, it was not
translated.

When to ignore it: where a document quotes at length in another language.

Evidence: the script of the letters or, where both languages share one, the commonest words of each;
most of the document has to show it. Both sides the wrong way round is an error, because each
confirms the other; one side in the wrong language is a warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from fidelity.identify import other_language, signs
from fidelity.matching.sides import House, KnownText
from fidelity.model import Finding, Level, Place
from fidelity.protocols import Example
from fidelity.rules import _documents
from fidelity.segments import Segment

LEVEL: Level = "error"

RIGHT: tuple[Example, ...] = (
    Example(
        "en-ru",
        "The Ministry regrets that the talks were not held and calls on all to return to them.",
        "Министерство сожалеет, что переговоры не состоялись, и призывает всех к ним вернуться.",
    ),
    Example(
        "en-ru",
        "The report “Access to Information in Wartime” was presented by Jane Roe of the BBC.",
        "Доклад «Access to Information in Wartime» представила Джейн Роу из Би-би-си (BBC).",
    ),
    Example(
        "uk-ru",
        "Міністерство шкодує, що переговори не відбулися, і закликає всіх до них повернутися.",
        "Министерство сожалеет, что переговоры не состоялись, и призывает всех к ним вернуться.",
    ),
)
WRONG: tuple[Example, ...] = (
    Example(
        "en-ru",
        "Министерство сожалеет, что переговоры не состоялись, и призывает всех к ним вернуться.",
        "The Ministry regrets that the talks were not held and calls on all to return to them.",
    ),
    Example(
        "en-fr",
        "Le ministère regrette que les pourparlers n'aient pas eu lieu et appelle à les reprendre.",
        "The Ministry regrets that the talks were not held and calls on all to return to them.",
    ),
    Example(
        "en-ru",
        "The Ministry regrets that the talks were not held and calls on all to return to them.",
        "The Ministry regrets that the talks were not held and calls on all to return to them.",
    ),
)
"""Each is a document of one paragraph."""

_MOST = 0.7
"""The share of the text that has to be in the wrong language."""
_ENOUGH = 60
"""Letters from which a side is judged."""
_BEGINNING = 200
"""Lines of a document from which a third language is recognised."""
_KEPT = 120
"""Characters that are kept of each text there."""
_SAMPLE = 2000
"""Characters that are looked at, and so kept, of all of them."""


class Read(NamedTuple):
    """In which language the two sides of a segment, or of a document so far, seem to be."""

    files: tuple[str, str]
    lines: tuple[int | None, int | None]
    """Where the first segment stands."""
    sizes: tuple[int, int]
    """Letters of either side."""
    turned: tuple[int, int]
    """How many of them are in the language of the other side."""
    samples: tuple[str, str]
    """What stands near the beginning of the document."""


def observe(segment: Segment, _known: KnownText) -> Iterator[Read]:
    """Yield in which language each side seems to be."""
    tags = segment.source_language, segment.target_language
    if tags[0].split("-")[0] == tags[1].split("-")[0]:
        return
    texts = segment.source.text, segment.target.text
    found = signs(texts[0], *tags), signs(texts[1], *reversed(tags))
    lines = segment.source.place().line, segment.target.place().line
    early = (lines[0] or 0) <= _BEGINNING
    sizes = _letters(texts[0]), _letters(texts[1])
    yield Read(
        _documents.files(segment),
        lines,
        sizes,
        (sizes[0] if found[0].second else 0, sizes[1] if found[1].second else 0),
        (texts[0][:_KEPT], texts[1][:_KEPT]) if early else ("", ""),
    )


def condense(observations: Iterable[Read]) -> list[Read]:
    """Add up what was seen of each document."""
    found: dict[tuple[str, str], Read] = {}
    for each in observations:
        before = found.get(each.files)
        found[each.files] = _sum(before, each) if before else each
    return list(found.values())


def _sum(one: Read, other: Read) -> Read:
    return Read(
        one.files,
        one.lines,
        (one.sizes[0] + other.sizes[0], one.sizes[1] + other.sizes[1]),
        (one.turned[0] + other.turned[0], one.turned[1] + other.turned[1]),
        (
            _sample(one.samples[0], other.samples[0]),
            _sample(one.samples[1], other.samples[1]),
        ),
    )


def _sample(before: str, more: str) -> str:
    return f"{before} {more}"[:_SAMPLE] if more and len(before) < _SAMPLE else before


def conclude(observations: Iterable[Read], house: House) -> Iterator[Finding]:
    """Say which documents are mostly in the wrong language."""
    tags = house.source, house.target
    for seen in condense(observations):
        files = seen.files
        # Each side confirms the other, so that both together need no more letters than one.
        if _turned(seen, 0, 1):
            yield _found("error", files, seen, _both(files, tags))
            continue
        for side in (0, 1):
            wrong = _turned(seen, side)
            other = tags[1 - side] if wrong else _third(seen, side, tags[side])
            if other:
                name = files[side] if files[0] != files[1] else f"{files[0]}, {_SIDES[side]},"
                message = f"{name} seems to be in “{other}”, and is checked as “{tags[side]}”"
                yield _found("warning", files, seen, message)


_SIDES = ("the side of the originals", "the side of the translations")


def _turned(seen: Read, *sides: int) -> bool:
    """Say whether each of these sides is in the language of the other."""
    most = all(seen.turned[side] >= _MOST * seen.sizes[side] for side in sides)
    return most and sum(seen.sizes[side] for side in sides) >= _ENOUGH


def _third(seen: Read, side: int, tag: str) -> str | None:
    """Say in which third language a side is; null: in none that is known."""
    if seen.sizes[side] < 4 * _ENOUGH:
        return None
    return other_language(seen.samples[side], tag)


def _both(files: tuple[str, str], tags: tuple[str, str]) -> str:
    if files[0] != files[1]:
        turned = f"{files[0]} is in “{tags[1]}” and {files[1]} in “{tags[0]}”"
        return f"the files are the wrong way round: {turned}"
    turned = f"the originals are in “{tags[1]}” and the translations in “{tags[0]}”"
    return f"the two sides of {files[0]} are the wrong way round: {turned}"


def _found(level: Level, files: tuple[str, str], seen: Read, message: str) -> Finding:
    places = (Place(files[0], seen.lines[0]), Place(files[1], seen.lines[1]))
    return _documents.finding("swapped-languages", level, message, places)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))
