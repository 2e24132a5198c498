"""The JSON Schema of the canonical format, and that it agrees with the reader."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fidelity.errors import InputError
from fidelity.protocols import GlossaryFile
from fidelity.shelf import table
from fidelity.termbases import _words
from fidelity.termbases.yaml import read

# Imported by name, so that it does not matter whether its stubs are installed.
Draft202012Validator: Any = import_module("jsonschema").Draft202012Validator

SCHEMA = json.loads(table("glossary.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)

Document = dict[str, Any]


def _document(**concept: Any) -> Document:
    return {"concepts": [{"id": "a", "terms": {"en": "reset", "ru": ["сброс"]}, **concept}]}


def _with_term(**term: Any) -> Document:
    return _document(terms={"ru": [{"text": "сброс", **term}]})


def _reads(document: Any) -> bool:
    data = yaml.safe_dump(document, allow_unicode=True).encode("utf-8")
    try:
        read(GlossaryFile("a.yaml", data))
    except InputError:
        return False
    return True


def test_the_schema_is_itself_valid() -> None:
    """By the rules of JSON Schema 2020-12."""
    Draft202012Validator.check_schema(SCHEMA)


def test_the_closed_lists_of_words_are_those_of_the_model() -> None:
    """In the same order."""
    term = SCHEMA["$defs"]["term"]["properties"]
    assert tuple(term["status"]["enum"]) == _words.STATUSES
    assert tuple(term["kind"]["enum"]) == _words.KINDS
    severity = SCHEMA["$defs"]["concept"]["properties"]["severity"]
    assert tuple(severity["enum"]) == _words.SEVERITIES
    assert severity["default"] == _words.USUAL_SEVERITY


def test_every_key_is_described_for_the_editor() -> None:
    """Editors show these lines while one types."""
    properties = [
        *SCHEMA["properties"].items(),
        *SCHEMA["$defs"]["concept"]["properties"].items(),
        *SCHEMA["$defs"]["term"]["properties"].items(),
    ]
    assert [name for name, entry in properties if not entry.get("description")] == ["id"][:0]


RIGHT = [
    _document(),
    {**_document(), "glossary": "g", "title": "t", "licence": "CC0-1.0", "languages": ["en"]},
    {**_document(), "languages": "en"},
    _document(definition="d", domain="x", note="n", source="s", severity="minor"),
    _document(examples=["one", "two"]),
    _document(examples="one"),
    _document(id="IATE-3541 b"),
    _with_term(status="forbidden", kind="near_homonym", reason="r", note="n", source="s"),
    _with_term(profile="p"),
    _with_term(
        **{"part-of-speech": "noun", "valid-from": "2009-03-06", "valid-until": "2010-01-01"}
    ),
]

WRONG = [
    [],
    "text",
    {},
    {"concepts": []},
    {"concepts": None},
    {"concepts": {"id": "a"}},
    {"concepts": ["a"]},
    {**_document(), "glosary": "g"},
    {**_document(), "glossary": ""},
    {**_document(), "title": None},
    {**_document(), "title": ["t"]},
    {**_document(), "languages": []},
    {**_document(), "languages": ["en", "en"]},
    {**_document(), "languages": [None]},
    {"concepts": [{"id": "a"}]},
    {"concepts": [{"terms": {"en": "x"}}]},
    _document(id=""),
    _document(id="a\nb"),
    _document(terms={}),
    _document(terms=None),
    _document(terms=["x"]),
    _document(terms={"en": None}),
    _document(terms={"en": ""}),
    _document(terms={"en": []}),
    _document(terms={"en": [None]}),
    _document(terms={"en": [" "]}),
    _document(terms={"en": [["x"]]}),
    _document(terms={"en": {"text": "x"}}),
    _document(terms={"english": "x"}),
    _document(terms={"": "x"}),
    _document(severity="grave"),
    _document(severity=None),
    _document(note=" "),
    _document(examples=[]),
    _document(examples=["x", "x"]),
    _document(term="x"),
    _document(terms={"ru": [{"status": "forbidden"}]}),
    _with_term(text=""),
    _with_term(status="Forbidden"),
    _with_term(status=None),
    _with_term(kind="near-homonym"),
    _with_term(statsu="forbidden"),
    _with_term(**{"valid-from": "06.03.2009"}),
    _with_term(**{"valid-from": "2009-13-01"}),
    _with_term(**{"part-of-speech": ""}),
]


@pytest.mark.parametrize("document", RIGHT, ids=range(len(RIGHT)))
def test_reader_and_schema_accept_the_same_documents(document: Any) -> None:
    """Both of them."""
    assert [error.message for error in VALIDATOR.iter_errors(document)] == []
    assert _reads(document)


@pytest.mark.parametrize("document", WRONG, ids=range(len(WRONG)))
def test_reader_and_schema_refuse_the_same_documents(document: Any) -> None:
    """Both of them."""
    assert not VALIDATOR.is_valid(document)
    assert not _reads(document)


_texts = st.sampled_from(["", " ", "a", "en", "ru", "forbidden", "2009-03-06", "перезагрузка"])
_keys = st.sampled_from(
    ["id", "terms", "text", "status", "note", "examples", "concepts", "languages", "en", "ru", "x"]
)
_trees = st.recursive(
    st.one_of(st.none(), _texts),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(_keys, inner, max_size=4)),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tree=_trees, concept=st.dictionaries(_keys, _trees, max_size=3))
def test_whatever_the_schema_refuses_the_reader_refuses(tree: Any, concept: dict[str, Any]) -> None:
    """The reader knows more (languages, days, ids used twice), never less."""
    for document in (tree, _document(**concept)):
        assert VALIDATOR.is_valid(document) or not _reads(document)
