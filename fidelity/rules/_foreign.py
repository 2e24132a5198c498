"""Finds words of the source language in a translation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fidelity.matching.sides import Side
from fidelity.rules._foreign_data import Token, phrases, script_of, words_of
from fidelity.rules._foreign_words import OtherScript, SameScript
from fidelity.rules._spelling import frequencies

_OPAQUE = re.compile(
    r"\S*(?:://|www\.|@)\S*|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|int|ru|uk|gov|edu|info)\b\S*"
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Foreign:
    """A run of words of the source language in the translation."""

    start: int
    end: int
    words: tuple[str, ...]
    sure: bool
    """Whether it is beyond doubt that they are no words of the translation's language."""


def foreign(source: Side, target: Side) -> list[Foreign]:
    """List the runs of source-language words in a translation, by place."""
    tokens = words_of(target.text)
    here, there = source.language.split("-")[0], target.language.split("-")[0]
    if here == there or not tokens:
        return []
    originals = words_of(source.text)
    hidden = _hidden(target, tokens, frozenset(each.text.lower() for each in originals))
    if not (frequencies(here) and frequencies(there)):
        return []  # nothing tells a word of the one language from a word of the other
    look: SameScript | OtherScript
    if script_of(here) == script_of(there):
        look = SameScript(here, there, originals)
    else:
        look = OtherScript(here, there, originals)
    marked = [
        0 if any(a < each.end and each.start < b for a, b in hidden) else look.weigh(tokens, at)
        for at, each in enumerate(tokens)
    ]
    return list(_runs(tokens, marked, target.text))


def _hidden(
    side: Side, tokens: Sequence[Token], originals: frozenset[str]
) -> list[tuple[int, int]]:
    """List the stretches where foreign words may stand.

    These are addresses, and quotations and brackets most of whose words stand in the source too.
    """
    kept = [match.span() for match in _OPAQUE.finditer(side.text)]
    kept += [match.span() for match in phrases(side.language).finditer(side.text)]
    found = [*side.quoted, *(match.span() for match in _BRACKETS.finditer(side.text))]
    for start, end in found:
        inside = [each.text.lower() in originals for each in tokens if start <= each.start < end]
        if sum(inside) * 2 >= len(inside) and end - start < len(side.text.strip()):
            kept.append((start, end))
    return kept


def _runs(tokens: Sequence[Token], marked: Sequence[int], text: str) -> Iterator[Foreign]:
    """Join neighbours into runs. A mark of 1 is a guess, which counts only beside another."""
    at = 0
    while at < len(tokens):
        upto = at
        while (
            upto < len(tokens)
            and marked[upto]
            and (
                upto == at
                or re.fullmatch(r"[\s,'’-]*", text[tokens[upto - 1].end : tokens[upto].start])
            )
        ):
            upto += 1
        run = marked[at:upto]
        if run and (max(run) > 1 or len(run) > 2):
            words = tuple(each.text for each in tokens[at:upto])
            yield Foreign(
                tokens[at].start, tokens[upto - 1].end, words, max(run) > 2 or len(run) > 2
            )
        at = max(upto, at + 1)
