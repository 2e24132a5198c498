"""One wrong word in a phrase that seems right as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fidelity.judging.stray import strays
from fidelity.model import (
    Candidate,
    Egress,
    Fail,
    Ok,
    Outcome,
    Query,
    Standing,
    Tag,
    Term,
    Verdict,
    VerdictWord,
)
from fidelity.protocols import no_progress

MEANS = {
    "голодный": "hungry",
    "голодная": "hungry",
    "страна": "country",
    "принимать": "receive",
    "принимающий": "host",
    "принимающая": "host",
}


@dataclass
class Words:
    """An engine that ships and knows a few words."""

    id: str = "embedding:x"
    family: str = "embedding"
    version: str = "1"
    pairs: str = "ru → en"
    egress: Egress = "local"
    sends: str = "nothing"
    asked: list[str] = field(default_factory=list)

    def serves(self, source: Tag, target: Tag) -> bool:
        """Serve Russian to English."""
        return (source, target) == ("ru", "en")

    def run(self, batch: Sequence[Query]) -> list[Outcome]:
        """Place the meaning of a word first, and everything else far down."""
        return [self._answer(query) for query in batch]

    def _answer(self, query: Query) -> Outcome:
        self.asked.append(query.text)
        if query.text not in MEANS:
            return Fail("not-found")
        means = MEANS[query.text]
        standings = (
            Standing(text, 0.1, 1 if text == means else 5000, 0.1) for text in query.wanted
        )
        return Ok((Candidate(means, 0.9),), tuple(standings))


def judged(rendering: str, word: VerdictWord = "faithful", term: str = "host country") -> Verdict:
    """Make a verdict on a rendering of one term."""
    return Verdict("host", Term(term, "en"), Term(rendering, "ru"), word, 0.3)


def test_a_phrase_with_a_stray_word_is_not_faithful() -> None:
    """Nobody can tell, and the word is named with what it means."""
    (verdict,) = strays([judged("голодная страна")], [Words()], no_progress)

    assert verdict.verdict == "cannot-tell"
    assert verdict.meaning == "hungry"
    assert "голодная" in verdict.evidence[0].reason
    assert verdict.evidence[0].points is None


def test_a_phrase_whose_words_all_have_a_match_stays() -> None:
    """One possible form of a word that has one is enough."""
    given = judged("принимающая страна")

    assert strays([given], [Words()], no_progress) == (given,)


def test_a_word_that_no_engine_knows_is_no_stray() -> None:
    """Nothing is known of it."""
    given = judged("неведомая страна")

    assert strays([given], [Words()], no_progress) == (given,)


def test_single_words_and_what_has_drifted_are_left_alone() -> None:
    """And no word of theirs is asked for."""
    engine = Words()
    given = [judged("страна"), judged("голодная страна", "drifted")]

    assert strays(given, [engine], no_progress) == tuple(given)
    assert engine.asked == []


def test_a_stray_makes_nothing_drifted() -> None:
    """It is named where nobody could tell before."""
    (verdict,) = strays([judged("голодная страна", "cannot-tell")], [Words()], no_progress)

    assert verdict.verdict == "cannot-tell"
    assert verdict.evidence[0].query == "голодная"
