"""The questions that a rendering raises: back, forward, and by the concept's definition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fidelity.model import Concept, Fail, Glossary, Outcome, Query, Tag, Term
from fidelity.text import normalise

RIVALS = 8
"""An engine's translations of the term that are compared with the rendering by the definition."""


@dataclass(frozen=True, slots=True)
class Question:
    """One rendering to be judged."""

    concept: Concept
    terms: tuple[Term, ...]
    """The concept's accepted source terms, the preferred ones first."""
    rendering: Term

    @property
    def texts(self) -> tuple[str, ...]:
        """The source terms as texts."""
        return tuple(term.text for term in self.terms)

    def back(self) -> Query:
        """Ask what the rendering means."""
        return self.ask_back(self.rendering.text)

    def ask_back(self, text: str) -> Query:
        """Ask what another wording of the rendering's language means."""
        return Query(
            text,
            self.rendering.language,
            self.terms[0].language,
            self.texts,
            self.rendering.part_of_speech,
        )

    def forward(self) -> Query:
        """Ask how the term reads in the rendering's language."""
        term = self.terms[0]
        return Query(
            term.text,
            term.language,
            self.rendering.language,
            (self.rendering.text,),
            term.part_of_speech,
        )

    def described(self, forward: Outcome) -> Query | None:
        """Ask which wording says what the concept's definition says.

        The rendering is compared with the engine's own translations of the term.

        Where there is no definition, the first example sentence serves. A note does not: it may
        speak of the very words that are to be avoided.

        Args:
            forward: the engine's translations of the term.

        Returns:
            The question; null where there is nothing to compare with, or by.
        """
        text = self.concept.definition or next(iter(self.concept.examples), None)
        if text is None or isinstance(forward, Fail):
            return None
        language = self.rendering.language
        ours = {normalise(term.text) for term in self.concept.in_language(language, accepted=True)}
        answers = (candidate.text for candidate in forward.candidates[:RIVALS])
        rivals = [answer for answer in answers if normalise(answer) not in ours]
        wanted = (self.rendering.text, *rivals)
        return Query(text, self.terms[0].language, language, wanted) if rivals else None


def questions(glossary: Glossary, source: Tag, target: Tag) -> Iterator[Question]:
    """List the accepted renderings of a glossary that have a term to be judged by."""
    for concept in glossary.concepts:
        terms = sorted(
            concept.in_language(source, accepted=True), key=lambda t: t.status != "preferred"
        )
        if terms:
            for rendering in concept.in_language(target, accepted=True):
                yield Question(concept, tuple(terms), rendering)
