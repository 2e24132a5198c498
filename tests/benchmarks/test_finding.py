"""What the search for terms is timed on."""

from __future__ import annotations

from benchmarks.finding import glossary_of, pairs_of, pieces, searching
from benchmarks.sets import segment
from fidelity.matching.find import term_table
from fidelity.matching.sides import House

ROW = {"id": "1", "src_lang": "en", "tgt_lang": "ru"}


def test_texts_are_cut_to_one_length() -> None:
    """What is left over is left out."""
    assert pieces(["a", "b", "c", "d", "e"], 2) == ["a b", "c d"]


def test_pairs_have_twenty_words_a_side() -> None:
    """They are cut out of the running texts, not out of segments."""
    items = [segment(ROW, "word " * 15, "слово " * 30)] * 3
    made = pairs_of(items)
    assert [len(pair.source.text.split()) for pair in made] == [20, 20]
    assert [len(pair.target.text.split()) for pair in made] == [20, 20]


def test_a_glossary_has_as_many_concepts_as_asked_for() -> None:
    """All different, half of them of two words, always the same ones."""
    glossary = glossary_of(40, 3000)
    english = [concept.terms[0].text for concept in glossary.concepts]
    assert len(set(english)) == 40
    assert sum(" " in text for text in english) == 20
    assert glossary == glossary_of(40, 3000)


def test_both_sides_are_searched() -> None:
    """Each side's own term is found."""
    glossary = glossary_of(2, 3000)
    first = glossary.concepts[0].terms
    house = House(
        "en", "ru", (glossary,), {tag: term_table([glossary], tag) for tag in ("en", "ru")}
    )
    assert searching([segment(ROW, first[0].text, first[1].text)], house)() == 2
