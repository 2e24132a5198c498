"""Finds a contrast that was turned round: it was A, not B; it was B, not A."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from fidelity import plain_yaml as plain
from fidelity.matching.form_table import FormTable, longest
from fidelity.matching.sides import Side
from fidelity.model import Tag
from fidelity.rules._counterparts import counterparts
from fidelity.rules._wordings import Entered, base, data, path_of, wording_table

_REACH = 4
"""Words after a wording that denies one half within which its head stands."""
_SURELY = 0.6
"""Cosine from which two words surely answer each other."""
_STOP = re.compile("[.;!?\n]")

Spans = tuple[tuple[int, int], tuple[int, int]]


def turned(source: Side, target: Side) -> Spans | None:
    """Find the denied half of a contrast where the translation affirms it and denies the other.

    Args:
        source: the source.
        target: the translation.

    Returns:
        The words that are denied on the two sides, code-point offsets; null where each side
        denies the same, or has no contrast.
    """
    mine, theirs = list(_denied(source)), list(_denied(target))
    if len(mine) != 1 or len(theirs) != 1:
        return None
    pairs = counterparts(source, target)
    back = pairs.back
    here = [n for n in mine[0] if n in pairs.pairs and pairs.likeness[n] >= _SURELY]
    there = [n for n in theirs[0] if n in back and pairs.likeness[back[n]] >= _SURELY]
    if not here or not there:
        return None
    if any(pairs.pairs[n] in theirs[0] for n in here) or any(back[n] in mine[0] for n in there):
        return None
    one, other = source.words[here[0]], target.words[there[0]]
    return (one.start, one.end), (other.start, other.end)


def _denied(side: Side) -> Iterator[list[int]]:
    """Yield, for each wording that denies one half of a contrast, the words of that half."""
    for hit in longest(_table(base(side.language)).search(side.tokens)):
        after = [n for n, word in enumerate(side.words) if word.start >= hit.end]
        chosen: list[int] = []
        for number in after[:_REACH]:
            before = side.text[hit.end : side.words[number].start]
            if chosen and any(sign in before for sign in ",.;:!?"):
                break
            chosen.append(number)
        sure = hit.values[0]
        if chosen and sure is not None and (sure or _contrasts(side, hit.start, hit.end)):
            yield chosen


def _contrasts(side: Side, start: int, end: int) -> bool:
    """Say whether a negative word stands after a comma, or another half follows it."""
    if side.text[:start].rstrip().endswith((",", "—", "–")):
        return True
    sentence = _STOP.split(side.text[end:])[0]
    return any(f" {word} " in sentence for word in _listed(base(side.language), "halves"))


@cache
def _table(tag: Tag) -> FormTable[bool | None]:
    """Tell wordings that deny a half by themselves from those that may; null: they never do."""
    kinds = (("contrasts", True), ("contrasting", False), ("uncontrasting", None))
    entries: list[tuple[Entered, bool | None]] = [
        ((text, (text,)), sure) for key, sure in kinds for text in _listed(tag, key)
    ]
    return wording_table(entries, tag)


def _listed(tag: Tag, key: str) -> tuple[str, ...]:
    return plain.texts(data("attribution", tag).get(key, []), key, path_of("attribution", tag))
