"""The function words: what the files must keep, and what a rule can read from them."""

from __future__ import annotations

import json
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
import yaml

from fidelity import shelf, text
from fidelity.languages import language
from fidelity.lexicon import scales
from fidelity.lexicon.function_words import FunctionWords, function_words
from fidelity.matching.lexicons import function_table

FILES = sorted(shelf.table("words").glob("*.yaml"))
TAGS = ("en", "ru", "uk", "fr", "es", "de")
CLASSES = yaml.safe_load((shelf.table("words") / "classes.yaml").read_text("utf-8"))["kinds"]
UNSPLIT = {"currency", "unit", "negative-affix"}
"""Kinds with symbols, codes and parts of words, which no dictionary has."""

BESIDE_NOT = {f"negator:{name}" for name in ("not-any", "never", "neither")}
ALL_BESIDE_NOT = BESIDE_NOT | {f"negator:{name}" for name in ("nobody", "nothing", "nowhere")}
CONCORD = {f"concord:{name}" for name in CLASSES["concord"]["classes"]}
NO_ENTRY = {
    "en": CONCORD | {"idle-negation:unless"},
    "ru": BESIDE_NOT | {"concord:hardly", "unit:ton"},
    "uk": ALL_BESIDE_NOT | {"concord:hardly", "unit:ton"},
    "fr": ALL_BESIDE_NOT
    | {"negator:hardly", "negative-affix:without", "idle-negation:until", "modal:will", "unit:ton"},
    "es": ALL_BESIDE_NOT | {"concord:hardly", "modal:will", "unit:ton"},
    "de": CONCORD | {"idle-negation:until", "idle-negation:almost", "unit:ton"},
}
"""Classes that a language does not have: English and German have no concord, the others say
nobody by a concord word, French and Spanish say will by the tense of the verb."""

KNOWN = {
    *("100th", "mln", "unverified", "вже", "нема", "немає", "теж", "ще", "billiard", "huitante"),
    *("inconditionnellement", "instamment", "nonante", "prétendument", "septante", "énergiquement"),
    *("veintiuno", "veintiún", "veintitrés", "veintiséis", "veintisiete", "veintiocho"),
    "veintinueve",
}
"""Right words that the dictionaries lack."""


def words(tag: str) -> FunctionWords:
    """Read the words of a language that has them."""
    found = function_words(tag)
    assert found is not None
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_keeps_to_the_schema(path: Path) -> None:
    """An editor's program can check a file against the schema that ships with it."""
    schema = json.loads(shelf.table("words.schema.json").read_text("utf-8"))
    jsonschema.validate(yaml.load(path.read_text("utf-8"), yaml.BaseLoader), schema)  # noqa: S506


def test_the_six_languages_are_there() -> None:
    """One file for each, beside that of the classes."""
    assert {path.stem for path in FILES} == {*TAGS, "classes"}
    assert [words(tag).language for tag in TAGS] == list(TAGS)


@pytest.mark.parametrize("tag", TAGS)
def test_every_class_has_words(tag: str) -> None:
    """Source and target can be compared class by class, but for what a language does not have."""
    have = {f"{word.kind}:{name}" for word in words(tag).words for name in word.ids}
    every = {
        f"{kind}:{name}" for kind, about in CLASSES.items() for name in about.get("classes", ())
    }
    assert every - have == NO_ENTRY[tag]


@pytest.mark.parametrize("tag", TAGS)
def test_a_word_has_one_place_in_a_kind(tag: str) -> None:
    """A word of two classes is declared as double."""
    places = defaultdict(set)
    for word in words(tag).words:
        for form in word.forms or (word.text,):
            places[word.kind, form].add(word.ids)
    assert {key: ids for key, ids in places.items() if len(ids) > 1} == {}


@pytest.mark.parametrize("tag", TAGS)
def test_no_word_mixes_scripts(tag: str) -> None:
    """A Latin letter in a Cyrillic word, or the other way round, would never be found."""
    script = "Cyrillic" if tag in {"ru", "uk"} else "Latin"
    mixed = [
        word.text
        for word in words(tag).words
        if word.kind not in {"currency", "unit"}
        for wording in (word.text, *word.forms)
        if set(text.scripts(wording)) - {script}
    ]
    assert mixed == []
    for word in words(tag).words:
        assert all(len(text.scripts(part)) <= 1 for part in word.text.split()), word.text


@pytest.mark.parametrize("tag", TAGS)
def test_every_word_is_known(tag: str) -> None:
    """No word is a misprint, as far as the dictionaries of its language know."""
    here = language(tag)
    every = {
        part.text
        for word in words(tag).words
        if word.kind not in UNSPLIT
        and (tag, word.kind) not in {("de", "ordinal"), ("fr", "ordinal")}
        for part in here.words(word.text)
    }
    assert {word for word in every if here.knows(word) is False} <= KNOWN


@pytest.mark.parametrize("tag", TAGS)
def test_numerals_lead_to_their_values_and_back(tag: str) -> None:
    """Nought to twenty, tens and hundreds have a word each, and each word one value."""
    values = {
        text.normalise(word.text): word.classes[0].value
        for word in words(tag).of("number")
        if len(word.classes) == 1
    }
    wanted = {*range(21), *range(20, 100, 10), *range(100, 1000, 100)}
    assert {Decimal(number) for number in wanted} <= set(values.values())
    assert all(word.classes[0].value == Decimal(word.ids[0]) for word in words(tag).of("number"))


@pytest.mark.parametrize(
    ("tag", "numeral", "value"),
    [
        ("en", "seventeen", 17),
        ("ru", "девятьсот", 900),
        ("uk", "дев'яносто", 90),
        ("fr", "quatre-vingt-dix", 90),
        ("fr", "septante", 70),
        ("es", "veintidós", 22),
        ("es", "quinientos", 500),
        ("de", "einundzwanzig", 21),
        ("de", "zwölf", 12),
    ],
)
def test_a_numeral_has_its_value(tag: str, numeral: str, value: int) -> None:
    """Numerals of each way of counting."""
    found = [word.classes[0].value for word in words(tag).of("number") if word.text == numeral]
    assert found == [value]


def test_german_numerals_up_to_a_hundred_are_single_words() -> None:
    """German joins unit and ten, so that each number has an entry of its own."""
    values = {word.classes[0].value for word in words("de").of("number")}
    assert {Decimal(number) for number in range(100)} <= values


@pytest.mark.parametrize(
    ("tag", "word", "power"),
    [
        ("en", "million", 6),
        ("en", "billion", 9),
        ("en", "trillion", 12),
        ("ru", "миллиард", 9),
        ("ru", "триллион", 12),
        ("uk", "мільярд", 9),
        ("fr", "milliard", 9),
        ("fr", "billion", 12),
        ("fr", "trillion", 18),
        ("es", "millardo", 9),
        ("es", "mil millones", 9),
        ("es", "billón", 12),
        ("es", "trillón", 18),
        ("de", "Milliarde", 9),
        ("de", "Billion", 12),
        ("de", "Trillion", 18),
    ],
)
def test_a_scale_word_has_its_true_value(tag: str, word: str, power: int) -> None:
    """English billion is French milliard, and French billion is English trillion."""
    found = [entry.classes[0].value for entry in words(tag).of("scale") if entry.text == word]
    assert found == [Decimal(10) ** power]


def test_a_scale_word_of_two_values_says_so() -> None:
    """Russian биллион is read as either; an editor decides."""
    (word,) = [word for word in words("ru").of("scale") if word.text == "биллион"]
    assert [found.value for found in word.classes] == [Decimal(10) ** 9, Decimal(10) ** 12]


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize(("kind", "last"), [("month", 12), ("weekday", 7)])
def test_the_calendar_is_complete(tag: str, kind: str, last: int) -> None:
    """Twelve months and seven days, from one on."""
    values = {word.classes[0].value for word in words(tag).of(kind)}
    assert values == {Decimal(number) for number in range(1, last + 1)}


def test_units_of_a_dimension_can_be_converted() -> None:
    """A mile is 1.609344 kilometres; a ton that is not settled has no value."""
    units = {word.text: word.classes[0] for word in words("en").of("unit")}
    mile, kilometre, ton = units["mile"], units["kilometre"], units["ton"]
    assert (mile.dimension, kilometre.dimension) == ("length", "length")
    assert mile.value is not None
    assert kilometre.value is not None
    assert mile.value / kilometre.value == Decimal("1.609344")
    assert ton.value is None


def test_levels_are_those_of_the_scales() -> None:
    """A modal's level is one of the axis obligation."""
    levels = {level.id for level in scales.load().axis("obligation").levels}
    every = {found.level for tag in TAGS for word in words(tag).words for found in word.classes}
    assert every - {None} == levels


@pytest.mark.parametrize("tag", sorted({*TAGS} - {"de"}))
def test_modals_agree_with_the_scales(tag: str) -> None:
    """A word that both files have stands at the same level in both."""
    obligation = {
        (entry.text, entry.forms): set(entry.levels)
        for entry in scales.expressions(tag)
        if entry.axis == "obligation"
    }
    differing = []
    for word in words(tag).of("modal"):
        levels = {found.level for found in word.classes if found.level}
        other = obligation.get((word.text, word.forms), levels)
        if levels and levels != other:
            differing.append((word.text, levels, other))
    assert differing == []


def test_a_reporting_verb_has_a_stance() -> None:
    """To claim doubts, to say does not, to admit vouches; every verb has one of the three."""
    stances = {
        word.text: {found.stance for found in word.classes} for word in words("en").of("reporting")
    }
    assert (stances["say"], stances["claim"], stances["admit"]) == (
        {"neutral"},
        {"doubting"},
        {"committing"},
    )
    assert None not in set().union(*stances.values())


def test_the_mood_of_a_modal_decides_its_class() -> None:
    """French devrait is should, doit is shall."""
    forms = {form: word.ids for word in words("fr").of("modal") for form in word.forms}
    assert (forms["devrait"], forms["doit"]) == (("should",), ("shall",))


def test_concord_words_are_told_apart_from_negators() -> None:
    """In никто не the negation is one; in English nobody negates alone."""
    assert words("ru").concord == "always"
    assert "никто" in {word.text for word in words("ru").of("concord")}
    assert words("en").concord == "none"
    assert "nobody" in {word.text for word in words("en").of("negator")}


def test_an_unknown_language_has_no_words() -> None:
    """No file, no guess; region and script make no difference."""
    assert function_words("xx") is None
    assert function_words("classes") is None
    assert function_words("../scales/en") is None
    assert function_words("de-AT") == function_words("de")


@pytest.mark.parametrize(
    ("tag", "kind", "sentence"),
    [
        ("ru", "scope", "Это узкая дорога."),
        ("ru", "scope", "Память героев почтили."),
        ("ru", "scope", "Великая держава."),
        ("ru", "hedge", "Мы видели посла."),
        ("ru", "negator", "Некий посол молчал."),
        ("ru", "downtoner", "Это простой вопрос."),
        ("uk", "downtoner", "Ми порівняли тексти."),
        ("fr", "negator", "Un point de l'ordre du jour."),
    ],
)
def test_an_adverb_is_not_taken_for_its_namesake(tag: str, kind: str, sentence: str) -> None:
    """уже is already, not a form of узкий: only the forms that count are searched for."""
    assert function_table(tag, kind).search(sentence) == []


@pytest.mark.parametrize("sentence", ["They don't agree.", "It isn’t so.", "We can't accept it."])
def test_a_contracted_negation_is_found(sentence: str) -> None:
    """Also with the typographic apostrophe."""
    assert [hit.values[0].ids for hit in function_table("en", "negator").search(sentence)] == [
        ("not",)
    ]
