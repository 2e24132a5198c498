"""Pairs the verbs by which somebody reports where one takes another stance than the other."""

from __future__ import annotations

from fidelity.rules._claims import NEUTRAL, Mark, classes
from fidelity.rules._meeting import unmet

_DENYING = frozenset({"deny"})
_GUESSING = frozenset({"suggest"})
_DOUBTING, _GRANTING = frozenset({"claim", "allege"}), frozenset({"admit"})
_PROVING = frozenset({"prove", "establish"})
_SURE = frozenset({"admit", "confirm", "reveal", "conclude"}) | _PROVING
_LOADED = _DOUBTING | _GRANTING
"""Classes of verbs that report with a stance no neutral verb has."""
_BETWEEN = frozenset({"argue", "insist", "acknowledge", "think", "suggest", "deny"})
"""Classes of verbs that good translators put for the ones above."""
_HOLDING = frozenset({"argue", "insist"})
"""Classes of verbs by which somebody maintains what others dispute."""
_EXCLUDED = (
    (_DENYING, _SURE | {"acknowledge"}),
    (_GUESSING, _SURE | {"state", "announce"}),
    (_HOLDING | {"think"}, frozenset({"prove", "confirm"})),
    (_HOLDING, frozenset({"establish"})),
    (NEUTRAL, frozenset({"confirm", "prove"})),
    (frozenset({"insist"}), frozenset({"admit", "acknowledge"})),
)
"""Classes of two verbs that no reading makes one: to deny and to admit, to guess and to find."""


def told(here: list[Mark], there: list[Mark]) -> tuple[Mark, Mark] | None:
    """Pair the verbs that report where one of them takes another stance than the other.

    Verbs of one class are taken away in pairs, then neutral ones with neutral ones; only a single
    verb that is left on each side is compared.
    """
    left, right = _reports(here), _reports(there)
    for same in (_same_class, _both_neutral):
        left, right = unmet(left, right, same)
    left, right = ([mark for mark in each if mark.opens] for each in (left, right))
    if len(left) != 1 or len(right) != 1:
        return None
    if left[0].denied or right[0].denied:
        return None
    return (left[0], right[0]) if _apart(left[0], right[0]) else None


def _reports(several: list[Mark]) -> list[Mark]:
    return [mark for mark in several if mark.sort == "report"]


def _stances(mark: Mark) -> set[str | None]:
    return {each.stance for each in mark.word.classes} if mark.word else set()


def _same_class(one: Mark, other: Mark) -> bool:
    return bool(classes(one) & classes(other))


def _both_neutral(one: Mark, other: Mark) -> bool:
    return "neutral" in _stances(one) and "neutral" in _stances(other)


def _apart(one: Mark, other: Mark) -> bool:
    """Say whether two verbs differ in whether the writer doubts or grants what is said."""
    pair = classes(one), classes(other)
    if any(
        mine <= first and theirs <= second
        for mine, theirs in (pair, pair[::-1])
        for first, second in _EXCLUDED
    ):
        return True
    return any(
        mine <= _LOADED and not theirs & _LOADED and not theirs & _BETWEEN
        for mine, theirs in (pair, pair[::-1])
    ) or any(mine & _DOUBTING and theirs <= _SURE for mine, theirs in (pair, pair[::-1]))
