"""Every engine that asks a service, against a server that speaks as the service does.

Each keeps the contract of all engines; and whatever the service does instead of answering becomes a
reason out of the closed list, never a translation, an exception or a leak.
"""

from __future__ import annotations

import html
import json
import logging
import ssl
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import trustme

from fidelity import plugins
from fidelity.egress import Allowance
from fidelity.engines._transport import Transport
from fidelity.errors import UsageError
from fidelity.model import Fail, Ok, Outcome, Query
from fidelity.peers import FAULTS, Asked, Peer, Said
from fidelity.protocols import Missing, Setup
from fidelity.testing import engine_contract, service_contract

Stage: TypeAlias = Any
"""An engine and the server that it asks; ``conftest.py`` makes it, for every service."""

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

GOOD = [
    Query("garden", "en", "ru", ("сад",)),
    Query("tree", "en", "ru"),
    Query("quiet orchard", "en", "ru", ("тихий сад",)),
    Query("сад", "ru", "en"),
]
UNKNOWN = Query("garden", "en", "tlh")


def memory(text: str, **more: object) -> dict[str, object]:
    """What MyMemory answers, in its form."""
    return {
        "responseData": {"translatedText": text, "match": 1},
        "quotaFinished": False,
        "responseDetails": "",
        "responseStatus": 200,
        "matches": [],
        **more,
    }


def texts(outcome: Outcome) -> list[str]:
    """List the candidates of an answer."""
    assert isinstance(outcome, Ok)
    return [candidate.text for candidate in outcome.candidates]


# --- the contract ---------------------------------------------------------------------------------


def test_it_keeps_the_contract(stage: Stage) -> None:
    """The one of all engines."""
    engine_contract(stage.engine(), GOOD, UNKNOWN, echoed=Query("qwrtzpsdf", "en", "ru"))


def test_it_sends_nothing_but_through_the_transport(stage: Stage) -> None:
    """And says which texts a call carries."""
    module = plugins.load("engines", stage.kind)
    service_contract(module.engines, GOOD, options=stage.options(), key=stage.key)
    assert stage.peer.asked == []


def test_it_answers_in_the_order_of_the_questions(stage: Stage) -> None:
    """Each question is put once, however often it is asked."""
    asked = [*GOOD, *reversed(GOOD), *GOOD]
    outcomes = stage.answers(*asked)
    assert [texts(outcome)[0] for outcome in outcomes] == [
        stage.known[query.text] for query in asked
    ]
    put = [text for call in stage.peer.asked for text in stage.known if text in whole(call)]
    assert len(stage.peer.asked) <= len(stage.known)
    assert set(put) == set(stage.known)


def whole(asked: Asked) -> str:
    """Everything that was sent in one call."""
    body = json.dumps(json.loads(asked.body), ensure_ascii=False) if asked.body else ""
    return " ".join([asked.path, *asked.parameters.values(), *asked.headers.values(), body])


def test_without_consent_it_sends_nothing(stage: Stage) -> None:
    """Nor without a transport."""
    assert stage.engine("none").run(GOOD) == [Fail("no-consent")] * len(GOOD)
    setup = Setup(None, options=stage.options())
    (engine,) = plugins.load("engines", stage.kind).engines(setup)
    assert engine.run(GOOD) == [Fail("no-consent")] * len(GOOD)
    assert stage.peer.asked == []


def test_a_sentence_is_not_sent_as_a_term(stage: Stage) -> None:
    """Terms beside it are asked all the same."""
    setup = Setup(
        None,
        options=stage.options("https://translate.example"),
        sender=Transport(Allowance("terms"), wait=lambda _seconds: None),
    )
    (engine,) = plugins.load("engines", stage.kind).engines(setup)
    sentence = Query("The gardens were closed on Monday.", "en", "ru")
    assert engine.run([sentence]) == [Fail("no-consent")]


def test_an_address_that_is_not_secure_is_refused(stage: Stage) -> None:
    """When the engine is opened."""
    setup = Setup(None, options=stage.options("http://translate.example"))
    with pytest.raises(UsageError, match="https"):
        list(plugins.load("engines", stage.kind).engines(setup))


def test_a_server_of_one_s_own_is_self_hosted(stage: Stage) -> None:
    """Any other is a service."""
    assert stage.engine().egress == "self-hosted"
    setup = Setup(None, options=stage.options("https://translate.example"))
    (engine,) = plugins.load("engines", stage.kind).engines(setup)
    assert engine.egress in ("official-service", "unofficial-service")


# --- the fault matrix -----------------------------------------------------------------------------

EXPECTED = {
    "silent": "timeout",
    "drips": "timeout",
    "cut": "network",
    "redirect": "blocked",
    "forbidden": "authentication",
    "too many": "rate-limited",
    "too many, come back": "rate-limited",
    "broken": "server",
    "wrong charset": "bad-response",
    "page": "bad-response",
    "oversized": "bad-response",
    "packed": "bad-response",
    "empty": "bad-response",
    "nonsense": "bad-response",
}
PARTICULAR = {
    ("google-web", "forbidden"): "blocked",
    ("google-web", "too many"): "blocked",
    ("google-web", "too many, come back"): "blocked",
    ("linguee", "forbidden"): "blocked",
    ("linguee", "too many"): "blocked",
    ("linguee", "too many, come back"): "blocked",
    ("mymemory", "forbidden"): "blocked",
    ("mymemory", "too many"): "quota",
    ("mymemory", "too many, come back"): "quota",
}
"""What the status means with one service alone."""


def test_every_fault_is_in_the_matrix() -> None:
    """So that a new one cannot be forgotten."""
    assert set(EXPECTED) == set(FAULTS)


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_has_its_reason(stage: Stage, fault: str) -> None:
    """And the engine gives it for every question, in time."""
    stage.peer.fault = fault
    slow = fault in ("silent", "drips")
    (outcome,) = stage.answers(GOOD[0], deadline=0.4 if slow else 5.0)
    assert isinstance(outcome, Fail)
    assert outcome.reason == PARTICULAR.get((stage.kind, fault), EXPECTED[fault])


def test_whoever_cannot_prove_its_name_hears_nothing(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failure of TLS is one of the network; once its authority is trusted it is asked."""
    authority = trustme.CA()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    with Peer(stage.honest, tls) as secure:
        url = stage.options()["url"].replace(stage.peer.url, secure.url)
        assert stage.answers(GOOD[0], url=url) == [Fail("network")]
        assert secure.asked == []
        bundle = tmp_path / "authority.pem"
        authority.cert_pem.write_to_path(str(bundle))
        monkeypatch.setenv("FIDELITY_CA_BUNDLE", str(bundle))
        assert texts(stage.answers(GOOD[0], url=url)[0]) == ["сад"]
    assert stage.peer.asked == []


def test_after_a_fault_it_answers_again(stage: Stage) -> None:
    """A fault that passed leaves nothing behind."""
    engine = stage.engine()
    stage.peer.fault = "nonsense"
    assert engine.run(GOOD[:1]) == [Fail("bad-response")]
    stage.peer.fault = None
    assert texts(engine.run(GOOD[:1])[0]) == ["сад"]


def test_a_dead_service_is_left_alone(stage: Stage) -> None:
    """Most questions are never put."""
    stage.peer.fault = "broken"
    engine = stage.engine()
    many = [Query(f"garden {number}", "en", "ru") for number in range(600)]
    reasons = {outcome.reason for outcome in engine.run(many) if isinstance(outcome, Fail)}
    assert reasons <= {"server", "circuit-open"}
    assert len(stage.peer.asked) < 20


# --- what is no translation -----------------------------------------------------------------------


def instead(stage: Stage, text: str) -> Outcome:
    """Ask for a term where the service says something else instead."""

    def lying(asked: Asked) -> Said:
        good = stage.honest(asked)
        pages = stage.kind in ("google-web", "linguee")
        changed = html.escape(text) if pages else json.dumps(text)[1:-1]
        if stage.kind == "openai-chat":  # JSON inside JSON
            changed = json.dumps(changed)[1:-1]
        body = good.body.decode().replace("сад", changed)
        other: Said = replace(good, body=body.encode())
        return other

    stage.peer.answer = lying
    outcome: Outcome
    (outcome,) = stage.answers(GOOD[0])
    return outcome


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("garden", "echo"),
        ("Garden.", "echo"),
        ("", "empty"),
        ("   ", "empty"),
        ("...", "empty"),
        ("MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY.", "quota"),
        ("QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS", "too-long"),
        ("'XX' IS AN INVALID TARGET LANGUAGE . EXAMPLE: LANGPAIR=EN|IT", "unsupported-pair"),
        ("Garten", "bad-response"),
        ("花园", "bad-response"),
        ("Ã±Ã Ã¤", "bad-response"),
        ("сад " * 200, "bad-response"),
    ],
)
def test_what_is_no_translation_is_a_failure(stage: Stage, text: str, reason: str) -> None:
    """Error prose, the question given back, nothing, and another language."""
    assert instead(stage, text) == Fail(reason)  # type: ignore[arg-type]


def test_an_answer_in_the_right_language_is_kept_beside_an_acronym(stage: Stage) -> None:
    """Not every Latin letter makes a Russian text foreign."""
    assert texts(instead(stage, "сад ООН и OSCE")) == ["сад ООН и OSCE"]


def test_entities_are_read(stage: Stage) -> None:
    """As letters."""
    assert texts(instead(stage, "сад&#39;ы")) == ["сад'ы"]


# --- canaries -------------------------------------------------------------------------------------

CANARY = Query("zitronenfalter canary", "en", "ru")


@pytest.mark.parametrize("fault", [None, *FAULTS])
def test_neither_text_nor_key_comes_out_anywhere(
    stage: Stage,
    fault: str | None,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Not in a log at its most talkative, nor on the terminal, nor in the egress log."""
    caplog.set_level(logging.DEBUG)
    stage.peer.fault = fault
    slow = fault in ("silent", "drips")
    outcomes = stage.answers(CANARY, GOOD[0], deadline=0.4 if slow else 5.0)
    assert any(CANARY.text in whole(call) for call in stage.peer.asked)
    out, err = capfd.readouterr()
    fails = [repr(outcome) for outcome in outcomes if isinstance(outcome, Fail)]
    for place in (caplog.text, out, err, stage.log.read_text(), *fails):
        assert CANARY.text not in place
        assert stage.key not in place


def test_the_key_never_stands_in_an_address(stage: Stage) -> None:
    """Addresses are written into the logs of every server on the way."""
    stage.answers(*GOOD)
    for asked in stage.peer.asked:
        assert stage.key not in asked.path
        assert stage.key not in asked.parameters.values()


# --- each service by itself -----------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["deepl"])
def test_deepl_without_a_key_is_missing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of engines says what to do."""
    monkeypatch.delenv("DEEPL_API_KEY")
    (missing,) = plugins.load("engines", stage.kind).engines(Setup(None))
    assert isinstance(missing, Missing)
    assert "DEEPL_API_KEY" in missing.how_to_add


@pytest.mark.parametrize("kind", ["deepl"])
@pytest.mark.parametrize(("key", "host"), [("a:fx", "api-free.deepl.com"), ("a", "api.deepl.com")])
def test_a_free_key_of_deepl_has_its_own_host(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, key: str, host: str
) -> None:
    """As DeepL marks them."""
    monkeypatch.setenv("DEEPL_API_KEY", key)
    (engine,) = plugins.load("engines", stage.kind).engines(Setup(None))
    assert engine.id == f"deepl:{host}"
    assert engine.egress == "official-service"


@pytest.mark.parametrize("kind", ["deepl"])
@pytest.mark.parametrize(("status", "reason"), [(456, "quota"), (401, "authentication")])
def test_deepl_refuses_in_its_own_way(stage: Stage, status: int, reason: str) -> None:
    """456 is a status of its own."""
    stage.peer.answer = lambda _asked: Said.of({"message": "no"}, status)
    assert stage.answers(GOOD[0]) == [Fail(reason)]  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["libretranslate"])
def test_libretranslate_without_an_address_is_missing(stage: Stage) -> None:
    """There is no server that everybody may ask."""
    (missing,) = plugins.load("engines", stage.kind).engines(Setup(None))
    assert isinstance(missing, Missing)


@pytest.mark.parametrize("kind", ["libretranslate"])
def test_libretranslate_gives_alternatives(stage: Stage) -> None:
    """After the best one."""
    stage.peer.answer = lambda _asked: Said.of(
        {"translatedText": ["сад"], "alternatives": [["огород", "садик", "сад"]]}
    )
    assert texts(stage.answers(GOOD[0])[0]) == ["сад", "огород", "садик"]


@pytest.mark.parametrize("kind", ["libretranslate"])
@pytest.mark.parametrize(
    ("status", "words", "reason"),
    [
        (400, "ru is not supported", "unsupported-pair"),
        (400, "Invalid request: request (9) exceeds text limit (5)", "too-long"),
        (400, "Invalid request: missing q parameter", "bad-response"),
        (403, "Invalid API key", "authentication"),
        (403, "You have been banned", "blocked"),
        (429, "Slowdown: 10 per 1 minute", "rate-limited"),
        (500, "Cannot translate text", "server"),
    ],
)
def test_libretranslate_says_why(stage: Stage, status: int, words: str, reason: str) -> None:
    """In the body of its answer."""
    stage.peer.answer = lambda _asked: Said.of({"error": words}, status)
    assert stage.answers(GOOD[0]) == [Fail(reason)]  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["libretranslate"])
def test_a_batch_that_fails_is_asked_again_one_by_one(stage: Stage) -> None:
    """So one bad text spoils no other."""

    def picky(asked: Asked) -> Said:
        if "tree" in asked.json["q"]:
            return Said.of({"error": "Invalid request: request (4) exceeds text limit (3)"}, 400)
        usual: Said = stage.honest(asked)
        return usual

    stage.peer.answer = picky
    outcomes = stage.answers(*GOOD)
    assert outcomes[1] == Fail("too-long")
    assert [texts(outcomes[place])[0] for place in (0, 2, 3)] == ["сад", "тихий сад", "garden"]


@pytest.mark.parametrize("kind", ["mymemory"])
def test_mymemory_s_entries_for_other_wordings_are_left_out(stage: Stage) -> None:
    """It fills its list up with what is merely like the question."""
    assert texts(stage.answers(GOOD[0])[0]) == ["сад"]


@pytest.mark.parametrize("kind", ["mymemory"])
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (memory("", responseStatus="403", responseDetails="MYMEMORY WARNING: quota"), "quota"),
        (memory("сад", quotaFinished=True), "quota"),
        (memory("QUERY LENGTH LIMIT EXCEEDED", responseStatus="403", matches=""), "too-long"),
        (memory("INVALID EMAIL PROVIDED", responseStatus="403", matches=""), "bad-response"),
        (memory("", matches=[]), "empty"),
        (memory("", matches=None), "bad-response"),
        ({}, "bad-response"),
        ([], "bad-response"),
        ({"responseData": None}, "bad-response"),
    ],
)
def test_mymemory_s_own_faults_are_recognised(stage: Stage, content: object, reason: str) -> None:
    """It answers 200 and says in words that it will not translate."""
    stage.peer.answer = lambda _asked: Said.of(content)
    assert stage.answers(GOOD[0]) == [Fail(reason)]  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["mymemory"])
def test_mymemory_is_not_asked_more_bytes_than_it_takes(stage: Stage) -> None:
    """Cyrillic letters have two each."""
    long = Query("сад " * 74, "ru", "en")
    assert stage.answers(long, GOOD[3])[0] == Fail("too-long")
    assert len(stage.peer.asked) == 1


@pytest.mark.parametrize("kind", ["mymemory"])
def test_mymemory_s_address_is_secure(stage: Stage) -> None:
    """The package itself asks in clear text."""
    (engine,) = plugins.load("engines", stage.kind).engines(Setup(None))
    assert engine.about.url == "https://api.mymemory.translated.net/get"


@pytest.mark.parametrize("kind", ["google-web"])
@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<form action='https://consent.google.com/save'></form>", "blocked"),
        ("Our systems have detected unusual traffic from your computer network.", "blocked"),
        ("Error 500 (Server Error)!!1", "bad-response"),
        ("<script>render()</script>", "bad-response"),
        ('<div class="result-container"></div>', "empty"),
    ],
)
def test_google_s_other_pages_are_recognised(stage: Stage, page: str, reason: str) -> None:
    """They come with the status of success."""
    stage.peer.answer = lambda _asked: Said.page(f"<html><body>{page}</body></html>")
    assert stage.answers(GOOD[0]) == [Fail(reason)]  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["google-web"])
def test_google_s_older_page_is_read_too(stage: Stage) -> None:
    """It still comes at times."""
    stage.peer.answer = lambda _asked: Said.page('<div class="t0">сад</div>')
    assert texts(stage.answers(GOOD[0])[0]) == ["сад"]


@pytest.mark.parametrize("kind", ["google-web", "linguee", "mymemory"])
def test_many_threads_get_each_its_own_answer(stage: Stage) -> None:
    """A translator that is shared mixes them up."""
    from concurrent.futures import ThreadPoolExecutor

    name = "query" if stage.kind == "linguee" else "q"

    def numbered(asked: Asked) -> Said:
        number = asked.parameters[name].removeprefix("garden ")
        known: Said = stage.honest(
            replace(asked, parameters={**asked.parameters, name: f"сад {number}"})
        )
        return known

    stage.peer.answer = numbered
    engine = stage.engine(deadline=60)
    queries = [Query(f"garden {number}", "en", "ru") for number in range(64)]

    def ask(query: Query) -> Sequence[str]:
        (outcome,) = engine.run([query])
        return texts(outcome)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, queries))
    assert [each[0] for each in answers] == [f"сад {number}" for number in range(64)]


@pytest.mark.parametrize("kind", ["google-web", "linguee", "mymemory"])
def test_the_reader_is_left_as_it_was_for_others(stage: Stage) -> None:
    """Only our own copy of the package uses our transport."""
    import requests
    from deep_translator import google, linguee, mymemory

    stage.answers(GOOD[0])
    assert google.requests is requests
    assert linguee.requests is requests
    assert mymemory.requests is requests
