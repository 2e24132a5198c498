"""The same term stands twice in one glossary, with nothing that tells the two entries apart.

Why it matters: whoever looks the term up finds two entries and cannot know which to follow. They
drift apart as one is mended and the other forgotten, and a check that reads the glossary has to
guess. Most often the second entry was pasted in from another list.

What to do: merge the two entries, with one rendering preferred and the rest admitted. Where the
term really has two meanings (strike: of missiles, of workers), keep both and give each a
definition, a domain or a note that says which is which. The same term with the same rendering in
two entries needs such a text on both sides.

When to ignore it: never for long. Two entries that differ by part of speech (demand, the noun and
the verb) are not reported where the glossary says so.

Evidence: the glossary itself. Wordings are compared without regard to letter case, spacing or the
way accents are encoded; only accepted terms count. That each concept is one entry is the first
principle of ISO 704 and of the data model of ISO 30042.
"""

from __future__ import annotations

from collections.abc import Iterator

from fidelity.model import Concept, Finding, Level, Term
from fidelity.protocols import Known
from fidelity.rules._examples import Row
from fidelity.rules._findings import finding, place_of, rule_name
from fidelity.rules._index import both_told, entries, key, same_language, same_word, told_apart

LEVEL: Level = "warning"

RIGHT = (
    (
        Row("strike-missile", "en", "strike", definition="An attack by missiles or aircraft."),
        Row("strike-missile", "ru", "удар"),
        Row("strike-labour", "en", "strike", definition="A stoppage of work by employees."),
        Row("strike-labour", "ru", "забастовка"),
    ),
    (
        Row("demand-1", "en", "demand", part_of_speech="noun"),
        Row("demand-1", "ru", "требование"),
        Row("demand-2", "en", "demand", part_of_speech="verb"),
        Row("demand-2", "ru", "требовать"),
    ),
    (
        Row("ceasefire", "en", "ceasefire"),
        Row("ceasefire", "ru", "прекращение огня"),
        Row("truce", "en", "truce"),
        Row("truce", "en", "ceasefire", "deprecated"),
        Row("truce", "ru", "перемирие"),
    ),
)
WRONG = (
    (
        Row("a", "en", "ceasefire"),
        Row("a", "ru", "прекращение огня"),
        Row("b", "en", "Ceasefire"),
        Row("b", "ru", "перемирие"),
    ),
    (
        Row("a", "en", "deterrence", definition="Holding back an attacker by the fear of reply."),
        Row("a", "ru", "сдерживание"),
        Row("b", "en", "deterrence"),
        Row("b", "ru", "сдерживание"),
    ),
)


def audit(concept: Concept, known: Known) -> Iterator[Finding]:
    """Report each earlier concept of which this one is a second entry, once per pair."""
    glossary = known.glossary
    seen: set[int] = set()
    for term in concept.in_language(known.source, accepted=True):
        found = entries(glossary, term)
        here = next((at for at, other, _ in found if other.id == concept.id), None)
        for at, other, twin in found:
            if here is None or at >= here or at in seen or not twin.accepted:
                continue
            if same_word(term, twin) and _one_meaning(concept, other, known.source):
                seen.add(at)
                yield finding(
                    rule_name(__name__),
                    LEVEL,
                    f"“{term.text}” stands twice in {glossary.name}: first at "
                    f"{place_of(twin, other, glossary)} (concept {other.id}); merge the two, "
                    "or say in the definition of each what tells them apart",
                    (term, concept, glossary),
                )


def _one_meaning(one: Concept, other: Concept, source: str) -> bool:
    """Say whether two concepts that share a source term may be one concept."""
    if _share_a_rendering(one, other, source):
        return not both_told(one, other)
    return not told_apart(one, other)


def _share_a_rendering(one: Concept, other: Concept, source: str) -> bool:
    return any(
        same_language(mine.language, theirs.language) and key(mine.text) == key(theirs.text)
        for mine in _renderings(one, source)
        for theirs in _renderings(other, source)
    )


def _renderings(concept: Concept, source: str) -> list[Term]:
    return [t for t in concept.terms if t.accepted and not same_language(t.language, source)]
