"""A speech act grew stronger or weaker in translation.

Why it matters: the words by which organs and States act stand on scales. Deplores is less than
condemns, calls upon is less than demands, and decides binds where demands does not. Readers of the
translation take its words for those that were agreed upon.

What to do: use a wording of the level that the original has. The finding names the two wordings,
their levels, how many steps lie between them, and wordings of the right level with their authority.

When to ignore it: where the passage is a paraphrase and not an act, or where your office renders
the formula so. Put the house's own wording into a file of scales (docs/scales.md), under “double”
if it stands for both levels.

Evidence: the scales of force, whose levels are cited to published texts of the United Nations, to
treaties and to manuals. A wording that usage reads two ways holds both levels; only a distance that
no reading explains is reported. An error takes two steps, or crosses the line between what binds
and what does not, where both sides show who acts; one step is a warning. Whatever is less clear is
a note. A word such as extremely that only one side has is a warning, and so is a word for which a
graver or milder one stands (incident, aggression). A strong act (condemned) or grave word
(massacre) of which the other side has nothing is a warning where the rest of the sentence is there.
A term and its rendering in a glossary are compared in the same way; where another rendering of the
concept has the right force, a far one is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fidelity.lexicon.scales import crosses_binding, distance, load
from fidelity.matching.sides import KnownText
from fidelity.model import Concept, Finding, Level, Term
from fidelity.protocols import Example, Known
from fidelity.rules._acts import Act, acts, whole
from fidelity.rules._degrees import degrees
from fidelity.rules._examples import Example as GlossaryExample
from fidelity.rules._examples import Row
from fidelity.rules._findings import finding, rule_name
from fidelity.rules._force_words import (
    evidence,
    message,
    replaced,
    strengthened,
    suggestions,
    unanswered,
    ungraven,
)
from fidelity.rules._gravity import graver
from fidelity.rules._lost_acts import lost_acts
from fidelity.rules._lost_words import lost_words
from fidelity.rules._shifts import Shift, level, shifts
from fidelity.segments import Segment

LEVEL: Level = "error"
RIGHT: tuple[Example | GlossaryExample, ...] = (
    Example(
        "en-ru",
        "The Council deplores the loss of life among aid workers.",
        "Совет осуждает гибель сотрудников гуманитарных организаций.",
    ),
    Example(
        "en-ru",
        "The attack was strongly condemned by all delegations.",
        "Нападение подверглось решительному осуждению всех делегаций.",
    ),
    Example(
        "en-ru",
        "Expressing its deep and continuing concern at the violence,",
        "выражая свою глубокую и неизменную озабоченность насилием,",
    ),
    Example(
        "en-ru",
        "As far as my country is concerned, the situation demands urgent action.",
        "Что касается моей страны, то обстановка требует срочных действий.",
    ),
    Example(
        "en-ru",
        "Global demand fell, and producers called for cuts.",
        "Мировой спрос упал, и производители призвали к сокращению добычи.",
    ),
    Example(
        "ru-en",
        "Врачи требуют от пациентов носить маску.",
        "Doctors require patients to wear a mask.",
    ),
    Example(
        "ru-en",
        "С глубокой озабоченностью отмечая рост насилия,",
        "Noting with deep concern the increase in violence,",
    ),
    Example(
        "en-ru",
        "Encourages States to ratify the Protocol;",
        "рекомендует государствам ратифицировать Протокол;",
    ),
    Example(
        "en-ru",
        "The situation is extremely important for the whole region.",
        "Это положение имеет огромное значение для всего региона.",
    ),
    Example(
        "en-ru",
        "Parents are calling for a ban on the game.",
        "Родители требуют запретить эту игру.",
    ),
    Example(
        "ru-en",
        "Сделка сорвалась в последнюю минуту.",
        "The deal fell through at the last minute.",
    ),
    (Row("deplore", "en", "deplore"), Row("deplore", "ru", "осуждать")),
    (Row("request", "en", "request"), Row("request", "ru", "запрос")),
)
WRONG: tuple[Example | GlossaryExample, ...] = (
    Example(
        "en-ru",
        "The Council calls upon both sides to lift the blockade.",
        "Совет требует от обеих сторон снять блокаду.",
    ),
    Example(
        "en-ru",
        "The Assembly strongly condemns the shelling of the hospital.",
        "Ассамблея выражает сожаление в связи с обстрелом больницы.",
    ),
    Example(
        "en-ru",
        "The ministers expressed their deep and growing concern over the delay.",
        "Министры выразили озабоченность по поводу задержки.",
    ),
    Example(
        "en-ru",
        "The Government intends to reduce its forces.",
        "Правительство гарантирует сокращение своих войск.",
    ),
    Example(
        "en-ru",
        "Decides to extend the mandate of the Mission;",
        "рекомендует продлить мандат Миссии;",
    ),
    Example(
        "ru-en",
        "Комитет принимает к сведению представленную информацию.",
        "The Committee welcomes the information provided.",
    ),
    Example(
        "ru-en",
        "Посол извинился за слова своего коллеги.",
        "The ambassador expressed regret for the words of his colleague.",
    ),
    Example(
        "ru-en",
        "Стороны призывают к сдержанности и требуют освободить экипаж.",
        "The parties call for restraint and request the release of the crew.",
    ),
    Example(
        "en-ru",
        "The envoy called the remarks careless.",
        "Посланник назвал эти высказывания крайне неосторожными.",
    ),
    Example(
        "en-ru",
        "The Parties undertake not to station foreign troops in the valley.",
        "Стороны намерены не размещать иностранные войска в долине.",
    ),
    Example(
        "ru-en",
        "Комитет принял доклад к сведению.",
        "The Committee endorsed the report.",
    ),
    Example(
        "ru-en",
        "Корабли блокировали порт.",
        "The ships were stationed in the port.",
    ),
    Example(
        "en-ru",
        "The border post was razed to the ground.",
        "Пограничный пост пострадал.",
    ),
    (Row("deplore", "en", "deplore"), Row("deplore", "ru", "приветствовать")),
    (Row("condemn", "en", "strongly condemn"), Row("condemn", "ru", "сожалеть")),
)

_FAR = 2  # steps


@dataclass(frozen=True, slots=True)
class _Gap:
    """How far a rendering in a glossary stands from a term."""

    term: Term
    source_act: Act
    rendering: Term
    target_act: Act
    steps: int
    """Positive where the rendering is stronger."""


def check(segment: Segment, known: KnownText) -> Iterator[Finding]:
    """Report each speech act whose force changed, each graver word, and each strengthening one."""
    rule, said = rule_name(__name__), []
    both = acts(known.source), acts(known.target)
    for shift in shifts(known, *both):
        said.append((shift.source.start, shift.target.start))
        yield _shifted(shift, segment, known)
    for change in graver(known):
        said.append((change.source[0], change.target[0]))
        yield replaced(change, segment, rule)
    for act in lost_acts(known, both):
        said.append((-1, act.act.start) if act.added else (act.act.start, -1))
        yield unanswered(act, segment, rule)
    for word in lost_words(known):
        # A word that is an act as well is no second finding.
        if all(place[word.added] != word.start for place in said):
            said.append((-1, word.start) if word.added else (word.start, -1))
            yield ungraven(word, segment, rule)
    for degree in degrees(known):
        # A word that strengthens what has changed anyway is no second finding.
        if not any(_within(one, degree.source) or _within(two, degree.target) for one, two in said):
            yield strengthened(degree, segment, rule)


def _within(place: int, span: tuple[int, int]) -> bool:
    return span[0] <= place < span[1]


def audit(concept: Concept, known: Known) -> Iterator[Finding]:
    """Report each rendering that no reading of the scales reconciles with any term."""
    terms = concept.in_language(known.source, accepted=True)
    # A concept is what its first term says; where that is no act, the others are its phrases.
    if not terms or not whole(terms[0].text, known.source):
        return
    sources = [(term, act) for term in terms for act in whole(term.text, known.source)]
    renderings = concept.in_language(known.target, accepted=True)
    gaps = [_gap(rendering, sources, known) for rendering in renderings]
    alone = not any(gap and not gap.steps for gap in gaps)
    for gap in gaps:
        if gap and gap.steps:
            yield _misplaced(gap, alone, concept, known)


def _gap(rendering: Term, sources: list[tuple[Term, Act]], known: Known) -> _Gap | None:
    """Measure a rendering against the nearest term; null where they cannot be compared."""
    found = [
        _Gap(term, one, rendering, other, steps)
        for other in whole(rendering.text, known.target)
        for term, one in sources
        if one.axis == other.axis
        and (steps := distance(load().axis(one.axis), one.levels, other.levels)) is not None
    ]
    return min(found, key=lambda gap: abs(gap.steps), default=None)


def _misplaced(gap: _Gap, alone: bool, concept: Concept, known: Known) -> Finding:
    """Make the finding about a rendering in a glossary.

    Where another rendering stands at the right level, the glossary shows that it knows the term
    and lets more pass: a warning, not an error.
    """
    one, other = gap.source_act, gap.target_act
    crosses = crosses_binding(load().axis(one.axis), one.levels, other.levels)
    far = abs(gap.steps) >= _FAR or crosses
    claimed = bool(set(other.expression.contested) & set(one.levels))
    grade: Level = "note" if claimed else "error" if far and alone else "warning"
    return finding(
        rule_name(__name__),
        grade,
        message(one, gap.term.text, (other, gap.rendering.text), gap.steps, crosses=crosses),
        (gap.rendering, concept, known.glossary),
        source=gap.term,
        kind="force_up" if gap.steps > 0 else "force_down",
        suggestions=suggestions(one, known.target),
    )


def _shifted(shift: Shift, segment: Segment, known: KnownText) -> Finding:
    """Make the finding about a translated act."""
    one, other = shift.source, shift.target
    said = known.source.text[one.start : one.end]
    became = known.target.text[other.start : other.end]
    return Finding(
        rule_name(__name__),
        level(shift, known),
        message(one, said, (other, became), shift.steps, crosses=shift.crosses),
        kind="force_up" if shift.steps > 0 else "force_down",
        source=segment.source_span(one.start, one.end),
        target=segment.target_span(other.start, other.end),
        evidence=(evidence(one, said), evidence(other, became)),
        suggestions=suggestions(one, known.target.language),
    )
