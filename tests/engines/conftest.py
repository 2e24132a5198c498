"""Servers that speak as each service does, and an engine on its stage before one of them."""

from __future__ import annotations

import html
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import trustme

from fidelity import plugins
from fidelity.egress import Allow, Allowance
from fidelity.engines._service import ServiceEngine
from fidelity.engines._transport import Transport
from fidelity.model import Outcome, Query
from fidelity.peers import Asked, Peer, Said
from fidelity.protocols import Setup

KEY = "canary-key-90417"
VARIABLES = (
    "AZURE_TRANSLATOR_KEY",
    "DEEPL_API_KEY",
    "GOOGLE_CLOUD_API_KEY",
    "LIBRETRANSLATE_API_KEY",
    "OPENAI_API_KEY",
    "OPENAI_CHAT_API_KEY",
)
KNOWN = {"garden": "сад", "tree": "дерево", "quiet orchard": "тихий сад", "сад": "garden"}


def said(text: str) -> str:
    """Translate as a machine does: something for everything, where it knows nothing the same."""
    return KNOWN.get(text, text)


def apertium_apy(asked: Asked) -> Said:
    """GET /translate, as version 0.11 answers it."""
    assert (asked.method, asked.path) == ("GET", "/translate")
    assert set(asked.parameters["langpair"].split("|")) == {"eng", "rus"}
    assert asked.parameters["markUnknown"] == "yes"
    data = {"translatedText": said(asked.parameters["q"])}
    return Said.of({"responseData": data, "responseDetails": None, "responseStatus": 200})


def azure(asked: Asked) -> Said:
    """POST /translate with a list, the key and the region in headers."""
    assert (asked.method, asked.path) == ("POST", "/translate")
    assert asked.headers["ocp-apim-subscription-key"] == KEY
    assert asked.headers["ocp-apim-subscription-region"] == "westeurope"
    assert set(asked.parameters) == {"api-version", "from", "to"}
    to = asked.parameters["to"]
    return Said.of(
        [{"translations": [{"text": said(each["Text"]), "to": to}]} for each in asked.json]
    )


def deepl(asked: Asked) -> Said:
    """POST /v2/translate, with the key in its header."""
    assert (asked.method, asked.path) == ("POST", "/v2/translate")
    assert asked.headers["authorization"] == f"DeepL-Auth-Key {KEY}"
    assert {asked.json["source_lang"], asked.json["target_lang"]} <= {"EN", "RU", "EN-GB"}
    return Said.of(
        {
            "translations": [
                {
                    "detected_source_language": "EN",
                    "text": said(text),
                    "billed_characters": len(text),
                }
                for text in asked.json["text"]
            ]
        }
    )


def google_cloud(asked: Asked) -> Said:
    """POST /language/translate/v2, with the key in its header."""
    assert (asked.method, asked.path) == ("POST", "/language/translate/v2")
    assert asked.headers["x-goog-api-key"] == KEY
    assert asked.parameters == {}
    assert asked.json["format"] == "text"
    found = [{"translatedText": said(text)} for text in asked.json["q"]]
    return Said.of({"data": {"translations": found}})


def google_web(asked: Asked) -> Said:
    """GET /m, answered with the page of today."""
    assert asked.method == "GET"
    assert set(asked.parameters) == {"sl", "tl", "q"}
    text = html.escape(said(asked.parameters["q"]))
    return Said.page(f'<html><body><div class="result-container">{text}</div></body></html>')


def libretranslate(asked: Asked) -> Said:
    """POST /translate with a list, as the server of version 1.9 answers it."""
    assert (asked.method, asked.path) == ("POST", "/translate")
    assert asked.json["format"] == "text"
    texts = asked.json["q"]
    return Said.of(
        {"translatedText": [said(text) for text in texts], "alternatives": [[] for _ in texts]}
    )


def linguee(asked: Asked) -> Said:
    """GET /SOURCE-TARGET/search/, answered with the page of a dictionary."""
    assert asked.path in ("/english-russian/search/", "/russian-english/search/")
    text = html.escape(said(asked.parameters["query"]))
    links = f'<a id="dictEntry1" class="dictLink featured" href="/">{text}</a>'
    return Said.page(f'<html><body><div id="dictionary">{links}</div></body></html>')


def mymemory(asked: Asked) -> Said:
    """GET /get, with the memory's entries beside the best answer."""
    assert set(asked.parameters) == {"langpair", "q"}
    text = asked.parameters["q"]
    entry = {"segment": text, "translation": said(text), "quality": "74", "match": 1}
    other = {"segment": f"{text} house", "translation": "дом", "quality": "74", "match": 0.8}
    return Said.of(
        {
            "responseData": {"translatedText": said(text), "match": 1},
            "quotaFinished": False,
            "responseDetails": "",
            "responseStatus": 200,
            "matches": [entry, other],
        }
    )


def openai_chat(asked: Asked) -> Said:
    """POST /chat/completions, answered in the form that the schema asks for."""
    assert asked.method == "POST"
    assert asked.path.endswith("/chat/completions")
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.json["temperature"] == 0
    assert asked.json["response_format"]["json_schema"]["strict"] is True
    task, wording = asked.json["messages"]
    assert (task["role"], wording["role"]) == ("system", "user")
    found = {"translations": [said(json.loads(wording["content"])["wording"])]}
    return Said.of(completion(json.dumps(found, ensure_ascii=False)))


def completion(content: str, **more: Any) -> dict[str, Any]:
    """What a chat interface answers, in its form."""
    message = {"role": "assistant", "content": content, "refusal": None}
    choice = {"index": 0, "message": message, "finish_reason": "stop", **more}
    return {"id": "c-1", "object": "chat.completion", "model": "small", "choices": [choice]}


SERVICES: Mapping[str, Callable[[Asked], Said]] = {
    "apertium-apy": apertium_apy,
    "azure": azure,
    "deepl": deepl,
    "google-cloud": google_cloud,
    "google-web": google_web,
    "libretranslate": libretranslate,
    "linguee": linguee,
    "mymemory": mymemory,
    "openai-chat": openai_chat,
}
OPTIONS: Mapping[str, Mapping[str, object]] = {
    "azure": {"region": "westeurope"},
    "openai-chat": {"model": "small"},
}
"""What the settings of a service must say, beside where it is."""
PATHS = {"google-web": "/page", "mymemory": "/page", "openai-chat": "/v1/"}


@dataclass(frozen=True)
class StandIn:
    """How a test may stand in for one service."""

    answer: Callable[[Asked], Said]
    options: Mapping[str, object]
    """What its settings must say, beside where it is."""
    path: str
    """What follows the host in its address."""


@pytest.fixture(scope="session")
def stand_ins() -> Mapping[str, StandIn]:
    """Every service, by kind of engine."""
    return {
        kind: StandIn(answer, OPTIONS.get(kind, {}), PATHS.get(kind, "/"))
        for kind, answer in SERVICES.items()
    }


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Put every service on the stage, where a test does not name those that it is about."""
    marks = metafunc.definition.iter_markers("parametrize")
    if "kind" in metafunc.fixturenames and not any("kind" in mark.args[0] for mark in marks):
        metafunc.parametrize("kind", SERVICES)


@dataclass
class Stage:
    """An engine and the server that it asks."""

    kind: str
    peer: Peer
    log: Path
    honest: Callable[[Asked], Said]
    """How the service answers where nothing is wrong."""
    key: str = KEY
    known: Mapping[str, str] = field(default_factory=lambda: KNOWN)

    def options(self, url: str | None = None, **more: Any) -> Mapping[str, object]:
        """Say where the service is, and what else its settings must say."""
        usual = f"{self.peer.url}{PATHS.get(self.kind, '/')}"
        return {**OPTIONS.get(self.kind, {}), "url": url or usual, **more}

    def engine(
        self, level: Allow = "self-hosted", deadline: float = 5.0, **more: Any
    ) -> ServiceEngine:
        """Open the engine."""
        sender = Transport(Allowance(level), self.log, wait=lambda _seconds: None)
        setup = Setup(None, options=self.options(deadline=deadline, **more), sender=sender)
        (engine,) = plugins.load("engines", self.kind).engines(setup)
        assert isinstance(engine, ServiceEngine)
        return engine

    def answers(self, *queries: Query, deadline: float = 5.0, **more: Any) -> list[Outcome]:
        """Ask a fresh engine."""
        return self.engine(deadline=deadline, **more).run(queries)

    def completion(self, content: str, **more: Any) -> Said:
        """Answer as a chat interface does, with any content."""
        return Said.of(completion(content, **more))


@pytest.fixture
def stage(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """The server of one service."""
    for variable in VARIABLES:
        monkeypatch.setenv(variable, KEY)
    with Peer(SERVICES[kind]) as peer:
        yield Stage(kind, peer, tmp_path / "egress.log", SERVICES[kind])


class Tunnel:
    """A proxy that ends TLS itself, under a throw-away authority, and puts a peer behind any host.

    Args:
        peer: what is behind every host.
        authority: signs the certificates of the hosts.

    Attributes:
        hosts: the hosts that were asked for, in order.
    """

    def __init__(self, peer: Peer, authority: trustme.CA) -> None:
        self.hosts: list[str] = []
        self._peer = peer
        self._authority = authority
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            head += near.recv(4096)
        method, where, *_ = head.decode().split()
        self.hosts.append(where if "/" not in where else where.split("/")[2])
        far = socket.create_connection(("127.0.0.1", self._peer.port))
        if method == "CONNECT":
            near.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._authority.issue_cert(where.partition(":")[0]).configure_cert(context)
            try:
                near = context.wrap_socket(near, server_side=True)
            except OSError:  # the other side does not know the authority
                return
        else:
            far.sendall(head)
        for one, other in ((near, far), (far, near)):
            threading.Thread(target=_pump, args=(one, other), daemon=True).start()


def _pump(one: socket.socket, other: socket.socket) -> None:
    try:
        while data := one.recv(1 << 14):
            other.sendall(data)
    except OSError:
        pass
    finally:
        other.close()


@pytest.fixture
def tunnel(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tunnel]:
    """A proxy before the service on the stage; ours and the usual variables name it."""
    authority = trustme.CA()
    bundle = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(bundle)
    proxy = Tunnel(stage.peer, authority)
    for variable in ("FIDELITY_PROXY", "HTTPS_PROXY", "HTTP_PROXY"):
        monkeypatch.setenv(variable, proxy.url)
    for variable in ("FIDELITY_CA_BUNDLE", "REQUESTS_CA_BUNDLE"):
        monkeypatch.setenv(variable, str(bundle))
    yield proxy
    proxy.close()
