"""Finds verbs of force of which a part stands at the end of the clause (German ruft … auf)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from fidelity.lexicon.scales import Expression
from fidelity.lexicon.scales import expressions as known_expressions
from fidelity.lexicon.speech_acts import speech_acts
from fidelity.matching.find import forms_of
from fidelity.matching.form_table import FormTable, Hit
from fidelity.matching.sides import Side
from fidelity.model import Tag

_END = re.compile(r"[,;:.!?()–—\n]|$")
_REST = 4
"""Letters that a verb has at least without its part."""


def separated(side: Side, axes: tuple[str, ...]) -> list[Hit[Expression]]:
    """List the verbs of some axes whose part closes the clause; each stands where its rest does.

    Args:
        side: the text.
        axes: ids of axes.
    """
    parts = speech_acts(side.language).separable
    if not parts:
        return []
    found: dict[int, Hit[Expression]] = {}
    for hit in _table(side.language, axes).search(side.tokens):
        closing = _closing(side.text, hit.end)
        values = tuple(expression for expression, part in hit.values if part == closing)
        if values and not hit.glued:
            found[hit.start] = Hit(hit.start, hit.end, values, glued=False)
    return list(found.values())


def _closing(text: str, start: int) -> str:
    """Give the last word of the clause that goes on from a place, in lower case; empty: none."""
    end = _END.search(text, start)
    words = text[start : end.start() if end else len(text)].split()
    return words[-1].lower() if words else ""


@cache
def _table(tag: Tag, axes: tuple[str, ...]) -> FormTable[tuple[Expression, str]]:
    entries = list(_entries(tag, axes))
    forms = forms_of([rest for rest, _, _ in entries], tag)
    return FormTable(
        ([form for form in each if form != rest], (expression, part))
        for each, (rest, expression, part) in zip(forms, entries, strict=True)
    )


def _entries(tag: Tag, axes: tuple[str, ...]) -> Iterator[tuple[str, Expression, str]]:
    """Yield each verb without its part, and the part."""
    parts = speech_acts(tag).separable
    for expression in known_expressions(tag):
        if expression.axis in axes and expression.part_of_speech == "verb":
            for part in parts:
                rest = expression.text.removeprefix(part)
                if rest != expression.text and len(rest) > _REST and " " not in rest:
                    yield rest, expression, part
