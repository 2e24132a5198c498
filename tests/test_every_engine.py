"""Every engine keeps the contract, and the contract notices an engine that does not."""

from __future__ import annotations

import contextlib
import json
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from fidelity.calls import Call, Manners, Reply
from fidelity.engines import dictionary, termbase
from fidelity.model import Candidate, Concept, Egress, Fail, Glossary, Ok, Outcome, Query, Term
from fidelity.protocols import Setup
from fidelity.testing import engine_contract, service_contract, write_dictionary

ARTICLES = [
    ("garden", "garden\n   [↗gɑ:dn] _n. сад, огород\n"),
    ("orchard", "orchard\n   _n. сад (фруктовый)\n"),
    ("tree", "tree\n   _n. дерево\n"),
]
UNKNOWN = Query("qwrtzpsdf", "en", "ru")


def named(id_: str, setup: Setup) -> dictionary.DictionaryEngine:
    """Find one dictionary."""
    found = [each for each in dictionary.engines(setup) if each.id == id_]
    assert len(found) == 1
    assert isinstance(found[0], dictionary.DictionaryEngine)
    return found[0]


def test_a_dictionary_keeps_the_contract(tmp_path: Path) -> None:
    """In both directions."""
    write_dictionary(tmp_path, "mueller-small", ARTICLES)
    setup = Setup(tmp_path / "cache", options={"paths": [str(tmp_path)]})
    engine = named("dictionary:mueller-small", setup)
    good = [Query("garden", "en", "ru", ("огород", "x")), Query("the tree", "en", "ru")]
    engine_contract(engine, [*good, Query("сад", "ru", "en", best=1)], UNKNOWN)


MUELLER = Path("/usr/share/dictd/mueller7.index")


@pytest.mark.skipif(not MUELLER.exists(), reason="the package mueller7-dict is not installed")
def test_muellers_dictionary_keeps_the_contract(tmp_path: Path) -> None:
    """The real one answers as the small ones do."""
    engine = named("dictionary:mueller7", Setup(tmp_path))
    good = [
        Query("overload", "en", "ru", ("перегрузка",)),
        Query("treaty", "en", "ru"),
        Query("посольство", "ru", "en", ("embassy",)),
    ]
    engine_contract(engine, good, UNKNOWN)
    overload, _, embassy = engine.run(good)
    assert isinstance(overload, Ok)
    assert [each.rank for each in overload.wanted] == [1]
    assert isinstance(embassy, Ok)
    assert [each.text for each in embassy.wanted] == ["embassy"]


def test_a_termbase_keeps_the_contract() -> None:
    """In both directions."""
    concepts = tuple(
        Concept(en, (Term(en, "en"), Term(ru, "ru")))
        for en, ru in [("garden", "сад"), ("tree", "дерево"), ("bush", "куст")]
    )
    (engine,) = termbase.engines(
        Setup(None, glossaries=(Glossary("plants", concepts, ("en", "ru")),))
    )
    assert isinstance(engine, termbase.TermbaseEngine)
    engine_contract(
        engine, [Query("garden", "en", "ru", ("сад",)), Query("куст", "ru", "en")], UNKNOWN
    )


# --- the contract itself --------------------------------------------------------------------------


@dataclass(frozen=True)
class Small:
    """An engine that keeps the contract, unless its ``spoil`` changes what ``run`` gives."""

    spoil: Callable[[Sequence[Query], list[Outcome]], object] | None = None
    id: str = "small:one"
    family: str = "small"
    version: str = "1"
    egress: Egress = "local"
    pairs: str = "en-ru"
    sends: str = "nothing"
    everywhere: bool = False

    def serves(self, source: str, target: str) -> bool:
        """Serve one pair."""
        return self.everywhere or (source, target) == ("en", "ru")

    def run(self, batch: Sequence[Query]) -> list[Outcome]:
        """Look two words up."""
        outcomes = [self._answer(query) for query in batch]
        if self.spoil is not None:
            return self.spoil(batch, outcomes)  # type: ignore[return-value]
        return outcomes

    def _answer(self, query: Query) -> Outcome:
        words = {"garden": ("сад", "огород"), "tree": ("дерево", "древо")}
        if (query.source, query.target) != ("en", "ru"):
            return Fail("unsupported-pair")
        found = words.get(query.text.strip(), ())[: max(1, query.best)]
        return Ok(tuple(Candidate(text) for text in found)) if found else Fail("not-found")


GOOD = [Query("garden", "en", "ru"), Query("tree", "en", "ru")]


def answer(*candidates: Candidate) -> Callable[[Sequence[Query], list[Outcome]], object]:
    """Spoil every answer alike."""

    def spoil(_batch: Sequence[Query], outcomes: list[Outcome]) -> object:
        return [Ok(candidates) if isinstance(each, Ok) else each for each in outcomes]

    return spoil


def leaking(batch: Sequence[Query], _outcomes: list[Outcome]) -> object:
    """Raise with the question in the text."""
    raise ValueError(f"cannot translate {batch[0].text}")


def fragile(batch: Sequence[Query], outcomes: list[Outcome]) -> object:
    """Lose all answers of a batch that holds one very long question."""
    if any(len(query.text) > 1000 for query in batch):
        return [Fail("too-long")] * len(batch)
    return outcomes


def forgetful(_batch: Sequence[Query], outcomes: list[Outcome]) -> object:
    """Give an answer that depends on its place in the batch."""
    return [
        replace(each, candidates=each.candidates[: 1 + place % 2]) if isinstance(each, Ok) else each
        for place, each in enumerate(outcomes)
    ]


def test_the_contract_accepts_an_engine_that_keeps_it() -> None:
    """Nothing more is asked than is written down."""
    engine_contract(Small(), GOOD, UNKNOWN)


@pytest.mark.parametrize(
    ("engine", "words"),
    [
        (Small(version=" "), "version must not be empty"),
        (Small(id="small"), "the form kind:name"),
        (Small(egress="moon"), "egress"),  # type: ignore[arg-type]
        (Small(everywhere=True), "Klingon"),
        (Small(lambda _batch, outcomes: tuple(outcomes)), "must give a list"),
        (Small(lambda _batch, outcomes: outcomes[1:]), "one outcome for each query"),
        (Small(lambda _batch, outcomes: [None for _ in outcomes]), "an Ok or a Fail"),
        (Small(lambda _batch, outcomes: [Fail("not-found") for _ in outcomes]), "not answered"),
        (Small(lambda _batch, outcomes: [Ok((Candidate("x"),)) for _ in outcomes]), "unknown"),
        (Small(answer()), "must have a candidate"),
        (Small(answer(Candidate("сад"), Candidate(" "))), "no candidate may be empty"),
        (Small(answer(Candidate("сад"), Candidate("сад"))), "come twice"),
        (Small(answer(Candidate("a", 0.1), Candidate("b", 0.9))), "sorted, best first"),
        (Small(answer(Candidate("a", float("nan")))), "finite"),
        (Small(answer(*(Candidate(str(n)) for n in range(11)))), "than were asked for"),
        (Small(lambda _batch, outcomes: outcomes[::-1]), "order of a batch"),
        (Small(leaking), "carries the question"),
        (Small(fragile), "spoilt the other questions"),
        (Small(forgetful), "outcome"),
    ],
)
def test_the_contract_tells_in_what_an_engine_fails(engine: Small, words: str) -> None:
    """Each breach is noticed and named."""
    with pytest.raises(AssertionError, match=words):
        engine_contract(engine, GOOD, UNKNOWN)


def test_the_contract_does_not_repeat_what_leaked() -> None:
    """The message of the failure itself does not carry the question either."""
    with pytest.raises(AssertionError) as caught:
        engine_contract(Small(leaking), GOOD, UNKNOWN)
    assert "garden" not in str(caught.value)
    assert caught.value.__context__ is None


# --- the contract of those that send something ----------------------------------------------------


@dataclass
class Talker:
    """An engine that asks a service; ``habit`` says in which way it breaks the contract."""

    setup: Setup
    habit: str
    id: str = "talker:one"
    family: str = "talker"
    version: str = "1"
    egress: Egress = "official-service"
    pairs: str = "en-ru"
    sends: str = "the wordings"

    def serves(self, source: str, target: str) -> bool:
        """Serve one pair."""
        return (source, target) == ("en", "ru")

    def run(self, batch: Sequence[Query]) -> list[Outcome]:
        """Ask the service each question."""
        return [self._one(query) for query in batch]

    def _one(self, query: Query) -> Outcome:
        if self.habit == "answers without":
            return Ok((Candidate("сад"),))
        if self.habit == "opens its own":
            with contextlib.suppress(Exception):
                urllib.request.urlopen("http://127.0.0.1:9/?q=garden", timeout=1)
        if self.setup.sender is None or self.habit == "sends nothing":
            return Fail("no-consent")
        try:
            return self._heard(query, self.setup.sender.send(self._call(query)))
        except RuntimeError:
            if self.habit == "raises":
                raise
            return Fail("engine-fault")

    def _call(self, query: Query) -> Call:
        good = Call(self.id, "https://talker.example/ask", (query.text,), json={"q": query.text})
        return {
            "hides a text": replace(good, texts=("something",)),
            "hides it deep": replace(good, texts=("x",), json={"q": json.dumps([[query.text]])}),
            "writes it": replace(good, url=f"https://talker.example/{query.text}"),
            "carries the key": replace(good, headers={"key": "secret-key"}),
            "waits": replace(good, manners=Manners(deadline=float("inf"))),
        }.get(self.habit, good)

    def _heard(self, query: Query, reply: Reply | Fail) -> Outcome:
        if isinstance(reply, Fail):
            if self.habit == "raises":
                raise RuntimeError(query.text)
            return reply
        if self.habit == "believes":
            return Ok((Candidate("сад"),))
        return Fail("bad-response")


def talking(habit: str) -> Callable[[Setup], Sequence[Talker]]:
    """Make the function that offers such an engine."""

    def offered(setup: Setup) -> Sequence[Talker]:
        return [Talker(setup, habit)]

    return offered


@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize(
    ("habit", "words"),
    [
        ("answers without", "answered without consent"),
        ("opens its own", "connections of its own"),
        ("sends nothing", "sends nothing through"),
        ("hides a text", "does not declare"),
        ("hides it deep", "does not declare"),
        ("writes it", "in the address itself"),
        ("carries the key", "the key itself"),
        ("waits", "no deadline"),
        ("raises", "run raised RuntimeError"),
        ("believes", "what is none"),
    ],
)
def test_the_contract_tells_in_what_a_service_fails(habit: str, words: str) -> None:
    """Each breach is noticed and named, without the text."""
    with pytest.raises(AssertionError, match=words) as caught:
        service_contract(talking(habit), GOOD, key="secret-key")
    assert "garden" not in str(caught.value)


def test_the_contract_lets_a_good_service_be() -> None:
    """It asks, and believes nothing."""
    service_contract(talking("none"), GOOD, key="secret-key")


def test_an_echo_is_no_answer() -> None:
    """The contract sees that an engine says so."""
    echoing = Small(lambda batch, _: [Ok((Candidate(query.text),)) for query in batch])
    with pytest.raises(AssertionError, match="the wording itself"):
        engine_contract(
            Small(
                lambda batch, outcomes: (
                    echoing.run(batch) if batch and batch[0].text == "NATO" else outcomes
                )
            ),
            GOOD,
            UNKNOWN,
            echoed=Query("NATO", "en", "ru"),
        )
