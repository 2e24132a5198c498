"""A marked key and marked texts go through every engine and every fault, and are searched for.

One run of the command for each fault asks all engines that leave the machine at once, one of
another package among them, each before a server that has the fault. The key may come out nowhere.
The texts may stand in reports, in the lock and in the cache; those under embargo in reports alone.
"""

from __future__ import annotations

import json
import os
import ssl
import subprocess
import sys
import urllib.parse
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import trustme

from fidelity import plugins
from fidelity.asking import installed
from fidelity.peers import FAULTS, LINE_FAULTS, Asked, LinePeer, Peer, Said

StandIn: TypeAlias = Any
"""How to stand in for a service; ``conftest.py`` makes it."""
Server: TypeAlias = Peer | LinePeer

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

KEY = "canary-key-90417"
"""As ``conftest.py`` demands it of every engine that has one."""
TEXTS = ("zitronenfalterklage", "лимонницынаяжалоба")
SECRETS = ("nachtigallenschlag", "соловьиноеколено", "saphirlerchenruf", "сапфировыйжаворонок")
"""Of a glossary and of a document under embargo."""
VARIABLES = (
    "AZURE_TRANSLATOR_KEY",
    "DEEPL_API_KEY",
    "GOOGLE_CLOUD_API_KEY",
    "LIBRETRANSLATE_API_KEY",
    "OPENAI_API_KEY",
    "OPENAI_CHAT_API_KEY",
    "PARROT_KEY",
)
WITH_KEY = frozenset({"azure", "deepl", "google-cloud", "libretranslate", "openai-chat", "parrot"})
UNTRUSTED = "untrusted"
"""The fault of a server whose certificate nobody vouches for."""
CASES = (None, UNTRUSTED, *FAULTS)
IN_LINES = {"redirect": "closed", "forbidden": "denied", "too many": "busy"}
"""Which fault of a server that speaks in lines is beside one that it cannot have."""
FORMATS = plugins.names("reports")

PARROT = '''
"""A service of another package, whose exceptions tell everything."""
import os
from fidelity.calls import Call, Key, Manners
from fidelity.model import Candidate, Fail, Ok

class Parrot:
    id, family, version, egress = "parrot:here", "parrot", "1", "self-hosted"
    pairs, sends = "all", "the wordings"

    def __init__(self, setup):
        self.setup = setup

    def serves(self, source, target):
        return {source, target} == {"en", "ru"}

    def run(self, batch):
        return [self.one(query) for query in batch]

    def one(self, query):
        options = self.setup.options
        reply = self.setup.sender.send(
            Call(
                self.id,
                options["url"],
                (query.text,),
                json={"q": query.text},
                key=Key("PARROT_KEY", header="X-Key"),
                manners=Manners(attempts=1, deadline=options["deadline"]),
            )
        )
        if isinstance(reply, Fail) or b"parrot" not in reply.body:
            raise RuntimeError(f"{query.text} {os.environ['PARROT_KEY']} {reply!r}")
        return Ok((Candidate("parrot"),))

def engines(setup):
    yield Parrot(setup)
'''
COMMAND = (
    "import logging, sys; logging.basicConfig(level=logging.DEBUG);"
    "from fidelity.cli import main; sys.exit(main())"
)
"""With every log at its most talkative, on the standard error stream."""


@dataclass(frozen=True)
class Run:
    """What one run left behind."""

    fault: str | None
    exit: int
    asked: Mapping[str, str]
    """By kind of engine, everything that its server was sent."""
    places: Mapping[str, bytes]
    """By name, every file that was written, and the two streams."""

    def where(self, texts: Iterable[str], places: Iterable[str]) -> list[tuple[str, str]]:
        """Say which of the texts stand in which of the places, however they are written."""
        return [
            (text, place)
            for place in places
            for text in texts
            if any(form in self.places[place] for form in written(text))
        ]

    def named(self, *parts: str) -> list[str]:
        """List the places whose name contains one of the parts; there must be one for each."""
        found = [[place for place in self.places if part in place] for part in parts]
        assert all(found), parts
        return [place for each in found for place in each]


def written(text: str) -> set[bytes]:
    """Write a text in all the ways in which it may come out."""
    return {
        text.encode(),
        json.dumps(text)[1:-1].encode(),
        urllib.parse.quote(text).encode(),
        urllib.parse.quote_plus(text).lower().encode(),
        text.encode("cp1251"),
        text.encode("utf-16-le"),
        repr(text.encode())[2:-1].encode(),
    }


def parrot(asked: Asked) -> Said:
    """Answer the engine of the other package."""
    assert asked.headers["x-key"] == KEY
    return Said.of({"answer": "parrot"})


def dictionary(lines: list[str]) -> Said:
    """Answer as a DICT server does that has no word."""
    told = ["552 no match" if line.startswith("DEFINE") else "250 ok" for line in lines[:-1]]
    return Said("".join(f"{line}\r\n" for line in ("220 x <x>", *told, "221 bye")).encode())


def settings(servers: Mapping[str, tuple[str, Mapping[str, object]]], *, slow: bool) -> str:
    """Write where each service is."""
    embargo = '[[embargo]]\npath = "secret/**"\nuntil = 2999-01-01\n'
    tables = [
        f"[engine.{kind}]\nurl = {json.dumps(url)}\ndeadline = {0.5 if slow else 10}\n"
        + "".join(f"{name} = {json.dumps(value)}\n" for name, value in options.items())
        for kind, (url, options) in servers.items()
    ]
    return "\n".join([embargo, *tables])


def write_texts(folder: Path) -> None:
    """Write a glossary, and a glossary and a document under embargo."""
    (folder / "secret").mkdir()
    (folder / "terms.csv").write_text(f"en,ru\n{','.join(TEXTS)}\n", encoding="utf-8")
    (folder / "secret" / "draft.csv").write_text(
        f"en,ru\n{','.join(SECRETS[:2])}\n", encoding="utf-8"
    )
    front = "---\nembargo-until: 2999-01-01\n---\n\n"
    (folder / "a.md").write_text(f"{front}The {SECRETS[2]} of 7 May.\n", encoding="utf-8")
    (folder / "b.md").write_text(f"{SECRETS[3]} от 8 мая.\n", encoding="utf-8")


def checked(folder: Path, site: Path, kinds: Iterable[str], *words: str) -> tuple[int, str, str]:
    """Run the command in a process of its own; give its exit and its two streams."""
    paths = [str(Path(plugins.__file__).parents[1]), str(site)]
    flags = [f"--format={name}=report.{name}" for name in FORMATS]
    done = subprocess.run(
        [
            *(sys.executable, "-c", COMMAND, "check", "terms.csv", "secret/draft.csv"),
            *("--from", "en", "--to", "ru"),
            *("--engines", ",".join(kinds), "--allow", "sentences", "--verbose"),
            *("--cache", "cache", "--egress-log", "egress.log", "--no-shipped-glossaries"),
            *("--write-baseline", "baseline.json", *flags, *words),
        ],
        cwd=folder,
        env={
            **{name: value for name, value in os.environ.items() if name != "CI"},
            **dict.fromkeys(VARIABLES, KEY),
            "PYTHONPATH": os.pathsep.join(paths),
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def servers_of(
    stand_ins: Mapping[str, StandIn], fault: str | None, stack: ExitStack
) -> dict[str, tuple[Server, str, Mapping[str, object]]]:
    """Start a server for each kind of engine; give it with its address and its settings."""
    tls = None
    if fault == UNTRUSTED:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        trustme.CA().issue_cert("127.0.0.1").configure_cert(tls)
    found: dict[str, tuple[Server, str, Mapping[str, object]]] = {}
    for kind, each in stand_ins.items():
        peer = stack.enter_context(Peer(each.answer, tls))
        found[kind] = (peer, f"{peer.url}{each.path}", each.options)
    peer = stack.enter_context(Peer(parrot, tls))
    found["parrot"] = (peer, peer.url, {})
    lines = stack.enter_context(LinePeer(dictionary))
    found["dict"] = (lines, lines.url, {"databases": ["fd-eng-rus", "fd-rus-eng"]})
    for server, _, _ in found.values():
        if isinstance(server, Peer):
            server.fault = fault if fault in FAULTS else None
        else:
            named = IN_LINES.get(fault or "", fault)
            server.fault = named if named in LINE_FAULTS else None
    return found


def heard(server: Server) -> str:
    """Everything that a server was sent."""
    if isinstance(server, LinePeer):
        return "\n".join(line for lines in server.asked for line in lines)
    return "\n".join(
        " ".join(
            [
                asked.path,
                *asked.parameters.values(),
                *asked.headers.values(),
                json.dumps(asked.json, ensure_ascii=False) if asked.body else "",
            ]
        )
        for asked in server.asked
    )


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(fault, marks=pytest.mark.xdist_group(f"canaries, {fault}")) for fault in CASES
    ],
    ids=str,
)
def run(
    request: pytest.FixtureRequest,
    stand_ins: Mapping[str, StandIn],
    tmp_path_factory: pytest.TempPathFactory,
) -> Run:
    """Check texts with all engines while every server has one fault; then look everywhere."""
    fault: str | None = request.param
    folder, site = tmp_path_factory.mktemp("house"), tmp_path_factory.mktemp("site")
    write_plug_in(site)
    write_texts(folder)
    given = {path for path in folder.rglob("*") if path.is_file()}
    with ExitStack() as stack:
        servers = servers_of(stand_ins, fault, stack)
        (folder / "fidelity.toml").write_text(
            settings(
                {kind: (url, options) for kind, (_, url, options) in servers.items()},
                slow=fault in ("silent", "drips"),
            )
        )
        more = ("--source", "a.md", "--target", "b.md") if fault is None else ()
        status, out, err = checked(folder, site, servers, "--answers", "missing", *more)
        asked = {kind: heard(server) for kind, (server, _, _) in servers.items()}
    files = {path for path in folder.rglob("*") if path.is_file()} - given
    places = {str(path.relative_to(folder)): path.read_bytes() for path in files}
    return Run(fault, status, asked, {**places, "out": out.encode(), "err": err.encode()})


def write_plug_in(site: Path) -> None:
    """Install the engine of another package, as pip would."""
    info = site / "parrot-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: parrot\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[fidelity.engines]\nparrot = parrot_engine\n")
    (site / "parrot_engine.py").write_text(PARROT)


def test_every_engine_that_leaves_the_machine_is_among_them(
    stand_ins: Mapping[str, StandIn],
) -> None:
    """A new one cannot be forgotten, nor a new fault."""
    away = {each.id.partition(":")[0] for each in installed(cache=None) if each.egress != "local"}
    assert away == {*stand_ins, "dict"}
    assert set(LINE_FAULTS) <= {IN_LINES.get(fault or "", fault) for fault in CASES}


def test_each_engine_was_sent_the_marked_text_and_key(run: Run) -> None:
    """Else nothing would be proved; only a server that is not trusted hears nothing."""
    assert run.exit in (0, 1, 3)
    for kind, sent in run.asked.items():
        if run.fault == UNTRUSTED and kind != "dict":
            assert sent == "", kind
            continue
        assert any(text in sent for text in TEXTS), kind
        assert (KEY in sent) == (kind in WITH_KEY), kind


def test_the_key_comes_out_nowhere(run: Run) -> None:
    """In no stream, log, report, baseline, lock, cache or egress log."""
    run.named("cache/", "egress.log", "baseline.json", *(f"report.{name}" for name in FORMATS))
    assert run.where([KEY], run.places) == []


def test_the_text_stands_in_no_log_message_or_baseline(run: Run) -> None:
    """The logs are on the standard error stream, with whatever was raised."""
    places = run.named("err", "egress.log", "baseline.json")
    assert run.where((*TEXTS, *SECRETS), places) == []
    assert b"Traceback" not in run.places["err"]


def test_of_what_is_under_embargo_nothing_is_sent_or_kept(run: Run) -> None:
    """It stands in reports, and nowhere else; the free texts show that a search would find it."""
    for kind, sent in run.asked.items():
        assert not [text for text in SECRETS if text in sent], kind
    kept = [place for place in run.places if place != "out" and not place.startswith("report.")]
    assert run.where(SECRETS, kept) == []
    assert run.where(SECRETS[:2], run.named("report.json"))
    if run.fault is None:
        assert b"embargo:a.md@2999-01-01" in run.places["report.json"]
        assert run.where(TEXTS, run.named("fidelity.lock"))


def test_every_report_says_what_a_service_kept_from_being_judged(run: Run) -> None:
    """By a reason of the closed list; a failure is never an answer."""
    report = json.loads(run.places["report.json"])
    failed = {each["engine"].partition(":")[0] for each in report["unchecked"]}
    assert failed <= {*run.asked}
    if run.fault in FAULTS:
        assert {*run.asked} - {"dict"} <= failed
