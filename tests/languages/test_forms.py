"""Terms with forms that they have and forms that they do not have, in three languages.

The lists stand in ``forms/``, one file a language, where a translator can add to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fidelity.languages import language

LISTS = Path(__file__).parent / "forms"


def rows(tag: str) -> Iterator[tuple[str, str, str]]:
    """Read a list: yield each term with its forms and with what is no form of it."""
    for block in (LISTS / f"{tag}.txt").read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            term, present, absent = lines
            yield term, present.removeprefix("+ "), absent.removeprefix("- ")


@pytest.mark.parametrize(
    ("tag", "term", "present", "absent"),
    [
        pytest.param(tag, *row, id=f"{tag}-{row[0]}")
        for tag in ("ru", "uk", "en")
        for row in rows(tag)
    ],
)
def test_a_term_inflects_as_a_whole(tag: str, term: str, present: str, absent: str) -> None:
    """What agrees with the head inflects with it, and what depends on it stays as it is."""
    found = language(tag).forms(term)
    assert [form for form in present.split("; ") if form not in found] == []
    assert [form for form in absent.split("; ") if form in found] == []


def test_there_are_enough_examples() -> None:
    """At least thirty Russian terms of several words."""
    assert sum(" " in term for term, _, _ in rows("ru")) >= 30
