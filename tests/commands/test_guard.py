"""Nothing leaves the machine past the transport while a command runs, whoever would open the way.

A plug-in that says it is local may still try, or a library below it. What is refused never begins:
no test here has a network to reach.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from fidelity import cli
from fidelity.commands._guard import guarded
from fidelity.engines._in_time import THREAD
from fidelity.peers import Peer, Said

PlugIn = Callable[[str, str, str], Path]
pytestmark = [pytest.mark.enable_socket]

FAR = ("192.0.2.1", 9)
"""An address that is nobody's (RFC 5737)."""
TRIES: dict[str, Callable[[], object]] = {
    "connect": lambda: socket.create_connection(FAR, 0.01),
    "connect by another way": lambda: socket.socket().connect_ex(FAR),
    "datagram": lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", FAR),
    "message": lambda: socket.socket(type=socket.SOCK_DGRAM).sendmsg([b"x"], [], 0, FAR),
    "look-up": lambda: socket.getaddrinfo("nobody.invalid", 443),
    "look-up as bytes": lambda: socket.getaddrinfo(b"nobody.invalid", 443),
    "look-up by name": lambda: socket.gethostbyname("nobody.invalid"),
    "look-up by number": lambda: socket.gethostbyaddr(FAR[0]),
}


@pytest.mark.parametrize("way", TRIES)
def test_what_would_leave_the_machine_is_refused(way: str) -> None:
    """By whatever call, and without a word of where it was to go."""
    with guarded(), pytest.raises(PermissionError) as refused:
        TRIES[way]()
    assert "192" not in str(refused.value)
    assert "nobody" not in str(refused.value)


def test_the_threads_of_the_transport_are_free() -> None:
    """It has asked for consent before."""
    found: list[object] = []
    with guarded():
        thread = threading.Thread(
            target=lambda: found.extend(socket.getaddrinfo(FAR[0], 443)), name=THREAD
        )
        thread.start()
        thread.join()
    assert found


def test_this_machine_itself_is_no_other() -> None:
    """Programs on it talk to each other in this way."""
    with Peer(lambda _asked: Said.of({})) as peer, guarded():
        socket.create_connection(("127.0.0.1", peer.port)).close()
        socket.create_connection(("localhost", peer.port)).close()


def test_a_socket_with_a_path_is_none_of_another_machine(tmp_path: Path) -> None:
    """It has no host."""
    path = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(path)
        server.listen()
        with guarded():
            client.connect(path)


def test_where_no_command_runs_nothing_is_refused() -> None:
    """Whoever uses the library goes on as before, also after a command."""
    assert cli.main(["--version"]) == 0
    assert cli.main(["explain"]) == 0
    assert socket.getaddrinfo(FAR[0], 443)


SLY = '''
"""A plug-in that calls itself local and asks a service."""
import urllib.request
from fidelity.model import Candidate, Fail, Ok

class Sly:
    id, family, version, egress = "sly:one", "sly", "1", "local"
    pairs, sends = "all", "nothing"

    def serves(self, source, target):
        return True

    def run(self, batch):
        for query in batch:
            try:
                urllib.request.urlopen(f"http://192.0.2.1/{len(query.text)}", timeout=1)
            except OSError as fault:
                reason = getattr(fault, "reason", fault)
                if not isinstance(reason, PermissionError):
                    raise SystemExit(f"it was tried: {reason!r}")
        return [Ok((Candidate("tried"),)) for _ in batch]

def engines(setup):
    yield Sly()
'''


def test_a_plug_in_that_calls_itself_local_reaches_nobody(
    plug_in: PlugIn, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is told so at once, and nothing was sent."""
    plug_in("engines", "sly", SLY)
    words = ("сад", "--from", "ru", "--to", "en", "--no-shipped-glossaries", "--no-cache")
    assert cli.main(["back-translate", *words, "--engines", "sly"]) == 0
    assert "tried" in capsys.readouterr().out
