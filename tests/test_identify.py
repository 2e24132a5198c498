"""Which language a text is found to be in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.cache import using
from fidelity.identify import OTHERS, _frequent, other_language, script, signs

SPANISH = (
    "El Ministerio lamenta que no se hayan celebrado las conversaciones y exhorta a todas las "
    "partes a volver a la mesa sin condiciones previas, como lo pidieron los mediadores."
)


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("ru", "Cyrl"),
        ("en-GB", "Latn"),
        ("zh", "Hani"),
        ("zh-Hant", "Hani"),
        ("ja", "Kana"),
        ("sr-Latn", "Latn"),
    ],
)
def test_a_language_has_its_usual_script(tag: str, name: str) -> None:
    """Unless its tag names another."""
    assert script(tag) == name


def test_a_text_shows_signs_of_its_own_language() -> None:
    """And hardly any of another one in the same script."""
    found = signs(SPANISH, "es", "fr")

    assert found.first
    assert not found.second
    assert signs(SPANISH, "fr", "es").second


def test_a_text_in_another_language_than_expected_is_told() -> None:
    """By name; in the expected one, nothing is said."""
    assert other_language(SPANISH, "fr") == "es"
    assert other_language(SPANISH, "es-MX") is None


def test_chinese_is_not_japanese() -> None:
    """Japanese is told by its own letters."""
    assert signs("外交部表示遗憾", "zh", "ja").first
    assert signs("外務省は遺憾の意を表明した。会談は開かれなかった。", "ja", "zh").first


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"uno\ndos"])
def test_the_commonest_words_are_kept_and_a_damaged_list_is_not_believed(
    tmp_path: Path, damage: bytes
) -> None:
    """What is read from the cache is what the list of words says."""
    with using(tmp_path):
        listed = _frequent.__wrapped__("es")
        (path,) = tmp_path.glob("frequent-es-*.txt")
        assert _frequent.__wrapped__("es") == listed
        path.write_bytes(damage)
        assert _frequent.__wrapped__("es") == listed


@given(st.text(max_size=200), st.sampled_from(OTHERS), st.sampled_from(OTHERS))
def test_no_text_is_in_both_languages(text: str, one: str, other: str) -> None:
    """Nor does any text make the counting fail."""
    found = signs(text, one, other)
    assert not (found.first and found.second)
