"""The data that ships: what an editor may rely on in every file."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import jsonschema
import pytest
import yaml

from fidelity.loading import shipped_glossaries
from fidelity.model import Concept, Glossary
from fidelity.run import audit
from fidelity.shelf import shipped, table

FILES = sorted(shipped("glossaries").glob("*.yaml"))
CITATION = re.compile(r"\w.{7,}", re.DOTALL)
"""A source is more than a word: a document, a dictionary, a published practice."""


@cache
def loaded() -> dict[str, Glossary]:
    """Read all shipped glossaries once."""
    return {
        glossary.name.removeprefix("glossaries/"): glossary for glossary in shipped_glossaries()
    }


def concepts() -> list[tuple[str, Concept]]:
    """List every concept with its glossary's name."""
    return [(name, concept) for name, each in loaded().items() for concept in each.concepts]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_fits_the_schema(path: Path) -> None:
    """The one that editors' programs check against."""
    schema = json.loads(table("glossary.schema.json").read_text("utf-8"))

    jsonschema.validate(yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader), schema)  # noqa: S506


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_named_after_itself(path: Path) -> None:
    """Findings quote the name, and a reader looks for the file."""
    assert path.stem in loaded()


def test_no_two_concepts_have_the_same_id() -> None:
    """In all files together: an id must lead to one place."""
    ids = Counter(concept.id for _, concept in concepts())

    assert [id_ for id_, count in ids.items() if count > 1] == []


def test_every_id_is_written_in_the_same_way() -> None:
    """Lower case and dashes."""
    assert [c.id for _, c in concepts() if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", c.id)] == []


def test_every_concept_cites_an_authority() -> None:
    """Or the practice that it follows."""
    assert [c.id for _, c in concepts() if not CITATION.match(c.source or "")] == []


def test_every_concept_has_an_accepted_term_in_its_source_language() -> None:
    """Else it could not be found in any text."""
    assert [
        concept.id
        for name, concept in concepts()
        if not concept.in_language(loaded()[name].languages[0], accepted=True)
    ] == []


def test_every_avoided_term_says_what_goes_wrong_and_why() -> None:
    """A ban without a reason convinces nobody."""
    assert [
        (concept.id, term.text)
        for _, concept in concepts()
        for term in concept.terms
        if not term.accepted and not (term.kind and term.reason)
    ] == []


def by_languages() -> list[object]:
    """List the glossaries; those of one pair together, so that its words are loaded once."""
    return [
        pytest.param(name, marks=pytest.mark.xdist_group("-".join(glossary.languages)))
        for name, glossary in sorted(loaded().items())
    ]


@pytest.mark.parametrize("name", by_languages())
def test_no_file_contradicts_itself_or_is_untidy(name: str) -> None:
    """No wording both preferred and avoided, no mixed alphabets, no concept twice, no misprint."""
    rules = ["conflicting-status", "duplicate-concept", "unknown-word", "untidy-term"]

    report = audit(loaded()[name], others=(), rules=rules)

    assert [f"{finding.target}: {finding.message}" for finding in report.findings] == []
