"""A name takes a side that the source does not take.

Why it matters: one event is an annexation, a reunification or an accession; one water is the
Persian or the Arabian Gulf. Whoever chooses the name has said what they think of the thing. A
translation that changes the name puts a view into the author's mouth.

What to do: use the wording that takes the same side as the source, as suggested. No name is right
or wrong by itself, and the rule reports nothing but a change.

When to ignore it: where your house has decided on a wording. Make it known as the house's profile,
and the rule stays quiet on it. Quotations are left alone, and so is a change that the language
forces (Russian has two ways to say "in Ukraine", English one).

Evidence: the register of loaded names (docs/names.md), which says for each wording how it presents
the thing, who uses it and since when. A side that the translation drops, where the language has a
word for it, is a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fidelity.matching.sides import KnownText, Side
from fidelity.model import Concept, Evidence, Finding, Level, Term
from fidelity.protocols import Example, Known
from fidelity.rules._examples import Example as RowExample
from fidelity.rules._examples import Row
from fidelity.rules._findings import finding, rule_name
from fidelity.rules._stances import Change, Stance, change, common, stances
from fidelity.segments import Segment

LEVEL: Level = "warning"

RIGHT: tuple[Example | RowExample, ...] = (
    Example(
        "en-ru",
        "The Assembly condemned the annexation of Crimea.",
        "Ассамблея осудила аннексию Крыма.",
    ),
    Example(
        "en-ru",
        "Ships left the Gulf after Iran closed the strait.",
        "Корабли покинули Персидский залив после того, как Иран закрыл пролив.",
    ),
    Example(
        "en-ru",
        "The Minister spoke of the situation in Ukraine.",
        "Министр говорил о положении на Украине.",
    ),
    Example(
        "ru-en",
        "В заявлении «специальная военная операция» на Украине названа войной.",
        'In the statement, the "special military operation" in Ukraine is called a war.',
    ),
    Example(
        "en-ru",
        "The reunification of Germany changed Europe.",
        "Воссоединение Германии изменило Европу.",
    ),
    Example(
        "en-ru",
        "Kosovo took part in the meeting.",
        "В заседании участвовало Косово.",
    ),
    Example(
        "en-ru",
        "North Macedonia joined the Alliance.",
        "Северная Македония вступила в альянс.",
    ),
    Example(
        "en-ru",
        "Myanmar signed the agreement.",
        "Мьянма подписала соглашение.",
    ),
    Example(
        "en-ru",
        "NATO enlargement continued.",
        "Расширение НАТО продолжилось.",
    ),
    Example(
        "en-ru",
        "Volunteers distributed food.",
        "Волонтеры раздавали еду.",
    ),
    (
        Row("annexation", "en", "annexation of Crimea"),
        Row("annexation", "ru", "аннексия Крыма"),
    ),
)
WRONG: tuple[Example | RowExample, ...] = (
    Example(
        "en-ru",
        "The Assembly condemned the annexation of Crimea.",
        "Ассамблея осудила воссоединение Крыма с Россией.",
    ),
    Example(
        "en-ru",
        "Navigation in the Persian Gulf was discussed with Iran.",
        "С Ираном обсуждалось судоходство в Арабском заливе.",
    ),
    Example(
        "ru-en",
        "Специальная военная операция на Украине продолжается.",
        "The war in Ukraine continues.",
    ),
    Example(
        "en-ru",
        "North Macedonia joined the Alliance.",
        "Македония вступила в альянс.",
    ),
    Example(
        "en-ru",
        "Kosovo took part in the meeting.",
        "Республика Косово приняла участие в заседании.",
    ),
    Example(
        "en-ru",
        "The government in Damascus rejected the offer.",
        "Режим в Дамаске отверг предложение.",
    ),
    Example(
        "ru-en",
        "Самопровозглашенная Донецкая Народная Республика объявила мобилизацию.",
        "The Donetsk People's Republic announced mobilisation.",
    ),
    Example(
        "en-ru",
        "Delegates discussed the embargo against Cuba.",
        "Делегаты обсудили блокаду Кубы.",
    ),
    Example(
        "en-ru",
        "Taiwan sent a delegation.",
        "Тайвань (Китай) направил делегацию.",
    ),
    Example(
        "en-uk",
        "The invasion of Ukraine was condemned.",
        "Спеціальну військову операцію в Україні було засуджено.",
    ),
    (
        Row("annexation", "en", "annexation of Crimea"),
        Row("annexation", "ru", "воссоединение Крыма с Россией"),
    ),
    (
        Row("annexation", "en", "annexation", definition="The taking of Crimea in 2014."),
        Row("annexation", "ru", "воссоединение"),
    ),
)

_SAID = {
    "another": "takes another side",
    "taken": "takes a side that the source does not take",
    "dropped": "no longer takes the side that the source takes",
}


def check(segment: Segment, known: KnownText) -> Iterator[Finding]:
    """Report each name that takes another side than the source does."""
    folder, profile = known.house.cache, known.house.profile
    before = stances(known.source.tokens, known.source.language, folder)
    if not before or not segment.target.text.strip():
        return
    after = stances(known.target.tokens, known.target.language, folder)
    for old, new in common(before, after):
        own = _unquoted(old, known.source)
        free = [stance for stance in new if profile not in stance.variant.profiles]
        one = _worst(own, _unquoted(free, known.target), new, known.target.language)
        if one is not None:
            yield _finding(own[0], *one, segment)


def _level(stance: Stance, what: Change) -> Level:
    return "note" if what == "dropped" or stance.item.minor else LEVEL


def _unquoted(found: Sequence[Stance], side: Side) -> list[Stance]:
    """Leave out what stands in quotation marks: that is somebody else's name."""
    return [stance for stance in found if not side.in_quotation(stance.start, stance.end)]


def _worst(
    old: Sequence[Stance], new: Sequence[Stance], everything: Sequence[Stance], language: str
) -> tuple[Stance, Change] | None:
    """Choose the gravest change; none where the source's own side is anywhere taken too."""
    sides = [stance.variant for stance in old]
    if not old or any(stance.variant in sides for stance in everything):
        return None
    changes = [(each, what) for each in new if (what := change(old, each, language))]
    return min(changes, key=lambda one: list(_SAID).index(one[1]), default=None)


def _finding(old: Stance, new: Stance, what: Change, segment: Segment) -> Finding:
    return Finding(
        rule=rule_name(__name__),
        level=_level(new, what),
        message=_message(old, new, what),
        kind="name",
        source=segment.source.span(old.start, old.end),
        target=segment.target.span(new.start, new.end),
        evidence=(_evidence(old, new),),
        suggestions=_suggestions(old, segment.target_language),
    )


def _message(old: Stance, new: Stance, what: Change) -> str:
    return (
        f"“{old.text}” ({old.variant.stance}) has become «{new.text}» ({new.variant.stance}): "
        f"the translation {_SAID[what]}"
    )


def _evidence(old: Stance, new: Stance) -> Evidence:
    users = "; ".join(new.variant.used_by) or "no side in particular"
    return Evidence(
        engine="names/loaded.yaml",
        family="names",
        query=old.text,
        answers=(new.text,),
        relation="related",
        competent=None,
        reason=f"{old.item.about} «{new.text}» is used by: {users}",
        points=None,
    )


def _suggestions(old: Stance, language: str) -> tuple[str, ...]:
    """List the wordings of the source's side, each with a document that shows it."""
    source = f" ({old.item.sources[0]})" if old.item.sources else ""
    names = old.variant.in_language(language.partition("-")[0])
    return tuple(f"{name.text}{source}" for name in names[:3])


def audit(concept: Concept, known: Known) -> Iterator[Finding]:
    """Report each accepted rendering that takes another side than the terms of the source do."""
    sources = concept.in_language(known.source, accepted=True)
    old = _of_terms(sources, known.source, concept)
    for term in concept.in_language(known.target, accepted=True) if old else ():
        for sides, there in common(old, _of_terms((term,), known.target, concept)):
            new = [stance for stance in there if term.profile not in stance.variant.profiles]
            one = _worst(sides, new, there, known.target)
            if one is not None:
                yield _audited(sides[0], *one, (term, concept, known))


def _of_terms(terms: Sequence[Term], language: str, concept: Concept) -> dict[str, list[Stance]]:
    """Find the loaded names that whole terms are, with the rest of the entry as their context."""
    around = " ; ".join(
        filter(None, (concept.definition, concept.domain, concept.note, *concept.examples))
    )
    found: dict[str, list[Stance]] = {}
    for term in terms:
        for item, there in stances(term.text, language, around=around).items():
            found.setdefault(item, []).extend(there)
    return found


def _audited(old: Stance, new: Stance, what: Change, about: tuple[Term, Concept, Known]) -> Finding:
    term, concept, known = about
    made = finding(
        rule_name(__name__),
        _level(new, what),
        _message(old, new, what),
        (term, concept, known.glossary),
        kind="name",
        suggestions=_suggestions(old, known.target),
    )
    return replace(made, evidence=(_evidence(old, new),))
