"""Where sentences end, and where a full stop ends nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.pairing.sentences import boundaries, sentences
from fidelity.passages import Anchor, Passage

SETS = sorted((Path(__file__).parents[1] / "fixtures" / "sentences").glob("*.txt"))
"""Sentences of diplomatic and press prose, one a line, hard to tell apart when they are joined."""

texts = st.text(
    st.sampled_from("aAяЯ1 ..!?…«»“”()[]—\n\t。（）中م؟'’-")
    | st.characters(blacklist_categories=["Cs"]),
    max_size=60,
)


def cut(text: str, tag: str) -> list[str]:
    """Cut a text into sentences."""
    return [text[start:end] for start, end in boundaries(text, tag)]


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_hardly_any_boundary_is_missed_and_hardly_any_is_invented(path: Path) -> None:
    """At least 84 in 100 boundaries are found, and of those found 95 in 100 are right."""
    lines = path.read_text("utf-8").splitlines()
    glue = "" if path.stem == "zh" else " "
    text = glue.join(lines)
    right = {len(glue.join(lines[:count])) for count in range(1, len(lines))}
    found = {end for _, end in boundaries(text, path.stem)[:-1]}

    assert len(found & right) >= 0.84 * len(right)
    assert len(found & right) >= 0.95 * len(found)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "H.E. Mr. J. F. Smith spoke."),
        ("en", "See Art. 5, paras. 3 and 4, of Res. 1701 (2006)."),
        ("en", "The U.S. Government agreed at 5 p.m. London time."),
        ("en", "“Stop!” he said."),
        ("ru", "См. ст. 5 и пп. 3—4 Устава."),
        ("ru", "В 2024 г. Франция выделила 10 млн. долл. США."),
        ("ru", "«Нет!» — сказал г-н А. С. Орлов."),
        ("ru", "Он прибыл в г. Женеву, т. е. в Швейцарию."),
        ("uk", "Згідно зі ст. 5 Статуту та п. 3 резолюції у 2024 р. Україна діяла."),
        ("fr", "« Jamais ! » a répondu M. J.-P. Roy à l'art. 5."),
        ("es", "El Excmo. Sr. D. Luis Paz citó el art. 5 y la pág. 3."),
        ("de", "Am 24. Februar trat gem. Art. 5 z. B. Dr. Roth zurück."),
        ("ar", "انظر ص. 14 من الوثيقة."),
        ("zh", "损失为3.5亿美元。"),
        ("en", "1. The parties shall cease fire."),
    ],
)
def test_a_full_stop_within_a_sentence_ends_nothing(tag: str, text: str) -> None:
    """After abbreviations, initials, numbers of lists, and before a small letter."""
    assert cut(text, tag) == [text]


@pytest.mark.parametrize(
    ("tag", "first", "second"),
    [
        ("en", "They sent food, fuel, etc.", "The rest follows."),
        ("en", "He left at 5 p.m.", "They stayed."),
        ("en", "He said no.", "They left."),
        ("en", "“We go.”", "They left."),
        ("en", "This is so.[3]", "It was foreseen."),
        ("ru", "Это было в 2024 г.", "Она ушла."),
        ("ru", "Он ждал целый час.", "Помощь пришла."),
        ("ru", "И ушёл…", "Потом вернулся."),
        ("de", "Es fehlten Brot, Wasser usw.", "Die Lage war ernst."),
        ("zh", "他走了。", "我们谴责袭击！"),
        ("ar", "من سيتحمل المسؤولية؟", "لا أحد."),
        ("ka", "პირველი.", "მეორე."),
    ],
)
def test_a_sentence_ends(tag: str, first: str, second: str) -> None:
    """Also with an abbreviation, where the next word shows that another sentence begins."""
    glue = "" if tag == "zh" else " "
    assert cut(first + glue + second, tag) == [first, second]


@given(texts, st.sampled_from(["en", "ru", "de", "fr", "zh", "ar", "ka"]))
def test_only_white_space_is_left_out(text: str, tag: str) -> None:
    """Sentences are in order, do not overlap, and begin and end with something visible."""
    at = 0
    for start, end in boundaries(text, tag):
        assert text[at:start].strip() == ""
        assert start < end
        assert text[start:end] == text[start:end].strip()
        at = end
    assert text[at:].strip() == ""


def test_every_character_of_a_sentence_keeps_its_place() -> None:
    """The second sentence begins where the file goes on."""
    passage = Passage("One. Two & three.", "a.html", (Anchor(0, 3, 5), Anchor(10, 3, 20)))
    second = list(sentences(passage, "en"))[1]

    assert second.text == "Two & three."
    assert second.place(0) == passage.place(5)
    assert second.place(8) == passage.place(13)
