"""Finding terms: where their forms are kept, and that only new ones take time."""

from __future__ import annotations

from pathlib import Path

import pytest

from fidelity.cache import using
from fidelity.languages import language
from fidelity.matching import find
from fidelity.matching.find import IN_USE, forms_of


def test_forms_that_are_kept_are_the_forms_that_are_made(tmp_path: Path) -> None:
    """However often they are asked for, in the order in which they are asked for."""
    wordings = ["прекращение огня", "мир", "прекращение огня"]
    made = forms_of(wordings, "ru", None)
    assert forms_of(wordings, "ru", tmp_path) == made
    assert forms_of(wordings, "ru", tmp_path) == made


def test_only_new_wordings_take_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A glossary that grew by one term need not be inflected again."""
    forms_of(["договор", "посол"], "ru", tmp_path)
    asked: list[str] = []
    inflect = language("ru").forms

    class Listening:
        """A language that remembers what it was asked."""

        @staticmethod
        def forms(term: str) -> frozenset[str]:
            """List the forms of a term."""
            asked.append(term)
            return inflect(term)

    monkeypatch.setattr(find, "language", lambda _tag: Listening)
    forms = forms_of(["посол", "договор", "визит"], "ru", tmp_path)
    assert asked == ["визит"]
    assert ["послу" in forms[0], "договором" in forms[1], "визитом" in forms[2]] == [True] * 3


def test_a_wording_may_hold_a_line_break(tmp_path: Path) -> None:
    """Tables and YAML blocks have such cells."""
    made = forms_of(["a\nb"], "en", tmp_path)
    assert forms_of(["a\nb"], "en", tmp_path) == made


@pytest.mark.parametrize("kept", [True, False])
def test_shipped_words_are_kept_where_the_run_keeps_things(tmp_path: Path, *, kept: bool) -> None:
    """With nowhere to keep anything, no file appears."""
    with using(tmp_path if kept else None):
        forms_of(["посол"], "ru", IN_USE)
    assert [path.name for path in tmp_path.glob("*.sqlite")] == ["forms.sqlite"] * kept
