"""Words of several senses: how their company tells them apart, and every example of the data."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fidelity.lexicon.senses import SenseExample, SenseWord, read_words, sense_files
from fidelity.loading import shipped_glossaries
from fidelity.matching.sides import House
from fidelity.model import Finding
from fidelity.passages import Anchor, Passage
from fidelity.run_text import check_segment, text_rules
from fidelity.segments import Segment
from fidelity.shelf import table
from fidelity.texts import house_for

FILES = [
    pytest.param(p, id=p.stem, marks=pytest.mark.xdist_group(p.stem[:5])) for p in sense_files()
]
TERM_RULES = ("avoided-term", "false-friend")
"""Other rules that know wrong renderings: an example that one of them finds is found."""


@cache
def direction(path: Path) -> tuple[str, str]:
    """Read the direction of a file."""
    root = yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506
    return root["from"], root["to"]


@cache
def house(source: str, target: str) -> House:
    """Make ready a direction with the shipped glossaries, once."""
    return house_for(source, target, shipped_glossaries())


def finds(rules: tuple[str, ...], pair: tuple[str, str], source: str, target: str) -> list[str]:
    """List what some rules say of a translation, notes left out."""
    texts = [Passage(text, "example", (Anchor(0, 1, 1),)) for text in (source, target)]
    outcome = check_segment(
        Segment("example", texts[0], texts[1], *pair), house(*pair), text_rules(rules)
    )
    return [found.message for found in outcome.findings if found.level != "note"]


@pytest.mark.parametrize("path", FILES)
def test_every_file_keeps_to_the_schema(path: Path) -> None:
    """An editor's program can check a file against the schema that ships with it."""
    schema = json.loads(table("senses.schema.json").read_text("utf-8"))

    jsonschema.validate(yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader), schema)  # noqa: S506


@pytest.mark.parametrize("path", FILES)
def test_every_example_is_told_right_from_wrong(path: Path) -> None:
    """A right translation is left alone; a wrong one is found here, or by a rule for terms."""
    pair = direction(path)
    wrong = [
        said
        for word in words_of(*pair)
        if word.file == path.stem
        for each in dict.fromkeys(word.examples)
        for said in _faults(pair, word, each)
    ]
    assert wrong == [], "\n".join(wrong)


@cache
def words_of(source: str, target: str) -> tuple[SenseWord, ...]:
    """Read all words of a direction with their examples, once."""
    return read_words(sense_files(), source, target)


def _faults(pair: tuple[str, str], word: SenseWord, example: SenseExample) -> list[str]:
    said = [
        f"{word.text}: right is flagged: {found}: {example.right}"
        for found in finds(("drifted-meaning",), pair, example.source, example.right)
    ]
    if not any(
        finds(rules, pair, example.source, example.wrong)
        for rules in (("drifted-meaning",), TERM_RULES)
    ):
        said.append(f"{word.text}: wrong is not found: {example.source} | {example.wrong}")
    return said


Find = Callable[[str, str, str, str], list[Finding]]


def test_the_company_and_both_senses_are_named(found: Find) -> None:
    """A translator sees why, where, and what to write instead."""
    source = "The volume of trade doubled."
    (one,) = found("drifted-meaning", "en-ru", source, "Громкость торговли удвоилась.")

    assert one.kind == "sense"
    assert (
        one.message == "“volume” beside “of trade” means “amount”, and “Громкость” means “loudness”"
    )
    assert (one.source and one.source.text, one.target and one.target.text) == (
        "volume",
        "Громкость",
    )
    assert one.suggestions[0].startswith("объем")


def test_an_error_needs_the_word_of_the_encoder_too(found: Find) -> None:
    """The company alone makes a warning; where a right rendering is clearly nearer, an error."""
    volume = found(
        "drifted-meaning", "en-ru", "The volume of trade doubled.", "Громкость торговли удвоилась."
    )
    bank = found(
        "drifted-meaning", "en-ru", "The bank of the river is wide.", "Широким был банк реки."
    )

    assert [one.level for one in (*volume, *bank)] == ["error", "warning"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("The magazine was closed by the censors.", 1),
        ("The rifle and its magazine were never found.", 0),
    ],
)
def test_a_false_friend_has_its_usual_sense_unless_its_company_says_otherwise(
    found: Find, source: str, said: int
) -> None:
    """No company is needed to know that a magazine is not a shop."""
    target = "Магазин закрыли." if said else "Винтовку и магазин так и не нашли."

    assert len(found("drifted-meaning", "en-ru", source, target)) == said


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("The volume of trade doubled.", "Объем торговли удвоился."),
        ("The volume of trade doubled.", "Торговля объемная, громкость удвоилась."),
        ("The volume was praised.", "Громкость хвалили."),
        ("The volume of trade and the loudness doubled.", "Торговля и громкость удвоились."),
        ("The second volume of exports appeared.", "Второй том вывоза появился."),
        ("The volume of trade doubled. The volume was praised.", "Громкость хвалили."),
        ("He chaired the drill in the joint Bore camp.", "Он возглавил Бурение в лагере."),
    ],
    ids=[
        "the right rendering",
        "a word of its root",
        "no company",
        "another word asks for it",
        "the company of both senses",
        "the word stands twice, once without company",
        "the rendering is part of a name",
    ],
)
def test_it_is_quiet(found: Find, source: str, target: str) -> None:
    """What may be right is no finding."""
    assert found("drifted-meaning", "en-ru", source, target) == []


def test_a_rendering_of_two_senses_says_nothing(found: Find) -> None:
    """«Колонка» is a part of a table and an article."""
    source = "The newspaper column was reprinted."

    assert found("drifted-meaning", "en-ru", source, "Газетная колонка перепечатана.") == []


@pytest.mark.parametrize(
    "source",
    [
        "The costs are borne by the tenant.",
        "The tenant will bear the costs.",
        "The tenant bears all of the remaining costs.",
    ],
)
def test_an_object_is_found_behind_the_verb_and_before_its_passive(
    found: Find, source: str
) -> None:
    """What is borne stands in one place or the other."""
    assert found("drifted-meaning", "en-ru", source, "Наниматель терпит остальное.")


def test_a_right_rendering_that_answers_another_word_does_not_excuse(found: Find) -> None:
    """The quantity that stands there answers another word, and the volume is still loudness."""
    source = "The volume of trade exceeds the quantity agreed."
    (one,) = found("drifted-meaning", "en-ru", source, "Громкость торговли выше количества.")

    assert one.target is not None
    assert one.target.text == "Громкость"


def test_company_in_another_sentence_does_not_count(found: Find) -> None:
    """What shows a sense stands in its own sentence."""
    source = "They bear it. The costs rose."

    assert found("drifted-meaning", "en-ru", source, "Они это терпят. Издержки выросли.") == []


def test_a_word_of_another_part_of_speech_is_left_alone(found: Find) -> None:
    """The bear is an animal."""
    source = "The bear of the expense report."

    assert found("drifted-meaning", "en-ru", source, "Терпит отчет.") == []


@given(
    words=st.lists(st.sampled_from(["bear", "costs", "the", "volume", "of", "trade", ".", "is"]))
)
def test_no_company_makes_it_fail(found: Find, words: list[str]) -> None:
    """Whatever stands beside a word, and where, there is an answer; a copy is no wrong sense."""
    text = " ".join(words)

    assert found("drifted-meaning", "en-ru", text, text) == []
