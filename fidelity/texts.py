"""Checks translated texts: what a run needs, made ready once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fidelity.asking import DEFAULT_CACHE, cache_folder
from fidelity.find import term_table
from fidelity.model import Glossary, Tag
from fidelity.sides import House


def house_for(
    source: Tag,
    target: Tag,
    glossaries: Sequence[Glossary],
    *,
    profile: str | None = None,
    today: str = "",
    cache: Path | str | None = DEFAULT_CACHE,
) -> House:
    """Make ready what is the same for all segments of one pair of languages.

    Args:
        source: the language translated from.
        target: the language translated into.
        glossaries: where the terms stand, the user's own first.
        profile: whose house it is.
        today: the day for which statuses hold, ``YYYY-MM-DD``; empty: any.
        cache: the folder where the forms of terms are kept; null: nothing is kept.
    """
    where = cache_folder(cache)
    tables = {tag: term_table(glossaries, tag, where) for tag in (source, target)}
    return House(source, target, tuple(glossaries), tables, profile, today)
