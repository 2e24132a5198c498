"""Speaks in lines over a plain connection, for the transport, as DICT servers do (RFC 2229).

All is said at once, the last line asking the other side to hang up; what it answers until it does
is the reply. It knows nothing of consent, so only the transport may use it.
"""

from __future__ import annotations

import socket
import time
import urllib.parse

from fidelity.calls import Call, Reply
from fidelity.engines._in_time import Waiting
from fidelity.engines._wire import CONNECT, LARGEST
from fidelity.model import Fail

_PORT = 2628
_CHUNK = 1 << 14


def written(call: Call) -> bytes:
    """Write out what a call says; a line break inside a line would be a command of its own."""
    lines = (" ".join(line.splitlines()) for line in call.lines)
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8", "replace")


def ask_in_lines(url: str, said: bytes, seconds: float, waiting: Waiting) -> Reply | Fail:
    """Say something and hear the other side out.

    Args:
        url: where; only host and port count.
        said: what ``written`` gave.
        seconds: how long it may take, from the look-up of the name to the last byte.
        waiting: all who wait for an answer.
    """
    parts = urllib.parse.urlsplit(url)
    host, port = parts.hostname or "", parts.port or _PORT
    return waiting.in_time(lambda: _exchange((host, port), said, seconds), seconds)


def _exchange(where: tuple[str, int], said: bytes, seconds: float) -> Reply | Fail:
    """Send and receive. Whatever is raised becomes a reason: its text may hold anything."""
    ends = time.monotonic() + seconds
    body = bytearray()
    try:
        with socket.create_connection(where, min(CONNECT, seconds)) as line:
            line.settimeout(seconds)
            line.sendall(said)
            while chunk := line.recv(_CHUNK):
                body += chunk
                if len(body) > LARGEST:
                    return Fail("bad-response")
                if time.monotonic() > ends:
                    return Fail("timeout")
    except TimeoutError:
        return Fail("timeout")
    except OSError:
        return Fail("network")
    except Exception:  # so that no thread dies with a traceback on the terminal
        return Fail("engine-fault")
    return Reply(200, bytes(body))
