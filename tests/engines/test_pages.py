"""The pages of the engines say what a user has to know, and are those that the modules have."""

from __future__ import annotations

from pathlib import Path

import pytest

from fidelity import cli, plugins

FOLDER = Path(__file__).parents[2] / "docs" / "engines"
HEADINGS = (
    "What it is",
    "Key and cost",
    "Languages",
    "What it answers",
    "How far to trust it",
    "Terms of use",
    "Privacy",
)
each_engine = pytest.mark.parametrize("name", plugins.names("engines"))


@each_engine
def test_the_page_is_what_explain_prints(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Written with: fidelity explain NAME > docs/engines/NAME.md."""
    assert cli.main(["explain", name]) == 0
    page = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    assert page == capsys.readouterr().out
    assert page.startswith(f"# {name}\n")


@each_engine
def test_the_page_says_all_that_a_user_has_to_know(name: str) -> None:
    """In the same order everywhere."""
    page = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    places = [page.find(f"\n**{heading}.**") for heading in HEADINGS]
    assert -1 not in places
    assert places == sorted(places)


@each_engine
def test_the_overview_leads_to_the_page(name: str) -> None:
    """With the engine's family."""
    overview = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"| [{name}]({name}.md) | " in overview


def test_no_page_is_left_of_an_engine_that_is_gone() -> None:
    """Nor is there one of an engine that never was."""
    pages = {path.stem for path in FOLDER.glob("*.md")} - {"README"}
    assert pages == set(plugins.names("engines"))
