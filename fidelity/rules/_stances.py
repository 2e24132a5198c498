"""Which loaded names stand in a text, and what a change from one to another amounts to.

The register is that of ``fidelity.lexicon.names``. A name counts only where its item's context
stands in the same text too, if the item asks for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from fidelity.lexicon.names import LoadedName, Name, Variant, loaded_names
from fidelity.matching.find import forms_of
from fidelity.matching.form_table import FormTable, Hit, Tokens, longest, tokens
from fidelity.model import Tag
from fidelity.rules._names import capitals

_SIGNS = frozenset("(*")
Change = Literal["another", "taken", "dropped"]


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of one variant, as the table holds it."""

    item: str
    variant: str
    name: Name


@dataclass(frozen=True, slots=True)
class Stance:
    """A loaded name where it stands in a text."""

    item: LoadedName
    variant: Variant
    start: int
    """0-based code-point offset into the text."""
    end: int
    text: str


@cache
def items() -> Mapping[str, LoadedName]:
    """Map the items of the register by id."""
    return {item.id: item for item in loaded_names()}


@cache
def _wordings(tag: Tag, folder: Path | None) -> FormTable[Wording]:
    """Build the table of a language's loaded names, in all their forms."""
    found = [
        Wording(item.id, variant.id, name)
        for item in items().values()
        for variant in item.variants
        for name in variant.in_language(tag)
        if not _SIGNS & set(name.text)
    ]
    return _table(found, [wording.name.text for wording in found], tag, folder)


@cache
def _bracketed(tag: Tag) -> tuple[tuple[re.Pattern[str], Wording], ...]:
    """Find wordings with brackets or a star, which no table of words can tell from the bare name.

    What stands before the bracket may be inflected: Тайваня (Китай).
    """
    found = []
    for item in items().values():
        for variant in item.variants:
            for name in variant.in_language(tag):
                parts = re.fullmatch(r"(.+?)( ?[(*].*)", name.text)
                if parts is None:
                    continue
                head, tail = parts.groups()
                heads = "|".join(map(re.escape, (head, *forms_of([head], tag)[0])))
                pattern = re.compile(f"(?<!\\w)(?:{heads}){re.escape(tail)}", re.IGNORECASE)
                found.append((pattern, Wording(item.id, variant.id, name)))
    return tuple(found)


@cache
def _contexts(tag: Tag, folder: Path | None) -> FormTable[str]:
    """Build the table of the words that the items ask for, each with its item."""
    pairs = [(item.id, word) for item in items().values() for word in item.context.get(tag, ())]
    return _table([item for item, _ in pairs], [word for _, word in pairs], tag, folder)


def _table(
    values: Sequence[object], texts: Sequence[str], tag: Tag, folder: Path | None
) -> FormTable:  # type: ignore[type-arg]
    distinct = list(dict.fromkeys(texts))
    forms = dict(zip(distinct, forms_of(distinct, tag, folder), strict=True))
    return FormTable((forms[text], value) for text, value in zip(texts, values, strict=True))


def stances(
    text: str | Tokens, tag: Tag, folder: Path | None = None, *, around: str = ""
) -> dict[str, list[Stance]]:
    """Find the loaded names of a text.

    Args:
        text: where to look.
        tag: its language; one that the register lacks has none.
        folder: the cache folder; null: tables are made anew.
        around: more text in the same language in which context may stand.

    Returns:
        For the id of each item, what stands there by place, no name inside another.
    """
    cut = tokens(text) if isinstance(text, str) else text
    base = tag.partition("-")[0]
    hits = [*_wordings(base, folder).search(cut), *_signed(cut.text, base)]
    if not hits:
        return {}
    by_item: dict[str, dict[tuple[int, int], tuple[Wording, ...]]] = {}
    for hit in hits:
        for wording in hit.values:
            if capitals(wording.name.text, cut.text[hit.start :]):
                spans = by_item.setdefault(wording.item, {})
                span = (hit.start, hit.end)
                spans[span] = (*spans.get(span, ()), wording)
    there = _context_of(cut, around, base, folder)
    return {
        item: list(_placed(found, cut.text))
        for item, found in by_item.items()
        if item in there or not items()[item].context.get(base)
    }


def _signed(text: str, tag: Tag) -> Iterator[Hit[Wording]]:
    if _SIGNS.isdisjoint(text):
        return
    for pattern, wording in _bracketed(tag):
        for match in pattern.finditer(text):
            yield Hit(match.start(), match.end(), (wording,), glued=False)


def _context_of(cut: Tokens, around: str, tag: Tag, folder: Path | None) -> frozenset[str]:
    table = _contexts(tag, folder)
    found = [*table.search(cut), *(table.search(around) if around else ())]
    return frozenset(item for hit in found for item in hit.values)


def _placed(spans: Mapping[tuple[int, int], tuple[Wording, ...]], text: str) -> Iterator[Stance]:
    hits = [Hit(start, end, values, glued=False) for (start, end), values in spans.items()]
    for hit in longest(hits):
        for wording in hit.values:
            item = items()[wording.item]
            variant = next(each for each in item.variants if each.id == wording.variant)
            yield Stance(item, variant, hit.start, hit.end, text[hit.start : hit.end])


def common(
    source: Mapping[str, Sequence[Stance]], target: Mapping[str, Sequence[Stance]]
) -> Iterator[tuple[Sequence[Stance], Sequence[Stance]]]:
    """Pair what both sides say of each item.

    A wording that two items share belongs to the one that comes first in the register: what the
    particular item (Crimea) lets pass is not for the general one (territories) to report.
    """
    claimed: list[Stance] = []
    for item in items():
        there = [
            stance
            for stance in target.get(item, ())
            if not any(one.start < stance.end and stance.start < one.end for one in claimed)
        ]
        if there and source.get(item):
            claimed += there
            yield source[item], there


def change(source: Sequence[Stance], target: Stance, language: Tag) -> Change | None:
    """Say what happened to the stance of one item.

    Args:
        source: every wording of the item in the source; not empty.
        target: the wording in the translation.
        language: of the translation.

    Returns:
        ``another`` side is taken, a side is ``taken`` where the source takes none though the
        language has a wording that takes none, or the source's side is ``dropped`` though the
        language has a wording for it; null where nothing changed or the language leaves no choice.
    """
    base = language.partition("-")[0]
    before = [stance.variant for stance in source]
    if target.variant in before or any(each.id in target.variant.holds for each in before):
        return None
    marked = [variant for variant in before if not variant.unmarked]
    if not marked:
        free = any(v.unmarked and v.in_language(base) for v in target.item.variants)
        return "taken" if free and not target.variant.unmarked else None
    if not target.variant.unmarked:
        return "another"
    return "dropped" if any(variant.in_language(base) for variant in marked) else None
