"""An engine that asks a service: which questions it may put, in which batches, and what it hears.

An adapter supplies what is its own: the address, and a function that puts texts into the service's
form and takes the translations out of its answer. Everything else is the same for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from fidelity.calls import Call, Key, Manners, Reply, Sender
from fidelity.egress import egress_to
from fidelity.engines._answers import question
from fidelity.engines._replies import translated
from fidelity.engines._service_data import codes, pairs
from fidelity.engines._transport import host_of
from fidelity.errors import UsageError
from fidelity.model import Egress, Fail, Outcome, Query, Reason, Tag
from fidelity.protocols import Missing, Setup

Found: TypeAlias = Sequence[object] | Fail
"""What stood where the translations of one text should stand, best first; or why nothing did."""

_ONE_BY_ONE: frozenset[Reason] = frozenset({"bad-response", "too-long", "engine-fault"})
"""Faults that one text of several may have caused: they are asked again, each alone."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Some texts that are put to a service at once, all of one pair of languages."""

    texts: tuple[str, ...]
    source: str
    """The service's code of the language of the texts."""
    target: str


@dataclass(frozen=True, slots=True)
class About:
    """What is to be said of a service."""

    kind: str
    """The kind of engine, which begins its id."""
    service: str
    """Its name in the table of languages, whether or not it has ``codes`` of its own."""
    family: str
    version: str
    url: str
    egress: Egress
    manners: Manners
    at_most: int = 1
    """Texts in one call."""
    name: str | None = None
    """What the engine is called after its kind; null: the host."""
    pairs: str | None = None
    """For which languages it serves, in words; null: as the table says."""
    codes: Callable[[Tag, Tag], tuple[str, str] | None] | None = None
    """Its codes of a pair of languages, for a service that does not serve any two of them; null:
    as the table says."""

    @property
    def host(self) -> str:
        """The host of the address."""
        return host_of(self.url) or ""


class ServiceEngine:
    """Asks a service. It sends nothing but through the transport that the runner gave it.

    Args:
        about: what is to be said of the service.
        sender: the transport; null: nothing may be sent.
        ask: puts texts to the service; gives as many answers, in order, or why there is none.
        outcome: makes an outcome of what was found for one question; null: as of a translator.
    """

    def __init__(
        self,
        about: About,
        sender: Sender | None,
        ask: Callable[[Asking, Sender], Sequence[Found] | Fail],
        outcome: Callable[[Query, Sequence[object]], Outcome] = translated,
    ) -> None:
        self.id = f"{about.kind}:{about.name}" if about.name else id_of(about.kind, about.url)
        self.family = about.family
        self.version = about.version
        self.egress = about.egress
        self.pairs = about.pairs or pairs(about.service)
        self.sends = f"the wordings to {about.host}"
        self.host = about.host
        self.about = about
        self._sender = sender
        self._ask = ask
        self._outcome = outcome
        self.ranks_by_answers = outcome is translated

    def serves(self, source: Tag, target: Tag) -> bool:
        """Say whether the service knows both languages, and they are two."""
        return self._codes(source, target) is not None

    def stop(self) -> None:
        """End what is waiting."""
        if self._sender is not None:
            self._sender.stop()

    def _codes(self, source: Tag, target: Tag) -> tuple[str, str] | None:
        if self.about.codes is not None:
            return self.about.codes(source, target)
        return codes(self.about.service, source, target)

    def run(self, batch: Sequence[Query]) -> list[Outcome]:
        """Ask each distinct text once; the outcomes stand in the order of the questions."""
        prepared = [self._prepared(query) for query in batch]
        groups: dict[tuple[str, str], dict[str, None]] = {}
        for asking in prepared:
            if isinstance(asking, Asking):
                texts = groups.setdefault((asking.source, asking.target), {})
                texts.update(dict.fromkeys(asking.texts))
        heard = self._heard(
            [
                Asking(tuple(texts)[first : first + self.about.at_most], *codes)
                for codes, texts in groups.items()
                for first in range(0, len(texts), self.about.at_most)
            ]
        )
        return [
            asking if isinstance(asking, Fail) else self._read(query, heard[asking])
            for query, asking in zip(batch, prepared, strict=True)
        ]

    def _read(self, query: Query, found: Found) -> Outcome:
        return found if isinstance(found, Fail) else self._outcome(query, found)

    def _prepared(self, query: Query) -> Asking | Fail:
        codes = self._codes(query.source, query.target)
        if codes is None:
            return Fail("unsupported-pair")
        text = question(query)
        if isinstance(text, Fail):
            return text
        if self._sender is None or not self._sender.allowance.permits(
            self.host, (query.text.strip(), text)
        ):
            return Fail("no-consent")
        return Asking((text,), *codes)

    def _heard(self, askings: Sequence[Asking]) -> Mapping[Asking, Found]:
        """Make the calls side by side; give what was heard for each text by itself."""
        if not askings or self._sender is None:
            return {}
        with ThreadPoolExecutor(min(len(askings), self.about.manners.at_once)) as pool:
            answers = list(pool.map(self._one, askings))
        return {
            Asking((text,), asking.source, asking.target): found
            for asking, each in zip(askings, answers, strict=True)
            for text, found in zip(asking.texts, each, strict=True)
        }

    def _one(self, asking: Asking) -> Sequence[Found]:
        found = self._called(asking)
        if not isinstance(found, Fail):
            return found
        if len(asking.texts) == 1 or found.reason not in _ONE_BY_ONE:
            return [found] * len(asking.texts)
        return [
            each
            for text in asking.texts
            for each in self._one(Asking((text,), asking.source, asking.target))
        ]

    def _called(self, asking: Asking) -> Sequence[Found] | Fail:
        """Ask the service; whatever an adapter raises is dropped, because its text may leak."""
        assert self._sender is not None  # noqa: S101
        try:
            found = self._ask(asking, self._sender)
        except Exception:  # foreign parsers raise anything on what they do not expect
            return Fail("bad-response")
        if isinstance(found, Fail):
            return found
        return found if len(found) == len(asking.texts) else Fail("bad-response")


def asked(
    about: About,
    form: Callable[[Call, Asking], Call],
    read: Callable[[Reply, Asking], Sequence[Found] | Fail],
) -> Callable[[Asking, Sender], Sequence[Found] | Fail]:
    """Make the function that puts texts to a service with one call.

    Args:
        about: what is to be said of the service.
        form: puts texts into the form of the service: given the call with all that does not depend
            on it, and the texts.
        read: takes the translations out of the answer; gives as many, in order, or why there is
            none.
    """

    def ask(asking: Asking, sender: Sender) -> Sequence[Found] | Fail:
        call = Call(id_of(about.kind, about.url), about.url, asking.texts, manners=about.manners)
        reply = sender.send(form(call, asking))
        return reply if isinstance(reply, Fail) else read(reply, asking)

    return ask


def extended(call: Call, path: str, **more: Any) -> Call:
    """Give a call with a path behind its address, and with more of its fields."""
    return replace(call, url=f"{call.url}{path}", **more)


def without_key(kind: str, url: str, family: str, service: str, key: Key, to: str) -> Missing:
    """Say that a service cannot be asked, because there is no key for it.

    Args:
        kind: the kind of engine.
        url: the address of the service.
        family: the family.
        service: its name in the table of languages.
        key: the one that is missing.
        to: to whom the wordings would go.
    """
    return Missing(
        id=id_of(kind, url),
        family=family,
        pairs=pairs(service),
        egress="official-service",
        sends=f"the wordings to {to}",
        how_to_add=f"put your key into the environment variable {key.variable}",
    )


def without_server(kind: str, family: str, pairs: str) -> Missing:
    """Say that a server of the user's own cannot be asked, because none is named.

    Args:
        kind: the kind of engine.
        family: the family.
        pairs: for which languages it would serve, in words.
    """
    return Missing(
        id=f"{kind}:server",
        family=family,
        pairs=pairs,
        egress="self-hosted",
        sends="the wordings to a server of your own",
        how_to_add=f'run a server, then set [tool.fidelity.engine.{kind}] url = "…"',
    )


def id_of(kind: str, url: str) -> str:
    """Name an engine after the host that it asks."""
    return f"{kind}:{host_of(url)}"


def address(setup: Setup, kind: str, usual: str | None) -> str | None:
    """Read where a service is from the engine's settings; without a final slash.

    Args:
        setup: with the settings.
        kind: the kind of engine, for the message.
        usual: where it is if nothing is set.

    Raises:
        UsageError: it is no address, or what is sent there could be read on the way.
    """
    url = setup.options.get("url", usual)
    if url is None:
        return None
    if not isinstance(url, str) or host_of(url) is None:
        raise UsageError(
            f"{kind}: the setting url must be an https address without a password or parameters "
            "(http only on this machine)"
        )
    return url.rstrip("/")


def egress_of(setup: Setup, url: str, otherwise: Egress = "official-service") -> Egress:
    """Class an engine by the host it asks: the user's own house, or somebody else's."""
    own = frozenset[str]() if setup.sender is None else setup.sender.allowance.own_hosts
    found = egress_to(host_of(url) or "", own)
    return found if found == "self-hosted" else otherwise
