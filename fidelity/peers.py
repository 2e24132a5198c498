"""For tests of engines, ours and plug-ins': a server on this machine that stands in for a service.

It speaks whatever the test lets it answer, over HTTP or in lines, remembers what it was asked, and
can misbehave in every way of ``FAULTS`` or ``LINE_FAULTS``. Nothing of it is used outside tests.
"""

from __future__ import annotations

import json
import socketserver
import ssl
import threading
import urllib.parse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Asked:
    """What the server was asked."""

    method: str
    path: str
    """Without parameters."""
    parameters: Mapping[str, str]
    headers: Mapping[str, str]
    """By name in lower case."""
    body: bytes

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Said:
    """What the server answers."""

    body: bytes = b""
    status: int = 200
    media: str = "application/json; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    """How many bytes of the body it sends before it hangs up; null: all of them."""
    silent: bool = False
    """Whether it accepts the question and never answers."""
    drips: bool = False
    """Whether it sends a byte now and then, and so never goes quiet nor comes to an end."""

    @classmethod
    def of(cls, content: object, status: int = 200, **headers: str) -> Self:
        """Answer with JSON."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return cls(json.dumps(content, ensure_ascii=False).encode(), status, headers=named)

    @classmethod
    def page(cls, html: str, status: int = 200) -> Self:
        """Answer with a page."""
        return cls(html.encode(), status, "text/html; charset=utf-8")


FAULTS: Mapping[str, Callable[[Said], Said]] = {
    "silent": lambda said: replace(said, silent=True),
    "drips": lambda said: replace(said, drips=True),
    "cut": lambda said: replace(said, cut=len(said.body) // 2),
    "redirect": lambda said: replace(said, status=302, headers={"Location": "http://127.0.0.1:9/"}),
    "forbidden": lambda said: replace(said, status=403),
    "too many": lambda said: replace(said, status=429),
    "too many, come back": lambda said: replace(said, status=429, headers={"Retry-After": "3600"}),
    "broken": lambda said: replace(said, status=500),
    "wrong charset": lambda said: replace(said, body="перезагрузка".encode("cp1251")),
    "page": lambda _said: Said.page("<html><body>Welcome to the hotel wireless</body></html>"),
    "oversized": lambda said: replace(said, body=said.body + b" " * 5_000_000),
    "packed": lambda said: replace(said, headers={"Content-Encoding": "gzip"}),
    "empty": lambda said: replace(said, body=b""),
    "nonsense": lambda said: replace(said, body=b'{"other": []}'),
}
"""Ways of misbehaving by name: what each makes of a good answer."""


class _Serving:
    """What servers have in common: they serve on a thread of their own while they are needed."""

    def __init__(self, server: socketserver.ThreadingTCPServer | ThreadingHTTPServer) -> None:
        self.closing = threading.Event()
        self._server = server
        self._server.daemon_threads = True
        self._server.handle_error = _unmoved  # type: ignore[method-assign, assignment]

    def __enter__(self) -> Self:
        """Begin to serve."""
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_fault: object) -> None:
        """Let everything go that is waiting, and end."""
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()


class Peer(_Serving):
    """A server on the loopback interface. A context manager.

    Args:
        answer: what it says to a question.
        tls: with what it speaks https; null: it speaks http.

    Attributes:
        asked: every question, in order.
        fault: a name out of ``FAULTS``; null while it behaves.
    """

    def __init__(self, answer: Callable[[Asked], Said], tls: ssl.SSLContext | None = None) -> None:
        self.asked: list[Asked] = []
        self.fault: str | None = None
        self.answer = answer
        super().__init__(ThreadingHTTPServer(("127.0.0.1", 0), _handler(self)))
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.port: int = self._server.server_address[1]
        self.url = f"{'http' if tls is None else 'https'}://127.0.0.1:{self.port}"

    def hear(self, asked: Asked) -> Said:
        """Remember a question and answer it."""
        self.asked.append(asked)
        said = self.answer(asked)
        return said if self.fault is None else FAULTS[self.fault](said)


def _unmoved(*_: object) -> None:
    """Pass over a client that hung up; the usual thing is to print a traceback."""


def _handler(peer: Peer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else each answer waits 40 ms for an acknowledgement

        def do_GET(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def log_message(self, *_: object) -> None:
            pass

        def _serve(self) -> None:
            parts = urllib.parse.urlsplit(self.path)
            said = peer.hear(
                Asked(
                    self.command,
                    parts.path,
                    dict(urllib.parse.parse_qsl(parts.query, keep_blank_values=True)),
                    {name.lower(): value for name, value in self.headers.items()},
                    self.rfile.read(int(self.headers.get("Content-Length", 0))),
                )
            )
            try:
                self._say(said)
            except OSError:  # the other side has had enough
                self.close_connection = True

        def _say(self, said: Said) -> None:
            if said.silent:
                peer.closing.wait(60)
                self.close_connection = True
                return
            self.send_response(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", said.media)
            self.send_header("Content-Length", str(len(said.body) + 1_000 * said.drips))
            self.end_headers()
            while said.drips and not peer.closing.wait(0.02):
                self.wfile.write(b" ")
                self.wfile.flush()
            self.wfile.write(said.body[: said.cut])
            self.close_connection = said.cut is not None

    return Handler


LINE_FAULTS: Mapping[str, Callable[[Said], Said]] = {
    "silent": lambda said: replace(said, silent=True),
    "drips": lambda said: replace(said, drips=True),
    "cut": lambda said: replace(said, cut=len(said.body) // 2),
    "closed": lambda said: replace(said, body=b""),
    "busy": lambda said: replace(said, body=b"420 temporarily unavailable\r\n"),
    "denied": lambda said: replace(said, body=b"530 access denied\r\n"),
    "page": lambda said: replace(said, body=b"HTTP/1.1 400 Bad Request\r\n\r\n<html></html>\r\n"),
    "wrong charset": lambda said: replace(
        said, body=said.body.decode().encode("cp1251", errors="replace")
    ),
    "oversized": lambda said: replace(said, body=said.body + b" " * 5_000_000),
    "nonsense": lambda said: replace(said, body=b"220 hello\r\n250 ok\r\n250 ok\r\n999 what\r\n"),
}
"""Ways of misbehaving of a server that speaks in lines: what each makes of a good answer."""


class LinePeer(_Serving):
    """A server on the loopback interface that speaks in lines. A context manager.

    It answers when the other side has said ``QUIT``, and then hangs up.

    Args:
        answer: what it says to some lines.

    Attributes:
        asked: the lines of every conversation, in order.
        fault: a name out of ``LINE_FAULTS``; null while it behaves.
    """

    def __init__(self, answer: Callable[[list[str]], Said]) -> None:
        self.asked: list[list[str]] = []
        self.fault: str | None = None
        self.answer = answer
        super().__init__(socketserver.ThreadingTCPServer(("127.0.0.1", 0), _line_handler(self)))
        self.url = f"dict://127.0.0.1:{self._server.server_address[1]}"

    def hear(self, lines: list[str]) -> Said:
        """Remember a conversation and answer it."""
        self.asked.append(lines)
        said = self.answer(lines)
        return said if self.fault is None else LINE_FAULTS[self.fault](said)


def _line_handler(peer: LinePeer) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            lines: list[str] = []
            while lines[-1:] != ["QUIT"] and (line := self.rfile.readline()):
                lines.append(line.decode().rstrip("\r\n"))
            said = peer.hear(lines)
            if said.silent:
                peer.closing.wait(60)
                return
            self.wfile.write(said.body[: said.cut])
            while said.drips and not peer.closing.wait(0.02):
                self.wfile.write(b" ")

    return Handler
