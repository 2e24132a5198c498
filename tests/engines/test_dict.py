"""The engine that asks a DICT server, against one that speaks as RFC 2229 has it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity import cli, plugins
from fidelity.egress import Allow, Allowance
from fidelity.engines._dict_server import definitions, questions
from fidelity.engines._service import ServiceEngine
from fidelity.engines._transport import Transport
from fidelity.errors import UsageError
from fidelity.model import Fail, Ok, Outcome, Query
from fidelity.peers import LINE_FAULTS, LinePeer, Said
from fidelity.protocols import Missing, Setup
from fidelity.testing import engine_contract, service_contract

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

ARTICLES = {
    "garden": "garden /gˈɑːdən/ <n>\n[bot.] сад <n>, огород <n>\n  .. the garden gate\n",
    "tree": "tree /tɹˈiː/ <n>\nдерево <n>\n",
    "bush": "bush <n>\n.куст\n",
    "сад": "сад <n>\ngarden <n>, orchard <n>\n",
}
GOOD = [
    Query("garden", "en", "ru", ("огород", "x")),
    Query("trees", "en", "ru"),
    Query("сад", "ru", "en"),
]
UNKNOWN = Query("qwrtzpsdf", "en", "ru")
_ASKED = re.compile(r'DEFINE "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)"')


def server(lines: list[str], mime: str = "") -> Said:
    """Answer a conversation as dictd does; ``mime`` is the head of each article."""
    told = ["220 test <auth.mime> <1.2@test>"]
    for line in lines:
        if match := _ASKED.fullmatch(line):
            told += defined(re.sub(r"\\(.)", r"\1", match[2]), mime)
        else:
            told.append("221 bye" if line == "QUIT" else "250 ok")
    return Said("".join(f"{line}\r\n" for line in told).encode())


def defined(word: str, mime: str) -> list[str]:
    """Answer one DEFINE."""
    if word not in ARTICLES:
        return ["552 no match"]
    text = f"{mime}\n{ARTICLES[word]}".rstrip("\n").split("\n")
    stuffed = [f".{line}" if line.startswith(".") else line for line in text]
    return ["150 1 definitions", f'151 "{word}" fd-eng-rus "Small"', *stuffed, ".", "250 ok"]


@pytest.fixture
def peer() -> Iterator[LinePeer]:
    """A server that behaves until it is told not to."""
    with LinePeer(server) as one:
        yield one


def opened(
    peer: LinePeer,
    level: Allow = "self-hosted",
    log: Path | None = None,
    databases: object = ("fd-eng-rus", "fd-rus-eng"),
    deadline: float = 5.0,
) -> ServiceEngine:
    """Open the engine before the server."""
    sender = Transport(Allowance(level), log, wait=lambda _seconds: None)
    options = {"url": peer.url, "databases": databases, "deadline": deadline}
    (engine,) = plugins.load("engines", "dict").engines(Setup(None, options=options, sender=sender))
    assert isinstance(engine, ServiceEngine)
    return engine


def texts(outcome: Outcome) -> list[str]:
    """List the candidates of an answer."""
    assert isinstance(outcome, Ok)
    return [candidate.text for candidate in outcome.candidates]


# --- what it answers ------------------------------------------------------------------------------


def test_it_keeps_the_contract(peer: LinePeer) -> None:
    """The one of all engines."""
    engine_contract(opened(peer), GOOD, UNKNOWN)


def test_an_article_is_read_as_the_engine_dictionary_reads_it(peer: LinePeer) -> None:
    """With senses and parts of speech, and without examples; 1/rank is the score."""
    (outcome,) = opened(peer).run(GOOD[:1])
    assert isinstance(outcome, Ok)
    first, second = outcome.candidates
    assert (first.text, first.sense, first.part_of_speech, first.score) == (
        "сад",
        "bot.",
        "noun",
        1,
    )
    assert (second.text, second.score) == ("огород", 0.5)
    assert [(each.text, each.rank) for each in outcome.wanted] == [("огород", 2)]


def test_a_word_is_looked_up_in_its_dictionary_form_too(peer: LinePeer) -> None:
    """In the same conversation."""
    assert texts(opened(peer).run([Query("trees", "en", "ru")])[0]) == ["дерево"]
    assert len(peer.asked) == 1


def test_many_questions_are_one_conversation(peer: LinePeer) -> None:
    """That is asked at once: a server takes 40 ms for each answer that is waited for."""
    opened(peer).run([*GOOD[:2], UNKNOWN, *GOOD[:2]])
    (lines,) = peer.asked
    assert lines[0].startswith("CLIENT ")
    assert lines[-1] == "QUIT"


def test_a_line_that_begins_with_a_full_stop_is_read_whole(peer: LinePeer) -> None:
    """The protocol doubles the full stop, so that it is not taken for the end."""
    assert texts(opened(peer).run([Query("bush", "en", "ru")])[0]) == [".куст"]


def test_a_word_in_quotation_marks_cannot_end_its_command(peer: LinePeer) -> None:
    """Nor can a line break."""
    (outcome,) = opened(peer).run([Query('x"\r\nSHUTDOWN\r\n', "en", "ru")])
    assert outcome == Fail("not-found")
    assert {line.split()[0] for line in peer.asked[0]} == {"CLIENT", "OPTION", "DEFINE", "QUIT"}


REFERENCES = {
    "armor": "armor\n   = armour\n",
    "armour": "armour\n   _n. броня; доспехи\n",
    "one": "one\n   = other\n",
    "other": "other\n   = one\n",
}


def test_references_are_followed(peer: LinePeer, monkeypatch: pytest.MonkeyPatch) -> None:
    """As far as the headword that has translations, but not in a circle."""
    monkeypatch.setattr(f"{__name__}.ARTICLES", REFERENCES)
    engine = opened(peer, databases=["mueller7"])
    outcomes = engine.run([Query("armor", "en", "ru"), Query("one", "en", "ru")])
    assert texts(outcomes[0]) == ["броня", "доспехи"]
    assert outcomes[1] == Fail("not-found")


@pytest.mark.parametrize(
    "mime",
    [
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n",
        "Content-type: text/plain\n",
    ],
)
def test_a_head_of_mime_is_no_part_of_the_article(peer: LinePeer, mime: str) -> None:
    """It says how the article is written."""
    peer.answer = lambda lines: server(lines, mime)
    assert texts(opened(peer).run(GOOD[:1])[0]) == ["сад", "огород"]


def test_another_encoding_is_read_where_the_head_says_so(peer: LinePeer) -> None:
    """KOI8-R was usual for Russian."""

    def answer(lines: list[str]) -> Said:
        said = server(lines, "Content-Type: text/plain; charset=koi8-r\n")
        return Said(said.body.decode().replace("ˈɑːdən", "").encode("koi8-r"))

    peer.answer = answer
    assert texts(opened(peer).run(GOOD[:1])[0]) == ["сад", "огород"]


@pytest.mark.parametrize(
    "mime", ["Content-Type: text/html\n", "Content-Transfer-Encoding: base64\n"]
)
def test_what_is_no_plain_text_is_a_failure(peer: LinePeer, mime: str) -> None:
    """No guess is made at it."""
    peer.answer = lambda lines: server(lines, mime)
    assert opened(peer).run(GOOD[:1]) == [Fail("bad-response")]


def test_a_server_that_knows_no_mime_is_asked_all_the_same(peer: LinePeer) -> None:
    """It then writes no heads."""

    def answer(lines: list[str]) -> Said:
        body = server(lines).body.replace(b"250 ok\r\n" * 2, b"250 ok\r\n500 unknown\r\n", 1)
        return Said(body.replace(b'"Small"\r\n\r\n', b'"Small"\r\n'))

    peer.answer = answer
    assert texts(opened(peer).run(GOOD[:1])[0]) == ["сад", "огород"]


def test_a_database_that_the_server_lacks_is_a_fault(peer: LinePeer) -> None:
    """Not the silence of a dictionary without the word: the settings are wrong."""
    peer.answer = lambda _lines: Said(
        b"220 test\r\n250 ok\r\n250 ok\r\n550 invalid database\r\n221 bye\r\n"
    )
    assert opened(peer).run(GOOD[:1]) == [Fail("bad-response")]


def test_both_directions_of_a_dictionary_are_one_engine(peer: LinePeer) -> None:
    """Each question goes to the database that has it as a headword."""
    engine = opened(peer)
    assert engine.id == "dict:freedict-eng-rus"
    assert [texts(outcome) for outcome in engine.run([GOOD[2], GOOD[0]])] == [
        ["garden", "orchard"],
        ["сад", "огород"],
    ]
    asked = {line.split()[1] for lines in peer.asked for line in lines if "DEFINE" in line}
    assert asked == {'"fd-eng-rus"', '"fd-rus-eng"'}


def test_a_dictionary_has_the_family_that_its_files_have(peer: LinePeer) -> None:
    """So that one that is asked in both ways has one vote."""
    assert opened(peer).family == "dictionary:freedict-eng-rus"
    assert opened(peer, databases=["mueller7"]).family == "dictionary:mueller"


# --- consent and settings -------------------------------------------------------------------------


def test_without_consent_it_sends_nothing(peer: LinePeer) -> None:
    """Nor without a transport."""
    assert opened(peer, "none").run(GOOD) == [Fail("no-consent")] * 3
    options = {"url": peer.url, "databases": ["fd-eng-rus", "fd-rus-eng"]}
    (engine,) = plugins.load("engines", "dict").engines(Setup(None, options=options))
    assert engine.run(GOOD) == [Fail("no-consent")] * 3
    assert peer.asked == []


@pytest.mark.parametrize("url", ["dict://dict.example", "http://127.0.0.1", "127.0.0.1", 5])
def test_a_server_on_another_machine_is_refused(url: object) -> None:
    """The protocol has no encryption."""
    with pytest.raises(UsageError, match="no encryption"):
        list(plugins.load("engines", "dict").engines(Setup(None, options={"url": url})))


@pytest.mark.parametrize(
    ("databases", "words"),
    [
        ("fd-eng-rus", "must be a list"),
        ([5], "neither a name nor a table"),
        ([{"from": "en"}], "neither a name nor a table"),
        (["legal"], "the languages of legal are not known"),
        (["mueller7", "mueller24"], "of the same source and direction"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told(databases: object, words: str) -> None:
    """With what to write instead."""
    setup = Setup(None, options={"databases": databases})
    with pytest.raises(UsageError, match=words):
        list(plugins.load("engines", "dict").engines(setup))


def test_languages_may_be_named(peer: LinePeer) -> None:
    """Where the name of the database does not tell them."""
    table = {"name": "legal", "from": "fr", "to": "de"}
    engine = opened(peer, databases=[table])
    assert engine.serves("fr", "de")
    assert not engine.serves("de", "fr")
    assert engine.id == "dict:legal"
    named = opened(peer, databases=[{**table, "source": "court"}])
    assert (named.id, named.family) == ("dict:court", "dictionary:court")


def test_without_databases_it_is_missing() -> None:
    """Which ones a server has is not asked before there is consent."""
    (missing,) = plugins.load("engines", "dict").engines(Setup(None))
    assert isinstance(missing, Missing)
    assert "databases" in missing.how_to_add


def test_it_sends_nothing_but_through_the_transport() -> None:
    """And says which words a conversation carries."""
    databases = {"databases": ["fd-eng-rus", "fd-rus-eng"]}
    service_contract(plugins.load("engines", "dict").engines, GOOD, options=databases)


# --- the fault matrix and canaries ----------------------------------------------------------------

EXPECTED: Mapping[str, str] = {
    "silent": "timeout",
    "drips": "timeout",
    "cut": "network",
    "closed": "network",
    "busy": "server",
    "denied": "authentication",
    "page": "bad-response",
    "wrong charset": "bad-response",
    "oversized": "bad-response",
    "nonsense": "bad-response",
}
CANARY = Query("zitronenfalter canary", "en", "ru")


def test_every_fault_is_in_the_matrix() -> None:
    """So that a new one cannot be forgotten."""
    assert set(EXPECTED) == set(LINE_FAULTS)


@pytest.mark.parametrize("fault", LINE_FAULTS)
def test_every_fault_has_its_reason(peer: LinePeer, fault: str) -> None:
    """And the engine gives it for every question, in time."""
    peer.fault = fault
    slow = fault in ("silent", "drips")
    (outcome,) = opened(peer, deadline=0.4 if slow else 5.0).run(GOOD[:1])
    assert outcome == Fail(EXPECTED[fault])  # type: ignore[arg-type]


def test_a_server_that_is_not_there_is_a_failure(peer: LinePeer) -> None:
    """It says that the network is at fault."""
    engine = opened(peer)
    peer.__exit__()
    assert engine.run(GOOD[:1]) == [Fail("network")]


@pytest.mark.parametrize("fault", [None, *LINE_FAULTS])
def test_the_text_comes_out_nowhere(
    peer: LinePeer,
    fault: str | None,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Not in a log at its most talkative, nor on the terminal, nor in the egress log."""
    caplog.set_level(logging.DEBUG)
    peer.fault = fault
    log = tmp_path / "egress.log"
    slow = fault in ("silent", "drips")
    outcomes = opened(peer, log=log, deadline=0.4 if slow else 5.0).run([CANARY, GOOD[0]])
    assert any(CANARY.text in line for lines in peer.asked for line in lines)
    out, err = capfd.readouterr()
    fails = [repr(outcome) for outcome in outcomes if isinstance(outcome, Fail)]
    for place in (caplog.text, out, err, log.read_text(), *fails):
        assert CANARY.text not in place


def test_the_command_plans_asks_and_lets_nothing_out(
    peer: LinePeer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The plan sends nothing; the check sends what was planned, and logs no text of it."""
    monkeypatch.chdir(tmp_path)
    Path("terms.csv").write_text("en,ru\ngarden,сад\n", encoding="utf-8")
    Path("fidelity.toml").write_text(
        f'[engine.dict]\nurl = "{peer.url}"\ndatabases = ["fd-eng-rus", "fd-rus-eng"]\n',
        encoding="utf-8",
    )
    words = ("terms.csv", "--engines", "dict", "--allow", "self-hosted")
    flags = ("--no-shipped-glossaries", "--no-cache")
    assert cli.main(["engines", "plan", *words, *flags]) == 0
    assert "dict:freedict-eng-rus" in capsys.readouterr().out
    assert peer.asked == []
    assert cli.main(["check", *words, *flags, "--egress-log", "egress.log"]) == 0
    assert any('"сад"' in line for lines in peer.asked for line in lines)
    assert "garden" not in Path("egress.log").read_text(encoding="utf-8")


# --- reading what a server says -------------------------------------------------------------------


@given(st.binary(max_size=300), st.integers(0, 3))
def test_any_answer_is_read_or_is_a_failure(tail: bytes, count: int) -> None:
    """Nothing that a server says makes the reader raise."""
    for body in (tail, b"220 x\r\n250 ok\r\n250 ok\r\n" + tail):
        assert isinstance(definitions(body, count), (list, Fail))


@given(st.text(max_size=40))
def test_any_word_is_one_argument_of_one_command(word: str) -> None:
    """Whatever quotation marks, breaks and backslashes it has."""
    _client, _mime, asked, _quit = questions("x", "db", [word])
    match = _ASKED.fullmatch(asked)
    assert match is not None
    assert re.sub(r"\\(.)", r"\1", match[2]) == " ".join(word.split())
