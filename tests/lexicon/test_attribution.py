"""How languages leave a claim with its maker: what the files must keep."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from fidelity.lexicon.attribution import Attribution, attribution
from fidelity.shelf import table

FILES = sorted(table("attribution").glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_keeps_to_the_schema(path: Path) -> None:
    """An editor's program can check a file against the schema that ships with it."""
    schema = json.loads(table("attribution.schema.json").read_text("utf-8"))

    jsonschema.validate(yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader), schema)  # noqa: S506


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_wording_is_both_missed_and_not(path: Path) -> None:
    """A hedge whose loss is reported cannot stand among the words that are never missed."""
    known = attribution(path.stem)
    missed = {wording.text for wording in (*known.hedges, *known.distancing, *known.sources)}
    others = {wording.text for wording in (*known.equivalents, *known.softeners)}

    assert sorted(missed & others) == []


def test_a_language_without_a_file_attributes_nothing() -> None:
    """The rule stays quiet there."""
    assert attribution("is") == Attribution("is")
