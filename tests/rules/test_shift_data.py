"""The data of the rules on shifts of meaning: what the files must keep."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from fidelity.shelf import table

FILES = [
    (folder, path)
    for folder in ("degrees", "gravity", "modality", "polarity", "scope")
    for path in sorted(table(folder).glob("*.yaml"))
]


@pytest.mark.parametrize(("folder", "path"), FILES, ids=lambda each: getattr(each, "stem", each))
def test_every_file_keeps_to_the_schema(folder: str, path: Path) -> None:
    """An editor's program can check a file against the schema that ships with it."""
    schema = json.loads(table(f"{folder}.schema.json").read_text("utf-8"))

    jsonschema.validate(yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader), schema)  # noqa: S506


def test_every_change_of_level_is_between_levels_that_some_word_has() -> None:
    """A pair of levels that no language knows would never be found."""
    languages = [path for folder, path in FILES if folder == "modality" and path.stem != "shifts"]
    files = [yaml.safe_load(path.read_text("utf-8")) for path in languages]
    shifts = yaml.safe_load((table("modality") / "shifts.yaml").read_text("utf-8"))["shifts"]

    known = {
        level
        for file in files
        for each in file["expressions"]
        for key in ("levels", "negated", "followed")
        for level in each.get(key, [])
    }

    assert {level for shift in shifts for level in shift["between"]} - known == set()


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "ru", "uk"])
def test_every_class_that_is_reported_belongs_to_a_group(language: str) -> None:
    """A phrase of a class that no group has would never be compared."""
    groups = yaml.safe_load((table("scope") / "groups.yaml").read_text("utf-8"))["groups"]
    firm = yaml.safe_load((table("scope") / f"{language}.yaml").read_text("utf-8"))["firm"]

    assert set(firm) - {name for group in groups.values() for name in group["classes"]} == set()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_rung_has_words(language: str) -> None:
    """A word of one language meets those of the other on the same ladders and rungs."""
    ladders = yaml.safe_load((table("gravity") / "ladders.yaml").read_text("utf-8"))["ladders"]
    words = yaml.safe_load((table("gravity") / f"{language}.yaml").read_text("utf-8"))["ladders"]

    assert {name: list(rungs) for name, rungs in words.items()} == {
        name: list(about["rungs"]) for name, about in ladders.items()
    }
