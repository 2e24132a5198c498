"""Speaks HTTP for the transport. It knows nothing of consent, so only the transport may use it.

Requests are handed to the connection pool directly, without a session: so there are no cookies, no
``.netrc``, no proxy from the environment, and no redirect is followed.
"""

from __future__ import annotations

import contextlib
import functools
import json
import logging
import threading
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from fidelity import __version__
from fidelity.calls import Call, Reply
from fidelity.egress import is_loopback
from fidelity.engines._in_time import THREAD, Waiting
from fidelity.model import Fail, Reason

if TYPE_CHECKING:
    import requests
    import requests.adapters

LARGEST = 2_000_000
"""Bytes of the largest answer that is read."""
CONNECT = 5.0
"""Seconds in which a connection must stand."""
_CHUNK = 1 << 14
_CONNECTIONS = 32
_LOGGERS = ("connectionpool", "connection", "response", "util.retry", "poolmanager")


class Wire:
    """One pool of connections, for all engines of a run.

    Args:
        proxy: the address of a proxy; null: none, whatever the environment says.
        authorities: a file with certificates that are trusted; null: the usual ones.
        waiting: all who wait for an answer.
    """

    def __init__(
        self,
        proxy: str | None = None,
        authorities: str | None = None,
        waiting: Waiting | None = None,
    ) -> None:
        self._waiting = waiting or Waiting()
        self._proxy = proxy
        self._authorities = authorities
        self._turn = threading.Lock()
        self._pool: requests.adapters.HTTPAdapter | None = None

    def prepare(self, call: Call, key: str | None) -> requests.PreparedRequest | None:
        """Write a call out as it will be sent; null where it cannot be written."""
        import requests

        headers = {
            "User-Agent": f"fidelity/{__version__}",
            "Accept-Encoding": "identity",
            **call.headers,
        }
        body = call.json
        if call.key is not None and key is not None:
            if call.key.header is not None:
                headers[call.key.header] = call.key.form.format(key)
            elif call.key.field is not None and isinstance(body, dict):
                body = {**body, call.key.field: key}
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body, ensure_ascii=False)
        try:
            return requests.Request(
                "GET" if data is None else "POST",
                call.url,
                params=dict(call.parameters),
                data=None if data is None else data.encode(),
                headers=headers,
            ).prepare()
        except (requests.RequestException, ValueError):
            return None

    def ask(self, prepared: requests.PreparedRequest, host: str, seconds: float) -> Reply | Fail:
        """Send a call and wait for the whole answer.

        Args:
            prepared: what ``prepare`` gave.
            host: where it goes.
            seconds: how long it may take, from the look-up of the name to the last byte.
        """
        return self._waiting.in_time(lambda: self._exchange(prepared, host, seconds), seconds)

    def _exchange(
        self, prepared: requests.PreparedRequest, host: str, seconds: float
    ) -> Reply | Fail:
        """Send and receive. Whatever is raised becomes a reason: its text may hold anything."""
        _silence()
        ends = time.monotonic() + seconds
        try:
            answer = self._adapter().send(
                prepared,
                stream=True,
                timeout=(min(CONNECT, seconds), seconds),
                verify=self._authorities or True,
                proxies={} if is_loopback(host) else self._proxies(),
            )
        except Exception as fault:  # the libraries below raise some twenty different things
            return Fail(_reason(fault))
        try:
            return _received(answer, ends)
        except Exception as fault:
            with contextlib.suppress(Exception):
                answer.raw.close()
            return Fail(_reason(fault))

    def _proxies(self) -> dict[str, str]:
        return {} if self._proxy is None else {"https": self._proxy, "http": self._proxy}

    def _adapter(self) -> requests.adapters.HTTPAdapter:
        from requests.adapters import HTTPAdapter

        with self._turn:
            if self._pool is None:
                self._pool = HTTPAdapter(pool_maxsize=_CONNECTIONS, max_retries=0)
            return self._pool


def _received(answer: requests.Response, ends: float) -> Reply | Fail:
    """Read an answer to its end, unless it is too large or too slow."""
    raw: Any = answer.raw
    body = bytearray()
    while chunk := raw.read1(_CHUNK):
        body += chunk
        if len(body) > LARGEST:
            raw.close()
            return Fail("bad-response")
        if time.monotonic() > ends:
            raw.close()
            return Fail("timeout")
    raw.release_conn()
    media, _, rest = answer.headers.get("Content-Type", "").partition(";")
    charset = rest.partition("charset=")[2].strip(" \"'") or None
    packed = answer.headers.get("Content-Encoding", "identity").lower() != "identity"
    return Reply(
        status=answer.status_code,
        body=bytes(body),
        media=media.strip().lower(),
        charset=charset,
        retry_after=_seconds(answer.headers.get("Retry-After")),
        encoded=packed,
    )


def _seconds(written: str | None) -> float | None:
    """Read the header ``Retry-After``: seconds, or a date (RFC 9110, 10.2.3)."""
    if not written:
        return None
    if written.strip().isdecimal():
        return float(written.strip()[:9])
    try:
        until = parsedate_to_datetime(written)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def _reason(fault: BaseException) -> Reason:
    """Say what a fault means; its text is not looked at and goes no further."""
    import requests
    import urllib3

    timeouts = (
        requests.Timeout,
        urllib3.exceptions.TimeoutError,
        TimeoutError,
    )
    if isinstance(fault, timeouts):
        return "timeout"
    if isinstance(fault, (requests.RequestException, urllib3.exceptions.HTTPError, OSError)):
        return "network"
    return "engine-fault"


@functools.cache
def _silence() -> None:
    """Keep addresses, which hold texts, out of the library's own log, on our threads only."""

    def not_ours(record: logging.LogRecord) -> bool:
        return record.threadName != THREAD

    for name in _LOGGERS:
        logging.getLogger(f"urllib3.{name}").addFilter(not_ours)
