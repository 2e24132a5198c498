"""What the rules about glossary terms in texts have in common: which mention asks for what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fidelity.languages import language
from fidelity.matching.find import Mention
from fidelity.matching.sides import House, KnownText, Side
from fidelity.model import Concept, Evidence, Tag, Term
from fidelity.protocols import Word
from fidelity.tags import matches

_ROOT = 4  # letters
_CONTENT = 4  # letters
_SHIPPED = "glossaries/"
_TRAPS = ("traps-", "senses-")
"""Glossaries whose names begin so list traps: they say what not to write, not what to write."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A concept that stands in the source, and where."""

    concept: Concept
    glossary: str
    mentions: tuple[Mention, ...]
    """Every place where it stands, none of them part of a longer term."""


def asked(known: KnownText) -> Iterator[Asked]:
    """List the concepts that the source names outright, each once, in the order of the text."""
    found: dict[tuple[str, str], list[Mention]] = {}
    for mention in known.source.mentions:
        # A wording that is to be avoided for a concept does not name it.
        if (
            mention.term.accepted
            and not (mention.inside or mention.glued)
            and holds(mention.term, known.house)
        ):
            found.setdefault((mention.glossary, mention.concept.id), []).append(mention)
    for several in found.values():
        places = {(mention.start, mention.end): mention for mention in several}
        yield Asked(several[0].concept, several[0].glossary, tuple(places.values()))


@lru_cache(maxsize=1)
def missing(known: KnownText) -> tuple[Asked, ...]:
    """List the concepts of the source that nothing in the translation stands for, by its words.

    One place may be read in several ways; a rendering for one of them is enough for all. Words of
    a rendering in another order, or of the same roots, are enough too.
    """
    due = list(asked(known))
    served = {
        (mention.start, mention.end)
        for wanted in due
        if not is_trap(wanted.glossary) and of_concept(known.target.mentions, wanted)
        for mention in wanted.mentions
    }
    found = []
    for wanted in due:
        accepted = renderings(wanted.concept, known.target.language, known.house, accepted=True)
        spans = {(mention.start, mention.end) for mention in wanted.mentions}
        if accepted and not spans & served and not _scattered(accepted, known):
            found.append(wanted)
    return tuple(found)


def _scattered(accepted: Sequence[Term], known: KnownText) -> bool:
    """Say whether the words of a rendering, or words of their roots, stand there in any order."""
    roots = _roots(known.target)
    return any(
        all(any(root(lemma) in roots for lemma in word.lemmas) for word in words)
        for term in accepted
        if (words := content(term.text, known.target.language))
    )


@lru_cache(maxsize=2)
def _roots(side: Side) -> frozenset[str]:
    return frozenset(root(lemma) for word in side.words for lemma in word.lemmas)


def holds(term: Term, house: House) -> bool:
    """Say whether a term's status holds for this house on this day."""
    if term.profile is not None and term.profile != house.profile:
        return False
    day = house.today
    if not day:
        return True
    return (term.valid_from or day) <= day <= (term.valid_until or day)


def renderings(concept: Concept, tag: Tag, house: House, *, accepted: bool) -> list[Term]:
    """List a concept's terms in a language that hold here, accepted or avoided ones."""
    return [
        term
        for term in concept.terms
        if term.accepted == accepted
        and (matches(tag, term.language) or matches(term.language, tag))
        and holds(term, house)
    ]


def of_concept(mentions: Iterable[Mention], wanted: Asked) -> list[Mention]:
    """List the mentions of one concept."""
    return [
        mention
        for mention in mentions
        if mention.concept.id == wanted.concept.id and mention.glossary == wanted.glossary
    ]


def places(mentions: Iterable[Mention]) -> list[tuple[int, int]]:
    """List the places of mentions, without those that lie within another of them."""
    spans = sorted(
        {(mention.start, mention.end) for mention in mentions}, key=lambda s: (s[0], -s[1])
    )
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def within(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    """Say whether a place lies within one of several."""
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def is_trap(glossary: str) -> bool:
    """Say whether a glossary lists traps only."""
    return glossary.rsplit("/", 1)[-1].startswith(_TRAPS)


def is_shipped(glossary: str) -> bool:
    """Say whether a glossary comes with the package."""
    return glossary.startswith(_SHIPPED)


def specific(term: Term) -> bool:
    """Say whether a wording can hardly mean anything else: several words, or an abbreviation."""
    return " " in term.text.strip() or (term.text.isupper() and len(term.text) > 1)


def root(lemma: str) -> str:
    """Cut a word to what its relatives share (санкция, санкционный), roughly."""
    return lemma[: max(_ROOT, len(lemma) * 2 // 3)]


@lru_cache(maxsize=4096)
def content(text: str, tag: Tag) -> tuple[Word, ...]:
    """List the words of a wording that carry its meaning: those of four letters and more."""
    words = language(tag).words(text)
    return tuple(word for word in words if word.end - word.start >= _CONTENT) or words


def authority(concept: Concept, glossary: str, term: Term | None = None) -> str:
    """Say who demands a wording: the citation of the term or concept, else the glossary."""
    source = (term.source if term else None) or concept.source
    return source or glossary


def suggestions(concept: Concept, glossary: str, tag: Tag, house: House) -> tuple[str, ...]:
    """List the accepted renderings, best first, each with its authority in brackets."""
    return tuple(
        f"{term.text} ({term.status}, {glossary})"
        for term in renderings(concept, tag, house, accepted=True)[:3]
    )


def evidence(engine: str, query: str, reason: str) -> Evidence:
    """Write one line of evidence about a wording."""
    return Evidence(
        engine=engine,
        family=engine.split(":", maxsplit=1)[0] if engine.startswith("embedding") else engine,
        query=query,
        answers=(),
        relation="unrelated",
        competent=True,
        reason=reason,
        points=None,
    )
