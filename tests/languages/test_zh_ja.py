"""Chinese and Japanese: words without spaces between them."""

from __future__ import annotations

from fidelity.languages import ja, zh


def test_chinese_is_cut_into_listed_words() -> None:
    """The likeliest cut is taken, not the longest word first."""
    assert [word.text for word in zh.words("研究生命起源")] == ["研究", "生命", "起源"]


def test_figures_and_latin_words_stand_among_the_characters() -> None:
    """Every script in a text is cut by its own rules, and punctuation is left out."""
    assert [word.text for word in zh.words("2009年，NATO重置。")] == ["2009", "年", "NATO", "重置"]


def test_traditional_characters_are_read_as_simplified_ones() -> None:
    """The lemma is simplified, the text stays as it is."""
    (word,) = zh.words("停火協議")
    assert word.text == "停火協議"
    assert word.lemmas == ("停火协议",)
    assert zh.forms("停火協議") == {"停火協議", "停火协议"}


def test_full_width_letters_are_read_in_normal_width() -> None:
    """ＮＡＴＯ is nato."""
    assert zh.words("ＮＡＴＯ")[0].lemmas == ("nato",)
    assert "nato" in zh.forms("ＮＡＴＯ")


def test_an_unlisted_character_is_a_word() -> None:
    """What the list does not hold is cut into single characters."""
    assert [word.text for word in zh.words("㐀㐁")] == ["㐀", "㐁"]


def test_chinese_words_are_known_by_list() -> None:
    """A listed word, or one made of listed words of two characters or more."""
    assert zh.knows("停火") is True
    assert zh.knows("停火協議") is True
    assert zh.knows("停火谈判进程") is True
    assert zh.knows("火停") is False
    assert zh.knows("") is None


def test_japanese_is_cut_into_listed_words() -> None:
    """Particles come apart from the nouns before them."""
    words = [word.text for word in ja.words("国連安保理は停戦合意を非難した。")]
    assert words[:6] == ["国連", "安保理", "は", "停戦", "合意", "を"]


def test_unknown_katakana_stays_together() -> None:
    """A foreign word that no list holds is one word."""
    assert [word.text for word in ja.words("ガガーリンスキムのミサイル")] == [
        "ガガーリンスキム",
        "の",
        "ミサイル",
    ]


def test_half_width_katakana_is_read_in_normal_width() -> None:
    """The lemma has the usual width, the offsets are those of the text."""
    (word,) = ja.words("ｶﾞｽ")
    assert (word.text, word.start, word.end, word.lemmas) == ("ｶﾞｽ", 0, 3, ("ガス",))


def test_japanese_words_are_known_by_list() -> None:
    """A listed word, or one made of listed words of two characters or more."""
    assert ja.knows("停戦合意") is True
    assert ja.knows("戦停") is False
