"""How languages use their words of force: what the files must keep, and how they are read."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from fidelity.lexicon.scales import expressions
from fidelity.lexicon.speech_acts import SpeechActs, speech_acts
from fidelity.shelf import table

FILES = sorted(table("speech-acts").glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_keeps_to_the_schema(path: Path) -> None:
    """An editor's program can check a file against the schema that ships with it."""
    schema = json.loads(table("speech-acts.schema.json").read_text("utf-8"))

    jsonschema.validate(yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader), schema)  # noqa: S506


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_limited_expression_is_on_a_scale(path: Path) -> None:
    """A condition for a word that no scale has would never be looked at."""
    known = speech_acts(path.stem)
    there = {word.text for word in expressions(path.stem)}

    limited = known.needs_speaker | set(known.only_before) | set(known.other_senses)

    assert sorted(limited - there) == []


def test_region_and_script_make_no_difference() -> None:
    """A file is that of the language."""
    assert speech_acts("en-GB") is not None
    assert speech_acts("en-GB").speakers == speech_acts("en").speakers


def test_a_language_without_a_file_has_no_usage() -> None:
    """Nothing is taken for granted of it."""
    assert speech_acts("is") == SpeechActs("is")


def test_some_words_count_only_in_listed_forms() -> None:
    """The passive “intended to” is no intention, the active “intends to” is one."""
    forms = {wording.text: wording.forms for wording in speech_acts("en").no_acts}

    assert forms["intended to"] == ("intended to",)
