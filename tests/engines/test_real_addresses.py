"""Every public service at its own address: real names, real TLS, through a proxy of the house.

The proxy ends TLS under a throw-away authority and puts the server of the test behind every host;
so nothing is changed in the engines but what any office sets: the proxy and its authority.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import pytest

from fidelity import plugins
from fidelity.egress import Allowance
from fidelity.engines._transport import Transport
from fidelity.model import Fail, Ok, Outcome, Query
from fidelity.protocols import Setup

Stage: TypeAlias = Any
Tunnel: TypeAlias = Any
"""Both are made by ``conftest.py``."""

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

ADDRESSES: Mapping[str, tuple[str, str]] = {
    "azure": ("api.cognitive.microsofttranslator.com:443", "/translate"),
    "deepl": ("api.deepl.com:443", "/v2/translate"),
    "google-cloud": ("translation.googleapis.com:443", "/language/translate/v2"),
    "google-web": ("translate.google.com:443", "/m"),
    "linguee": ("www.linguee.com:443", "/english-russian/search/"),
    "mymemory": ("api.mymemory.translated.net:443", "/get"),
    "openai-chat": ("api.openai.com:443", "/v1/chat/completions"),
}
GARDEN = Query("garden", "en", "ru")
public = pytest.mark.parametrize("kind", ADDRESSES)


def answers(stage: Stage) -> list[Outcome]:
    """Ask an engine whose settings do not say where the service is."""
    sender = Transport(Allowance("terms"), stage.log, wait=lambda _seconds: None)
    options = {key: value for key, value in stage.options().items() if key != "url"}
    setup = Setup(None, options=options, sender=sender)
    (engine,) = plugins.load("engines", stage.kind).engines(setup)
    return list(engine.run([GARDEN]))


@public
def test_it_is_asked_at_its_own_address_over_tls(stage: Stage, tunnel: Tunnel) -> None:
    """And its answer is read."""
    (outcome,) = answers(stage)
    assert isinstance(outcome, Ok)
    assert [each.text for each in outcome.candidates] == ["сад"]
    assert (tunnel.hosts, [asked.path for asked in stage.peer.asked]) == (
        [ADDRESSES[stage.kind][0]],
        [ADDRESSES[stage.kind][1]],
    )


@public
def test_whoever_cannot_prove_its_name_hears_nothing(
    stage: Stage, tunnel: Tunnel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the authority of the house the proxy is an eavesdropper."""
    monkeypatch.delenv("FIDELITY_CA_BUNDLE")
    assert answers(stage) == [Fail("network")]
    assert set(tunnel.hosts) == {ADDRESSES[stage.kind][0]}
    assert stage.peer.asked == []


@public
def test_the_proxies_of_the_environment_are_not_used(
    stage: Stage, tunnel: Tunnel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the one that was named for this program; in tests there is no other way out."""
    monkeypatch.delenv("FIDELITY_PROXY")
    assert isinstance(answers(stage)[0], Fail)
    assert tunnel.hosts == []


@pytest.mark.parametrize("kind", ["google-web", "linguee", "mymemory"])
def test_the_unchanged_package_reads_the_same_server(stage: Stage, tunnel: Tunnel) -> None:
    """So the server of the tests speaks as the package knows the service to speak."""
    import deep_translator

    translators = {
        "google-web": lambda: deep_translator.GoogleTranslator("en", "ru"),
        "linguee": lambda: deep_translator.LingueeTranslator("english", "russian"),
        "mymemory": lambda: deep_translator.MyMemoryTranslator("en-GB", "ru-RU"),
    }
    stage.peer.answer = stage.honest
    assert translators[stage.kind]().translate("garden") == "сад"
    assert len(tunnel.hosts) == 1
