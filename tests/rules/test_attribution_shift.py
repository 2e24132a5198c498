"""The rule attribution-shift: what keeps a claim with its maker, and what counts as its loss."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.matching.sides import House, KnownText
from fidelity.model import Finding
from fidelity.passages import Anchor, Passage
from fidelity.rules import attribution_shift
from fidelity.segments import Segment


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
    return list(attribution_shift.check(item, KnownText(item, House(one, other))))


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("en-ru", "The alleged attack was condemned.", "Нападение было осуждено."),
        ("en-uk", "Troops allegedly crossed the border.", "Війська перетнули кордон."),
        ("en-fr", "The alleged attack was condemned.", "L'attaque a été condamnée."),
        ("en-es", "The alleged attack was condemned.", "El ataque fue condenado."),
        ("en-de", "The alleged attack was condemned.", "Der Angriff wurde verurteilt."),
        ("ru-en", "Самолет якобы сбит.", "The aircraft was shot down."),
        ("ru-en", "По слухам, король уедет в мае.", "The King will leave in May."),
        ("ru-en", "Предполагаемый виновник задержан.", "The culprit was arrested."),
        ("ru-en", "Его обвиняют в подлоге.", "He forged documents."),
        ("en-ru", "He was held on suspicion of spying.", "Его задержали за шпионаж."),
        ("en-ru", "They seem to have accepted the deal.", "Они приняли сделку."),
    ],
)
def test_a_hedge_that_is_gone_is_found(pair: str, source: str, target: str) -> None:
    """The claim has become a fact."""
    (found,) = findings(pair, source, target)

    assert found.kind == "attribution"
    assert found.source is not None
    assert found.source.text
    assert found.source.text in found.message


@pytest.mark.parametrize(
    "target",
    [
        "Предполагаемое нападение было осуждено.",
        "Нападение, как утверждается, было осуждено.",
        "Нападение, о котором сообщили власти, было осуждено.",
        "Возможное нападение было осуждено.",
    ],
)
def test_any_word_that_leaves_a_claim_open_keeps_the_hedge(target: str) -> None:
    """Only a loss without a trace is reported."""
    assert findings("en-ru", "The alleged attack was condemned.", target) == []


def test_a_verb_that_reports_something_else_does_not_keep_a_hedge() -> None:
    """“Said” has its own rendering, and “alleged” has none."""
    assert findings(
        "en-ru",
        "The minister said that the alleged spy had fled.",
        "Министр сказал, что шпион бежал.",
    )


def test_doubt_that_the_original_does_not_have_is_found() -> None:
    """The finding points at the word that was added."""
    (found,) = findings("en-ru", "The drone crossed the border.", "Дрон якобы пересек границу.")

    assert found.target is not None
    assert found.target.text == "якобы"


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        (
            "ru-en",
            "По предварительным данным, погибли трое.",
            "Preliminary reports say three died.",
        ),
        ("en-ru", "It purports to be a letter.", "Это выдаётся за письмо."),
        ("en-ru", "The culvert is at the planned site.", "Труба на предполагаемом участке."),
        (
            "ru-en",
            "Как сообщил источник в порту, паром, возможно, отойдёт.",
            "A source in the port said that the ferry might leave.",
        ),
    ],
)
def test_a_doubt_may_be_said_in_another_way(pair: str, source: str, target: str) -> None:
    """By a word that means more than a doubt, or by a verb and a modal together."""
    assert findings(pair, source, target) == []


def test_a_source_is_kept_by_a_verb_that_reports() -> None:
    """According to the minister, and: the minister said."""
    assert (
        findings(
            "en-ru",
            "According to the Minister, the talks will resume.",
            "Министр сообщил, что переговоры возобновятся.",
        )
        == []
    )


def test_what_is_done_according_to_an_article_is_no_claim() -> None:
    """Nobody is named on whose word it is told."""
    assert findings("en-ru", "Costs are shared according to Article 17.", "Расходы делятся.") == []


def test_a_speaker_that_is_gone_is_found() -> None:
    """The translation says itself what an envoy said."""
    assert findings(
        "en-ru", "The envoy said that the bridge had been destroyed.", "Мост был разрушен."
    )


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("en-ru", "The envoy said that it was late.", "Посланник признался, что опоздали."),
        ("ru-en", "Посол заявил, что текст готов.", "The ambassador claimed that it was ready."),
        ("ru-en", "Посол утверждает, что он прав.", "The ambassador revealed that he was right."),
        ("en-fr", "The envoy said that it was late.", "L'envoyé a avoué que c'était tard."),
    ],
)
def test_a_verb_that_takes_another_stance_is_found(pair: str, source: str, target: str) -> None:
    """Said is neutral; admitted and claimed are not."""
    assert findings(pair, source, target)


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("en-ru", "The envoy said that it was late.", "Посланник отметил, что опоздали."),
        ("en-ru", "The envoy stressed that it was late.", "Посланник сказал, что опоздали."),
        ("en-ru", "The author states that she was held.", "Автор утверждает, что ее держали."),
        ("ru-en", "Посол признал, что ошибся.", "The ambassador acknowledged that he was wrong."),
    ],
)
def test_neutral_verbs_stand_for_each_other(pair: str, source: str, target: str) -> None:
    """Variety of neutral verbs is style."""
    assert findings(pair, source, target) == []


def test_a_quotation_that_swallows_the_sentence_is_found() -> None:
    """What the writer said has been put into the speaker's mouth."""
    assert findings(
        "en-ru",
        "The envoy spoke of a “grave error” and then left for the airport with his staff.",
        "«Посланник сказал о серьезной ошибке и затем уехал в аэропорт со своими людьми».",
    )


def test_quotation_marks_do_what_so_called_does() -> None:
    """A name in inverted commas is kept at a distance as well."""
    assert findings("en-ru", "The so-called republic voted.", "«Республика» проголосовала.") == []


@given(
    text=st.text(alphabet="Тhe ministеr said that allegedly «якобы» сказал, что “”\n", max_size=80)
)
def test_a_text_beside_itself_keeps_its_attribution(text: str) -> None:
    """Whatever stands there, nothing changed."""
    assert findings("en-en", text, text) == []


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("en-ru", "The author submits that he was beaten.", "Комитет установил, что его избили."),
        ("ru-en", "По словам свидетеля, окно было открыто.", "The judge said that it was open."),
        ("en-ru", "It was the bank, not the port, that paid.", "Заплатил порт, а не банк."),
        ("en-ru", "The mayor insisted that he was ill.", "Мэр доказал, что он был болен."),
        ("ru-en", "По версии следствия, груз шел на север.", "The cargo may have gone north."),
        ("en-ru", "There is reason to believe that he fled.", "Он бежал."),
        ("ru-en", "Москва заявила, что Анкара лжёт.", "Ankara said that Moscow was lying."),
        ("ru-en", "Как утверждают адвокаты, он болен.", "He is ill."),
        (
            "en-ru",
            "The report, citing staff, is brief.",
            "Доклад со ссылкой на заключённых краток.",
        ),
        ("en-ru", "The Panel found that he fled.", "Группа предположила, что он бежал."),
    ],
)
def test_a_claim_that_passes_to_another_or_to_the_writer_is_found(
    pair: str, source: str, target: str
) -> None:
    """Another speaker, the other half of a contrast, a proof for a claim, a fact for a belief."""
    assert findings(pair, source, target)


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("en-ru", "The expert group stated that it was so.", "Экспертная группа заявила, что так."),
        ("en-ru", "The Government said that it agreed.", "Власти заявили, что согласны."),
        ("en-ru", "He was not just tired but ill.", "Он не просто устал, а заболел."),
        ("en-ru", "It was the bank, not the port, that paid.", "Заплатил банк, а не порт."),
        ("en-ru", "The spokesman said it was late.", "Представитель сказал, что уже поздно."),
        ("en-ru", "Moscow said that Ankara lied.", "Россия заявила, что Анкара солгала."),
    ],
)
def test_the_same_speaker_and_the_same_contrast_are_right(
    pair: str, source: str, target: str
) -> None:
    """Words for one role differ, and so does the order of the halves."""
    assert findings(pair, source, target) == []


@pytest.mark.parametrize(
    ("target", "count"),
    [
        ("По данным министерства обороны, запасов хватит до осени.", 1),
        ("По данным Минфина, запасов хватит до осени.", 0),
        ("По данным министерства, запасов хватит до осени.", 0),
    ],
)
def test_what_a_minister_is_for_belongs_to_his_role(target: str, count: int) -> None:
    """A ministry of something else is somebody else; the ministry without more is no other."""
    source = "According to the Ministry of Finance, stocks will last until autumn."
    assert len(findings("en-ru", source, target)) == count


@pytest.mark.parametrize(
    ("pair", "source", "target", "count"),
    [
        ("fr-en", "Agissons, ne serait-ce que pour eux.", "Let us act, if only for them.", 0),
        ("de-en", "Sie warf ihm Betrug vor.", "She accused him of fraud.", 0),
        ("fr-en", "À en croire les témoins, il a fui.", "He fled.", 1),
        ("uk-en", "Подейкують, що він утік.", "It is rumoured that he fled.", 0),
        ("es-en", "Según parece, fue un error.", "It was a mistake.", 1),
    ],
)
def test_hearsay_of_other_languages(pair: str, source: str, target: str, count: int) -> None:
    """A phrase of hearsay must stay; a phrase that only looks like one is none."""
    warned = [each for each in findings(pair, source, target) if each.level != "note"]
    assert len(warned) == count
