"""Terms that the shipped glossaries know are measured apart from those they do not know."""

from __future__ import annotations

from benchmarks.items import Item
from benchmarks.terms import apart
from fidelity.model import Concept, Glossary, Term

CONCEPT = Concept("c", (Term("Cease-fire", "en"), Term("aktuell", "de")))
GLOSSARY = Glossary("own", (CONCEPT,), ("en", "de"))


def item(term: str) -> Item:
    """Make a right rendering from English."""
    return Item(term, "rendering", ("en", "ru"), False, "right")


def test_a_term_is_seen_where_it_stands_in_its_own_language() -> None:
    """However it is written; the same letters in another language are another word."""
    items = [item("cease-fire"), item("aktuell")]

    assert list(apart(items, [GLOSSARY])) == [("seen", items[:1]), ("unseen", items[1:])]


def test_a_part_without_items_is_left_out() -> None:
    """There is nothing to measure."""
    assert [what for what, _ in apart([item("treaty")], [GLOSSARY])] == ["unseen"]
