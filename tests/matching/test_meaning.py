"""How near texts are in meaning."""

from __future__ import annotations

from fidelity.matching import meaning


def test_any_of_several_texts_may_come_near() -> None:
    """Placing texts together, those of about as many words first, is only quicker."""
    others = [f"кошка номер {number}" for number in range(60)] + ["договор о мире", "перевод"]
    best = max(meaning.nearness("peace treaty", other) for other in others)
    assert meaning.reaches("peace treaty", others, best - 1e-4)
    assert not meaning.reaches("peace treaty", others, best + 1e-4)


def test_where_there_is_nothing_nothing_is_near() -> None:
    """An empty translation has no words."""
    assert not meaning.reaches("peace treaty", [], -1.0)


def test_the_gain_of_several_wordings_is_that_of_the_best() -> None:
    """Each is tried in the place of the word that stands there."""
    texts = ("The peace treaty was signed.", "Мирный перевод был подписан.")
    several = meaning.gains(*texts, (7, 14), ["кошка", "договор"], "перевод")
    assert (
        max(several) == several[1] == meaning.gain(*texts, (7, 14), ["кошка", "договор"], "перевод")
    )
    assert several[0] < several[1]
