"""A denial is lost or added: the translation affirms what the original denies, or the reverse.

Why it matters: one small word turns a promise into a refusal. Readers of the translation have
no means to notice it.

What to do: compare the two wordings that are quoted. Put the negation where the original has
it, or choose a word that holds it (does not comply: нарушает).

When to ignore it: the translation says the same by other means, such as an opposite with a
negation of its own. Please report such a pair, so that the data can be widened.

Evidence: the negative words of each language and the words that hold a negation in their sense
(``data/words``, ``data/polarity``), opposites that are the same in all languages, and the built-in
sentence encoder, which says which word of the translation answers the denied one. An error needs
both keys: the side has no negation of any kind, and the counterpart of the denied word stands there
without one.
"""

from __future__ import annotations

from collections.abc import Iterator

from fidelity.matching.sides import KnownText
from fidelity.model import Evidence, Finding, Level
from fidelity.protocols import Example
from fidelity.rules import _losses
from fidelity.rules._counterparts import SHORT_SENTENCE, Counterparts, counterparts
from fidelity.rules._denials import VERBS, Denials, clause_of, denials, has_data
from fidelity.rules._losses import BARRING, WITHOUT, Loss
from fidelity.rules._opposites import Opposed, answered, opposed, stands
from fidelity.rules._shared_terms import Shared, shared_terms, unshared
from fidelity.segments import Segment

LEVEL: Level = "warning"
RULE = "polarity-shift"

RIGHT: tuple[Example, ...] = (
    Example("en-ru", "The Committee received no reply.", "Комитет не получил никакого ответа."),
    Example(
        "en-ru",
        "The report shall be submitted no later than 1 March.",
        "Доклад представляется не позднее 1 марта.",
    ),
    Example(
        "en-ru", "Nobody has the right to veto the draft.", "Никто не вправе ветировать проект."
    ),
    Example(
        "en-ru",
        "The Government failed to submit its report.",
        "Правительство не представило свой доклад.",
    ),
    Example("en-ru", "The Court cannot but note the delay.", "Суд не может не отметить задержку."),
    Example(
        "en-ru",
        "The measures remain in force until the parties agree otherwise.",
        "Меры действуют, пока стороны не договорятся об ином.",
    ),
    Example(
        "en-ru",
        "Neither the Council nor the Assembly has taken a decision.",
        "Ни Совет, ни Ассамблея не приняли решения.",
    ),
    Example(
        "ru-en",
        "Комиссия не раз указывала на этот пробел.",
        "The Commission has repeatedly pointed to this gap.",
    ),
    Example("ru-en", "Проект не был одобрен.", "The draft was rejected."),
    Example("ru-en", "Его уход не остался незамеченным.", "His departure was noticed."),
    Example(
        "ru-en",
        "Вывоз зерна запрещён, если не получено разрешение.",
        "The export of grain is prohibited unless a permit has been obtained.",
    ),
    Example("ru-en", "Суд не исключил отсрочки.", "The Court did not rule out a delay."),
    Example(
        "en-ru",
        "The crew was not able to repair the engine.",
        "Экипаж не смог починить двигатель.",
    ),
    Example(
        "ru-en",
        "Не только государства, но и организации могут присоединиться к соглашению.",
        "Organizations as well as States may accede to the agreement.",
    ),
    Example(
        "en-ru",
        "The arms race must not be allowed to resume.",
        "Нельзя допустить возобновления гонки вооружений.",
    ),
)
WRONG: tuple[Example, ...] = (
    Example("en-ru", "The dam will hardly survive the flood.", "Плотина хорошо перенесёт паводок."),
    Example(
        "en-ru",
        "The delegation does not recognize the results of the vote.",
        "Делегация признаёт результаты голосования.",
    ),
    Example(
        "en-ru",
        "The mission was able to visit both camps.",
        "Миссия не смогла посетить оба лагеря.",
    ),
    Example(
        "en-ru",
        "The amendment does not apply to vessels of war.",
        "Поправка применяется к военным кораблям.",
    ),
    Example(
        "en-ru",
        "The Council strongly supports an increase in the budget of the mission.",
        "Совет решительно поддерживает сокращение бюджета миссии.",
    ),
    Example(
        "ru-en",
        "Правительство не согласилось с выводами группы экспертов.",
        "The Government agreed with the conclusions of the group of experts.",
    ),
    Example(
        "ru-en",
        "Суд признал арест законным.",
        "The court found the arrest unlawful.",
    ),
    Example(
        "ru-en",
        "Стороны подтвердили своё участие в переговорах.",
        "The parties did not confirm their participation in the talks.",
    ),
    Example("ru-en", "Посол не исключил отставки.", "The ambassador ruled out a resignation."),
    Example(
        "en-ru",
        "The talks failed to bring peace.",
        "Переговоры принесли мир.",
    ),
    Example(
        "en-ru",
        "The delegation voted against the motion.",
        "Делегация проголосовала за предложение.",
    ),
    Example(
        "en-ru",
        "Most members voted to ratify the protocol.",
        "Большинство членов проголосовали за то, чтобы отклонить протокол.",
    ),
)

_SURELY = 0.6
"""Cosine from which a word is surely the counterpart of a denied one."""
_ALIKE = 0.6
"""The same share from which a denial that the translation has beside it all is no free wording."""
_BRIEF, _CLEAR = 25, 0.7
"""Words up to which a text is so brief, and the share of them with a counterpart from which it is
so clear, that a word which denies by its sense must have one."""
_PARALLEL = 0.3
"""Share of words with a counterpart from which two sides are taken to run parallel."""


def check(segment: Segment, known: KnownText) -> Iterator[Finding]:
    """Find denials that only one side has, and opposites."""
    if not segment.source.text.strip() or not segment.target.text.strip():
        return
    source, target = known.source, known.target
    if not (has_data(source.language) and has_data(target.language)):
        return
    first, second = denials(source), denials(target)
    shared = shared_terms(known, first, second)
    first, second = unshared(first, shared.source), unshared(second, shared.target)
    first, second = _losses.met(first, second)
    note = None
    if len(first.open) != len(second.open):
        more_there = len(second.open) > len(first.open)
        sides = (target, source) if more_there else (source, target)
        both = (second, first) if more_there else (first, second)
        pairs = counterparts(source, target)
        table = pairs.back if more_there else pairs.pairs
        loss = _losses.lost_denial(sides, _losses.cancelled(sides, both, table), table)
        if loss and loss.word is not None and answered(*sides, sides[0].words[loss.word].start):
            loss = None
        others = opposed(source, target, shared)
        if loss and _losses.taken_over(loss, sides[0], others, added=more_there):
            return
        note = _finding(segment, known, loss, pairs, added=more_there) if loss else None
        if note and note.level != "note":
            yield note
            return
    found = _opposites(segment, known, (first, second), shared) or note
    found = found or _senses(segment, known, (first, second))
    if found:
        yield found


def _senses(segment: Segment, known: KnownText, both: tuple[Denials, Denials]) -> Finding | None:
    """Report a word that denies by its sense where the other side denies nothing at all."""
    pairs = counterparts(known.source, known.target)
    one, other = known.source, known.target
    loss = _losses.lost_sense((one, other), both, pairs.pairs)
    added = loss is None
    loss = loss or _losses.lost_sense((other, one), both[::-1], pairs.back)
    return _finding(segment, known, loss, pairs, added=added) if loss else None


def _finding(
    segment: Segment, known: KnownText, loss: Loss, pairs: Counterparts, *, added: bool
) -> Finding:
    side, other = (known.target, known.source) if added else (known.source, known.target)
    start, end = loss.denial.start, loss.denial.end
    if loss.word is not None:
        end = max(end, side.words[loss.word].end)
    quoted = side.text[start:end]
    if loss.answer is not None:
        word = other.words[loss.answer]
        there = (word.start, word.end)
        answer = f"“{word.text}”"
    else:
        there = clause_of(other.text, min(start, max(0, len(other.text) - 1)))
        answer = "anything"
    if added:
        message = f"the translation denies, “{quoted}”, and the original does not deny {answer}"
    else:
        message = f"the original denies, “{quoted}”, and the translation does not deny {answer}"
    mine = (start, end)
    source, target = (there, mine) if added else (mine, there)
    return Finding(
        rule=RULE,
        level=_level(loss, pairs, len(known.source.words), added=added),
        message=message,
        kind="polarity",
        source=segment.source.span(*source),
        target=segment.target.span(*target),
        evidence=_evidence(quoted, loss),
    )


def _level(loss: Loss, pairs: Counterparts, length: int, *, added: bool) -> Level:
    parallel = not pairs.pairs or pairs.covered >= _PARALLEL
    brief = length <= _BRIEF and pairs.covered >= _CLEAR
    if loss.denial.kind == BARRING:
        answered = loss.answer is not None and parallel and length <= SHORT_SENTENCE
        return "warning" if answered or brief else "note"
    if loss.answer is not None:
        if not parallel:
            return "note"
        sure = loss.bare and loss.denial.kind not in VERBS and _surely(loss, pairs)
        return "error" if sure else "warning"
    plain = loss.denial.kind != WITHOUT and length <= SHORT_SENTENCE
    known = not added or pairs.covered >= _ALIKE
    if loss.denial.kind == VERBS[0]:
        known = brief
    return "warning" if parallel and plain and known else "note"


def _surely(loss: Loss, pairs: Counterparts) -> bool:
    """Say whether the counterpart of the denied word is beyond doubt."""
    found = [
        pairs.likeness.get(place, 0.0) for place in (loss.word, loss.answer) if place is not None
    ]
    return max(found, default=0.0) >= _SURELY


def _evidence(quoted: str, loss: Loss) -> tuple[Evidence, ...]:
    lines = []
    if loss.bare:
        reason = "the other side has no negation of any kind"
        lines.append(_line("negative-words", "data", quoted, reason))
    if loss.answer is not None:
        reason = "the counterpart of the denied word stands without a negation"
        lines.append(_line("embedding", "embedding", quoted, reason))
    return tuple(lines)


def _line(engine: str, family: str, query: str, reason: str) -> Evidence:
    return Evidence(engine, family, query, (), "antonym", None, reason, None)


def _opposites(
    segment: Segment, known: KnownText, both: tuple[Denials, Denials], shared: Shared
) -> Finding | None:
    """Report a word whose opposite stands in the translation, if nothing turns one of them."""
    first, second = ([denial for denial in each.open if denial.kind not in VERBS] for each in both)
    balanced = len(first) == len(second)
    sides = (known.source, known.target)
    for found in opposed(*sides, shared):
        each = tuple(zip(sides, both, (found.source, found.target), strict=True))
        if stands(each, balanced=balanced):
            return _opposite(segment, found)
    return None


def _opposite(segment: Segment, found: Opposed) -> Finding:
    mine = segment.source.text[found.source[0] : found.source[1]]
    theirs = segment.target.text[found.target[0] : found.target[1]]
    return Finding(
        rule=RULE,
        level="error" if found.paired else "warning",
        message=f"“{mine}” became its opposite, “{theirs}”",
        kind="polarity",
        source=segment.source.span(*found.source),
        target=segment.target.span(*found.target),
        evidence=(_line("opposites", "data", mine, f"opposites: {found.axis}"),),
    )
