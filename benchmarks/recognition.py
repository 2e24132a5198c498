"""Measures whether a user's own glossary is recognised in good translations.

    python -m benchmarks.recognition FOLDER [--limit N] [--show N]

FOLDER holds ``tico19.terms.en-ru.csv`` (the terms of TICO-19) and ``good.en-ru.jsonl``. Of the
places where a term stands in the original and the translation holds its rendering in some form, the
share is given in which both are found; and how often ``missing-term`` says of such a translation
that the rendering is missing. What the translations hold is decided apart from the search itself:
the words of a rendering stand side by side, each with a dictionary form in common.

Where the translators wrote something else, ``missing-term`` is right to speak, though a reader may
not mind; what it says for each 1,000 words is a figure of its own.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.intervals import rate, share
from benchmarks.sets import flagged, rows, segment
from fidelity.languages import language
from fidelity.loading import load_glossary
from fidelity.matching.sides import KnownText
from fidelity.model import Concept, Glossary, Tag
from fidelity.segments import Segment
from fidelity.text import normalise
from fidelity.texts import Checker

GLOSSARY, TEXTS = "tico19.terms.en-ru.csv", "good.en-ru.jsonl"

Lemmas = Sequence[frozenset[str]]
"""The dictionary forms of each word of a text."""


@dataclass(frozen=True)
class Occurrence:
    """A segment in which a term stands."""

    item: Segment
    concept: Concept
    rendered: bool
    """Whether the translation holds the rendering, by lemma."""


@cache
def lemmas(text: str, tag: Tag) -> tuple[frozenset[str], ...]:
    """List the dictionary forms of each word of a text; hyphens part words."""
    apart = text.replace("-", " ")
    return tuple(
        frozenset(map(normalise, (word.text, *word.lemmas)))
        for word in language(tag.split("-")[0]).words(apart)
    )


def holds(text: Lemmas, wording: Lemmas) -> bool:
    """Say whether the words of a wording stand side by side in a text, in some form."""
    if not wording:
        return False
    return any(
        all(text[place + step] & word for step, word in enumerate(wording))
        for place in range(len(text) - len(wording) + 1)
    )


def wordings(concept: Concept, tag: Tag) -> list[str]:
    """List a concept's accepted wordings in a language."""
    return [
        term.text
        for term in concept.terms
        if term.accepted and term.language.split("-")[0] == tag.split("-")[0]
    ]


def spelled(wording: str, text: str) -> bool:
    """Say whether capitals agree: an abbreviation must stand as it is (AIDS, not aids)."""
    return not wording.isupper() or wording in text


def occurrences(items: Sequence[Segment], glossary: Glossary) -> Iterator[Occurrence]:
    """Find the terms in the originals, and whether the translations hold a rendering."""
    for item in items:
        source = lemmas(item.source.text, item.source_language)
        target = lemmas(item.target.text, item.target_language)
        for concept in glossary.concepts:
            if any(
                holds(source, lemmas(wording, item.source_language))
                and spelled(wording, item.source.text)
                for wording in wordings(concept, item.source_language)
            ):
                rendered = any(
                    holds(target, lemmas(wording, item.target_language))
                    for wording in wordings(concept, item.target_language)
                )
                yield Occurrence(item, concept, rendered)


def recognised(one: Occurrence, checker: Checker) -> tuple[bool, bool]:
    """Say whether the search finds the term in the original, and a rendering beside it."""
    house = checker.house(one.item.source_language, one.item.target_language)
    known = KnownText(one.item, house)
    first, second = (
        any(mention.concept.id == one.concept.id for mention in side.mentions)
        for side in (known.source, known.target)
    )
    return first, second


def measure(folder: Path, limit: int | None, show: int) -> None:
    """Measure, and print what came of it."""
    glossary = load_glossary(folder / GLOSSARY)
    checker = Checker([glossary], rules=["missing-term"])
    items = [segment(row, row["source"], row["translation"]) for row in rows(folder / TEXTS, limit)]
    words = sum(len(item.source.text.split()) for item in items)
    found = list(occurrences(items, glossary))
    rendered = [one for one in found if one.rendered]
    missing = {(item.id, finding.concept) for item in items for finding in flagged(checker, item)}
    sides = [recognised(one, checker) for one in rendered]
    called = [one for one in rendered if (one.item.id, one.concept.id) in missing]
    print(f"terms of the glossary in {len(items)} segments, {words} words")
    print(f"  the translation holds it     {share(len(rendered), len(found))}")
    print(f"  of these, recognised         {share(sum(map(all, sides)), len(sides))}")
    print(f"    in the original            {share(sum(one for one, _ in sides), len(sides))}")
    print(f"    in the translation         {share(sum(other for _, other in sides), len(sides))}")
    print(f"  of these, called missing     {share(len(called), len(rendered))}")
    print(f"  missing-term, all            {rate(len(missing), words)}")
    lost = [one for one, pair in zip(rendered, sides, strict=True) if not all(pair)]
    for title, several in (("not recognised", lost), ("called missing", called)):
        for one in several[:show]:
            terms = " / ".join(term.text for term in one.concept.terms)
            print(f"  {title}: {terms}\n    {one.item.source.text}\n    {one.item.target.text}")


def main() -> None:
    """Measure what the folder holds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=None, metavar="N", help="N segments")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N that failed")
    args = parser.parse_args()
    measure(args.folder, args.limit, args.show)


if __name__ == "__main__":
    main()
