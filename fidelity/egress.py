"""What may leave the machine: the user's consent as a value, and how it is applied to a text.

The ladder is ``none`` < ``self-hosted`` < ``terms`` < ``sentences``. The runner makes an
``Allowance`` of what the user said and gives it to the transport; engines never see or change it.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from fidelity.model import Egress

Allow: TypeAlias = Literal["none", "self-hosted", "terms", "sentences"]
"""What may leave the machine, from nothing to whole sentences."""

ALLOWANCES: tuple[Allow, ...] = get_args(Allow)

Mode: TypeAlias = Literal["recorded", "missing", "refresh", "live"]
"""From where answers of services come: from the lock alone; from the service what the lock lacks;
all anew, into the lock; or all from the service, past the lock."""

MODES: tuple[Mode, ...] = get_args(Mode)

CONNECTIONS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
LOOK_UPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
"""What Python itself tells of every connection and every look-up of a name (PEP 578)."""

_MOST_WORDS = 16
_MOST_LETTERS = 120
_MOST_SIGNS = 24
"""Chinese and Japanese characters of the longest term: there are no spaces to count words by."""
_END = re.compile(r"[.!?…。！？]['\"»”’)]*\s*$")
_BREAK = re.compile(r"[\r\n\u2028\u2029]|[.!?…][»”\"')]*\s+\w")
_SIGN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_FEW_WORDS = 3


@dataclass(frozen=True, slots=True)
class Allowance:
    """What may leave the machine in this run. Without arguments: nothing."""

    level: Allow = "none"
    own_hosts: frozenset[str] = frozenset()
    """Names of the hosts of the user's own house, in lower case; this machine is always one."""

    def permits(self, host: str, texts: Iterable[str]) -> bool:
        """Say whether texts may be sent to a host.

        A host of the user's own house may be sent anything from ``self-hosted`` upwards; a service
        may be sent terms from ``terms`` upwards, and sentences with ``sentences`` only.

        Args:
            host: the name or number of the host, without the port.
            texts: everything of the material under check that would be sent.
        """
        if self.level == "none":
            return False
        if is_own(host, self.own_hosts) or self.level == "sentences":
            return True
        return self.level == "terms" and not any(map(is_sentence, texts))


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine itself."""
    name = host.strip("[]").rstrip(".").lower()
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def is_own(host: str, own_hosts: Iterable[str]) -> bool:
    """Say whether a host belongs to the user's house: this machine, or one that was named."""
    name = host.strip("[]").rstrip(".").lower()
    return is_loopback(name) or name in {each.strip("[]").rstrip(".").lower() for each in own_hosts}


def egress_to(host: str, own_hosts: Iterable[str]) -> Egress:
    """Name the class of an engine that asks a host which the user's settings name."""
    return "self-hosted" if is_own(host, own_hosts) else "official-service"


def is_sentence(text: str) -> bool:
    """Say whether a text is more than a term.

    It is judged by its form alone, so that no engine can call a sentence a term: several lines, a
    full stop at its end after more than three words, more words or letters than a term has.
    """
    text = text.strip()
    words = text.split()
    return (
        len(words) > _MOST_WORDS
        or len(text) > _MOST_LETTERS
        or len(_SIGN.findall(text)) > _MOST_SIGNS
        or bool(_BREAK.search(text))
        or (len(words) > _FEW_WORDS and bool(_END.search(text)))
    )
