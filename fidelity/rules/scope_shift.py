"""A statement covers more or less than in the original: all, some, at least, up to, before, after.

Why it matters: *all territories* is a larger claim than *territories*, and thirty days *after*
a date are not the thirty days *before* it. Such words are short and easily overlooked.

What to do: compare the two wordings that are quoted and restore the limit of the original.

When to ignore it: the limit is expressed elsewhere in the sentence, such as by a verb.

So it is with *and* that became *or*, and with *because* that became *although*.

Evidence: the classes of quantifiers and of words of scope in each language (``data/words``,
``data/scope``), and the built-in sentence encoder, which says that both words limit the same thing.
"""

from __future__ import annotations

from collections.abc import Iterator

from fidelity.matching.sides import KnownText
from fidelity.model import Finding, Level
from fidelity.protocols import Example
from fidelity.rules._coordination import joined
from fidelity.rules._limit_groups import groups
from fidelity.rules._limit_shifts import compared, limits_of
from fidelity.rules._limits import has_data, limits
from fidelity.segments import Segment

LEVEL: Level = "warning"

RIGHT: tuple[Example, ...] = (
    Example("ru-en", "Каждое государство имеет один голос.", "All States have one vote."),
    Example("en-ru", "The whole Council agreed.", "Все члены Совета согласились."),
    Example(
        "en-ru", "At least ten States must accede.", "Должны присоединиться не менее десяти стран."
    ),
    Example("en-ru", "The mandate runs until 30 June.", "Мандат действует до 30 июня."),
    Example(
        "en-ru",
        "The fine may not exceed 100 francs.",
        "Штраф может составлять не более 100 франков.",
    ),
    Example(
        "en-ru",
        "Schools across the country were closed.",
        "Школы по всей стране были закрыты.",
    ),
    Example(
        "ru-en",
        "Прежде всего необходимо прекращение огня.",
        "A ceasefire is needed above all.",
    ),
    Example(
        "ru-en",
        "До подписания стороны провели консультации.",
        "The parties held consultations prior to the signing.",
    ),
    Example(
        "ru-en",
        "Список опубликовали лишь после вмешательства суда.",
        "The list was not published until the court intervened.",
    ),
    Example("en-ru", "Neither of the captains replied.", "Ни один из капитанов не ответил."),
    Example(
        "en-ru",
        "The camp will stay closed unless the wells are repaired.",
        "Лагерь останется закрытым, если колодцы не будут отремонтированы.",
    ),
    Example(
        "en-ru",
        "This most serious incident was reported after the meeting.",
        "Об этом серьёзнейшем инциденте было сообщено после заседания.",
    ),
    Example(
        "en-ru", "Not every proposal was accepted.", "Были приняты лишь некоторые предложения."
    ),
    Example("ru-en", "Рекомендации в основном выполнены.", "Most recommendations are implemented."),
    Example(
        "en-ru",
        "The programme is open not only to citizens but also to residents.",
        "Программа открыта как для граждан, так и для жителей.",
    ),
    Example("en-ru", "Persons aged 18 and over may vote.", "Голосуют лица не моложе 18 лет."),
    Example("en-ru", "They could not live without food or water.", "Без пищи и воды им не выжить."),
    Example("en-ru", "Aid and assistance were provided.", "Была оказана помощь."),
    Example(
        "en-ru",
        "The ferry was cancelled because of the storm.",
        "Паром отменили ввиду шторма.",
    ),
    Example("en-ru", "Though tired, the guards stayed.", "Охранники устали, но остались."),
)
WRONG: tuple[Example, ...] = (
    Example(
        "en-ru",
        "Withdrawal of forces from territories held by the other side.",
        "Вывод сил со всех территорий, удерживаемых другой стороной.",
    ),
    Example(
        "en-ru",
        "All members of the Council supported the draft.",
        "Некоторые члены Совета поддержали проект.",
    ),
    Example(
        "en-ru",
        "Most delegations supported the proposal.",
        "Все делегации поддержали предложение.",
    ),
    Example(
        "en-ru",
        "The payment is due before the signing of the protocol.",
        "Платёж производится после подписания протокола.",
    ),
    Example(
        "en-ru",
        "The notice must be sent within thirty days.",
        "Уведомление должно быть направлено через тридцать дней.",
    ),
    Example(
        "en-ru",
        "The fine is up to 100 francs.",
        "Штраф составляет не менее 100 франков.",
    ),
    Example("en-ru", "Neither of the captains replied.", "Один из капитанов не ответил."),
    Example("en-ru", "Most of the roads were cleared.", "Дороги были расчищены."),
    Example(
        "en-ru",
        "The form must be sent no later than 1 May.",
        "Анкета должна быть отправлена не ранее 1 мая.",
    ),
    Example("en-ru", "Almost every house was hit.", "Был повреждён каждый дом."),
    Example("en-ru", "Only the Council may lift the sanctions.", "Совет может снять санкции."),
    Example(
        "ru-en",
        "Многие страны ратифицировали договор.",
        "Few countries have ratified the treaty.",
    ),
    Example(
        "ru-en",
        "Более половины членов Комитета голосовали против.",
        "Less than half of the members of the Committee voted against.",
    ),
    Example("en-ru", "Not all of the prisoners were released.", "Пленные не были освобождены."),
    Example("ru-en", "Практически все школы открыты.", "All schools are open."),
    Example("ru-en", "Часть депутатов покинула зал.", "The deputies left the hall."),
    Example(
        "en-ru",
        "The Committee examined, inter alia, complaints of torture.",
        "Комитет рассмотрел жалобы на пытки.",
    ),
    Example("en-ru", "Prices rose by 12 per cent.", "Цены выросли до 12 процентов."),
    Example(
        "en-ru", "Children under 12 travel free of charge.", "Дети старше 12 лет ездят бесплатно."
    ),
    Example(
        "en-ru",
        "The judge or the prosecutor must sign the order.",
        "Судья и прокурор должны подписать распоряжение.",
    ),
    Example(
        "en-ru",
        "The ferry was cancelled because the pilots were on strike.",
        "Паром отменили, хотя лоцманы бастовали.",
    ),
    Example(
        "ru-en",
        "Суд вновь отложил слушания.",
        "The court has finally postponed the hearing.",
    ),
    Example(
        "en-ru",
        "The pump delivers 300 litres of water per day.",
        "Насос подаёт 300 литров воды в год.",
    ),
)


def check(segment: Segment, known: KnownText) -> Iterator[Finding]:
    """Compare the limits of one kind on both sides."""
    source, target = known.source, known.target
    if not (has_data(source.language) and has_data(target.language)):
        return
    sides = (source, target)
    here = {name for side in sides for limit in limits(side) for name in limit.classes}
    for group in groups():
        if here.isdisjoint(group.classes):
            continue
        both = [list(limits_of(side, group)) for side in sides]
        if any(both):
            yield from compared(segment, sides, (both[0], both[1]), group)
    yield from joined(segment, sides)
