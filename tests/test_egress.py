"""What may leave the machine: the ladder of consent, applied to hosts and texts."""

from __future__ import annotations

import pytest

from fidelity.egress import (
    ALLOWANCES,
    Allow,
    Allowance,
    egress_to,
    is_loopback,
    is_own,
    is_sentence,
)

TERM, SENTENCE = "nuclear deterrence", "The parties agreed to meet again in the spring."
OWN = frozenset({"translate.ministry.example"})


@pytest.mark.parametrize("host", ["127.0.0.1", "translate.ministry.example", "far.example"])
@pytest.mark.parametrize("text", [TERM, SENTENCE])
def test_without_consent_nothing_may_leave(host: str, text: str) -> None:
    """Not even to a host of the own house."""
    assert not Allowance(own_hosts=OWN).permits(host, [text])


@pytest.mark.parametrize(
    ("level", "own", "term", "sentence"),
    [
        ("none", False, False, False),
        ("self-hosted", True, False, False),
        ("terms", True, True, False),
        ("sentences", True, True, True),
    ],
)
def test_each_step_permits_more(level: Allow, own: bool, term: bool, sentence: bool) -> None:
    """The own house first, then terms to services, then sentences."""
    allowance = Allowance(level, OWN)
    assert allowance.permits("Translate.Ministry.Example.", [SENTENCE]) == own
    assert allowance.permits("far.example", [TERM]) == term
    assert allowance.permits("far.example", [TERM, SENTENCE]) == sentence


def test_the_ladder_is_in_order() -> None:
    """Whatever one step permits, the next one does."""
    for host in ("127.0.0.1", "far.example"):
        for text in (TERM, SENTENCE):
            answers = [Allowance(level).permits(host, [text]) for level in ALLOWANCES]
            assert answers == sorted(answers)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost", "LOCALHOST."]
)
def test_this_machine_is_recognised(host: str) -> None:
    """In every way of writing it."""
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["10.0.0.1", "localhost.example", "127.0.0.1.example", "", "1.127.0.0"]
)
def test_another_machine_is_not_taken_for_this_one(host: str) -> None:
    """A name that begins like it is another name."""
    assert not is_loopback(host)
    assert not is_own(host, OWN)


def test_a_service_is_one_whatever_the_settings_call_it() -> None:
    """Only hosts that are named as one's own are self-hosted."""
    assert egress_to("localhost", ()) == "self-hosted"
    assert egress_to("translate.ministry.example", OWN) == "self-hosted"
    assert egress_to("far.example", OWN) == "official-service"


@pytest.mark.parametrize(
    "text",
    [
        "reset",
        "U.S.",
        "no first use",
        "Convention on the Prohibition of the Use of Certain Weapons",
        "сдерживание путём устрашения",
        "не в ущерб!",
        "核不扩散条约",
    ],
)
def test_a_term_is_a_term(text: str) -> None:
    """Short, and without the end of a sentence."""
    assert not is_sentence(text)


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "Will they come again?",
        "one\ntwo",
        "Agreed. Next",
        "word " * 17,
        "x" * 121,
        "双方同意在明年春天再次举行会晤并讨论有关裁军的所有问题",
    ],
)
def test_a_sentence_is_never_taken_for_a_term(text: str) -> None:
    """By its end, its length, or because there is more than one."""
    assert is_sentence(text)
