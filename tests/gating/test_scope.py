"""Names of files and patterns for them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.gating.scope import matches, named


@pytest.mark.parametrize(
    ("pattern", "file", "meant"),
    [
        ("press/ru/a.md", "press/ru/a.md", True),
        ("press/ru/a.md", "other/press/ru/a.md", False),
        ("press/*/a.md", "press/ru/a.md", True),
        ("press/*/a.md", "press/ru/2026/a.md", False),
        ("press/**/a.md", "press/ru/2026/a.md", True),
        ("press/**/a.md", "press/a.md", True),
        ("press/**", "press/ru/a.md", True),
        ("press/", "press/ru/a.md", True),
        ("press/", "pressroom/a.md", False),
        ("*.md", "press/ru/a.md", True),
        ("*.md", "press/ru/a.md.bak", False),
        ("press/a?.md", "press/ab.md", True),
        ("press/a?.md", "press/a/.md", False),
        ("press/a.md", "press/axmd", False),
        ("../texts/*.md", "../texts/a.md", True),
    ],
)
def test_a_pattern_means_files(pattern: str, file: str, *, meant: bool) -> None:
    """As the settings of other programs have taught people."""
    assert matches(pattern, file) is meant


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("press/./ru/../ru/a.md", "press/ru/a.md"),
        ("/office/press/a.md", "press/a.md"),
        ("./a.md", "a.md"),
        ("../a.md", "../a.md"),
    ],
)
def test_a_file_has_one_name(file: str, name: str) -> None:
    """However the user wrote it."""
    assert named(file, "/office") == name


@given(st.from_regex(r"[^*?/]{1,8}(/[^*?/]{1,8}){0,3}", fullmatch=True))
def test_a_name_without_signs_means_itself(file: str) -> None:
    """Brackets, dots and spaces are nothing special."""
    assert matches(file, file)


@given(st.text(alphabet="ab*?/.[", max_size=8), st.text(alphabet="ab/.[", max_size=8))
def test_any_pattern_can_be_asked(pattern: str, file: str) -> None:
    """What is no good pattern matches little, and nothing falls over."""
    if matches(pattern, file) and not re.search(r"[*?]", pattern) and "/" in pattern:
        assert file.startswith(pattern)
