"""Glossaries as engines: what does another glossary say that this rendering stands for?

**What it is.** Every loaded glossary that is not itself under check, the shipped ones among them.
A glossary never answers about itself: it would always agree.

**Key and cost.** None.

**Languages.** Those of the loaded glossaries.

**What it answers.** For a wording that is an accepted term (preferred or admitted) of a concept:
the accepted terms of that concept in the other language, the preferred ones first. A wording may
stand for several concepts; their terms follow in the order of the glossary. A wording that a
concept marks as deprecated or forbidden does not stand for that concept, so its terms are no
answer. Capitals, Russian ё and е, and a leading article or "to" make no difference; inflected forms
do.

**How far to trust it.** As far as whoever wrote the glossary. Each is a family of its own.

**Terms of use.** Those of the glossary; the shipped ones are under the licence of this package.

**Privacy.** Nothing leaves the machine.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Mapping, Sequence

from fidelity.engines._wording import key, lookups, standings
from fidelity.model import Candidate, Concept, Egress, Fail, Glossary, Ok, Outcome, Query, Tag, Term
from fidelity.protocols import Engine, Missing, Setup

_Entries = Mapping[str, tuple[Concept, ...]]


def engines(setup: Setup) -> Iterable[Engine | Missing]:
    """List the loaded glossaries of two languages or more that are not under check."""
    for glossary in setup.glossaries:
        if glossary.name not in setup.under_check and len(_languages(glossary)) > 1:
            yield TermbaseEngine(glossary)


def _languages(glossary: Glossary) -> frozenset[Tag]:
    return frozenset(term.language for concept in glossary.concepts for term in concept.terms)


class TermbaseEngine:
    """One glossary as an engine. Its index is built when it is first asked.

    Args:
        glossary: the glossary; it is not under check.
    """

    egress: Egress = "local"
    sends = "nothing: it is looked up on this machine"

    def __init__(self, glossary: Glossary) -> None:
        self.id = self.family = f"termbase:{glossary.name}"
        self._glossary = glossary

    @functools.cached_property
    def version(self) -> str:
        """A hash of what was loaded."""
        content = self._glossary.sha256 or _content(self._glossary)
        return content[:12]

    @functools.cached_property
    def pairs(self) -> str:
        """The languages of the glossary."""
        used = _languages(self._glossary)
        declared = [language for language in self._glossary.languages if language in used]
        return ", ".join([*declared, *sorted(used.difference(declared))])

    def serves(self, source: Tag, target: Tag) -> bool:
        """Say whether the glossary has terms of both languages."""
        return (
            source != target
            and _found(source, self._spoken) is not None
            and _found(target, self._spoken) is not None
        )

    def run(self, batch: Sequence[Query]) -> list[Outcome]:
        """Look each query up."""
        return [self._answer(query) for query in batch]

    @functools.cached_property
    def _spoken(self) -> frozenset[Tag]:
        return _languages(self._glossary)

    @functools.cached_property
    def _index(self) -> Mapping[Tag, _Entries]:
        """The concepts for which each wording is an accepted term, by language."""
        found: dict[Tag, dict[str, dict[int, Concept]]] = {tag: {} for tag in self._spoken}
        for number, concept in enumerate(self._glossary.concepts):
            for term in concept.terms:
                if term.accepted:
                    for form in lookups(term.text, term.language):
                        found[term.language].setdefault(form, {})[number] = concept
        return {
            tag: {form: tuple(concepts.values()) for form, concepts in forms.items()}
            for tag, forms in found.items()
        }

    def _answer(self, query: Query) -> Outcome:
        source = _found(query.source, self._spoken)
        target = _found(query.target, self._spoken)
        if source is None or target is None or source == target:
            return Fail("unsupported-pair")
        if not key(query.text):
            return Fail("empty")
        for form in lookups(query.text, source):
            if answers := _candidates(self._index[source].get(form, ()), target):
                standing = standings((each.text for each in answers), query.wanted, target)
                return Ok(answers[: max(1, query.best)], standing)
        return Fail("not-found")


def _found(tag: Tag, spoken: frozenset[Tag]) -> Tag | None:
    """Find the language of a glossary that a tag asks for: ``en-GB`` may be answered in ``en``."""
    while tag not in spoken:
        tag, parted, _ = tag.rpartition("-")
        if not parted:
            return None
    return tag


def _candidates(concepts: Iterable[Concept], target: Tag) -> tuple[Candidate, ...]:
    first: dict[str, tuple[Term, Concept]] = {}
    for concept in concepts:
        terms = concept.in_language(target, accepted=True)
        for term in sorted(terms, key=lambda term: term.status != "preferred"):
            first.setdefault(key(term.text), (term, concept))
    return tuple(
        Candidate(term.text, 1 / rank, concept.definition, term.part_of_speech)
        for rank, (term, concept) in enumerate(first.values(), 1)
    )


def _content(glossary: Glossary) -> str:
    """Hash what the answers depend on, for a glossary that was not read from a file."""
    total = hashlib.sha256()
    for concept in glossary.concepts:
        for term in concept.terms:
            total.update(f"{concept.id}\0{term.language}\0{term.status}\0{term.text}\0".encode())
        total.update(f"{concept.definition}\1".encode())
    return total.hexdigest()
