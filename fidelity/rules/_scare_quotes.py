"""Finds words in quotation marks by which the writer sets himself apart, where one side has none."""

from __future__ import annotations

from fidelity.matching.sides import KnownText, Side
from fidelity.rules._counterparts import counterparts

_WORDS = 4
"""Words up to which quotation marks set apart a wording; more are what somebody said."""
_SURELY = 0.6
"""Cosine from which a word is surely the counterpart of a quoted one."""

Spans = tuple[tuple[int, int], tuple[int, int]]


def unquoted(known: KnownText) -> Spans | None:
    """Find a quoted wording whose counterpart stands without quotation marks.

    Names and titles begin with a capital, and are quoted in one language and not in another.

    Returns:
        Its place in the source and in the translation, code-point offsets; null where there is none.
    """
    source, target = known.source, known.target
    if bool(source.quoted) == bool(target.quoted):
        return None
    added = bool(target.quoted)
    side, other = (target, source) if added else (source, target)
    if len(side.quoted) != 1 or _quotes_otherwise(other):
        return None
    start, end = side.quoted[0]
    inside = [n for n, word in enumerate(side.words) if start <= word.start and word.end <= end]
    if not 0 < len(inside) <= _WORDS or not all(side.words[n].text[0].islower() for n in inside):
        return None
    pairs = counterparts(source, target)
    table = pairs.back if added else pairs.pairs
    likeness = {(there if added else here): pairs.likeness[here] for here, there in pairs.pairs.items()}
    answers = [table[n] for n in inside if n in table and likeness[n] >= _SURELY]
    if len(answers) * 2 < len(inside) or not answers:
        return None
    there = other.words[min(answers)].start, other.words[max(answers)].end
    return (there, (start, end)) if added else ((start, end), there)


def _quotes_otherwise(side: Side) -> bool:
    """Say whether a side has marks of another kind that may be quotation marks."""
    return any(mark in side.text for mark in "\"'’‘‹›*_")
