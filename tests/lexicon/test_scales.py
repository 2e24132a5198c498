"""The scales of force: what the files must keep, and how far apart wordings stand."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from itertools import product
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fidelity import shelf, text
from fidelity.errors import InputError
from fidelity.languages import language
from fidelity.lexicon import scales

FOLDER = shelf.table("scales")
FILES = sorted(FOLDER.glob("*.yaml"))
TAGS = [path.stem for path in FILES if path.stem != "axes"]
SHIPPED = scales.load()
AUTHORITIES = (
    "Security Council resolution",
    "Security Council, ",
    "General Assembly ",
    "Charter of the United Nations, art",
    "Charter of the United Nations, preamble",
    "Universal Declaration of Human Rights (1948), ",
    "International Covenant on ",
    "International Law Commission, Articles on ",
    "Vienna Convention on ",
    "United Nations Convention on the Law of the Sea (1982), art",
    "Treaty on the Non-Proliferation of Nuclear Weapons (1968), ",
    "European Convention on Human Rights (1950), art",
    "Paris Agreement (2015), art",
    "Rio Declaration on Environment and Development (1992), principle",
    "Budapest Memorandum (1994)",
    "Memorandum on Security Assurances (Budapest, 1994)",
    "Joint communiqué of the United States and China",
    "Joint statement of Russia and China, ",
    "Letter of Ambassador Prueher",
    "Remarks of President Clinton, ",
    "Intergovernmental Panel on Climate Change, ",
    "Foreign, Commonwealth and Development Office, ",
    "Associated Press Stylebook, entry",
    "Oxford Dictionary of English, entr",
    "Explanatory dictionary of ",
    "Dictionnaire de l'Académie française, ",
    "Diccionario de la lengua española, ",
    "Constitution of Ukraine",
    "Declaration of State Sovereignty of Ukraine (1990), ",
    "Verkhovna Rada of Ukraine, ",
    "Usage of ",
)
"""How a citation may begin; "Usage of" says openly that no single text is cited."""


def entries(tag: str) -> tuple[scales.Expression, ...]:
    """List the shipped expressions of a language."""
    return scales.expressions(tag)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_keeps_to_the_schema(path: Path) -> None:
    """An editor's program can check a file against the schema that ships with it."""
    schema = json.loads(shelf.table("scales.schema.json").read_text("utf-8"))
    jsonschema.validate(yaml.load(path.read_text("utf-8"), yaml.BaseLoader), schema)  # noqa: S506


@pytest.mark.parametrize("tag", ["en", "ru", "fr", "es", "uk", "zh"])
def test_a_language_has_its_file(tag: str) -> None:
    """The six languages are there, each under its own tag."""
    assert entries(tag)
    assert {entry.language for entry in entries(tag)} == {tag}


@pytest.mark.parametrize("tag", ["en", "ru", "fr", "es", "uk"])
def test_every_level_has_an_expression(tag: str) -> None:
    """No level is empty, unless the language has no word of its own for it."""
    filled = {(entry.axis, level) for entry in entries(tag) for level in entry.levels}
    every = {(axis.id, level.id) for axis in scales.axes() for level in axis.levels}
    assert every - filled <= NO_WORD.get(tag, set())


NO_WORD = {"fr": {("obligation", "will")}, "es": {("obligation", "will")}}
"""Levels without a word: the language says it by the tense of the verb."""

KNOWN = {"tajantemente", "énergiquement", "instamment", "prétendument", "немає"}
"""Right words that the dictionaries lack."""


@pytest.mark.parametrize("tag", TAGS)
def test_a_single_word_stands_in_dictionary_form(tag: str) -> None:
    """A word is its own lemma; a participle belongs to its verb; listed forms to the text."""
    here = language(tag)
    wrong = []
    for entry in entries(tag):
        words = here.words(entry.text)
        if len(words) != 1 or any(len(here.words(form)) > 1 for form in entry.forms):
            continue  # a reflexive verb has forms of two words: se disculpa
        lemmas = set(words[0].lemmas)
        if entry.forms:
            fits = all(lemmas & set(here.words(form)[0].lemmas) for form in entry.forms)
        elif entry.part_of_speech == "participle":
            fits = any(text.normalise(entry.text) in here.forms(lemma) for lemma in lemmas)
        else:
            fits = text.normalise(entry.text) in lemmas
        if not fits:
            wrong.append((entry.text, words[0].lemmas))
    assert wrong == []


@pytest.mark.parametrize("tag", TAGS)
def test_every_word_is_known(tag: str) -> None:
    """No word of an expression is a misprint, as far as the dictionaries of its language know."""
    here = language(tag)
    words = {word.text for entry in entries(tag) for word in here.words(entry.text)}
    assert {word for word in words if here.knows(word) is False} <= KNOWN


@pytest.mark.parametrize("tag", TAGS)
def test_no_expression_mixes_scripts(tag: str) -> None:
    """A Latin letter in a Cyrillic word, or the other way round, would never be found."""
    script = {"ru": "Cyrillic", "uk": "Cyrillic", "zh": "Han"}.get(tag, "Latin")
    mixed = [
        entry.text
        for entry in entries(tag)
        for wording in (entry.text, *entry.forms)
        if set(text.scripts(wording)) - {script}
    ]
    assert mixed == []


@pytest.mark.parametrize("tag", TAGS)
def test_an_expression_has_one_place_on_an_axis(tag: str) -> None:
    """Two levels for one wording are declared as double; two inflected forms may differ."""
    places = defaultdict(set)
    for entry in entries(tag):
        for form in entry.forms or (entry.text,):
            places[entry.axis, text.normalise(form)].add(entry.levels)
    assert {key: levels for key, levels in places.items() if len(levels) > 1} == {}


@pytest.mark.parametrize("tag", TAGS)
def test_every_expression_cites_its_authority(tag: str) -> None:
    """A citation begins with a known authority, or says that it is usage."""
    assert [e.source for e in entries(tag) if not e.source.startswith(AUTHORITIES)] == []


def test_every_level_cites_a_published_use() -> None:
    """A level stands on a text that can be looked up, never on usage alone."""
    sources = [level.source for axis in scales.axes() for level in axis.levels]
    assert [source for source in sources if not source.startswith(AUTHORITIES[:-1])] == []


def test_what_is_not_comparable_is_declared() -> None:
    """Two levels without steps between them are listed with a reason, and no others are listed."""
    about = yaml.safe_load((FOLDER / "axes.yaml").read_text("utf-8"))["axes"]
    for axis in scales.axes():
        declared = {
            frozenset(pair)
            for block in about[axis.id].get("not-comparable", [])
            for pair in product(block["these"], block["those"])
        }
        ids = [level.id for level in axis.levels]
        open_pairs = {
            frozenset((a, b)) for a in ids for b in ids if scales.distance(axis, [a], [b]) is None
        }
        assert open_pairs == declared, axis.id


def test_a_dispute_names_levels_of_its_axis() -> None:
    """The disputes that the file explains are about levels that exist."""
    about = yaml.safe_load((FOLDER / "axes.yaml").read_text("utf-8"))["axes"]
    for axis in scales.axes():
        for block in about[axis.id].get("disputes", []):
            assert set(block["levels"]) <= {level.id for level in axis.levels}


def test_every_citation_of_a_resolution_names_a_paragraph_or_the_preamble() -> None:
    """A reader finds the words without reading the whole resolution."""
    sources = {entry.source for entry in SHIPPED.expressions}
    loose = [
        source
        for source in sources
        if "resolution" in source and not re.search(r"para|preamble|annex|title", source)
    ]
    assert loose == []


def test_usual_renderings_of_resolutions_are_reconciled() -> None:
    """What the United Nations itself renders so is no change of force."""
    for axis, english, tag, rendering in (
        ("tone", "deplore", "ru", "осуждать"),
        ("tone", "deplore", "ru", "выражать сожаление"),
        ("tone", "deplore", "fr", "regretter vivement"),
        ("tone", "deplore", "zh", "谴责"),
        ("bindingness", "urge", "ru", "настоятельно призывать"),
        ("bindingness", "call upon", "es", "instar"),
        ("bindingness", "request", "fr", "demander"),
        ("commitment", "pledge", "ru", "обязываться"),
        ("recognition", "acknowledge", "fr", "reconnaître"),
    ):
        assert step(axis, english, tag, rendering) == 0, (english, rendering)


def test_a_stronger_or_weaker_rendering_has_a_signed_distance() -> None:
    """The sign says in which direction the force goes, the number how far."""
    for axis, english, tag, rendering, steps in (
        ("bindingness", "call upon", "ru", "требовать", 2),
        ("bindingness", "demand", "fr", "demander", -2),
        ("bindingness", "demand", "ru", "просить", -2),
        ("bindingness", "call upon", "ru", "настоятельно призывать", 1),
        ("tone", "deeply concerned", "ru", "озабоченность", -1),
        ("tone", "condemn", "ru", "сожалеть", -1),
        ("tone", "deplore", "ru", "приветствовать", -4),
        ("commitment", "intend", "uk", "гарантувати", 3),
        ("commitment", "assurance", "uk", "гарантія", 1),
        ("apology", "regret", "ru", "извиняться", 2),
        ("certainty", "alleged", "es", "confirmar", 3),
    ):
        assert step(axis, english, tag, rendering) == steps, (english, rendering)


def test_the_mood_of_a_modal_decides_its_level() -> None:
    """French devrait is should and doit is shall, though both are forms of one verb."""
    found = {
        form: entry.levels
        for entry in entries("fr")
        if entry.text == "devoir"
        for form in entry.forms
    }
    assert (found["devrait"], found["doit"]) == (("should",), ("shall",))


def test_a_contested_usage_is_named_and_keeps_its_level() -> None:
    """A word of the Budapest Memorandum counts as guarantee, with the other claim beside it."""
    words = [entry for entry in entries("uk") if entry.text == "гарантія безпеки"]
    assert [(entry.levels, entry.contested) for entry in words] == [(("guarantee",), ("assure",))]


def test_only_words_that_bind_on_no_reading_cross_the_line() -> None:
    """From demand to decide crosses; a word that is both pledge and undertaking does not."""
    bindingness, commitment = SHIPPED.axis("bindingness"), SHIPPED.axis("commitment")
    assert scales.crosses_binding(bindingness, ["demand"], ["decide"])
    assert not scales.crosses_binding(bindingness, ["invite"], ["demand"])
    assert not scales.crosses_binding(commitment, ["pledge"], ["pledge", "undertake"])
    assert not scales.crosses_binding(SHIPPED.axis("tone"), ["concern"], ["condemn"])


def test_readings_that_point_both_ways_give_no_distance() -> None:
    """A wording between two readings one step up and one step down is not judged."""
    axis = SHIPPED.axis("tone")
    assert scales.distance(axis, ["regret"], ["deep-concern", "deplore"]) is None


AXES = st.sampled_from(scales.axes())


@given(AXES.flatmap(lambda axis: st.tuples(st.just(axis), readings(axis), readings(axis))))
def test_distance_is_antisymmetric(case: tuple[scales.Axis, set[str], set[str]]) -> None:
    """Read backwards, a step up is a step down, and what is not comparable stays so."""
    axis, here, there = case
    way, back = scales.distance(axis, here, there), scales.distance(axis, there, here)
    assert (way is None and back is None) or way == -(back or 0)


@given(AXES.flatmap(lambda axis: st.tuples(st.just(axis), readings(axis), readings(axis))))
def test_distance_is_zero_exactly_where_a_level_is_shared(
    case: tuple[scales.Axis, set[str], set[str]],
) -> None:
    """One common reading reconciles two wordings; nothing else does."""
    axis, here, there = case
    assert (scales.distance(axis, here, there) == 0) == bool(here & there)


def readings(axis: scales.Axis) -> st.SearchStrategy[set[str]]:
    """Draw one to three levels of an axis."""
    return st.sets(st.sampled_from([level.id for level in axis.levels]), min_size=1, max_size=3)


def step(axis: str, english: str, tag: str, rendering: str) -> int | None:
    """Count the steps from an English wording to a rendering."""
    levels = []
    for language_tag, wording in (("en", english), (tag, rendering)):
        levels.append(
            next(e.levels for e in entries(language_tag) if (e.axis, e.text) == (axis, wording))
        )
    return scales.distance(SHIPPED.axis(axis), *levels)


FRET_TWICE = """language: en
axes:
  tone:
    levels:
      concern: {source: S, verb: [fret]}
      regret: {source: S, verb: [fret]}
"""


def written(folder: Path, content: str) -> tuple[Path, ...]:
    """Write an office's file."""
    path = folder / "office.yaml"
    path.write_text(content, "utf-8")
    return (path,)


def test_an_office_adds_an_expression(tmp_path: Path) -> None:
    """A house word stands beside the shipped ones."""
    paths = written(
        tmp_path,
        "language: en\naxes:\n  tone:\n    levels:\n      condemn:\n"
        "        source: House style, 3.2\n        verb: [castigate]\n",
    )
    texts = {entry.text: entry for entry in scales.load(paths).language("en")}
    assert texts["castigate"].levels == ("condemn",)
    assert texts["castigate"].source == "House style, 3.2"
    assert "deplore" in texts


def test_an_office_moves_an_expression(tmp_path: Path) -> None:
    """The house's level stands in place of the shipped one, in that language only."""
    paths = written(
        tmp_path,
        "language: ru\naxes:\n  tone:\n    levels:\n      condemn:\n"
        "        source: House style, 3.2\n        verb: [осуждать]\n",
    )
    words = [entry for entry in scales.load(paths).language("ru") if entry.text == "осуждать"]
    assert [entry.levels for entry in words] == [("condemn",)]


def test_an_office_replaces_an_axis_of_a_language(tmp_path: Path) -> None:
    """With ``replace: true`` only the house's expressions of that axis are left."""
    paths = written(
        tmp_path,
        "language: en\naxes:\n  apology:\n    replace: true\n    levels:\n      regret:\n"
        "        source: House style, 3.2\n        verb: [regret]\n",
    )
    found = scales.load(paths).language("en")
    assert [entry.text for entry in found if entry.axis == "apology"] == ["regret"]
    assert any(entry.axis == "tone" for entry in found)


def test_an_office_orders_an_axis_its_own_way(tmp_path: Path) -> None:
    """Its axis replaces the shipped one; expressions of levels that it leaves out are gone."""
    paths = written(
        tmp_path,
        "axes:\n  apology:\n    definition: Ours.\n    levels:\n"
        "      regret: {definition: One., source: House style}\n"
        "      apologize: {definition: Two., source: House style}\n",
    )
    house = scales.load(paths)
    assert scales.distance(house.axis("apology"), ["regret"], ["apologize"]) == 1
    levels = {level for e in house.language("en") if e.axis == "apology" for level in e.levels}
    assert levels == {"regret", "apologize"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("language: en\naxes:\n  tune: {}\n", "office.yaml:3: there is no axis tune; use one of: "),
        (
            "language: en\naxes:\n  tone:\n    levels:\n      condemm:\n        source: S\n",
            "office.yaml:5: the axis tone has no level condemm; use one of: ",
        ),
        (
            "language: en\naxes:\n  tone:\n    levels:\n      concern: {verb: [fret]}\n",
            "office.yaml:5: the source of concern is missing; ",
        ),
        (
            FRET_TWICE,
            "office.yaml:5: fret stands twice on the axis tone; list it once, under double",
        ),
        ("language: [en\n", "this is not YAML: "),
        ("- en\n", "the file: keys and values are missing; "),
        ("axes: {a: {definition: D, levels: [x]}}\n", "levels of a: keys and values are missing"),
        (
            "axes: {a: {definition: D, levels: {x: {source: S, stronger-than: [y]}}}}",
            "x is stronger than y, which does not stand before it; ",
        ),
    ],
)
def test_a_fault_in_an_office_file_is_one_line(tmp_path: Path, content: str, message: str) -> None:
    """The message names file and line, what is wrong, and what to do."""
    with pytest.raises(InputError) as caught:
        scales.load(written(tmp_path, content))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    """A path that leads nowhere is named."""
    with pytest.raises(InputError, match=r"nowhere\.yaml: it cannot be read"):
        scales.load((tmp_path / "nowhere.yaml",))


def test_region_and_script_make_no_difference() -> None:
    """Expressions for zh-Hans or en-GB are those of the language; an unknown language has none."""
    assert scales.expressions("zh-Hans") == scales.expressions("zh") != ()
    assert scales.expressions("en-GB") == scales.expressions("en")
    assert scales.expressions("xx") == ()
