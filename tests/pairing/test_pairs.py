"""How files become segments."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from fidelity.errors import InputError, UsageError
from fidelity.model import Place
from fidelity.pairing.pairs import Piece, segments_of, segments_of_pair
from fidelity.passages import Notice, Suppression
from fidelity.segments import Segment

Side = list[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work where the files lie."""
    monkeypatch.chdir(tmp_path)


def laid(left: str, right: str, ending: str = "md", *, meaning: bool = True) -> list[Piece]:
    """Lay two texts side by side, English and Russian."""
    Path(f"a.{ending}").write_text(left, "utf-8")
    Path(f"b.{ending}").write_text(right, "utf-8")
    return list(
        segments_of_pair(f"a.{ending}", f"b.{ending}", source="en", target="ru", meaning=meaning)
    )


def sides(pieces: list[Piece]) -> list[tuple[str, str]]:
    """Give the texts of the segments."""
    return [(each.source.text, each.target.text) for each in pieces if isinstance(each, Segment)]


def test_sentences_are_paired_within_paragraphs() -> None:
    """And each knows its place in its own file."""
    found = laid(
        "# Statement\n\nThe Council met on 3 May. It heard Mr. Okoro.\n",
        "# Заявление\n\nСовет собрался 3 мая. Он заслушал г-на Окоро.\n",
    )

    assert sides(found) == [
        ("Statement", "Заявление"),
        ("The Council met on 3 May.", "Совет собрался 3 мая."),
        ("It heard Mr. Okoro.", "Он заслушал г-на Окоро."),
    ]
    last = found[-1]
    assert isinstance(last, Segment)
    assert last.source.place() == Place("a.md", 3, 27)
    assert last.target.place() == Place("b.md", 3, 23)
    assert (last.id, last.source_language, last.target_language) == ("a.md:3", "en", "ru")


def test_a_sentence_without_counterpart_faces_nothing() -> None:
    """The empty side stands where the counterpart is missing."""
    found = laid(
        "The talks will resume in Geneva on 12 June. We do not expect a result. They failed twice.",
        "Переговоры возобновятся в Женеве 12 июня. Они дважды срывались.",
    )

    assert sides(found)[1] == ("We do not expect a result.", "")
    missing = found[1]
    assert isinstance(missing, Segment)
    assert missing.target.place() == Place("b.md", 1, 42)


def test_a_sentence_that_was_added_has_no_source() -> None:
    """It belongs to the line of the source after which it stands."""
    found = laid(
        "We met.\n\nWe parted.", "Мы встретились.\n\nЭто была ложь врагов.\n\nМы расстались."
    )

    added = [each for each in found if isinstance(each, Segment) and not each.source.text]
    assert [(each.target.text, each.id) for each in added] == [("Это была ложь врагов.", "a.md:1")]


def test_a_remark_holds_for_every_sentence_of_its_paragraph() -> None:
    """It is repeated before each, in whichever of the files it stands."""
    remark = "<!-- fidelity: ignore force-shift because the office wants it -->\n"
    found = laid(
        f"First.\n\n{remark}\nThe Council met on 3 May. It heard Mr. Okoro.\n",
        "Первое.\n\nСовет собрался 3 мая. Он заслушал г-на Окоро.\n",
    )

    kinds = ["remark" if isinstance(each, Suppression) else "segment" for each in found]
    assert kinds == ["segment", "remark", "segment", "remark", "segment"]


def test_a_sentence_may_run_over_several_cues() -> None:
    """Word order may move its parts from one to the other."""
    found = laid(
        "1\n00:00:01,000 --> 00:00:02,000\nThe Minister deplored\n\n"
        "2\n00:00:02,100 --> 00:00:03,000\nthe attack.\n\n"
        "3\n00:00:09,000 --> 00:00:10,000\nGood night.\n",
        "1\n00:00:01,000 --> 00:00:02,000\nО нападении\n\n"
        "2\n00:00:02,100 --> 00:00:03,000\nсожалеет министр.\n\n"
        "3\n00:00:09,000 --> 00:00:10,000\nДоброй ночи.\n",
        "srt",
    )

    assert sides(found) == [
        ("The Minister deplored the attack.", "О нападении сожалеет министр."),
        ("Good night.", "Доброй ночи."),
    ]
    first = found[0]
    assert isinstance(first, Segment)
    assert first.source.place(first.source.text.index("the attack")) == Place("a.srt", 7, 1)


words = st.sampled_from(["word", "слово", "5", "17", "Mr.", "ст.", "end.", "Next!", "«да»", "中。"])
lines = st.lists(words, min_size=1, max_size=8).map(" ".join)
documents = st.lists(lines, min_size=1, max_size=8).map("\n\n".join)


@examples(max_examples=60)
@given(documents, documents)
def test_both_documents_come_out_whole_and_in_order(left: str, right: str) -> None:
    """Whatever is in them; and the same files give the same segments."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        found = laid(left, right, "txt", meaning=False)
        again = laid(left, right, "txt", meaning=False)

    assert found == again
    for number, text in enumerate((left, right)):
        joined = "".join(pair[number] for pair in sides(found))
        assert "".join(joined.split()) == "".join(text.split())
    assert all(one or other for one, other in sides(found))


def test_a_bilingual_file_is_taken_as_it_is() -> None:
    """Its units are segments, with the ids and remarks of the file."""
    Path("a.jsonl").write_text(
        '{"id": "7", "source": "We met. We parted.", "target": "Мы встретились. Мы расстались."}\n'
        '{"id": "8", "source": "Not yet."}\n',
        "utf-8",
    )

    found = list(segments_of("a.jsonl", source="en", target="ru"))

    assert sides(found) == [
        ("We met. We parted.", "Мы встретились. Мы расстались."),
        ("Not yet.", ""),
    ]
    assert [each.id for each in found if isinstance(each, Segment)] == ["7", "8"]


def test_a_bilingual_file_may_not_say_its_languages() -> None:
    """Then the user has to."""
    Path("a.jsonl").write_text('{"id": "7", "source": "We met.", "target": "Вот."}\n', "utf-8")

    with pytest.raises(InputError, match="--from"):
        list(segments_of("a.jsonl"))


def test_a_document_alone_is_refused() -> None:
    """With what to name beside it."""
    Path("a.md").write_text("We met.", "utf-8")

    with pytest.raises(UsageError, match="--source FILE --target FILE"):
        segments_of("a.md", source="en", target="ru")


def test_a_bilingual_file_is_no_side_of_a_pair() -> None:
    """It has both sides already."""
    Path("a.md").write_text("We met.", "utf-8")
    Path("b.jsonl").write_text("{}", "utf-8")

    with pytest.raises(
        InputError, match=r"b\.jsonl: this file holds texts with their translations"
    ):
        segments_of_pair("a.md", "b.jsonl", source="en", target="ru")


@pytest.mark.parametrize(("left", "right"), [("", "Вот."), ("We met.", ""), ("We met.", " \n")])
def test_an_empty_file_is_refused(left: str, right: str) -> None:
    """By its name: nothing could be compared."""
    with pytest.raises(InputError, match=r"[ab]\.txt: the file is empty"):
        laid(left, right, "txt")


def test_a_zero_byte_is_refused_with_its_line() -> None:
    """What stands before it is read already."""
    with pytest.raises(InputError, match=r"b\.txt:3: there is a zero byte"):
        laid("We met.", "Мы встретились.\n\nВ\0от.", "txt")


def test_a_document_of_nothing_but_remarks_is_said_to_have_no_text() -> None:
    """And all of the other one faces nothing."""
    found = laid("<!-- nothing -->", "Вот.")

    assert [each.message for each in found if isinstance(each, Notice)] == [
        "the file holds no text to check"
    ]
    assert sides(found) == [("", "Вот.")]


def test_segments_come_before_the_end_is_read() -> None:
    """A damaged place far down does not keep the beginning from being checked."""
    text = "\n\n".join(f"Paragraph {number} of many, all alike." for number in range(20_000))
    Path("a.txt").write_text(text, "utf-8")
    Path("b.txt").write_text(text + "\n\n\0", "utf-8")

    pieces = segments_of_pair("a.txt", "b.txt", source="en", target="fr", meaning=False)

    assert isinstance(next(pieces), Segment)
    with pytest.raises(InputError, match="zero byte"):
        list(pieces)


@pytest.mark.parametrize("tag", ["", "english", "xx-!"])
def test_a_language_that_is_none_is_refused(tag: str) -> None:
    """By the flag that names it."""
    with pytest.raises(UsageError, match="--from"):
        segments_of_pair("a.md", "b.md", source=tag, target="ru")
