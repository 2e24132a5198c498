"""Keeps one finding of several that are about one drift. Rules know nothing of each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fidelity.model import Finding, Level, Span

_MISSING = "missing-term"
_DENIAL = ("scope-shift", "polarity-shift")
"""Rules that tell of one denial where a word of scope is one; the first says more exactly which."""
_LOSSES = {"added-text": "target", "omitted-text": "source"}
"""Rules that only know that words are lost or added, each with the side where these words stand."""
_FIRST = ("avoided-term", "false-friend")
"""Rules that know a rendering by name: nothing says more exactly what is wrong with it."""
_LAST = (_DENIAL[1], *_LOSSES, "drifted-meaning", _MISSING)
"""Rules that say less exactly than all others what is wrong, the least exact at the end."""
_OF_TERMS = frozenset({*_FIRST, "drifted-meaning", _MISSING})
"""Rules of terms. Two others at the same words tell of two things that are wrong with them."""
_MOSTLY = 0.5
"""Share of the longer of two spans from which they are about the same words."""
_WEIGHTY = 0.3
"""Share of a span that words in it must have so that nothing is lost by telling of it alone."""
_LEVELS: tuple[Level, ...] = ("note", "warning", "error")


def one_for_each(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Keep one finding of several about one drift: what says most exactly what it is.

    Two findings are about one drift where they stand at the same words of both sides and one of
    them is of a rule of terms, where both tell of one denial (“not yet” became “already”), or where
    what one calls lost or added is among the words that another says more of (“strongly”, which
    makes “regrets” into “strongly condemns”). The one that stays has the gravest level of all, and
    their evidence.

    Args:
        findings: what the rules say about one segment, each with its place on both sides.

    Yields:
        The findings that stay, in the order given; joined ones at the end.
    """
    ranked = sorted(findings, key=lambda finding: _rank(finding.rule))
    kept: list[Finding] = []
    for finding in ranked:
        place = next((n for n, each in enumerate(kept) if _same_drift(each, finding)), None)
        if place is None:
            kept.append(finding)
        else:
            kept[place] = _joined(kept[place], finding)
    order = {id(finding): number for number, finding in enumerate(findings)}
    yield from sorted(kept, key=lambda finding: order.get(id(finding), len(order)))


def _rank(rule: str) -> int:
    """Say how exactly a rule knows what is wrong: the lower, the more exactly."""
    if rule in _FIRST:
        return _FIRST.index(rule)
    return len(_FIRST) + (1 + _LAST.index(rule) if rule in _LAST else 0)


def _same_drift(kept: Finding, other: Finding) -> bool:
    """Say whether two findings are about one drift; the first says more exactly what it is."""
    if (kept.rule, other.rule) == _DENIAL:
        return _same_words(kept.source, other.source)
    if _OF_TERMS.isdisjoint((kept.rule, other.rule)):
        side = _LOSSES.get(other.rule)
        return side is not None and _holds(getattr(kept, side), getattr(other, side))
    if kept.rule == other.rule:
        return False
    if other.rule == _MISSING and not _same_words(kept.source, other.source):
        return False
    return _overlap(kept.source, other.source) and _overlap(kept.target, other.target)


def _holds(one: Span | None, other: Span | None) -> bool:
    """Say whether all words of the other span are among those of the first, and much of them."""
    first, second = _stretch(one), _stretch(other)
    if first is None or second is None:
        return False
    much = second[1] - second[0] >= _WEIGHTY * (first[1] - first[0])
    return first[0] <= second[0] and second[1] <= first[1] and much


def _same_words(one: Span | None, other: Span | None) -> bool:
    """Say whether two spans are mostly the same words of the original.

    For a rendering that is missing nothing stands in the translation, so that its place there tells
    nothing; and if a clause that holds the term is left out, whoever reads the report by terms
    still wants to see the term by name.
    """
    first, second = _stretch(one), _stretch(other)
    if first is None or second is None:
        return first is second
    shared = min(first[1], second[1]) - max(first[0], second[0])
    return shared >= _MOSTLY * max(first[1] - first[0], second[1] - second[0])


def _overlap(one: Span | None, other: Span | None) -> bool:
    """Say whether two spans share words; a span that quotes nothing may be anywhere."""
    first, second = _stretch(one), _stretch(other)
    if first is None or second is None:
        return first is not second
    return first[0] < second[1] and second[0] < first[1]


def _stretch(span: Span | None) -> tuple[int, int] | None:
    if span is None or span.start is None or span.end is None:
        return None
    return span.start, span.end


def _joined(kept: Finding, other: Finding) -> Finding:
    grave = max((kept.level, other.level), key=_LEVELS.index)
    suggestions = tuple(dict.fromkeys((*kept.suggestions, *other.suggestions)))
    evidence = (*kept.evidence, *other.evidence)
    return replace(kept, level=grave, suggestions=suggestions, evidence=evidence)
