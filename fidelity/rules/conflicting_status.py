"""One and the same wording is both to be used and to be avoided.

Why it matters: a translator who follows one line of the glossary breaks the other. A check that
reads such a glossary either reports good translations or lets bad ones pass.

What to do: decide. In one glossary, keep the status that holds and delete the other line; where
both hold, for different houses or different times, say so in the term's profile and dates. Between
two glossaries, follow the authority that binds your office: take the wording out of your glossary,
or leave the other glossary out.

When to ignore it: where two authorities differ and your office has chosen between them on purpose.
Lower the rule for the concept and write the reason there.

Evidence: the glossaries. A conflict inside one glossary is an error: one concept, or two concepts
with the same source term that no definition, domain or note tells apart, accept and avoid the same
wording for the same profile at the same time. A conflict with another loaded glossary is a warning,
and names both. It is not reported where any loaded glossary says of the wording what yours says, in
whatever sense of the source term; nor where drifted-meaning reports the wording anyway; nor where
both glossaries define the term, differently, and the one that avoids the wording leaves room for
another sense, by a note or by deprecating it rather than forbidding it. Statuses are those of ISO
30042 (preferred, admitted, deprecated) with “forbidden” for the gravest.
"""

from __future__ import annotations

from collections.abc import Iterator

from fidelity.model import Concept, Finding, Glossary, Level, Term
from fidelity.protocols import Known
from fidelity.rules._examples import Row
from fidelity.rules._findings import finding, first_source, place_of, rule_name
from fidelity.rules._index import both_told, entries, key, same_language, same_word, told_apart

LEVEL: Level = "error"

RIGHT = (
    (
        Row("kyiv", "en", "Kyiv"),
        Row("kyiv", "en", "Kiev", "preferred", valid_until="2014-12-31"),
        Row("kyiv", "en", "Kiev", "deprecated", valid_from="2015-01-01"),
        Row("kyiv", "uk", "Київ"),
    ),
    (
        Row("strike-missile", "en", "strike", definition="An attack by missiles or aircraft."),
        Row("strike-missile", "ru", "удар"),
        Row("strike-missile", "ru", "забастовка", "forbidden"),
        Row("strike-labour", "en", "strike", definition="A stoppage of work by employees."),
        Row("strike-labour", "ru", "забастовка"),
    ),
    (
        Row("reset", "en", "reset"),
        Row("reset", "ru", "перезагрузка"),
        Row("reset", "ru", "перегрузка", "forbidden", glossary="house"),
        Row("reset", "en", "reset", glossary="house"),
    ),
)
WRONG = (
    (
        Row("reset", "en", "reset"),
        Row("reset", "ru", "перезагрузка"),
        Row("reset", "ru", "Перезагрузка", "deprecated"),
    ),
    (
        Row("a", "en", "concern"),
        Row("a", "ru", "озабоченность"),
        Row("b", "en", "concern"),
        Row("b", "ru", "озабоченность", "forbidden"),
    ),
    (
        Row("demand", "en", "demand"),
        Row("demand", "fr", "demander"),
        Row("demand", "en", "demand", glossary="house"),
        Row("demand", "fr", "exiger", glossary="house"),
        Row("demand", "fr", "demander", "forbidden", glossary="house"),
    ),
)

_FIRST_DAY, _LAST_DAY = "0000-00-00", "9999-99-99"


def audit(concept: Concept, known: Known) -> Iterator[Finding]:
    """Report each wording of the concept on which it, its glossary or another one disagrees."""
    yield from _within(concept, known)
    yield from _in_this_glossary(concept, known)
    yield from _with_others(concept, known)


def _within(concept: Concept, known: Known) -> Iterator[Finding]:
    """Compare the terms of one concept, each pair once, reported at the later one."""
    terms = [t for t in concept.terms if t.language in (known.source, known.target)]
    for position, term in enumerate(terms):
        for earlier in terms[:position]:
            if term.language == earlier.language and _clash(term, earlier):
                about = (term, concept, known.glossary)
                where = place_of(earlier, concept, known.glossary)
                yield finding(
                    rule_name(__name__),
                    LEVEL,
                    f"“{term.text}” is {term.status} here and {earlier.status} at {where}, "
                    "in the same concept; keep one of the two",
                    about,
                    source=first_source(concept, known.source),
                )
                break


def _in_this_glossary(concept: Concept, known: Known) -> Iterator[Finding]:
    """Compare with earlier concepts that share a source term and have no meaning of their own."""
    for term in concept.in_language(known.target):
        found = entries(known.glossary, term)
        here = next((at for at, other, _ in found if other.id == concept.id), None)
        for at, other, twin in found:
            if (
                here is not None
                and at < here
                and _clash(term, twin)
                and _share_a_source(concept, other, known.source)
                and not told_apart(concept, other)
            ):
                where = place_of(twin, other, known.glossary)
                yield finding(
                    rule_name(__name__),
                    LEVEL,
                    f"“{term.text}” is {term.status} here and {twin.status} at {where} "
                    f"(concept {other.id}), for the same source term; keep one of the two, "
                    "or say in the definition of each what tells them apart",
                    (term, concept, known.glossary),
                    source=first_source(concept, known.source),
                )
                break


def _with_others(concept: Concept, known: Known) -> Iterator[Finding]:
    """Compare with the other glossaries, which may know the source term in several senses."""
    for term in concept.in_language(known.target):
        verdict = known.verdicts.get((concept.id, term.text))
        if verdict is not None and verdict.verdict == "drifted":
            continue  # drifted-meaning reports the wording, and quotes the other glossary
        akin = [
            (other, theirs, twin)
            for other in known.others
            for _, theirs, twin in entries(other, term)
            if _share_a_source(concept, theirs, known.source) and _same_time(term, twin)
        ]
        if any(twin.accepted == term.accepted for _, _, twin in akin):
            continue
        for other, theirs, twin in akin:
            if _other_meaning((concept, term), (theirs, twin)):
                continue
            because = f" (“{twin.reason}”)" if twin.reason else ""
            yield finding(
                rule_name(__name__),
                "warning",
                f"“{term.text}” is {term.status} in {known.glossary.name} and {twin.status} in "
                f"{other.name}{because}; follow the authority that binds you",
                (term, concept, known.glossary),
                source=first_source(concept, known.source),
                kind=twin.kind or term.kind,
                suggestions=_instead(theirs, term, other) if term.accepted else (),
            )
            break


def _other_meaning(mine: tuple[Concept, Term], theirs: tuple[Concept, Term]) -> bool:
    """Say whether two glossaries that disagree on a wording may speak of two meanings.

    They do if both define the term, differently, and the one that avoids the wording leaves room
    for another sense: it deprecates it rather than forbids it, or adds a note.
    """
    (one, _), (other, _) = mine, theirs
    if one.id == other.id or not both_told(one, other):
        return False
    avoiding, avoided = theirs if mine[1].accepted else mine
    return avoided.status == "deprecated" or bool(avoided.note or avoiding.note)


def _instead(concept: Concept, term: Term, glossary: Glossary) -> tuple[str, ...]:
    return tuple(
        f"{better.text} ({better.status}, {glossary.name})"
        for better in concept.terms
        if better.accepted and same_language(better.language, term.language)
    )


def _clash(one: Term, other: Term) -> bool:
    return (
        one.accepted != other.accepted
        and key(one.text) == key(other.text)
        and same_word(one, other)
        and _same_time(one, other)
    )


def _same_time(one: Term, other: Term) -> bool:
    """Say whether two statuses hold for the same reader on the same day.

    A status for one house stands over the one for everyone: that is what a profile is for.
    """
    if one.profile != other.profile:
        return False
    begin = max(one.valid_from or _FIRST_DAY, other.valid_from or _FIRST_DAY)
    end = min(one.valid_until or _LAST_DAY, other.valid_until or _LAST_DAY)
    return begin <= end


def _share_a_source(one: Concept, other: Concept, source: str) -> bool:
    wordings = {key(term.text) for term in one.in_language(source, accepted=True)}
    return any(
        key(term.text) in wordings
        for term in other.terms
        if term.accepted and same_language(term.language, source)
    )
