"""How common words are, and what a segment leaves unanswered."""

from __future__ import annotations

import sys

import pytest

from fidelity.matching import coverage


def test_a_common_word_weighs_less_than_a_rare_one() -> None:
    """Frequencies run from 0 for the unknown to 7."""
    assert coverage.frequency("the", "en") > coverage.frequency("treaty", "en") > 0
    assert coverage.frequency("qwxzk", "en") == 0


@pytest.mark.parametrize(("word", "tag"), [("大使", "zh"), ("大使", "ja"), ("대사", "ko")])
def test_words_that_are_cut_already_need_no_library_that_cuts(
    monkeypatch: pytest.MonkeyPatch, word: str, tag: str
) -> None:
    """The frequencies come with the package; the libraries for these scripts do not."""
    coverage.frequency.cache_clear()
    for library in ("jieba", "MeCab"):
        monkeypatch.setitem(sys.modules, library, None)
    for module in ("wordfreq.chinese", "wordfreq.mecab"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    assert 1 < coverage.frequency(word, tag) < 7
    coverage.frequency.cache_clear()
