"""Which engines are asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from fidelity.asking import back_translate, chosen, installed
from fidelity.errors import UsageError
from fidelity.model import Concept, Glossary, Ok, Term
from fidelity.protocols import Missing

HOUSE = Glossary(
    "house", (Concept("a", (Term("overload", "en"), Term("перегрузка", "ru"))),), ("en", "ru")
)


def test_the_built_in_engines_and_the_loaded_glossaries_are_there() -> None:
    """On every machine."""
    ids = {engine.id for engine in installed(glossaries=(HOUSE,))}

    assert {"embedding:use-m3", "vectors:navec", "termbase:house"} <= ids


def test_by_default_all_that_send_nothing_are_asked() -> None:
    """Nothing leaves the machine unless the user says so."""
    found = installed()

    assert {engine.egress for engine in chosen(found, None)} == {"local"}


def test_an_engine_is_chosen_by_its_id_or_its_kind() -> None:
    """In the order in which they were named, each once."""
    taken = chosen(installed(), ["vectors", "embedding:use-m3", "vectors:navec"])

    assert [engine.id for engine in taken] == ["vectors:navec", "embedding:use-m3"]


def test_a_missing_engine_is_answered_with_how_to_add_it() -> None:
    """The message can be acted on."""
    missing = Missing(
        "nonesuch2", "nonesuch2", "many", "official-service", "terms", "pip install x[deepl]"
    )

    with pytest.raises(
        UsageError, match=r"nonesuch2 is not installed here; pip install x\[deepl\]"
    ):
        chosen([*installed(), missing], ["nonesuch2"])


@pytest.mark.parametrize(
    ("name", "advice"),
    [("vecors", r"did you mean vectors\?"), ("nonesuch", "fidelity engines lists those that are")],
)
def test_an_unknown_engine_is_answered_with_the_nearest(name: str, advice: str) -> None:
    """Or with where to look."""
    with pytest.raises(UsageError, match=f"{name}.*{advice}"):
        chosen(installed(), [name])


def test_back_translation_gives_an_answer_an_engine() -> None:
    """And places each candidate against the term that was named."""
    answers = back_translate(
        "перегрузка",
        source="ru",
        target="en",
        term="overload",
        others=(HOUSE,),
        engines=["vectors", "termbase"],
    )
    by_engine = {answer.engine.id: answer for answer in answers}

    outcome = by_engine["termbase:house"].outcome
    assert isinstance(outcome, Ok)
    assert outcome.candidates[0].text == "overload"
    assert by_engine["termbase:house"].relations == ("same",)
    assert "same" in by_engine["vectors:navec"].relations


def test_what_is_no_language_is_said() -> None:
    """Before any engine is asked."""
    with pytest.raises(UsageError, match="qqqq"):
        back_translate("слово", source="qqqq", target="en", others=())


def test_without_a_cache_tables_go_with_the_process(tmp_path: Path) -> None:
    """Nothing is left on disk."""
    back_translate("слово", source="ru", target="en", others=(), engines=["vectors"], cache=None)

    assert list(tmp_path.iterdir()) == []
