"""Downloads files over https, with a check sum, and goes on where it was cut off."""

from __future__ import annotations

import hashlib
import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from fidelity import __version__
from fidelity.errors import DownloadError, UsageError

STALL = 30.0
"""Seconds without a byte after which a connection counts as dead."""
_TRIES = 4
_CHUNK = 1 << 16
_LARGEST_TABLE = 1 << 25  # bytes of JSON; the real one has some 1 MB
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_FAULTS = (OSError, http.client.HTTPException)


class _Cut(Exception):  # noqa: N818
    """The connection ended early; another attempt may go on from here."""


def secure(url: str) -> str:
    """Pass an address on if what comes from it cannot be changed on the way.

    Raises:
        UsageError: it is not https, and not on this machine either.
    """
    parts = urllib.parse.urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        return url
    raise UsageError(f"{url} is not an https address; models are downloaded over https only")


class _Redirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        return super().redirect_request(req, fp, code, msg, headers, secure(newurl))


def _open(url: str, stall: float, **headers: str) -> Any:
    request = urllib.request.Request(  # noqa: S310  (secure() has looked at it)
        secure(url),
        headers={
            "User-Agent": f"fidelity/{__version__}",
            "Accept-Encoding": "identity",
            **headers,
        },
    )
    return urllib.request.build_opener(_Redirects).open(request, timeout=stall)


def table(url: str, stall: float = STALL) -> Any:
    """Read a JSON document.

    Raises:
        DownloadError: it cannot be had, or is no JSON.
        UsageError: the address is not https.
    """
    try:
        with _open(url, stall) as answer:
            data = answer.read(_LARGEST_TABLE + 1)
    except _FAULTS as fault:
        raise DownloadError(_told(url, fault)) from None
    try:
        return json.loads(data[:_LARGEST_TABLE])
    except ValueError:
        raise DownloadError(f"{_host(url)} did not answer with a table of models") from None


def fetch(
    url: str,
    file: Path,
    size: int,
    sha256: str,
    tell: Callable[[int], None],
    stall: float = STALL,
) -> None:
    """Download a file; it appears under its name once its check sum is right.

    What has arrived is kept beside it as ``NAME.part`` and is not downloaded again, also by a later
    call.

    Args:
        url: its address.
        file: where it goes; the folder exists.
        size: its size in bytes.
        sha256: its check sum, hexadecimal.
        tell: told how many bytes there are so far.
        stall: seconds without a byte after which a connection counts as dead.

    Raises:
        DownloadError: it cannot be had, or is not the file that was meant.
        UsageError: the address is not https.
    """
    part = file.with_name(file.name + ".part")
    why = "the connection was cut off"
    for _ in range(_TRIES):
        try:
            _go_on(url, part, size, tell, stall)
        except urllib.error.HTTPError as fault:
            raise DownloadError(_told(url, fault)) from None
        except (_Cut, *_FAULTS) as fault:
            why = _why(fault)
            continue
        if _digest(part) == sha256.lower():
            part.replace(file)
            return
        part.unlink()
        why = "its check sum is wrong"
    raise DownloadError(
        f"{file.name} could not be downloaded from {_host(url)}: {why}; run the command again, "
        "and it goes on where it stopped"
    )


def _go_on(url: str, part: Path, size: int, tell: Callable[[int], None], stall: float) -> None:
    """Fetch what is still missing of a file."""
    there = part.stat().st_size if part.is_file() else 0
    if there > size:
        part.unlink()
        there = 0
    if there == size:
        return
    ask = {"Range": f"bytes={there}-"} if there else {}
    with _open(url, stall, **ask) as answer:
        resumed = answer.status == http.HTTPStatus.PARTIAL_CONTENT and (
            str(answer.headers.get("Content-Range", "")).startswith(f"bytes {there}-")
        )
        if not resumed:
            there = 0
        with part.open("ab" if resumed else "wb") as stream:
            _copy(answer, stream, there, size, tell)


def _copy(
    answer: IO[bytes], stream: IO[bytes], there: int, size: int, tell: Callable[[int], None]
) -> None:
    tell(there)
    while there < size:
        chunk = answer.read(min(_CHUNK, size - there))
        if not chunk:
            raise _Cut
        stream.write(chunk)
        there += len(chunk)
        tell(there)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _host(url: str) -> str:
    return urllib.parse.urlsplit(url).hostname or url


def _told(url: str, fault: Exception) -> str:
    return f"{_host(url)} cannot be used: {_why(fault)}; check the connection and try again"


def _why(fault: Exception) -> str:
    if isinstance(fault, urllib.error.HTTPError):
        return f"it answered {fault.code}"
    reason = getattr(fault, "reason", fault)
    if isinstance(fault, _Cut | http.client.HTTPException):
        return "the connection was cut off"
    if isinstance(reason, TimeoutError):
        return "it does not answer"
    return getattr(reason, "strerror", None) or type(reason).__name__
