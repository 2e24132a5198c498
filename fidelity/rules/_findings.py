"""What the rules for glossaries share: names, places and the making of a finding."""

from __future__ import annotations

from fidelity.model import Concept, Finding, Glossary, Kind, Level, Place, Span, Term


def rule_name(module: str) -> str:
    """Turn a module's ``__name__`` into the name that users read.

    Args:
        module: the full name, such as ``fidelity.rules.untidy_term``.

    Returns:
        The name with dashes, such as ``untidy-term``.
    """
    return module.rpartition(".")[2].replace("_", "-")


def place_of(term: Term, concept: Concept, glossary: Glossary) -> Place:
    """Find the most exact place known for a term: its own, its concept's or its glossary's."""
    return term.place or concept.place or glossary.place or Place(glossary.name)


def span_of(term: Term, concept: Concept, glossary: Glossary) -> Span:
    """Quote a whole term where it stands."""
    return Span(place=place_of(term, concept, glossary), text=term.text)


def finding(
    rule: str,
    level: Level,
    message: str,
    about: tuple[Term, Concept, Glossary],
    *,
    source: Term | None = None,
    kind: Kind | None = None,
    suggestions: tuple[str, ...] = (),
) -> Finding:
    """Make a finding about one term of a glossary.

    Args:
        rule: the name of the rule.
        level: how grave it is.
        message: one sentence for an editor, without a final full stop.
        about: the term, its concept and its glossary. It becomes the target of the finding.
        source: the term of the source language to quote beside it.
        kind: the kind of drift, where it is one.
        suggestions: wordings to use instead, best first.
    """
    term, concept, glossary = about
    place = place_of(term, concept, glossary)
    return Finding(
        rule=rule,
        level=level,
        message=message,
        kind=kind,
        concept=concept.id,
        segment=f"{place.file}:{place.line}" if place.line is not None else place.file,
        source=None if source is None else span_of(source, concept, glossary),
        target=span_of(term, concept, glossary),
        suggestions=suggestions,
    )


def first_source(concept: Concept, language: str) -> Term | None:
    """Give the term by which a concept is quoted: its first accepted one in the language."""
    return next(iter(concept.in_language(language, accepted=True)), None)
