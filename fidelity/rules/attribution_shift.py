"""A claim lost or gained its source, its doubt, or the bounds of a quotation.

Why it matters: an alleged violation is not a violation, and what a minister said is not what the
text says. A translation that drops the word makes the writer answer for the claim; one that adds it
puts doubt where there was none.

What to do: leave each claim with the one who made it, in as strong a word as the original has, and
put quotation marks where the original has them.

When to ignore it: where the sentence before names the speaker already, or where the form of the
verb carries the doubt (German sei, French aurait). Indirect for direct speech is right where the
house asks for it.

Evidence: hedges, verbs that report and wordings that name a source, by language
(docs/scales.md). A hedge counts as kept by any word that leaves a claim open; only its loss without
a trace is reported. A verb that reports is compared where one is left on each side once verbs of
the same class have met: said became admitted, claimed became confirmed. Whoever speaks is compared
by his role, where neither role is named on the other side. Who asked, accused or attacked whom is
read off the order of English words and off Russian cases, where both are plain. Quotations are
compared by how much of the text they cover.
"""

from __future__ import annotations

from collections.abc import Iterator

from fidelity.lexicon.attribution import attribution
from fidelity.matching.sides import KnownText, Side
from fidelity.model import Evidence, Finding, Level, Span
from fidelity.protocols import Example
from fidelity.rules import _roles
from fidelity.rules._claims import Mark, added, lost, marks, unsaid
from fidelity.rules._contrast import turned
from fidelity.rules._findings import rule_name
from fidelity.rules._retold import told
from fidelity.rules._scare_quotes import resized, unquoted
from fidelity.rules._voices import exchanged
from fidelity.segments import Segment

LEVEL: Level = "warning"
RIGHT: tuple[Example, ...] = (
    Example(
        "en-ru",
        "The Committee examined alleged violations of the arms embargo.",
        "Комитет рассмотрел предполагаемые нарушения эмбарго на поставки оружия.",
    ),
    Example(
        "en-ru",
        "Troops allegedly fired on the convoy.",
        "Военные, как утверждается, открыли огонь по колонне.",
    ),
    Example(
        "en-ru",
        "The army is said to have withdrawn.",
        "По сообщениям, армия отошла.",
    ),
    Example(
        "en-ru",
        "According to the Minister, the talks will resume on Monday.",
        "Как сообщил министр, переговоры возобновятся в понедельник.",
    ),
    Example(
        "en-ru",
        "Costs are shared according to Article 17 of the Charter.",
        "Расходы распределяются по статье 17 Устава.",
    ),
    Example(
        "en-ru",
        "The so-called republic held elections.",
        "«Республика» провела выборы.",
    ),
    Example(
        "ru-en",
        "Посол утверждает, что соглашение соблюдается.",
        "The ambassador maintains that the agreement is being observed.",
    ),
    Example(
        "ru-en",
        "Представитель МИД отметил, что вопрос закрыт.",
        "The Foreign Ministry spokesman said that the matter was closed.",
    ),
    Example(
        "ru-en",
        "Министр заявил: «Мы готовы к диалогу с соседями».",
        "“We are ready for dialogue with our neighbours,” said the minister.",
    ),
    Example(
        "en-ru",
        "The rebels attacked the garrison before dawn.",
        "Перед рассветом гарнизон атаковали повстанцы.",
    ),
    Example(
        "ru-en",
        "Эстонию поддержала Латвия.",
        "Estonia was supported by Latvia.",
    ),
)
WRONG: tuple[Example, ...] = (
    Example(
        "en-ru",
        "The coast guard warned the fishermen twice on Sunday.",
        "В воскресенье рыбаки дважды предупредили береговую охрану.",
    ),
    Example(
        "ru-en",
        "Эстонию поддержала Латвия.",
        "Latvia was supported by Estonia.",
    ),
    Example(
        "en-ru",
        "The mayor stated that the bridge was safe.",
        "Мэр подтвердил, что мост безопасен.",
    ),
    Example(
        "ru-en",
        "Капитан отрицал, что на борту было оружие.",
        "The captain admitted that there had been weapons on board.",
    ),
    Example(
        "en-ru",
        'The town received the "peacekeepers" with silence.',
        "Город встретил миротворцев молчанием.",
    ),
    Example(
        "en-ru",
        "The Committee examined alleged violations of the arms embargo.",
        "Комитет рассмотрел нарушения эмбарго на поставки оружия.",
    ),
    Example(
        "en-ru",
        "The minister said that the allegedly stolen documents had been returned.",
        "Министр сказал, что похищенные документы возвращены.",
    ),
    Example(
        "en-ru",
        "The minister said that the bridge had been destroyed by the rebels.",
        "Мост был разрушен повстанцами.",
    ),
    Example(
        "en-ru",
        "According to witnesses, the guards opened fire first.",
        "Охрана открыла огонь первой.",
    ),
    Example(
        "en-ru",
        "The ambassador said that the aircraft had crossed the border.",
        "Посол признался, что самолет пересек границу.",
    ),
    Example(
        "ru-en",
        "Самолет якобы нарушил воздушное пространство.",
        "The aircraft violated the airspace.",
    ),
    Example(
        "ru-en",
        "Министр сообщил, что договор будет подписан.",
        "The minister claimed that the treaty would be signed.",
    ),
    Example(
        "en-ru",
        "The applicant submits that the cell had no window.",
        "Комитет установил, что в камере не было окна.",
    ),
    Example(
        "en-ru",
        "The magazine, quoting a bank official, writes that the loan was repaid.",
        "Журнал со ссылкой на посла пишет, что кредит погашен.",
    ),
    Example(
        "en-ru",
        "It was the Treasury, not the Ministry, that signed the contract.",
        "Контракт подписало министерство, а не казначейство.",
    ),
    Example(
        "ru-en",
        "Делегация покинула зал.",
        "The delegation allegedly left the hall.",
    ),
    Example(
        "ru-en",
        "Посол назвал это решение «ошибкой» и призвал соседей не спешить с ответом.",
        "The ambassador “called this decision a mistake and urged the neighbours not to hurry”.",
    ),
)


def check(segment: Segment, known: KnownText) -> Iterator[Finding]:
    """Report what happened to the attribution of a claim."""
    # Without data on a language, whatever the other one says would seem to be lost or added.
    if not all(attribution(side.language).hedges for side in (known.source, known.target)):
        return
    source, target = marks(known.source), marks(known.target)
    if (gone := lost(source, target)) and not _quoted_instead(gone, known.source, known.target):
        yield _gone(gone, segment, known)
    elif (new := added(target, source)) and not _quoted_instead(new, known.target, known.source):
        yield _new(new, segment, known)
    elif (verb := unsaid(source, known.source, target, known.target)) and not known.target.quoted:
        yield _unsaid(verb, segment, known)
    if bare := unquoted(known):
        yield _bare(bare, segment)
    if others := exchanged(source, known.source, target, known.target):
        yield _between(others, segment, "the words are given to somebody else")
    elif verbs := told(source, target):
        yield _retold(verbs, segment, known)
    yield from _turned_round(segment, known)
    if halves := turned(known.source, known.target):
        yield _between(halves, segment, "each is denied on its side, and the other half affirmed")
    if len(known.source.quoted) == len(known.target.quoted) == 1:
        yield from _moved(segment, known)


def _turned_round(segment: Segment, known: KnownText) -> Iterator[Finding]:
    if roles := _roles.exchanged(known):
        yield _between(roles, segment, "who does it and to whom it is done changed places")


def _between(
    spans: tuple[tuple[int, int], tuple[int, int]], segment: Segment, what: str
) -> Finding:
    source, target = segment.source_span(*spans[0]), segment.target_span(*spans[1])
    return _finding(f"“{source.text}” and “{target.text}”: {what}", source, target, ())


def _quoted_instead(mark: Mark, here: Side, there: Side) -> bool:
    """Say whether quotation marks do on one side what a word does on the other."""
    return mark.sort == "distancing" and len(there.quoted) > len(here.quoted)


def _bare(spans: tuple[tuple[int, int], tuple[int, int]], segment: Segment) -> Finding:
    source, target = segment.source_span(*spans[0]), segment.target_span(*spans[1])
    return _finding(
        f"{source.text} became {target.text}: the quotation marks by which the writer sets himself "
        "apart from the words are gone",
        source,
        target,
        (),
    )


def _gone(mark: Mark, segment: Segment, known: KnownText) -> Finding:
    said = known.source.text[mark.start : mark.end]
    what = "whose claim it is" if mark.sort == "source" else "that the claim is not proved"
    return _finding(
        f"“{said}” says {what}, and nothing in the translation does",
        segment.source_span(mark.start, mark.end),
        segment.target_span(0, len(known.target.text)),
        (_line(mark, said),),
    )


def _new(mark: Mark, segment: Segment, known: KnownText) -> Finding:
    said = known.target.text[mark.start : mark.end]
    return _finding(
        f"“{said}” casts doubt on the claim, and nothing in the original does",
        None,
        segment.target_span(mark.start, mark.end),
        (_line(mark, said),),
    )


def _unsaid(mark: Mark, segment: Segment, known: KnownText) -> Finding:
    said = known.source.text[mark.start : mark.end]
    return _finding(
        f"“{said}” leaves the words with the one who said them; the translation says them itself",
        segment.source_span(mark.start, mark.end),
        segment.target_span(0, len(known.target.text)),
        (_line(mark, said),),
    )


def _retold(verbs: tuple[Mark, Mark], segment: Segment, known: KnownText) -> Finding:
    one, other = verbs
    said = known.source.text[one.start : one.end]
    became = known.target.text[other.start : other.end]
    return _finding(
        f"“{said}” ({_named(one)}) became “{became}” ({_named(other)}): the stance of the one who "
        "reports the words changed",
        segment.source_span(one.start, one.end),
        segment.target_span(other.start, other.end),
        (_line(one, said), _line(other, became)),
    )


def _moved(segment: Segment, known: KnownText) -> Iterator[Finding]:
    """Report the one quotation of each side where it covers much more of the text on one."""
    (one,), (other,) = known.source.quoted, known.target.quoted
    if way := resized(known):
        yield _finding(
            f"the quotation holds {way} in the translation than in the original: "
            f"“{known.source.text[one[0] + 1 : one[1] - 1]}” became "
            f"“{known.target.text[other[0] + 1 : other[1] - 1]}”",
            segment.source_span(*one),
            segment.target_span(*other),
            (),
        )


def _named(mark: Mark) -> str:
    return " or ".join(mark.word.ids) if mark.word else mark.sort


def _line(mark: Mark, text: str) -> Evidence:
    return Evidence(
        engine="words:reporting" if mark.word else "attribution",
        family="words",
        query=text,
        answers=mark.word.ids if mark.word else (mark.sort,),
        relation="related",
        competent=None,
        reason=f"“{text}” is listed as {_named(mark)}",
        points=None,
    )


def _finding(
    message: str, source: Span | None, target: Span, evidence: tuple[Evidence, ...]
) -> Finding:
    return Finding(
        rule_name(__name__),
        LEVEL,
        message,
        kind="attribution",
        source=source,
        target=target,
        evidence=evidence,
    )
