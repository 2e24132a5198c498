"""Writing the canonical YAML format, in the shape in which people write it."""

from __future__ import annotations

from typing import Any

from fidelity.model import Concept, Glossary, Term
from fidelity.termbases import _fields, _words

_WIDTH = 110
"""Characters in a line, where the text can be folded."""


def write_yaml(glossary: Glossary) -> bytes:
    """Write a glossary as YAML. The terms of one language stand together.

    Args:
        glossary: what to write.
    """
    import yaml

    class Indented(yaml.SafeDumper):
        """Sets list items two spaces in from their key, as editors of YAML expect."""

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
            """Indent; what ``indentless`` asks for is refused."""
            super().increase_indent(flow, indentless=False)

    document = _without_nothing(
        {
            "glossary": glossary.name,
            "title": glossary.title,
            "licence": glossary.licence,
            "languages": list(glossary.languages),
            "concepts": [_concept(concept) for concept in glossary.concepts],
        }
    )
    text: str = yaml.dump(
        document, Dumper=Indented, allow_unicode=True, sort_keys=False, width=_WIDTH
    )
    return text.encode("utf-8")


def _concept(concept: Concept) -> dict[str, Any]:
    severity = concept.severity
    return _without_nothing(
        {
            "id": concept.id,
            "definition": concept.definition,
            "domain": concept.domain,
            "note": concept.note,
            "source": concept.source,
            "severity": None if severity == _words.USUAL_SEVERITY else severity,
            "examples": list(concept.examples),
            "terms": {
                tag: _terms(concept.in_language(tag))
                for tag in dict.fromkeys(term.language for term in concept.terms)
            },
        }
    )


def _terms(terms: tuple[Term, ...]) -> list[str | dict[str, Any]]:
    return [_term(term, terms[:index]) for index, term in enumerate(terms)]


def _term(term: Term, earlier: tuple[Term, ...]) -> str | dict[str, Any]:
    """Write a term as briefly as its facts allow."""
    usual = _fields.usual_status(earlier, term.language)
    facts = _without_nothing(
        {
            "text": term.text,
            "status": None if term.status == usual else term.status,
            "part-of-speech": term.part_of_speech,
            "kind": term.kind,
            "reason": term.reason,
            "note": term.note,
            "source": term.source,
            "profile": term.profile,
            "valid-from": term.valid_from,
            "valid-until": term.valid_until,
        }
    )
    return term.text if len(facts) == 1 else facts


def _without_nothing(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if value not in (None, "", [])}
