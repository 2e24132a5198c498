"""Nothing leaves the machine but through the transport, and it neither waits, leaks nor raises."""

from __future__ import annotations

import json
import logging
import ssl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from fidelity.calls import Call, Key, Manners, Reply
from fidelity.egress import Allow, Allowance
from fidelity.engines._transport import AUTHORITIES, PROXY, Limits, Transport, host_of
from fidelity.errors import UsageError
from fidelity.model import Fail, Reason
from fidelity.peers import FAULTS, Asked, Peer, Said

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

CANARY_TEXT = "zurückhaltung-canary-5519"
CANARY_KEY = "key-canary-7731"
KEY = Key("CANARY_KEY", header="Authorization", form="Secret {}")
HASTY = Manners(attempts=1, deadline=0.4)


def greeting(_asked: Asked) -> Said:
    """Answer as a service does."""
    return Said.of({"answer": "guten Tag " * 20})


@pytest.fixture
def peer() -> Iterator[Peer]:
    """A server that behaves until it is told not to."""
    with Peer(greeting) as server:
        yield server


def transport(level: Allow = "self-hosted", **more: object) -> Transport:
    """A transport that waits for nothing."""
    return Transport(Allowance(level), wait=lambda _seconds: None, **more)  # type: ignore[arg-type]


def call(peer: Peer, **more: object) -> Call:
    """A call that says something of the material."""
    return replace(
        Call(
            engine="test:peer",
            url=f"{peer.url}/ask",
            texts=(CANARY_TEXT,),
            parameters={"q": CANARY_TEXT},
            manners=HASTY,
        ),
        **more,  # type: ignore[arg-type]
    )


# --- consent --------------------------------------------------------------------------------------


def test_without_consent_nothing_is_sent(peer: Peer) -> None:
    """Not even to this machine."""
    assert transport("none").send(call(peer)) == Fail("no-consent")
    assert peer.asked == []


@pytest.mark.disable_socket
def test_without_consent_no_connection_is_tried() -> None:
    """The refusal comes before the name is looked up."""
    sent = transport("terms").send(
        Call("test:far", "https://translate.example", ("A whole sentence is more than a term.",))
    )
    assert sent == Fail("no-consent")


@pytest.mark.parametrize("level", ["self-hosted", "terms", "sentences"])
def test_this_machine_is_the_users_own_house(peer: Peer, level: Allow) -> None:
    """A server on it is asked from the first step of the ladder on."""
    reply = transport(level).send(call(peer))
    assert isinstance(reply, Reply)
    assert json.loads(reply.body)["answer"].startswith("guten Tag")


@pytest.mark.parametrize(
    "url",
    [
        "http://translate.example/",
        "ftp://127.0.0.1/",
        "https://user:password@translate.example/",
        "https://translate.example/?q=text",
        "https://[::1",
        "translate.example",
        "https:///path",
    ],
)
def test_an_insecure_address_is_not_asked(url: str) -> None:
    """What is sent there could be read on the way, or the address could be shown."""
    assert host_of(url) is None
    assert transport("sentences").send(Call("test:far", url, ("x",))) == Fail("engine-fault")


# --- what is sent ---------------------------------------------------------------------------------


def test_the_sender_says_who_it_is(peer: Peer) -> None:
    """An honest name, and no cookie."""
    transport().send(call(peer))
    headers = peer.asked[0].headers
    assert headers["user-agent"].startswith("fidelity/")
    assert "cookie" not in headers


def test_cookies_are_not_kept(peer: Peer) -> None:
    """A service does not recognise who asked before."""
    peer.answer = lambda _asked: Said.of({}, Set_Cookie="who=me")
    sender = transport()
    sender.send(call(peer))
    sender.send(call(peer))
    assert all("cookie" not in asked.headers for asked in peer.asked)


def test_a_netrc_file_is_not_read(
    peer: Peer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A password for the host stays where it is."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password canary\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    transport().send(call(peer))
    assert "authorization" not in peer.asked[0].headers


def test_a_proxy_of_the_environment_is_not_used(
    peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only one that was named for this program."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert isinstance(transport().send(call(peer)), Reply)


def test_a_key_goes_into_its_header(peer: Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the environment, when it is used."""
    monkeypatch.setenv("CANARY_KEY", CANARY_KEY)
    transport().send(call(peer, key=KEY))
    assert peer.asked[0].headers["authorization"] == f"Secret {CANARY_KEY}"


@pytest.mark.parametrize("value", ["", "  ", "a\nb: c", "ключ"])
def test_without_a_key_that_can_be_sent_nothing_is(
    peer: Peer, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    """The reason says what is missing."""
    monkeypatch.setenv("CANARY_KEY", value)
    assert transport().send(call(peer, key=KEY)) == Fail("authentication")
    assert peer.asked == []


# --- faults ---------------------------------------------------------------------------------------

EXPECTED = {
    "silent": "timeout",
    "drips": "timeout",
    "cut": "network",
    "redirect": "blocked",
    "forbidden": "authentication",
    "too many": "rate-limited",
    "too many, come back": "rate-limited",
    "broken": "server",
    "oversized": "bad-response",
    "packed": "bad-response",
}


@pytest.mark.parametrize("fault", EXPECTED)
def test_every_fault_has_its_reason(peer: Peer, fault: str) -> None:
    """Out of the closed list."""
    peer.fault = fault
    outcome = transport().send(call(peer))
    assert isinstance(outcome, Fail)
    assert outcome.reason == EXPECTED[fault]


@pytest.mark.parametrize("fault", sorted(set(FAULTS) - set(EXPECTED)))
def test_what_only_the_engine_can_judge_is_handed_on(peer: Peer, fault: str) -> None:
    """The transport does not know what an answer should look like."""
    peer.fault = fault
    assert isinstance(transport().send(call(peer)), Reply)


def test_where_nobody_listens_the_network_is_at_fault() -> None:
    """A refused connection."""
    with Peer(greeting) as gone:
        pass
    assert transport().send(call(gone)) == Fail("network")


def test_a_certificate_that_nobody_vouches_for_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And accepted once the user names the authority."""
    authority = trustme.CA()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    with Peer(greeting, tls) as peer:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "elsewhere.pem"))
        assert transport().send(call(peer)) == Fail("network")
        bundle = tmp_path / "authority.pem"
        authority.cert_pem.write_to_path(str(bundle))
        monkeypatch.setenv(AUTHORITIES, str(bundle))
        assert isinstance(transport().send(call(peer)), Reply)


def test_a_named_proxy_is_used_for_hosts_elsewhere(
    peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is asked to open the way; here it does not."""
    monkeypatch.setenv(PROXY, peer.url)
    outcome = transport("terms").send(replace(call(peer), url="https://translate.example/ask"))
    assert outcome == Fail("network")


def test_a_redirect_is_not_followed(peer: Peer) -> None:
    """Consent was given for one host."""
    with Peer(greeting) as other:
        peer.answer = lambda _asked: Said(status=307, headers={"Location": f"{other.url}/ask"})
        assert transport().send(call(peer)) == Fail("blocked")
        assert other.asked == []


def test_an_engine_may_know_better_what_a_status_means(peer: Peer) -> None:
    """Of itself, or by the words of the answer."""
    peer.fault = "forbidden"
    assert transport().send(call(peer, reasons={403: "quota"})) == Fail("quota")
    heard: list[Reply] = []

    def explain(reply: Reply) -> Reason:
        heard.append(reply)
        return "blocked"

    assert transport().send(call(peer, explain=explain)) == Fail("blocked")
    assert "guten Tag" in heard[0].body.decode()


def test_words_that_an_engine_cannot_read_leave_the_status_to_speak(peer: Peer) -> None:
    """Whatever it raises over them is dropped."""

    def explain(_reply: Reply) -> Reason:
        raise KeyError(CANARY_TEXT)

    peer.fault = "forbidden"
    assert transport().send(call(peer, explain=explain)) == Fail("authentication")


def test_a_refusal_in_words_counts_as_one(peer: Peer) -> None:
    """The service is left alone."""
    peer.fault = "forbidden"
    sender = transport()
    spent = call(peer, explain=lambda _reply: "quota")
    assert [sender.send(spent) for _ in range(2)] == [Fail("quota"), Fail("circuit-open")]


# --- patience -------------------------------------------------------------------------------------

PATIENT = Manners(attempts=3, deadline=30)


def failing(times: int, said: Said) -> Callable[[Asked], Said]:
    """Answer some questions badly and the rest well."""
    left = iter(range(times))
    return lambda asked: greeting(asked) if next(left, None) is None else said


@pytest.mark.parametrize("status", [502, 503, 504])
def test_what_may_pass_is_tried_again(peer: Peer, status: int) -> None:
    """Twice more."""
    peer.answer = failing(2, Said(status=status))
    assert isinstance(transport().send(call(peer, manners=PATIENT)), Reply)
    assert len(peer.asked) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 456, 500])
def test_what_will_not_pass_is_not_tried_again(peer: Peer, status: int) -> None:
    """Nor is a service pressed that did not say when to come back."""
    peer.answer = lambda _asked: Said(status=status)
    assert isinstance(transport().send(call(peer, manners=PATIENT)), Fail)
    assert len(peer.asked) == 1


def test_the_service_says_how_long_to_wait(peer: Peer) -> None:
    """And is taken at its word."""
    peer.answer = failing(1, Said(status=429, headers={"Retry-After": "7"}))
    time = [100.0]
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        time[0] += seconds

    sender = Transport(Allowance("self-hosted"), clock=lambda: time[0], wait=wait)
    assert isinstance(sender.send(call(peer, manners=PATIENT)), Reply)
    assert sum(waits) == 7


def test_a_wait_beyond_the_deadline_is_not_begun(peer: Peer) -> None:
    """And the next calls are not made at all before it is over."""
    peer.fault = "too many, come back"
    sender = transport()
    for _ in range(2):
        outcome = sender.send(call(peer, manners=PATIENT))
        assert isinstance(outcome, Fail)
        assert outcome.reason == "rate-limited"
        assert outcome.retry_after == pytest.approx(3600, abs=60)
    assert len(peer.asked) == 1


def test_a_service_that_keeps_failing_is_left_alone(peer: Peer) -> None:
    """After three failures in a row, for a minute; then one call finds out."""
    peer.fault = "broken"
    time = [0.0]
    sender = Transport(Allowance("self-hosted"), clock=lambda: time[0], wait=lambda _s: None)
    reasons = [sender.send(call(peer)) for _ in range(5)]
    assert reasons == [Fail("server")] * 3 + [Fail("circuit-open")] * 2
    time[0] = 61.0
    peer.fault = None
    assert isinstance(sender.send(call(peer)), Reply)
    assert isinstance(sender.send(call(peer)), Reply)


def test_a_refused_key_is_not_offered_again(peer: Peer) -> None:
    """One refusal is enough."""
    peer.fault = "forbidden"
    sender = transport()
    outcomes = [sender.send(call(peer)) for _ in range(2)]
    assert outcomes == [Fail("authentication"), Fail("circuit-open")]


def test_one_engine_s_trouble_is_not_another_s(peer: Peer) -> None:
    """Each has its own line."""
    peer.fault = "forbidden"
    sender = transport()
    sender.send(call(peer))
    peer.fault = None
    assert isinstance(sender.send(call(peer, engine="test:other")), Reply)


@pytest.mark.parametrize(
    "limits", [Limits(deadline=100), Limits(budgets={"test": 100.0, "other": 9999.0})]
)
def test_a_service_that_has_used_up_its_time_is_asked_no_more(peer: Peer, limits: Limits) -> None:
    """Whether all of them share the time, or each has its own."""
    time = [0.0]

    def slow(asked: Asked) -> Said:
        time[0] += 60
        return greeting(asked)

    peer.answer = slow
    sender = Transport(Allowance("self-hosted"), limits=limits, clock=lambda: time[0])
    heard = [sender.send(call(peer, manners=PATIENT)) for _ in range(4)]
    assert [type(each) for each in heard] == [Reply, Reply, Fail, Fail]
    assert heard[2:] == [Fail("timeout")] * 2
    assert len(peer.asked) == 2


def test_the_time_of_one_service_is_not_another_s(peer: Peer) -> None:
    """Nor does the time count in which a service is not asked."""
    time = [0.0]
    limits = Limits(budgets={"test": 100.0})
    sender = Transport(Allowance("self-hosted"), limits=limits, clock=lambda: time[0])
    for engine in ("test:peer", "slow:peer", "test:peer"):
        time[0] += 500
        assert isinstance(sender.send(call(peer, engine=engine)), Reply)


def test_who_waits_for_an_answer_is_let_go_when_the_run_is_stopped(peer: Peer) -> None:
    """Although the server never answers, and the deadline is far."""
    peer.fault = "silent"
    sender = Transport(Allowance("self-hosted"))
    with ThreadPoolExecutor(2) as pool:
        waiting = [
            pool.submit(sender.send, call(peer, manners=Manners(at_once=2, deadline=3600)))
            for _ in range(2)
        ]
        while len(peer.asked) < 2:
            threading.Event().wait(0.01)
        sender.stop()
        assert [each.result(60) for each in waiting] == [Fail("offline")] * 2
    assert sender.send(call(peer)) == Fail("offline")


def test_no_more_calls_at_once_than_the_service_bears(peer: Peer) -> None:
    """Whatever the number of threads that ask."""
    turn = threading.Lock()
    now, most = [0], [0]

    def answer(asked: Asked) -> Said:
        with turn:
            now[0] += 1
            most[0] = max(most[0], now[0])
        threading.Event().wait(0.02)
        with turn:
            now[0] -= 1
        return greeting(asked)

    peer.answer = answer
    sender = transport()
    polite = call(peer, manners=Manners(at_once=2, deadline=30))
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(sender.send, [polite] * 12))
    assert all(isinstance(reply, Reply) for reply in replies)
    assert most[0] == 2


def test_pauses_are_kept_between_calls(peer: Peer) -> None:
    """From the beginning of one to that of the next."""
    time = [0.0]
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        time[0] += seconds

    sender = Transport(Allowance("self-hosted"), clock=lambda: time[0], wait=wait)
    slow = call(peer, manners=Manners(pause=10))
    for _ in range(3):
        sender.send(slow)
    assert [each for each in waits if each] == [10, 10]


def test_a_stopped_transport_sends_nothing(peer: Peer) -> None:
    """Ctrl-C ends what is waiting."""
    sender = transport()
    sender.stop()
    assert sender.send(call(peer)) == Fail("offline")
    assert peer.asked == []


def test_one_connection_serves_many_calls(peer: Peer) -> None:
    """Handshakes are what costs."""
    ports: set[object] = set()
    original = peer._server.process_request

    def counted(request: object, address: object) -> None:
        ports.add(address)
        original(request, address)  # type: ignore[arg-type]

    peer._server.process_request = counted  # type: ignore[method-assign, assignment]
    sender = transport()
    for _ in range(5):
        sender.send(call(peer))
    assert len(peer.asked) == 5
    assert len(ports) == 1


# --- canaries -------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [None, *FAULTS])
def test_neither_text_nor_key_comes_out_anywhere(
    peer: Peer,
    fault: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Neither out of a log at its most talkative, nor the egress log, nor what is returned."""
    monkeypatch.setenv("CANARY_KEY", CANARY_KEY)
    caplog.set_level(logging.DEBUG)
    peer.fault = fault
    log = tmp_path / "egress.log"
    outcome = transport(log=log).send(call(peer, key=KEY))
    out, err = capfd.readouterr()
    places = [repr(outcome), caplog.text, out, err, log.read_text(), repr(call(peer, key=KEY).key)]
    assert CANARY_TEXT in peer.asked[0].parameters["q"]
    assert not [place for place in places if CANARY_TEXT in place or CANARY_KEY in place]


def test_a_fault_of_the_transport_itself_carries_no_text(
    peer: Peer, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """It becomes a reason; no thread dies with a traceback on the terminal."""

    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError(CANARY_TEXT)

    monkeypatch.setattr("requests.adapters.HTTPAdapter.send", broken)
    assert transport().send(call(peer)) == Fail("engine-fault")
    assert capfd.readouterr() == ("", "")


# --- the egress log -------------------------------------------------------------------------------


def test_the_egress_log_says_what_went_where(
    peer: Peer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line for each time that something was sent, readable by the user alone."""
    monkeypatch.setenv("CANARY_KEY", CANARY_KEY)
    log = tmp_path / "egress.log"
    transport(log=log).send(call(peer, key=KEY))
    (line,) = map(json.loads, log.read_text().splitlines())
    assert line["engine"] == "test:peer"
    assert line["host"] == f"127.0.0.1:{peer.port}"
    assert line["texts"] == 1
    assert line["bytes"] > len(CANARY_TEXT)
    assert line["key"] is True
    assert log.stat().st_mode & 0o777 == 0o600


def test_what_was_not_sent_is_not_in_the_egress_log(peer: Peer, tmp_path: Path) -> None:
    """A refused call leaves no line."""
    log = tmp_path / "egress.log"
    transport("none", log=log).send(call(peer))
    assert log.read_text() == ""


def test_where_the_egress_log_cannot_be_written_nothing_is_sent(tmp_path: Path) -> None:
    """The user is told before anything begins."""
    with pytest.raises(UsageError, match="cannot be written"):
        transport(log=tmp_path / "missing" / "egress.log")
