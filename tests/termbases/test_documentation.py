"""The examples in the description of the formats work as they stand."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module
from json import loads
from pathlib import Path
from typing import Any

import pytest
import yaml

from fidelity import termbases
from fidelity.model import Glossary
from fidelity.shelf import table
from fidelity.termbases import _columns, _words
from fidelity.termbases._rich import rows_of

PAGE = (Path(__file__).parents[2] / "docs" / "glossary-format.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", PAGE, re.DOTALL)
DOCUMENTS = [text for language, text in BLOCKS if language == "yaml"]
TABLES = [text for language, text in BLOCKS if not language and "\n" in text.strip()]


def _read(folder: Path, name: str, text: str) -> Glossary:
    (folder / name).write_text(text, "utf-8")
    return termbases.read(folder / name)


@pytest.mark.parametrize("text", DOCUMENTS)
def test_an_example_of_the_canonical_format_is_read(tmp_path: Path, text: str) -> None:
    """And the schema accepts it."""
    schema = loads(table("glossary.schema.json").read_text("utf-8"))
    validator: Any = import_module("jsonschema").Draft202012Validator(schema)
    assert validator.is_valid(yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506 -- all is text
    assert _read(tmp_path, "a.yaml", text).concepts


@pytest.mark.parametrize("text", TABLES)
def test_an_example_of_a_table_is_read(tmp_path: Path, text: str) -> None:
    """Into English and Russian terms."""
    assert _read(tmp_path, "a.csv", text).languages == ("en", "ru")


def test_there_are_examples_of_every_layout() -> None:
    """One of the canonical format and three of tables."""
    assert (len(DOCUMENTS), len(TABLES)) == (1, 3)


def test_the_header_of_the_written_table_is_the_one_described(tmp_path: Path) -> None:
    """Word for word."""
    glossary = replace(_read(tmp_path, "a.yaml", DOCUMENTS[0]), title=None, licence=None)
    header = ",".join(rows_of(glossary)[0])
    described = next(text.splitlines()[0] for text in TABLES if text.startswith("concept,"))
    assert header == described


def test_every_word_and_field_is_described() -> None:
    """Statuses, severities, kinds and the fields of tables."""
    words = (*_words.STATUSES, *_words.SEVERITIES, *_words.KINDS)
    assert [word for word in words if f"`{word}`" not in PAGE] == []
    plain = [name for name in _columns.FIELDS if not name.endswith(("text", " language"))]
    assert [name for name in plain if name not in PAGE.replace("\n", " ")] == []
