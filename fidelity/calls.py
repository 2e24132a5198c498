"""One call to a service, as a value: what an engine asks of the transport, and what it gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from fidelity.egress import Allowance
from fidelity.model import Fail, Reason


@dataclass(frozen=True, slots=True)
class Manners:
    """How a service is to be approached."""

    at_once: int = 1
    """Calls at the same time."""
    pause: float = 0.0
    """Seconds from the beginning of one call to that of the next, at least."""
    attempts: int = 3
    """How often a call is tried that failed for a reason which may pass."""
    deadline: float = 20.0
    """Seconds that one call may take in all, every further attempt and wait included."""


@dataclass(frozen=True, slots=True)
class Key:
    """Where a key comes from and where it goes; the key itself is never part of a value."""

    variable: str
    """The environment variable that holds it."""
    header: str | None = None
    """The header it is sent in."""
    form: str = "{}"
    """How it stands in there."""
    field: str | None = None
    """The field of the JSON body, for a service that takes it nowhere else. Never the address."""
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Call:
    """One call to a service: over HTTP, or in lines over a plain connection."""

    engine: str
    """The id of the engine: its queue, its limits and its line in the egress log."""
    url: str
    """Without parameters."""
    texts: tuple[str, ...]
    """Everything of the material under check that is sent; consent is decided on it."""
    parameters: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What stands in the address after ``?``."""
    json: Mapping[str, Any] | list[Any] | None = field(default=None, repr=False)
    """What is posted; null: the call is a GET."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    key: Key | None = None
    manners: Manners = Manners()
    reasons: Mapping[int, Reason] = field(default_factory=dict)
    """What a status means with this service, where that is not the usual thing."""
    explain: Callable[[Reply], Reason | None] = field(default=lambda _reply: None, repr=False)
    """What a refusal means by its own words; null: what its status means."""
    lines: tuple[str, ...] = field(default=(), repr=False)
    """What is said, a line each, where the address is one of ``dict:``; the last one asks the
    other side to hang up."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a service answered."""

    status: int
    """As HTTP has it; 200 for an answer in lines that came to its end."""
    body: bytes = field(repr=False)
    media: str = ""
    """The media type in lower case, without parameters."""
    charset: str | None = None
    """As the service declared it."""
    retry_after: float | None = None
    """Seconds after which the service would be asked again."""
    encoded: bool = False
    """Whether the body is packed, which was not asked for."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """Stands in for the transport where nothing may leave: of a document under embargo."""

    allowance: Allowance = field(default_factory=Allowance)

    def send(self, _call: Call) -> Reply | Fail:
        """Send nothing."""
        return Fail("no-consent")

    def stop(self) -> None:
        """Do nothing: nothing is under way."""


class Sender(Protocol):
    """What an engine sees of the transport."""

    @property
    def allowance(self) -> Allowance:
        """What may leave the machine."""

    def send(self, call: Call) -> Reply | Fail:
        """Make a call, if it is permitted; every fault becomes a reason."""

    def stop(self) -> None:
        """End what is waiting; nothing more is sent."""
