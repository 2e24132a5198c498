"""What ``import fidelity`` offers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import fidelity


@pytest.mark.parametrize("name", fidelity.__all__)
def test_every_public_name_is_there(name: str) -> None:
    """The list and the table behind it agree."""
    assert getattr(fidelity, name) is not None
    assert name in dir(fidelity)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """As in every module."""
    with pytest.raises(AttributeError, match="nonesuch"):
        getattr(fidelity, "nonesuch")  # noqa: B009 - the name is the point


def test_one_sentence_is_checked_by_one_call() -> None:
    """With the shipped glossaries, without an engine to set up."""
    (found,) = fidelity.check(
        "The two governments want a reset in their relations.",
        "Оба правительства хотят перегрузки своих отношений.",
        from_="en",
        to="ru",
    )

    assert (found.rule, found.level) == ("avoided-term", "error")


def test_two_files_are_checked_by_one_checker(tmp_path: Path) -> None:
    """Their segments go in, a report comes out."""
    original, translation = tmp_path / "en.txt", tmp_path / "ru.txt"
    original.write_text("The talks began.\n\nThe delegation did not sign the treaty.\n", "utf-8")
    translation.write_text("Переговоры начались.\n\nДелегация подписала договор.\n", "utf-8")

    pieces = fidelity.segments_of_pair(str(original), str(translation), source="en", target="ru")
    run = fidelity.Checker(rules=["polarity-shift"]).run(pieces)

    assert run.report.counts["segments"] == 2
    (found,) = run.report.findings
    assert found.target is not None
    assert found.target.place.line == 3


def test_the_import_is_light() -> None:
    """Neither numpy nor an XML parser is loaded before it is needed."""
    code = "import fidelity, sys; print({'numpy', 'lxml', 'yaml'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"
