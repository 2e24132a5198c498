"""Finds quotation marks by which the writer sets himself apart, where the translation has none."""

from __future__ import annotations

from collections.abc import Sequence

from fidelity.matching.sides import KnownText, Side
from fidelity.protocols import Word
from fidelity.rules._counterparts import counterparts

_WORDS = 4
"""Words up to which quotation marks set apart a wording; more are what somebody said."""
_SURELY = 0.6
"""Cosine from which a word is surely the counterpart of a quoted one."""

_SHARE = 0.4
"""How much more of the text a quotation may cover on one side than on the other."""
_LONG = 5
"""Words from which a quotation is more than a name or a title."""

Spans = tuple[tuple[int, int], tuple[int, int]]


def unquoted(known: KnownText) -> Spans | None:
    """Find a quoted wording whose counterpart stands without quotation marks.

    Names and titles begin with a capital, and are quoted in one language and not in another.

    Returns:
        Its place in the source and in the translation, code-point offsets; null: none.
    """
    source, target = known.source, known.target
    if len(source.quoted) != 1 or target.quoted or _quotes_otherwise(target):
        return None
    start, end = source.quoted[0]
    inside = [n for n, word in enumerate(source.words) if start <= word.start and word.end <= end]
    if not 0 < len(inside) <= _WORDS or not _common([source.words[n] for n in inside]):
        return None
    pairs = counterparts(source, target)
    answers = [pairs.pairs[n] for n in inside if pairs.likeness.get(n, 0.0) >= _SURELY]
    there = [target.words[n] for n in sorted(answers)]
    if len(there) * 2 < len(inside) or not there or not _common(there):
        return None
    return (start, end), (there[0].start, there[-1].end)


def _common(words: Sequence[Word]) -> bool:
    """Say whether none of some words begins with a capital."""
    return all(word.text[0].islower() for word in words)


def _quotes_otherwise(side: Side) -> bool:
    """Say whether a side has marks of another kind that may be quotation marks."""
    return any(mark in side.text for mark in "\"'’‘‹›*_")


def resized(known: KnownText) -> str | None:
    """Compare the one quotation of each side by how much of the text it covers.

    Args:
        known: a segment with one quotation on each side.

    Returns:
        Whether it holds ``more`` or ``less`` in the translation; null where it is much the same.
    """
    pairs = [(side, side.quoted[0]) for side in (known.source, known.target)]
    if max(len(side.words_between(*span)) for side, span in pairs) < _LONG:
        return None
    here, there = ((end - start) / len(side.text) for side, (start, end) in pairs)
    if abs(here - there) <= _SHARE:
        return None
    return "more" if there > here else "less"
