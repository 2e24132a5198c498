"""The rule force-shift: which acts it compares, how grave a shift is, and what is no act at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.languages import language
from fidelity.matching.sides import House, KnownText, Side
from fidelity.model import Finding
from fidelity.passages import Anchor, Passage
from fidelity.rules import force_shift
from fidelity.rules._acts import acts
from fidelity.rules._examples import Row, known
from fidelity.segments import Segment


def side(text: str, tag: str) -> Side:
    """Make one side of a segment."""
    return Side(Passage(text, "text", (Anchor(0, 1, 1),)), tag)


def findings(pair: str, source: str, target: str) -> list[Finding]:
    """Run the rule over one segment."""
    one, other = pair.split("-")
    item = Segment(
        "1",
        Passage(source, "text", (Anchor(0, 1, 1),)),
        Passage(target, "text", (Anchor(0, 1, 1),)),
        one,
        other,
    )
    return list(force_shift.check(item, KnownText(item, House(one, other))))


def flagged(pair: str, source: str, target: str) -> list[str]:
    """Give the levels of the findings that an editor is shown as a warning or worse."""
    return [each.level for each in findings(pair, source, target) if each.level != "note"]


def sure(text: str, tag: str) -> list[str]:
    """Give the wordings of a text that are speech acts."""
    return [text[act.start : act.end] for act in acts(side(text, tag)) if act.sure]


STRONGER = [
    ("en-ru", "The Council calls upon them to leave.", "Совет требует, чтобы они ушли."),
    ("en-ru", "We regret the delay.", "Мы решительно осуждаем задержку."),
    ("en-uk", "Takes note of the report;", "схвалює доповідь;"),
    ("en-fr", "The Council calls upon them to leave.", "Le Conseil exige qu'ils partent."),
    ("en-es", "The Council calls upon them to leave.", "El Consejo exige que se vayan."),
    ("en-de", "Takes note of the report;", "billigt den Bericht;"),
    ("ru-en", "Мы сожалеем о задержке.", "We strongly condemn the delay."),
]
WEAKER = [(f"{pair[3:]}-{pair[:2]}", target, source) for pair, source, target in STRONGER]


@pytest.mark.parametrize(("pair", "source", "target"), STRONGER)
def test_a_stronger_act_is_found(pair: str, source: str, target: str) -> None:
    """The kind tells the direction."""
    assert [each.kind for each in findings(pair, source, target)] == ["force_up"]


@pytest.mark.parametrize(("pair", "source", "target"), WEAKER)
def test_a_weaker_act_is_found(pair: str, source: str, target: str) -> None:
    """The same pairs, translated the other way."""
    assert [each.kind for each in findings(pair, source, target)] == ["force_down"]


def test_two_steps_where_both_sides_show_who_acts_are_an_error() -> None:
    """The Council is named on both sides, so that nothing is guessed."""
    assert flagged("en-ru", "The Council requests a report.", "Совет требует доклада.") == ["error"]


def test_one_step_is_a_warning() -> None:
    """Concern without its adverb."""
    assert flagged(
        "en-ru",
        "The Council expresses deep concern at the delay.",
        "Совет выражает озабоченность в связи с задержкой.",
    ) == ["warning"]


def test_crossing_the_line_between_binding_and_not_is_an_error() -> None:
    """From a decision to a demand is one step, and a change of what States owe."""
    (found,) = findings("en-ru", "Decides that they shall leave;", "требует, чтобы они ушли;")

    assert found.level == "error"
    assert "binds" in found.message


def test_a_finding_quotes_both_wordings_where_they_stand() -> None:
    """An editor sees the two words and no more."""
    (found,) = findings("en-ru", "The Council requests a report.", "Совет требует доклада.")

    assert found.source is not None
    assert found.target is not None
    assert (found.source.text, found.target.text) == ("requests", "требует")
    assert "“requests” (request) became “требует” (demand)" in found.message


@pytest.mark.parametrize(
    ("pair", "source", "target", "kind"),
    [
        ("en-ru", "The Minister mentioned the raids.", "Министр заклеймил эти рейды.", "force_up"),
        ("ru-en", "Посол осудил эти рейды.", "The Ambassador mentioned these raids.", "force_down"),
        ("en-ru", "The Council hopes for a reply.", "Совет требует ответа.", "force_up"),
        ("ru-en", "Мы предостерегаем соседей.", "We remind our neighbours.", "force_down"),
        ("en-ru", "The envoy warned them.", "Посланник пригрозил им.", "force_up"),
        ("ru-en", "Министр выразил надежду на мир.", "The Minister is confident.", "force_up"),
        ("en-ru", "The Ministers agreed on a date.", "Министры обсудили дату.", "force_down"),
        ("en-ru", "Brazil doubted the figures.", "Бразилия осудила эти данные.", "force_up"),
        ("ru-en", "Стороны подписали договор.", "The parties discussed the treaty.", "force_down"),
    ],
)
def test_acts_of_every_day_stand_on_scales_too(
    pair: str, source: str, target: str, kind: str
) -> None:
    """To mention, to doubt, to hope, to warn and to agree are weaker or stronger than others."""
    assert [each.kind for each in findings(pair, source, target)] == [kind]
    assert flagged(pair, source, target)


def test_a_coloured_wording_is_suggested_last() -> None:
    """Клеймить stands at the level of “condemn”, and осуждать is what a translator writes."""
    (found,) = findings("en-ru", "The Council condemns the raid.", "Совет отмечает этот рейд.")

    assert found.suggestions[0].startswith("осуждать (")
    assert not any("клейм" in each for each in found.suggestions)


def test_a_finding_suggests_wordings_of_the_right_level_with_their_authority() -> None:
    """The first is a verb, as in the source."""
    (found,) = findings("en-ru", "The Council demands a report.", "Совет просит доклад.")

    assert found.suggestions[0].startswith("требовать (Security Council resolution")


def test_a_word_that_usage_reads_two_ways_is_reconciled() -> None:
    """Осуждать renders deplore and condemn."""
    for verb in ("deplores", "condemns"):
        assert (
            findings("en-ru", f"The Council {verb} the attack.", "Совет осуждает нападение.") == []
        )


def test_an_act_may_become_a_noun() -> None:
    """Nominalisation keeps the force."""
    assert (
        findings(
            "en-ru",
            "The Council strongly condemned the attack.",
            "Нападение подверглось решительному осуждению Совета.",
        )
        == []
    )


def test_a_strengthening_phrase_may_stand_far_from_its_verb() -> None:
    """At the end of the clause in English, before the verb in Russian."""
    assert (
        findings(
            "en-ru",
            "Condemns all acts of violence against civilians in the strongest terms;",
            "самым решительным образом осуждает все акты насилия в отношении гражданских лиц;",
        )
        == []
    )


def test_of_two_acts_only_the_changed_one_is_reported() -> None:
    """Each act meets its own rendering first."""
    (found,) = findings(
        "en-ru",
        "The Council condemns the attacks and calls upon the parties to show restraint.",
        "Совет осуждает нападения и требует от сторон проявить сдержанность.",
    )

    assert found.source is not None
    assert found.source.text == "calls upon"


def test_a_negated_act_is_not_compared_with_an_affirmed_one() -> None:
    """That is a matter of polarity, and another rule's."""
    assert (
        findings("en-ru", "The Council did not condemn the attack.", "Совет сожалеет о нападении.")
        == []
    )


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        (
            "ru-en",
            "Ни одна из сторон не возражает против продления.",
            "Neither of the parties objects to the extension.",
        ),
        (
            "ru-en",
            "Ни одна из фракций не поддержала поправку.",
            "None of the groups in parliament supported the amendment.",
        ),
    ],
)
def test_a_negative_subject_denies_its_verb_from_afar(pair: str, source: str, target: str) -> None:
    """In Russian the verb has a negative word of its own; the two count once."""
    assert findings(pair, source, target) == []


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "As far as the parties concerned are concerned, supply and demand decide."),
        ("en", "The phone call came at the request of the doctor."),
        ("en", "The situation demands patience."),
        ("en", "The funds are intended to cover the costs."),
        ("ru", "Ситуация требует терпения."),
        ("ru", "Меры, требующие согласия, приняты по просьбе врача."),
        ("uk", "Ситуація вимагає терпіння."),
        ("fr", "Le travail demande de la patience ; la demande mondiale baisse."),
        ("es", "El trabajo exige paciencia."),
        ("fr", "Il convient d'ajouter que le ministre chargé de la défense est absent."),
        ("fr", "Le comité a versé une somme de deux millions et prévient les conflits."),
        ("es", "A pesar de la tregua, el Consejo celebró una sesión el lunes."),
        ("es", "Se trata de un tratado entre dos países, que se niegan a publicarlo."),
        ("es", "El Gobierno denunció el tratado; el ministro presentó sus disposiciones."),
        ("fr", "Le Gouvernement a engagé des négociations et dénonce le traité."),
    ],
)
def test_a_word_of_force_is_not_always_an_act(tag: str, text: str) -> None:
    """Supply and demand, parties concerned, a situation that demands: nobody acts by speaking."""
    assert sure(text, tag) == []


@pytest.mark.parametrize(
    ("tag", "text", "act"),
    [
        ("en", "The Council, acting under Chapter VII, demands a ceasefire.", "demands"),
        ("en", "The ministers voiced their deep and growing concern.", "concern"),
        ("en", "Poland demands an answer.", "demands"),
        ("en", "2. Demands that they leave;", "Demands"),
        ("en", "The parties met and demanded an answer.", "demanded"),
        ("ru", "Министры высказали свою неизменную озабоченность.", "озабоченность"),
        ("ru", "Генеральный секретарь также потребовал ответа.", "потребовал"),
        ("fr", "L'Assemblée demande un rapport.", "demande"),
        ("es", "España se compromete a reducir sus emisiones.", "se compromete a"),
        ("es", "El Gobierno se ha comprometido a cooperar.", "se ha comprometido a"),
        ("es", "El ministro se quejó del retraso.", "se quejó del"),
        ("fr", "Le Gouvernement s'est engagé à coopérer.", "s'est engagé à"),
        ("fr", "Le Conseil appelle toutes les parties à respecter la trêve.", "appelle toutes"),
    ],
)
def test_an_act_is_known_by_who_performs_it(tag: str, text: str, act: str) -> None:
    """A subject that can speak, a clause that opens with the verb, a verb that carries a noun."""
    assert act in sure(text, tag)


def test_a_rendering_in_a_glossary_is_measured_like_one_in_a_text() -> None:
    """Condemn and regret are apart; deplore and осуждать are not."""
    rows = (
        Row("condemn", "en", "condemn"),
        Row("condemn", "ru", "приветствовать"),
        Row("deplore", "en", "deplore"),
        Row("deplore", "ru", "осуждать"),
    )
    look = known(rows, language)
    found = [
        each for concept in look.glossary.concepts for each in force_shift.audit(concept, look)
    ]

    assert [each.concept for each in found] == ["condemn"]


def test_a_far_rendering_beside_a_right_one_is_a_warning() -> None:
    """The glossary knows the term and lets more pass."""
    rows = (
        Row("condemn", "en", "condemn"),
        Row("condemn", "ru", "осуждать"),
        Row("condemn", "ru", "приветствовать"),
    )
    look = known(rows, language)
    (found,) = force_shift.audit(look.glossary.concepts[0], look)

    assert found.level == "warning"


def test_a_concept_whose_first_term_is_no_act_is_not_measured() -> None:
    """Deep concern is one phrase for a worry, and the renderings are those of the worry."""
    rows = (
        Row("worry", "en", "source of worry"),
        Row("worry", "en", "deep concern"),
        Row("worry", "ru", "озабоченность"),
    )
    look = known(rows, language)

    assert list(force_shift.audit(look.glossary.concepts[0], look)) == []


def test_a_contested_rendering_in_a_glossary_is_a_note() -> None:
    """Security assurances and гарантии безопасности: an editor is told, and nothing fails."""
    rows = (Row("a", "en", "security assurance"), Row("a", "ru", "гарантия безопасности"))
    look = known(rows, language)
    (found,) = force_shift.audit(look.glossary.concepts[0], look)

    assert found.level == "note"


@given(text=st.text(alphabet="Тhe Council demands,. strongly urges Совет требует\n", max_size=80))
def test_a_text_beside_itself_has_the_same_force(text: str) -> None:
    """Whatever stands there, nothing changed."""
    assert findings("en-en", text, text) == []


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("The Council calls upon them to leave.", "Der Rat fordert sie auf, zu gehen.", []),
        ("The Council demands that they leave.", "Der Rat ruft sie auf, zu gehen.", ["error"]),
        ("The Government supports it.", "Die Regierung lehnt den Plan ab.", ["error"]),
    ],
)
def test_a_german_verb_is_found_whose_part_closes_the_clause(
    source: str, target: str, expected: list[str]
) -> None:
    """Fordert … auf calls upon, and fordert alone demands."""
    assert flagged("en-de", source, target) == expected


@pytest.mark.parametrize(
    ("source", "target", "kind"),
    [
        ("a careless statement", "крайне неосторожное заявление", "force_up"),
        ("an extremely careless statement", "неосторожное заявление", "force_down"),
    ],
)
def test_a_strengthening_word_of_one_side_is_found(source: str, target: str, kind: str) -> None:
    """It says how far something goes, and the other side says nothing of it."""
    assert [each.kind for each in findings("en-ru", source, target)] == [kind]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("a very careless statement", "крайне неосторожное заявление"),
        ("an extremely important decision", "важнейшее решение"),
        ("an extremely hard winter", "суровая зима"),
    ],
)
def test_a_strengthening_word_may_be_answered_otherwise(source: str, target: str) -> None:
    """By another such word, by an ending, or by a word that holds it."""
    assert flagged("en-ru", source, target) == []


@pytest.mark.parametrize(
    ("pair", "source", "target", "kind"),
    [
        (
            "en-ru",
            "The incident took place at dawn.",
            "Агрессия произошла на рассвете.",
            "force_up",
        ),
        (
            "ru-en",
            "Вторая война началась весной.",
            "The second dispute began in spring.",
            "force_down",
        ),
        (
            "en-ru",
            "The minister called the act hostile.",
            "Министр назвал этот акт досадным.",
            "force_down",
        ),
        ("ru-en", "Из-за засухи начался кризис.", "The drought led to a disaster.", "force_up"),
        ("en-ru", "The court suspended the licence.", "Суд аннулировал лицензию.", "force_up"),
    ],
)
def test_a_graver_or_milder_word_is_found(pair: str, source: str, target: str, kind: str) -> None:
    """Whoever reads of aggression does not think of an incident."""
    assert [each.kind for each in findings(pair, source, target)] == [kind]


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("en-ru", "Three drivers were killed on the road.", "На дороге погибли три водителя."),
        ("en-ru", "The raid on the village was repelled.", "Нападение на деревню было отбито."),
        ("ru-en", "Положение в городе тяжелое.", "The situation in the city is dire."),
        ("en-ru", "An incident led to a clash.", "Инцидент привел к столкновению."),
    ],
)
def test_a_word_that_usage_puts_for_another_is_no_graver(
    pair: str, source: str, target: str
) -> None:
    """Погибнуть is to die and to be killed; тяжелый is difficult and dire."""
    assert flagged(pair, source, target) == []


def test_a_capital_speaks_for_its_government() -> None:
    """Tehran rejected, as Iran did."""
    assert flagged("en-ru", "Tehran condemns the raid.", "Тегеран отмечает этот рейд.") == ["error"]


def test_a_country_that_no_list_knows_can_speak() -> None:
    """A word with a capital that no dictionary has is a name, even where the sentence opens."""
    found = flagged("en-ru", "Lavonia takes note of the plan.", "Лавония приветствует этот план.")

    assert found == ["error"]


@pytest.mark.parametrize(
    ("pair", "source", "target", "kind"),
    [
        ("en-ru", "The raid became an invasion.", "Рейд стал операцией.", "force_down"),
        ("en-ru", "The cook was tortured.", "Повара допросили.", "force_down"),
        ("en-ru", "There is a famine on the island.", "На острове недоедание.", "force_down"),
        ("ru-en", "Жителей изгнали.", "The inhabitants were resettled.", "force_down"),
        ("ru-en", "Это был вызов.", "It was a threat.", "force_up"),
        ("en-ru", "The shot was accidental.", "Выстрел был умышленным.", "force_up"),
    ],
)
def test_events_and_what_is_done_to_people_stand_on_ladders(
    pair: str, source: str, target: str, kind: str
) -> None:
    """Invasion and operation, torture and questioning, famine and shortage."""
    assert [each.kind for each in findings(pair, source, target)] == [kind]


@pytest.mark.parametrize(
    ("pair", "source", "target", "axis"),
    [
        ("en-ru", "The mayor flatly denied it.", "Мэр этого не подтвердил.", "denial"),
        ("ru-en", "Посол выразил протест.", "The ambassador expressed surprise.", "tone"),
        ("en-ru", "The mayor apologized to them.", "Мэр выразил им сочувствие.", "apology"),
        ("ru-en", "Посол пригрозил уходом.", "The ambassador hinted at leaving.", "caution"),
        ("uk-en", "Посол висловив протест.", "The ambassador expressed surprise.", "tone"),
        ("en-fr", "The minister denied it.", "Le ministre a refusé de commenter.", "denial"),
    ],
)
def test_denials_hints_and_sympathy_stand_on_scales_too(
    pair: str, source: str, target: str, axis: str
) -> None:
    """To say nothing is less than to deny, and sympathy is no apology."""
    (found,) = findings(pair, source, target)

    assert found.evidence[0].engine == f"scales:{axis}"


LOST = [
    (
        "en-ru",
        "The Council condemned the attack on the hotel.",
        "Совет сообщил о нападении на отель.",
    ),
    ("ru-en", "Совет осудил нападение на отель.", "The Council announced the attack on the hotel."),
]


@pytest.mark.parametrize(("pair", "source", "target"), LOST)
def test_a_strong_act_that_nothing_stands_for_is_a_warning(
    pair: str, source: str, target: str
) -> None:
    """A word that only says that somebody speaks does not stand for a judgement."""
    (found,) = findings(pair, source, target)

    assert (found.level, found.kind) == ("warning", "force_down")


def test_an_act_that_nothing_stands_for_is_a_note_where_the_rest_is_free() -> None:
    """The sentence is told in other words, so that the act may be in one of them."""
    source = "The Council condemned the raid on the port."

    assert flagged("en-ru", source, "Рыбаки вернулись домой поздно вечером.") == []


def test_a_wording_that_no_scale_knows_may_stand_for_an_act() -> None:
    """The word vectors pair them."""
    source = "The bishops condemned the raid on the port."

    assert flagged("en-ru", source, "Епископы предали анафеме налёт на порт.") == []


def test_a_strengthening_word_is_not_answered_by_one_of_another_word() -> None:
    """The large hotel answers the large one, and nothing the deliberate attack."""
    source = "a deliberate attack on a very large hotel"

    assert flagged("en-ru", source, "нападение на очень большой отель") == ["warning"]


def test_what_a_speaker_is_of_may_stand_before_the_verb() -> None:
    """Who took part in the rally demanded it, and the Russian names the rally last."""
    assert sure("Участники митинга потребовали отставки.", "ru") == ["потребовали"]


@pytest.mark.parametrize(
    ("pair", "source", "target", "kind"),
    [
        (
            "en-ru",
            "The doctors remembered the massacre at the railway station.",
            "Врачи вспомнили о вечере на вокзале.",
            "force_down",
        ),
        (
            "ru-en",
            "Депутаты обсудили геноцид в северных районах.",
            "The deputies discussed life in the northern districts.",
            "force_down",
        ),
        (
            "en-ru",
            "The auditors called the measures of the bank insufficient.",
            "Аудиторы назвали меры банка преступными.",
            "force_up",
        ),
    ],
)
def test_a_grave_word_that_nothing_stands_for_is_found(
    pair: str, source: str, target: str, kind: str
) -> None:
    """What stands in its place is no word of the ladder at all."""
    assert [each.kind for each in findings(pair, source, target)] == [kind]


def test_another_grave_word_may_stand_for_one() -> None:
    """Whoever remembers torture tells of what is as grave, if another thing."""
    source = "The doctors remembered the massacre at the railway station."

    assert flagged("en-ru", source, "Врачи вспомнили о пытках на вокзале.") == []


def test_a_grave_word_is_not_missed_where_the_sentence_is_free() -> None:
    """Then it may be told in other words."""
    source = "Nobody who was there that night will ever speak of the carnage again."

    assert flagged("en-ru", source, "Очевидцы предпочитают молчать.") == []


@pytest.mark.parametrize(
    ("pair", "source", "target", "count"),
    [
        ("ru-en", "Суд запретил движение.", "The court suspended the movement.", 1),
        ("ru-en", "Пираты захватили судно.", "The pirates inspected the vessel.", 1),
        ("en-ru", "The genocide went on for years.", "Насилие продолжалось годами.", 1),
        ("en-ru", "The pirates captured the vessel.", "Пираты захватили судно.", 0),
        ("ru-en", "Родители требуют запрета.", "Parents are calling for a ban.", 0),
    ],
)
def test_a_mild_word_does_not_stand_for_a_grave_one(
    pair: str, source: str, target: str, count: int
) -> None:
    """A grave word is missed where a word that makes little of anything stands instead."""
    assert len(flagged(pair, source, target)) == count


def test_an_act_of_another_kind_stands_for_a_strong_one() -> None:
    """To condemn is more than to voice something, whatever it is."""
    said = "Комиссия высказала замечания по проекту."
    assert flagged("ru-en", said, "The commission condemned the draft.")
