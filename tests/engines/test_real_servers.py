"""Real servers on this machine, where they are installed: dictd, Apertium APy, LibreTranslate.

And the official package of DeepL, which tells whether the server of the other tests speaks as DeepL
does. ``.ci/run`` installs what Debian has. LibreTranslate needs an environment of its own, whose
Python ``FIDELITY_TEST_LIBRETRANSLATE`` names.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from fidelity import plugins
from fidelity.egress import Allowance
from fidelity.engines._service import ServiceEngine
from fidelity.engines._transport import Transport
from fidelity.model import Fail, Ok, Outcome, Query
from fidelity.protocols import Setup
from fidelity.testing import engine_contract, write_dictionary

Stage: TypeAlias = Any
pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

DICTD = shutil.which("dictd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
PYTHON = "/usr/bin/python3"
"""The system's own, for which Debian packages Apertium's server."""
APY = Path("/usr/lib/python3/dist-packages/apertium_apy/apy.py")
PAIR = Path("/usr/share/apertium/modes/eng-spa.mode")
LIBRETRANSLATE = os.environ.get("FIDELITY_TEST_LIBRETRANSLATE", "")


def opened(kind: str, url: str, **options: object) -> ServiceEngine:
    """Open an engine before a server on this machine."""
    setup = Setup(None, options={"url": url, **options}, sender=Transport(Allowance("self-hosted")))
    (engine,) = plugins.load("engines", kind).engines(setup)
    assert isinstance(engine, ServiceEngine)
    return engine


def texts(outcome: Outcome) -> list[str]:
    """List the candidates of an answer."""
    assert isinstance(outcome, Ok)
    return [candidate.text for candidate in outcome.candidates]


@contextmanager
def running(command: Sequence[str], port: int) -> Iterator[None]:
    """Run a server until the end of a test, from the moment when it takes connections."""
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            assert server.poll() is None, "the server ended"
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    """Find a port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


# --- dictd ----------------------------------------------------------------------------------------


@pytest.fixture
def dictd() -> Iterator[str]:
    """A server with one small dictionary in both directions; its address."""
    if DICTD is None:
        pytest.skip("dictd is not installed")
    articles = [
        ("garden", "garden /gˈɑːdən/ <n>\nсад <n>, огород <n>\n"),
        ("tree", "tree <n>\nдерево <n>\n"),
    ]
    back = [("сад", "сад <n>\ngarden <n>, orchard <n>\n")]
    port = free_port()
    with tempfile.TemporaryDirectory() as name:  # started by root, it reads as another user
        folder = Path(name)
        folder.chmod(0o755)
        indexes = {
            "fd-eng-rus": write_dictionary(folder, "freedict-eng-rus", articles),
            "fd-rus-eng": write_dictionary(folder, "freedict-rus-eng", back),
        }
        settings = folder / "dictd.conf"
        settings.write_text(
            f"global {{ listen_to 127.0.0.1\nport {port} }}\naccess {{ allow 127.0.0.1 }}\n"
            + "".join(
                f"database {name} {{ data {index.with_suffix('.dict.dz')}\nindex {index} }}\n"
                for name, index in indexes.items()
            )
        )
        words = ("-c", str(settings), "-d", "nodetach", "--pid-file", str(folder / "pid"))
        with running([DICTD, *words, "--locale", "C.UTF-8"], port):
            yield f"dict://127.0.0.1:{port}"


def test_dictd_keeps_the_contract(dictd: str) -> None:
    """With a dictionary in the layout of FreeDict."""
    engine = opened("dict", dictd, databases=["fd-eng-rus", "fd-rus-eng"])
    good = [
        Query("garden", "en", "ru", ("огород",)),
        Query("trees", "en", "ru"),
        Query("сад", "ru", "en"),
    ]
    engine_contract(engine, good, Query("qwrtzpsdf", "en", "ru"))
    assert [texts(outcome) for outcome in engine.run(good)] == [
        ["сад", "огород"],
        ["дерево"],
        ["garden", "orchard"],
    ]


def test_dictd_has_no_such_database(dictd: str) -> None:
    """Its refusal is read as one."""
    engine = opened("dict", dictd, databases=["fd-eng-deu"])
    assert engine.run([Query("garden", "en", "de")]) == [Fail("bad-response")]


# --- Apertium's server ----------------------------------------------------------------------------

SERVE_APY = """
import sys, tornado.ioloop
from apertium_apy.apy import parse_args, setup_application
known = parse_args(["/usr/share/apertium/modes"])
setup_application(known).listen(int(sys.argv[1]), "127.0.0.1")
tornado.ioloop.IOLoop.current().start()
"""
"""The program itself listens on all interfaces of the machine."""


@pytest.fixture(scope="module")
def apy() -> Iterator[str]:
    """A server with the installed pairs; its address."""
    if not APY.exists() or not PAIR.exists():
        pytest.skip("apertium-apy or apertium-eng-spa is not installed")
    port = free_port()
    with running([PYTHON, "-c", SERVE_APY, str(port)], port):
        yield f"http://127.0.0.1:{port}"


def test_apertium_s_server_keeps_the_contract(apy: str) -> None:
    """With English and Spanish."""
    engine = opened("apertium-apy", apy, deadline=60)
    good = [
        Query("deterrence", "en", "es"),
        Query("overload", "en", "es", ("sobrecarga",)),
        Query("guerra", "es", "en"),
    ]
    engine_contract(engine, good, Query("qwrtzpsdf", "en", "es"))
    assert texts(engine.run(good)[1]) == ["sobrecarga"]


def test_apertium_s_server_and_its_programs_answer_alike(apy: str) -> None:
    """They are one family with reason."""
    queries = [Query(text, "en", "es") for text in ("treaty", "peace", "agreement", "qwrtzpsdf")]
    programs = [
        engine
        for engine in plugins.load("engines", "apertium").engines(Setup(None))
        if engine.serves("en", "es")
    ]
    assert opened("apertium-apy", apy, deadline=60).run(queries) == programs[0].run(queries)


def test_apertium_s_server_lacks_a_pair(apy: str) -> None:
    """It has none of English and Russian."""
    engine = opened("apertium-apy", apy, deadline=60)
    assert engine.run([Query("garden", "en", "ru")]) == [Fail("unsupported-pair")]


# --- LibreTranslate -------------------------------------------------------------------------------

SERVE_LIBRETRANSLATE = """
import sys
from argostranslate import translate as argos
port = int(sys.argv.pop())
KNOWN = {"garden": "сад", "tree": "дерево", "сад": "garden"}
english, russian = argos.Language("en", "English"), argos.Language("ru", "Russian")

class Table(argos.ITranslation):
    def __init__(self, one, other):
        self.from_lang, self.to_lang = one, other
    def hypotheses(self, text, num_hypotheses=4):
        return [argos.Hypothesis(KNOWN.get(text, text), 0.0)]

for one, other in ((english, russian), (russian, english)):
    table = Table(one, other)
    one.translations_from.append(table)
    other.translations_to.append(table)
import libretranslate.language as language
language.load_languages = lambda: [english, russian]
argos.get_installed_languages = lambda: [english, russian]
sys.argv[1:] = ["--host", "127.0.0.1", "--port", str(port), "--disable-web-ui"]
import libretranslate.init as init
init.boot = lambda *_args, **_more: None
from libretranslate.app import create_app
from libretranslate.main import get_args
create_app(get_args()).run(host="127.0.0.1", port=port)
"""
"""The real server with its routes, checks and errors; a table stands in for its models."""


@pytest.fixture(scope="module")
def libre() -> Iterator[str]:
    """The server; its address."""
    if not LIBRETRANSLATE:
        pytest.skip("FIDELITY_TEST_LIBRETRANSLATE names no Python that has LibreTranslate")
    port = free_port()
    with running([LIBRETRANSLATE, "-c", SERVE_LIBRETRANSLATE, str(port)], port):
        yield f"http://127.0.0.1:{port}"


def test_libretranslate_keeps_the_contract(libre: str) -> None:
    """The server itself checks what it is asked."""
    good = [Query("garden", "en", "ru", ("сад",)), Query("сад", "ru", "en")]
    engine = opened("libretranslate", libre, deadline=60)
    engine_contract(engine, good, Query("qwrtzpsdf", "en", "ru"))
    assert [texts(outcome) for outcome in engine.run(good)] == [["сад"], ["garden"]]


def test_libretranslate_lacks_a_language(libre: str) -> None:
    """Its refusal is read as one."""
    engine = opened("libretranslate", libre, deadline=60)
    assert engine.run([Query("garden", "en", "de")]) == [Fail("unsupported-pair")]


# --- DeepL ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["deepl"])
def test_the_official_package_reads_the_same_server(stage: Stage) -> None:
    """And asks it for the same things as we do."""
    deepl = pytest.importorskip("deepl")
    client = deepl.DeepLClient(stage.key, server_url=stage.peer.url)
    found = client.translate_text(["garden", "tree"], source_lang="EN", target_lang="RU")
    assert [each.text for each in found] == ["сад", "дерево"]
    stage.answers(Query("garden", "en", "ru"), Query("tree", "en", "ru"))
    theirs, ours = stage.peer.asked
    assert (theirs.method, theirs.path) == (ours.method, ours.path)
    assert theirs.headers["authorization"] == ours.headers["authorization"]
    assert set(ours.json) <= set(theirs.json)
